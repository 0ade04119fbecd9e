"""A pattern that would take all memory to compile is refused at once, with its place."""

from __future__ import annotations

import time

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from spacelint.schema.scalars import MOST_ITEMS, oversized_at


@pytest.mark.parametrize(
    ("pattern", "place"),
    [
        ("(?:a{20000}){20000}", "{20000}"),
        ("a{100000000}", "{100000000}"),
        (r"((a{100}){100}){100}", "{100}"),
        (r"x(?<=a{20000000})", "{20000000}"),
        (r"(?:\p{L}{2000}b*){2000}", "{2000}"),
        (r"(?:[]ab\]]{2000}){9}", ""),
        (f"é{{{'9' * 1500}}}", "{999"),
        ("a|" * (MOST_ITEMS + 1), ""),
        ("(?:" * 500 + "ab" + "){2}" * 500, ""),
    ],
)
def test_an_oversized_pattern_is_seen_at_its_place(pattern, place):
    start = time.process_time()
    at = oversized_at(pattern)
    assert time.process_time() - start < 0.2
    assert at is not None
    assert pattern[at:].startswith(place)


@pytest.mark.parametrize(
    "pattern",
    [
        "#(\\w+)+$", r"a{1,20000}", r"(?:\w{1,200}){1,200}", r"\{20000\}", "[{20000}]", "a{,99999}",
        r"(?<year>20\d{2})-\d{2}", "((((((((((a|b)*)*)*)*)*)*)*)*)*)*", ")", "(", "{3}", "", "\\",
        "(?:a{99}){99}", "[", "(?i:straße){e<=2}",
    ],
)  # fmt: skip
def test_an_ordinary_pattern_is_not(pattern):
    assert oversized_at(pattern) is None


_ATOMS = st.sampled_from(["a", "é", r"\w", r"\p{L}", "[ab]", "[^]x]", ".", "a|b", "^", r"\{"])


@st.composite
def _patterns(draw):
    pattern = draw(_ATOMS)
    for _ in range(draw(st.integers(0, 4))):
        count = draw(st.sampled_from(["", "*", "+", "?", "{3}", "{50}", "{2,9}", "{200}"]))
        pattern = f"(?:{pattern}{draw(_ATOMS)}){count}"
    return pattern


@given(_patterns())
def test_what_is_let_through_compiles_in_a_blink(pattern):
    if oversized_at(pattern) is None:
        start = time.process_time()
        regex.compile(pattern)
        assert time.process_time() - start < 2
