"""Workflow commands, read back as GitHub's runner reads them."""

from __future__ import annotations

import re

from tests.report.runs import PLAN, plan_items, report, title_item

_COMMAND = re.compile(r"^::(error|warning|notice) ([^:]*)::(.*)$")


def unescaped(text):
    for code, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, char)
    return text


def commands(items):
    for line in report("github", items).splitlines():
        name, listed, message = _COMMAND.match(line).groups()
        properties = dict(pair.split("=", 1) for pair in listed.split(","))
        yield name, {key: unescaped(value) for key, value in properties.items()}, message


def test_a_finding_is_a_command_at_its_place():
    assert report("github", plan_items(PLAN)).splitlines()[0] == (
        "::error file=plans/q4.toml,line=2,endLine=2,col=23,endColumn=27,"
        "title=SL103 cut-short-hashtag::"
        "X links only #AT, not #AT&T. A hashtag ends before &: write #ATT"
    )


def test_severities_become_githubs():
    names = {name for name, _, _ in commands([title_item("ALL OF THIS #AT&T  SHOUTS")])}
    assert names == {"error", "warning", "notice"}


def test_a_path_is_read_back_as_it_was():
    for path in ("a,b: c%2C.toml", "a::error b.toml", "line\r\nbreak.toml"):
        assert {p["file"] for _, p, _ in commands(plan_items(PLAN, path))} == {path}


def test_a_title_cannot_start_a_command_of_its_own():
    text = "x\n::warning file=a::b%0A::error::c\r #AT&T"
    found = list(commands([title_item(text)]))
    assert found
    assert all("\n" not in unescaped(message) for _, _, message in found)


def test_a_title_given_as_an_argument_names_no_file():
    for _, properties, _ in commands([title_item("Town hall #AT&T")]):
        assert set(properties) == {"title"}
