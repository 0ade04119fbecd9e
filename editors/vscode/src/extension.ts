import * as os from "node:os";
import * as vscode from "vscode";
import { CloseAction, ErrorAction, LanguageClient, type LanguageClientOptions } from "vscode-languageclient/node";
import { broken, findServer, missing, type Trouble, type Where } from "./find";
import { launch, type Launched } from "./launch";

// VS Code has no language for TOML or CSV, so files are chosen by name; the server tells plans apart.
const ENDINGS = "toml,yaml,yml,json,jsonl,ndjson,md,markdown,mdx,qmd,csv,tsv,ics,txt";
const LANGUAGES = ["toml", "yaml", "json", "jsonl", "markdown", "csv"];
const MOST_RESTARTS = 4;

/** A client, and its server once it is started. */
interface Running {
  client: LanguageClient;
  server: Launched | undefined;
}

let running: Running | undefined;
let turn: Promise<void> = Promise.resolve();
let status: vscode.StatusBarItem;
let trouble: Trouble | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  status = vscode.window.createStatusBarItem("spacelint", vscode.StatusBarAlignment.Left);
  status.name = "spacelint";
  status.text = "$(warning) spacelint";
  status.backgroundColor = new vscode.ThemeColor("statusBarItem.warningBackground");
  status.command = "spacelint.why";
  context.subscriptions.push(
    status,
    vscode.commands.registerCommand("spacelint.why", ask),
    vscode.commands.registerCommand("spacelint.restart", restart),
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("spacelint.path") || event.affectsConfiguration("spacelint.enable")) {
        void restart();
      }
    }),
  );
  turn = start();
  await turn;
}

export async function deactivate(): Promise<void> {
  const last = running;
  running = undefined;
  try {
    await last?.client.stop();
  } catch {
    // It never started, or is gone already.
  }
  if (last?.server?.process.exitCode === null) {
    const { process } = last.server;
    setTimeout(() => process.kill(), 1000).unref();
  }
}

/** Stop the server and start it anew; one restart after the other, so that never two servers run. */
function restart(): Promise<void> {
  turn = turn.then(deactivate).then(start);
  return turn;
}

async function start(): Promise<void> {
  tell(undefined);
  const settings = vscode.workspace.getConfiguration("spacelint");
  if (!settings.get<boolean>("enable", true)) {
    return;
  }
  const where: Where = {
    setting: settings.get<string>("path", ""),
    folders: (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.fsPath),
    trusted: vscode.workspace.isTrusted,
    searchPath: process.env.PATH ?? "",
    home: os.homedir(),
    windows: process.platform === "win32",
  };
  const command = findServer(where);
  if (command === undefined) {
    tell(missing(where), where.trusted);
  } else {
    await serve(command, settings);
  }
}

/** What goes wrong is told once, by `tell`; the client's own words go to its output alone. */
class Quiet extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

async function serve(command: string, settings: vscode.WorkspaceConfiguration): Promise<void> {
  let restarts = 0;
  let started = false;
  const options: LanguageClientOptions = {
    documentSelector: [
      { scheme: "file", pattern: `**/*.{${ENDINGS}}` },
      ...LANGUAGES.map((language) => ({ scheme: "untitled", language })),
    ],
    initializationOptions: settings,
    synchronize: { configurationSection: "spacelint" },
    diagnosticCollectionName: "spacelint",
    initializationFailedHandler: () => false,
    errorHandler: {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: async () => {
        const again = started && restarts++ < MOST_RESTARTS;
        if (started && !again) {
          tell(broken(command, (await here.server?.lastWords()) ?? ""));
        }
        return { action: again ? CloseAction.Restart : CloseAction.DoNotRestart, handled: true };
      },
    },
  };
  const server = async () => {
    here.server = await launch(command);
    return here.server.process;
  };
  const here: Running = { client: new Quiet("spacelint", "spacelint", server, options), server: undefined };
  running = here;
  try {
    await here.client.start();
    // A server that is gone before it answers does not always make `start` fail.
    started = here.client.isRunning();
    if (!started) {
      throw new Error("it ended before it answered");
    }
  } catch (error) {
    running = undefined;
    tell(broken(command, (await here.server?.lastWords()) || String(error)));
  }
}

/** Show a sign in the status bar while there is trouble, and a message where it is to be `loud`. */
function tell(now: Trouble | undefined, loud = true): void {
  trouble = now;
  status.tooltip = now?.message;
  if (now === undefined) {
    status.hide();
    return;
  }
  status.show();
  if (loud) {
    // Not waited for: the message stays until the user has done with it.
    void ask();
  }
}

async function ask(): Promise<void> {
  if (trouble === undefined) {
    return;
  }
  const { message, install, choices } = trouble;
  switch (await vscode.window.showWarningMessage(message, ...choices)) {
    case "Copy the command":
      await vscode.env.clipboard.writeText(install);
      break;
    case "Try again":
      await restart();
      break;
    case "Open the setting":
      await vscode.commands.executeCommand("workbench.action.openSettings", "spacelint.path");
      break;
    case "Manage trust":
      await vscode.commands.executeCommand("workbench.trust.manage");
      break;
  }
}
