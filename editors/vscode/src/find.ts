// Where the server is: by setting, in the folder's own environment, or on PATH.
import * as fs from "node:fs";
import * as path from "node:path";

export interface Where {
  setting: string;
  folders: string[];
  trusted: boolean;
  searchPath: string;
  home: string;
  windows: boolean;
}

/** Why no server is started, in words for the user, and what may be done about it. */
export interface Trouble {
  message: string;
  install: string;
  choices: Choice[];
}

export type Choice = "Copy the command" | "Try again" | "Open the setting" | "Manage trust";

const ENVIRONMENTS = [".venv", "venv"];
// In double quotes: the prompt of Windows does not know single ones, and every other shell takes both.
const INSTALL = 'pip install "spacelint[lsp]"';

/** The command that starts spacelint, or undefined where there is none. */
export function findServer(where: Where): string | undefined {
  if (where.setting && where.trusted) {
    return inFolders(where);
  }
  return (where.trusted ? inEnvironment(where) : undefined) ?? onPath(where);
}

/** What to tell where `findServer` finds nothing. */
export function missing(where: Where): Trouble {
  if (!where.trusted) {
    return {
      message:
        "spacelint is not on PATH, and in a folder that you do not trust it is looked for nowhere else. " +
        `Trust the folder, or install spacelint with ${INSTALL}`,
      install: INSTALL,
      choices: ["Manage trust", "Copy the command", "Try again"],
    };
  }
  const looked = where.setting
    ? `The setting spacelint.path names ${where.setting}, and there is no such file.`
    : "spacelint is not installed here: it is neither in .venv or venv of this folder nor on PATH.";
  return {
    message: `${looked} Install it with ${INSTALL}`,
    install: INSTALL,
    choices: ["Copy the command", "Try again", "Open the setting"],
  };
}

/** What to tell where the server is there and ends; `said` is what it told last. */
export function broken(command: string, said: string): Trouble {
  return {
    message: `spacelint did not start (${command} lsp)${said && `: ${said}`}`,
    install: INSTALL,
    choices: [...(said.includes("spacelint[lsp]") ? ["Copy the command" as const] : []), "Try again", "Open the setting"],
  };
}

function inFolders(where: Where): string | undefined {
  const setting = where.setting.replace(/^~(?=[\\/])/, () => where.home);
  const candidates = where.folders.map((folder) =>
    path.resolve(folder, setting.replaceAll("${workspaceFolder}", () => folder)),
  );
  return [...candidates, ...(path.isAbsolute(setting) ? [setting] : [])].find(isFile);
}

function inEnvironment(where: Where): string | undefined {
  const inside = where.windows ? ["Scripts", "spacelint.exe"] : ["bin", "spacelint"];
  return where.folders
    .flatMap((folder) => ENVIRONMENTS.map((name) => path.join(folder, name, ...inside)))
    .find(isFile);
}

function onPath(where: Where): string | undefined {
  const name = where.windows ? "spacelint.exe" : "spacelint";
  return where.searchPath
    .split(path.delimiter)
    // A relative entry would be the folder's own again.
    .filter((folder) => path.isAbsolute(folder))
    .map((folder) => path.join(folder, name))
    .find(isFile);
}

function isFile(candidate: string): boolean {
  try {
    return fs.statSync(candidate).isFile();
  } catch {
    return false;
  }
}
