import assert from "node:assert";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { test } from "node:test";
import { findServer, type Where } from "./find";

function make(...parts: string[]): string {
  const file = path.join(...parts);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, "");
  return file;
}

const top = fs.mkdtempSync(path.join(os.tmpdir(), "spacelint-"));
const folder = path.join(top, "work");
const own = make(folder, ".venv", "bin", "spacelint");
const installed = make(top, "bin", "spacelint");
const where: Where = {
  setting: "",
  folders: [folder],
  trusted: true,
  searchPath: ["bin", path.join(top, "bin")].join(path.delimiter),
  windows: false,
};

test("the folder's own environment goes before PATH", () => {
  assert.equal(findServer(where), own);
  assert.equal(findServer({ ...where, folders: [] }), installed);
});

test("in a folder that is not trusted only PATH counts", () => {
  assert.equal(findServer({ ...where, trusted: false }), installed);
  assert.equal(findServer({ ...where, trusted: false, setting: own }), installed);
});

test("the setting goes first, and one that leads nowhere is not passed over", () => {
  assert.equal(findServer({ ...where, setting: installed }), installed);
  assert.equal(findServer({ ...where, setting: ".venv/bin/spacelint" }), own);
  assert.equal(findServer({ ...where, setting: "/no/such/spacelint" }), undefined);
});

test("nothing is found where nothing is", () => {
  assert.equal(findServer({ ...where, folders: [], searchPath: "" }), undefined);
});
