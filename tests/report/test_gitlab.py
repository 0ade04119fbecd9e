"""GitLab's Code Quality list."""

from __future__ import annotations

import json

import jsonschema

from tests.report.runs import PLAN, plan_items, report, title_item

# What GitLab's documentation asks of an entry, written down here: it publishes no schema.
SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "minLength": 1, "not": {"pattern": "^\\./"}},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {
                            "begin": {"type": "integer", "minimum": 1},
                            "end": {"type": "integer", "minimum": 1},
                        },
                        "additionalProperties": False,
                    },
                },
                "additionalProperties": False,
            },
        },
        "additionalProperties": False,
    },
}


def issues(items):
    found = json.loads(report("gitlab", items))
    jsonschema.validate(found, SCHEMA)
    return found


def test_every_entry_is_what_gitlab_asks_for():
    assert issues([]) == []
    found = issues([*plan_items(PLAN, "./plans/q4.toml"), title_item("#2026")])
    assert found[0] == {
        "description": "SL103: X links only #AT, not #AT&T",
        "check_name": "SL103",
        "fingerprint": found[0]["fingerprint"],
        "severity": "major",
        "location": {"path": "plans/q4.toml", "lines": {"begin": 2, "end": 2}},
    }


def test_no_two_findings_of_a_run_have_the_same_fingerprint():
    found = issues(plan_items(PLAN * 5))
    assert len({issue["fingerprint"] for issue in found}) == len(found) > 10


def test_a_finding_keeps_its_fingerprint_when_its_line_changes():
    before = {issue["fingerprint"] for issue in issues(plan_items(PLAN))}
    moved = {issue["fingerprint"] for issue in issues(plan_items("# a comment\n" + PLAN))}
    assert before == moved


def test_two_files_do_not_share_fingerprints():
    one = {issue["fingerprint"] for issue in issues(plan_items(PLAN, "a.toml"))}
    assert one.isdisjoint(issue["fingerprint"] for issue in issues(plan_items(PLAN, "b.toml")))
