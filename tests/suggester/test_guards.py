"""Each guard of the engine is needed: without it something is offered that no one should post."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from spacelint.checks.contract import Context
from spacelint.engine.default import default_rules
from spacelint.engine.linter import Linter
from spacelint.engine.load import load_rules
from spacelint.suggester import additions, guards, leave_out, search
from spacelint.suggester.state import SearchState
from spacelint.suggester.tokens import closing_tags
from tests.suggester.books import cases
from tests.suggester.helpers import context, suggest, texts

if TYPE_CHECKING:
    from pathlib import Path


def yes(*_: object, **__: object) -> bool:
    """Stand in for a guard that allows everything."""
    return True


def no(*_: object, **__: object) -> bool:
    """Stand in for a guard that sees nothing."""
    return False


def without(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Take one of the guards of every draft out, and where else it is asked."""
    rest = tuple(guard for guard in guards.GUARDS if guard.__name__ != name)
    assert len(rest) < len(guards.GUARDS)
    monkeypatch.setattr(guards, "GUARDS", rest)
    for module in (guards, search):
        if hasattr(module, name):
            monkeypatch.setattr(module, name, yes)


OPEN = {"campaigns": {"open": {"hashtag": "#Open"}}}


@pytest.mark.parametrize(
    ("module", "name", "stand_in", "title", "asked", "bad"),
    [
        (leave_out, "_keeps_half", yes,
         "Fireside chat on open source | brought to you by the people of Ohio and the river towns",
         {}, "Fireside chat on open source"),
        (leave_out, "_ends_well", yes,
         "Fireside chat on the state of open source with | brought to you by people of Ohio",
         {}, "Fireside chat on the state of open source with"),
        (leave_out, "_is_list", no,
         "Crypto news of the day in short | Bitcoin | Ethereum | Solana | Open mic for all of you",
         {}, "Crypto news of the day in short | Bitcoin | Ethereum"),
        (leave_out, "_stands_alone", yes,
         "Fireside chat on the state of open source today: what do you make of it all here?",
         {}, "Fireside chat on the state of open source today"),
        (guards, "_cuts_a_name", no, "Deep dive w/ Open Telemetry",
         {"data": OPEN, "space": {"campaign": "open"}}, "Deep dive w/ #Open Telemetry"),
        (guards, "adds_goal", no, "A town hall for the team",
         {"space": {"campaign": "spring", "speakers": ["@jack_b"]}},
         "A town hall for the team #BrewlySpring @jack_b"),
        (additions, "_closing", lambda draft, state: closing_tags(state.view(draft.text).title),
         "Impulsando proyectos de la banda en #Latam", {"speakers": ["anna_b"]},
         "Impulsando proyectos de la banda en @anna_b #Latam"),
    ],
)  # fmt: skip
def test_without_it_a_title_nobody_would_post_is_offered(
    monkeypatch: pytest.MonkeyPatch,
    module: Any,
    name: str,
    stand_in: Any,
    title: str,
    asked: dict[str, Any],
    bad: str,
) -> None:
    assert bad not in texts(title, **asked)
    monkeypatch.setattr(module, name, stand_in)
    assert bad in texts(title, **asked)


def test_without_the_guard_of_links_one_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    title = "Fireside chat with @bob_cid on open source for everyone | brought to you by @ann_lee"
    assert texts(title) == []
    without(monkeypatch, "keeps_links")
    assert texts(title) == ["Fireside chat with @bob_cid on open source for everyone"]


def test_without_the_guard_of_new_findings_a_suggestion_has_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    title = "Meet @ann_lee, @bob_cid and @cy_dee for a chat#Beans"
    spaced = title.replace("#", " #")
    linter = Linter(select=["SL102", "SL503"])

    def found() -> list[str]:
        return [one.text for one in suggest(title, linter, Context(), speakers=["@dan_eff"])]

    assert found() == [spaced]
    without(monkeypatch, "finds_nothing_new")
    monkeypatch.setattr(search, "new_findings", lambda *_: iter(()))
    assert found() == [spaced.replace(" #", " with @dan_eff #")]


def test_without_the_guard_of_words_one_is_split(monkeypatch: pytest.MonkeyPatch) -> None:
    title = "❤＄ｆｕｌｌनमस्ते"
    assert all("full नम" not in text for text in texts(title))
    without(monkeypatch, "splits_no_word")
    assert any("full नम" in text for text in texts(title))


def test_without_the_guard_of_length_a_suggestion_does_not_fit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    title = "An evening with all of our friends at a long table in the old garden"
    linter = Linter(select=["SL1"])

    def found() -> list[str]:
        return [one.text for one in suggest(title, linter, Context(), speakers=["ann_lee"])]

    assert found() == []
    without(monkeypatch, "fits")
    monkeypatch.setattr(SearchState, "fits", yes)
    assert len(found()[0]) > 70


def test_without_the_guard_of_betterness_what_is_no_better_is_offered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def offered() -> list[tuple[str, ...]]:
        return [
            tuple(
                one.text
                for one in suggest(
                    case.title, linter, case.context, campaign=case.campaign, speakers=case.speakers
                )
            )
            for case in some
        ]

    linter, some = Linter(), cases(600, seed=5)
    before = offered()
    without(monkeypatch, "is_better")
    assert offered() != before


#: A team's rule that writes a handle, and a tag, that is in no book.
RULE = """
[rules.ACME001]
name = "say-floor"
summary = "Floor"
check = "words"
severity = "warning"
message = "We say {replacement}"
rationale = "House style."
preferred = { storey = "%s" }
fix = { title = "Write {replacement}", applicability = "safe" }
valid = ["The third floor"]
[[rules.ACME001.invalid]]
title = "On the third storey"
highlight = "storey"
output = "On the third %s"
"""


@pytest.mark.parametrize("written", ["@brewlycoffee", "#SomeTag"])
def test_without_the_guard_of_names_one_is_made_up(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, written: str
) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(RULE % (written, written))
    more, problems = load_rules((str(path),))
    assert not problems
    linter = Linter(default_rules().joined(more), ignore=["SL508"])
    title = "An evening with friends on the third storey"
    known: Context = context(title, {"host": "@BrewlyCoffee"})

    def found() -> list[str]:
        return [one.text for one in suggest(title, linter, known)]

    assert found() == []
    without(monkeypatch, "invents_nothing")
    assert found() == [title.replace("storey", written)]
