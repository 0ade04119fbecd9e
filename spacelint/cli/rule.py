"""``spacelint rule``: what a rule says, why, its options, and on which titles."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from spacelint.cli import complete
from spacelint.cli.declare import add_command
from spacelint.cli.parameters import Colour, Rules, TextOrJson, colour, one_of
from spacelint.cli.session import UsageError, rules_in_force
from spacelint.engine.select import UnknownSelector, matching
from spacelint.report.rule_docs import explanation, listing, rule_object
from spacelint.report.terminal import style_for

if TYPE_CHECKING:
    from spacelint.engine.rule import Rule
    from spacelint.engine.ruleset import RuleSet

_Codes = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[RULE]...", autocompletion=complete.selectors,
        help="Codes, names, beginnings of codes or tags; all rules if none is given.",
    ),
]  # fmt: skip


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    add_command(
        app, "rule", "Explain a rule by code or name, or list them all.", rule,
        "spacelint rule SL301", "spacelint rule hashtags",
    )  # fmt: skip


def rule(
    codes: _Codes = None,
    rules: Rules = None,
    output_format: TextOrJson = "text",
    color: Colour = "auto",
) -> Any:
    """Explain rules, or list all of them: the built-in ones and those of the configuration."""
    one_of(output_format, ("text", "json"), "--output-format")
    try:
        known = rules_in_force(tuple(rules or ()))
        groups = [_chosen(known, code) for code in codes or ()] or [known.rules]
    except UsageError as error:
        print(error, file=sys.stderr)
        raise typer.Exit(2) from None
    chosen = [known.rules[i] for i in sorted({known.rules.index(r) for g in groups for r in g})]
    if output_format == "json":
        print(json.dumps([rule_object(known, one) for one in chosen], indent=2, default=str))
    elif codes and all(len(group) == 1 for group in groups):
        style = style_for(sys.stdout, colour(color))
        print("\n\n".join(explanation(known, one, style.paint) for one in chosen))
    else:
        print(listing(known, chosen))


def _chosen(known: RuleSet, selector: str) -> tuple[Rule, ...]:
    """Return the rule of a code or name, else the rules of a tag or the beginning of a code."""
    found = known.get(selector)
    if found is not None:
        return (found,)
    try:
        return matching(known.rules, selector)
    except UnknownSelector as error:
        raise UsageError(str(error)) from None
