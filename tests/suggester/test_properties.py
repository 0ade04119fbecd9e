"""What must be true of every suggestion, on more than 20,000 generated titles and brand books."""

from __future__ import annotations

import re
import time
from collections import Counter
from typing import TYPE_CHECKING, Any, cast

import pytest

from spacelint.brand import fold_tag
from spacelint.checks.contract import Context
from spacelint.engine.linter import Linter
from spacelint.suggester import Suggestion, suggest
from spacelint.suggester.pieces import plain_words
from spacelint.text import Title, parse
from tests.suggester.books import Case, cases
from tests.texts import HOSTILE, MEGABYTE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacelint.engine.rule import Diagnostic

#: Titles with all rules in use; with those that follow there are more than 20,000 in all.
CASES = 1_200
LIMIT = 70
LINTER = Linter()
_WORD = re.compile(r"[^\W_]+")
_UNSPACED = re.compile("[\u2e80-\u2fff\u3001-\u9fff]")
_TO_MAKE_ROOM = "to make room"
_LEAVES_OUT = "Leaves out "
_CUT = " too long"


class Remembering:
    """A linter that is asked once about a title: the same ones come again and again here."""

    def __init__(self, linter: Linter, context: Context) -> None:
        self.known = linter.known
        self._linter = linter
        self._context = context
        self._said: dict[str, Sequence[Diagnostic]] = {}

    def lint(self, title: Title, context: Context) -> Sequence[Diagnostic]:
        assert context is self._context
        said = self._said.get(title.text)
        if said is None:
            said = self._said[title.text] = self._linter.lint(title, context)
        return said


class Asked:
    """A case and what is suggested for it."""

    def __init__(self, case: Case, linter: Linter = LINTER, limit: int = LIMIT) -> None:
        self.case = case
        self.limit = limit
        self.linter = cast("Linter", Remembering(linter, case.context))
        self.found = self.better(case.title)

    def better(self, text: str, **more: Any) -> tuple[Suggestion, ...]:
        case = self.case
        return suggest(
            text,
            self.linter,
            case.context,
            campaign=case.campaign,
            speakers=case.speakers,
            limit=self.limit,
            **more,
        )

    def lint(self, text: str) -> Sequence[Diagnostic]:
        return self.linter.lint(Title(text), self.case.context)


@pytest.mark.parametrize("seed", range(10))
def test_whatever_is_suggested_is_better_and_says_all_that_it_changes(seed: int) -> None:
    counts: Counter[str] = Counter()
    for case in cases(CASES, seed):
        asked = Asked(case)
        texts = [suggestion.text for suggestion in asked.found]
        assert len(texts) <= 5
        assert len(set(texts)) == len(texts)
        assert case.title not in texts
        assert [s.score for s in asked.found] == sorted(s.score for s in asked.found), case
        for suggestion in asked.found:
            wrong = list(_wrong(asked, suggestion))
            assert not wrong, (wrong, case, suggestion)
            again = asked.better(suggestion.text)
            assert not again, (case, suggestion, again)
            counts["suggested"] += 1
            counts["shortened"] += suggestion.score.shortened > 0
            counts["left out"] += suggestion.score.left_out > 0
            counts["fillers"] += suggestion.score.fillers > 0
            counts["full"] += suggestion.score.length == LIMIT
    # What is looked for has to come up.
    assert counts["suggested"] > CASES
    assert min(counts["shortened"], counts["left out"]) > CASES / 10
    assert min(counts["fillers"], counts["full"]) > CASES / 100


def _wrong(asked: Asked, one: Suggestion) -> Iterator[str]:
    """Yield in words what is not as it must be."""
    title, text = asked.case.title, one.text
    if one.score >= one.before:
        yield "it is not better"
    if parse(text).length.graphemes > asked.limit:
        yield "it is too long"
    if not one.changes:
        yield "it says nothing of what it changes"
    if lost := _unsaid_words(title, one):
        yield f"these words are gone, and it does not say so: {lost}"
    if broken := _broken_links(title, one):
        yield f"these links are gone, and it does not say so: {broken}"
    if torn := _torn(title, one):
        yield f"these were meant as links, and are torn apart: {torn}"
    if new := _new_links(title, one):
        yield f"these links are new, and it does not say so: {new}"
    left = asked.lint(text)
    if still := {(c.code, c.match) for c in one.changes} & {(d.code, d.match) for d in left}:
        yield f"it says that it mends this: {still}"
    stay = len(plain_words(parse(text)))
    if one.score.left_out and stay * 3 < len(plain_words(parse(title))):
        yield f"no more than {stay} words are left"
    yield from _wrong_score(asked, one, left)
    yield from _needless(asked, one)


def _unsaid_words(title: str, suggestion: Suggestion) -> Counter[str]:
    """Words of the title that the suggestion has not, and no change says it replaces."""
    said = " ".join(change.before for change in suggestion.changes)
    return _words(title) - _words(suggestion.text) - _words(said)


def _words(text: str) -> Counter[str]:
    """Words as they are folded; of a script without spaces, its signs."""
    found = Counter(fold_tag(f"#{word}") for word in _WORD.findall(_UNSPACED.sub(" ", text)))
    return found + Counter(_UNSPACED.findall(text))


def _broken_links(title: str, suggestion: Suggestion) -> list[str]:
    """Links of the title that the suggestion has not, and no change says it replaces.

    To leave one out is no way to replace it.
    """
    links = {(e.kind, fold_tag(e.value)) for e in parse(suggestion.text).entities}
    replaced = [
        c.before for c in suggestion.changes if not c.what.startswith(_LEAVES_OUT) or c.code
    ]
    return [
        entity.text
        for entity in parse(title).entities
        if (entity.kind, fold_tag(entity.value)) not in links
        and not any(entity.text in before for before in replaced)
    ]


def _torn(title: str, suggestion: Suggestion) -> list[str]:
    """What was meant as a link and is not there as it was, and no mend says it replaces."""
    text = " ".join(suggestion.text.split())
    said = [" ".join(change.before.split()) for change in suggestion.changes]
    found = []
    for meant in parse(title).candidates:
        whole = " ".join(meant.text.split())
        if " " in whole and whole not in text and not any(whole in before for before in said):
            found.append(whole)
    return found


def _new_links(title: str, suggestion: Suggestion) -> list[str]:
    """Links of the suggestion that the title has not, and no change says it puts in."""
    links = {(e.kind, fold_tag(e.value)) for e in parse(title).entities}
    return [
        entity.text
        for entity in parse(suggestion.text).entities
        if (entity.kind, fold_tag(entity.value)) not in links
        and not any(
            entity.text in change.after or (change.code and entity.text.startswith(change.after))
            for change in suggestion.changes
            if change.after
        )
    ]


def _wrong_score(asked: Asked, one: Suggestion, left: Sequence[Diagnostic]) -> Iterator[str]:
    """Yield what of the score is not what the changes, the text and the rules say."""
    severities = Counter(d.rule.severity for d in left)
    shortened = [c for c in one.changes if c.why == _TO_MAKE_ROOM]
    gone = [c.before for c in one.changes if c.what.startswith(_LEAVES_OUT) and not c.code]
    score, length = one.score, parse(one.text).length
    pairs = {
        "over": (score.over, 0),
        "errors": (score.errors, severities["error"]),
        "warnings": (score.warnings, severities["warning"]),
        "remarks": (score.remarks, severities["info"] + severities["hint"]),
        "length": (score.length, length.graphemes),
        "heavy": (score.heavy, int(length.utf16 > 70)),
        "shortened": (score.shortened, len(shortened)),
        "left out": (
            score.left_out + score.fillers,
            sum(max(1, sum(map(_has_letters, part.split()))) for part in gone),
        ),
    }
    for name, (told, true) in pairs.items():
        if told != true:
            yield f"{name} is {true}, and the score says {told}"


def _has_letters(text: str) -> bool:
    return any(map(str.isalnum, text))


def _needless(asked: Asked, one: Suggestion) -> Iterator[str]:
    """Yield what was shortened or left out although there is room for it."""
    longest = parse(one.text).length.graphemes
    shortened = [c for c in one.changes if c.why == _TO_MAKE_ROOM]
    gone = [c.before for c in one.changes if c.why.endswith(_CUT)]
    # What makes a title shorter may come after the cut, and show only then.
    shorter = [c.code != "" or c.what.startswith("Moves ") for c in one.changes]
    if (shortened and gone) or any(any(shorter[n:]) for n in _cuts(one)):
        return
    for change in shortened:
        if longest + len(change.before) - len(change.after) <= asked.limit:
            yield f"there is room for {change.before}"
    # With each part up to three signs go that stand between it and the rest.
    more = sum(parse(part).length.graphemes + 3 for part in gone)
    if gone and longest + more <= asked.limit:
        yield f"there is room for all of {gone}"


def _cuts(one: Suggestion) -> list[int]:
    return [n for n, c in enumerate(one.changes) if c.why.endswith(_CUT) or c.why == _TO_MAKE_ROOM]


def _ask(case: Case, linter: Linter = LINTER, **more: Any) -> tuple[Suggestion, ...]:
    return suggest(
        case.title,
        linter,
        case.context,
        campaign=case.campaign,
        speakers=case.speakers,
        **more,
    )


@pytest.mark.parametrize("select", [["SL301"], ["SL1", "SL2", "SL3"], ["SL4", "SL7"]])
def test_it_holds_whichever_rules_are_in_use(select: list[str]) -> None:
    linter = Linter(select=select)
    for case in cases(2_200, seed=40 + len(select)):
        asked = Asked(case, linter)
        for suggestion in asked.found:
            wrong = list(_wrong(asked, suggestion))
            assert not wrong, (wrong, case, suggestion)
            assert not asked.better(suggestion.text), (case, suggestion)


def test_the_same_call_gives_the_same_answer() -> None:
    for case in cases(200, seed=99):
        assert _ask(case, Linter()) == _ask(case)


@pytest.mark.parametrize("limit", [0, 1, 12, 40, 140])
def test_another_limit_is_kept_as_well(limit: int) -> None:
    for case in cases(250, seed=limit):
        asked = Asked(case, limit=limit)
        for suggestion in asked.found:
            wrong = list(_wrong(asked, suggestion))
            assert not wrong, (wrong, case, suggestion)
            assert not asked.better(suggestion.text), (case, suggestion)


def test_what_is_left_alone_or_not_to_be_mended_is_not_mended() -> None:
    mended = 0
    for case in cases(400, seed=17):
        codes = {change.code for one in _ask(case) for change in one.changes} - {""}
        for code in sorted(codes)[:2]:
            mended += 1
            others = frozenset(rule.code for rule in LINTER.known if rule.code != code)
            for found in (
                _ask(case, leave=frozenset((code,))),
                _ask(case, fixable=others),
            ):
                assert not any(c.code == code for one in found for c in one.changes), (code, case)
    assert mended > 100


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_titles_are_answered_at_once(piece: str) -> None:
    for text in (piece * (MEGABYTE // len(piece)), piece * (280 // len(piece)), piece):
        started = time.perf_counter()
        assert len(suggest(text, LINTER, Context(), speakers=["jack"])) <= 5
        assert time.perf_counter() - started < 5


def test_a_title_of_one_megabyte_is_not_even_looked_at() -> None:
    assert suggest("Town hall with #AT&T " * 50_000, LINTER, Context()) == ()
