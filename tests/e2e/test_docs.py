"""What docs/check.md says is what happens."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.cli.command import ROOT, spacelint

TEXT = (ROOT / "docs" / "check.md").read_text(encoding="utf-8")
FILES = [
    (name, body) for name, body in re.findall(r'```\w+ title="([^"]+)"\n(.*?)```', TEXT, re.DOTALL)
]
PLANS = [each for each in FILES if each[0].startswith("spaces.")]
CONFIGS = [each for each in FILES if not each[0].startswith("spaces.")]
COMMANDS = [
    line.split("#")[0].strip()
    for block in re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL)
    for line in block.splitlines()
]


@pytest.mark.parametrize(("name", "body"), PLANS)
def test_each_suppression_on_the_page_is_needed_and_enough(
    tmp_path: Path, name: str, body: str
) -> None:
    (tmp_path / name).write_text(body)
    done = spacelint("check", "--select", "SL1,SL008", cwd=tmp_path)
    told = [line for line in done.out.splitlines() if " SL" in line]
    assert all("SL008" in line for line in told)
    bare = re.sub(r" *# spacelint:.*|, \"ignore\".*?\]", "", body)
    (tmp_path / name).write_text(bare)
    assert spacelint("check", "--select", "SL1", cwd=tmp_path).status == 1


def test_the_pages_yaml_parses_and_names_hooks_that_are_there() -> None:
    hooks = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
    assert len(CONFIGS) == 5
    for name, body in CONFIGS:
        data = yaml.safe_load(body)
        if name == ".pre-commit-config.yaml":
            for repo in data["repos"]:
                assert {hook["id"] for hook in repo["hooks"]} <= hooks
        else:
            assert "spacelint check" in body or "uses: ./spacelint" in body


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_of_the_page_runs(tmp_path: Path, command: str) -> None:
    plan = '[[spaces]]\ntitle = "AMA with @acme about what we build next week"\n'
    (tmp_path / "spaces").mkdir()
    (tmp_path / "spaces" / "a.toml").write_text(plan)
    (tmp_path / "plan.yaml").write_text("title: Office hours with @acme about our new office\n")
    (tmp_path / "spacelint-baseline.json").write_text('{"version": 1, "findings": {}}')
    words = shlex.split(command.partition("<")[0])
    assert words[0] == "spacelint"
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b.example", "-C", str(tmp_path)]
    for arguments in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "plans"]):
        subprocess.run([*git, *arguments], check=True)
    stdin = (tmp_path / "plan.yaml").read_bytes() if "<" in command else b""
    assert spacelint(*words[1:], cwd=tmp_path, stdin=stdin).status == 0


@pytest.mark.parametrize(
    "command",
    [line for _, body in CONFIGS for line in re.findall(r"(spacelint check .*)", body)],
)
def test_each_command_of_the_pipelines_writes_its_report(tmp_path: Path, command: str) -> None:
    plan = "spaces:\n- title: AMA with @acme and founders great#launch for you\n"
    (tmp_path / "spaces.yaml").write_text(plan)
    done = spacelint(*shlex.split(command)[1:], cwd=tmp_path)
    assert done.status == 1
    assert (tmp_path / command.rpartition("=")[2]).read_text().strip()
