"""The seven rules of a suggestion hold for more than 20,000 generated titles and all real ones."""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest

from spacelint.checks.contract import Context
from spacelint.engine.linter import Linter
from spacelint.suggester.leave_out import too_long
from spacelint.suggester.tokens import Suggestion
from spacelint.text import Title
from tests.suggester.books import Case, cases
from tests.suggester.helpers import suggest
from tests.suggester.rules import Asked, graphemes, violations
from tests.texts import HOSTILE, MEGABYTE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacelint.engine.rule import Diagnostic

CASES = 1_700
LIMIT = 70
LINTER = Linter()
REAL = Path(__file__).parents[3] / "shared" / "cases" / "real_titles.jsonl"


class Remembering:
    """A linter that is asked once about a title: the same ones come again and again here."""

    def __init__(self, linter: Linter, context: Context) -> None:
        self.known, self.limit = linter.known, linter.limit
        self._linter = linter
        self._context = context
        self._said: dict[str, Sequence[Diagnostic]] = {}

    def lint(self, title: Title, context: Context) -> Sequence[Diagnostic]:
        assert context is self._context
        said = self._said.get(title.text)
        if said is None:
            said = self._said[title.text] = self._linter.lint(title, context)
        return said


def look(case: Case, linter: Linter = LINTER, limit: int = LIMIT) -> tuple[Suggestion, ...]:
    """Return the suggestions for a case after all of them have been held to the rules."""
    remembering = cast("Linter", Remembering(linter, case.context))
    campaigns = (case.campaign,) if case.campaign else ()

    def ask(text: str) -> tuple[Suggestion, ...]:
        return suggest(
            text, remembering, case.context, campaign=campaigns, speakers=case.speakers, limit=limit
        )

    def lint(text: str) -> Sequence[Diagnostic]:
        found = remembering.lint(Title(text), case.context)
        return [d for d in found if d.rule.severity != "hint"]

    found = ask(case.title)
    asked = Asked(case.title, case.context, campaigns, case.speakers, limit, lint)
    wrong = list(violations(asked, found))
    assert not wrong, (wrong, case, found)
    for one in found:
        again = ask(one.text)
        assert not again, (case, one, again)
    return found


@pytest.mark.parametrize("seed", range(10))
def test_every_suggestion_keeps_the_rules(seed: int) -> None:
    counts: Counter[str] = Counter()
    for case in cases(CASES, seed):
        found = look(case)
        for one in found:
            whats = " ".join(change.what for change in one.changes)
            counts["suggested"] += 1
            counts["left out"] += "Leaves out" in whats
            counts["made room"] += any(c.why == "to make room" for c in one.changes)
            counts["fixed"] += any(c.code for c in one.changes)
            counts["tagged"] += "Adds #" in whats
            counts["mentioned"] += "Mentions @" in whats
            counts["disclosed"] += "disclosure" in whats
            counts["missing"] += bool(one.missing)
    # What is looked for has to come up.
    assert counts["suggested"] > CASES / 4, counts
    assert counts["fixed"] > CASES / 10, counts
    rare = ("left out", "made room", "tagged", "mentioned", "disclosed", "missing")
    assert min(counts[name] for name in rare) > CASES / 400, counts


@pytest.mark.parametrize("select", [["SL301"], ["SL1", "SL2", "SL3"], ["SL4", "SL7"]])
def test_they_hold_whichever_rules_are_in_use(select: list[str]) -> None:
    linter = Linter(select=select)
    for case in cases(800, seed=40 + len(select)):
        look(case, linter)


@pytest.mark.parametrize("limit", [1, 12, 40, 140, 1000])
def test_they_hold_for_another_limit(limit: int) -> None:
    for case in cases(200, seed=limit):
        look(case, limit=limit)


@pytest.mark.skipif(not REAL.exists(), reason="the real titles are not here")
def test_they_hold_for_every_real_title() -> None:
    titles = [json.loads(line)["title"] for line in REAL.read_text("utf-8").splitlines()]
    assert len(titles) > 800
    for number, title in enumerate(titles):
        look(Case(title, Context(), None, ()))
        # The same titles, each with a guest and half of them in a campaign, from a book of its own.
        for case in cases(1, seed=number):
            look(case._replace(title=title, speakers=("anna_b",)))


def test_the_same_call_gives_the_same_answer() -> None:
    for case in cases(150, seed=99):
        asked: dict[str, Any] = {"campaign": case.campaign, "speakers": case.speakers}
        first = suggest(case.title, Linter(), case.context, **asked)
        assert suggest(case.title, LINTER, case.context, **asked) == first


def test_what_is_not_to_be_fixed_or_is_suppressed_is_left_alone() -> None:
    fixed = 0
    for case in cases(400, seed=17):
        asked: dict[str, Any] = {"campaign": case.campaign, "speakers": case.speakers}
        found = suggest(case.title, LINTER, case.context, **asked)
        shown = [d for d in LINTER.lint(case.title, case.context) if d.rule.severity != "hint"]
        codes = {change.code for one in found for change in one.changes}
        for code in sorted(codes & {d.code for d in shown})[:2]:
            fixed += 1
            others = frozenset(rule.code for rule in LINTER.known if rule.code != code)
            rest = [d for d in shown if d.code != code]
            for less in (
                suggest(case.title, LINTER, case.context, fixable=others, **asked),
                suggest(case.title, LINTER, case.context, found=rest, **asked),
            ):
                assert not any(c.code == code for one in less for c in one.changes), (code, case)
    assert fixed > 80


def test_a_title_that_is_too_long_is_told_where_it_ends() -> None:
    for case in cases(500, seed=3):
        over = too_long(case.title)
        assert (over is not None) == (graphemes(case.title.strip()) > LIMIT)
        if over is None:
            continue
        assert over.fits + over.beyond == case.title.strip()
        spaces = len(over.fits) - len(over.fits.rstrip())
        assert graphemes(over.fits) + spaces == LIMIT
        assert over.over == over.length - LIMIT
        for text, size in over.segments:
            assert text in case.title
            assert size == graphemes(text)


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_titles_are_answered_at_once(piece: str) -> None:
    for text in (piece * (MEGABYTE // len(piece)), piece * (280 // len(piece)), piece):
        started = time.perf_counter()
        assert len(suggest(text, LINTER, Context(), speakers=["jack"])) <= 3
        assert time.perf_counter() - started < 5


def test_a_title_of_one_megabyte_is_not_even_looked_at() -> None:
    assert suggest("Town hall with #AT&T " * 50_000, LINTER, Context()) == ()
