"""What holds of fixing any text: it ends, nothing safe is left, nothing unnamed is lost."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings

import spacelint
from spacelint import Linter
from spacelint.engine.rule import apply_edits
from spacelint.fixer.titles import MOST_ROUNDS, applicable, fix_title
from tests.texts import TEXTS
from tests.titles import titles

LINTER = Linter()
many = settings(max_examples=1000, deadline=None)


def is_within(part: str, whole: str) -> bool:
    """Tell whether the characters of ``part`` stand in ``whole`` in their order."""
    rest = iter(whole)
    return all(char in rest for char in part)


def unnamed(text: str, edits) -> str:
    """Return the characters of ``text`` that no edit names."""
    named = {i for start, end, _ in edits for i in range(start, end)}
    return "".join(char for i, char in enumerate(text) if i not in named)


@many
@given(TEXTS)
def test_findings_are_inside_the_text_and_in_order(text):
    found = LINTER.lint(text)
    assert [(d.start, d.end, d.code) for d in found] == sorted(
        (d.start, d.end, d.code) for d in found
    )
    for d in found:
        assert 0 <= d.start <= d.end <= len(text)
        assert d.match == text[d.start : d.end]
        assert d.message
        assert "{" not in d.message.replace(d.match, "") or "{" in text
        for start, end, _ in d.edits:
            assert 0 <= start <= end <= len(text)


@many
@given(TEXTS)
def test_safe_fixes_come_to_an_end_and_leave_no_safe_fix(text):
    fixed = fix_title(LINTER, text)
    assert fixed.rounds < MOST_ROUNDS
    assert applicable(fixed.left) == []
    assert fix_title(LINTER, fixed.text).text == fixed.text


@many
@given(TEXTS)
def test_every_character_that_no_fix_named_is_still_there_in_order(text):
    chosen = applicable(LINTER.lint(text))
    edits = [edit for d in chosen for edit in d.edits]
    assert is_within(unnamed(text, edits), apply_edits(text, edits))


@many
@given(TEXTS)
def test_unsafe_fixes_come_to_an_end_as_well(text):
    fixed = fix_title(LINTER, text, unsafe=True)
    again = fix_title(LINTER, fixed.text, unsafe=True)
    assert again.text == fixed.text


def test_generated_titles_converge_within_a_few_rounds():
    rounds = [fix_title(LINTER, title).rounds for title in titles(1_500, seed=21)]
    assert max(rounds) <= 4
    assert sum(map(bool, rounds)) > 300  # and there is much to fix


@pytest.mark.parametrize(
    ("title", "fixed"),
    [
        ("great#Winter,great#Summer and more", "great #Winter,great #Summer and more"),
        ("two  spaces and#Winter", "two spaces and #Winter"),
        ("nothing to fix with @acme", "nothing to fix with @acme"),
    ],
)
def test_several_fixes_of_one_title_meet(title, fixed):
    assert spacelint.fix(title).text == fixed


def test_fixes_that_touch_wait_for_each_other():
    for title in titles(500, seed=22):
        spans = sorted((e.start, e.end) for d in applicable(LINTER.lint(title)) for e in d.edits)
        for (_, end), (start, _) in itertools.pairwise(spans):
            assert end <= start
