"""The examples of docs/plans.md are read as the page says."""

from __future__ import annotations

import re
from pathlib import Path

import tomli

from spacelint.config.find import plan_layout
from spacelint.config.load import load_config
from spacelint.plan import Layout, Where, read_plan
from spacelint.plan.fields import FIELDS

PAGE = Path(__file__).parents[2] / "docs" / "plans.md"
EXAMPLE = re.compile(r'^```\w+ title="([^"]+)"\n(.*?)^```$', re.MULTILINE | re.DOTALL)


def test_every_example_holds_titles_and_no_problem() -> None:
    examples = EXAMPLE.findall(PAGE.read_text(encoding="utf-8"))
    assert len(examples) >= 12
    for path, text in examples:
        if path == "spacelint.toml":
            layouts = tomli.loads(text)["plan"]
            assert layouts.get("calls/*.md", {}).get(
                "title"
            ) == "description" or layouts.keys() == {"calendar.ics"}
            continue
        layout = None
        if path.startswith("calls/"):
            layout = Layout(
                title="description",
                fields={"scheduled_start": ("date", "time"), "url": ("joinLink",)},
                where=(Where("location", contains="Spaces"),),
            )
        plan = read_plan(text.encode(), path, layout=layout)
        assert plan.problems == (), (path, plan.problems)
        assert plan.spaces, path
        for space in plan.spaces:
            assert space.title is not None, path
            assert space.title.exact
            assert space.title.value.isprintable()


def test_the_five_lines_of_configuration_read_the_call_file(tmp_path: Path) -> None:
    examples = dict(EXAMPLE.findall(PAGE.read_text(encoding="utf-8")))
    config = tmp_path / "spacelint.toml"
    config.write_text(examples["spacelint.toml"], encoding="utf-8")
    assert len(config.read_text(encoding="utf-8").splitlines()) == 5
    loaded = load_config(str(config))
    assert loaded.problems == ()
    path = str(tmp_path / "calls" / "7.md")
    layout = plan_layout(loaded.config, path)
    text = examples["calls/7.md"]
    (space,) = read_plan(text.encode(), path, layout=layout).spaces
    assert space.title is not None
    assert space.title.value == "Community call with @jack"
    assert space.scheduled_start is not None
    assert space.scheduled_start.moment.isoformat() == "2022-11-22T15:00:00+00:00"
    assert (space.host, space.cohosts) == ("Ann", ("Bob",))
    assert space.url == "https://x.com/i/spaces/1DXxyRYNejbKM"
    elsewhere = text.replace("Twitter Spaces", "Zoom")
    assert read_plan(elsewhere.encode(), path, layout=layout).spaces == ()


def test_each_field_has_its_place_in_the_table() -> None:
    page = PAGE.read_text(encoding="utf-8")
    table = page.partition("## The fields of a Space")[2].partition("\n## ")[0]
    assert [field.name for field in FIELDS if f"`{field.name}`" not in table] == []
    assert "`state`" in table
