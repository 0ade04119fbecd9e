"""What a rule says, for people and as plain values: `spacelint rule` and the assistants' tool."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from spacelint.checks import find_check
from spacelint.config.reference import field_kind
from spacelint.engine.default import default_rules
from spacelint.engine.evidence import evidence
from spacelint.engine.rule import Example, Rule, RuleSet
from spacelint.schema import Field
from spacelint.text.width import visible, visible_lines

_MOST_OF_A_VALUE = 60  # characters of an option's value that are shown


def listing(known: RuleSet, chosen: Sequence[Rule]) -> str:
    """Return a line a rule: code, severity, fix, name, summary."""
    rows = [
        (
            one.code,
            one.severity,
            one.applicability or "-",
            one.name,
            visible(known.docs(one.code).summary),
        )
        for one in chosen
    ]
    widths = [max(len(row[i]) for row in rows) for i in range(4)]
    return "\n".join(
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[4]])
        for row in rows
    )


def explanation(known: RuleSet, one: Rule, paint: Any) -> str:
    """Return all that a rule's file says of it, for people."""
    docs = known.docs(one.code)
    lines = [
        f"{paint(one.code, 'bold')} {one.name} ({paint(one.severity, one.severity)})",
        visible_lines(docs.summary),
        "",
        visible_lines(docs.rationale),
        "",
        f"It says: {visible_lines(one.message)}",
    ]
    if one.help:
        lines.append(f"It advises: {visible_lines(one.help)}")
    if one.applicability:
        lines.append(f"Its fix ({one.applicability}): {visible(one.fix_title)}")
    figures = evidence(one.code)
    if figures is not None:
        lines += ["", figures.sentence()]
    options = [
        _option(one.code, name, field, one.params[name]) for name, field in _options(one).items()
    ]
    if options:
        lines += ["", f"Its options, under [rules.{one.code}] in spacelint.toml:", *options]
    lines += ["", "It marks:", *(_shown(example) for example in docs.invalid)]
    lines += ["", "It is silent on:", *(_shown(example) for example in docs.valid)]
    return "\n".join(lines)


def _options(one: Rule) -> dict[str, Field]:
    """Return the options of a rule, each with its type and what it says."""
    fields = find_check(one.check).params()
    return {name: field for name, field in fields.items() if name in one.params}


def _option(code: str, name: str, field: Field, value: object) -> str:
    shown = _written(value)
    builtin = default_rules().get(code)
    if builtin is not None and builtin.params[name] != value:
        shown += f" (default: {_written(builtin.params[name])})"
    assigned = f"{name} = {shown}" if value is not None else f"{name} is not set"
    return f"  {assigned}\n    {field_kind(field)}: {field.doc}"


def _written(value: object) -> str:
    shown = json.dumps(value, ensure_ascii=False, default=str)
    if len(shown) > _MOST_OF_A_VALUE and isinstance(value, (list, tuple, dict)):
        return f"{len(value)} values"
    return visible(shown)


def _shown(example: Example) -> str:
    text = f"  {visible(example.title)}"
    if example.output is not None:
        text += f"\n    becomes: {visible(example.output)}"
    if example.note:
        text += f"\n    ({visible_lines(example.note)})"
    return text


def rule_object(known: RuleSet, one: Rule) -> dict[str, Any]:
    """Return a rule as plain values."""
    docs = known.docs(one.code)
    figures = evidence(one.code)
    return {
        "code": one.code,
        "name": one.name,
        "summary": docs.summary,
        "severity": one.severity,
        "scope": one.scope,
        "check": one.check,
        "parameters": dict(one.params),
        "options": {
            name: {"type": field_kind(field), "value": one.params[name], "help": field.doc}
            for name, field in _options(one).items()
        },
        "message": one.message,
        "help": one.help,
        "fix": {"title": one.fix_title, "applicability": one.applicability}
        if one.applicability
        else None,
        "tags": list(one.tags),
        "supersedes": list(one.supersedes),
        "since": docs.since,
        "evidence": figures._asdict() if figures is not None else None,
        "rationale": docs.rationale,
        "valid": [example.title for example in docs.valid],
        "invalid": [
            {"title": e.title, "highlight": list(e.highlight), "output": e.output}
            for e in docs.invalid
        ],
    }
