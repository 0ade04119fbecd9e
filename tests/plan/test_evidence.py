"""A file that was found and not named is a plan by what it holds, or it is left alone."""

from __future__ import annotations

import pytest

from spacelint.plan import Layout, Plan, read_plan

FOUND = Layout(evident_only=True)
CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n"
    "BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Dentist\r\nDTSTART:20270101T100000Z\r\nEND:VEVENT\r\n"
    "{}END:VCALENDAR\r\n"
)
SPACE = (
    "BEGIN:VEVENT\r\nUID:2\r\nSUMMARY:Town hall\r\nDTSTART:20270101T180000Z\r\n"
    "LOCATION:Twitter Spaces\r\nEND:VEVENT\r\n"
)


def found(name: str, text: str | bytes) -> Plan:
    data = text if isinstance(text, bytes) else text.encode()
    return read_plan(data, name, layout=FOUND)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("spaces/a.yaml", "spaces:\n- Town hall\n"),
        ("spaces/a.yaml", "spaces:\n  first:\n    name: Town hall\n    host: acme\n"),
        ("spaces/a.yaml", "spaces:\n  title: Town hall\n  start: 2027-01-01T10:00:00Z\n"),
        ("spaces/a.yaml", "spaces:\n- host: acme\n- title: Town hall\n"),
        ("spaces/a.yaml", "title: Town hall\nhost: acme\nstart: Tomorrow\n"),
        ("spaces/a.toml", '[spaces.first]\ntitle = "Town hall"\n'),
        ("spaces/a.csv", "Title,Date,Time\nTown hall,2027-01-01,10:00\n"),
        ("spaces/a.csv", "date,time_24hr,message_text\n03/04/2027,15:00,Town hall\n"),
        ("spaces/a.yaml", "- title: Town hall\n  host: acme\n- title: Other\n"),
        ("spaces/a.yaml", "tilte: Town hall\nspeakers: [jack]\n"),
        ("spaces/a.yaml", "title: Town hall\nlocation: X Spaces\n"),
        ("spaces/a.toml", 'title = "Town hall"\nstart = 2027-01-01\n'),
        ("spaces/a.json", '{"data": [{"id": "1", "title": "Town hall", "state": "scheduled"}]}'),
        ("spaces/a.jsonl", '{"title": "Town hall", "host": "acme"}\n'),
        ("spaces/a.csv", "Title,Host\nTown hall,acme\n"),
        ("spaces/a.csv", "Text,Image URL,Tags,Posting Time\nTown hall,,,2027-01-01 10:00\n"),
        ("spaces/a.md", "---\ntitle: Town hall\ndate: 2027-01-01\ntime: 1500 UTC\n---\n"),
    ],
)
def test_what_evidently_holds_spaces_is_read(name: str, text: str) -> None:
    plan = found(name, text)
    assert plan.spaces
    assert len(plan.spaces) == len(read_plan(text.encode(), name).spaces)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("spaces/requirements.txt", "foo==1.0#nocomment\n"),
        ("spaces/robots.txt", "User-agent: *\nDisallow: /\n"),
        ("spaces/labels.yml", "- name: team@core\n"),
        ("spaces/members.csv", "name\nC#dev\n"),
        ("spaces/members.csv", "name,start\nC#dev,2020\n"),
        ("spaces/posts.csv", "title,tags\nA post,#a\n"),
        ("spaces/post.md", "---\ntitle: A post on spaces\ndate: 2027-01-01\n---\ntext\n"),
        ("spaces/notes.md", "# Notes\n\ntitle: none\n"),
        ("spaces/list.yaml", "- Town hall\n- AMA\n"),
        ("spaces/api.yaml", "swagger: '2.0'\nhost: api.example.com\ninfo:\n  title: API\n"),
        ("spaces/deploy.yaml", "kind: Pod\n---\nkind: Service\n---\nb: [\n"),
        ("spaces/chart.yaml", "title: {{ .Values.name }}\n"),
        ("spaces/tsconfig.json", '{\n  // comment\n  "compilerOptions": {}\n}\n'),
        ("spaces/package.json", '{"name": "spaces", "version": "1.0.0"}'),
        ("spaces/editor.json", '{"tabs": false, "spaces": 4}'),
        ("spaces/image.json", b"\x89PNG\r\n\x1a\n\0\0\0"),
        ("spaces/wiki.json", '{"spaces": [{"key": "DEV", "name": "Dev#team"}]}'),
        ("spaces/rooms.yaml", "spaces:\n- name: Lab#2\n  capacity: 4\n"),
        ("spaces/tokens.json", '{"spaces": {"sm": {"value": "4px"}, "md": {"value": "8px"}}}'),
        ("spaces/en.json", '{"spaces": {"title": "Your#X", "start": "Start now", "host": "Host"}}'),
        ("spaces/en.json", '{"title": "Your#X", "start": "Start a Space", "speakers": "Speakers"}'),
        ("spaces/en.json", '{"spaces": {"list": {"title": "Your#X"}, "no": {"title": "a#b"}}}'),
        ("spaces/ja.yml", "spaces:\n  title: あなた#X\n  start: 開始\n  host: ホスト\n"),
        ("spaces/google.csv", "Subject,Start Date,Start Time\nDentist,01/02/2027,10:00\n"),
        ("spaces/a.ics", CALENDAR.format("")),
        ("spaces/a.csv", 'a,b\n"x" y,1\n'),
    ],
)
def test_what_holds_no_spaces_is_left_alone(name: str, text: str | bytes) -> None:
    plan = found(name, text)
    assert plan.spaces == ()
    assert plan.problems == ()
    assert not plan.approximate


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("spaces/a.yaml", "spaces:\n- title: Town: [hall\n"),
        ("spaces/a.yaml", "- title: @jack on air\n  host: acme\n"),
        ("spaces/a.toml", '[[spaces]]\ntitle = "Town hall\n'),
        ("spaces/a.json", '{"spaces": [{"title": "Town hall",}]}'),
        ("spaces/a.csv", 'title,host\n"Town hall,acme\n'),
        ("spaces/a.csv", "title,host\nTown hall,acme\n".encode("utf-16-le")),
        ("spaces/a.yaml", "spaces:\n- title: caf\xe9\n".encode("latin-1")),
    ],
)
def test_a_plan_that_cannot_be_read_is_still_told(name: str, text: str | bytes) -> None:
    assert found(name, text).problems[0].code == "SL001"


def test_of_a_calendar_only_the_events_that_name_spaces_are_read() -> None:
    plan = found("spaces/a.ics", CALENDAR.format(SPACE))
    assert [space.title and space.title.value for space in plan.spaces] == ["Town hall"]
    assert len(read_plan(CALENDAR.format(SPACE).encode(), "spaces/a.ics").spaces) == 2


def test_a_large_file_is_told_only_where_it_looks_like_a_plan() -> None:
    text = "- name: team@core\n" * 1000
    assert read_plan(text.encode(), "a.yaml", layout=FOUND, max_bytes=1000).problems == ()
    text = "- title: Town hall\n  host: acme\n" * 1000
    (problem,) = read_plan(text.encode(), "a.yaml", layout=FOUND, max_bytes=1000).problems
    assert "larger than max-file-size" in problem.values["reason"]
