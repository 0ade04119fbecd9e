"""Reports as `spacelint check` writes them, as a process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from xml.etree import ElementTree

import pytest

from tests.report.runs import PLAN

RULES = """\
[rules.ACME001]
name = "no-coffee"
summary = "Coffee in a title"
check = "words"
words = ["coffee"]
severity = "error"
message = "{match} is not for titles"
rationale = "House rule."
valid = ["Tea"]
[[rules.ACME001.invalid]]
title = "Coffee"
highlight = "Coffee"
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "plan.toml").write_text(PLAN, encoding="utf-8")
    return tmp_path


def check(folder, *arguments, **environ):
    kept = {name: value for name, value in os.environ.items() if name != "GITHUB_ACTIONS"}
    return subprocess.run(
        [sys.executable, "-m", "spacelint", "check", "plan.toml", *arguments],
        cwd=folder,
        env={**kept, **environ},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )


def test_one_run_writes_several_reports(folder):
    files = ("sarif", "junit", "gitlab")
    wanted = [f"--output-file={format}=out/{format}" for format in files]
    (folder / "out").mkdir()
    done = check(folder, "--output-format=concise", *wanted)
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert lines[0].startswith("plan.toml:2:23: error SL103 X links only #AT")
    sarif = json.loads((folder / "out/sarif").read_bytes())
    assert len(sarif["runs"][0]["results"]) == len(lines)
    assert len(json.loads((folder / "out/gitlab").read_bytes())) == len(lines)
    assert ElementTree.parse(folder / "out/junit").getroot().tag == "testsuites"
    assert sorted(os.listdir(folder / "out")) == sorted(files)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("sarif=no/x", "no/x can't be written: there is no folder"),
        ("sarf=x", "(did you mean sarif?)"),
        ("sarif", "expected FORMAT=PATH"),
        ("csv=-", "expected a file; for standard output write --output-format csv"),
        ("sarif=/dev/full", "/dev/full can't be written: there is no room left"),
    ],
)
def test_a_report_that_cannot_be_written_ends_the_run_with_2(folder, value, told):
    if "/dev/full" in value and not os.path.exists("/dev/full"):
        pytest.skip("there is no /dev/full here")
    done = check(folder, f"--output-file={value}")
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert os.listdir(folder) == ["plan.toml"]


def test_github_actions_is_known(folder):
    done = check(folder, GITHUB_ACTIONS="true")
    text, _, commands = done.stdout.partition("\n::")
    assert text.startswith("plan.toml:2\n")
    assert commands.startswith("error file=plan.toml,line=2,")
    assert "\n::" not in check(folder, "--output-format=text", GITHUB_ACTIONS="true").stdout


def test_a_teams_rule_is_described_in_sarif(folder):
    (folder / "team.toml").write_text(RULES)
    (folder / "plan.toml").write_text('title = "Coffee with the team"\n')
    done = check(folder, "--rules=team.toml", "--select=ACME001", "--output-format=sarif")
    (rule,) = json.loads(done.stdout)["runs"][0]["tool"]["driver"]["rules"]
    assert rule["shortDescription"] == {"text": "Coffee in a title"}
    assert "House rule." in rule["help"]["markdown"]
