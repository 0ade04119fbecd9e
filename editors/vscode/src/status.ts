// A sign in the status bar, and a message, where no server runs.
import * as vscode from "vscode";
import type { Trouble } from "./find";

export interface Status extends vscode.Disposable {
  /** Show what is wrong, or nothing; `loud` with a message at once. */
  tell(trouble: Trouble | undefined, loud?: boolean): void;
}

/** Make the status; `again` is what "Try again" does. */
export function makeStatus(again: () => Promise<void>): Status {
  let trouble: Trouble | undefined;
  const item = vscode.window.createStatusBarItem("spacelint", vscode.StatusBarAlignment.Left);
  item.name = "spacelint";
  item.text = "$(warning) spacelint";
  item.backgroundColor = new vscode.ThemeColor("statusBarItem.warningBackground");
  item.command = "spacelint.why";

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
        await again();
        break;
      case "Open the setting":
        await vscode.commands.executeCommand("workbench.action.openSettings", "spacelint.path");
        break;
      case "Manage trust":
        await vscode.commands.executeCommand("workbench.trust.manage");
        break;
    }
  }

  function tell(now: Trouble | undefined, loud = true): void {
    trouble = now;
    item.tooltip = now?.message;
    if (now === undefined) {
      item.hide();
      return;
    }
    item.show();
    if (loud) {
      // Not waited for: the message stays until the user has done with it.
      void ask();
    }
  }

  const shown = vscode.Disposable.from(item, vscode.commands.registerCommand("spacelint.why", ask));
  return { tell, dispose: () => shown.dispose() };
}
