"""The embarrassing second reading of a tag: found where it is, silent where it is not."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from unicodedata import category

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spacelint.text import word_list
from spacelint.text.readings import meant_reading, second_reading

CASES = Path(__file__).parents[1] / "cases"
FAMOUS = {
    "susanalbumparty": ("susan album party", "sus anal bum party"),
    "therapist": ("therapist", "the rapist"),
    "nowthatchersdead": ("now thatchers dead", "now that chers dead"),
    "vegasslicker": ("vegas slicker", "veg ass licker"),
    "medicknowhow": ("medic know how", "me dick now how"),
    "puppyslaughter": ("puppys laughter", "puppy slaughter"),
    "penisland": ("pen island", "penis land"),
    "expertsexchange": ("experts exchange", "expert sex change"),
    "whorepresents": ("who represents", "whore presents"),
    "choosespain": ("choose spain", "chooses pain"),
    "speedofart": ("speed of art", "speedo fart"),
    "powergenitalia": ("powergen italia", "power genitalia"),
    "therapistfinder": ("therapist finder", "the rapist finder"),
    "molestationnursery": ("mole station nursery", "molestation nursery"),
    "itscrap": ("it scrap", "its crap"),
    "americanscrapmetal": ("american scrap metal", "americans crap metal"),
    "gotahoe": ("go tahoe", "got a hoe"),
    "auctionshit": ("auctions hit", "auction shit"),
    "childrenslaughter": ("childrens laughter", "children slaughter"),
}


def _lines(name: str) -> list[str]:
    lines = (CASES / name).read_text("utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


@pytest.mark.parametrize("tag", FAMOUS)
def test_the_famous_second_reading_are_found(tag: str) -> None:
    meant, read = FAMOUS[tag]
    assert meant_reading(tag) == tuple(meant.split())
    assert second_reading(tag) == tuple(read.split())


def test_case_of_a_whole_tag_and_digits_do_not_hide_the_reading() -> None:
    assert second_reading("#SUSANALBUMPARTY") == ("SUS", "ANAL", "BUM", "PARTY")
    assert second_reading("Therapist") == ("The", "rapist")
    assert second_reading("therapist2026") == ("the", "rapist", "2026")
    assert second_reading("my_therapist") == ("my", "the", "rapist")
    assert second_reading("thérapist") == ("thé", "rapist")


@pytest.mark.parametrize("tag", ["NowThatchersDead", "SusanAlbumParty", "TherapistFinder"])
def test_capitals_decide_the_reading(tag: str) -> None:
    assert second_reading(tag) == ()


@pytest.mark.parametrize(
    "tag", ["sexeducation", "shitshow", "penis", "bullshit", "dickpics", "stopsexism", "rape"]
)
def test_a_word_that_was_evidently_meant_is_no_second_reading(tag: str) -> None:
    assert second_reading(tag) == ()


def test_three_hundred_ordinary_tags_have_no_second_reading() -> None:
    tags = _lines("ordinary_hashtags.txt")
    assert len(tags) >= 300
    assert {tag: found for tag in tags if (found := second_reading(tag))} == {}


def test_labelled_tags_have_none_but_the_famous() -> None:
    tags = [line.split("\t")[0] for line in _lines("hashtag_splits.tsv")]
    assert {tag for tag in tags if second_reading(tag)} <= set(FAMOUS)


def test_fewer_than_one_single_word_in_two_hundred_has_a_second_reading() -> None:
    words = _common_words(2_500)
    found = [word for word in words if second_reading(word)]
    assert len(found) <= len(words) * 0.005, found


def test_fewer_than_one_pair_of_common_words_in_a_hundred_has_a_second_reading() -> None:
    words = _common_words(60)
    found = [a + b for a, b in product(words, words) if second_reading(a + b)]
    assert len(found) <= len(words) ** 2 * 0.01, found


def _common_words(count: int) -> list[str]:
    ranked = []
    for line in word_list.read("words.txt").splitlines():
        start, *tokens = line.split()
        cost = 0
        for token in tokens:
            if token.isdigit():
                cost = int(token)
            elif len(start + token) > 2:
                ranked.append((cost, start + token.removeprefix(".")))
    return [word for _, word in sorted(ranked)[:count]]


def test_a_teams_own_words_are_never_embarrassing() -> None:
    assert second_reading("therapistfinder", extra=["Therapist", "Rapist"]) == ()


def test_the_likeliest_reading_is_given_and_none_of_a_text_too_long_for_a_tag() -> None:
    tag = "therapist_whorepresents_penisland"
    assert second_reading(tag) == tuple("the rapist who represents penis land".split())
    assert second_reading("therapist_" * 1_000) == ()


def test_every_section_of_the_list_has_a_kind_a_strength_a_language_and_a_dated_reason() -> None:
    sections = word_list.read("embarrassing.txt").split("\n[")[1:]
    assert {section.split("]")[0].split()[2] for section in sections} == {
        "en",
        "es",
        "fr",
        "de",
        "pt",
    }
    for section in sections:
        title, reason, *lines = section.splitlines()
        assert title.split()[1].rstrip("]") in {"strong", "mild", "death"}
        assert reason.startswith("# 2026-")
        words = [word for line in lines if not line.startswith("#") for word in line.split()]
        assert words
        assert all(word == word_list.fold(word) and word.isalpha() for word in words)


@given(st.text(st.sampled_from("thepnisarlubkcdw_2S"), max_size=30))
@settings(max_examples=200, deadline=None)
def test_a_second_reading_is_all_of_the_tag_and_not_the_meant_one(text: str) -> None:
    letters = "".join(char for char in text if category(char)[0] in "LMN")
    words = second_reading(text)
    assert "".join(words) == letters * bool(words)
    assert words != meant_reading(text) or not letters


@given(st.text(st.characters(codec=None), max_size=50))
@settings(max_examples=200, deadline=None)
def test_any_text_can_be_asked(text: str) -> None:
    letters = "".join(char for char in text if category(char)[0] in "LMN")
    assert "".join(meant_reading(text)) == letters
    assert "".join(second_reading(text)) in ("", letters)
