"""Splitting a tag into words, and writing it with capitals."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from unicodedata import category

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spacelint.text import word_cuts, word_list
from spacelint.text.word_cuts import runs
from spacelint.text.words import LONGEST_TEXT, capitalised, split

QUICK = "the quick brown fox jumps over the lazy dog"
CASES = Path(__file__).parents[1] / "cases"
LABELLED = [
    line.split("\t")
    for line in (CASES / "hashtag_splits.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
any_text = st.text(st.characters(codec=None), max_size=60)
tag_letters = st.text(st.sampled_from("aeinorstuASN_29é"), max_size=40)


def test_at_least_ninety_five_of_a_hundred_labelled_tags_are_split_right() -> None:
    wrong = [(tag, split(tag)) for tag, words in LABELLED if split(tag) != tuple(words.split())]
    assert len(LABELLED) >= 60
    assert len(wrong) <= len(LABELLED) * 0.05, wrong


def test_at_least_nine_of_ten_labelled_tags_get_their_capitals() -> None:
    silent = [tag for tag, _ in LABELLED if capitalised(tag) is None]
    assert len(silent) <= len(LABELLED) * 0.1, silent


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("#UXDesign", "UX Design"),
        ("NFTsNow", "NFTs Now"),
        ("AMAwithSam", "AMA with Sam"),
        ("100daysofcode", "100 days of code"),
        ("4thofjuly", "4th of july"),
        ("1stop", "1 stop"),
        ("susan_album_party", "susan album party"),
        ("Susanalbumparty", "Susan album party"),
        ("SUSANALBUMPARTY", "SUSAN ALBUM PARTY"),
        ("cafébar", "café bar"),
        ("cafe\u0301bar", "cafe\u0301 bar"),
        ("日本語AI", "日本語 AI"),
        ("Привет", "Привет"),
        ("", ""),
        ("#", ""),
    ],
)
def test_what_the_author_separated_stays_separate(text: str, words: str) -> None:
    assert split(text) == tuple(words.split())


def test_a_teams_own_words_are_preferred() -> None:
    assert split("spacelintlive") == ("space", "lint", "live")
    assert split("spacelintlive", {"SpaceLint"}) == ("spacelint", "live")
    assert split("acmewinterlive", ["Acme Winter"]) == ("acme", "winter", "live")


@pytest.mark.parametrize(
    ("tag", "written"),
    [
        ("uxdesign", "UXDesign"),
        ("#webaccessibility", "#WebAccessibility"),
        ("susanalbumparty", "SusanAlbumParty"),
        ("nowthatchersdead", "NowThatchersDead"),
        ("medicknowhow", "MedicKnowHow"),
        ("powergenitalia", "PowergenItalia"),
        ("web3summit", "Web3Summit"),
        ("youtubelive", "YouTubeLive"),
        ("SUSANALBUMPARTY", "SusanAlbumParty"),
    ],
)
def test_a_tag_of_several_words_gets_capitals(tag: str, written: str) -> None:
    assert capitalised(tag) == written


@pytest.mark.parametrize(
    "tag",
    [
        "bitcoin",
        "ethereum",
        "decred",
        "spacelint",
        "kubernetes",
        "therapist",
        "podcast",
        "accessibility",
        "covid19",
        "ces2025",
        "web3",
        "AMA",
        "NFTNYC",
        "beyoncé",
        "café",
        "WebAccessibility",
        "social_media",
        "日本語",
        "zendaya",
        "airbnb",
        "hootsuite",
        "grammarly",
        "spotify",
        "netflix",
        "amapiano",
        "vallenato",
        "childrenswear",
    ],
)
def test_one_word_or_a_made_up_name_gets_no_capitals(tag: str) -> None:
    assert capitalised(tag) is None


def test_capitals_on_both_sides_of_a_mark_are_no_tag() -> None:
    assert capitalised("A:AaaA") is None


def test_capitals_of_a_teams_word_are_kept() -> None:
    assert capitalised("acmewintersale", ["AcmeWinter"]) == "AcmeWinterSale"
    assert capitalised("acmewinter", ["AcmeWinter"]) == "AcmeWinter"
    assert capitalised("acmewinter", ["acmewinter"]) is None


@given(any_text)
@settings(max_examples=300, deadline=None)
def test_the_words_of_any_text_are_its_letters_and_digits(text: str) -> None:
    letters = "".join(char for char in text if category(char)[0] in "LMN")
    assert "".join(split(text)) == letters
    assert all(split(text))


@given(any_text)
@settings(max_examples=200, deadline=None)
def test_capitals_change_nothing_but_case(text: str) -> None:
    written = capitalised(text)
    if written is not None:
        assert written != text
        assert written.lower() == text.lower()
        assert capitalised(written) is None


@given(tag_letters)
@settings(max_examples=100, deadline=None)
def test_the_best_split_is_the_cheapest_of_all(text: str) -> None:
    letters = word_list.fold(text.replace("_", ""))[:9]
    arcs = word_list.find_words(letters, {})
    best = word_cuts.cheapest(arcs)[0]
    assert best == pytest.approx(_cheapest_by_trying_all(arcs, 0, False))


def _cheapest_by_trying_all(arcs: word_list.Arcs, start: int, after_unknown: bool) -> float:
    if start == len(arcs):
        return 0.0
    costs = [cost + _cheapest_by_trying_all(arcs, end, False) for end, cost in arcs[start].items()]
    if not after_unknown:
        for end in range(start + 1, len(arcs) + 1):
            if end not in arcs[start]:
                price = word_cuts.UNKNOWN_START + word_cuts.UNKNOWN_LETTER * (end - start)
                costs.append(price + _cheapest_by_trying_all(arcs, end, True))
    return min(costs, default=float("inf"))


class _Counted(dict[str, float]):
    looked_up = 0

    def get(self, key: str, default: float | None = None) -> float | None:  # type: ignore[override]
        type(self).looked_up += 1
        return super().get(key, default)


def test_the_work_grows_no_faster_than_the_text() -> None:
    counts = []
    for length in (30, 60, 120):
        _Counted.looked_up = 0
        own = _Counted(zorblax=4.0)
        arcs = word_list.find_words("e" * length, own)
        counts.append(_Counted.looked_up)
        assert sum(map(len, arcs)) <= length * word_list.LONGEST_WORD
    assert counts[2] <= length * word_list.LONGEST_WORD
    assert counts[2] - counts[1] == 2 * (counts[1] - counts[0])


@pytest.mark.parametrize("text", ["e" * 100_000, "the" * 40_000, "a1" * 50_000, "aB" * 50_000])
def test_a_text_far_longer_than_a_tag_is_bounded(text: str) -> None:
    start = time.process_time()
    assert "".join(split(text)) == text
    assert capitalised(text) is None
    assert time.process_time() - start < 20
    assert len(text) > LONGEST_TEXT


def test_runs_hold_all_letters_of_a_tag_of_a_hundred_characters() -> None:
    text = QUICK.replace(" ", "") * 3
    assert split(text[:100])[:9] == tuple(QUICK.split())
    assert [run.kind for run in runs(text)] == ["one-case"]


def test_importing_reads_no_lexicon_and_no_heavy_module() -> None:
    code = (
        "import sys, spacelint.text; before = set(sys.modules)\n"
        "import spacelint.text.words as words, spacelint.text.word_list as lexicon\n"
        "ours = lambda name: name.startswith('spacelint.')\n"
        "added = lambda: {name for name in sys.modules if not ours(name)} - before\n"
        "assert not added(), added()\n"
        "assert not lexicon._lines\n"
        "assert words.second_reading('susanalbumparty')\n"
        "assert not added(), added()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_a_call_that_needs_the_lexicon_costs_at_most_20_ms() -> None:
    code = "import spacelint.text.words as words\n"
    call = code + "words.second_reading('susanalbumparty'); words.capitalised('susanalbumparty')\n"
    gain = min(_process_seconds(call) for _ in range(7)) - min(
        _process_seconds(code) for _ in range(7)
    )
    assert gain < 0.020


def _process_seconds(code: str) -> float:
    """Return the seconds of the processor, which other work changes little."""
    before = os.times()
    subprocess.run([sys.executable, "-c", code], check=True)
    after = os.times()
    return (
        after.children_user + after.children_system - before.children_user - before.children_system
    )
