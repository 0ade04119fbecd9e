"""Lists that age: each row says how old it is and where it was read, and a team can change it."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest

from spacelint.checks.contract import Context
from spacelint.engine.default import default_rules
from spacelint.engine.example_context import example_space
from spacelint.engine.linter import Linter
from spacelint.engine.options import with_options

#: Rule, parameter, and the key under which a row says when it was last looked up.
LISTS = (
    ("SL211", "renamed", "checked"),
    ("SL701", "accepted", "date"),
    ("SL702", "unclear", "date"),
    ("SL704", "marks", "date"),
)
ROWS = [
    pytest.param(row, checked, id=f"{code}-{key}")
    for code, parameter, checked in LISTS
    for key, row in default_rules().get(code).params[parameter].items()
]
NEW: dict[str, dict[str, Any]] = {
    "SL211": {"to": "Globex", "date": "2026-02"},
    "SL701": {"words": ["advert"], "date": "2026"},
    "SL702": {"words": ["#advert"], "date": "2026"},
    "SL704": {"words": ["Globex Cup"], "owner": "Globex", "date": "2026"},
}


def changed(code: str, entries: dict[str, dict[str, Any]]) -> Linter:
    parameter = next(parameter for rule, parameter, _ in LISTS if rule == code)
    rules, faults = with_options(default_rules(), {code: {parameter: entries}})
    assert not faults, faults
    return Linter(rules, select=[code])


def told(linter: Linter, title: str, **space: Any) -> list[str]:
    context = Context(space=example_space(title, space) if space else None)
    return [f"{d.message}. {d.help}" for d in linter.lint(title, context)]


@pytest.mark.parametrize(("row", "checked"), ROWS)
def test_every_built_in_row_says_who_says_so_on_which_page_and_when_that_was_read(
    row: dict[str, Any], checked: str
) -> None:
    day = datetime.date.fromisoformat(row[checked])  # to the day: a month is no day of looking
    assert datetime.date(2026, 11, 1) <= day <= datetime.date.today() + datetime.timedelta(1)
    assert len(row["source"]) > 10
    assert row["pages"]
    assert all(re.fullmatch(r"https?://[^/ ]+\.[a-z]+/\S*", page) for page in row["pages"])


@pytest.mark.parametrize(("code", "parameter", "checked"), LISTS)
def test_a_row_without_a_source_is_refused(code: str, parameter: str, checked: str) -> None:
    for source in ({}, {"source": ""}):
        new = {code: {parameter: {"Acme": {**NEW[code], **source}}}}
        _, faults = with_options(default_rules(), new)
        assert len(faults) == 1, (source, faults)
        assert "source" in f"{faults[0].path} {faults[0].message}"
    _, faults = with_options(
        default_rules(), {code: {parameter: {"Acme": {**NEW[code], "source": "our lawyers"}}}}
    )
    assert not faults


@pytest.mark.parametrize(("code", "parameter", "checked"), LISTS)
def test_a_row_without_a_date_or_with_no_page_for_a_page_is_refused(
    code: str, parameter: str, checked: str
) -> None:
    row = {**NEW[code], "source": "our lawyers"}
    undated = {key: value for key, value in row.items() if key != "date"}
    for wrong, name in ((undated, "date"), ({**row, "pages": ["a letter"]}, "pages")):
        _, faults = with_options(default_rules(), {code: {parameter: {"Acme": wrong}}})
        assert len(faults) == 1, faults
        assert name in f"{faults[0].path} {faults[0].message}"


@pytest.mark.parametrize(
    ("code", "title", "space", "said"),
    [
        ("SL211", "Town hall with @Twitter", {}, "renamed again (list of 23 November 2026)"),
        ("SL701", "Town hall", {"sponsored": True}, "(list of 23 November 2026)"),
        ("SL702", "Town hall #sp", {}, "(list of 23 November 2026)"),
        ("SL704", "Super Bowl night", {}, "(list of 23 November 2026)"),
    ],
)
def test_each_list_says_its_date_when_it_speaks(
    code: str, title: str, space: dict[str, Any], said: str
) -> None:
    (finding,) = told(Linter(select=[code]), title, **space)
    assert said in finding


def test_a_list_is_no_younger_than_its_oldest_row() -> None:
    linter = changed("SL701", {"FR": {"date": "2019-03"}})
    (finding,) = told(linter, "Town hall", sponsored=True)
    assert "(list of March 2019)" in finding


def test_a_renaming_of_the_table_can_be_changed_and_put_in() -> None:
    linter = changed(
        "SL211",
        {
            "TwitterBlue": {"to": "Premium", "checked": "2027-01"},
            "OldAcme": {"to": "AcmeHQ", "date": "2027", "source": "us"},
        },
    )
    (first,) = told(linter, "Ask @TwitterBlue")
    assert "renamed @Premium in July 2023" in first
    assert "(list of January 2027)" in first
    (second,) = told(linter, "Ask @oldacme")
    assert "(list of 2027)" in second


def test_accepted_words_can_be_changed_taken_out_and_put_in() -> None:
    title = "Sponsored: a talk on bread"
    assert told(Linter(select=["SL701"]), title, sponsored=True) == []
    ours = {"words": ["Reklame"], "write": "#Reklame", "date": "2027-01-05", "source": "us"}
    regions = ("UK", "IN", "DE", "FR", "ES", "BR", "JP")
    linter = changed(
        "SL701", {"US": {"words": ["ad"]}, **{r: {"words": []} for r in (*regions,)}, "DK": ours}
    )
    assert len(told(linter, title, sponsored=True)) == 1
    assert told(linter, "Reklame: a talk on bread", sponsored=True) == []


def test_several_accepted_words_count_as_one_hashtag_too() -> None:
    linter = Linter(select=["SL701"])
    assert told(linter, "#ParceriaPaga conversa sobre o futuro", sponsored=True) == []
    assert told(linter, "Conversa sobre o futuro, parceria paga", sponsored=True) == []
    assert len(told(linter, "parceriapaga conversa sobre o futuro", sponsored=True)) == 1


def test_unclear_words_and_marks_can_be_taken_out() -> None:
    assert told(changed("SL702", {"anywhere": {"words": ["#gifted"]}}), "Town hall #sp") == []
    title = "Super Bowl and the Olympics"
    assert len(told(Linter(select=["SL704"]), title)) == 2
    assert len(told(changed("SL704", {"nfl": {"words": []}}), title)) == 1
    rules, faults = with_options(default_rules(), {"SL704": {"allow": ["super bowl"]}})
    assert not faults
    assert len(told(Linter(rules, select=["SL704"]), title)) == 1
