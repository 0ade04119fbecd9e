"""Diagnostics of a whole folder, with progress, and given up when the client asks for it."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

from lsprotocol import types

from spacelint.config.walk import walk
from spacelint.lsp.governing import shown_path
from spacelint.lsp.publish import diagnostics, publish_project_problems, result_id
from spacelint.plan.formats import FORMATS, format_of
from spacelint.source.reader import NotRead, open_regular

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from spacelint.lsp.analysis import Analysis
    from spacelint.lsp.session import Server
    from spacelint.lsp.workspace import Workspace

    Item = (
        types.WorkspaceFullDocumentDiagnosticReport
        | types.WorkspaceUnchangedDocumentDiagnosticReport
    )
    Params = types.WorkspaceDiagnosticParams
    Report = types.WorkspaceDiagnosticReport

_MOST_FILES = 10_000


def handler(server: Server) -> Callable[[Params], Awaitable[Report]]:
    """Return the handler of ``workspace/diagnostic``."""

    async def answer(params: Params) -> Report:
        known = {one.uri: one.value for one in params.previous_result_ids}
        paths = list(plan_files(server.known))
        token = params.work_done_token
        if token is not None:
            begin = types.WorkDoneProgressBegin(title="Linting Spaces", percentage=0)
            server.work_done_progress.begin(token, begin)
        items: list[Item] = []
        try:
            for number, path in enumerate(paths):
                items.append(_of_file(server.known, path, known))
                if token is not None:
                    share = 100 * (number + 1) // len(paths)
                    said = types.WorkDoneProgressReport(
                        message=f"{number + 1} of {len(paths)} plans", percentage=share
                    )
                    server.work_done_progress.report(token, said)
                # Here other requests are answered, and a cancelled one ends.
                await asyncio.sleep(0)
        finally:
            if token is not None:
                server.work_done_progress.end(token, types.WorkDoneProgressEnd())
        reported = {item.uri for item in items}
        items += [_of_gone(server.known, uri, known) for uri in known if uri not in reported]
        publish_project_problems(server)
        return types.WorkspaceDiagnosticReport(items=items)

    return answer


def plan_files(workspace: Workspace) -> Iterator[str]:
    """Yield the plan files of the workspace's folders; links that lead out are not followed."""
    count = 0
    for top in workspace.folders:
        shown = shown_path(os.path.join(top, ""), workspace.folders).rstrip(os.sep)
        for each in walk(top, shown, lambda path: workspace.projects.of(path).config):
            if each.why:
                count += 1
                if count > _MOST_FILES:
                    return
                yield each.path


def _of_file(workspace: Workspace, path: str, known: dict[str, str]) -> Item:
    analysis = workspace.analysis(workspace.uri_at(path))
    if analysis is None:
        analysis = workspace.analysis_of_file(path, _data(path, workspace))
    return _report(workspace, analysis, known)


def _report(workspace: Workspace, analysis: Analysis, known: dict[str, str]) -> Item:
    uri, version = analysis.document.uri, analysis.document.version
    answer = result_id(analysis, workspace)
    if known.get(uri) == answer:
        return types.WorkspaceUnchangedDocumentDiagnosticReport(uri, answer, version)
    items = diagnostics(analysis, workspace)
    return types.WorkspaceFullDocumentDiagnosticReport(uri, items, version, result_id=answer)


def _of_gone(workspace: Workspace, uri: str, known: dict[str, str]) -> Item:
    """Return the report on what was reported before and is no plan of a folder any more."""
    analysis = workspace.analysis(uri)
    if analysis is not None:
        return _report(workspace, analysis, known)
    return types.WorkspaceFullDocumentDiagnosticReport(uri, [])


def _data(path: str, workspace: Workspace) -> bytes:
    """Return the bytes of a file: one more than it may have where it has too many.

    Of a format without a limit, which `check` reads in pieces, the lines of the first piece.
    """

    limit = workspace.projects.of(path).config.limits.plan_bytes
    file = open_regular(path)
    if isinstance(file, NotRead):
        return b""
    try:
        with file:
            data = file.read(limit + 1)
    except OSError:
        return b""
    kind = format_of(path)
    if len(data) > limit and kind is not None and FORMATS[kind].streamed:
        return data[: data.rfind(b"\n", 0, limit) + 1]
    return data
