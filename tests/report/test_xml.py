"""JUnit and Checkstyle, read by a consumer's own library and by an XML parser."""

from __future__ import annotations

import io
from xml.etree import ElementTree

import junitparser
import pytest

from tests.report.runs import PLAN, plan_items, report, title_item

HOSTILE = "a<b>&\"' \x00\x07\ud800\ufffe\u202e #AT&T ]]> --> 日本"
SEVERITIES = {"error", "warning", "info", "ignore"}


def suites(items, **options):
    text = report("junit", items, **options)
    return junitparser.JUnitXml.fromstring(text.encode())


def test_junit_has_a_suite_a_file_and_a_case_a_title():
    found = suites([*plan_items(PLAN, "a.toml"), *plan_items('title = "Office hours"', "b.toml")])
    first, second = found
    assert (first.name, second.name) == ("a.toml", "b.toml")
    assert first.tests == len(list(first)) >= 3
    assert first.failures == sum(bool(case.result) for case in first)
    assert second.tests == 1
    (case,) = second
    assert (case.name, case.classname) == ("Office hours", "b.toml")


def test_junit_says_what_is_wrong_and_where():
    case = next(case for case in next(iter(suites(plan_items(PLAN)))) if "Town hall" in case.name)
    (failure,) = case.result
    assert failure.type == "SL103"
    assert failure.message == "X links only #AT, not #AT&T"
    assert failure.text.startswith("plans/q4.toml:2:23: error SL103 cut-short-hashtag: X links")


@pytest.mark.parametrize(("fail_on", "failures"), [("never", 0), ("error", 1), ("info", 1)])
def test_junit_fails_what_fails_the_run(fail_on, failures):
    (suite,) = suites([title_item("Town hall with us #AT&T")], fail_on=fail_on)
    assert suite.failures == failures


def test_junit_tells_the_rest_as_output_of_the_case():
    (suite,) = suites([title_item("Town hall with us #AT&T  now")], fail_on="never")
    (case,) = suite
    assert "SL103" in case.system_out
    assert not case.result


def test_junit_holds_what_the_schema_of_jenkins_demands():
    root = ElementTree.fromstring(report("junit", plan_items(PLAN)))
    assert root.tag == "testsuites"
    for suite in root:
        assert {"name", "tests", "failures", "errors"} <= set(suite.attrib)
        assert [child.tag for child in suite] == ["testcase"] * int(suite.get("tests"))
        for case in suite:
            assert set(case.attrib) == {"name", "classname", "time"}
            assert {child.tag for child in case} <= {"failure", "system-out"}


def test_a_long_suite_is_written_whole():
    items = [title_item(f"Town hall number {i} with friends #AT&T") for i in range(3_000)]
    (suite,) = suites(items)
    assert suite.tests == suite.failures == len(list(suite)) == 3_000


def test_checkstyle_has_an_error_a_finding_in_its_file():
    items = [*plan_items(PLAN, "a.toml"), *plan_items(PLAN, "b.toml")]
    root = ElementTree.fromstring(report("checkstyle", items))
    assert (root.tag, root.get("version")) == ("checkstyle", "4.3")
    assert [file.get("name") for file in root] == ["a.toml", "b.toml"]
    found = [error.attrib for file in root for error in file]
    assert len(found) == sum(len(item.diagnostics) for item in items)
    assert {error["severity"] for error in found} <= SEVERITIES
    assert {
        "line": "2",
        "column": "23",
        "severity": "error",
        "message": "X links only #AT, not #AT&T. A hashtag ends before &: write #ATT",
        "source": "spacelint.SL103",
    } in found


def test_checkstyle_without_a_finding_is_still_a_document():
    root = ElementTree.fromstring(
        report("checkstyle", plan_items('title = "Office hours with us"'))
    )
    assert len(root) == 0 or all(len(file) for file in root)


@pytest.mark.parametrize("format", ["junit", "checkstyle"])
def test_hostile_titles_and_paths_stay_data(format):
    items = [title_item(HOSTILE, path=f'{HOSTILE}"/>.toml')]
    text = report(format, items)
    assert text.isascii()
    ElementTree.parse(io.BytesIO(text.encode()))
    assert "&lt;b&gt;&amp;&quot;" in text
    assert "<U+0000>".replace("<", "&lt;").replace(">", "&gt;") in text
