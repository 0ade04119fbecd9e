// What a person does and sees in VS Code, in a real browser.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { chromium } from "playwright-core";

const { CHROMIUM } = process.env;
const WAIT = 30_000;

/** A browser that can reach this machine and nothing else. */
export function startBrowser() {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
  });
}

/** Call `look` until it returns something other than undefined, null and false. */
export async function until(what, look, wait = WAIT) {
  const end = Date.now() + wait;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== null && seen !== false) return seen;
    if (Date.now() > end) throw new Error(`not seen within ${wait / 1000} s: ${what}`);
    await new Promise((next) => setTimeout(next, 100));
  }
}

/** Open `folder` and its `file`; `trust` answers the question whether the folder is trusted. */
export async function openFolder(browser, url, folder, file, trust = true) {
  const context = await browser.newContext({
    viewport: { width: 1000, height: 560 },
    deviceScaleFactor: 1.5,
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const page = await context.newPage();
  const host = new URL(url).host;
  const payload = JSON.stringify([["openFile", `vscode-remote://${host}${path.join(folder, file)}`]]);
  const query = new URLSearchParams({ folder, payload });
  await page.goto(`${url}/?${query}`);
  const answer = trust ? "Yes, I trust the authors" : "No, I don't trust the authors";
  await page.getByRole("button", { name: answer }).click({ timeout: 60_000 });
  await page.locator(".editor-instance .view-line").first().waitFor({ timeout: WAIT });
  return new Workbench(page, folder, file);
}

class Workbench {
  constructor(page, folder, file) {
    this.page = page;
    this.path = path.join(folder, file);
  }

  /** The box on screen (pixels) of `text` in the line that has `inLine`. */
  async boxOf(text, inLine = text) {
    return until(`${text} in the editor`, () =>
      this.page.evaluate(
        ([text, inLine]) => {
          for (const line of document.querySelectorAll(".editor-instance .view-line")) {
            const nodes = [];
            const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) nodes.push(walker.currentNode);
            // The editor shows spaces as no-break spaces.
            const shown = nodes.map((node) => node.data.replaceAll("\u00a0", " "));
            const all = shown.join("");
            if (!all.includes(inLine) || !all.includes(text)) continue;
            const place = (offset) => {
              let index = 0;
              while (offset > shown[index].length) offset -= shown[index++].length;
              return [nodes[index], offset];
            };
            const range = document.createRange();
            const start = all.indexOf(text);
            range.setStart(...place(start + 1));
            range.setStart(range.startContainer, range.startOffset - 1);
            range.setEnd(...place(start + text.length));
            const { x, y, width, height } = range.getBoundingClientRect();
            return { x, y, width, height };
          }
          return null;
        },
        [text, inLine],
      ),
    );
  }

  /** What the editor shows, hints and all. */
  async editorText() {
    const lines = await this.page.locator(".editor-instance .view-line").allTextContents();
    return lines.join("\n").replaceAll("\u00a0", " ");
  }

  /** The boxes on screen of the squiggles of a severity: error, warning, info or hint. */
  async squiggles(severity) {
    return this.page.evaluate(
      (name) =>
        [...document.querySelectorAll(`.editor-instance .${name}`)].map((each) => {
          const { x, y, width, height } = each.getBoundingClientRect();
          return { x, y, width, height };
        }),
      `squiggly-${severity}`,
    );
  }

  /** Wait until a squiggle stands under `text` and under nothing more. */
  async squiggleUnder(text, severity) {
    // To the right it takes the gap before a hint with it, which is less than a character.
    const near = (a, b) => Math.abs(a - b) <= 1.5;
    const ends = (each, box) => each.width - box.width > -1.5 && each.width - box.width < 8;
    let seen;
    try {
      await until("the squiggle", async () => {
        const box = await this.boxOf(text);
        const all = await this.squiggles(severity);
        seen = { text: box, squiggles: all };
        return all.some(
          (each) =>
            near(each.x, box.x) &&
            ends(each, box) &&
            each.y < box.y + box.height &&
            box.y < each.y + each.height,
        );
      });
    } catch {
      const shown = await this.editorText();
      assert.fail(`no ${severity} squiggle under ${text}: ${JSON.stringify(seen)} in\n${shown}`);
    }
  }

  async noSquiggles() {
    await until("no squiggle of any kind", async () => {
      const counts = await Promise.all(
        ["error", "warning", "info", "hint"].map((each) => this.squiggles(each)),
      );
      return counts.every((boxes) => boxes.length === 0);
    });
  }

  /** Put the cursor at a line and column, both from 1; columns count UTF-16 units. */
  async goTo(line, column) {
    await this.quickOpen(`:${line}:${column}`);
    await this.seesText(".statusbar", `Ln ${line}, `);
  }

  /** Run a command of the palette. */
  async command(name) {
    await this.quickOpen(`>${name}`, name);
  }

  /** Type into the box of F1 (what starts with neither > nor : is a file), and take its first line once that has `text`. */
  async quickOpen(typed, text = "") {
    await this.page.keyboard.press("F1");
    const input = this.page.locator(".quick-input-widget input.input");
    await input.waitFor();
    await input.fill(typed);
    await this.page.locator(".quick-input-list .monaco-list-row", { hasText: text }).first().waitFor();
    await this.page.keyboard.press("Enter");
    await input.waitFor({ state: "hidden" });
  }

  /** Click a button of a message. */
  async click(name) {
    await this.page.locator(".notification-toast").getByRole("button", { name }).last().click();
  }

  /** Wait until the element of a selector has a text; return all of its text. */
  async seesText(selector, text) {
    let seen = "";
    try {
      return await until(text, async () => {
        const all = await this.page.locator(selector).allInnerTexts();
        seen = all.join("\n").replaceAll("\u00a0", " ");
        return seen.includes(text) && seen;
      });
    } catch {
      assert.fail(`${selector} has no "${text}" but: ${seen}`);
    }
  }

  /** Hover over `text` and return what is told. */
  async hover(text, tells) {
    const { x, y, width, height } = await this.boxOf(text);
    await this.page.mouse.move(x + width / 2 - 3, y + height / 2);
    await this.page.mouse.move(x + width / 2, y + height / 2, { steps: 3 });
    return this.seesText(".monaco-hover:not(.hidden) .monaco-hover-content", tells);
  }

  /** Open the menu of quick fixes at the cursor, and return its lines. */
  async quickFixes() {
    await this.page.keyboard.press("Control+.");
    const rows = this.page.locator(".action-widget .monaco-list-row.action");
    await rows.first().waitFor({ timeout: WAIT });
    return rows.allInnerTexts();
  }

  async chooseFix(title) {
    await this.page.locator(".action-widget .monaco-list-row.action", { hasText: title }).first().click();
  }

  /** Save, and wait until the file on disk has just these bytes. */
  async savesAs(text) {
    await this.page.keyboard.press("Control+s");
    try {
      await until("the saved file", () => fs.readFileSync(this.path).equals(Buffer.from(text)), 10_000);
    } catch {
      assert.equal(fs.readFileSync(this.path, "utf8"), text);
    }
  }

  /** Keep a picture of a part of the window (`{x, y, width, height}`), or of all of it, in `folder`. */
  async picture(folder, name, clip) {
    fs.mkdirSync(folder, { recursive: true });
    await this.page.screenshot({ path: path.join(folder, `${name}.png`), clip, caret: "hide" });
  }

  async close() {
    await this.page.context().close();
  }
}
