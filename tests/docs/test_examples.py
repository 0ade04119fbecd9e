"""Every example of README.md and docs/ is true; ``python -m tests.docs.test_examples`` writes them.

docs/README.md says how examples are told apart by their fences.
"""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
import tomli
import yaml

from spacelint.config.load import load_config
from spacelint.engine.load import load_rules
from spacelint.plan import read_plan
from tests.cli.command import COMMAND, environment

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    [ROOT / "README.md", *(path for path in ROOT.glob("docs/*.md") if path.name != "README.md")]
)
_BLOCK = re.compile(
    r"^(?P<fence>`{3,})(?P<language>[\w.+-]*)(?P<info>[^\n]*)\n(?P<body>.*?)^(?P=fence)$",
    re.M | re.S,
)
_TITLE = re.compile(r'title="([^"]+)"')
_LINK = re.compile(r"\]\((?!\w+:)([^)#\s]*)")
#: Pages that `make docs` makes.
_MADE = ("rules/", "checks.md")


def with_outputs(page: str, folder: Path) -> str:
    """Return the page with what its commands print now, run in ``folder`` one after the other."""
    (folder / ".git").mkdir()
    status = 0

    def block(match: re.Match[str]) -> str:
        nonlocal status
        title = _TITLE.search(match["info"])
        if title:
            path = folder / title[1]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(match["body"], encoding="utf-8")
        if match["language"] != "console":
            return match[0]
        shown = ""
        for line in match["body"].splitlines(keepends=True):
            if not line.startswith("$ "):
                continue
            output, status = run(line[2:], folder, status)
            shown += line + output
        return f"{match['fence']}console\n{shown}{match['fence']}"

    return _BLOCK.sub(block, page)


def run(command: str, folder: Path, status: int) -> tuple[str, int]:
    """Return what a command prints, and its exit status; ``$?`` is the status of the one before."""
    assert command.startswith(("spacelint ", "echo ", "cat ")), command
    home = folder.parent / "home"
    variables = environment(
        PATH=f"{Path(COMMAND[0]).parent}{os.pathsep}{os.environ['PATH']}",
        XDG_CACHE_HOME=str(home / "cache"),
        XDG_DATA_HOME=str(home / "data"),
    )
    done = subprocess.run(
        ["sh", "-c", command.replace("$?", str(status)).rstrip("\n")],
        cwd=folder,
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=60,
    )
    output = done.stdout.decode()
    assert "Traceback" not in output, output
    return output, done.returncode


def blocks(path: Path) -> list[tuple[str, str, str]]:
    """Return language, the rest of the fence's line, and text of each block of a page."""
    found = _BLOCK.finditer(path.read_text(encoding="utf-8"))
    return [(match["language"], match["info"].strip(), match["body"]) for match in found]


def _name(path: Path) -> str:
    return path.name


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_every_command_of_a_page_prints_what_stands_there(path, tmp_path):
    if len(COMMAND) > 1 or os.name == "nt":
        pytest.skip("the command is not installed, or there is no sh")
    page = path.read_text(encoding="utf-8")
    folder = tmp_path / "project"
    folder.mkdir()
    assert page == with_outputs(page, folder), "run: python -m tests.docs.test_examples"


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_every_python_session_of_a_page_runs(path):
    text = "\n".join(body for language, _, body in blocks(path) if language == "pycon")
    parsed = doctest.DocTestParser().get_doctest(text, {}, path.name, str(path), 0)
    assert doctest.DocTestRunner().run(parsed).failed == 0


@pytest.mark.parametrize(
    ("path", "info", "body"),
    [
        pytest.param(path, info, body, id=f"{path.name}-{number}")
        for path in PAGES
        for number, (language, info, body) in enumerate(blocks(path))
        if language == "toml" and path.name != "extending.md"  # rules of this project: built there
    ],
)
def test_every_toml_example_loads_and_every_wrong_one_does_not(path, info, body, tmp_path):
    problems = toml_problems(info, body, tmp_path)
    assert bool(problems) == info.startswith("wrong"), problems


def toml_problems(info: str, body: str, folder: Path) -> object:
    """Return what is wrong with a TOML example: a rule file, a plan or a configuration."""
    title = _TITLE.search(info)
    project = folder / "project"
    for each in (folder / ".git", folder / "shared", project):
        each.mkdir()
    (folder / "shared" / "titles.toml").write_text("")
    name = title[1] if title else "pyproject.toml" if "pyproject" in info else "spacelint.toml"
    file = project / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(body, encoding="utf-8")
    data = tomli.loads(body)
    for other in data.get("rule-files", ()):
        (project / other).write_text("[rules]\n")
    if any("check" in rule for rule in data.get("rules", {}).values()):
        return load_rules([str(file)])[1]
    if "spaces" in data:
        return read_plan(body.encode(), name).problems
    return load_config(str(file)).problems


def test_every_yaml_example_can_be_read():
    found = [(path, body) for path in PAGES for language, _, body in blocks(path)
             if language == "yaml"]  # fmt: skip
    assert found
    for path, body in found:
        assert yaml.safe_load(body) is not None, path


def test_the_pre_commit_example_is_one_that_pre_commit_takes(tmp_path):
    clientlib = pytest.importorskip("pre_commit.clientlib", reason="pre-commit is not installed")
    for path in PAGES:
        for language, _, body in blocks(path):
            if language == "yaml" and body.startswith("repos:"):
                file = tmp_path / ".pre-commit-config.yaml"
                file.write_text(body, encoding="utf-8")
                assert clientlib.load_config(str(file))["repos"]


def test_the_pages_have_examples_of_every_kind():
    kinds = {language for path in PAGES for language, _, _ in blocks(path)}
    assert {"console", "pycon", "toml", "yaml"} <= kinds


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_what_a_page_links_to_exists(path):
    text = _BLOCK.sub("", path.read_text(encoding="utf-8"))
    targets = [target for target in _LINK.findall(text) if target]
    gone = [t for t in targets if not (path.parent / t).exists() and not t.startswith(_MADE)]
    assert gone == []


if __name__ == "__main__":
    for each in [Path(name).resolve() for name in sys.argv[1:]] or PAGES:
        with tempfile.TemporaryDirectory() as temporary:
            place = Path(temporary) / "project"
            place.mkdir()
            text = each.read_text(encoding="utf-8")
            each.write_text(with_outputs(text, place), encoding="utf-8")
