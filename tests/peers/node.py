"""npm packages for tests and benchmarks, installed once into ``build/peers``."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PEERS = ROOT / "build" / "peers"
HERE = Path(__file__).resolve().parent


class NoNode(Exception):
    """node, npm or the package is not to be had here; the text says which."""


def ensure(*packages: str) -> Path:
    """Return a folder whose ``node_modules`` has ``packages`` (``name@version``)."""
    for tool in ("node", "npm"):
        if not shutil.which(tool):
            raise NoNode(f"{tool} is not installed")
    PEERS.mkdir(parents=True, exist_ok=True)
    missing = [p for p in packages if not (PEERS / "node_modules" / p.rsplit("@", 1)[0]).is_dir()]
    if missing:
        manifest = PEERS / "package.json"
        if not manifest.exists():
            manifest.write_text('{"private": true}')
        done = subprocess.run(
            ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", *missing],
            cwd=PEERS,
            capture_output=True,
            text=True,
            timeout=300,
        )
        if done.returncode:
            raise NoNode(f"npm could not install {' '.join(missing)}: {done.stderr.strip()[-300:]}")
    return PEERS


def run(script: str, *arguments: str, timeout: float = 600) -> str:
    """Run ``script`` of this folder with the installed packages and return what it prints."""
    environment = dict(os.environ, NODE_PATH=str(PEERS / "node_modules"))
    done = subprocess.run(
        ["node", str(HERE / script), *arguments],
        capture_output=True,
        text=True,
        timeout=timeout,
        env=environment,
        check=True,
    )
    return done.stdout
