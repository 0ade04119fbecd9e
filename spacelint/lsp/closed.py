"""What is wrong with configuration files that are not open."""

from __future__ import annotations

import os

from spacelint.lsp.diagnostics import problem_diagnostics
from spacelint.lsp.documents import uri_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from lsprotocol import types

    from spacelint.lsp.workspace import Workspace


def closed_problems(workspace: Workspace) -> dict[str, list[types.Diagnostic]]:
    """Return the diagnostics of the projects in use for files that no client has open."""
    bad = [project for project in workspace.projects.all() if project.problems]
    if not bad:
        return {}
    open_ones = {os.path.realpath(d.path) for d in workspace.documents.values() if d.path}
    found: dict[str, list[types.Diagnostic]] = {}
    for project in bad:
        for path, problems in project.problems.items():
            if path not in open_ones:
                found[uri_of(path)] = problem_diagnostics(problems)
    return found
