// The extension in VS Code itself: squiggle, hover, quick fix, completion, hints; and no server.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { startCodeServer } from "./code_server.mjs";
import { LINE, makeTeam, plan, putServer } from "./team.mjs";

import { openFolder, startBrowser, until } from "./workbench.mjs";

const { BUILD, SPACELINT } = process.env;
const PLAN = "spaces/plan.toml";
// Tells beside the environment that it was run, and by which process, and serves.
const TALE = `#!/bin/sh
echo $$ >> "$(dirname "$0")/../../runs"
exec ${SPACELINT} "$@"
`;
const NO_EXTRA = `#!/bin/sh
echo "Traceback, which belongs into the output alone" >&2
echo "the language server needs an extra: pip install 'spacelint[lsp]'" >&2
exit 2
`;
const top = fs.mkdtempSync(path.join(os.tmpdir(), "spacelint-vscode-"));
let server, browser;

before(async () => {
  server = await startCodeServer(top);
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await server?.stop();
  fs.rmSync(top, { recursive: true, force: true, maxRetries: 5 });
});

/** The processes that `TALE` told of. */
function runs(folder) {
  const file = path.join(folder, "runs");
  return fs.existsSync(file) ? fs.readFileSync(file, "utf8").trim().split("\n").map(Number) : [];
}

/** A test in a window of its own; a picture of the window is kept where it fails. */
function inFolder(name, { files, command, trust, file = PLAN }, body) {
  test(name, async () => {
    const slug = name.replaceAll(/[^a-zA-Z0-9]+/g, "-");
    const folder = makeTeam(top, slug, files, command);
    const window = await openFolder(browser, server.url, folder, file, trust);
    try {
      await body(window, folder);
    } catch (error) {
      await window.picture(path.join(BUILD, "failed"), slug);
      throw error;
    } finally {
      await window.close();
    }
  });
}

const BROKEN = { files: { [PLAN]: plan(LINE) }, command: SPACELINT };
const FIXED = BROKEN.files[PLAN].replace("#AT&T", "#ATT");
const SETTINGS = ".vscode/settings.json";

test("the packaged extension is installed", () => {
  assert.match(server.installed, /Extension 'spacelint\.vsix' was successfully installed/);
});

inFolder("a broken tag behind é😀 has its squiggle under it and its line in Problems", BROKEN, async (window) => {
  await window.squiggleUnder("#AT&T", "error");
  await window.command("View: Focus Problems");
  const problems = await window.seesText(".markers-panel .monaco-list", "SL103");
  assert.match(problems, /X links only #AT, not #AT&T/);
  // VS Code counts UTF-16 units from 1.
  assert.match(problems, new RegExp(`\\[Ln 2, Col ${LINE.indexOf("#") + 1}\\]`));
});

inFolder("hovering over a cut tag tells what X links, and links the rule's page", BROKEN, async (window) => {
  await window.squiggleUnder("#AT&T", "error");
  const told = await window.hover("#AT&T", "X links only");
  assert.match(told, /A hashtag ends before &: write #ATT/);
  const page = window.page.locator(".monaco-hover-content a", { hasText: "SL103" });
  assert.match(await page.first().getAttribute("href"), /^https:.*\/rules\/SL103/);
});

inFolder("a quick fix corrects the tag, and the saved file is right", BROKEN, async (window) => {
  await window.squiggleUnder("#AT&T", "error");
  await window.goTo(2, LINE.indexOf("#") + 2);
  const offered = await window.quickFixes();
  assert.equal(offered[0], "Write #ATT");
  assert.ok(offered.includes("Ignore SL103 (cut-short-hashtag) here"), offered.join());
  await window.chooseFix("Write #ATT");
  await window.noSquiggles();
  await window.savesAs(FIXED);
});

const yaml = (title) => `spaces:\n  - title: ${title}\n`;
const NEW_TAG = 'title = "é😀 Ask us #AcmeNews"';
const BARE = "é😀 Ask us anything #AcmeTalks";

inFolder(
  "a tag that YAML takes for a comment is kept by quotes",
  { files: { "spaces/plan.yaml": yaml(BARE) }, command: SPACELINT, file: "spaces/plan.yaml" },
  async (window) => {
    await window.squiggleUnder("#AcmeTalks", "error");
    await window.goTo(2, 12);
    await window.quickFixes();
    await window.chooseFix("Put the title in quotes");
    await window.noSquiggles();
    await window.savesAs(yaml(`"${BARE}"`));
  },
);

inFolder(
  "a new tag is put into the brand book, which is another file",
  { files: { [PLAN]: plan(NEW_TAG) }, command: SPACELINT },
  async (window, folder) => {
    await window.boxOf("/70");
    await window.goTo(2, NEW_TAG.indexOf("#") + 3);
    const offered = await window.quickFixes();
    await window.chooseFix("Add #AcmeNews to the brand book");
    await window.command("File: Save All");
    const book = path.join(folder, "spacelint.toml");
    const wanted = '["#AcmeTalks", "#AcmeLive", "#AcmeNews"]';
    await until(`the tag, of ${offered}`, () => fs.readFileSync(book, "utf8").includes(wanted));
  },
);

const FIX_ON_SAVE = JSON.stringify({ "editor.codeActionsOnSave": { "source.fixAll.spacelint": "explicit" } });

inFolder(
  "saving makes every safe fix where the settings want it",
  { files: { [PLAN]: plan('title = "é😀 Town  hall with @jack"'), [SETTINGS]: FIX_ON_SAVE }, command: SPACELINT },
  async (window) => {
    await window.squiggleUnder("  ", "warning");
    await window.savesAs(plan('title = "é😀 Town hall with @jack"'));
  },
);

inFolder("hints tell what is linked and how long the title is, until a setting ends it", BROKEN, async (window, folder) => {
  await window.boxOf("#AT&Tlinks #AT with");
  await window.command("View: Toggle Primary Side Bar Visibility");
  await window.boxOf('like"51/70');
  fs.mkdirSync(path.join(folder, ".vscode"));
  fs.writeFileSync(path.join(folder, SETTINGS), '{"spacelint.inlayHints.lengths": false}');
  await until("no length", async () => !(await window.editorText()).includes("/70"));
  await window.boxOf("#AT&Tlinks #AT with");
});

const START = 'title = "Winter talk ';

inFolder(
  "behind # the brand book's tags are offered, the campaign that runs first",
  { ...BROKEN, files: { [PLAN]: plan(`${START}"`) } },
  async (window) => {
    await window.boxOf("11/70");
    await window.goTo(2, START.length + 1);
    await window.page.keyboard.type("#");
    const offered = await window.seesText(".suggest-widget", "#AcmeWinter");
    assert.match(offered, /^#AcmeWinter\n[^]*#AcmeTalks/);
    await window.page.keyboard.type("AcmeW");
    await window.page.keyboard.press("Tab");
    await window.savesAs(plan(`${START}#AcmeWinter"`));
  },
);

inFolder("a server that dies is started anew", { files: BROKEN.files, command: TALE }, async (window, folder) => {
  await window.squiggleUnder("#AT&T", "error");
  const [first] = runs(folder);
  process.kill(first, "SIGKILL");
  await until("a second server", () => runs(folder).length === 2);
  await window.goTo(2, LINE.indexOf("#") + 2);
  await window.page.keyboard.press("Delete");
  await window.page.keyboard.type("a");
  await window.squiggleUnder("#aT&T", "error");
});

inFolder("without a server it is said how it is installed, and trying again finds it", { files: BROKEN.files }, async (window, folder) => {
  const told = await window.seesText(".notification-toast", "spacelint is not installed here");
  assert.match(told, /neither in \.venv or venv of this folder nor on PATH/);
  assert.match(told, /Install it with pip install "spacelint\[lsp\]"/);
  await window.click("Copy the command");
  const copied = await until("a copy", () => window.page.evaluate(() => navigator.clipboard.readText().then((text) => text || null)));
  assert.equal(copied, 'pip install "spacelint[lsp]"');
  putServer(folder, SPACELINT);
  await window.page.locator(".statusbar-item", { hasText: "spacelint" }).click();
  await window.click("Try again");
  await window.squiggleUnder("#AT&T", "error");
  await window.page.locator(".statusbar-item", { hasText: "spacelint" }).waitFor({ state: "hidden" });
});

inFolder("a server without its extra is no riddle", { files: BROKEN.files, command: NO_EXTRA }, async (window) => {
  const told = await window.seesText(".notification-toast", "spacelint did not start");
  assert.match(told, /the language server needs an extra: pip install 'spacelint\[lsp\]'/);
  assert.match(told, /Copy the command/);
  assert.doesNotMatch(told, /Traceback|EPIPE|connection/);
});

inFolder(
  "the setting goes first, is named where it leads nowhere, and counts at once when it is fixed",
  { files: { ...BROKEN.files, [SETTINGS]: '{"spacelint.path": "tools/lint"}' }, command: SPACELINT },
  async (window, folder) => {
    await window.seesText(".notification-toast", "The setting spacelint.path names tools/lint, and there is no such file");
    fs.writeFileSync(path.join(folder, SETTINGS), '{"spacelint.path": "${workspaceFolder}/.venv/bin/spacelint"}');
    await window.squiggleUnder("#AT&T", "error");
  },
);

const SECTION = '[tool.spacelint.plan]\nfiles = ["calls/*.toml"]\n';

inFolder(
  "a plan by another name is found by the section in pyproject.toml",
  {
    files: { "spacelint.toml": null, "pyproject.toml": SECTION, "calls/march.toml": plan(LINE) },
    command: SPACELINT,
    file: "calls/march.toml",
  },
  (window) => window.squiggleUnder("#AT&T", "error"),
);

inFolder(
  "a folder that has nothing to do with Spaces is left in peace, until a plan is opened in it",
  { files: { "spacelint.toml": null, "k8s/namespace.yaml": "kind: Namespace\n" }, file: "k8s/namespace.yaml" },
  async (window, folder) => {
    // Long enough for what would have been told: in the other tests it is there by now.
    await window.page.waitForTimeout(6000);
    assert.equal(await window.page.locator(".notification-toast").count(), 0);
    assert.equal(await window.page.locator(".statusbar-item", { hasText: "spacelint" }).isVisible(), false);
    fs.mkdirSync(path.join(folder, "spaces"));
    fs.writeFileSync(path.join(folder, PLAN), BROKEN.files[PLAN]);
    await window.quickOpen(PLAN, "plan.toml");
    await window.seesText(".notification-toast", "spacelint is not installed here");
  },
);

inFolder("in a folder that is not trusted nothing of it is run until it is", { files: BROKEN.files, command: TALE, trust: false }, async (window, folder) => {
  await window.page.locator(".statusbar-item", { hasText: "spacelint" }).click();
  const told = await window.seesText(".notification-toast", "spacelint is not on PATH");
  assert.match(told, /Trust the folder, or install spacelint/);
  assert.deepEqual(runs(folder), []);
  await window.click("Manage trust");
  await window.page.locator(".workspace-trust-editor").getByRole("button", { name: "Trust", exact: true }).click();
  await until("the server", () => runs(folder).length === 1);
});
