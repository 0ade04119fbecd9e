import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions } from "vscode-languageclient/node";
import { findServer } from "./find";

// VS Code has no language for TOML or CSV, so files are chosen by name; the server tells plans apart.
const ENDINGS = "toml,yaml,yml,json,jsonl,ndjson,md,markdown,mdx,qmd,csv,tsv,ics,txt";
const LANGUAGES = ["toml", "yaml", "json", "jsonl", "markdown", "csv"];
const INSTALL = "pip install 'spacelint[lsp]'";

let client: LanguageClient | undefined;
let told = false;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  context.subscriptions.push(
    vscode.commands.registerCommand("spacelint.restart", restart),
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("spacelint.path") || event.affectsConfiguration("spacelint.enable")) {
        void restart();
      }
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
  client = undefined;
}

async function restart(): Promise<void> {
  await deactivate();
  told = false;
  await start();
}

async function start(): Promise<void> {
  const settings = vscode.workspace.getConfiguration("spacelint");
  if (!settings.get<boolean>("enable", true)) {
    return;
  }
  const command = findServer({
    setting: settings.get<string>("path", ""),
    folders: (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.fsPath),
    trusted: vscode.workspace.isTrusted,
    searchPath: process.env.PATH ?? "",
    windows: process.platform === "win32",
  });
  if (command === undefined) {
    await tellMissing(settings.get<string>("path", ""));
    return;
  }
  const options: LanguageClientOptions = {
    documentSelector: [
      { scheme: "file", pattern: `**/*.{${ENDINGS}}` },
      ...LANGUAGES.map((language) => ({ scheme: "untitled", language })),
    ],
    initializationOptions: settings,
    synchronize: { configurationSection: "spacelint" },
    diagnosticCollectionName: "spacelint",
  };
  client = new LanguageClient("spacelint", "spacelint", { command, args: ["lsp"] }, options);
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    void vscode.window.showErrorMessage(`spacelint did not start (${command} lsp): ${String(error)}`);
  }
}

async function tellMissing(path: string): Promise<void> {
  if (told) {
    return;
  }
  told = true;
  const reason = path && vscode.workspace.isTrusted ? `There is no ${path}.` : "spacelint is not installed here.";
  const copy = "Copy the command";
  const open = "Open the setting";
  const chosen = await vscode.window.showWarningMessage(`${reason} Install it with ${INSTALL}`, copy, open);
  if (chosen === copy) {
    await vscode.env.clipboard.writeText(INSTALL);
  } else if (chosen === open) {
    await vscode.commands.executeCommand("workbench.action.openSettings", "spacelint.path");
  }
}
