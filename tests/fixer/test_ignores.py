"""Suppressions are written where the format has a place for them, and change nothing else."""

from __future__ import annotations

import subprocess
import sys

import pytest

from spacelint.fixer.ignores import add_ignores
from spacelint.plan import Plan, read_plan
from tests.cli.command import spacelint
from tests.fixer.plans import GLUED, look


def ignored(text: str, format: str) -> tuple[str, int]:
    def read(written: str) -> Plan:
        return read_plan(written.encode(), "p", format=format)

    plan = read(text)
    done = add_ignores(plan, look(plan), read)
    assert len(look(done.plan)) == len(done.left)
    return done.plan.text, len(done.left)


@pytest.mark.parametrize(
    ("format", "before", "after"),
    [
        ("toml", 'title = "{}"\n', 'title = "{}"  # spacelint: ignore[SL102]\n'),
        ("toml", 'title = "{}" # c\n', 'title = "{}" # c  # spacelint: ignore[SL102]\n'),
        ("toml", 'title = """\r\n{}"""\r\n',
         '# spacelint: ignore[SL102]\r\ntitle = """\r\n{}"""\r\n'),
        ("yaml", "spaces:\n  - title: {}\n",
         "spaces:\n  - title: {}  # spacelint: ignore[SL102]\n"),
        ("yaml", "host: a\ntitle: >-\n  {}\n",
         "host: a\n# spacelint: ignore[SL102]\ntitle: >-\n  {}\n"),
        ("yaml", "- {}\n", "- {}  # spacelint: ignore[SL102]\n"),
        ("front-matter", "---\ntitle: {}\n---\n",
         "---\ntitle: {}  # spacelint: ignore[SL102]\n---\n"),
        ("json", '{{"title": "{}"}}', '{{"ignore": ["SL102"], "title": "{}"}}'),
        ("json", '[\n  {{\n    "title": "{}"\n  }}\n]',
         '[\n  {{\n    "ignore": ["SL102"],\n    "title": "{}"\n  }}\n]'),
        ("jsonl", '{{"title": "{}", "ignore": []}}\n', '{{"title": "{}", "ignore": ["SL102"]}}\n'),
    ],
)  # fmt: skip
def test_a_suppression_is_written_beside_the_title(format: str, before: str, after: str) -> None:
    assert ignored(before.format(GLUED), format) == (after.format(GLUED), 0)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- '{}\n  now'\n---\n\n", "# spacelint: ignore[SL102]\n- '{}\n  now'\n---\n\n"),
        (
            "- '{}'\n- othe:\n",
            "- '{}'  # spacelint: ignore[SL102]\n- othe:  # spacelint: ignore[SL003]\n",
        ),
        (
            "- title: '{}'\n- title: >-\n",
            "- title: '{}'  # spacelint: ignore[SL102]\n- title: >-  # spacelint: ignore[SL003]\n",
        ),
        ("\u2028- ['{}', 1]\n", "# spacelint: ignore[SL102]\n\u2028- ['{}', 1]\n"),
    ],
)
def test_a_second_run_finds_the_comment_of_the_first(before: str, after: str) -> None:
    text, left = ignored(before.format(GLUED), "yaml")
    assert ignored(text, "yaml") == (text, left)


def test_codes_are_added_to_the_comment_that_is_there() -> None:
    text = f'title = "Short great#tag {GLUED[-11:]}" # spacelint: ignore[SL112, SL303] why\n'
    found = look(read_plan(text.encode(), "p", format="toml"))
    after, left = ignored(text, "toml")
    missing = [each.diagnostic.code for each in found if each.diagnostic.code != "SL008"]
    assert missing
    assert f"[SL112, SL303, {', '.join(missing)}] why" in after
    assert left == len(found) - len(missing)


@pytest.mark.parametrize(("format", "text"), [("csv", "title\n{}\n"), ("text", "{}\n")])
def test_a_format_without_a_place_is_left_alone(format: str, text: str) -> None:
    assert ignored(text.format(GLUED), format) == (text.format(GLUED), 1)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("spaces.yaml", "- #AT&T launch\n"),
        ("spaces.yaml", "spaces:\n  - title: #AT&T launch\n    host: acme\n"),
        ("spaces.yaml", "- title: AMA great#tag # spacelint: ignroe[SL102]\n"),
        ("spaces.yaml", "- title: AMA great#tag # spacelint: ignroe[SL102] # spacelint: off\n"),
        ("spaces.yaml", "- title: AMA great#tag # note # spacelint: file-ignroe\n"),
        ("spaces.yaml", "spaces:\n  - title: >-\n    host: acme\n  - title: |2\n    host: acme\n"),
        ("spaces.toml", "[[spaces]]\ntitle = 'AMA great#tag' # spacelint: ignroe[SL102]\n"),
        ("spaces.toml", "[[spaces]]\ntitle = 'AMA great#tag' # spacelint: ignore[\n"),
    ],
)
def test_a_second_run_adds_nothing(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text)
    command = [sys.executable, "-m", "spacelint", "check", "--add-ignore", str(path)]
    subprocess.run(command, capture_output=True, cwd=tmp_path)
    once = path.read_text()
    assert once.count("spacelint: ignore[SL") > text.count("spacelint: ignore[SL")
    again = subprocess.run(command, capture_output=True, cwd=tmp_path, text=True)
    assert path.read_text() == once
    assert "Ignored" not in again.stdout + again.stderr


def test_front_matter_in_json_takes_a_field(tmp_path):
    path = tmp_path / "hugo.md"
    path.write_text('{\n  "title": "Town hall #AT&T"\n}\nNotes\n')
    done = spacelint("check", "--add-ignore", str(path))
    assert done.status == 0, done.err
    assert path.read_text() == '{\n  "ignore": ["SL103"],\n  "title": "Town hall #AT&T"\n}\nNotes\n'
    assert spacelint("check", str(path)).status == 0


def test_a_title_without_a_place_for_a_suppression_says_so(tmp_path):
    (tmp_path / "plan.json").write_text('["Town hall #AT&T"]')
    done = spacelint("check", "--add-ignore", "plan.json", cwd=tmp_path)
    assert done.status == 1
    assert "plan.json: 1 finding not ignored: none can be written there; accept" in done.err


def test_a_comment_in_odd_capitals_is_a_suppression(tmp_path):
    path = tmp_path / "plan.yaml"
    path.write_text(
        '- "Town hall #AT&T" # Spacelint: Ignore[sl103]\n- "AMA #AT&T" # SPACELINT: IGNORE[SL103]\n'
    )
    assert spacelint("check", str(path)).status == 0
