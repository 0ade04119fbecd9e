"""docs/extending.md is true: its steps build one of each kind in a copy of the project."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.command import environment
from tests.hot import CALLS, MODULES
from tests.hot import FILES as FILES_OF_CALLS

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "extending.md"
#: The most files that each kind of addition may touch.
FILES = {"A rule": 1, "A check": 2, "A plan format": 2, "An output format": 2, "A command": 2}

_SECTION = re.compile(r"^## (.+)\n", re.M)
_STEP = re.compile(
    r"^(?:New file `(?P<new>[^`]+)`"
    r"|At the end of `(?P<end>[^`]+)`"
    r"|In `(?P<into>[^`]+)`, above the line `(?P<above>[^`]+)`):\n\n```\w+\n(?P<body>.*?)^```$",
    re.M | re.S,
)
_SESSION = re.compile(r"^```text\n(.*?)^```$", re.M | re.S)


class Step(NamedTuple):
    """A file of the project and what the page does with it."""

    path: str
    body: str
    how: str
    above: str = ""


def sections() -> dict[str, str]:
    _, *parts = _SECTION.split(PAGE.read_text(encoding="utf-8"))
    return dict(zip(parts[::2], parts[1::2], strict=True))


def steps(text: str) -> list[Step]:
    return [
        Step(found["new"], found["body"], "new")
        if found["new"]
        else Step(found["end"], found["body"], "end")
        if found["end"]
        else Step(found["into"], _added(found["body"]), "into", found["above"])
        for found in _STEP.finditer(text)
    ]


def _added(diff: str) -> str:
    lines = diff.splitlines(keepends=True)
    assert all(line.startswith("+") for line in lines)
    return "".join(line[1:] for line in lines)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project with all that the page adds."""
    folder = tmp_path_factory.mktemp("extending")
    for part in ("spacelint", "rules"):
        ignored = shutil.ignore_patterns("__pycache__", "_rules_data.py")
        shutil.copytree(ROOT / part, folder / part, ignore=ignored)
    for text in sections().values():
        for step in steps(text):
            path = folder / step.path
            if step.how == "new":
                assert not path.exists(), step.path
                path.write_text(step.body, encoding="utf-8")
                continue
            before = path.read_text(encoding="utf-8")
            if step.how == "end":
                path.write_text(f"{before}\n{step.body}", encoding="utf-8")
                continue
            lines = before.splitlines(keepends=True)
            [at] = [i for i, line in enumerate(lines) if line.lstrip().startswith(step.above)]
            path.write_text("".join([*lines[:at], step.body, *lines[at:]]), encoding="utf-8")
    return folder


def test_each_kind_of_addition_is_on_the_page_and_touches_few_files() -> None:
    found = sections()
    assert list(found) == list(FILES)
    for name, text in found.items():
        touched = {step.path for step in steps(text)}
        assert 0 < len(touched) <= FILES[name], (name, touched)
        assert sum(step.how == "into" for step in steps(text)) <= 1
        assert text.count("```") == 2 * (len(steps(text)) + len(_SESSION.findall(text))), name


@pytest.mark.parametrize("name", FILES)
@pytest.mark.skipif(os.name == "nt", reason="the page's commands are for a POSIX shell")
def test_what_the_page_adds_does_what_it_says(name: str, copy: Path, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    sessions = _SESSION.findall(sections()[name])
    assert sessions
    for session in sessions:
        shown = ""
        for line in session.splitlines(keepends=True):
            if line.startswith("$ "):
                shown += line + run(line[2:], copy, tmp_path)
        assert shown == session


def test_the_examples_of_the_added_rules_hold(copy: Path, tmp_path: Path) -> None:
    output = run("spacelint test 2>&1", copy, tmp_path)
    assert output.rstrip().endswith("0 do not."), output


@pytest.mark.parametrize("name", ["ascii", "finding", "accent", "emoji", "cjk", "long", "text"])
def test_a_bare_call_imports_none_of_what_was_added(name: str, copy: Path, tmp_path: Path) -> None:
    (tmp_path / "spaces.txt").write_text(FILES_OF_CALLS["spaces.txt"], encoding="utf-8")
    code = "import sys\nfrom spacelint.__main__ import run\nrun(sys.argv[1:])\nprint(*sys.modules)"
    subprocess.run(
        [sys.executable, "-m", "spacelint.engine.compiled"],
        cwd=copy,
        env=environment(PYTHONPATH=str(copy)),
        check=True,
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code, *CALLS[name]],
        cwd=tmp_path,
        env=environment(PYTHONPATH=str(copy)),
        capture_output=True,
        text=True,
        check=True,
    )
    imported = done.stdout.splitlines()[-1].split()
    assert "regex" not in imported
    assert {one for one in imported if one.startswith("spacelint")} <= MODULES


def test_the_added_modules_pass_the_linters_of_the_project(copy: Path) -> None:
    ruff = shutil.which("ruff", path=Path(sys.executable).parent)
    if ruff is None:
        pytest.skip("ruff is not installed")
    new = [s.path for text in sections().values() for s in steps(text) if s.how == "new"]
    for command in (["check", "-q"], ["format", "-q", "--check"]):
        done = subprocess.run(
            [ruff, *command, "--config", str(ROOT / "pyproject.toml"), *new],
            cwd=copy,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, (command, done.stdout, done.stderr)


def run(command: str, copy: Path, folder: Path) -> str:
    """Return what a command of the page prints, with the copy of the project in use."""
    script = f'spacelint() {{ "{sys.executable}" -m spacelint "$@"; }}\n{command}'
    done = subprocess.run(
        ["sh", "-c", script],
        cwd=folder,
        env=environment(PYTHONPATH=str(copy), PYTHONDONTWRITEBYTECODE="1"),
        capture_output=True,
        timeout=120,
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done.stdout.decode()
