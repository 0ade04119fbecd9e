"""Tags are found exactly, by a slip, and by their shape, and nothing else is."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spacelint.brand.fold import bare_tag, fold_tag, fold_tags
from spacelint.brand.index import _SCANS, Near, TagIndex, near_bound
from spacelint.text.distance import distance
from spacelint.text.word_list import is_everyday, read

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def common_words(count: int) -> list[str]:
    """The commonest words of the lexicon, unpacked from its own format."""
    words: list[tuple[float, str]] = []
    for line in read("words.txt").splitlines():
        start = line[:2].rstrip()
        cost = 0.0
        for token in line[len(start) :].split():
            if token[0] <= "9" and token != ".":
                cost = int(token) / 10
            else:
                words.append((cost, start + ("" if token == "." else token)))
    words.sort()
    return [word for _, word in words if len(word) > 1][:count]


def made_up_tags(count: int, seed: int) -> list[str]:
    """Tags as brands make them: one to three words, some with the brand or the year in them."""
    rng = random.Random(seed)
    words = [word for word in common_words(6_000)[500:] if 3 <= len(word) <= 9]
    found: set[str] = set()
    while len(found) < count:
        tag = "".join(rng.choice(words).capitalize() for _ in range(rng.choice((1, 2, 2, 2, 3))))
        if rng.random() < 0.3:
            tag = "Acme" + tag
        if rng.random() < 0.15:
            tag += rng.choice(("2026", "26"))
        if len(tag) >= 5:
            found.add(tag)
    return sorted(found)


def single_edits(tag: str) -> Iterator[str]:
    for at in range(len(tag) + 1):
        head, tail = tag[:at], tag[at:]
        yield from (head + letter + tail for letter in LETTERS)
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in LETTERS)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("#AcmeWinter", "acmewinter"),
        ("＃ＡｃｍｅWinter", "acmewinter"),
        ("@AcmeHQ", "acmehq"),
        ("STRASSE", "strasse"),
        ("straße", "strasse"),
        ("", ""),
        ("#", ""),
    ],
)
def test_case_width_and_sigil_fold_away(text: str, folded: str) -> None:
    assert fold_tag(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold_tag("#" + text)
    assert fold_tag("#" + once) == once


def test_an_exact_tag_is_found_with_the_books_capitals() -> None:
    index = TagIndex(["#AcmeWinter", "日本語タグ"])
    assert index.exact("#acmewinter") == "AcmeWinter"
    assert index.exact("＃ＡＣＭＥＷＩＮＴＥＲ") == "AcmeWinter"
    assert index.exact("#日本語タグ") == "日本語タグ"
    assert index.exact("#acmesummer") is None
    assert (len(index), list(index)) == (2, ["AcmeWinter", "日本語タグ"])


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("#JustDolt", "JustDoIt"),
        ("#GameOfThornes", "GameOfThrones"),
        ("#gameofthrone", "GameOfThrones"),
        ("#AcmeWitner", "AcmeWinter"),
        ("#AcmWintr", "AcmeWinter"),
        ("#ＡcmeWinterr", "AcmeWinter"),
        ("#Launhc", "Launch"),
        ("#日本語ハッシタグ", "日本語ハッシュタグ"),
    ],
)
def test_a_slip_points_at_the_tag_that_was_meant(text: str, tag: str) -> None:
    index = TagIndex(["JustDoIt", "GameOfThrones", "AcmeWinter", "Launch", "日本語ハッシュタグ"])
    assert [near.tag for near in index.near(text)] == [tag]


@pytest.mark.parametrize(
    "text",
    [
        "#AcmeWinter",  # it is the tag
        "#acmesummer",  # it is in the book itself
        "#AcmeWinter25",  # another year
        "#Acne",  # too short to tell
        "#Nikes",  # the tag is too short to tell
        "#Lunch",  # a word of its own
        "#Launcher2",  # too far for 6 letters
        "#Something",
        "#",
        "",
        "#" + "AcmeWinter" * 1_000,
        "\ud800" * 12,
    ],
)
def test_what_is_no_slip_is_left_alone(text: str) -> None:
    index = TagIndex(["AcmeWinter", "AcmeSummer", "AcmeWinter26", "Acme", "Nike", "Launch"])
    assert index.near(text) == ()


def test_several_tags_come_nearest_first() -> None:
    index = TagIndex(["AcmeWinter", "AcmeWinters26", "AcmeSplinter"])
    assert index.near("AcmeWintr") == (Near("AcmeWinter", 1),)
    assert index.near("AcmeWinters2") == (Near("AcmeWinters26", 1), Near("AcmeWinter", 2))


def test_the_index_finds_just_what_comparing_with_every_tag_finds() -> None:
    tags = made_up_tags(300, seed=3)
    rng = random.Random(4)
    index = TagIndex(tags)
    for _ in range(1_500):  # the first few are compared, the rest looked up
        text = rng.choice(tags).lower()
        for _ in range(rng.choice((1, 2, 2, 3))):
            text = rng.choice(list(single_edits(text)))
        found = {near.tag for near in index.near(text)}
        wanted = set()
        if len(text) > 4 and index.exact(text) is None and not is_everyday(text):
            for tag in tags:
                other = tag.lower()
                bound = near_bound(other)
                same_but_digits = text.strip("0123456789") == other.strip("0123456789")
                if distance(text, other, bound) <= bound and not same_but_digits:
                    wanted.add(tag)
        assert found == wanted, text


def test_at_least_98_percent_of_all_single_edits_are_caught_and_pointed_at_the_right_tag() -> None:
    tags = made_up_tags(200, seed=1)
    index = TagIndex(tags)
    rng = random.Random(2)
    asked = caught = 0
    for tag in tags:
        edits = sorted({edit for edit in single_edits(tag) if index.exact(edit) is None})
        for edit in rng.sample(edits, 120):  # of some 700 each: 24,000 in all
            asked += 1
            near = index.near(edit)
            caught += bool(near) and near[0].tag == tag
    assert asked == 24_000
    assert caught / asked >= 0.98


def test_hardly_any_common_word_is_called_a_misspelling() -> None:
    words = common_words(5_000)
    flagged = asked = 0
    for seed in range(4):
        index = TagIndex(made_up_tags(50, seed=10 + seed))
        asked += len(words)
        flagged += sum(bool(index.near(word)) for word in words)
    assert asked == 20_000
    assert flagged / asked <= 0.005


def test_the_bound_alone_keeps_most_common_words_out() -> None:
    """Without the list of common words the rate must hold too: the lexicon is no excuse."""
    words = common_words(5_000)
    tags = [tag.lower() for tag in made_up_tags(50, seed=20)]
    flagged = sum(
        any(
            word != tag
            and len(word) > 4
            and distance(word, tag, near_bound(tag)) <= near_bound(tag)
            for tag in tags
            if near_bound(tag)
        )
        for word in words
    )
    assert flagged / len(words) <= 0.005


def test_a_look_alike_of_a_brand_tag_is_known() -> None:
    index = TagIndex(["AcmeWinter", "Ελλάδα", "Москва", "日本語AI"])
    assert index.lookalike("#АcmeWіnter") == "AcmeWinter"  # Cyrillic А and і
    assert index.lookalike("#𝐀𝐜𝐦𝐞Winter\u200b") == "AcmeWinter"
    assert index.lookalike("#Mосква") == "Москва"  # a Latin M
    assert index.lookalike("#Eλλάδα") == "Ελλάδα"  # a Latin E
    assert index.lookalike("#acmewinter") is None
    assert index.lookalike("#ＡＣＭＥＷＩＮＴＥＲ") is None  # the same tag to X
    assert index.lookalike("#日本語AI") is None
    assert index.lookalike("#AcmeSummer") is None


def test_a_lookup_costs_about_the_same_for_any_size_of_book() -> None:
    def cost(size: int) -> float:
        index = TagIndex(made_up_tags(size, seed=size))
        asked = [tag[:-1] + "qx" for tag in made_up_tags(300, seed=7)]
        for number in range(_SCANS + 1):
            index.near(f"warm{number}up")
        start = time.perf_counter()
        for text in asked:
            index.near(text)
        return time.perf_counter() - start

    small = min(cost(30) for _ in range(3))
    large = min(cost(3_000) for _ in range(2))
    assert large < small * 8  # a hundredfold book; a scan would cost a hundred times as much


@given(st.lists(st.text(alphabet="aAbB#＃Ａß\n", max_size=4)))
def test_folding_many_tags_is_folding_each(tags: list[str]) -> None:
    one_by_one: dict[str, str] = {}
    for tag in tags:
        one_by_one.setdefault(fold_tag(tag), bare_tag(tag))
    assert fold_tags(tags) == one_by_one
