// Where the server is: by setting, in the folder's own environment, or on PATH.
import * as fs from "node:fs";
import * as path from "node:path";

export interface Where {
  setting: string;
  folders: string[];
  trusted: boolean;
  searchPath: string;
  windows: boolean;
}

const ENVIRONMENTS = [".venv", "venv"];

/** The command that starts spacelint, or undefined where there is none. */
export function findServer(where: Where): string | undefined {
  if (where.setting && where.trusted) {
    return inFolders(where.setting, where.folders);
  }
  return (where.trusted ? inEnvironment(where) : undefined) ?? onPath(where);
}

function inFolders(setting: string, folders: string[]): string | undefined {
  const candidates = path.isAbsolute(setting)
    ? [setting]
    : folders.map((folder) => path.join(folder, setting));
  return candidates.find(isFile);
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
