"""Publish diagnostics: pushed once edits pause, or pulled for a document or a folder."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from lsprotocol import types

from spacelint.config.walk import walk
from spacelint.lsp.diagnostics import (
    diagnostic,
    file_problems,
    problem_diagnostics,
    rule_diagnostics,
)
from spacelint.lsp.document_settings import shown_path
from spacelint.lsp.documents import uri_of
from spacelint.lsp.session import Server
from spacelint.lsp.workspace import Analysis, Workspace
from spacelint.plan.formats import FORMATS, NO_FORMAT, format_of
from spacelint.source.reader import NotRead, open_regular

Pulled = types.RelatedFullDocumentDiagnosticReport | types.RelatedUnchangedDocumentDiagnosticReport
Item = (
    types.WorkspaceFullDocumentDiagnosticReport | types.WorkspaceUnchangedDocumentDiagnosticReport
)
Params = types.WorkspaceDiagnosticParams
Report = types.WorkspaceDiagnosticReport

#: Seconds without another edit before a document is linted, and the most that it waits.
#: A long text takes longer to arrive; of several texts that arrived only the last is linted.
_QUIET, _QUIET_A_CHARACTER, _PATIENCE = 0.001, 4e-9, 0.1


def refresh(server: Server) -> None:
    """Lint all documents again: a configuration, a brand book or a setting changed."""
    for uri in server.state.documents:
        schedule(server, uri)
    publish_project_problems(server)
    workspace = server.client_capabilities.workspace
    requests: list[tuple[Any, Callable[..., Any]]] = []
    if workspace is not None:
        if server.pulls:
            requests.append((workspace.diagnostics, server.workspace_diagnostic_refresh))
        requests.append((workspace.inlay_hint, server.workspace_inlay_hint_refresh))
    for supported, request in requests:
        if supported is not None and supported.refresh_support:
            request(None)


def publish_project_problems(server: Server) -> None:
    """Publish the problems of configurations that are not open, and withdraw fixed ones."""
    found = closed_file_problems(server.state)
    for uri in server.published.keys() - found.keys():
        # Diagnostics of an open document replace these, unless the client pulls.
        if server.pulls or uri not in server.state.documents:
            server.publish(uri, [])
    for uri, items in found.items():
        if server.published.get(uri) != items:
            server.publish(uri, items)
    server.published = found
    show_setting_problems(server)


def show_setting_problems(server: Server) -> None:
    """Report once which of the editor's settings are ignored, and why."""
    projects = server.state.projects
    unreported, projects.unreported = projects.unreported, []
    for sentence in unreported:
        message = f"A setting of spacelint is left out: {sentence}"
        server.window_show_message(types.ShowMessageParams(types.MessageType.Warning, message))


def schedule(server: Server, uri: str) -> None:
    """Lint a document once its edits pause; not at all if the client pulls."""
    if server.pulls:
        return
    now = time.monotonic()
    first = server.pending.setdefault(uri, now)
    if server.timer is not None:
        server.timer.cancel()
    document = server.state.documents.get(uri)
    quiet = _QUIET + _QUIET_A_CHARACTER * len(document.text if document is not None else "")
    wait = max(0.0, min(quiet, first + _PATIENCE - now))
    server.timer = asyncio.get_running_loop().call_later(wait, _publish_pending, server)


def _publish_pending(server: Server) -> None:
    server.timer = None
    pending, server.pending = server.pending, {}
    for uri in pending:
        analysis = server.state.analysis(uri)
        if analysis is not None:
            server.publish(uri, diagnostics(analysis), analysis.document.version)
    publish_project_problems(server)


def pull_diagnostics(server: Server, params: types.DocumentDiagnosticParams) -> Pulled:
    """Answer a request for the diagnostics of a document."""
    analysis = server.state.analysis(params.text_document.uri)
    if analysis is None:
        return types.RelatedFullDocumentDiagnosticReport(items=[])
    publish_project_problems(server)
    answer = result_id(analysis)
    if params.previous_result_id == answer:
        return types.RelatedUnchangedDocumentDiagnosticReport(result_id=answer)
    items = diagnostics(analysis)
    return types.RelatedFullDocumentDiagnosticReport(items=items, result_id=answer)


def diagnostics(analysis: Analysis) -> list[types.Diagnostic]:
    """Return the diagnostics of a document; none for other kinds of files."""
    kind = analysis.settings.kind
    if kind == "plan":
        return [diagnostic(analysis, finding) for finding in analysis.found]
    if kind == "config":
        return problem_diagnostics(file_problems(analysis), analysis)
    return rule_diagnostics(analysis) if kind == "rules" else []


def result_id(analysis: Analysis) -> str:
    """Return the id of an answer: a hash of all that the diagnostics depend on."""
    kind, project = analysis.settings.kind, analysis.settings.project
    problems = file_problems(analysis) if kind == "config" else ()
    made = hash((analysis.document.text, kind, project.path, project.generation, problems))
    return f"{analysis.document.version}:{made & 0xFFFFFFFFFFFF:x}"


def closed_file_problems(workspace: Workspace) -> dict[str, list[types.Diagnostic]]:
    """Return the diagnostics of the projects in use for files that no client has open."""
    faulty = [project for project in workspace.projects.all() if project.problems]
    if not faulty:
        return {}
    opened = {os.path.realpath(d.path) for d in workspace.documents.values() if d.path}
    found: dict[str, list[types.Diagnostic]] = {}
    for project in faulty:
        for path, problems in project.problems.items():
            if path not in opened:
                found[uri_of(path)] = problem_diagnostics(problems)
    return found


_MOST_FILES = 10_000


def folder_handler(server: Server) -> Callable[[Params], Awaitable[Report]]:
    """Return the handler of ``workspace/diagnostic``."""

    async def answer(params: Params) -> Report:
        known = {one.uri: one.value for one in params.previous_result_ids}
        paths = list(plan_files(server.state))
        token = params.work_done_token
        if token is not None:
            begin = types.WorkDoneProgressBegin(title="Linting Spaces", percentage=0)
            server.work_done_progress.begin(token, begin)
        items: list[Item] = []
        try:
            for number, path in enumerate(paths):
                items.append(_of_file(server.state, path, known))
                if token is not None:
                    share = 100 * (number + 1) // len(paths)
                    report = types.WorkDoneProgressReport(
                        message=f"{number + 1} of {len(paths)} plans", percentage=share
                    )
                    server.work_done_progress.report(token, report)
                # Lets other requests be answered, and a cancelled one end.
                await asyncio.sleep(0)
        finally:
            if token is not None:
                server.work_done_progress.end(token, types.WorkDoneProgressEnd())
        reported = {item.uri for item in items}
        items += [_of_removed(server.state, uri, known) for uri in known if uri not in reported]
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
    found = workspace.analysis(workspace.uri_at(path))
    return _report(found or workspace.analysis_of_file(path, _data(path, workspace)), known)


def _report(analysis: Analysis, known: dict[str, str]) -> Item:
    uri, version = analysis.document.uri, analysis.document.version
    answer = result_id(analysis)
    if known.get(uri) == answer:
        return types.WorkspaceUnchangedDocumentDiagnosticReport(uri, answer, version)
    items = diagnostics(analysis)
    return types.WorkspaceFullDocumentDiagnosticReport(uri, items, version, result_id=answer)


def _of_removed(workspace: Workspace, uri: str, known: dict[str, str]) -> Item:
    """Return the report on a file that was reported before and is no longer found as a plan."""
    analysis = workspace.analysis(uri)
    if analysis is not None:
        return _report(analysis, known)
    return types.WorkspaceFullDocumentDiagnosticReport(uri, [])


def _data(path: str, workspace: Workspace) -> bytes:
    """Return the bytes of a file, at most one more than the limit.

    For a format that `check` reads in pieces, without a limit: the lines of the first piece.
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
    if len(data) > limit and FORMATS.get(format_of(path) or "", NO_FORMAT).streamed:
        return data[: data.rfind(b"\n", 0, limit) + 1]
    return data
