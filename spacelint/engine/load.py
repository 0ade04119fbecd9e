"""Read rule files: TOML in, rules and every problem out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from spacelint import schema
from spacelint.checks import check_names, find_check
from spacelint.checks.contract import Trigger
from spacelint.engine.example_context import example_tables, live_faults
from spacelint.engine.rule import Example, Rule, RuleDocs, RuleSet, placeholders, stray_brace
from spacelint.engine.rulefile import RESERVED_PREFIX, rule_file_table
from spacelint.schema import Fault, Problem, TomlDocument

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
    return _rules_of(
        (
            schema.load_toml(path, limit_bytes=limit_bytes, limit_name="limits.rule-bytes")
            for path in paths
        ),
        builtin,
    )


def parse_rules(
    text: str, path: str = "<rules>", *, builtin: bool = False
) -> tuple[RuleSet, tuple[Problem, ...]]:
    """Read rules from TOML in memory, as `load_rules` does from files."""
    return _rules_of((schema.parse_toml(text, path),), builtin)


def _rules_of(
    documents: Iterable[TomlDocument | Problem], builtin: bool
) -> tuple[RuleSet, tuple[Problem, ...]]:
    rules: list[Rule] = []
    triggers: dict[str, Trigger] = {}
    docs: dict[str, RuleDocs] = {}
    problems: list[Problem] = []
    for document in documents:
        if isinstance(document, schema.Problem):
            problems.append(document)
        else:
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


_ALWAYS = ("match", "title")


def rule_faults(
    code: str, value: Mapping[str, Any], builtin: bool, taken: Mapping[str, object]
) -> Iterator[Fault]:
    """Yield all that is wrong with the rule ``code`` beyond the form of its table.

    What the form has already found wrong is None in ``value`` and passed over here.
    """
    path = ("rules", code)
    if code in taken:
        yield schema.Fault(path, f"the code {code} is already taken by another file", on_key=True)
    if code.startswith(RESERVED_PREFIX) and code[len(RESERVED_PREFIX)].isdigit() and not builtin:
        message = f"codes of {RESERVED_PREFIX} are the built-in rules': take letters of your own"
        yield schema.Fault(path, message, on_key=True)
    if value["check"] is None:
        return
    try:
        check = find_check(value["check"])
    except KeyError as error:
        name, *reason = error.args
        near = "" if reason else schema.nearest(name, check_names())
        message = f'there is no check "{schema.shown(name)}"'
        if reason:
            message = f'the check "{name}" cannot be used: {reason[0]}'
        yield schema.Fault((*path, "check"), message, near or "")
        return
    if value["scope"] not in check.scopes:
        wants = " or ".join(f'"{scope}"' for scope in check.scopes)
        message = f'the check {value["check"]} looks at scope {wants}, not "{value["scope"]}"'
        yield schema.Fault((*path, "scope"), message)
    known = (*_ALWAYS, *check.placeholders)
    yield from _text_faults((*path, "message"), value["message"], known)
    yield from _text_faults((*path, "help"), value["help"], known)
    if value["fix"]:
        yield from _text_faults((*path, "fix", "title"), value["fix"]["title"], known)
    yield from _example_faults(path, value)


def _text_faults(
    path: tuple[str | int, ...], template: str | None, known: tuple[str, ...]
) -> Iterator[Fault]:
    if not template:
        return
    for name in placeholders(template):
        if name not in known:
            near = schema.nearest(name, known)
            message = f"unknown placeholder {{{name}}}; this check fills {', '.join(known)}"
            yield schema.Fault(path, message, near or "")
    if stray_brace(template):
        message = "a brace that belongs to no placeholder: {{ and }} stand for plain ones"
        yield schema.Fault(path, message)


def _example_faults(path: tuple[str | int, ...], value: Mapping[str, Any]) -> Iterator[Fault]:
    for group in ("valid", "invalid"):
        for i, example in enumerate(value[group] or ()):
            if isinstance(example, dict) and example["title"] is None and example["plan"] is None:
                yield schema.Fault((*path, group, i), 'neither "title" nor "plan" is given')
            if isinstance(example, dict) and isinstance(example["brand"], dict):
                for fault in example_tables(example["brand"])[1]:
                    yield fault._replace(path=(*path, group, i, "brand", *fault.path))
            if isinstance(example, dict) and example["live"] is not None:
                for fault in live_faults(example["live"]):
                    yield fault._replace(path=(*path, group, i, "live", *fault.path))
    for i, example in enumerate(value["invalid"] or ()):
        highlight = example.get("highlight") or ()
        parts = (highlight,) if isinstance(highlight, str) else highlight
        for part in parts:
            if part not in (example["title"] or example["plan"] or ""):
                message = f'"{schema.shown(part)}" does not stand in the title'
                yield schema.Fault((*path, "invalid", i, "highlight"), message)
        if example.get("output") is not None and not value["fix"]:
            message = "an output, and the rule has no fix"
            yield schema.Fault((*path, "invalid", i, "output"), message)
