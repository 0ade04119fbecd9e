"""The report for people, as it stands on a terminal."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wcwidth import wcswidth

from spacelint.engine.linter import Linter
from spacelint.report.item import Item
from spacelint.report.terminal import Line, Style, wrapped
from spacelint.severity import SEVERITIES
from spacelint.text import Title
from tests.report.runs import LINTER, PLAN, plan_items, report, title_item
from tests.texts import TEXTS
from tests.titles import EMOJI, MARKS, WORDS

#: What people write, in many scripts. Of characters that are never put together so, libraries and
#: terminals do not agree on the width.
_PIECES = (*WORDS, *MARKS, *EMOJI, " ", "\x1b", "\u202e")
_JOINING = ("^", "\u200d", "\ufe0f", "\u20e3")
_WRITTEN = st.lists(
    st.sampled_from([piece for piece in _PIECES if piece not in _JOINING]), max_size=14
).map(" ".join)
#: Only rules whose words are settled, so that a new rule elsewhere changes no golden text.
SOME = Linter(select=["SL101", "SL103", "SL208", "SL315"])
_LABEL = re.compile(r"  (error|warning|info|hint) SL\d+ ")
_ESCAPE = re.compile(r"\x1b\[[0-9;]*m")

GOLDEN = {
    "Town hall #AT&T with @acme": """\
Town hall #AT&T with @acme
          ^^^^^
  error SL103 cut-short-hashtag
    X links only #AT, not #AT&T
    A hashtag ends before &: write #ATT
X links #AT and @acme.
Better:
Town hall #ATT with @acme
""",
    # Wide letters take two cells, a family of several code points two.
    "日本語 👨‍👩‍👧 #AT&T": """\
日本語 👨‍👩‍👧 #AT&T
          ^^^^^
  error SL103 cut-short-hashtag
    X links only #AT, not #AT&T
    A hashtag ends before &: write #ATT
X links #AT.
Better:
日本語 👨‍👩‍👧 #ATT
""",
    # Errors come first, the title stands once, and what is said of several places is said once.
    "Cafe\u0301 e\u0301te\u0301 #2026": """\
Cafe\u0301 e\u0301te\u0301 #2026
         ^^^^^
  error SL101 digits-only-hashtag
    X doesn't link #2026: a hashtag needs a letter
    Add a word, as in #Results2026, or leave out the #
   ^ ^ ^
  info SL315 unnormalised-text
    e\u0301 is a letter with a separate mark (U+0065, U+0301), not the one character é
    Write é as one character: tags that look the same can be different tags
X links nothing in this title.
Better:
Café été 2026
""",
    # Nothing of a title commands the terminal.
    "a\x1b[31m\u202e #AT&T": """\
a<U+001B>[31m<U+202E> #AT&T
                      ^^^^^
  error SL103 cut-short-hashtag
    X links only #AT, not #AT&T
    A hashtag ends before &: write #ATT
X links #AT.
Better:
a<U+001B>[31m<U+202E> #ATT
""",
    "مرحبا #AT&T مع @acme": """\
مرحبا #AT&T مع @acme
      ^^^^^
  error SL103 cut-short-hashtag
    X links only #AT, not #AT&T
    A hashtag ends before &: write #ATT
X links #AT and @acme.
Better:
مرحبا #ATT مع @acme
""",
    "Office hours with @acme": """\
Office hours with @acme
X links @acme.
""",
    "Nice#one": """\
Nice#one
X links nothing in this title.
X doesn't link #one.
""",
    # A number that only counts was not meant to link.
    "Seminar #06 with @acme": """\
Seminar #06 with @acme
X links @acme.
""",
    "": """\
(empty title)
X links nothing in this title.
""",
}


@pytest.mark.parametrize("text", GOLDEN, ids=ascii)
def test_a_title_is_told_like_this(text):
    assert report("text", [title_item(text, SOME)]) == GOLDEN[text]


def test_a_finding_in_a_plan_has_its_file_and_line_above():
    items = plan_items(PLAN.replace("[[spaces]]", "[[spaces]]\n", 1), linter=SOME)
    assert report("text", items, quiet=True).startswith(
        "plans/q4.toml:3\n🎙️ Town hall #AT&T with @acme\n             ^^^^^\n"
    )


def test_a_fault_of_the_file_is_shown_in_its_line():
    (item,) = plan_items("title: AMA with us #Launch\n", "plan.yaml", Linter(select=["SL002"]))[:1]
    assert report("text", [item]).splitlines()[:3] == [
        "plan.yaml:1",
        "title: AMA with us #Launch",
        "                   ^^^^^^^",
    ]


def test_in_40_columns_the_part_around_the_finding_is_shown_and_words_are_wrapped():
    text = "word " * 30 + "#AT&T " + "日本 " * 30
    shown = report("text", [title_item(text, SOME)], Style(False, 40))
    assert shown.splitlines()[:2] == [
        "…ord word word word #AT&T 日本 日本 日…",
        "                    ^^^^^",
    ]
    lines = shown[: shown.index("Better:")].splitlines()
    assert all(wcswidth(line) <= 40 for line in lines)


def test_the_better_title_is_never_cut_or_wrapped():
    text = "word " * 60 + "#AT&T"
    shown = report("text", [title_item(text, SOME)], Style(False, 40))
    assert shown.endswith("\nBetter:\n" + text.replace("#AT&T", "#ATT") + "\n")


def test_colour_adds_nothing_but_colour():
    items = [title_item(text, SOME) for text in GOLDEN]
    coloured = report("text", items, Style(True, 60))
    assert _ESCAPE.sub("", coloured) == report("text", items, Style(False, 60))
    assert "\x1b[4;34m#AT\x1b[0m\x1b[9;31m&T\x1b[0m with \x1b[4;34m@acme\x1b[0m" in coloured


@settings(max_examples=150, deadline=None)
@given(text=TEXTS)
def test_a_title_stands_once_errors_come_first_and_no_line_of_words_is_said_twice(text):
    item = title_item(text, LINTER, path="")._replace(suggestion=None)
    lines = report("text", [item]).splitlines()
    ranks = [SEVERITIES.index(found[1]) for line in lines if (found := _LABEL.match(line))]
    assert ranks == sorted(ranks)
    words = [line for line in lines if line.startswith("    ") and line.strip(" ^")]
    assert len(words) == len(set(words))
    shown = "".join(Line(text).chars)
    assert lines.count(shown) <= 1 or not shown.strip(" ^")


def test_quiet_leaves_clean_titles_out():
    items = [title_item(text, SOME) for text in ("Office hours", "#AT&T", "Office hours")]
    assert report("text", items, quiet=True) == report("text", items[1:2])


def marks(shown):
    """Return (line above, carets) of every line of carets."""
    lines = shown.split("\n")
    return [
        (lines[i - 1], line)
        for i, line in enumerate(lines)
        if i and line.strip() and not line.strip(" ^")
    ]


@settings(max_examples=150, deadline=None)
@given(
    before=_WRITTEN,
    after=st.sampled_from(("", " 日本語", " x\u0301\u0302", " 👩🏽‍🚀")),
    width=st.sampled_from((0, 40, 60, 200)),
)
def test_carets_stand_right_under_what_they_mark(before, after, width):
    text = f"{before} #AT&T{after}"
    only = Linter(select=["SL103"])
    title = Title(text)
    found = tuple(d for d in only.lint(title) if d.match == "#AT&T")
    for d in found:
        ((line, carets),) = marks(report("text", [Item(title, (d,))], Style(False, width)))
        assert carets.strip() == "^^^^^"
        places = [match.start() for match in re.finditer("#AT&T", line)]
        assert carets.index("^") in [wcswidth(line[:place]) for place in places]


@settings(max_examples=150, deadline=None)
@given(text=TEXTS, width=st.sampled_from((40, 80)))
def test_no_line_of_a_report_is_wider_than_the_terminal(text, width):
    item = title_item(text, LINTER, path="")
    shown = report("text", [item._replace(suggestion=None)], Style(False, width))
    lines = [line for line in shown.split("\n") if not line.startswith(("X links", "X doesn't"))]
    for line in lines:
        assert Line(line).width <= width


def test_a_mark_behind_an_escaped_character_is_cut_with_it():
    line = Line("a\x00\ufe0f")  # the selector belongs to ">", the end of the escape
    assert (line.width, line.window(0, 1, 9), line.window(0, 1, 8)) == (9, (0, 3), (0, 1))


@given(text=TEXTS, width=st.integers(2, 60))
def test_wrapping_loses_no_character_and_keeps_the_width(text, width):
    shown = "".join(Line(text).chars)
    lines = wrapped(shown, width)
    assert "".join(lines).replace(" ", "") == shown.replace(" ", "")
    assert all(Line(line).width <= width for line in lines)


@given(text=TEXTS, start=st.integers(0, 60), length=st.integers(0, 20), room=st.integers(10, 80))
def test_a_window_fits_and_holds_the_beginning_of_what_is_marked(text, start, length, room):
    line = Line(text)
    start = min(start, len(line.chars))
    end = min(start + length, len(line.chars))
    first, last = line.window(start, end, room)
    assert 0 <= first <= last <= len(line.chars)
    assert line.cells(first, last)[1] - line.cells(first, first)[0] <= max(room, 1)
    if line.width <= room:
        assert (first, last) == (0, len(line.chars))
    assert first <= start
    if start < len(line.chars) and line.cells(start, start + 1)[1] <= room // 2:
        assert start < last
