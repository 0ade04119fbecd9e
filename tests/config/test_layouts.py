"""A team's own plan files are read through what the configuration says of them."""

from __future__ import annotations

from pathlib import Path

from spacelint.config.find import plan_layout
from spacelint.config.load import load_config
from spacelint.config.table import PLAN_FORMATS
from spacelint.config.value import Config, default_config
from spacelint.plan import FORMATS, read_plan

CALL = """---
number: 7
description: "AMA with us #Launch"
date: 2022-11-22
time: 1500 UTC
location: {location}
hosts: [acme]
joinLink: https://x.com/i/spaces/1AbC
---
notes
"""


def config(directory: Path, text: str) -> Config:
    path = directory / "spacelint.toml"
    path.write_text(text, encoding="utf-8")
    loaded = load_config(str(path))
    assert loaded.problems == ()
    return loaded.config


def test_a_real_projects_calls_are_read_by_five_lines(tmp_path: Path) -> None:
    found = config(
        tmp_path,
        '[plan."calls/*.md"]\n'
        'title = "description"\n'
        'start = ["date", "time"]\n'
        'host = "hosts"\n'
        'where = { location = "Spaces" }\n',
    )
    path = str(tmp_path / "calls" / "7.md")
    layout = plan_layout(found, path)
    plan = read_plan(CALL.format(location="X Spaces").encode(), path, layout=layout)
    assert [space.title.value for space in plan.spaces] == ["AMA with us #Launch"]
    start = plan.spaces[0].scheduled_start
    assert start is not None
    assert start.moment.isoformat() == "2022-11-22T15:00:00+00:00"
    elsewhere = read_plan(CALL.format(location="Discord").encode(), path, layout=layout)
    assert list(elsewhere.spaces) == []


def test_columns_by_number_and_a_condition_by_equality(tmp_path: Path) -> None:
    found = config(
        tmp_path,
        '[plan."*.csv"]\nheader = false\ntitle = 2\nstart = 1\ndelimiter = ";"\n'
        'where = { 3 = { equals = "planned" } }\n',
    )
    layout = plan_layout(found, str(tmp_path / "a.csv"))
    assert layout is not None
    data = b"2026-11-30 18:00;Town hall;planned\n2026-12-01 18:00;Old;unplanned\n"
    plan = read_plan(data, "a.csv", layout=layout)
    assert [space.title.value for space in plan.spaces] == ["Town hall"]


def test_zone_and_date_order_of_the_plan_hold_where_a_layout_names_none(tmp_path: Path) -> None:
    found = config(
        tmp_path,
        '[plan]\ntimezone = "Europe/Berlin"\ndate-order = "dmy"\n'
        '[plan."a.csv"]\ntimezone = "Asia/Tokyo"\n',
    )
    own = plan_layout(found, str(tmp_path / "a.csv"))
    other = plan_layout(found, str(tmp_path / "b.csv"))
    assert own is not None
    assert other is not None
    assert (own.timezone, own.date_order) == ("Asia/Tokyo", "dmy")
    assert (other.timezone, other.date_order) == ("Europe/Berlin", "dmy")


def test_where_nothing_is_said_plans_are_read_as_usual(tmp_path: Path) -> None:
    assert plan_layout(default_config(str(tmp_path)), str(tmp_path / "a.csv")) is None


def test_the_formats_are_those_that_plans_are_read_in() -> None:
    assert tuple(FORMATS) == PLAN_FORMATS
