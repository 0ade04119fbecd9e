"""What must be true of every suggestion, on 20,000 generated titles and brand books."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest

from spacelint.brand import fold_tag
from spacelint.checks.contract import Context
from spacelint.engine.linter import Linter
from spacelint.suggester import Suggestion, suggest
from spacelint.text import parse
from tests.suggester.books import Case, cases
from tests.texts import HOSTILE, MEGABYTE

CASES = 2_000
LINTER = Linter()
_WORD = re.compile(r"[^\W_]+")


def better(case: Case, text: str | None = None) -> tuple[Suggestion, ...]:
    return suggest(
        case.title if text is None else text,
        LINTER,
        case.context,
        campaign=case.campaign,
        speakers=case.speakers,
    )


@pytest.mark.parametrize("seed", range(10))
def test_whatever_is_suggested_is_better_and_says_all_that_it_changes(seed: int) -> None:
    suggested = 0
    for case in cases(CASES, seed):
        found = better(case)
        texts = [suggestion.text for suggestion in found]
        assert len(found) <= 5
        assert len(set(texts)) == len(texts)
        assert case.title not in texts
        assert [s.score for s in found] == sorted(s.score for s in found), case
        for suggestion in found:
            suggested += 1
            told = (case, suggestion)
            assert suggestion.score < suggestion.before, told
            assert parse(suggestion.text).length.utf16 <= 70, told
            assert suggestion.changes, told
            assert not _unsaid_words(case.title, suggestion), told
            assert not _broken_links(case.title, suggestion), told
            assert not _left_to_mend(case, suggestion), told
            again = better(case, suggestion.text)
            assert not again, (told, again)
    assert suggested > CASES


def _unsaid_words(title: str, suggestion: Suggestion) -> set[str]:
    """Words of the title that the suggestion has not, and no change says it replaces."""
    said = " ".join(change.before for change in suggestion.changes)
    return _words(title) - _words(suggestion.text) - _words(said)


def _words(text: str) -> set[str]:
    return {fold_tag(f"#{word}") for word in _WORD.findall(text)}


def _broken_links(title: str, suggestion: Suggestion) -> list[str]:
    """Links of the title that the suggestion has not, and no change says it replaces."""
    links = {(e.kind, fold_tag(e.value)) for e in parse(suggestion.text).entities}
    return [
        entity.text
        for entity in parse(title).entities
        if (entity.kind, fold_tag(entity.value)) not in links
        and not any(entity.text in change.before for change in suggestion.changes)
    ]


def _left_to_mend(case: Case, suggestion: Suggestion) -> set[tuple[str, str]]:
    """Findings that the suggestion says it mends, and that are there all the same."""
    found = LINTER.lint(suggestion.text, case.context)
    mended = {(change.code, change.match) for change in suggestion.changes}
    return mended & {(diagnostic.code, diagnostic.match) for diagnostic in found}


@pytest.mark.parametrize("select", [["SL301"], ["SL1", "SL2", "SL3"], ["SL4", "SL7"]])
def test_it_holds_whichever_rules_are_in_use(select: list[str]) -> None:
    linter = Linter(select=select)
    for case in cases(300, seed=4):
        asked: dict[str, Any] = {"campaign": case.campaign, "speakers": case.speakers}
        for suggestion in suggest(case.title, linter, case.context, **asked):
            assert parse(suggestion.text).length.utf16 <= 70
            assert not _unsaid_words(case.title, suggestion), (case, suggestion)
            assert not _broken_links(case.title, suggestion), (case, suggestion)
            assert not suggest(suggestion.text, linter, case.context, **asked), (case, suggestion)


def test_the_same_call_gives_the_same_answer() -> None:
    for case in cases(300, seed=99):
        assert suggest(
            case.title, Linter(), case.context, campaign=case.campaign, speakers=case.speakers
        ) == better(case)


@pytest.mark.parametrize("limit", [0, 1, 12, 40, 140])
def test_another_limit_is_kept_as_well(limit: int) -> None:
    for case in cases(150, seed=limit):
        for suggestion in suggest(case.title, LINTER, case.context, limit=limit):
            assert parse(suggestion.text).length.utf16 <= limit


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_titles_are_answered_at_once(piece: str) -> None:
    for text in (piece * (MEGABYTE // len(piece)), piece * (280 // len(piece)), piece):
        started = time.perf_counter()
        assert len(suggest(text, LINTER, Context(), speakers=["jack"])) <= 5
        assert time.perf_counter() - started < 5


def test_a_title_of_one_megabyte_is_not_even_looked_at() -> None:
    assert suggest("Town hall with #AT&T " * 50_000, LINTER, Context()) == ()
