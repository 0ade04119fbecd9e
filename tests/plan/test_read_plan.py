"""Plans of every format: what is read, what is told, and what is refused."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import pytest
import tomli
import yaml

from spacelint.plan import Layout, Plan, PlanProblem, Where, read_pieces, read_plan
from spacelint.plan.fields import KNOWN, nearest_field
from spacelint.source.reader import NotText, Text, decode, encode
from spacelint.source.text import apply
from spacelint.text.model import Edit


def codes(plan: Plan) -> list[str]:
    return [problem.code for problem in plan.problems]


def titles(plan: Plan) -> list[str | None]:
    return [space.title.value if space.title else None for space in plan.spaces]


def only(plan: Plan, code: str) -> PlanProblem:
    (found,) = (problem for problem in plan.problems if problem.code == code)
    return found


# --- shapes ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "text", "wanted"),
    [
        ("a.toml", '[[spaces]]\nname = "A"\n[[spaces]]\ntitle = "B"\n', ["A", "B"]),
        ("a.toml", '[spaces.one]\ntitle = "A"\n[spaces.two]\ntitle = "B"\n', ["A", "B"]),
        ("a.toml", 'title = "A"\n', ["A"]),
        ("a.toml", '[project]\nname = "no Space"\n', []),
        ("a.yaml", "spaces: [A, {title: B}]\n", ["A", "B"]),
        ("a.yaml", "- title: A\n- name: B\n", ["A", "B"]),
        ("a.yaml", "name: A\nhost: acme\n", ["A"]),
        ("package.json", '{"name": "x", "version": "1", "main": "i.js"}', []),
        ("a.json", '["A", {"title": "B"}]', ["A", "B"]),
        ("a.json", '{"data": {"id": "1", "title": "A", "state": "live"}}', ["A"]),
        ("a.jsonl", '{"title": "A"}\n\n"B"\n', ["A", "B"]),
        ("a.md", "# No front matter\n\ntitle: x\n", []),
        ("a.md", "+++\ntitle = 'A'\n+++\n", ["A"]),
        ("a.csv", "Name,host\nA,acme\n", ["A"]),
        (
            "a.csv",
            "post,platforms,mediaUrls,scheduleDate\nA,twitter,,2026-12-03T15:00:00Z\n",
            ["A"],
        ),
        ("a.tsv", "date\ttime_24hr\tmessage_text\n13/12/2026\t15:00\tA, b\n", ["A, b"]),
        (
            "a.csv",
            "postAtSpecificTime,content,link,imageUrls,videoUrl\n2026-12-03 15:00,A,,,\n",
            ["A"],
        ),
        ("a.csv", "scheduled_at,account_id,content\n2026-12-03 15:00,1,A\n", ["A"]),
        ("a.csv", "2026-12-03 15:00,A,https://x.com\n2026-12-04 15:00,B,\n", ["A", "B"]),
        ("a.csv", "sep=;\r\ntitle;host\r\nA;acme\r\n", ["A"]),
        ("a.txt", "#A is a title\r\n\r\nB\r\n", ["#A is a title", "B"]),
    ],
)
def test_titles_are_found_without_configuration(path: str, text: str, wanted: list[str]) -> None:
    plan = read_plan(text.encode(), path)
    assert titles(plan) == wanted
    assert not plan.approximate
    for space in plan.spaces:
        title = space.title
        assert title is not None
        assert title.exact
        start, end = title.span(0, len(title.value))
        assert text[start:end] == title.value


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.toml", 'titel = "A"\nstart = 2026-12-01T20:00:00Z\n'),
        ("a.yaml", "Title: A\nhost: acme\n"),
        ("a.json", '{"tilte": "A", "speakers": ["a"]}'),
        ("a.md", "---\ntitel: A\nhost: acme\n---\n"),
    ],
)
def test_a_single_space_whose_title_has_another_name_is_told(path: str, text: str) -> None:
    plan = read_plan(text.encode(), path)
    assert sorted(codes(plan)) == ["SL003", "SL005"]
    assert only(plan, "SL005").values["nearest"] == "title"


@pytest.mark.parametrize(
    "text",
    ['{"titel": "A"}', '{"host": "acme", "tile": 3}', '{"host": "acme", "port": "80"}'],
)
def test_a_document_that_is_about_something_else_is_no_space(text: str) -> None:
    assert len(read_plan(text.encode(), "a.json").spaces) == 0


def test_bom_utf16_and_crlf_are_read_and_written_back_to_the_byte() -> None:
    text = 'title: "AMA 🎉"\r\nhost: acme\r\n'
    for data in (
        b"\xef\xbb\xbf" + text.encode(),
        b"\xff\xfe" + text.encode("utf-16-le"),
        b"\xfe\xff" + text.encode("utf-16-be"),
        text.encode(),
    ):
        plan = read_plan(data, "a.yaml")
        assert titles(plan) == ["AMA 🎉"]
        assert encode(plan.text, plan.encoding, plan.bom) == data
        title = plan.spaces[0].title
        assert title is not None
        start, end = title.span(4, 5)
        assert plan.text[start:end] == "🎉"
        byte = plan.lines.byte_offset(start)
        assert data[byte : plan.lines.byte_offset(end)] == "🎉".encode(plan.encoding)


def test_all_fields_are_typed() -> None:
    text = """
[[spaces]]
title = "A"
host = "@acme"
cohosts = "ann, bob"
speakers = [{ handle = "jack" }, "susan"]
topics = ["Technology"]
scheduled_start = 2026-12-03T15:00:00+01:00
ends = "2026-12-03 16:30 Europe/Paris"
campaign = "winter"
brand = "acme"
sponsored = "by ACME"
lang = "en"
record = "yes"
consent = ["jack"]
reuse = "Commercial"
id = 7
url = "https://x.com/i/spaces/1"
ignore = "SL103, SL201"
"""
    plan = read_plan(text.encode(), "a.toml")
    assert plan.problems == ()
    (space,) = plan.spaces
    assert (space.host, space.cohosts, space.speakers) == (
        "@acme",
        ("ann", "bob"),
        ("jack", "susan"),
    )
    assert space.topics == ("Technology",)
    assert space.scheduled_start is not None
    assert space.scheduled_start.zoned
    assert space.ends is not None
    assert (space.ends.moment - space.scheduled_start.moment).total_seconds() == 5400
    assert (space.campaigns[0], space.brand, space.sponsored, space.lang) == (
        "winter",
        "acme",
        True,
        "en",
    )
    assert (space.record, space.consent, space.reuse) == (True, ("jack",), "commercial")
    assert (space.id, space.url) == ("7", "https://x.com/i/spaces/1")
    assert space.ignore == ("SL103", "SL201")
    place = space.place("speakers", 1)
    assert place is not None
    assert text[place.start : place.end] == '"susan"'


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ("scheduled_start: 2026-12-03T15:00:00Z", "2026-12-03T15:00:00+00:00"),
        ("start: 2026-12-03 15:00 UTC", "2026-12-03T15:00:00+00:00"),
        ("date: 2026-12-03\n  time: 15:00", "2026-12-03T15:00:00"),
        ("date: 2026-12-03\n  time: 0200 UTC", "2026-12-03T02:00:00+00:00"),
        ("date: 2026-12-03\n  time: 0200", "2026-12-03T02:00:00"),
        ("date: 2026-12-03\n  time: 3:30pm\n  timezone: +05:30", "2026-12-03T15:30:00+05:30"),
        ("date: 3 December 2026\n  time: 15:00", "2026-12-03T15:00:00"),
        ("start: Dec 3rd, 2026 3pm GMT", "2026-12-03T15:00:00+00:00"),
        ("start: 13/12/2026 15:00", "2026-12-13T15:00:00"),
        ("start: 12/13/2026 15:00", "2026-12-13T15:00:00"),
        ("start: 03.04.2026 15:00", "2026-04-03T15:00:00"),
        ("start: 2026-12-03", "2026-12-03T00:00:00"),
    ],
)
def test_a_start_is_read_as_people_write_it(fields: str, wanted: str) -> None:
    plan = read_plan(f"- title: A\n  {fields}\n".encode(), "a.yaml")
    assert plan.problems == ()
    start = plan.spaces[0].scheduled_start
    assert start is not None
    assert start.moment.isoformat() == wanted
    assert start.has_time == ("T00:00" not in wanted)


@pytest.mark.parametrize(
    "start", ["03/04/2026", "2026-02-30", "soon", "2026-12-03 25:00", "2026-12-03 15:00 IST", "[1]"]
)
def test_a_start_that_cannot_be_read_is_told_and_never_guessed(start: str) -> None:
    text = f"- title: A\n  start: {start}\n"
    plan = read_plan(text.encode(), "a.yaml")
    problem = only(plan, "SL007")
    assert text[problem.start : problem.end] == start
    assert problem.values["reason"]
    assert problem.values["hint"]
    assert plan.spaces[0].scheduled_start is None


@pytest.mark.parametrize(
    ("fields", "field", "written"),
    [
        ("date: 2026-12-03\n  time: 3pm EST", "time", "3pm EST"),
        ("date: 2026-12-03\n  time: '25:00'", "time", "'25:00'"),
        ("date: 2026-13-03\n  time: '15:00'", "date", "2026-13-03"),
        ("start: 2026-12-03\n  time: soon", "time", "soon"),
        ("date: 2026-12-03\n  time: '15:00'\n  tz: Europe/Belrin", "tz", "Europe/Belrin"),
        ("start: 2026-12-03 15:00\n  timezone: EST", "timezone", "EST"),
        ("end: 2026-12-03 25:00\n  timezone: Europe/Paris", "end", "2026-12-03 25:00"),
    ],
)
def test_of_a_start_in_several_fields_the_one_at_fault_is_told(
    fields: str, field: str, written: str
) -> None:
    problem = only(plan := read_plan(f"- title: A\n  {fields}\n".encode(), "a.yaml"), "SL007")
    assert problem.values["field"] == field
    assert plan.text[problem.start : problem.end] == written


def test_a_day_that_can_be_two_is_read_by_the_order_of_the_layout() -> None:
    data = b"Text;Image URL;Tags;Posting Time\nA;;;03/04/2026 15:00\n"
    assert codes(read_plan(data, "a.csv")) == ["SL007"]
    for order, month in (("dmy", 4), ("mdy", 3)):
        plan = read_plan(data, "a.csv", layout=Layout(date_order=order))
        start = plan.spaces[0].scheduled_start
        assert start is not None
        assert start.moment.month == month


def test_a_headerless_file_is_read_by_column_numbers() -> None:
    layout = Layout(
        title="3",
        fields={"scheduled_start": ("1", "2"), "host": ("4",)},
        header=False,
        timezone="Europe/Paris",
    )
    plan = read_plan(b'2026-12-03|15:00|"A| b"|acme\n', "a.csv", layout=layout)
    (space,) = plan.spaces
    assert titles(plan) == ["A| b"]
    assert space.host == "acme"
    assert space.scheduled_start is not None
    assert space.scheduled_start.moment.isoformat() == "2026-12-03T15:00:00+01:00"


def test_a_column_that_is_not_there_is_named_with_the_nearest() -> None:
    data = b"Titel,host\nA,acme\n"
    assert read_plan(data, "a.csv").problems == ()
    problem = only(read_plan(data, "a.csv", layout=Layout(title="Title")), "SL001")
    assert problem.values["hint"] == "is it Titel?"


def test_a_layout_that_only_says_how_days_are_read_changes_no_names() -> None:
    text = "- titel: A\n  name: B\n  start: 03/04/2026 15:00\n  speeker: x\n"
    plan = read_plan(text.encode(), "a.yaml", layout=Layout(date_order="dmy", timezone="UTC"))
    assert titles(plan) == ["B"]
    assert codes(plan) == ["SL005", "SL005"]
    start = plan.spaces[0].scheduled_start
    assert start is not None
    assert start.moment.isoformat() == "2026-04-03T15:00:00+00:00"


def test_a_layout_may_name_a_field_and_leave_the_title_to_the_header() -> None:
    layout = Layout(fields={"host": ("owner",), "scheduled_start": ("when",)})
    plan = read_plan(b"title,owner,when\nA,acme,2026-12-03 15:00\n", "a.csv", layout=layout)
    (space,) = plan.spaces
    assert (titles(plan), space.host) == (["A"], "acme")
    assert space.scheduled_start is not None


def test_a_layout_reaches_into_lists_and_tables() -> None:
    text = json.dumps(
        {
            "week": {
                "calls": [
                    {"meta": {"t": "A"}, "kind": "space"},
                    {"meta": {"t": "B"}, "kind": "zoom"},
                ]
            }
        }
    )
    layout = Layout(title="meta.t", items="week.calls", where=(Where("kind", equals="Space"),))
    plan = read_plan(text.encode(), "a.json", layout=layout)
    assert titles(plan) == ["A"]
    title = plan.spaces[0].title
    assert title is not None
    assert title.written == '"A"'
    assert plan.problems == ()


# --- problems -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "kept", "swallowed", "fixed"),
    [
        ("title: AMA with us #Launch", "AMA with us", "#Launch", 'title: "AMA with us #Launch"'),
        ("title: #Launch", "", "#Launch", 'title: "#Launch"'),
        ("title: #Launch # note", "", "#Launch", 'title: "#Launch" # note'),
        ("title: It's #A #B", "It's", "#A #B", 'title: "It\'s #A #B"'),
        ('title: Say "hi" #A', 'Say "hi"', "#A", "title: 'Say \"hi\" #A'"),
    ],
)
def test_a_hashtag_that_yaml_swallows_is_told_and_put_back(
    line: str, kept: str, swallowed: str, fixed: str
) -> None:
    text = f"spaces:\n- {line}\n  host: acme\n"
    for path, whole in (("a.yaml", text), ("a.md", f"---\n{text}---\n")):
        plan = read_plan(whole.encode(), path)
        assert codes(plan) == ["SL002"]
        problem = only(plan, "SL002")
        assert whole[problem.start : problem.end] == swallowed
        assert problem.values["title"] == kept
        assert apply(whole, problem.edits) == whole.replace(line, fixed)
        after = read_plan(apply(whole, problem.edits).encode(), path)
        assert after.problems == ()
        assert titles(after) == [problem.values["replacement"]]


@pytest.mark.parametrize(
    "line",
    ["title: AMA # note", 'title: "AMA" #x', "title: AMA#x", "title: AMA # spacelint: ignore"],
)
def test_a_comment_that_is_one_is_left_alone(line: str) -> None:
    assert read_plan(f"- {line}\n".encode(), "a.yaml").problems == ()


@pytest.mark.parametrize(
    ("path", "text", "written", "value"),
    [
        ("a.yaml", "- title: 2026\n", "2026", "2026"),
        ("a.yaml", "- title: yes\n", "yes", "yes"),
        ("a.yaml", "- title: 12:30:45\n", "12:30:45", "12:30:45"),
        ("a.yaml", "- title: 2026-12-03\n", "2026-12-03", "2026-12-03"),
        ("a.yaml", "- {title: 1.50, host: a}\n", "1.50", "1.50"),
        ("a.toml", "[[spaces]]\ntitle = 2026\n", "2026", "2026"),
        ("a.json", '[{"title": 2026}]', "2026", "2026"),
        ("a.jsonl", '{"title": true}\n', "true", "true"),
    ],
)
def test_a_title_that_is_no_text_is_told_and_quoted(
    path: str, text: str, written: str, value: str
) -> None:
    plan = read_plan(text.encode(), path)
    problem = only(plan, "SL004")
    assert problem.values["written"] == written
    assert text[problem.start : problem.end] == written
    after = read_plan(apply(text, problem.edits).encode(), path)
    assert titles(after) == [value]
    assert after.problems == ()


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("a.yaml", "- host: acme\n", "missing"),
        ("a.yaml", "- title:\n  host: acme\n", "missing"),
        ("a.yaml", "- title: ''\n", "empty"),
        ("a.toml", "[[spaces]]\nhost = 'acme'\n", "missing"),
        ("a.json", '[{"title": null}]', "missing"),
        ("a.csv", "title,host\n,acme\n", "empty"),
        ("a.ics", "BEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\r\n", "missing"),
    ],
)
def test_a_missing_title_is_told(path: str, text: str, found: str) -> None:
    plan = read_plan(text.encode(), path)
    problem = only(plan, "SL003")
    assert problem.end > problem.start
    assert "\n" not in text[problem.start : problem.end]
    assert problem.values["found"] in ("missing", "empty")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.yaml", "- title: A\n  titel: B\n  title: C\n"),
        ("a.json", '[{"title": "A", "title": "B"}]'),
        ("a.jsonl", '{"title": "A", "title": "B"}\n'),
        ("a.toml", "[[spaces]]\ntitle = 'A'\ntitle = 'B'\n"),
        ("a.ics", "BEGIN:VEVENT\r\nSUMMARY:A\r\nSUMMARY:B\r\nEND:VEVENT\r\n"),
    ],
)
def test_a_key_that_stands_twice_is_told(path: str, text: str) -> None:
    plan = read_plan(text.encode(), path)
    problem = only(plan, "SL006")
    assert problem.values["key"] in ("title", "SUMMARY")
    assert problem.start > text.index("A")


@pytest.mark.parametrize("second", ["title", "Title"])
def test_the_first_of_two_columns_of_a_name_is_read_and_the_second_told(second: str) -> None:
    plan = read_plan(f'"title",host,{second},x,x\nTown hall,acme,Other,1,2\n'.encode(), "a.csv")
    title = plan.spaces[0].title
    assert title is not None
    assert (title.value, title.written, title.exact) == ("Town hall", "Town hall", True)
    problem = only(plan, "SL006")
    assert plan.text[: problem.start] == '"title",host,'
    assert problem.values == {"key": second, "reason": "only the first column counts"}
    assert not plan.approximate


@pytest.mark.parametrize(
    ("path", "text", "reason"),
    [
        ("a.yaml", "title: A\ntitle: B\n", "only the last value counts"),
        (
            "a.ics",
            "BEGIN:VEVENT\nSUMMARY:A\nSUMMARY:B\nEND:VEVENT\n",
            "only the first value counts",
        ),
        ("a.toml", "title = 'A'\ntitle = 'B'\n", "TOML takes a key once"),
    ],
)
def test_what_becomes_of_a_key_that_stands_twice_is_said(path: str, text: str, reason: str) -> None:
    plan = read_plan(text.encode(), path)
    assert only(plan, "SL006").values["reason"] == reason
    counts = {"only the last value counts": ["B"], "only the first value counts": ["A"]}
    titles = [space.title.value for space in plan.spaces if space.title is not None]
    assert titles == counts.get(reason, ["A", "B"])


@pytest.mark.parametrize(
    ("key", "near"), [("titel", "title"), ("speeker", "speakers"), ("Host", "host"), ("zzz", "")]
)
def test_an_unknown_field_is_named_with_the_nearest(key: str, near: str) -> None:
    rest = "name: A\n" if near != "title" else "lang: en\n"
    text = f"spaces:\n- {key}: x\n  {rest}"
    problem = only(read_plan(text.encode(), "a.yaml"), "SL005")
    assert text[problem.start : problem.end] == key
    assert problem.values["nearest"] in (near, near.rstrip("s"))
    assert bool(problem.edits) == bool(near)


def test_a_cell_that_a_spreadsheet_runs_is_told() -> None:
    text = 'title,host\n@acme live,acme\n"=1+1",acme\nAMA,acme\n'
    plan = read_plan(text.encode(), "a.csv")
    assert codes(plan) == ["SL009", "SL009"]
    edits = [edit for problem in plan.problems for edit in problem.edits]
    assert apply(text, edits) == 'title,host\n @acme live,acme\n" =1+1",acme\nAMA,acme\n'


@pytest.mark.parametrize(
    ("path", "text", "where", "hint"),
    [
        ("a.yaml", "- title: @acme live\n", (1, 10), '"@acme live"'),
        ("a.yaml", "- title: %a\n", (1, 10), '"%a"'),
        ("a.yaml", "- title: `a`\n", (1, 10), '"`a`"'),
        ("a.yaml", "- title: Ask: anything # x\n", (1, 13), 'title: "Ask: anything"'),
        ("a.yaml", "spaces:\n\t- title: A\n", (2, 1), "spaces"),
        ("a.yaml", '- title: "A\n- title: B\n', (1, 10), "close"),
        ("a.yaml", '- title: "A" live\n', (1, 10), "one pair of quotes"),
        ("a.toml", "title = AMA\n", (1, 9), 'title = "AMA"'),
        ("a.toml", 'a = 1\r\ntitle = "AMA\r\nb = 2\r\n', (2, 13), "close"),
        ("a.toml", 'a = 1\ntitle = """AMA\nb = 2\n', (2, 9), "close"),
        ("a.toml", 'title = "say "hi""\n', (1, 15), "one pair of quotes"),
        ("a.json", '[{"title": "A",}]', (1, 15), "comma"),
        ("a.json", '[{"title": "A"} ,\n ]', (1, 17), "comma"),
        ("a.json", "[{'title': 'A'}]", (1, 3), "instead of"),
        ("a.json", '[\n// x\n{"title": "A"}]', (2, 1), "comment"),
        ("a.json", '[{"title": "A}]', (1, 12), "close"),
        ("a.jsonl", '{"title": "A"}\n{"title" "B"}\n', (2, 10), '"key"'),
        ("a.csv", 'title,host\n"A,acme\nB,acme\n', (2, 1), "close"),
        ("a.md", "---\ntitle: A\n", (2, 1), "---"),
        ("a.ics", "BEGIN:VEVENT\r\nSUMMARY:A\r\n", (1, 1), "END"),
    ],
)
def test_an_unreadable_plan_is_told_with_its_place_and_how_to_mend_it(
    path: str, text: str, where: tuple[int, int], hint: str
) -> None:
    plan = read_plan(text.encode(), path)
    problem = next(problem for problem in plan.problems if problem.code == "SL001")
    assert plan.lines.line_column(problem.start) == where
    assert hint in problem.values["hint"]
    assert plan.approximate


# --- comments -------------------------------------------------------------------------------


def test_comments_to_spacelint_are_found_and_titles_are_none() -> None:
    for path, text in (
        (
            "a.toml",
            "# spacelint: file-ignore[SL1]\ntitle = 'a # spacelint: no' # spacelint: ignore\n",
        ),
        (
            "a.yaml",
            "# spacelint: file-ignore[SL1]\ntitle: 'a # spacelint: no' # spacelint: ignore\n",
        ),
        (
            "a.md",
            "---\n# spacelint: file-ignore[SL1]\n"
            "title: 'a # spacelint: no' # spacelint: ignore\n---\n",
        ),
    ):
        plan = read_plan(text.encode(), path)
        assert [comment.text for comment in plan.comments] == [
            "# spacelint: file-ignore[SL1]",
            "# spacelint: ignore",
        ]
        for comment in plan.comments:
            assert text[comment.start : comment.end] == comment.text


# --- bad input ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["a.toml", "a.yaml", "a.json", "a.jsonl", "a.md", "a.csv", "a.txt"]
)
def test_bytes_that_are_no_text_are_told_with_their_place(path: str) -> None:
    for data, position in ((b"ab\ncd\xff", 5), (b"ab\ncd\x00e", 5)):
        decoded = decode(data)
        assert isinstance(decoded, NotText)
        assert (decoded.position, decoded.line, decoded.column) == (position, 2, 3)
        plan = read_plan(data, path)
        problem = only(plan, "SL001")
        assert plan.lines.line_column(problem.start) == (2, 3)


def test_utf16_without_a_mark_is_named() -> None:
    decoded = decode("title: x".encode("utf-16-le"))
    assert isinstance(decoded, NotText)
    assert "UTF-16" in decoded.reason
    assert isinstance(decode(b""), Text)


@pytest.mark.parametrize(
    "path", ["a.toml", "a.yaml", "a.json", "a.jsonl", "a.md", "a.csv", "a.ics", "a.txt", "a.tsv"]
)
def test_an_empty_file_holds_no_space(path: str) -> None:
    plan = read_plan(b"", path)
    assert plan.spaces == ()
    assert codes(plan) == (["SL001"] if path == "a.json" else [])


def bombs() -> list[tuple[str, str]]:
    laughs = "a0: &a0 [x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)
    )
    merges = "a0: &a0 {x: 1}\n" + "".join(
        f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}\n" for n in range(1, 12)
    )
    return [
        ("a.yaml", laughs + "title: x\n"),
        ("a.yaml", merges + "title: x\n"),
        ("a.yaml", "[" * 10_000 + "]" * 10_000),
        ("a.yaml", "[" * 100_000),
        ("a.yaml", "- " * 10_000 + "x"),
        ("a.yaml", "{a: " * 10_000),
        ("a.yaml", "? " * 10_000 + "x"),
        ("a.md", "---\n" + "[" * 10_000 + "\n---\n"),
        ("a.json", "[" * 10_000 + "]" * 10_000),
        ("a.json", '{"title":' * 100_000),
        ("a.jsonl", "[" * 100_000 + "\n"),
        ("a.toml", "a = " + "[" * 10_000 + "]" * 10_000),
        ("a.toml", "a." * 10_000 + "b = 1"),
        ("a.json", "[" + "1" * 10_000 + "]"),
    ]


@pytest.mark.parametrize(("path", "text"), bombs(), ids=range(len(bombs())))
def test_bombs_and_deep_nesting_give_a_clean_problem_quickly(path: str, text: str) -> None:
    start = time.process_time()
    plan = read_plan(text.encode(), path)
    assert "SL001" in codes(plan)
    assert only(plan, "SL001").values["reason"]
    assert time.process_time() - start < 5


def test_hostile_csv_takes_linear_time() -> None:
    start = time.process_time()
    plan = read_plan(b"title,host\n" + b'"a"b,c\n' * 20_000, "a.csv")
    assert "SL001" in codes(plan)
    plan = read_plan(b"title," * 200_000 + b"\na\n", "a.csv")
    assert codes(plan).count("SL006") == 199_999
    assert time.process_time() - start < 5


def test_a_file_over_the_limit_is_refused_by_name() -> None:
    plan = read_plan(b"x" * 101, "a.yaml", max_bytes=100)
    assert "max-file-size" in only(plan, "SL001").values["reason"]


@pytest.mark.parametrize("path", ["a.jsonl", "a.txt"])
def test_a_long_file_is_read_in_pieces_that_know_their_place(path: str) -> None:
    lines = [f"Title {n} 🎉" for n in range(500)]
    text = "\r\n".join(json.dumps(t, ensure_ascii=False) if path == "a.jsonl" else t for t in lines)
    data = text.encode()
    found: list[str] = []
    for plan in read_pieces(io.BytesIO(data), path, piece=997):
        for space in plan.spaces:
            title = space.title
            assert title is not None
            start, _ = title.span(0, 1)
            line, _ = plan.lines.line_column(start)
            assert plan.first_line + line == len(found) + 1
            byte = plan.first_byte + plan.lines.byte_offset(start)
            assert data[byte:].startswith(title.value.encode())
            found.append(title.value)
    assert found == lines


def test_a_line_without_end_is_refused_not_kept_in_memory() -> None:
    plans = list(read_pieces(io.BytesIO(b"x" * 5_000), "a.jsonl", piece=100, max_bytes=1_000))
    assert any("SL001" in codes(plan) for plan in plans)
    assert max(len(plan.text) for plan in plans) <= 1_200


# --- the parsers are the authority ----------------------------------------------------------


def test_titles_of_merged_and_aliased_tables_are_read_though_not_exact() -> None:
    text = "base: &b {title: A, host: acme}\nt: &t Town\nspaces:\n- <<: *b\n- title: *t\n- *b\n"
    plan = read_plan(text.encode(), "a.yaml")
    assert titles(plan) == ["A", "Town", "A"]
    assert [space.title.exact for space in plan.spaces if space.title] == [False, False, False]
    for space in plan.spaces:
        assert space.title is not None
        assert space.title.replace([Edit(0, 0, "x")]) is None


def test_the_values_are_those_of_the_plain_parsers() -> None:
    page = (Path(__file__).parents[2] / "docs" / "plans.md").read_text(encoding="utf-8")
    loaders: dict[str, Any] = {"plan.toml": tomli.loads, "plan.yaml": yaml.safe_load,
                               "plan.json": json.loads}  # fmt: skip
    for path, load in loaders.items():
        text = page.split(f'title="{path}"\n')[1].split("```")[0]
        plan = read_plan(text.encode(), path)
        assert [space.raw for space in plan.spaces] == load(text)["spaces"]


def test_a_parser_is_imported_only_for_a_file_of_its_format() -> None:
    script = (
        "import sys; from spacelint.plan import read_plan; "
        "plan = read_plan(b'[[spaces]]\\ntitle = \"A\"\\n', 'a.toml'); "
        "assert plan.problems == (); plan.spaces[0].title.span(0, 1); "
        "print(' '.join(m for m in sys.argv[1:] if m in sys.modules))"
    )
    heavy = ["json", "yaml", "csv", "icalendar", "typing", "dataclasses", "pathlib", "tomli"]
    found = subprocess.run(
        [sys.executable, "-c", script, *heavy], capture_output=True, text=True, check=True
    )
    assert set(found.stdout.split()) <= {"tomli"}


def test_a_field_without_a_name_is_told() -> None:
    plan = read_plan(b'{"spaces": [{"title": "A", "": 1}]}', "spaces.json")
    assert only(plan, "SL005").values["field"] == ""


@pytest.mark.parametrize("format", ["json", "yaml", "toml"])
def test_very_many_unknown_fields_of_a_space_are_counted(format):
    """Each got the nearest known name: 17 s for 100,000."""
    names = [f"hoost{number}" for number in range(3_000)]
    fields = {
        "json": '{"spaces": [{"title": "AMA", ' + ",\n".join(f'"{n}": 1' for n in names) + "}]}",
        "yaml": "spaces:\n- title: AMA\n" + "".join(f"  {n}: 1\n" for n in names),
        "toml": '[[spaces]]\ntitle = "AMA"\n' + "".join(f"{n} = 1\n" for n in names),
    }
    before = nearest_field.cache_info().misses
    plan = read_plan(fields[format].encode(), "a." + format)
    assert len(plan.problems) == 1_000
    assert nearest_field.cache_info().misses - before <= 100
    assert plan.problems[1].values["hint"] == "did you mean host?"
    last = plan.problems[-1].values
    assert last["field"] == "hoost999"
    assert last["hint"] == "2,000 more fields here are unknown: see docs/plans.md"


def test_very_many_properties_of_an_event_are_not_all_compared_with_known_names():
    unknown = "".join(f"HOOST{number}:1\r\n" for number in range(3_000))
    event = f"BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:AMA\r\n{unknown}END:VEVENT\r\n"
    before = nearest_field.cache_info().misses
    plan = read_plan(f"BEGIN:VCALENDAR\r\n{event}END:VCALENDAR\r\n".encode(), "a.ics")
    assert len(plan.problems) <= 100
    assert nearest_field.cache_info().misses - before <= 100


def test_the_nearest_field_is_that_of_difflib():
    """Names with too few letters in common are left out before."""
    for known in KNOWN:
        for wrong in (known[1:], known + "x", known[::-1], "x" + known[:-2], known * 2, known[:3]):
            wanted = wrong.lower()
            if wanted not in KNOWN:
                expected = get_close_matches(wanted, list(KNOWN), 1, 0.72)
                assert nearest_field(wrong) == (expected or [""])[0]
