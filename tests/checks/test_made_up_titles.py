"""Titles in thirty languages, and what may be said of them.

The titles of ``tests/cases/made_up_titles.jsonl`` are made up: nobody published them. Half are
clean, half have the slips that people make. Beside a title are the findings that were read aloud,
each with a verdict as in `benchmarks/judge.py`.
"""

from __future__ import annotations

import json
import re

import pytest

from spacelint.engine.linter import Linter
from tests.checks.families import ROOT

ROWS = [
    json.loads(line)
    for line in (ROOT / "tests/cases/made_up_titles.jsonl").read_text("utf-8").splitlines()
]
LINTER = Linter()
OF_TITLE_AND_REACH = re.compile("SL[35]")


def verdicts(row):
    return {one["code"]: one["verdict"] for one in row.get("judged", ())}


def test_the_titles_are_many_and_in_many_languages():
    assert len(ROWS) >= 200
    langs = {row["lang"] for row in ROWS}
    assert langs >= {"ko", "hi", "ar", "tr", "de", "fr", "pt", "id"}
    assert len(langs) >= 30
    assert sum("judged" in row for row in ROWS) >= 60


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["title"])
def test_by_default_nothing_is_said_that_a_person_would_not_want_to_hear(row):
    wanted = {code for code, said in verdicts(row).items() if said in ("thank", "neutral")}
    shown = {d.code for d in LINTER.lint(row["title"]) if d.severity != "hint"}
    assert shown <= wanted


@pytest.mark.parametrize("row", [row for row in ROWS if "judged" in row], ids=lambda r: r["title"])
def test_what_a_person_would_thank_for_is_said(row):
    thanked = {code for code, said in verdicts(row).items() if said == "thank"}
    found = {d.code for d in LINTER.lint(row["title"])}
    assert {code for code in thanked if OF_TITLE_AND_REACH.match(code)} <= found


def test_nine_of_ten_errors_and_warnings_are_welcome():
    said = [
        verdicts(row).get(d.code)
        for row in ROWS
        for d in LINTER.lint(row["title"])
        if d.severity in ("error", "warning")
    ]
    assert len(said) > 20
    assert said.count("thank") >= 0.9 * len(said)
