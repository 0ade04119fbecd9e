"""All diagnostics of one open document, whatever kind of file it is."""

from __future__ import annotations

from spacelint.lsp.diagnostics import plan_diagnostics
from spacelint.lsp.toml_files import config_diagnostics, file_problems, rule_diagnostics

TYPE_CHECKING = False
if TYPE_CHECKING:
    from lsprotocol import types

    from spacelint.lsp.analysis import Analysis
    from spacelint.lsp.workspace import Workspace


def diagnostics(analysis: Analysis, workspace: Workspace) -> list[types.Diagnostic]:
    """Return what is wrong with a document; nothing for a file that is none of our business."""
    kind = analysis.governing.kind
    if kind == "plan":
        return plan_diagnostics(analysis, workspace)
    if kind == "config":
        return config_diagnostics(analysis, workspace)
    return rule_diagnostics(analysis) if kind == "rules" else []


def result_id(analysis: Analysis, workspace: Workspace) -> str:
    """Return what tells one answer from another: all that the diagnostics are made of."""
    kind, project = analysis.governing.kind, analysis.governing.project
    problems = file_problems(analysis, workspace) if kind == "config" else ()
    made = hash((analysis.document.text, kind, project.path, project.generation, problems))
    return f"{analysis.document.version}:{made & 0xFFFFFFFFFFFF:x}"
