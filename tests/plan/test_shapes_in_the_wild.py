"""YAML, JSON, front matter and fields as people and programs write them."""

from __future__ import annotations

import pytest

from spacelint.plan import Layout, Plan, read_plan
from spacelint.plan.compare import only_titles_differ
from spacelint.source.text import apply


def read(name: str, text: str) -> Plan:
    return read_plan(text.encode(), name)


def titles(plan: Plan) -> list[str | None]:
    return [space.title.value if space.title else None for space in plan.spaces]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.yaml", "spaces:\n-\ttitle: a\n- title:\tb\n\t\n \t \n- title: c\n", ["a", "b", "c"]),
        ("a.yaml", "spaces:\n- title: a\n---\n", ["a"]),
        ("a.yaml", "---\ntitle: a\n...\n", ["a"]),
        ("a.yaml", "# plan\n---\nspaces:\n- title: a\n---\nspaces:\n- title: b\n", ["a", "b"]),
        ("a.yaml", "---\ntitle: a\n--- # second\n- title: b\n- c\n", ["a", "b", "c"]),
        ("a.md", '{\n"title": "a",\n"start": "2027-01-01"\n}\nText\n', ["a"]),
        ("a.md", "---yaml\ntitle: a\n---\nText\n", ["a"]),
        ("a.md", '---toml\ntitle = "a"\n---\nText\n', ["a"]),
        ("a.md", '---json\n{"title": "a"}\n---\nText\n', ["a"]),
        ("a.json", '{"@context": "https://schema.org", "@type": "Event", "name": "a"}', ["a"]),
        ("a.json", '[{"@type": ["BusinessEvent"], "name": "a"}, {"@type": "Person"}]', ["a"]),
        ("a.json", '{"@graph": [{"@type": "Person", "name": "x"}, '
                   '{"@type": "SocialEvent", "name": "a"}]}', ["a"]),
    ],
)  # fmt: skip
def test_each_shape_is_read_with_exact_places(name: str, text: str, expected: list[str]) -> None:
    plan = read(name, text)
    assert titles(plan) == expected
    assert plan.problems == ()
    for space in plan.spaces:
        assert space.title is not None
        assert space.title.exact
        edits = space.title.replace([(1, 1, " b")])
        assert edits is not None
        after = read(name, apply(text, edits))
        assert only_titles_differ(plan, after, {space.index: space.title.value + " b"})


def test_an_event_of_schema_org_has_its_fields() -> None:
    text = (
        '{"@type": "Event", "name": "a", "startDate": "2027-01-01T18:00:00Z",'
        ' "organizer": {"@type": "Person", "name": "acme"}, "performer": [{"name": "jack"}]}'
    )
    (space,) = read("a.json", text).spaces
    assert (space.host, space.speakers) == ("acme", ("jack",))
    assert space.scheduled_start is not None
    assert space.scheduled_start.moment.isoformat() == "2027-01-01T18:00:00+00:00"


@pytest.mark.parametrize(
    ("text", "hidden", "whole"),
    [
        ("title: AMA with us\n  #Launch tonight\nhost: a\n", "#Launch tonight",
         "AMA with us #Launch tonight"),
        ("- title: AMA with us\r\n    #Launch\r\n  host: a\r\n", "#Launch", "AMA with us #Launch"),
    ],
)  # fmt: skip
def test_a_hashtag_at_the_start_of_a_wrapped_line_is_told(
    text: str, hidden: str, whole: str
) -> None:
    plan = read("a.yaml", text)
    (problem,) = plan.problems
    assert problem.code == "SL002"
    assert plan.text[problem.start : problem.end] == hidden
    fixed = read("a.yaml", apply(text, problem.edits))
    assert titles(fixed) == [whole]
    assert fixed.problems == ()


def test_a_key_that_was_commented_out_is_no_hashtag() -> None:
    assert read("a.yaml", "- title: AMA\n  #host: x\n  speakers: [a]\n").problems == ()
    assert read("a.yaml", "- title: AMA\n      #host: x\n  speakers: [a]\n").problems == ()


@pytest.mark.parametrize("depth", [0, 1, 3, 150])
def test_a_key_given_twice_is_named_where_it_stands_at_any_depth(depth: int) -> None:
    text = '{"x": ' * depth + '{"k": {"a": 1}, "j": 2, "k": {"a": 3}}' + "}" * depth
    plan = read("a.json", '{"title": "a", "description": ' + text + "}")
    (problem,) = [each for each in plan.problems if each.code == "SL006"]
    assert plan.text[problem.start : problem.end] == '"k"'
    assert problem.start == plan.text.rindex('"k"')


@pytest.mark.parametrize(
    ("fields", "start", "end"),
    [
        ('date: 2026-12-03\nstart_time: "18:00"\nend_time: "19:00"',
         "2026-12-03T18:00:00", "2026-12-03T19:00:00"),
        ("date: 2026-12-03\nstart_time: 18:00\ntimezone: CET", "2026-12-03T18:00:00+01:00", None),
        ("start_date: 2026-12-03\nstartTime: 6 pm ET\nend_date: 2026-12-04\nendTime: 1 am ET",
         "2026-12-03T18:00:00-05:00", "2026-12-04T01:00:00-05:00"),
        ("date: 2026-12-03\ntime: 5:30–8:30 PM (PT)",
         "2026-12-03T17:30:00-08:00", "2026-12-03T20:30:00-08:00"),
        ("date: 2026-12-03\ntime: 11:30 - 1 PM", "2026-12-03T11:30:00", "2026-12-03T13:00:00"),
        ("date: 2026-12-03\ntime: 10:00 to 11:00 CET",
         "2026-12-03T10:00:00+01:00", "2026-12-03T11:00:00+01:00"),
        ("date: 2022-11-22\ntime: 1500 UTC", "2022-11-22T15:00:00+00:00", None),
        ("date: 2022-11-22\ntime: 15:00-05:00", "2022-11-22T15:00:00-05:00", None),
        ("start_time: 2026-12-03T18:00:00Z\nend_time: 2026-12-03T19:00:00Z",
         "2026-12-03T18:00:00+00:00", "2026-12-03T19:00:00+00:00"),
        ("startDate: 2026-12-03T18:00:00Z", "2026-12-03T18:00:00+00:00", None),
    ],
)  # fmt: skip
def test_a_moment_may_stand_in_several_fields(fields: str, start: str, end: str | None) -> None:
    plan = read("a.yaml", f"title: a\n{fields}\n")
    assert plan.problems == ()
    (space,) = plan.spaces
    assert space.scheduled_start is not None
    assert space.scheduled_start.moment.isoformat() == start
    assert (space.ends.moment.isoformat() if space.ends else None) == end


def test_a_bare_time_without_a_day_is_told() -> None:
    (problem,) = read("a.yaml", 'title: a\nstart_time: "18:00"\n').problems
    assert (problem.code, problem.values["field"]) == ("SL007", "start_time")


def test_a_list_of_events_by_name_may_have_keys_of_its_own():
    text = "- name: Town hall\n  date: 2026-12-03\n  platform: X Spaces\n  registration: open\n"
    assert read_plan(text.encode(), "_data/events.yml").problems == ()
    ours = read_plan(b"- title: Town hall\n  platform: X Spaces\n", "a.yml")
    assert [problem.code for problem in ours.problems] == ["SL005"]


def test_lists_by_month_are_read_where_the_configuration_says_so():
    text = "january:\n- title: AMA\n- Town hall\nfebruary:\n- title: Open hour\nnote: x\n"
    plan = read_plan(text.encode(), "a.yaml", layout=Layout(items="*"))
    assert [space.title.value for space in plan.spaces] == ["AMA", "Town hall", "Open hour"]
    found = [text[space.place().start :].split("\n")[0] for space in plan.spaces]
    assert found == ["title: AMA", "Town hall", "title: Open hour"]


def test_tabs_part_things_in_each_of_several_documents() -> None:
    text = "spaces:\n- \ttitle: AMA\n---\nspaces:\n-\ttitle: Town hall\n\t\n---\n"
    plan = read_plan(text.encode(), "a.yaml")
    assert plan.problems == ()
    assert [space.title.value for space in plan.spaces] == ["AMA", "Town hall"]
    places = [space.place("title") for space in plan.spaces]
    assert [text[each.start : each.end] for each in places] == ["AMA", "Town hall"]
