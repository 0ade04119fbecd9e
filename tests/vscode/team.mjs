// Folders as a team has them: a plan, a brand book, and an environment with spacelint or without.
import fs from "node:fs";
import path from "node:path";

const TITLE = "é😀 Town hall #AT&T with @jack, ask us all you like";
export const LINE = `title = "${TITLE}"`;

export const plan = (...lines) => `[[spaces]]\n${lines.join("\n\n[[spaces]]\n")}\n`;

const BOOK = `[brand]
handle = "@AcmeHQ"
hashtags = ["#AcmeTalks", "#AcmeLive"]

[campaigns.winter]
hashtag = "#AcmeWinter"
starts = 2020-11-15
ends = 2099-01-06
owner = "Dana"
`;

/**
 * Make the folder `name` under `top` with the files of `files` (by path) and a brand book;
 * a file whose text is null is left out.
 *
 * `server` is a program that stands in `.venv/bin/spacelint`; without it there is no `.venv`.
 */
export function makeTeam(top, name, files, server) {
  const folder = path.join(top, name);
  const all = { "spacelint.toml": BOOK, ...files };
  for (const [file, text] of Object.entries(all)) {
    if (text === null) continue;
    const where = path.join(folder, file);
    fs.mkdirSync(path.dirname(where), { recursive: true });
    fs.writeFileSync(where, text);
  }
  if (server) putServer(folder, server);
  return folder;
}

/** Put a link to `server`, or a script with that text, where an environment has its commands. */
export function putServer(folder, server) {
  const bin = path.join(folder, ".venv", "bin");
  fs.mkdirSync(bin, { recursive: true });
  const command = path.join(bin, "spacelint");
  if (server.startsWith("#!")) fs.writeFileSync(command, server, { mode: 0o755 });
  else fs.symlinkSync(server, command);
}
