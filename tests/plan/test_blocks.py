"""A plan read again with a memory of it: only what changed is read, and it reads as ever."""

from __future__ import annotations

import pytest

from spacelint.plan import Plan, read_plan
from spacelint.plan.blocks import BlockMemory

TOML = "".join(f'[[spaces]]\ntitle = "Number {number}"\nhost = "acme"\n\n' for number in range(9))
YAML = "version: 1\nspaces:\n" + "".join(
    f'  - title: "Number {number}"\n    host: acme\n' for number in range(9)
)
ICS = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
    + "".join(
        f"BEGIN:VEVENT\r\nUID:{number}\r\nSUMMARY:Number {number}\r\nEND:VEVENT\r\n"
        for number in range(9)
    )
    + "END:VCALENDAR\r\n"
)
PLANS = {"plan.toml": TOML, "plan.yaml": YAML, "plan.ics": ICS}
#: What keeps the fourth Space from being read while it stands there.
BREAKS = {
    "plan.toml": ('"Number 4"', '"Number 4'),
    "plan.yaml": ('"Number 4"', '"Number 4'),
    "plan.ics": ("Number 4\r\nEND:VEVENT", "Number 4"),
}
EARLY = ("END:VEVENT\nBEGIN", "END:VEVENT\nEND:VCALENDAR\nBEGIN")


def calendar(*events: str, head: str = "", tail: str = "") -> str:
    """Return a calendar of events, each given by the lines in it, parted by ``|``."""
    inside = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n".replace("|", "\n") for event in events)
    return f"BEGIN:VCALENDAR\n{head}{inside}{tail}END:VCALENDAR\n"


def zone(name: str, offset: str) -> str:
    return (
        f"BEGIN:VTIMEZONE\nTZID:{name}\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
        f"TZOFFSETFROM:{offset}\nTZOFFSETTO:{offset}\nEND:STANDARD\nEND:VTIMEZONE\n"
    )


def read(name: str, text: str, memory: BlockMemory | None = None) -> Plan:
    return read_plan(text.encode(), name, memory=memory)


def same(one: Plan, other: Plan) -> bool:
    return all(
        (a.raw, a.path, a.place(), a.place("host"), a.title and a.title.span(0, 99))
        == (b.raw, b.path, b.place(), b.place("host"), b.title and b.title.span(0, 99))
        for a, b in zip(one.spaces, other.spaces, strict=True)
    )


@pytest.mark.parametrize("name", PLANS)
def test_only_the_spaces_that_changed_are_read_again(name: str) -> None:
    memory, text = BlockMemory(), PLANS[name]
    first = read(name, text, memory)
    second = read(name, text.replace("Number 4", "Number four\\t #A&B"), memory)
    kept = [one.raw is other.raw for one, other in zip(first.spaces, second.spaces, strict=True)]
    assert kept == [number != 4 for number in range(9)]
    assert same(second, read(name, second.text))
    shorter = read(name, text[: text.index("Number 3")] + text[text.index("Number 5") :], memory)
    assert [one.raw for one in shorter.spaces] == [
        one.raw for one in read(name, shorter.text).spaces
    ]
    assert shorter.spaces[-1].raw is second.spaces[-1].raw


@pytest.mark.parametrize("name", PLANS)
def test_a_file_that_does_not_parse_for_a_while_is_remembered(name: str) -> None:
    memory, text = BlockMemory(), PLANS[name]
    first = read(name, text, memory)
    broken = read(name, text.replace(*BREAKS[name]), memory)
    assert broken.approximate
    again = read(name, text, memory)
    assert all(one.raw is other.raw for one, other in zip(first.spaces, again.spaces, strict=True))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("string.toml", '[[spaces]]\ntitle = """\n[[spaces]]\n"""\n[[spaces]]\ntitle = "b"\n'),
        ("array.toml", '[[spaces]]\nx = [\n[[1]],\n[["spaces"]]]\n[[spaces]]\ntitle = "b"\n'),
        ("table.toml", '[[spaces]]\ntitle = "a"\n[other]\nx = 1\n[[spaces]]\ntitle = "b"\n'),
        ("quoted.toml", '[[spaces]]\ntitle = "a"\n[["spaces"]]\ntitle = "b"\n'),
        ("spaced.toml", '[[spaces]]\ntitle = "a"\n  [[ spaces ]]\ntitle = "b"\n'),
        ("before.toml", 'spaces = []\n[[spaces]]\ntitle = "a"\n'),
        ("twice.toml", '[[spaces]]\ntitle = "a"\ntitle = "b"\n[[spaces]]\ntitle = "c"\n'),
        ("cr.toml", '[[spaces]]\r\ntitle = "a"\r\n[[spaces]]\r\ntitle = "b"\r'),
        ("quote.yaml", 'spaces:\n  - title: "a\n  - b"\n  - title: c\n'),
        ("literal.yaml", "spaces:\n  - title: |\n      a\n\n  - title: |+\n      b\n\n\n  - c\n"),
        ("flow.yaml", "spaces:\n  - [a,\n  - b]\n  - c\n"),
        ("anchor.yaml", "spaces:\n  - &a {title: a}\n  - *a\n  - <<: *a\n"),
        ("after.yaml", "spaces:\n  - title: a\n  - title: b\nlast: 1\n"),
        ("end.yaml", "- title: a\n...\n- title: b\n"),
        ("line.yaml", "- title: a\u2028...\n- title: b\n"),
        ("other.yaml", "names:\n  - a\nspaces:\n  - title: b\n"),
        ("zero.yaml", "spaces:\n- title: a\n  speakers:\n  - x\n- title: b\n"),
        ("dash.yaml", "spaces:\n  - title: a\n  -\n    title: b\n  - title: c\n"),
        ("deeper.yaml", "spaces:\n  - title: a\n   - title: b\n"),
        ("plain.yaml", "spaces:\n  - a\n    b\n  - c #d\n  # e\n  - - f\n"),
        ("twice.yaml", "spaces: 1\nspaces:\n  - title: a\n    title: b\n"),
        ("double.yaml", "spaces:\n  - title: a\n  - title: b\n    title: c\n"),
        ("start.yaml", "---\nspaces: # why\n\n  # so\n  - title: a\n  - title: b\n"),
        ("directive.yaml", "%YAML 1.1\n---\n- title: a\n- title: b\n"),
        ("comment.yaml", "- title: a #b\n  # spacelint: ignore[SL103]\n- title: c\n"),
        ("fold.ics", calendar("SUMMARY:a\n b\n\n\tc", "SUMMARY:b|UID:2", "\nSUMMARY:c\n ")),
        ("folded.ics", calendar("SUMMARY:a|BEGIN:VEV\n ENT|SUMMARY:b|END:VEVENT", "UID:b")),
        ("open.ics", calendar("SUMMARY:a|BEGIN:VEVENT|SUMMARY:b", "SUMMARY:c")),
        ("over.ics", calendar("SUMMARY:a|END:VEVENT", "SUMMARY:b")),
        ("two.ics", calendar("SUMMARY:a", "SUMMARY:b") + calendar("SUMMARY:c", "SUMMARY:b")),
        ("early.ics", calendar("SUMMARY:a", "SUMMARY:b").replace(*EARLY)),
        ("event.ics", calendar("SUMMARY:b").replace(":VEVENT", ":VEVENTS") + calendar("UID:b")),
        ("none.ics", calendar("SUMMARY:a", "SUMMARY:b").replace("END:VCALENDAR\n", "")),
        ("bare.ics", calendar("SUMMARY:a", "SUMMARY:b")[len("BEGIN:VCALENDAR\n") :]),
        ("after.ics", calendar("SUMMARY:a", "SUMMARY:b") + "X-COMMENT:b\n"),
        ("beside.ics", calendar("SUMMARY:a", "SUMMARY:b", tail="X-WR-CALNAME:b\n")),
        ("task.ics", calendar("SUMMARY:a", head="BEGIN:VTODO\nSUMMARY:b\nEND:VTODO\n")),
        ("inside.ics", calendar("SUMMARY:a", "SUMMARY:b", head="BEGIN:VTODO\n")),
        ("alarm.ics", calendar("SUMMARY:a|BEGIN:VALARM|SUMMARY:b|END:VALARM", "SUMMARY:b")),
        ("twice.ics", calendar("UID:1", "SUMMARY:a|SUMMARY:b|UID:2", "SUMMARY:c")),
        ("small.ics", calendar("SUMMARY:a", "SUMMARY:b").replace("BEGIN:VE", "begin:ve", 1)),
        ("date.ics", calendar("SUMMARY:a|DTSTART:20261301T000000Z", "SUMMARY:b")),
        ("dates.ics", calendar("SUMMARY:b", "SUMMARY:a|DTSTART:x|DTEND:2026", "SUMMARY:c|DTEND:y")),
        ("loose.ics", calendar("SUMMARY:a|b|X_Y:b|c d: e", "SUMMARY:b", "X_Y:b|SUMMARY:b|c")),
        ("around.ics", calendar("SUMMARY:a|BEGIN:VALARM|b|END:VALARM|b", "SUMMARY:b", tail="b\n")),
        ("noline.ics", calendar("SUMMARY:a|b", "SUMMARY:b")),
        ("far.ics", calendar("SUMMARY:b|DTSTART;TZID=Nowhere/Far:20261201T150000", "UID:2")),
        (
            "head.ics",
            calendar("SUMMARY:b|DTSTART;TZID=Head:20261201T150000", head=zone("Head", "+0130")),
        ),
        (
            "tail.ics",
            calendar(
                "SUMMARY:b|DTSTART;TZID=Tail:20261201T150000", "UID:1", tail=zone("Tail", "+0230")
            ),
        ),
    ],
)
def test_what_looks_like_blocks_and_is_none_reads_as_ever(name: str, text: str) -> None:
    memory = BlockMemory()
    for each in (text, text + "\n", text.replace("b", "bb"), text.replace("\n", "\r\n"), text):
        plan, fresh = read(name, each, memory), read(name, each)
        assert same(plan, fresh)
        assert plan.approximate == fresh.approximate
        assert plan.problems == fresh.problems
        assert plan.comments == fresh.comments
        assert plan.reading.data == fresh.reading.data
        assert [space.scheduled_start for space in plan.spaces] == [
            space.scheduled_start for space in fresh.spaces
        ]


def test_a_zone_that_is_defined_later_reaches_events_that_were_read_before() -> None:
    memory = BlockMemory()
    event = "SUMMARY:a|DTSTART;TZID=Later:20261201T150000"
    for text, start in (
        (calendar(event, event), None),
        (calendar(event, event, tail=zone("Later", "+0330")), 3.5),
        (calendar(event, event, head=zone("Later", "+0330")), 3.5),
    ):
        plan = read("plan.ics", text, memory)
        offsets = [space.raw["DTSTART"].utcoffset() for space in plan.spaces]  # type: ignore[attr-defined]
        hours = [None if each is None else each.total_seconds() / 3600 for each in offsets]
        assert hours == [start, start]


def test_a_number_of_thousands_of_digits_is_a_problem_and_no_crash() -> None:
    plan = read("plan.toml", TOML + "count = " + "1" * 5_000 + "\n")
    assert [problem.code for problem in plan.problems] == ["SL001"]
    assert "a number is too long" in plan.problems[0].values["reason"]
