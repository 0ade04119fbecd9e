"""Patterns of ours on texts made to hurt: what they take may not grow with the square of a text."""

from __future__ import annotations

from time import process_time

import pytest

from spacelint.checks.dates.words import ENDS
from spacelint.checks.dates.zones import zone_at
from spacelint.plan import read_plan
from spacelint.reach.history.records import RECORDS_PREFIX

N = 200_000


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
