"""Diagnostics of plans, configurations and rule files (whose examples are run)."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

from lsprotocol import types

from spacelint.brand.fold import fold_tag
from spacelint.config.find import NAMES
from spacelint.engine.default import default_rules, rules_folder
from spacelint.engine.examples import Failure, check_examples
from spacelint.engine.load import parse_rules
from spacelint.engine.plans import PlanDiagnostic
from spacelint.engine.rule import Example, RuleSet
from spacelint.fixer.plans import fixed_plan_text
from spacelint.fixer.titles import fixed_text
from spacelint.lsp.book import BookPlace, campaign_place, handle_place, tag_place
from spacelint.lsp.positions import Positions
from spacelint.lsp.workspace import Analysis
from spacelint.plan import PlannedSpace
from spacelint.report.common import rule_link
from spacelint.schema import Problem, key_spans, parse_toml
from spacelint.text.value import Path
from spacelint.text.width import visible

SOURCE = "spacelint"
_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "info": types.DiagnosticSeverity.Information,
    "hint": types.DiagnosticSeverity.Hint,
}
#: The values of a finding that may name an entry of the brand book.
_NAMED = ("campaign", "tag", "instead", "successor", "handle")
_UNUSED = "SL008"
#: Checks for something that is no longer in use.
_DEPRECATED = ("renamed-handle",)


def diagnostic(analysis: Analysis, finding: PlanDiagnostic) -> types.Diagnostic:
    """Return the diagnostic of a finding; text of the title in it is escaped."""
    found = finding.diagnostic
    rule = found.rule
    message = visible(found.message)
    if help := found.help:
        message += "\n" + visible(help)
    return types.Diagnostic(
        range=analysis.positions.mark(finding.start, finding.end),
        severity=_SEVERITIES[rule.severity],
        code=rule.code,
        code_description=types.CodeDescription(link) if (link := rule_link(rule.code)) else None,
        source=SOURCE,
        message=message,
        tags=_tags(finding) or None,
        related_information=_related(analysis, finding) or None,
    )


def problem_diagnostics(
    problems: Iterable[Problem], analysis: Analysis | None = None
) -> list[types.Diagnostic]:
    """Return the problems of a configuration or rule file.

    ``analysis`` is that of the file's text; without it places are lines and columns of ASCII.
    """
    return [_problem(problem, analysis) for problem in problems]


def _problem(problem: Problem, analysis: Analysis | None) -> types.Diagnostic:
    if analysis is not None:
        where = analysis.positions.mark(problem.start, problem.end)
    else:
        at = types.Position(max(0, problem.line - 1), max(0, problem.column - 1))
        where = types.Range(at, at)
    hint = f" (did you mean {visible(problem.suggestion)}?)" if problem.suggestion else ""
    key = f"{visible(problem.key_path)}: " if problem.key_path else ""
    return types.Diagnostic(
        range=where,
        severity=types.DiagnosticSeverity.Error,
        source=SOURCE,
        message=f"{key}{visible(problem.message)}{hint}",
    )


def _tags(finding: PlanDiagnostic) -> list[types.DiagnosticTag]:
    rule = finding.diagnostic.rule
    if rule.code == _UNUSED:
        return [types.DiagnosticTag.Unnecessary]
    deprecated = rule.check in _DEPRECATED or rule.params.get("verdict") == "retired"
    return [types.DiagnosticTag.Deprecated] if deprecated else []


def _related(
    analysis: Analysis, finding: PlanDiagnostic
) -> list[types.DiagnosticRelatedInformation]:
    """Return the lines of the brand book that a finding is based on; none without a book."""
    if not analysis.settings.project.config.book:
        return []
    workspace, project = analysis.workspace, analysis.settings.project
    values = finding.diagnostic.values
    named = [values.get(name, "") for name in _NAMED]
    if not any(named):
        return []
    space = analysis.plan.spaces[finding.space] if finding.space >= 0 else None

    def found() -> tuple[str, types.Range, str] | None:
        place = _book_place(analysis, space, values)
        if place is None:
            return None
        where = Positions(place.text, workspace.encoding).range(place.start, place.end)
        return place.path, where, visible(place.message)

    key = ("related", analysis.settings.brand_of(space), *named)
    related = workspace.projects.remembered(project, key, found)
    if related is None:
        return []
    path, where, message = related
    location = types.Location(workspace.uri_at(path), where)
    return [types.DiagnosticRelatedInformation(location, message)]


def _book_place(
    analysis: Analysis, space: PlannedSpace | None, values: Mapping[str, str]
) -> BookPlace | None:
    settings = analysis.settings
    config, book = settings.project.config, settings.context_of(space).book
    brand = settings.brand_of(space)
    campaigns = book.campaigns if book is not None else {}
    for name in _NAMED:
        value = values.get(name, "").strip()
        if not value:
            continue
        for campaign in campaigns.values():
            tags = (campaign.hashtag, *campaign.alternatives)
            if value == campaign.name or fold_tag(value) in map(fold_tag, tags):
                return campaign_place(config, campaign.name)
        found = (handle_place if value[0] == "@" else tag_place)(config, value, brand)
        if found is not None:
            return found
    return None


def file_problems(analysis: Analysis) -> tuple[Problem, ...]:
    """Return the problems that the open file of a configuration has now."""
    path = analysis.document.path
    project = analysis.settings.project
    if os.path.basename(path) in NAMES:
        # Its own project, even if another file in its folder has precedence.
        project = analysis.workspace.projects.at(os.path.realpath(path))
    return project.problems.get(os.path.realpath(path), ())


def rule_diagnostics(analysis: Analysis) -> list[types.Diagnostic]:
    """Return the problems of a rule file, and its examples that fail."""
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
    message = f"This example of {failure.code} doesn't hold: expected {failure.expected}"
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
