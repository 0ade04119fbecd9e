"""``spacelint rule``: what a rule says, why, and on which titles."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from spacelint.cli import arguments as given
from spacelint.engine.evidence import evidence

if TYPE_CHECKING:
    from spacelint.engine.rule import Rule
    from spacelint.engine.ruleset import Example, RuleSet

_Codes = Annotated[
    list[str] | None, typer.Argument(metavar="[CODE|NAME]...", help="Rules; all if none is given.")
]
_Format = Annotated[str, typer.Option("--output-format", help="text or json.")]


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("rule", help="Explain a rule by code or name, or list them all.")(rule)


def rule(
    codes: _Codes = None,
    rules: given.Rules = None,
    output_format: _Format = "text",
    color: given.Colour = "auto",
) -> Any:
    """Explain rules, or list all of them."""
    from spacelint.cli.session import UsageError

    given.one_of(output_format, ("text", "json"), "--output-format")
    try:
        known = _rule_set(tuple(rules or ()))
        chosen = [_named(known, code) for code in codes or ()] or list(known.rules)
    except UsageError as error:
        print(error, file=sys.stderr)
        raise typer.Exit(2) from None
    if output_format == "json":
        import json

        print(json.dumps([rule_object(known, one) for one in chosen], indent=2, default=str))
    elif codes:
        from spacelint.report.style import style_for

        style = style_for(sys.stdout, given.colour(color))
        print("\n\n".join(explanation(known, one, style.paint) for one in chosen))
    else:
        print(listing(known))


def _rule_set(files: tuple[str, ...]) -> RuleSet:
    from spacelint.cli.session import UsageError
    from spacelint.engine.default import default_rules
    from spacelint.engine.load import load_rules

    known = default_rules()
    if files:
        more, problems = load_rules(files)
        if problems:
            raise UsageError("\n".join(str(problem) for problem in problems))
        known = known.joined(more)
    return known


def _named(known: RuleSet, code: str) -> Rule:
    from spacelint.cli.session import UsageError
    from spacelint.text.distance import nearest
    from spacelint.text.escape import visible

    found = known.get(code)
    if found is None:
        names = [one.code for one in known.rules] + [one.name for one in known.rules]
        near = nearest(code, names)
        hint = f" (did you mean {near}?)" if near else ""
        raise UsageError(f'no rule has the code or name "{visible(code)}"{hint}')
    return found


def listing(known: RuleSet) -> str:
    """Return a line a rule: code, name, severity, fix, summary."""
    rows = [
        (one.code, one.severity, one.applicability or "-", one.name, known.docs(one.code).summary)
        for one in known.rules
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
        docs.summary,
        "",
        docs.rationale,
        "",
        f"It says: {one.message}",
    ]
    if one.help:
        lines.append(f"It advises: {one.help}")
    if one.applicability:
        lines.append(f"Its fix ({one.applicability}): {one.fix_title}")
    figures = evidence(one.code)
    if figures is not None:
        lines += ["", figures.sentence()]
    lines += ["", "It marks:", *(_shown(example) for example in docs.invalid)]
    lines += ["", "It is silent on:", *(_shown(example) for example in docs.valid)]
    return "\n".join(lines)


def _shown(example: Example) -> str:
    from spacelint.text.escape import visible

    text = f"  {visible(example.title)}"
    if example.output is not None:
        text += f"\n    becomes: {visible(example.output)}"
    if example.note:
        text += f"\n    ({example.note})"
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
