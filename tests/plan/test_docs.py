"""The examples of docs/plans.md are read as the page says."""

from __future__ import annotations

import re
from pathlib import Path

import tomli

from spacelint.plan import Layout, Where, read_plan

PAGE = Path(__file__).parents[2] / "docs" / "plans.md"
EXAMPLE = re.compile(r'^```\w+ title="([^"]+)"\n(.*?)^```$', re.MULTILINE | re.DOTALL)


def test_every_example_holds_titles_and_no_problem() -> None:
    examples = EXAMPLE.findall(PAGE.read_text(encoding="utf-8"))
    assert len(examples) >= 12
    for path, text in examples:
        if path == "spacelint.toml":
            assert tomli.loads(text)["plan"]["calls/*.md"]["title"] == "description"
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


def test_the_call_file_gives_its_moment_and_hosts() -> None:
    text = dict(EXAMPLE.findall(PAGE.read_text(encoding="utf-8")))["calls/7.md"]
    fields = {"scheduled_start": ("date", "time"), "url": ("joinLink",)}
    layout = Layout(title="description", fields=fields, where=(Where("location", "Spaces"),))
    (space,) = read_plan(text.encode(), "calls/7.md", layout=layout).spaces
    assert space.scheduled_start is not None
    assert space.scheduled_start.moment.isoformat() == "2022-11-22T15:00:00+00:00"
    assert (space.host, space.cohosts) == ("Ann", ("Bob",))
    assert space.url == "https://x.com/i/spaces/1DXxyRYNejbKM"
    elsewhere = text.replace("Twitter Spaces", "Zoom")
    assert read_plan(elsewhere.encode(), "calls/7.md", layout=layout).spaces == ()
