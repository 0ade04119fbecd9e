"""The installed command: what a social manager sees, and what a program reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from spacelint.cli.config import schema_object
from spacelint.engine.linter import Linter
from tests.cli.command import spacelint

BOOK = """
[brand]
hashtags = ["#OpenSourceDay"]

[campaigns.winter]
hashtag = "#AcmeWinter"
owner = "Mirjam"
"""
PLAN = """\
spaces:
  - title: "A town hall for our whole team #AT&T"
    campaign: winter
    speakers: ["@jack"]
    host: acme
  - title: "How we plan a week of work with friends"
    sponsored: true
  - title: "An evening with all of our friends @8pm"  # spacelint: ignore[SL208]
"""


@pytest.fixture
def team(tmp_path: Path) -> Path:
    (tmp_path / "spacelint.toml").write_text(BOOK)
    (tmp_path / "spaces.yaml").write_text(PLAN)
    return tmp_path


def test_each_suggestion_stands_alone_in_its_line_and_its_changes_below(team: Path) -> None:
    done = spacelint(
        "suggest", "A town hall for our whole team #AT&T", "--campaign", "winter", cwd=team
    )
    assert done.status == 0
    assert done.err == ""
    assert done.out == (
        "A town hall for our whole team #ATT #AcmeWinter\n"
        "  47/70\n"
        "  Writes #ATT for #AT&T (X links only #AT, not #AT&T)\n"
        "  Adds #AcmeWinter (the winter campaign asks for it; ask Mirjam)\n"
    )


def test_without_explanations_the_titles_stand_alone(team: Path) -> None:
    title = "A town hall for our whole team #AT&T"
    done = spacelint("suggest", title, "--campaign", "winter", "--no-explain", cwd=team)
    assert done.out == "A town hall for our whole team #ATT #AcmeWinter\n"
    explained = spacelint("suggest", title, "--campaign", "winter", "--explain", cwd=team)
    assert explained == spacelint("suggest", title, "--campaign", "winter", cwd=team)


def test_where_nothing_is_better_what_is_left_to_do_is_told(team: Path) -> None:
    done = spacelint("suggest", "Storytime with @j.k.rowling for all", cwd=team)
    assert done.status == 0
    first, *left = done.out.splitlines()
    assert first == "  No better title was found. 35/70"
    assert any("Left for you: X links only @j, not @j.k.rowling" in line for line in left)
    assert "Nothing" not in first


def test_a_title_that_stays_too_long_says_by_how_much_and_where(team: Path) -> None:
    title = '"The Bear" season 5 finale: spoilers, theories, favourite moments, and fan questions'
    done = spacelint("suggest", title, cwd=team)
    assert done.out == (
        "  This title is 14 characters too long (84/70), and no shorter one was found that says the"
        " same.\n"
        '  Fits:   "The Bear" season 5 finale: spoilers, theories, favourite moments, and\n'
        "  Beyond: fan questions\n"
        '  26 characters: "The Bear" season 5 finale\n'
        "  56 characters: spoilers, theories, favourite moments, and fan questions\n"
    )
    answer = json.loads(spacelint("suggest", title, "--output-format", "json", cwd=team).out)
    (one,) = answer["titles"]
    assert one["suggestions"] == []
    assert one["too_long"]["over"] == len(title) - 70
    assert one["too_long"]["fits"] + one["too_long"]["beyond"] == title
    assert [part["length"] for part in one["too_long"]["segments"]] == [26, 56]


def test_where_nothing_is_better_it_says_so_and_that_is_no_failure(team: Path) -> None:
    done = spacelint("suggest", "How we plan a #week of work with friends", cwd=team)
    assert (done.out, done.status) == ("  Nothing to improve. 40/70\n", 0)
    done = spacelint("suggest", "東京" * 40, cwd=team)
    assert done.out.startswith("  This title is 10 characters too long (80/70)")
    assert done.status == 0


def test_standard_input_has_a_title_a_line(team: Path) -> None:
    stdin = b"A talk with great#tag for all\nThe the town hall in #Ohio is open\n"
    done = spacelint("suggest", "-", stdin=stdin, cwd=team)
    assert done.out.splitlines()[0] == "-:1: A talk with great#tag for all"
    assert done.out.splitlines()[1] == "A talk with great #tag for all"
    assert "\n\n-:2: The the town hall" in done.out
    assert "\nThe town hall in #Ohio is open\n" in done.out


def test_json_has_every_difference_and_what_is_left(team: Path) -> None:
    done = spacelint(
        "suggest", "A town hall for our whole team", "-", "--campaign=winter", "--speaker=@jack",
        "--output-format", "json", stdin=b"\xf0\x9f\x8e\x89 party for the whole town\n", cwd=team,
    )  # fmt: skip
    document = json.loads(done.out)
    assert document["version"] == 2
    first, second = document["titles"]
    assert second["path"] == "-"
    assert second["line"] == 1
    best = first["suggestions"][0]
    assert best["title"] == "A town hall for our whole team with @jack #AcmeWinter"
    assert best["length"] == {
        "graphemes": 53,
        "utf16": 53,
        "weighted": 53,
        "limit": 70,
        "unit": "graphemes",
    }
    assert [change["after"] for change in best["changes"]] == ["with @jack", "#AcmeWinter"]
    assert best["missing"] == []
    assert best["left"] == [
        {"code": d.code, "severity": d.severity, "message": d.message, "help": d.help}
        for d in Linter().lint(best["title"])
        if d.severity != "hint"
    ]


def test_json_of_no_title_is_a_document_too(team: Path) -> None:
    done = spacelint("suggest", "-", "--output-format", "json", cwd=team)
    assert json.loads(done.out)["titles"] == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ["--campaign", "wintr"],
            '--campaign: there is no campaign "wintr" in the brand book (did you mean winter?)',
        ),
        (["--speaker", "Jane Doe"], 'a handle like @jack; found "Jane Doe"'),
        (["--isolated", "--campaign", "winter"], "the brand book has none"),
        (["--output-format", "sarif"], "expected one of text, json"),
        (["--today", "tomorrow"], "expected a day like 2026-11-30"),
    ],
)
def test_what_cannot_be_asked_is_told(team: Path, arguments: list[str], told: str) -> None:
    done = spacelint("suggest", "A town hall", *arguments, cwd=team)
    assert done.status == 2
    assert done.out == ""
    assert told in done.err


def test_nothing_of_a_title_reaches_the_terminal_unescaped(team: Path) -> None:
    done = spacelint("suggest", "A talk \x1b[31m with great#tag \u202e for all", cwd=team)
    assert done.status == 0
    assert "\x1b" not in done.out
    assert "\u202e" not in done.out
    assert "<U+001B>" in done.out


def test_colour_is_for_terminals_and_for_those_who_ask(team: Path) -> None:
    title = "A talk with great#tag for all"
    assert "\x1b[" not in spacelint("suggest", title, cwd=team).out
    assert "\x1b[1mA talk" in spacelint("suggest", title, "--color", "always", cwd=team).out


def test_changes_are_wrapped_and_titles_are_not(team: Path) -> None:
    title = "A talk with great#tag for all of our friends"
    lines = spacelint("suggest", title, cwd=team, COLUMNS="40").out.splitlines()
    assert lines[0] == "A talk with great #tag for all of our friends"
    assert all(len(line) <= 40 for line in lines[1:])


def test_check_suggests_for_every_space_by_what_the_plan_says(team: Path) -> None:
    done = spacelint("check", "--suggest", cwd=team)
    assert (done.err, done.status) == ("", 0)
    assert done.out.startswith(
        "spaces.yaml:2: A town hall for our whole team #AT&T\n"
        "A town hall for our whole team with @jack #ATT #AcmeWinter\n"
    )
    assert "  Mentions @jack (speaks in this Space)\n" in done.out
    assert "#ad How we plan a week of work with friends\n" in done.out
    # The finding is suppressed, so that there is nothing to fix.
    assert "@8pm\n  Nothing to improve. 39/70\n" in done.out


def test_check_suggests_from_standard_input_and_as_json(team: Path) -> None:
    done = spacelint(
        "check", "--suggest", "-", "--stdin-filename", "x.yaml", "--output-format", "json",
        stdin=PLAN.encode(), cwd=team,
    )  # fmt: skip
    titles = json.loads(done.out)["titles"]
    assert [title["line"] for title in titles] == [2, 6, 8]
    assert titles[1]["suggestions"][0]["title"].startswith("#ad ")


def test_a_plan_that_cannot_be_read_is_told_and_the_others_are_answered(team: Path) -> None:
    (team / "broken_spaces.yaml").write_text("spaces: [")
    done = spacelint("check", "--suggest", "broken_spaces.yaml", "spaces.yaml", cwd=team)
    assert done.status == 2
    assert "broken_spaces.yaml:1:" in done.err
    assert "with @jack #ATT #AcmeWinter" in done.out


def test_check_does_not_suggest_and_mend_at_once(team: Path) -> None:
    done = spacelint("check", "--suggest", "--fix", cwd=team)
    assert done.status == 2
    assert (team / "spaces.yaml").read_text() == PLAN


def valid(out: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(out)
    jsonschema.Draft202012Validator(schema_object("suggest")).validate(document)
    return document


def test_the_published_schema_takes_what_is_written(team: Path) -> None:
    json_of = ("--output-format", "json")
    titles = [
        "A Super Bowl night for our team #AT&T", "\u6771\u4eac" * 40,
        "A talk with great#tag \u202e",
        "Fireside chat on the state of open source | brought to you by the people of Ohio @8pm",
    ]  # fmt: skip
    done = spacelint("suggest", *titles, "--campaign=winter", "--speaker=jack", *json_of, cwd=team)
    answers = valid(done.out)["titles"]
    assert [answer["title"] for answer in answers] == titles
    assert {answer["line"] for answer in answers} == {None}
    assert any(one["left"] for answer in answers for one in answer["suggestions"])
    assert any(
        change["code"] for answer in answers for one in answer["suggestions"]
        for change in one["changes"]
    )  # fmt: skip
    assert valid(spacelint("check", "--suggest", *json_of, cwd=team).out)["titles"]
    assert valid(spacelint("suggest", "-", *json_of, cwd=team).out)["titles"] == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"version": 1},
        {"titles": [{"title": "x", "path": None, "line": 0, "suggestions": []}]},
        {"titles": [{"title": "x", "path": None, "suggestions": []}]},
        {"more": 1},
    ],
)
def test_the_schema_refuses_what_is_not_written(wrong: dict[str, Any]) -> None:
    right = {"version": 2, "tool": "spacelint 0.1.0", "titles": []}
    validator = jsonschema.Draft202012Validator(schema_object("suggest"))
    assert validator.is_valid(right)
    assert not validator.is_valid({**right, **wrong})


def test_at_most_so_many_are_shown_as_asked_for(team: Path) -> None:
    title = "Why privacy is really absolutely critical for a working currency | by us"

    def shown(*limit: str) -> list[str]:
        done = spacelint("suggest", title, *limit, cwd=team)
        assert done.status == 0
        return [line for line in done.out.splitlines() if line and line[0] != " "]

    every = shown()
    assert 1 < len(every) <= 3
    assert shown("--limit", "1") == every[:1]
    assert shown("--limit=2") == every[:2]
    for wrong in ("0", "4", "two"):
        done = spacelint("suggest", title, "--limit", wrong, cwd=team)
        assert (done.status, done.out) == (2, "")
        assert "--limit" in done.err


def test_which_rules_have_a_say_is_chosen_as_for_the_other_commands(team: Path) -> None:
    title = "A talk with great#tag on the 8th floor @8pm"

    def best(*options: str) -> str:
        done = spacelint("suggest", title, *options, cwd=team)
        assert done.status == 0, done.err
        return done.out.splitlines()[0]

    assert best() == "A talk with great #tag on the 8th floor at 8pm"
    assert best("--select", "SL208") == "A talk with great#tag on the 8th floor at 8pm"
    assert best("--ignore", "SL208") == "A talk with great #tag on the 8th floor @8pm"
    assert best("--select=SL208", "--extend-select=glued-hashtag") == best()
    more = team / "more.toml"
    more.write_text(
        '[rules.ACME001]\nname = "say-storey"\nsummary = "Floor"\ncheck = "words"\n'
        'severity = "warning"\nmessage = "We say storey"\nrationale = "House style."\n'
        'preferred = { floor = "storey" }\n'
        'fix = { title = "Write storey", applicability = "safe" }\n'
        'valid = ["The third storey"]\n'
        '[[rules.ACME001.invalid]]\ntitle = "On the third floor"\nhighlight = "floor"\n'
        'output = "On the third storey"\n'
    )
    assert best("--rules", str(more)).endswith("on the 8th storey at 8pm")
    done = spacelint("suggest", title, "--select", "SL999", cwd=team)
    assert (done.status, done.out) == (2, "")
    assert "SL999" in done.err


def test_a_guest_for_whom_there_is_no_place_is_not_asked_for(team: Path) -> None:
    (team / "spaces.yaml").write_text(
        "spaces:\n  - title: '#ad Tanya jawab @mia_k #AcmeWinter'\n"
        "    start: 2027-03-02T20:00:00+01:00\n    speakers: ['@mia_k', '@joe_lin']\n"
    )
    done = spacelint("check", "--today", "2027-02-20", cwd=team)
    assert "unmentioned-speaker" not in done.out


def test_what_the_configuration_says_is_not_to_be_mended_is_left_and_told(team: Path) -> None:
    config = team / "spacelint.toml"
    config.write_text('unfixable = ["SL208"]\n' + BOOK)
    title = "A talk with great#tag for all @8pm"
    done = spacelint("suggest", title, cwd=team)
    assert done.out.splitlines()[0] == "A talk with great #tag for all @8pm"
    assert "Left for you: @8pm was meant as a time" in done.out
    (team / "spaces.yaml").write_text(f"spaces:\n  - title: {json.dumps(title)}\n")
    done = spacelint("check", "--suggest", cwd=team)
    assert done.out.splitlines()[1] == "A talk with great #tag for all @8pm"
    config.write_text('fixable = ["SL208"]\n' + BOOK)
    assert spacelint("suggest", title, cwd=team).out.startswith(
        "A talk with great#tag for all at 8pm"
    )
