import assert from "node:assert";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { after, test } from "node:test";
import { broken, findServer, missing, type Where } from "./find";

function make(...parts: string[]): string {
  const file = path.join(...parts);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, "");
  return file;
}

const top = fs.mkdtempSync(path.join(os.tmpdir(), "spacelint-"));
after(() => fs.rmSync(top, { recursive: true }));
const folder = path.join(top, "work");
const own = make(folder, ".venv", "bin", "spacelint");
const installed = make(top, "bin", "spacelint");
const where: Where = {
  setting: "",
  folders: [folder],
  trusted: true,
  searchPath: ["bin", path.join(top, "bin")].join(path.delimiter),
  home: top,
  windows: false,
};
const nowhere: Where = { ...where, folders: [], searchPath: "" };

test("the folder's own environment goes before PATH", () => {
  assert.equal(findServer(where), own);
  assert.equal(findServer({ ...where, folders: [] }), installed);
});

test("an environment may be called venv, and .venv goes first", () => {
  const other = path.join(top, "other");
  const second = make(other, "venv", "bin", "spacelint");
  assert.equal(findServer({ ...where, folders: [other] }), second);
  const first = make(other, ".venv", "bin", "spacelint");
  assert.equal(findServer({ ...where, folders: [other] }), first);
});

test("on Windows the command is in Scripts and ends with .exe", () => {
  const windows = { ...where, windows: true };
  assert.equal(findServer(windows), undefined);
  const onPath = make(top, "bin", "spacelint.exe");
  assert.equal(findServer(windows), onPath);
  const inside = make(folder, ".venv", "Scripts", "spacelint.exe");
  assert.equal(findServer(windows), inside);
});

test("of several folders the first that has an environment counts", () => {
  assert.equal(findServer({ ...where, folders: [path.join(top, "empty"), folder] }), own);
});

test("in a folder that is not trusted only PATH counts", () => {
  assert.equal(findServer({ ...where, trusted: false }), installed);
  assert.equal(findServer({ ...where, trusted: false, setting: own }), installed);
});

test("an entry of PATH that is relative is passed over, for it would be the folder's own", () => {
  assert.equal(findServer({ ...where, folders: [], searchPath: "bin" }), undefined);
});

test("the setting goes first, and one that leads nowhere is not passed over", () => {
  assert.equal(findServer({ ...where, setting: installed }), installed);
  assert.equal(findServer({ ...where, folders: [], setting: installed }), installed);
  assert.equal(findServer({ ...where, setting: ".venv/bin/spacelint" }), own);
  assert.equal(findServer({ ...where, setting: "/no/such/spacelint" }), undefined);
});

test("the setting may begin with ~ or name the folder as settings of VS Code do", () => {
  assert.equal(findServer({ ...where, setting: "~/bin/spacelint" }), installed);
  assert.equal(findServer({ ...where, setting: "${workspaceFolder}/.venv/bin/spacelint" }), own);
});

test("a folder that is called spacelint is not the command", () => {
  fs.mkdirSync(path.join(folder, "spacelint"), { recursive: true });
  assert.equal(findServer({ ...where, setting: "spacelint" }), undefined);
});

test("where nothing is found it is said where it was looked for and how it is installed", () => {
  assert.equal(findServer(nowhere), undefined);
  const { message, install, choices } = missing(nowhere);
  assert.match(message, /neither in \.venv or venv of this folder nor on PATH/);
  assert.ok(message.endsWith(`Install it with ${install}`));
  assert.equal(install, 'pip install "spacelint[lsp]"');
  assert.deepEqual(choices, ["Copy the command", "Try again", "Open the setting"]);
});

test("a setting that leads nowhere is named", () => {
  const { message, choices } = missing({ ...nowhere, setting: "/no/such/spacelint" });
  assert.match(message, /The setting spacelint\.path names \/no\/such\/spacelint/);
  assert.ok(choices.includes("Open the setting"));
});

test("in a folder that is not trusted, trust is what is offered first", () => {
  const { message, choices } = missing({ ...nowhere, trusted: false, setting: "/no/such/spacelint" });
  assert.match(message, /not on PATH/);
  assert.match(message, /Trust the folder/);
  assert.doesNotMatch(message, /no such file/);
  assert.equal(choices[0], "Manage trust");
});

test("a server that ends at once is named, with what it said, and the command where that is the cure", () => {
  const said = "the language server needs an extra: pip install 'spacelint[lsp]'";
  const trouble = broken(own, said);
  assert.equal(trouble.message, `spacelint did not start (${own} lsp): ${said}`);
  assert.deepEqual(trouble.choices, ["Copy the command", "Try again", "Open the setting"]);
  assert.deepEqual(broken(own, "").choices, ["Try again", "Open the setting"]);
});
