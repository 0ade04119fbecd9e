"""From findings to the protocol's diagnostics."""

from __future__ import annotations

from lsprotocol import types

from spacelint.lsp.related import related
from spacelint.report.links import rule_link
from spacelint.text.escape import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacelint.engine.plans import Located
    from spacelint.lsp.analysis import Analysis
    from spacelint.lsp.workspace import Workspace
    from spacelint.schema import Problem

SOURCE = "spacelint"
_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "info": types.DiagnosticSeverity.Information,
    "hint": types.DiagnosticSeverity.Hint,
}
_UNUSED = "SL008"
#: Checks whose findings speak of something that is no longer in use.
_GONE = ("renamed-handle",)


def plan_diagnostics(analysis: Analysis, workspace: Workspace) -> list[types.Diagnostic]:
    """Return what was found in a plan."""
    return [diagnostic(analysis, located, workspace) for located in analysis.found]


def diagnostic(analysis: Analysis, located: Located, workspace: Workspace) -> types.Diagnostic:
    """Return one finding; the text of the title in it is shown escaped."""
    found = located.diagnostic
    rule = found.rule
    message = visible(found.message)
    if help := found.help:
        message += "\n" + visible(help)
    return types.Diagnostic(
        range=analysis.positions.mark(located.start, located.end),
        severity=_SEVERITIES[rule.severity],
        code=rule.code,
        code_description=types.CodeDescription(rule_link(rule.code)),
        source=SOURCE,
        message=message,
        tags=_tags(located) or None,
        related_information=related(analysis, located, workspace) or None,
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


def _tags(located: Located) -> list[types.DiagnosticTag]:
    rule = located.diagnostic.rule
    if rule.code == _UNUSED:
        return [types.DiagnosticTag.Unnecessary]
    gone = rule.check in _GONE or rule.params.get("verdict") == "retired"
    return [types.DiagnosticTag.Deprecated] if gone else []
