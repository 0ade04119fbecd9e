"""docs/assistants.md and the skill: what they say is so."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "assistants.md").read_text("utf-8")
SKILL = (ROOT / "editors" / "skill" / "SKILL.md").read_text("utf-8")
BLOCKS = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("block", BLOCKS)
def test_each_client_starts_the_command_with_options_it_has(block, tmp_path):
    [(key, servers)] = json.loads(block).items()
    assert key in ("mcpServers", "servers", "context_servers")
    server = servers["spacelint"]
    assert server["command"] == "spacelint"
    config = tmp_path / "spacelint.toml"
    config.write_text("", "utf-8")
    given = [
        str(config) if each.endswith(".toml") else str(tmp_path) if "/" in each else each
        for each in (each.replace("${workspaceFolder}", "/x") for each in server["args"])
    ]
    pytest.importorskip("mcp", reason="the extra spacelint[mcp] is not installed")
    done = subprocess.run(
        [sys.executable, "-m", "spacelint", *given],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_there_are_five_clients():
    assert len(BLOCKS) == 5


def test_page_and_skill_name_the_tools_there_are():
    from spacelint.mcp.tools import TOOLS

    names = {tool.name for tool in TOOLS}
    assert set(re.findall(r"\| `(\w+)` \|", PAGE)) == names
    assert set(re.findall(r"`(\w+_\w+)`", SKILL)) <= names | {"scheduled_start"}
    assert names <= set(re.findall(r"`(\w+)`", SKILL))


def test_the_page_has_the_limits_of_the_code():
    from spacelint.mcp.answers import LONGEST_TITLE, MOST_LINES, MOST_SPACES
    from spacelint.mcp.streams import MAX_REQUEST
    from spacelint.project import MAX_TITLE

    assert (
        f"A request has at most {MAX_REQUEST:,} bytes, a title {MAX_TITLE:,} characters, and a plan"
        f" {MOST_LINES:,} lines, {MOST_SPACES:,} Spaces and {LONGEST_TITLE:,} characters in one"
        " title"
    ) in PAGE.replace("\n", " ")


def test_the_skill_has_what_a_skill_needs():
    _, head, body = SKILL.split("---\n", 2)
    fields = yaml.safe_load(head)
    assert re.fullmatch("[a-z0-9-]{1,64}", fields["name"])
    assert 50 < len(fields["description"]) <= 1024
    assert "that you have not linted" in body
