"""No text of anybody else speaks to a CI runner."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spacelint.__main__ import RUNNERS
from spacelint.report.writer import RunnerStream

#: What the runners obey, by their own sources and docs.
OBEYED = re.compile(r"(?m)^\s*::|##\[|##vso\[|##teamcity\[")
HOSTILE = [
    "::stop-commands::x", "  ::add-mask::a", "a ##[stop-commands]t", "##vso[task.setvariable]x",
    "##teamcity[buildStop]", ":: #AT&T", "\u3000::warning::x",
]  # fmt: skip


@given(st.lists(st.text(":#[ \n\rvsoteamcity.", max_size=12), max_size=9))
def test_however_the_text_is_cut_no_command_comes_out(pieces):
    out = io.StringIO()
    stream = RunnerStream(out)
    for piece in pieces:
        assert stream.write(piece) == len(piece)
    text = "".join(pieces)
    assert not OBEYED.search(out.getvalue().replace("\r", "\n"))
    back = re.sub("<U[+]([0-9A-F]{4})>", lambda m: chr(int(m[1], 16)), out.getvalue())
    assert back == text
    if not OBEYED.search(text.replace("\r", "\n")):
        assert out.getvalue() == text


def run(folder: Path, *args: str, runner: str = "GITHUB_ACTIONS", stdin: str = "") -> list[str]:
    env = {"PATH": "/usr/bin:/bin", "HOME": str(folder), runner: "true", "COLUMNS": "200"}
    done = subprocess.run(
        [sys.executable, "-m", "spacelint", *args],
        cwd=folder, env=env, capture_output=True, text=True, input=stdin,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return [done.stdout, done.stderr]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "::set-output name=x::y"
    path.mkdir()
    titles = "".join(f"- title: {json.dumps(title + ' great#tag')}\n" for title in HOSTILE)
    (path / "spaces.yaml").write_text(titles)
    (path / "bad.yaml").write_text("a: [\n")
    return tmp_path


@pytest.mark.parametrize("runner", RUNNERS)
@pytest.mark.parametrize(
    "args",
    [
        ["check", "--output-format", "text"],
        ["check", "--output-format", "concise"],
        ["check", "::set-output name=x::y/nope.yaml"],
        ["check", "::set-output name=x::y/bad.yaml", "--output-format", "text"],
        ["check", "--diff"],
        ["check", "--statistics", "--output-format", "text"],
        ["suggest", *HOSTILE],
        ["preview", HOSTILE[0]],
        ["reach", HOSTILE[0]],
        ["rule", "::x"],
        ["--", *HOSTILE],
        ["--fix", "--", *HOSTILE],
        ["--output-format", "nope::", "--", "x"],
    ],
)
def test_a_title_or_path_is_no_command(folder, runner, args):
    for text in run(folder, *args, runner=runner):
        assert not OBEYED.search(text), text


def test_githubs_own_lines_are_all_that_is_obeyed(folder):
    out, err = run(folder, "check", "::set-output name=x::y/spaces.yaml")
    assert not OBEYED.search(err)
    obeyed = [line for line in out.splitlines() if OBEYED.search(line)]
    assert obeyed
    assert all(re.match(r"::(error|warning|notice) file=", line) for line in obeyed)


@pytest.mark.parametrize("format", ["json", "jsonl", "sarif", "gitlab", "rdjson"])
def test_json_says_the_same_to_a_program(folder, format):
    path = "::set-output name=x::y/spaces.yaml"
    guarded = run(folder, "check", path, "--output-format", format)[0]
    plain = run(folder, "check", path, "--output-format", format, runner="NO_RUNNER")[0]
    assert OBEYED.search(plain) or not format.startswith("json")
    assert not OBEYED.search(guarded)
    if format == "jsonl":
        assert list(map(json.loads, guarded.splitlines())) == list(
            map(json.loads, plain.splitlines())
        )
    else:
        assert json.loads(guarded) == json.loads(plain)


@pytest.mark.parametrize("format", ["junit", "checkstyle"])
def test_xml_says_the_same_to_a_program(folder, format):
    path = "::set-output name=x::y/spaces.yaml"
    guarded = run(folder, "check", path, "--output-format", format)[0]
    plain = run(folder, "check", path, "--output-format", format, runner="NO_RUNNER")[0]
    assert not OBEYED.search(guarded)
    assert ElementTree.canonicalize(guarded) == ElementTree.canonicalize(plain)


@pytest.mark.parametrize("runner", RUNNERS)
def test_lines_for_github_say_nothing_to_another_runner(tmp_path, runner):
    names = ["##vso[task.complete]x", "##teamcity[buildStop]x", "##[error]x"]
    titles = "".join(f"- title: {json.dumps(name)}\n" for name in names)
    (tmp_path / "spaces.yaml").write_text(titles)
    (tmp_path / "spacelint.toml").write_text(f"[competitors]\nnames = {json.dumps(names)}\n")
    out, err = run(tmp_path, "check", "spaces.yaml", "--output-format", "github", runner=runner)
    assert out.count("is a competitor's name") == len(names)
    assert not re.search(r"##(vso|teamcity)?\[", out + err)
