"""A fix is written only where the titles it named changed, and no other value."""

from __future__ import annotations

import pytest

from spacelint.plan import read_plan
from spacelint.plan.compare import only_titles_differ, same_values
from spacelint.source.text import apply
from spacelint.text.model import Edit

PLANS = {
    "a.toml": "x = nan\n[[spaces]]\ntitle = 'A'\nhost = 'h'\n[[spaces]]\ntitle = 'B'\n",
    "a.yaml": "x: .nan\nspaces:\n- title: A\n  host: h\n- title: B\n",
    "b.yaml": "- A\n- B\n",
    "a.json": '{"x": 1, "spaces": [{"title": "A", "host": "h"}, {"title": "B"}]}',
    "a.jsonl": '{"title": "A", "host": "h"}\n{"title": "B"}\n',
    "a.csv": "title,host\nA,h\nB,h\n",
    "a.txt": "A\nB\n",
    "a.ics": "".join(f"BEGIN:VEVENT\r\nSUMMARY:{t}\r\nEND:VEVENT\r\n" for t in "AB"),
}


@pytest.mark.parametrize("path", PLANS)
def test_the_named_title_may_differ_and_no_other_value(path: str) -> None:
    text = PLANS[path]
    plan = read_plan(text.encode(), path)
    title = plan.spaces[0].title
    assert title is not None
    edits = title.replace([Edit(0, 1, "New")])
    assert edits is not None
    after = read_plan(apply(text, edits).encode(), path)
    assert only_titles_differ(plan, after, {0: "New"})
    assert only_titles_differ(plan, plan, {})
    assert not only_titles_differ(plan, after, {})
    assert not only_titles_differ(plan, after, {0: "Other"})
    assert not only_titles_differ(plan, after, {1: "New"})
    assert not only_titles_differ(plan, plan, {0: "New"})


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("a.toml", "'h'", "'g'"),
        ("a.yaml", "host: h", "host: g"),
        ("a.yaml", "x: .nan", "y: .nan"),
        ("a.json", '"x": 1', '"x": 1.0'),
        ("a.json", '"x": 1', '"x": true'),
        ("a.jsonl", '"h"', '"g"'),
        ("a.csv", "A,h", "A,g"),
        ("a.txt", "B", "B\nC"),
        ("a.toml", "'B'", "'B"),
    ],
)
def test_any_other_change_is_seen(path: str, old: str, new: str) -> None:
    text = PLANS[path]
    before = read_plan(text.encode(), path)
    after = read_plan(text.replace(old, new).encode(), path)
    assert not only_titles_differ(before, after, {})


def test_a_title_shared_by_an_alias_is_not_changed_for_both() -> None:
    text = "spaces:\n- title: &t A\n- title: *t\n"
    plan = read_plan(text.encode(), "a.yaml")
    title = plan.spaces[0].title
    assert title is not None
    edits = title.replace([Edit(0, 1, "New")])
    assert edits is not None
    after = read_plan(apply(text, edits).encode(), "a.yaml")
    assert not only_titles_differ(plan, after, {0: "New"})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1", "true"),
        ("1", "1.0"),
        ("0", "false"),
        ("[a, 1]", "[a, true]"),
        ("2026-12-03T20:00:00-08:00", "2026-12-04T05:00:00+01:00"),
        ("{a: 1, b: 2}", "{b: 2, a: 1}"),
        ("&a [x, *a]", "&a [y, *a]"),
    ],
)
def test_equal_values_that_are_read_otherwise_are_not_the_same(one: str, other: str) -> None:
    def raw(value: str) -> object:
        text = f"- title: A\n  x: {value}\n"
        return read_plan(text.encode(), "a.yaml").spaces[0].raw

    assert same_values(raw(one), raw(one))
    assert not same_values(raw(one), raw(other))
