"""Read rule files: TOML in, rules and every problem out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from spacelint import schema
from spacelint.checks import check_names, find_check
from spacelint.checks.contract import Trigger
from spacelint.engine.rule import Rule
from spacelint.engine.rulefile import rule_file_table
from spacelint.engine.ruleset import Example, RuleDocs, RuleSet
from spacelint.engine.semantics import rule_faults
from spacelint.schema import Problem, TomlDocument

RULE_FILE_LIMIT = 5_000_000  # bytes
_RULE_KEYS = frozenset(
    "name summary check scope severity message help rationale since tags supersedes fix valid"
    " invalid".split()
)


def load_rules(
    paths: Iterable[str], *, builtin: bool = False, limit_bytes: int = RULE_FILE_LIMIT
) -> tuple[RuleSet, tuple[Problem, ...]]:
    """Read the rule files at ``paths``; return their rules and all that is wrong with them.

    A file that is a directory, unreadable, over ``limit_bytes``, not UTF-8 or not TOML is one
    problem. A rule with a problem is left out of the set, the others stay. ``builtin`` allows the
    reserved codes.
    """
    rules: list[Rule] = []
    triggers: dict[str, Trigger] = {}
    docs: dict[str, RuleDocs] = {}
    problems: list[Problem] = []
    for path in paths:
        document = schema.load_toml(path, limit_bytes=limit_bytes, limit_name="limits.rule-bytes")
        if isinstance(document, schema.Problem):
            problems.append(document)
            continue
        _read(document, builtin, rules, triggers, docs, problems)
    rules.sort(key=lambda rule: rule.code)
    return RuleSet(tuple(rules), triggers, lambda: docs), tuple(problems)


def parse_rules(
    text: str, path: str = "<rules>", *, builtin: bool = False
) -> tuple[RuleSet, tuple[Problem, ...]]:
    """Read rules from TOML in memory, as `load_rules` does from files."""
    document = schema.parse_toml(text, path)
    if isinstance(document, schema.Problem):
        return RuleSet((), {}, dict), (document,)
    rules: list[Rule] = []
    triggers: dict[str, Trigger] = {}
    docs: dict[str, RuleDocs] = {}
    problems: list[Problem] = []
    _read(document, builtin, rules, triggers, docs, problems)
    rules.sort(key=lambda rule: rule.code)
    return RuleSet(tuple(rules), triggers, lambda: docs), tuple(problems)


def _read(
    document: TomlDocument,
    builtin: bool,
    rules: list[Rule],
    triggers: dict[str, Trigger],
    docs: dict[str, RuleDocs],
    problems: list[Problem],
) -> None:

    named = _checks_named(document.data)
    known = [name for name in check_names() if name in named]
    values, found = schema.validate(document, rule_file_table(known))
    problems.extend(found)
    spoilt = {_code_of(problem.key_path) for problem in found}
    faults: list[schema.Fault] = []
    for code, value in values.get("rules", {}).items():
        before = len(faults)
        faults.extend(rule_faults(code, value, builtin, triggers))
        if code in spoilt or len(faults) > before:
            continue
        rule = _rule(code, value, document.path)
        rules.append(rule)
        triggers[code] = find_check(rule.check).trigger(rule.params)
        docs[code] = _docs(value)
    problems.extend(schema.locate(document, faults))


def _checks_named(data: Mapping[str, Any]) -> set[str]:
    rules = data.get("rules")
    tables = rules.values() if isinstance(rules, dict) else ()
    return {
        table["check"]
        for table in tables
        if isinstance(table, dict) and isinstance(table.get("check"), str)
    }


def _code_of(key_path: str) -> str:
    parts = key_path.split(".")
    return parts[1] if len(parts) > 1 else ""


def _rule(code: str, value: Mapping[str, Any], path: str) -> Rule:
    fix = value["fix"] or {"title": "", "applicability": None}
    return Rule(
        code=code,
        name=value["name"],
        severity=value["severity"],
        check=value["check"],
        scope=value["scope"],
        params={key: item for key, item in value.items() if key not in _RULE_KEYS},
        message=value["message"],
        help=value["help"],
        fix_title=fix["title"],
        applicability=fix["applicability"],
        tags=value["tags"],
        supersedes=value["supersedes"],
        file=path,
    )


def _docs(value: Mapping[str, Any]) -> RuleDocs:
    return RuleDocs(
        value["summary"],
        value["rationale"].strip(),
        value["since"],
        tuple(_example(item) for item in value["valid"]),
        tuple(_example(item) for item in value["invalid"]),
    )


def _example(item: str | Mapping[str, Any]) -> Example:
    if isinstance(item, str):
        return Example(item)
    highlight = item.get("highlight") or ()
    return Example(
        title=item["title"] if item["plan"] is None else item["plan"],
        format=item["format"],
        beside=item["beside"],
        highlight=(highlight,) if isinstance(highlight, str) else tuple(highlight),
        output=item.get("output"),
        message=item.get("message"),
        note=item["note"] or "",
        brand=item["brand"],
        space=item["space"],
        today=item["today"],
        words=item["words"] or (),
        live=item["live"],
    )
