"""The published JSON Schemas are those of the code, and a real validator agrees with it."""

from __future__ import annotations

import datetime
import json
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import tomli
import yaml

from spacelint.cli.config import SCHEMAS, schema_object
from spacelint.engine.default import rule_files
from spacelint.plan import read_plan
from spacelint.plan.fields import NAMES
from spacelint.report.item import FilePlace
from spacelint.severity import SEVERITIES
from tests.report.runs import PLAN, plan_items, report, title_item

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
_BLOCK = re.compile(r"(?ms)^```([^\n]*)\n(.*?)^```$")


def validator(which):
    schema = schema_object(which)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


def as_json(value):
    """Return TOML's or YAML's values as JSON has them: moments as text."""
    if isinstance(value, dict):
        return {key: as_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_json(inner) for inner in value]
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return value


def faults(which, value):
    return [
        f"{error.json_path}: {error.message[:200]}"
        for error in validator(which).iter_errors(as_json(value))
    ]


def blocks(page):
    return _BLOCK.findall((DOCS / page).read_text(encoding="utf-8"))


@pytest.mark.parametrize("which", SCHEMAS)
def test_the_file_is_what_the_code_says(which):
    published = (ROOT / "schemas" / f"{which}.schema.json").read_text(encoding="utf-8")
    current = json.dumps(schema_object(which), indent=2, ensure_ascii=False) + "\n"
    assert published == current, "run: make schemas"


@pytest.mark.parametrize("which", SCHEMAS)
def test_the_command_prints_it(which):
    done = subprocess.run(
        [sys.executable, "-m", "spacelint", "config", "schema", which],
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == schema_object(which)


def test_a_schema_that_is_none_is_told_with_the_nearest():
    done = subprocess.run(
        [sys.executable, "-m", "spacelint", "config", "schema", "plans"],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert "did you mean plan?" in " ".join(done.stderr.split())


# Rule files.


@pytest.mark.parametrize("path", rule_files(), ids=lambda path: Path(path).name)
def test_the_built_in_rules_are_accepted(path):
    assert faults("rules", tomli.loads(Path(path).read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "change",
    [
        {"severity": "eror"},
        {"scope": "everywhere"},
        {"no-such-key": 1},
        {"valid": []},
        {"name": "Cut Short"},
        {"fix": {"title": "Mend it"}},
        {"fix": {"title": "Mend it", "applicability": "certain"}},
        {"invalid": [{"title": "x", "higlight": "x"}]},
    ],
    ids=str,
)
def test_a_broken_rule_is_refused(change):
    rules = tomli.loads(Path(rule_files()[1]).read_text(encoding="utf-8"))
    code = next(iter(rules["rules"]))
    rules["rules"][code].update(change)
    assert faults("rules", rules)


def test_a_code_that_is_none_is_refused():
    rules = tomli.loads(Path(rule_files()[1]).read_text(encoding="utf-8"))
    assert faults("rules", {"rules": {"sl1": next(iter(rules["rules"].values()))}})


# Configurations.

CONFIGS = [
    pytest.param(page, info, body, id=f"{page} {number}")
    for page in ("configuration.md", "brand-book.md", "plans.md")
    for number, (info, body) in enumerate(blocks(page))
    if info in ("toml", "toml pyproject.toml", 'toml title="spacelint.toml"')
]


@pytest.mark.parametrize(("page", "info", "body"), CONFIGS)
def test_the_configurations_of_the_docs_are_accepted(page, info, body):
    config = tomli.loads(body)
    assert faults("config", config["tool"]["spacelint"] if "pyproject" in info else config) == []


def test_the_docs_have_configurations():
    assert len(CONFIGS) >= 6


def test_a_broken_configuration_is_refused():
    wrong = dict(blocks("configuration.md"))["toml wrong"]
    assert len(faults("config", tomli.loads(wrong))) >= 2


# Plans.

PLANS = [
    pytest.param(info, body, id=info)
    for info, body in blocks("plans.md")
    if info.partition(" ")[0] in ("toml", "yaml", "json")
    and "spacelint.toml" not in info
    and "jsonl" not in info
    and '"data"' not in body  # the X API's answers have a schema of their own
]
SAMPLES = sorted((DOCS / "examples").glob("*.yaml")) + sorted((DOCS / "examples").glob("*.toml"))


def parsed(kind, text):
    if kind == "toml":
        return tomli.loads(text)
    return yaml.safe_load(text) if kind == "yaml" else json.loads(text)


@pytest.mark.parametrize(("info", "body"), PLANS)
def test_the_plans_of_the_docs_are_accepted(info, body):
    kind, _, name = info.partition(" ")
    value = as_json(parsed(kind, body))
    if '"@context"' not in body:  # the events of schema.org have a schema of their own
        assert faults("plan", value) == []
    assert read_plan(body.encode(), name.split('"')[1]).spaces  # it is a plan for the reader too


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_the_sample_plans_are_accepted(path):
    text = path.read_text(encoding="utf-8")
    assert faults("plan", parsed(path.suffix[1:], text)) == []


def test_every_name_that_the_reader_knows_is_described():
    properties = schema_object("plan")["$defs"]["space"]["properties"]
    for field, names in NAMES.items():
        for name in names:
            assert properties[name]["description"], field


#: A plan, and whether the reader finds nothing to tell in it and the schema accepts it.
JUDGED = [
    ([{"title": "AMA"}], True),
    ({"title": "AMA", "host": "acme", "record": "yes"}, True),
    ({"name": "AMA", "speakers": "ann, bob"}, True),
    ({"spaces": {"monday": {"title": "AMA"}}}, True),
    ({"spaces": ["AMA", {"title": "B", "consent": ["ann"]}]}, True),
    ({"spaces": [{"title": "A", "speakers": [{"handle": "ann"}]}]}, True),
    ({"spaces": [{"title": "A", "host": None, "sponsored": "Acme Inc"}]}, True),
    ({"spaces": [{"title": ""}]}, False),
    ({"spaces": [{"title": 5}]}, False),
    ({"spaces": [{"host": "acme"}]}, False),
    ({"spaces": [{"title": "A", "speekers": ["ann"]}]}, False),
    ({"spaces": [{"title": "A", "speakers": 5}]}, False),
    ({"spaces": [{"title": "A", "speakers": [{"role": "guest"}]}]}, False),
    ({"spaces": [{"title": "A", "record": "perhaps"}]}, False),
    ({"spaces": [{"title": "A", "topics": [["x"]]}]}, False),
]


@pytest.mark.parametrize(("plan", "right"), JUDGED, ids=str)
def test_the_schema_and_the_reader_of_plans_agree(plan, right):
    read = read_plan(json.dumps(plan).encode(), "plan.json")
    assert read.spaces
    assert (not read.problems) is right
    assert (not faults("plan", plan)) is right


# What is written.

ITEMS = [
    *plan_items(PLAN),
    *plan_items("title: AMA with us #Launch\n", "plan.yaml"),
    title_item("Town hall #AT&T with @acme/list, x.com $TWTR #2026 @8pm"),
    title_item("\ud800 \x00 \u202e"),
    title_item(""),
]


def test_what_is_written_is_what_the_schema_says():
    assert faults("output", json.loads(report("json", ITEMS))) == []
    assert faults("output", json.loads(report("json", []))) == []


def test_every_severity_is_in_the_schema():
    severities = schema_object("output")["$defs"]["summary"]["properties"]["by_severity"]
    assert tuple(severities["properties"]) == SEVERITIES
    assert set(schema_object("output")["$defs"]["place"]["properties"]) == set(FilePlace._fields)


def test_a_line_of_jsonl_is_a_line_of_the_schema():
    schema = {**schema_object("output"), "$ref": "#/$defs/line"}
    for key in ("type", "properties", "required", "additionalProperties"):
        del schema[key]
    validator = jsonschema.Draft202012Validator(schema)
    for line in report("jsonl", ITEMS).splitlines():
        validator.validate(json.loads(line))
    validator.validate({"unchecked": ["SL804 was not checked for #Acme: X did not answer"]})
    assert not validator.is_valid({"unchecked": "SL804"})
    assert not validator.is_valid({"unchecked": [], "title": "AMA"})


def test_every_field_of_the_schema_is_written_by_some_run():
    written = set()

    def collect(value):
        if isinstance(value, dict):
            written.update(value)
            for inner in value.values():
                collect(inner)
        elif isinstance(value, list):
            for inner in value:
                collect(inner)

    collect(json.loads(report("json", ITEMS, unchecked=("SL804 was not checked",))))
    declared = set(FilePlace._fields)
    for definition in schema_object("output")["$defs"].values():
        declared.update(definition.get("properties", ()))
    assert declared <= written


@pytest.mark.parametrize("taken", ["version", "titles", "summary"])
def test_a_document_that_lacks_something_is_refused(taken):
    document = json.loads(report("json", ITEMS))
    del document[taken]
    assert faults("output", document)


def test_a_document_with_a_wrong_place_is_refused():
    document = json.loads(report("json", ITEMS))
    found = next(title for title in document["titles"] if title["diagnostics"])
    found["diagnostics"][0]["start"] = -1
    assert faults("output", document)
