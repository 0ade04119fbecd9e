"""Patterns of ours on texts made to hurt: what they take may not grow with the square of a text."""

from __future__ import annotations

import re
import signal
from time import process_time

import pytest

from spacelint.checks.dates.words import ENDS
from spacelint.checks.dates.zones import zone_at
from spacelint.engine.plans import check_plan
from spacelint.plan import read_plan
from spacelint.plan.evidence import looks_like_spaces
from spacelint.plan.values import Layout
from spacelint.reach.history.records import RECORDS_PREFIX
from spacelint.text.pattern import Pattern
from tests.fixer.plans import CONTEXT, LINTER, fixed
from tests.patterns import all_patterns, found_in, steep_on

N = 200_000
#: Steep where they are searched for in any text, and never are: what they read is short.
BOUNDED = {
    **dict.fromkeys(
        ("checks.candidate._WORD_BEFORE", "checks.signs._WORD_BEFORE", "checks.signs._BEFORE",
         "text.mentions._LOCAL", "text.mentions._WORD_BEFORE"),
        "a word before a sign is looked for in so many code points",
    ),
    "checks.shared.language._LAST_WORD": "140 code points before a time",
    "checks.unfilled._NUMBER": "a title as short as the longest stand-in",
    **dict.fromkeys(("checks.spacing._WORD_BEFORE", "checks.spacing._END"), "LONGEST_TITLE"),
    **dict.fromkeys(("checks.signs._ORDINAL", "checks.signs._COUNTED"), "with fullmatch alone"),
    **dict.fromkeys(
        ("checks.dates.words.ENDS", "reach.history.records.RECORDS_PREFIX"), "with match alone"
    ),
    **dict.fromkeys(
        ("suggester.leave_out._MARK", "suggester.leave_out._BRACKETS", "suggester.shorten._LAST"),
        "a title longer than LONGEST gets no suggestion",
    ),
    "lsp.completion._IGNORE": "_LINE_LOOK_BACK",
    "lsp.completion._SYNTAXES": "those that are searched for begin with ^",
    "lsp.toml_help._LIST": "_LOOK_BACK",
    "text.pattern._PIECE": "our own patterns",
    **dict.fromkeys(("plan.dates.rest", "plan.dates._DAY_MONTH", "plan.dates._MONTH_DAY",
         "plan.dates._TO_ANOTHER"),
                    "_LONGEST"),
    **dict.fromkeys(
        ("plan.formats.ics_events._FOLD", "source.styles.ics._FOLD", "source.styles.ics._TOKEN"),
        "within a line every break is a fold",
    ),
}  # fmt: skip
needs_timer = pytest.mark.skipif(
    not hasattr(signal, "setitimer"), reason="needs a timer of CPU time"
)


@needs_timer
def test_no_pattern_goes_back_over_the_same_characters_again_and_again() -> None:
    patterns = {found[1:]: found for found in all_patterns()}
    assert len(patterns) > 350
    steep = {
        found.place: steep_on(found) for found in patterns.values() if found.place not in BOUNDED
    }
    assert {place: text for place, text in steep.items() if text} == {}


def test_what_is_bounded_is_there() -> None:
    assert BOUNDED.keys() - {found.place for found in all_patterns()} == set()


@needs_timer
@pytest.mark.parametrize(
    ("source", "steep"),
    [
        ("_P = re.compile(r'\\s*X')\n_P.search(t)", True),
        ("_P = re.compile(r'\\s*X')\n_P.match(t)", False),
        ("_P = re.compile(r'(?:(?<!\\s)\\s+)?X')\n_P.search(t)", False),
        ("def f(t): return re.search(r'a+b', t)", True),
        ("_P = Pattern('[«ALPHA»]+[0-9]')\n_P.finditer(t)", True),
        ("_P = re.compile(r'(a|a)*b').match", True),
        ("_P = re.compile(rb'[xa]*c')\nf(_P)", True),
        ("_P = r'\\s*[ \\t]*x'\nre.compile(_P).match(t)", True),
        ("_P = r'\\s*[ \\t]*x'\n_Q = f'a{_P}'", None),
    ],
)
def test_a_planted_pattern_is_found(source: str, steep: bool | None) -> None:
    names = {"re": re, "Pattern": Pattern, "_P": r"\s*[ \t]*x"}
    found = list(found_in(source, "planted", names))
    told = {steep_on(each) is not None for each in found}
    assert told == (set() if steep is None else {steep})


BLANK = " " * 40_000


@pytest.mark.parametrize(
    "text",
    [
        f'spaces:\n- title: "a{BLANK}b\n    c #AT&T x"\n',
        f"spaces:\n- title: a{BLANK}b\n    c #AT&T x\n",
        f"spaces:\n- title: @a{BLANK}b\n",
        f"spaces: [{'a' * 40_000}, @x]\n",
        f"spaces:\n- title: a #tag{BLANK}x\n",
        f'spaces:\n- title: "@jack talks with friends{BLANK}q @jack"\n',
        f'spaces:\n- title: a\n  date: 2026-12-01\n  time: "18:00{BLANK}x"\n',
        "a: [\n- " + "\t" * 40_000 + "b\n",
        "a: [\n b: " + "{{" * 40_000 + "\n",
    ],
)
def test_blanks_without_an_end_are_read_fixed_and_told_in_time(text: str) -> None:
    began = process_time()
    plan = read_plan(text.encode(), "plan.yaml")
    check_plan(plan, LINTER, CONTEXT)
    looks_like_spaces(text, Layout())
    if not plan.problems:
        fixed(text.encode(), "yaml", unsafe=True)
    assert process_time() - began < 5


def test_blanks_behind_an_escaped_one_are_folded_too() -> None:
    (space,) = read_plan(b'- title: "a\\  \n  b #AT&T"\n', "plan.yaml").spaces
    assert space.title is not None
    assert space.title.value == "a  b #AT&T"
    assert fixed(b'- title: "a\\  \n  b #AT&T"\n', "yaml", unsafe=True).applied


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: [\n title: x", True), ("a: [\n- title: x", True), ("a,title,b", True),
        ("a\t\ttitle\tb", True), ("a \ttitle: b", True), ('{"title": 1', True),
        ("a title: x", False), ("a: [ title: x", False), ("- \t 'title' =", True),
        ("a: [\n title: {{ x }}", False), ("a: [\n title: {{ x\n}}", True),
        ("a: [\n title: {% x {% y %}", False), ("a: [\n title: }} {{", True),
    ],
)  # fmt: skip
def test_what_looks_like_a_plan_that_cannot_be_read(text: str, told: bool) -> None:
    assert looks_like_spaces(text, Layout()) == told


@pytest.mark.parametrize(
    "text",
    [
        "spaces:\n- title: a\n" + "\t" * N + "x: b\n",
        "spaces:\n- title: a\n  x: " + "- " * N + "\n y: [\n",
        "- " * N + "a\n: [",
        "\t" * N + "\nb: [1\n",
    ],
)
def test_a_broken_yaml_file_of_one_character_is_explained_in_time(text: str) -> None:
    began = process_time()
    read_plan(text.encode(), "plan.yaml")
    assert process_time() - began < 20


def test_white_space_without_an_end_is_passed_over_in_time() -> None:
    began = process_time()
    assert zone_at("8pm" + " " * N + "word", 3) == (None, 3)
    assert ENDS.match(" " * N + "a") is None
    assert RECORDS_PREFIX.match("\r\n" * N + "a" * N) is None
    assert process_time() - began < 20


@pytest.mark.parametrize(
    ("text", "end"),
    [("[{", 0), ("window.YTD.tweets.part0 = [{", 26), ('a["b"] = {', 9), ("\ufeff  [", 3),
     (" = [", 3)],
)  # fmt: skip
def test_what_stands_before_the_records_of_a_download_is_passed_over(text: str, end: int) -> None:
    found = RECORDS_PREFIX.match(text)
    assert found is not None
    assert found.end() == end


@pytest.mark.parametrize("text", ["= [", "a b", 'a["b"] {', "x = 1"])
def test_what_has_no_records_is_none_of_it(text: str) -> None:
    assert RECORDS_PREFIX.match(text) is None
