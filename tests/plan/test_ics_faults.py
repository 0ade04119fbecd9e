"""What of a calendar can't be read is told where it stands, and costs no other event."""

from __future__ import annotations

import pytest

from spacelint.plan import Plan, read_plan
from spacelint.plan.blocks import BlockMemory
from tests.plan.test_blocks import calendar

LOOSE = "the line is not NAME:value"
DAY = "is not a day or time of a calendar"


def told(plan: Plan) -> list[tuple[str, str]]:
    """Return where what can't be read stands, to the end of the line, and why."""
    problems = [each for each in plan.problems if each.code == "SL001"]
    return [
        (plan.text[each.start :].partition("\n")[0], each.values["reason"]) for each in problems
    ]


@pytest.mark.parametrize("memory", [None, BlockMemory()], ids=["whole", "blocks"])
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            calendar("SUMMARY:a", "SUMMARY:b|DTSTART:20261301T000000Z", "SUMMARY:c|DTEND:x"),
            [("DTSTART:20261301T000000Z", f"DTSTART {DAY}"), ("DTEND:x", f"DTEND {DAY}")],
        ),
        (
            calendar("SUMMARY:Town hall and|more text great#tag", "SUMMARY:b"),
            [("more text great#tag", LOOSE)],
        ),
        (
            calendar("SUMMARY:a", "X_A.B:x|SUMMARY:Town hall|more text: great#tag"),
            [("more text: great#tag", LOOSE)],
        ),
        (calendar("SUMMARY:a|X_A.B:x|GEO:1", "SUMMARY:b"), []),
        (
            calendar("SUMMARY:a|X_B|c", "X_A.B:x|summary;x:Town hall|c"),
            [("X_B", LOOSE), ("summary;x:Town hall", LOOSE)],
        ),
        (calendar("SUMMARY:a|DTSTART:20261201T000000Z|DTSTART:x"), []),
    ],
)
def test_a_value_or_line_is_told_in_its_event(
    text: str, wanted: list[tuple[str, str]], memory: BlockMemory | None
) -> None:
    plan = read_plan(text.encode(), "a.ics", memory=memory)
    assert told(plan) == wanted
    assert not plan.approximate
    titles = [space.title for space in plan.spaces]
    assert all(title.exact for title in titles if title is not None)


def test_a_line_that_makes_the_whole_calendar_unreadable_is_told() -> None:
    text = calendar("SUMMARY:a|X_A.B:x", "SUMMARY:b|BEGIN:VALARM|c|END:VALARM")
    plan = read_plan(text.encode(), "a.ics")
    assert told(plan) == [("c", LOOSE)]
    assert plan.approximate


def test_the_first_event_that_is_not_closed_is_told() -> None:
    text = calendar("SUMMARY:a", "SUMMARY:b", "SUMMARY:c").replace("b\nEND:VEVENT", "b", 1)
    plan = read_plan(text.encode(), "a.ics")
    assert plan.approximate
    (problem,) = [each for each in plan.problems if each.code == "SL001"]
    assert plan.text[problem.start :].startswith("BEGIN:VEVENT\nSUMMARY:b")


def test_a_calendar_broken_all_over_is_told_so_a_hundred_times() -> None:
    for memory in (None, BlockMemory()):
        text = calendar(*["SUMMARY:a|b"] * 300)
        assert len(told(read_plan(text.encode(), "a.ics", memory=memory))) == 100
