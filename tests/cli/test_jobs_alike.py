"""`check --jobs 2` says of any folder what `--jobs 1` says of it, byte for byte."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cli.command import environment

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="starts many processes")
COMMAND = [sys.executable, "-m", "spacelint", "check", "--today", "2026-11-01"]
FORMATS = ("text", "json", "github", "sarif", "junit", "html")
TITLES = (
    "Town hall with @acme great#tag", "AMA #R&D", "Live @8pm", "", " ", "Réunion #Équipe&Co été",
    "朝の雑談 #朝活！", "x" * 300, "::error::boo", "##[group]a", "A\u2028B#c", "=cmd|' /C calc'!A0",
    'Talk, about "tea"', "#launch #launch", "Join @bea tomorrow 3pm at new#tag", "</script><b>x",
)  # fmt: skip
LINES = ('{"title": "broken', "", "[1, 2]", '{"name_of": "x"}', "\0", '{"title": 5}')  # JSON Lines
LONG = 410_000  # bytes of a file that is dealt in pieces
SPACES = st.fixed_dictionaries(
    {"title": st.sampled_from(TITLES)},
    optional={
        "host": st.sampled_from(("acme", "@acme", "bad handle!")),
        "start": st.sampled_from(("2026-11-03T18:00:00Z", "2026-11-03", "soon")),
        "ignore": st.sampled_from((["SL103"], ["NOPE"])),
    },
)


def _long(lines: list[str], pad: str) -> list[str]:
    """Return lines again and again, with a pad in each, until they make up a long file."""
    lines = [line.replace("PAD", pad * 900) for line in lines]
    return lines * (LONG // max(1, sum(map(len, lines))) + 1)


@st.composite
def texts(draw: st.DrawFn, kind: str, long: bool) -> str:
    """Draw the text of a plan; a long one has its lines many times."""
    spaces = draw(st.lists(SPACES, min_size=int(long), max_size=6))
    notes = {"notes": "PAD"} if long else {}
    if kind == "jsonl":
        lines = [json.dumps({**space, **notes}) for space in spaces]
        lines += draw(st.lists(st.sampled_from(LINES), max_size=1))
    elif kind == "csv":
        rows = [(each["title"].replace('"', '""'), each.get("host", "")) for each in spaces]
        lines = [f'"{title}",{host},{notes.get("notes", "")}' for title, host in rows]
    elif kind == "txt":
        lines = [each["title"] + (" PAD" if long else "") for each in spaces]
    elif kind == "yaml":
        lines = [f"- {json.dumps(each)}" for each in spaces]
    else:
        lines = [json.dumps({"spaces": spaces})]
    if long:
        lines = _long(lines, draw(st.sampled_from("xé語")))
    head = {"csv": ["title,host,notes"], "yaml": ["spaces:"]}.get(kind, [])
    return "\n".join([*head, *lines]) + draw(st.sampled_from(("", "\n", "\n\n")))


@st.composite
def files(draw: st.DrawFn) -> dict[str, bytes]:
    """Draw a folder: plans in several formats and encodings, a long one among them or not."""
    found = {}
    kinds = draw(st.lists(st.sampled_from(("jsonl", "csv", "txt", "yaml", "json")), min_size=1))
    long = draw(st.sampled_from(("", "jsonl", "csv", "txt")))
    for number, kind in enumerate([*kinds[:3], *filter(None, [long])]):
        is_long = number >= len(kinds[:3])
        text = draw(texts(kind, is_long))
        text = text.replace("\n", draw(st.sampled_from(("\n", "\n", "\r\n", "\r"))))
        encoding = draw(st.sampled_from(("utf-8", "utf-8", "utf-8-sig", "utf-16", "latin-1")))
        found[f"spaces-{number}.{kind}"] = text.encode(encoding, "replace")
    odd = {
        "empty-spaces.csv": b"",
        "huge-spaces.txt": b"x" * 1_000_001 + b"\nMeet #R&D\n",
        "wide-spaces.jsonl": b'{"title": "A #R&D", "notes": "' + b"x" * LONG + b'"}\n' * 2,
        "binary-spaces.json": b"\xff\x80\0",
    }
    for name in draw(st.sets(st.sampled_from(sorted(odd)), max_size=2)):
        found[name] = odd[name]
    return found


@given(
    files(),
    st.sampled_from(FORMATS),
    st.sets(st.sampled_from(("missing.toml", "folder-spaces.yaml", "lost-spaces.yaml"))),
    st.sampled_from(("", "[limits]\nmax-findings = 40\n", "[limits]\nmax-file-size = 300000\n")),
    st.booleans(),
)
@settings(
    max_examples=15, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
def test_any_folder_reads_the_same_in_two_processes(
    tmp_path: Path,
    files: dict[str, bytes],
    form: str,
    odd: set[str],
    configuration: str,
    on_github: bool,
) -> None:
    folder = tmp_path / "plans"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    if "folder-spaces.yaml" in odd:
        (folder / "folder-spaces.yaml").mkdir()  # cannot be read, even by root
    if "lost-spaces.yaml" in odd:
        (folder / "lost-spaces.yaml").symlink_to("nowhere")
    (folder / "spacelint.toml").write_text(configuration)
    arguments = [*COMMAND, "--output-format", form, ".", *sorted(odd)]
    one, two = [
        subprocess.run(
            [*arguments, "--jobs", jobs], cwd=folder, capture_output=True, timeout=120,
            env=environment(GITHUB_ACTIONS=str(on_github).lower()),
        )
        for jobs in "12"
    ]  # fmt: skip
    assert b"Traceback" not in one.stderr
    assert (one.returncode, one.stdout, one.stderr) == (two.returncode, two.stdout, two.stderr)
