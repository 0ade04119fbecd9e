"""SARIF as code scanning reads it."""

from __future__ import annotations

import json

import jsonschema
import pytest

from spacelint.engine.linter import Linter
from spacelint.report.item import Item
from spacelint.text import Title
from tests.peers import node
from tests.report.runs import LINTER, PLAN, plan_items, report, title_item

_PACKAGE = "@microsoft/jest-sarif@1.0.0-beta.0"  # carries the official schema of SARIF 2.1.0


@pytest.fixture(scope="module")
def validator():
    try:
        folder = node.ensure(_PACKAGE)
    except node.NoNode as reason:
        pytest.skip(str(reason))
    path = folder / "node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    return jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())


def run_of(items, **options):
    return json.loads(report("sarif", items, **options))["runs"][0]


@pytest.mark.parametrize(
    "items",
    [
        pytest.param([], id="nothing found"),
        pytest.param(plan_items(PLAN), id="a plan"),
        pytest.param([title_item("Town hall #AT&T")], id="a title given as an argument"),
        pytest.param([title_item("#2026 \x1b[31m\u202e #AT&T")], id="a hostile title"),
        pytest.param(plan_items(PLAN, "/tmp/ü b%.toml"), id="a path to be escaped"),
        pytest.param(plan_items("title: @acme\n", "plan.yaml"), id="a plan that can't be read"),
    ],
)
def test_a_report_is_valid_by_the_official_schema(validator, items):
    document = json.loads(report("sarif", items))
    assert [error.message for error in validator.iter_errors(document)] == []


def test_the_official_schema_refuses_a_broken_report(validator):
    document = json.loads(report("sarif", plan_items(PLAN)))
    document["runs"][0]["results"][0]["level"] = "fatal"
    assert not validator.is_valid(document)


def test_every_rule_can_be_described_from_its_docs(validator):
    from spacelint.engine.default import default_rules
    from spacelint.engine.rule import Diagnostic

    rules = default_rules()
    found = tuple(Diagnostic(0, 1, rule, "x", {}) for rule in rules.rules)
    document = json.loads(report("sarif", [Item(Title("x"), found)]))
    assert [error.message for error in validator.iter_errors(document)] == []
    for rule in document["runs"][0]["tool"]["driver"]["rules"]:
        docs = rules.docs(rule["id"])
        assert rule["shortDescription"]["text"] == docs.summary
        assert docs.rationale.strip() in rule["help"]["markdown"]
        assert "helpUri" not in rule  # there is no page to link to yet


def test_with_an_address_of_the_project_there_are_links(monkeypatch, validator):
    for module in ("common", "sarif", "rdjson"):
        monkeypatch.setattr(f"spacelint.report.{module}.HOME", "https://lint.example")
    items = plan_items(PLAN)
    document = json.loads(report("sarif", items))
    assert [error.message for error in validator.iter_errors(document)] == []
    driver = document["runs"][0]["tool"]["driver"]
    assert driver["informationUri"] == "https://lint.example"
    assert driver["rules"][0]["helpUri"] == f"https://lint.example/rules/{driver['rules'][0]['id']}"
    found = json.loads(report("rdjson", items))
    assert found["source"]["url"] == "https://lint.example"
    assert found["diagnostics"][0]["code"]["url"].startswith("https://lint.example/rules/SL")


def test_results_point_at_their_rules():
    run = run_of(plan_items(PLAN))
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    levels = {rule["id"]: rule["defaultConfiguration"]["level"] for rule in rules}
    assert levels["SL103"] == "error"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_regions_hold_the_marked_characters_in_every_unit(encoding):
    text = PLAN.replace("\n", "\r\n")
    data = text.encode(encoding)
    run = run_of(plan_items(text, encoding=encoding))
    result = next(r for r in run["results"] if r["ruleId"] == "SL103")
    region = result["locations"][0]["physicalLocation"]["region"]
    assert run["columnKind"] == "utf16CodeUnits"
    code = "utf-16-le" if encoding == "utf-16" else "utf-8"
    start = region["byteOffset"]
    assert data[start : start + region["byteLength"]].decode(code) == "#AT&T"
    start = region["charOffset"]
    assert text[start : start + region["charLength"]] == "#AT&T"
    units = text.splitlines()[region["startLine"] - 1].encode("utf-16-le")
    columns = units[2 * (region["startColumn"] - 1) : 2 * (region["endColumn"] - 1)]
    assert columns.decode("utf-16-le") == "#AT&T"


def test_a_fix_put_into_the_file_mends_the_title():
    run = run_of(plan_items(PLAN))
    result = next(r for r in run["results"] if r["ruleId"] == "SL103")
    change = result["fixes"][0]["artifactChanges"][0]
    data = PLAN.encode()
    for replacement in reversed(change["replacements"]):
        region = replacement["deletedRegion"]
        start = region["byteOffset"]
        new = replacement["insertedContent"]["text"].encode()
        data = data[:start] + new + data[start + region["byteLength"] :]
    assert change["artifactLocation"] == {"uri": "plans/q4.toml", "uriBaseId": "%SRCROOT%"}
    assert data.decode() == PLAN.replace("#AT&T", "#ATT", 1)


def test_paths_are_uris():
    for path, uri in (
        ("./a b/ü#1.toml", "a%20b/%C3%BC%231.toml"),
        ("a\nb%41.toml", "a%0Ab%2541.toml"),
        ("/srv/x.toml", "file:///srv/x.toml"),
        ("bad\udcff.toml", "bad%FF.toml"),
    ):
        location = run_of(plan_items(PLAN, path))["results"][0]["locations"][0]
        assert location["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_fingerprints_stay_when_lines_come_before_and_differ_within_a_run():
    def prints(text):
        return [
            (r["ruleId"], r["partialFingerprints"]["spacelint/v1"])
            for r in run_of(plan_items(text))["results"]
            if r["ruleId"] == "SL103"
        ]

    before, after = prints(PLAN), prints("# moved\n\n" + PLAN)
    assert before == after
    assert len(set(before)) == 2
    assert set(before).isdisjoint(prints(PLAN.replace("Town hall", "Open day")))


def test_a_rule_without_docs_is_described_by_its_name():
    one = LINTER.rules[0]._replace(code="ACME001", name="no-coffee")

    def docs(code):
        raise KeyError(code)

    from spacelint.engine.rule import Diagnostic

    run = run_of([Item(Title("x"), (Diagnostic(0, 1, one, "x", {}),))], docs=docs)
    assert run["tool"]["driver"]["rules"][0]["shortDescription"] == {"text": "No coffee"}


def test_a_severity_of_the_configuration_is_the_level():
    run = run_of(plan_items(PLAN, linter=Linter(severity={"SL103": "info"})))
    assert {r["level"] for r in run["results"] if r["ruleId"] == "SL103"} == {"note"}


def test_a_fix_that_is_only_to_be_shown_is_not_offered():
    shown = Linter(select=["SL005"])  # the nearest name of a field is a guess
    (result,) = run_of(plan_items(PLAN, linter=shown))["results"]
    assert shown.plan_rules["SL005"].applicability == "display"
    assert "fixes" not in result
