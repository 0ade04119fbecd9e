// The server's process, and what it said last.
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import * as path from "node:path";

const WAIT = 1000; // milliseconds

export interface Launched {
  process: ChildProcessWithoutNullStreams;
  /** The last line of what a server that ends tells on standard error, at most 300 characters. */
  lastWords(): Promise<string>;
}

/** Start `command lsp`; rejected where the system cannot start it. */
export function launch(command: string): Promise<Launched> {
  return new Promise((resolve, reject) => {
    // Not in the folder that is open: nothing that lies there is to have a say in what runs.
    const process = spawn(command, ["lsp"], { cwd: path.dirname(command) });
    let said = "";
    process.stderr.on("data", (data) => {
      said = (said + String(data)).slice(-2000);
    });
    const ended = new Promise<void>((end) => process.once("close", () => end()));
    const lastWords = async () => {
      await Promise.race([ended, new Promise((wait) => setTimeout(wait, WAIT))]);
      return (said.trim().split(/\r?\n/).at(-1) ?? "").slice(0, 300);
    };
    process.once("error", reject);
    process.once("spawn", () => resolve({ process, lastWords }));
  });
}
