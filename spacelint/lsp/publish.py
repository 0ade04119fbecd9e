"""Publish diagnostics: pushed once edits pause, or pulled for a document or a folder."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from lsprotocol import types

from spacelint.config.walk import walk
from spacelint.lsp.analysis import Analysis
from spacelint.lsp.diagnostics import (
    config_diagnostics,
    file_problems,
    plan_diagnostics,
    problem_diagnostics,
    rule_diagnostics,
)
from spacelint.lsp.documents import uri_of
from spacelint.lsp.governing import shown_path
from spacelint.lsp.session import Server
from spacelint.lsp.workspace import Workspace
from spacelint.plan.formats import FORMATS, format_of
from spacelint.source.reader import NotRead, open_regular

Pulled = types.RelatedFullDocumentDiagnosticReport | types.RelatedUnchangedDocumentDiagnosticReport
Item = (
    types.WorkspaceFullDocumentDiagnosticReport | types.WorkspaceUnchangedDocumentDiagnosticReport
)
Params = types.WorkspaceDiagnosticParams
Report = types.WorkspaceDiagnosticReport


#: Seconds without another edit before a document is looked at, and the most it waits for that.
#: A long text takes as much longer to arrive: of several that wait only the last is looked at.
_QUIET, _QUIET_A_CHARACTER, _PATIENCE = 0.001, 4e-9, 0.1


def refresh(server: Server) -> None:
    """Look at all documents anew: a configuration, a brand book or a setting changed."""
    for uri in server.known.documents:
        schedule(server, uri)
    publish_project_problems(server)
    workspace = server.client_capabilities.workspace
    ask: list[tuple[Any, Callable[..., Any]]] = []
    if workspace is not None:
        if server.pulls:
            ask.append((workspace.diagnostics, server.workspace_diagnostic_refresh))
        ask.append((workspace.inlay_hint, server.workspace_inlay_hint_refresh))
    for supported, request in ask:
        if supported is not None and supported.refresh_support:
            request(None)


def publish_project_problems(server: Server) -> None:
    """Show what is wrong with configurations that are not open, and withdraw what is fixed."""
    found = closed_file_problems(server.known)
    for uri in server.published.keys() - found.keys():
        # What is published for an open one takes the place of this, unless the client asks for it.
        if server.pulls or uri not in server.known.documents:
            server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))
    for uri, items in found.items():
        if server.published.get(uri) != items:
            server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, items))
    server.published = found
    show_setting_problems(server)


def show_setting_problems(server: Server) -> None:
    """Say once what of the editor's settings is left out, and why."""
    projects = server.known.projects
    unreported, projects.unreported = projects.unreported, []
    for sentence in unreported:
        message = f"A setting of spacelint is left out: {sentence}"
        server.window_show_message(types.ShowMessageParams(types.MessageType.Warning, message))


def schedule(server: Server, uri: str) -> None:
    """Look at a document once its edits pause; not at all where the client asks by itself."""
    if server.pulls:
        return
    now = time.monotonic()
    first = server.pending.setdefault(uri, now)
    if server.timer is not None:
        server.timer.cancel()
    document = server.known.documents.get(uri)
    quiet = _QUIET + _QUIET_A_CHARACTER * len(document.text if document is not None else "")
    wait = max(0.0, min(quiet, first + _PATIENCE - now))
    server.timer = asyncio.get_running_loop().call_later(wait, _look, server)


def _look(server: Server) -> None:
    server.timer = None
    waiting, server.pending = server.pending, {}
    for uri in waiting:
        analysis = server.known.analysis(uri)
        if analysis is not None:
            _publish(server, analysis)
    publish_project_problems(server)


def _publish(server: Server, analysis: Analysis) -> None:
    items = diagnostics(analysis, server.known)
    document = analysis.document
    server.text_document_publish_diagnostics(
        types.PublishDiagnosticsParams(document.uri, items, document.version)
    )


def pull_diagnostics(server: Server, params: types.DocumentDiagnosticParams) -> Pulled:
    """Answer the client that asks for the diagnostics of a document."""
    analysis = server.known.analysis(params.text_document.uri)
    if analysis is None:
        return types.RelatedFullDocumentDiagnosticReport(items=[])
    publish_project_problems(server)
    answer = result_id(analysis, server.known)
    if params.previous_result_id == answer:
        return types.RelatedUnchangedDocumentDiagnosticReport(result_id=answer)
    items = diagnostics(analysis, server.known)
    return types.RelatedFullDocumentDiagnosticReport(items=items, result_id=answer)


def diagnostics(analysis: Analysis, workspace: Workspace) -> list[types.Diagnostic]:
    """Return what is wrong with a document; none for other kinds of files."""
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


def closed_file_problems(workspace: Workspace) -> dict[str, list[types.Diagnostic]]:
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


_MOST_FILES = 10_000


def folder_handler(server: Server) -> Callable[[Params], Awaitable[Report]]:
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
