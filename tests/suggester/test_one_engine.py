"""Wherever a better title is shown, the first one is the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import spacelint
from spacelint.cli import reach_report
from spacelint.cli.options import Options
from spacelint.cli.session import Sessions
from spacelint.lsp.actions import suggested_titles
from spacelint.source.text import apply
from tests.cli.command import spacelint as run
from tests.lsp.core import opened, workspace

BOOK = """
[brand]
names = ["Brewly"]
handle = "@BrewlyCoffee"

[campaigns.spring]
hashtag = "#BrewlySpring"
"""
TITLES = [
    "A chat with great#tag for all of our friends",
    "Living on Crypto - Rediscovering the original purpose of crypto as cash",
    "VERY IMPORTANT ANNOUNCEMENT FROM THE TEAM",
    "New session, New energy: “What are you bringing into the new semester?”",
    "API Literacy 101: What should developers know about APIs that they don't?",
    "The quiet gardeners of our town",
    "How we built a profitable newsletter business in 12 months without spending a dollar on ads",
    "Fireside chat | the state of open source today (in short) | brought to you by friends",
    "Un café con #una#dos y con toda la gente del barrio",
]


@pytest.fixture
def team(tmp_path: Path) -> Path:
    (tmp_path / "spacelint.toml").write_text(BOOK)
    return tmp_path


def first(document: str) -> str | None:
    (answer,) = json.loads(document)["titles"]
    return answer["suggestions"][0]["title"] if answer["suggestions"] else None


def shown(out: str) -> str | None:
    lines = out.splitlines()
    return lines[lines.index("Better:") + 1] if "Better:" in lines else None


@pytest.mark.parametrize("title", TITLES)
def test_every_way_to_ask_gives_the_same_first_title(
    team: Path, title: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(team)
    (team / "spaces.yaml").write_text(json.dumps({"spaces": [{"title": title}]}))
    ways = {
        "python": next((one.text for one in spacelint.suggest(title)), None),
        "suggest": first(run("suggest", title, "--output-format", "json", cwd=team).out),
        "bare": shown(run(title, cwd=team).out),
        "check": shown(run("check", "spaces.yaml", cwd=team).out),
        "check --suggest": first(
            run("check", "--suggest", "--output-format", "json", "spaces.yaml", cwd=team).out
        ),
        "reach": alternative(title),
        "editor": in_editor(team),
    }
    assert set(ways.values()) == {ways["python"]}, ways


SPACES: list[dict[str, Any]] = [
    {"title": "A town hall for our whole team", "campaign": "spring", "speakers": ["@ann_lee"]},
    {"title": "How we plan a week of work", "sponsored": True, "host": "@BrewlyCoffee"},
    {"title": "An evening with Brewly and great#tag", "host": "@BrewlyCoffee"},
    {"title": "A chat with great#tag", "ignore": ["SL102"], "speakers": ["@ann_lee"]},
]


@pytest.mark.parametrize("space", SPACES)
def test_a_planned_space_has_the_same_first_title_everywhere(
    team: Path, space: dict[str, Any]
) -> None:
    plan = team / "spaces.yaml"
    plan.write_text(json.dumps({"spaces": [space]}))
    asked = first(run("check", "--suggest", "--output-format", "json", "spaces.yaml", cwd=team).out)
    assert asked is not None
    assert shown(run("check", "spaces.yaml", cwd=team).out) == asked
    assert in_editor(team) == asked


def alternative(title: str) -> str | None:
    """Return the first other title that reach looks up beside one, in the current folder."""
    checker = reach_report._TitleChecker(Sessions(Options()))
    found = checker.with_alternatives(checker.questions([title]))
    return next((each.title for each in found[1:] if each.origin == "suggested"), None)


def in_editor(team: Path) -> str | None:
    """Return the first better title that the language server offers for the plan of the team."""
    path = team / "spaces.yaml"
    analysis = opened(workspace(team), path, path.read_text(), "yaml")
    assert analysis.plan is not None
    for _, edits in suggested_titles(analysis, analysis.plan.spaces[0]):
        fixed = apply(analysis.plan.text, edits)
        title: str = json.loads(fixed)["spaces"][0]["title"]
        return title
    return None
