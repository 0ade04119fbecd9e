import * as os from "node:os";
import * as vscode from "vscode";
import { serve, type Running } from "./client";
import { findServer, missing, type Where } from "./find";
import { GLOBS, signOf, surest, type Sign } from "./signs";
import { makeStatus, type Status } from "./status";

const ELSEWHERE = "**/{node_modules,.venv,venv,.git}/**";
const MOST = 100; // files that are looked at for a sign

let status: Status;
let sign: Sign = "none";
let running: Running | undefined;
let turn: Promise<void> = Promise.resolve();

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  status = makeStatus(restart);
  context.subscriptions.push(
    status,
    vscode.commands.registerCommand("spacelint.restart", () => {
      sign = "sure";
      return restart();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("spacelint.path") || event.affectsConfiguration("spacelint.enable")) {
        void restart();
      }
    }),
    vscode.workspace.onDidOpenTextDocument(consider),
    vscode.workspace.onDidSaveTextDocument(consider),
  );
  sign = await lookAround();
  await restart();
}

export async function deactivate(): Promise<void> {
  const last = running;
  running = undefined;
  await last?.stop();
}

/** Stop the server and start it anew; one restart after the other, so that never two servers run. */
function restart(): Promise<void> {
  turn = turn.catch(() => undefined).then(deactivate).then(start);
  return turn;
}

async function start(): Promise<void> {
  status.tell(undefined);
  const settings = vscode.workspace.getConfiguration("spacelint");
  if (sign === "none" || !settings.get<boolean>("enable", true)) {
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
  if (command !== undefined) {
    running = await serve(command, (trouble) => status.tell(trouble));
  } else if (sign === "sure") {
    status.tell(missing(where), where.trusted);
  }
}

/** Start the server with the first file that is a sign, where there was none before. */
function consider(document: vscode.TextDocument): void {
  const now = surest([sign, signOfDocument(document)]);
  if (now !== sign) {
    sign = now;
    if (running === undefined) {
      void restart();
    }
  }
}

function signOfDocument(document: vscode.TextDocument): Sign {
  return document.uri.scheme === "file" ? signOf(vscode.workspace.asRelativePath(document.uri, false)) : "none";
}

/** What the open files and those of the folders say. */
async function lookAround(): Promise<Sign> {
  const open = vscode.workspace.textDocuments.map(signOfDocument);
  const found = await Promise.all(GLOBS.map((glob) => vscode.workspace.findFiles(glob, ELSEWHERE, MOST)));
  const signs = found.flat().map((uri) => signOf(vscode.workspace.asRelativePath(uri, false)));
  const known = surest([...open, ...signs]);
  return known !== "sure" && (await hasSection()) ? "sure" : known;
}

/** Whether a pyproject.toml configures spacelint. */
async function hasSection(): Promise<boolean> {
  const files = await vscode.workspace.findFiles("**/pyproject.toml", ELSEWHERE, MOST);
  const texts = await Promise.all(files.map((uri) => vscode.workspace.fs.readFile(uri)));
  return texts.some((text) => /^\[tool\.spacelint\b/m.test(Buffer.from(text).toString()));
}
