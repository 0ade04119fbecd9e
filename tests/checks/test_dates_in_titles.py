"""What the rule on contradicting dates reads in titles of six languages, and passes over."""

from __future__ import annotations

import csv
import datetime
from types import SimpleNamespace

import pytest

from spacelint.checks.contract import Context
from spacelint.plan import Start
from tests.checks.families import ROOT, linter_of

TABLE = ROOT / "tests/cases/when_titles.tsv"
with TABLE.open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
STARTS = [
    datetime.datetime(2026, 5 + day // 9, 2 + day, hour, 0, tzinfo=datetime.UTC).astimezone(
        datetime.timezone(datetime.timedelta(hours=zone))
    )
    for day in range(0, 26, 3)
    for hour, zone in ((3, 1), (9, -5), (17, 9))
]


def marked(title: str, moment: datetime.datetime, **rest: object) -> list[str]:
    """Return what the rule marks in a title of a Space that starts then."""
    space = SimpleNamespace(scheduled_start=Start(moment, moment.tzinfo is not None, True))
    rest.setdefault("today", moment.date() - datetime.timedelta(days=1))
    context = Context(space=space, **rest)
    return [d.match for d in linter_of(("6-schedule",), "SL606").lint(title, context)]


def rows(kind: str) -> list[tuple[str, str, str]]:
    return [(r["title"], r["start"], r["marked"]) for r in ROWS if r["kind"] == kind]


def test_the_table_has_at_least_120_titles_40_of_which_must_stay_silent():
    assert len(ROWS) >= 120
    assert len(rows("silent")) >= 40


@pytest.mark.parametrize(("title", "start", "_"), rows("right"))
def test_a_title_that_agrees_with_the_plan_is_silent_and_is_understood(title, start, _):
    moment = datetime.datetime.fromisoformat(start)
    assert marked(title, moment) == []
    moved = moment + datetime.timedelta(days=36, hours=-11)
    assert marked(title, moved) != []


@pytest.mark.parametrize(("title", "start", "part"), rows("wrong"))
def test_a_title_that_contradicts_the_plan_is_marked_where_it_does(title, start, part):
    assert marked(title, datetime.datetime.fromisoformat(start)) == [part]


@pytest.mark.parametrize(("title", "_", "__"), rows("silent"))
def test_a_title_that_says_no_date_is_silent_whatever_the_plan_says(title, _, __):
    assert [marked(title, moment) for moment in STARTS] == [[]] * len(STARTS)


@pytest.mark.parametrize("title", ["Live tomorrow", "Town hall tomorrow 8pm", "明日20時から"])
def test_tomorrow_is_wrong_on_the_very_day_and_cannot_be_judged_before(title):
    moment = datetime.datetime.fromisoformat("2026-12-03T20:00+01:00")
    assert marked(title, moment, today=datetime.date(2026, 12, 3)) != []
    assert marked(title, moment, today=datetime.date(2026, 12, 2)) == []
    assert marked(title, moment, today=datetime.date(2026, 11, 20)) == []
