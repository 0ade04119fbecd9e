"""What is wrong with a configuration or a rule file, each example that fails included."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from lsprotocol import types

from spacelint.config.find import NAMES
from spacelint.engine.default import default_rules, rules_folder
from spacelint.engine.examples import check_examples
from spacelint.engine.load import parse_rules
from spacelint.fixer.plans import fixed_plan_text
from spacelint.fixer.titles import fixed_text
from spacelint.lsp.diagnostics import SOURCE, problem_diagnostics
from spacelint.schema import Problem, key_spans, parse_toml
from spacelint.text.width import visible

if TYPE_CHECKING:
    from spacelint.engine.examples import Failure
    from spacelint.engine.rule import Example, RuleSet
    from spacelint.lsp.analysis import Analysis
    from spacelint.lsp.workspace import Workspace

    Path = tuple[str | int, ...]


def config_diagnostics(analysis: Analysis, workspace: Workspace) -> list[types.Diagnostic]:
    """Return what is wrong in the open file of a configuration."""
    return problem_diagnostics(file_problems(analysis, workspace), analysis)


def file_problems(analysis: Analysis, workspace: Workspace) -> tuple[Problem, ...]:
    """Return the problems that the open file of a configuration has now."""

    path = analysis.document.path
    project = analysis.governing.project
    if os.path.basename(path) in NAMES:
        # Its own project, also where another file beside it goes first.
        project = workspace.projects.at(os.path.realpath(path))
    return project.problems.get(os.path.realpath(path), ())


def rule_diagnostics(analysis: Analysis) -> list[types.Diagnostic]:
    """Return what is wrong in a rule file, and which of its examples do not hold."""

    path, text = analysis.document.path, analysis.document.text
    builtin = os.path.dirname(os.path.realpath(path)) == os.path.realpath(rules_folder())
    rules, problems = parse_rules(text, path, builtin=builtin)
    found = problem_diagnostics(problems, analysis)
    if rules.rules:
        among = rules if builtin else default_rules().joined(rules)
        results = check_examples(rules, fixed_text, fixed_plan_text, among=among)
        found += [_failed(failure, rules, analysis) for failure in results.failures]
    return found


def _failed(failure: Failure, rules: RuleSet, analysis: Analysis) -> types.Diagnostic:

    document = parse_toml(analysis.document.text)
    start, end = 0, 0
    if not isinstance(document, Problem):
        start, end = key_spans(document, [(_where(failure, rules), False)])[0]
    message = f"This example of {failure.code} does not hold: expected {failure.expected}"
    return types.Diagnostic(
        range=analysis.positions.mark(start, end),
        severity=types.DiagnosticSeverity.Error,
        source=SOURCE,
        message=visible(f"{message}, found {failure.found}"),
    )


def _where(failure: Failure, rules: RuleSet) -> Path:
    """Return the key path of the example that failed, or of its rule."""
    docs = rules.docs(failure.code)
    base: Path = ("rules", failure.code)
    groups: dict[str, tuple[Example, ...]] = {"invalid": docs.invalid, "valid": docs.valid}
    for group, examples in groups.items():
        for index, example in enumerate(examples):
            if example.title == failure.title:
                return (*base, group, index)
            if example.output is not None and example.output == failure.title:
                return (*base, group, index, "output")
    return base
