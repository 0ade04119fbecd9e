// Whether a folder has to do with Spaces: then the server is started, and its lack is told.
import * as path from "node:path";

/** "maybe": a server that is there is started, and nothing is said where there is none. */
export type Sign = "none" | "maybe" | "sure";

export const ENDINGS = "toml,yaml,yml,json,jsonl,ndjson,md,markdown,mdx,qmd,csv,tsv,ics,txt";
/** Globs of the files that may be a sign. */
export const GLOBS = [
  "**/{spacelint.toml,.spacelint.toml}",
  `**/*[sS]pace*.{${ENDINGS}}`,
  `**/*[sS]pace*/**/*.{${ENDINGS}}`,
];

const OWN = /^\.?spacelint\.toml$/;
// A word of its own: not "namespace", "workspaces" or "whitespace".
const WORD = /(^|[^a-z])spaces?([^a-z]|$)/i;

/** What a file says by its path from the folder that is open. */
export function signOf(file: string): Sign {
  const parts = file.split(/[\\/]/);
  const name = parts.at(-1) ?? "";
  if (OWN.test(name)) {
    return "sure";
  }
  if (!ENDINGS.split(",").includes(name.split(".").at(-1)?.toLowerCase() ?? "")) {
    return "none";
  }
  // Of a file that lies outside, all folders of the machine are told: the last one says enough.
  const own = path.isAbsolute(file) ? parts.slice(-2) : parts;
  if (own.some((part) => WORD.test(part))) {
    return "sure";
  }
  return own.some((part) => /space/i.test(part)) ? "maybe" : "none";
}

/** The surest of some signs. */
export function surest(signs: Sign[]): Sign {
  return signs.includes("sure") ? "sure" : signs.includes("maybe") ? "maybe" : "none";
}
