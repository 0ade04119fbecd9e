"""Titles that people gave: real Spaces stay quiet, and brands' faults are found at their place."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.checks.families import ROOT, TAGS_AND_MENTIONS, linter_of

CASES = ROOT / "../shared/cases"

pytestmark = pytest.mark.skipif(
    not CASES.is_dir(), reason="the shared cases are not beside this checkout"
)


def space_titles() -> list[str]:
    path = CASES / "space_titles.txt"
    return path.read_text("utf-8").splitlines() if path.is_file() else []


def brand_titles() -> dict[str, dict[str, str]]:
    path = Path(CASES / "brand_titles.tsv")
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {row["title"]: row for row in rows}


#: The part of each title that the problem of its row is about, and the rule that marks it.
PROBLEMS = {
    "#AT&T 5G town hall": ("SL103", "#AT&T"),
    "Fireside chat with #L'Oréal Paris": ("SL103", "#L'Oréal"),
    "#McDonald's menu Q&A": ("SL114", "#McDonald's"),
    "#H&M studio drop": ("SL103", "#H&M"),
    "#C++26 with the committee": ("SL103", "#C++26"),
    "#Fish&Chips Friday": ("SL103", "#Fish&Chips"),
    "#2014 in review": ("SL101", "#2014"),
    "2014#HCK2Marketing": ("SL102", "#HCK2Marketing"),
    "#Coca-Cola holiday Space": ("SL103", "#Coca-Cola"),
    "#Dr.Pepper taste test": ("SL103", "#Dr.Pepper"),
    "#P&G alumni meet": ("SL103", "#P&G"),
    "Open #Q&A with the founders": ("SL103", "#Q&A"),
    "#R&D leaders roundtable": ("SL103", "#R&D"),
    "#Wi-Fi 7 explained": ("SL103", "#Wi-Fi"),
    "#Node.js 26 release party": ("SL103", "#Node.js"),
    "#Launch#Day with the team": ("SL105", "#Launch#Day"),
    "＃日本語タグ の話": ("SL111", "＃日本語タグ"),
    "($TWTR) earnings call": ("SL215", "$TWTR"),
    "$TWTR/$SQ head to head": ("SL215", "$SQ"),
    "#Black\u200bFriday preview": ("SL108", "#Black\u200bFriday"),
    "Town hall with @Twitter": ("SL211", "@Twitter"),
    "Office hours: @TwitterSupport": ("SL211", "@TwitterSupport"),
    "API night with @TwitterDev": ("SL211", "@TwitterDev"),
    "@TwitterBlue subscribers AMA": ("SL211", "@TwitterBlue"),
    "Write to press@acme.com": ("SL206", "press@acme.com"),
}


@pytest.mark.parametrize("title", space_titles())
def test_a_real_title_stays_quiet(title):
    found = linter_of(TAGS_AND_MENTIONS).lint(title)
    assert [d.code for d in found] == []


@pytest.mark.parametrize("title", brand_titles())
def test_a_brands_title_is_marked_where_its_problem_is_and_nowhere_else(title):
    found = [(d.code, d.match) for d in linter_of(TAGS_AND_MENTIONS).lint(title)]
    assert found == ([PROBLEMS[title]] if title in PROBLEMS else [])


def test_every_problem_is_of_a_title_in_the_file():
    assert brand_titles().keys() >= PROBLEMS.keys()


@pytest.mark.parametrize("title", brand_titles())
def test_what_x_links_is_as_the_file_says(title):
    from spacelint.text import Title

    clickable = [part for part in brand_titles()[title]["clickable"].split(";") if part]
    assert [entity.text for entity in Title(title).entities] == clickable
