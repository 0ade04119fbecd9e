"""From findings to the protocol's diagnostics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from spacelint.brand import fold_tag
from spacelint.lsp.book_places import campaign_place, handle_place, tag_place
from spacelint.lsp.positions import Positions
from spacelint.report.common import rule_link
from spacelint.text.escape import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from spacelint.engine.plans import PlanDiagnostic
    from spacelint.lsp.analysis import Analysis
    from spacelint.lsp.book_places import BookPlace
    from spacelint.lsp.workspace import Workspace
    from spacelint.plan import PlannedSpace
    from spacelint.schema import Problem

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
#: Checks whose findings speak of something that is no longer in use.
_GONE = ("renamed-handle",)


def plan_diagnostics(analysis: Analysis, workspace: Workspace) -> list[types.Diagnostic]:
    """Return what was found in a plan."""
    return [diagnostic(analysis, finding, workspace) for finding in analysis.found]


def diagnostic(
    analysis: Analysis, finding: PlanDiagnostic, workspace: Workspace
) -> types.Diagnostic:
    """Return one finding; the text of the title in it is shown escaped."""
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
        related_information=_related(analysis, finding, workspace) or None,
    )


def problem_diagnostics(
    problems: Iterable[Problem], analysis: Analysis | None = None
) -> list[types.Diagnostic]:
    """Return what is wrong with a configuration or rule file.

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
    gone = rule.check in _GONE or rule.params.get("verdict") == "retired"
    return [types.DiagnosticTag.Deprecated] if gone else []


def _related(
    analysis: Analysis, finding: PlanDiagnostic, workspace: Workspace
) -> list[types.DiagnosticRelatedInformation]:
    """Return the lines of the brand book that a finding rests on; none without a book."""
    if not analysis.governing.project.config.book:
        return []
    memo = workspace.projects.memo(analysis.governing.project)
    values = finding.diagnostic.values
    named = [values.get(name, "") for name in _NAMED]
    if not any(named):
        return []
    plan = analysis.plan
    space = plan.spaces[finding.space] if plan is not None and finding.space >= 0 else None
    key = ("related", analysis.governing.brand_of(space), *named)
    if key not in memo:
        place = _book_place(analysis, space, values)
        memo[key] = None
        if place is not None:
            where = Positions(place.text, workspace.encoding).range(place.start, place.end)
            memo[key] = place.path, where, visible(place.says)
    if memo[key] is None:
        return []
    path, where, says = memo[key]
    return [types.DiagnosticRelatedInformation(types.Location(workspace.uri_at(path), where), says)]


def _book_place(
    analysis: Analysis, space: PlannedSpace | None, values: Mapping[str, str]
) -> BookPlace | None:
    governing = analysis.governing
    config, book = governing.project.config, governing.context_of(space).book
    brand = governing.brand_of(space)
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
