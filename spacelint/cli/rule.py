"""``spacelint rule``: what a rule says, why, its options, and on which titles."""

from __future__ import annotations

import json
import os
import sys
from typing import Annotated, Any

import typer

from spacelint.checks.shared.text import plural
from spacelint.cli import UsageError
from spacelint.cli.declare import FOR_ANSWERS, add_command, selectors, with_options
from spacelint.cli.options import CheckOptions
from spacelint.cli.session import rules_in_force
from spacelint.engine.default import default_rules, rule_files, rules_folder
from spacelint.engine.examples import Failure, check_examples
from spacelint.engine.load import load_rules
from spacelint.engine.rule import Rule, RuleSet
from spacelint.engine.select import UnknownSelector, matching
from spacelint.fixer.plans import fixed_plan_text
from spacelint.fixer.titles import fixed_text
from spacelint.report.rule_docs import explanation, listing, rule_object
from spacelint.report.terminal import style_for
from spacelint.text.width import cells, visible, visible_chars

_Codes = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[RULE]...", autocompletion=selectors,
        help="Codes, names, beginnings of codes or tags; all rules if none is given.",
    ),
]  # fmt: skip


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    add_command(
        app, "rule", "Explain a rule by code or name, or list them all.",
        with_options(rule, ("rules", "output_format", "colour"), FOR_ANSWERS),
        "spacelint rule SL301", "spacelint rule hashtags",
    )  # fmt: skip
    add_command(
        app, "test", "Prove rules by the examples in their files.", with_options(test, ("colour",)),
        "spacelint test", "spacelint test my-rules.toml",
    )  # fmt: skip


def rule(options: CheckOptions, codes: _Codes = None) -> None:
    """Explain rules, or list all of them: the built-in ones and those of the configuration."""
    known = rules_in_force(options.common.rules)
    groups = [_chosen(known, code) for code in codes or ()] or [known.rules]
    chosen = [known.rules[i] for i in sorted({known.rules.index(r) for g in groups for r in g})]
    if options.common.output_format == "json":
        print(json.dumps([rule_object(known, one) for one in chosen], indent=2, default=str))
    elif codes and all(len(group) == 1 for group in groups):
        style = style_for(sys.stdout, options.common.colour)
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


_Files = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[RULEFILE]...", help="Rule files; the built-in rules if none is given."
    ),
]


def test(options: CheckOptions, files: _Files = None) -> int:
    """Prove rules and exit with 1 where an example does not hold."""
    return prove_files(tuple(files or ()), options.common.colour)


def prove_files(files: tuple[str, ...], colour: str = "auto") -> int:
    """Prove the rules of ``files`` (the built-in ones if empty); return the exit status."""
    folders = {os.path.dirname(os.path.realpath(path)) for path in files}
    builtin = folders <= {os.path.realpath(rules_folder())}
    rules, problems = load_rules(files or rule_files(), builtin=builtin)
    for problem in problems:
        print(problem, file=sys.stderr)
    style = style_for(sys.stdout, colour)
    among = rules if not files else default_rules().joined(rules)
    results = check_examples(rules, fixed_text, fixed_plan_text, among=among)
    for failure in results.failures:
        print(_failure_text(failure, style.paint))
    held = results.examples - len({(f.code, f.title) for f in results.failures})
    print(
        f"{plural(results.rules, 'rule')}, {results.examples} examples:"
        f" {held} hold, {results.examples - held} do not.",
        file=sys.stderr,
    )
    return 2 if problems else int(bool(results.failures))


def _failure_text(failure: Failure, paint: Any) -> str:
    """Return a failed example: the title, a caret at the place, and the difference."""
    chars = visible_chars(failure.title)
    before = "".join(chars[: failure.start])
    marked = "".join(chars[failure.start : failure.end])
    return "\n".join(
        (
            paint(failure.code, "bold"),
            f"  {''.join(chars)}",
            f"  {' ' * cells(before)}{paint('^' * max(1, cells(marked)), 'error')}",
            f"  expected {paint(visible(failure.expected), 'added')}",
            f"  found    {paint(visible(failure.found), 'removed')}",
        )
    )
