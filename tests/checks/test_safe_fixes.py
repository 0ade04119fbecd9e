"""A safe fix never makes a link that the author did not write."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import ftfy
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from spacelint import Linter, fix, parse
from tests.texts import TEXTS

REAL_TITLES = Path(__file__).parents[3] / "shared" / "cases" / "real_titles.jsonl"
LINTER = Linter()
# What stands between a sign and its name without anyone seeing it.
_UNSEEN = frozenset("\u00ad\u061c\u115f\u1160\u17b4\u17b5\u3164\ufeff")
_WORDS = st.sampled_from(
    [
        *"AI #AI #ai #Bitcoin bitcoin #bitcoin $^%&#*# #1🇲🇽fest Work@Home Women@Google".split(),
        *"# tag#tag #a#b @jack @jack) (with @jack @ jack # Not @8pm @noon @acme@beta".split(),
        *"דלת# #️⃣tag $BTC ($BTC) $btc/$ETH ＃tag ＠jack 日本語#タグ #Sale\ufe0f the the".split(),
        *"| - #C# a.com/#b 𝓑𝓸𝓵𝓭 @𝓳𝓪𝓬𝓴 #𝓑𝓸𝓵𝓭 donâ€™t AT&amp;T &#35;x".split(),
    ]
)
_TITLES = st.lists(_WORDS, min_size=1, max_size=7).map(" ".join)


def bare(text: str) -> str:
    """Return ``text`` in plain letters, without what nobody sees, in one case."""
    folded = unicodedata.normalize("NFKC", "".join(map(_unstyled, text)))
    return "".join(
        c for c in folded if unicodedata.category(c) not in ("Cf", "Cc", "Mn") and c not in _UNSEEN
    ).casefold()


def _unstyled(char: str) -> str:
    """Return the letter in a square or circle: 🅱 as B."""
    name = unicodedata.name(char, "")
    return name[-1] if " LATIN " in name and name[-2:-1] == " " and char > "\u2460" else char


def made_up(title: str, fixed: str) -> list[str]:
    """Return the links of ``fixed`` whose text does not stand in ``title`` with its sign."""
    # Text that was decoded wrongly says what its bytes say once they are decoded rightly.
    written = bare(title) + " " + bare(ftfy.fix_text(title))
    return [
        entity.text
        for entity in parse(fixed).entities
        if entity.kind != "url" and bare(entity.text) not in written
    ]


@settings(max_examples=400, deadline=None)
@given(st.one_of(_TITLES, TEXTS))
@example("WE ARE #1🇲🇽festejando")
@example("$^%&#*# es")
@example("Work@Home")
@example("# Not a comment?")
@example("How #AI is changing #AI")
@example("#bitcoin #ethereum #Bitcoin")
@example("(with @jack @jack)")
@example("Live @8pm")
@example("#🅱️")
@example(" #\x80Ü§")
def test_a_safe_fix_links_only_what_was_written_with_its_sign(title):
    assert made_up(title, fix(title, LINTER).text) == []


def test_a_control_character_of_a_misread_text_is_a_part_of_it():
    found = LINTER.lint("Don\xe2\x80\x99t \x07 miss")
    assert [(each.code, each.start, each.end) for each in found] == [
        ("SL306", 0, 7),
        ("SL305", 8, 9),
    ]


def test_the_test_sees_a_link_that_nobody_wrote():
    assert made_up("WE ARE #1🇲🇽festejando", "WE ARE #1festejando") == ["#1festejando"]
    assert made_up("# Not a comment?", "#Not a comment?") == ["#Not"]
    assert made_up("Work@Home", "Work @Home") == []  # the sign is there: see the next test


@pytest.mark.parametrize(
    "title",
    [
        "WE ARE #1🇲🇽festejando",
        "$^%&#*# es",
        "Work@Home",
        "Women@Google und Kaffee",
        "# Not a comment?",
        "WTF #%!",
        "@#$% the fees",
        "Live @noon",
        "Space @ 14 || Nikhil- UX",
    ],
)
def test_what_is_no_tag_and_no_mention_is_not_made_one(title):
    linked = {entity.text for entity in parse(title).entities}
    for unsafe in (False, True):
        after = {entity.text for entity in parse(fix(title, LINTER, unsafe=unsafe).text).entities}
        assert after <= linked


def test_no_safe_fix_of_a_real_title_makes_a_link_up():
    if not REAL_TITLES.exists():
        pytest.skip("the real titles are not on this machine")
    titles = [json.loads(line)["title"] for line in REAL_TITLES.read_text("utf-8").splitlines()]
    fixed = {title: fix(title, LINTER).text for title in titles}
    assert {title: links for title in titles if (links := made_up(title, fixed[title]))} == {}
    assert any(title != text for title, text in fixed.items())
