"""The inspector's command line, from npm: what a client in another language makes of the server."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
INSPECTOR = ROOT / "build" / "inspector" / "node_modules" / ".bin" / "mcp-inspector"
pytestmark = pytest.mark.skipif(
    not INSPECTOR.exists(), reason="the inspector is not installed: make e2e-engines"
)


def inspect(folder: Path, *options: str) -> dict:
    done = subprocess.run(
        [INSPECTOR, "--cli", "-e", f"PYTHONPATH={ROOT}",
         sys.executable, "-m", "spacelint", "mcp", *options],
        capture_output=True, text=True, cwd=folder, timeout=120, env={**os.environ},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_inspector_lists_and_calls_the_tools(tmp_path):
    listed = inspect(tmp_path, "--method", "tools/list")
    assert [tool["name"] for tool in listed["tools"]] == [
        "lint_title", "suggest_title", "preview_title", "check_plan", "explain_rule",
    ]  # fmt: skip
    called = inspect(
        tmp_path, "--method", "tools/call", "--tool-name", "lint_title",
        "--tool-arg", "title=Town hall #AT&T",
    )  # fmt: skip
    assert called["structuredContent"]["summary"]["by_rule"]["SL103"] == 1
    assert "X links only #AT" in called["content"][0]["text"]


def test_the_inspector_reads_the_resources(tmp_path):
    listed = inspect(tmp_path, "--method", "resources/list")
    assert len(listed["resources"]) == 2
    read = inspect(tmp_path, "--method", "resources/read", "--uri", "spacelint://rules/SL103")
    assert read["contents"][0]["text"].startswith("SL103 cut-short-hashtag")
