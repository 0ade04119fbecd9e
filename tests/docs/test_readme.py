"""What the README shows is what happens."""

from __future__ import annotations

import doctest
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
_BLOCKS = re.findall(r"```console\n(.*?)```", README, re.S)
_LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


def _commands():
    for block in _BLOCKS:
        for part in block.split("$ ")[1:]:
            command, _, output = part.partition("\n")
            yield pytest.param(shlex.split(command), output, id=command[:40])


@pytest.mark.parametrize(("command", "output"), list(_commands()))
def test_a_command_of_the_readme_prints_what_stands_there(command, output, tmp_path):
    assert command[0] == "spacelint"
    done = subprocess.run(
        [sys.executable, "-m", "spacelint", *command[1:]],
        cwd=tmp_path,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert done.stdout == output


def test_the_readme_has_examples_to_run():
    assert len(list(_commands())) >= 2


def test_the_python_of_the_readme_runs(tmp_path):
    text = "\n".join(re.findall(r"```pycon\n(.*?)```", README, re.S))
    parsed = doctest.DocTestParser().get_doctest(text, {}, "README", "README.md", 0)
    assert len(parsed.examples) >= 4
    results = doctest.DocTestRunner().run(parsed)
    assert results.failed == 0


def test_what_the_readme_links_to_exists():
    targets = _LINK.findall(README)
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []
