// The pictures of the docs, taken anew: `make e2e-vscode PICTURES=docs/images`, then look at them.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { startCodeServer } from "./code_server.mjs";
import { makeTeam, plan } from "./team.mjs";
import { openFolder, startBrowser } from "./workbench.mjs";

const { PICTURES, SPACELINT } = process.env;
const FILE = "spaces/march.toml";
const BROKEN = 'title = "Town hall #AT&T with @jack 📣"';
const BEGUN = 'title = "Ask us anything ';
const TITLES = [BROKEN, `${BEGUN}#AcmeTalks"`, 'title = "great#winter, live tonight"'];
const QUIET = {
  "workbench.activityBar.location": "hidden",
  "workbench.sideBar.location": "right",
  "workbench.editor.showTabs": "single",
  "editor.renderLineHighlight": "none",
  "editor.matchBrackets": "never",
  "editor.overviewRulerBorder": false,
  "editor.hideCursorInOverviewRuler": true,
  "editor.scrollbar.vertical": "hidden",
  "editor.scrollbar.horizontal": "hidden",
};

const top = fs.mkdtempSync(path.join(os.tmpdir(), "spacelint-pictures-"));
const server = await startCodeServer(top);
const browser = await startBrowser();
try {
  for (const [name, take] of Object.entries({ hover, "quick-fix": quickFix, completion, problems })) {
    const dark = name === "problems";
    const theme = dark ? "Default Dark Modern" : "Default Light Modern";
    const settings = JSON.stringify({ ...QUIET, "workbench.colorTheme": theme });
    const titles = name === "completion" ? [BROKEN, `${BEGUN}"`] : TITLES;
    const files = { [FILE]: plan(...titles), ".vscode/settings.json": settings };
    const folder = makeTeam(path.join(top, name), "acme", files, SPACELINT);
    const window = await openFolder(browser, server.url, folder, FILE);
    await window.page.setViewportSize({ width: 860, height: 590 });
    await window.squiggleUnder("#AT&T", "error");
    await window.command("View: Toggle Primary Side Bar Visibility");
    await window.page.mouse.move(700, 270);
    const height = await take(window);
    // Until what fades in and out has done so.
    await window.page.waitForTimeout(1500);
    const box = await window.page.locator(".part.editor").boundingBox();
    await window.picture(PICTURES, `vscode-${name}`, { ...box, height });
    await window.close();
  }
} finally {
  await browser.close();
  await server.stop();
  fs.rmSync(top, { recursive: true, force: true, maxRetries: 5 });
}

async function hover(window) {
  await window.goTo(9, 1);
  await window.hover("#AT&T", "X links only");
  return 250;
}

async function quickFix(window) {
  await window.goTo(2, BROKEN.indexOf("#") + 2);
  const offered = await window.quickFixes();
  assert.equal(offered[0], "Write #ATT");
  return 250;
}

async function completion(window) {
  await window.goTo(5, BEGUN.length + 1);
  await window.page.keyboard.type("#");
  await window.seesText(".suggest-widget", "#AcmeWinter");
  return 250;
}

async function problems(window) {
  await window.command("View: Focus Problems");
  await window.seesText(".markers-panel .monaco-list", "SL103");
  return 556;
}
