"""What is made of a team's words is made once, and never taken for that of another team."""

from __future__ import annotations

import string
import time

from spacelint.checks.contract import Context
from spacelint.engine.linter import Linter
from spacelint.text.word_list import identity_cache
from spacelint.text.words import second_reading, split

LETTERS = string.ascii_lowercase


def team(size: int) -> tuple[str, ...]:
    return tuple(f"Zq{LETTERS[n % 26]}{n // 26 % 1000:03}x{n // 26_000}" for n in range(size))


def test_the_same_objects_are_asked_for_once_and_equal_ones_again() -> None:
    asked: list[tuple[str, ...]] = []

    @identity_cache
    def length(words: tuple[str, ...]) -> int:
        asked.append(words)
        return len(words)

    one, other = ("a", "b"), tuple("ab")
    assert [length(one), length(one), length(other), length(one)] == [2, 2, 2, 2]
    assert len(asked) == 2
    for n in range(10):  # more than are kept
        length(tuple("ab") * n)
    assert length(one) == 2
    assert len(asked) == 13


def test_a_list_that_grows_is_read_anew() -> None:
    words: list[str] = []
    before = split("susanalbum", words)
    words.append("Susanal")
    assert before == ("susan", "album")
    assert split("susanalbum", words) == ("susanal", "bum")


def test_the_words_of_one_team_are_not_those_of_another() -> None:
    first, second = ("Susanal",), ("Lbum",)
    linter = Linter(select=["SL505"])

    def fixed(words: tuple[str, ...]) -> list[str]:
        found = linter.lint("Our night on #susanalbum", Context(words=words))
        return [edit.text for d in found for edit in d.edits]

    for _ in range(3):
        assert split("susanalbum", first) == ("susanal", "bum")
        assert split("susanalbum", second) == ("susana", "lbum")
        assert split("susanalbum") == ("susan", "album")
        assert second_reading("susanalbumparty", ("anal", "bum")) == ()
        assert second_reading("susanalbumparty")[1] == "anal"
        assert fixed(("Susan",)) == ["#SusanAlbum"]
        assert fixed(second) == ["#SusanaLbum"]


def test_a_new_tag_costs_no_more_beside_a_long_book_than_beside_a_short_one() -> None:
    linter = Linter(select=["SL505", "SL506"])
    parts = "cat dog party album susan night music talk money bread winter coffee".split()
    tags = iter([f"{a}{b}{c}" for a in parts for b in parts for c in parts])

    def seconds(context: Context) -> float:
        linter.lint(f"On #{next(tags)}", context)
        best = 9.9
        for _ in range(12):
            started = time.process_time()
            for _ in range(10):
                linter.lint(f"On #{next(tags)}", context)
            best = min(best, time.process_time() - started)
        return best

    # Twenty times as much before the words were cached.
    assert seconds(Context(words=team(50_000))) < 4 * seconds(Context(words=team(1_000)))
