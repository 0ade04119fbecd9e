"""A list of titles and nothing else: no title of it is lost, whatever YAML makes of it."""

from __future__ import annotations

import pytest

from spacelint.plan import Plan, read_plan
from spacelint.plan.blocks import BlockMemory
from spacelint.source.text import apply

YAML = "- AMA with us #Launch\n- #Launch party tonight\n- 2026\n- yes\n- [TBD]\n-\n"
QUOTED = '- "AMA with us #Launch"\n- "#Launch party tonight"\n- "2026"\n- "yes"\n- [TBD]\n-\n'
UNDER = "spaces:\n  - #Launch\n  - ~\n  - 2026-01-01\n"


def told(plan: Plan) -> list[tuple[str, str]]:
    return [(each.code, plan.text[each.start : each.end]) for each in plan.problems]


@pytest.mark.parametrize("memory", [None, BlockMemory()], ids=["whole", "blocks"])
def test_what_yaml_makes_of_a_title_is_told(memory: BlockMemory | None) -> None:
    plan = read_plan(YAML.encode(), "a.yaml", memory=memory)
    assert len(plan.spaces) == 6
    assert told(plan) == [
        ("SL002", "#Launch"),
        ("SL002", "#Launch party tonight"),
        ("SL004", "2026"),
        ("SL004", "yes"),
        ("SL004", "[TBD]"),
        ("SL003", ""),
    ]
    plan = read_plan(UNDER.encode(), "a.yaml", memory=memory)
    assert told(plan) == [("SL002", "#Launch"), ("SL003", "~"), ("SL004", "2026-01-01")]


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        (
            YAML,
            '- "AMA with us #Launch"\n- "#Launch party tonight"\n- "2026"\n- "yes"\n- [TBD]\n-\n',
        ),
        (UNDER, 'spaces:\n  - "#Launch"\n  - ~\n  - "2026-01-01"\n'),
        ("[Town hall, 2026]\n", '[Town hall, "2026"]\n'),
    ],
)
def test_the_edits_put_each_title_in_quotes(text: str, fixed: str) -> None:
    plan = read_plan(text.encode(), "a.yaml")
    edits = [edit for problem in plan.problems for edit in problem.edits]
    assert apply(plan.text, edits) == fixed


def test_json_loses_none_either() -> None:
    plan = read_plan(b'[2026, true, null, "Town hall"]', "a.json")
    assert told(plan) == [("SL004", "2026"), ("SL004", "true"), ("SL003", "null")]
    assert len(plan.spaces) == 4


def test_a_list_of_numbers_is_no_plan() -> None:
    assert not read_plan(b"[1, 2.5, true]", "a.json").spaces


@pytest.mark.parametrize(
    ("path", "text", "titles"),
    [
        ("a.yaml", "- Town hall\n- @jack asks\n- AMA #Launch\n", ["Town hall", "jack asks", "AMA"]),
        ("a.yaml", "# ours\nspaces:\n  - AMA\n  - 'Town\n  -  Ask us\n", ["AMA", "Town", "Ask us"]),
        ("a.json", '["Town hall", 1, "Ask us",\n "AMA wi', ["Town hall", "Ask us", "AMA wi"]),
        ("a.json", '{"spaces": ["Town hall",\n "AMA"', ["Town hall", "AMA"]),
        ("a.yaml", "speakers:\n  - jack\n  - @acme\n", []),
        ("a.yaml", "- title: Town hall\n- @jack\n", ["Town hall"]),
    ],
)
def test_the_titles_of_a_half_typed_list_are_found(path: str, text: str, titles: list[str]) -> None:
    plan = read_plan(text.encode(), path)
    assert plan.approximate
    found = [space.title.value for space in plan.spaces if space.title is not None]
    assert [title.lstrip("@") for title in found] == titles
