// The client of the language server, from its start to its end.
import * as vscode from "vscode";
import { CloseAction, ErrorAction, LanguageClient, type LanguageClientOptions } from "vscode-languageclient/node";
import { broken, type Trouble } from "./find";
import { launch, type Launched } from "./launch";
import { ENDINGS } from "./signs";

// VS Code has no language for TOML or CSV, so files are chosen by name; the server tells plans apart.
const LANGUAGES = ["toml", "yaml", "json", "jsonl", "markdown", "csv"];
const MOST_RESTARTS = 4;
const PATIENCE = 1000; // milliseconds that a server has to end

export interface Running {
  stop(): Promise<void>;
}

/** What goes wrong is told once, by `tell`; the client's own words go to its output alone. */
class Quiet extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/** Start the server, and start it anew where it dies; `tell` is given what cannot be helped. */
export async function serve(command: string, tell: (trouble: Trouble) => void): Promise<Running | undefined> {
  let server: Launched | undefined;
  let restarts = 0;
  let started = false;
  const options: LanguageClientOptions = {
    documentSelector: [
      { scheme: "file", pattern: `**/*.{${ENDINGS}}` },
      ...LANGUAGES.map((language) => ({ scheme: "untitled", language })),
    ],
    initializationOptions: vscode.workspace.getConfiguration("spacelint"),
    synchronize: { configurationSection: "spacelint" },
    diagnosticCollectionName: "spacelint",
    initializationFailedHandler: () => false,
    errorHandler: {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: async () => {
        const again = started && restarts++ < MOST_RESTARTS;
        if (started && !again) {
          tell(broken(command, (await server?.lastWords()) ?? ""));
        }
        return { action: again ? CloseAction.Restart : CloseAction.DoNotRestart, handled: true };
      },
    },
  };
  const start = async () => {
    server = await launch(command);
    return server.process;
  };
  const client = new Quiet("spacelint", "spacelint", start, options);
  try {
    await client.start();
    // A server that is gone before it answers does not always make `start` fail.
    started = client.isRunning();
    if (!started) {
      throw new Error("it ended before it answered");
    }
  } catch (error) {
    tell(broken(command, (await server?.lastWords()) || String(error)));
    return undefined;
  }
  return { stop: () => stop(client, server) };
}

async function stop(client: LanguageClient, server: Launched | undefined): Promise<void> {
  try {
    await client.stop();
  } catch {
    // It is gone already.
  }
  setTimeout(() => server?.process.kill(), PATIENCE).unref();
}
