"""Tell the client what was found: pushed once its edits pause, or when it asks."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from spacelint.lsp.reports import diagnostics, result_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacelint.lsp.analysis import Analysis
    from spacelint.lsp.server import Server

    Pulled = (
        types.RelatedFullDocumentDiagnosticReport | types.RelatedUnchangedDocumentDiagnosticReport
    )

#: Seconds without another edit before a document is looked at, and the most it waits for that.
#: A long text takes as much longer to arrive: of several that wait only the last is looked at.
_QUIET, _QUIET_A_CHARACTER, _PATIENCE = 0.001, 4e-9, 0.1


def refresh(server: Server) -> None:
    """Look at all documents anew: a configuration, a brand book or a setting changed."""
    for uri in server.known.documents:
        look_soon(server, uri)
    tell_of_projects(server)
    workspace = server.client_capabilities.workspace
    ask: list[tuple[Any, Callable[..., Any]]] = []
    if workspace is not None:
        if server.pulls:
            ask.append((workspace.diagnostics, server.workspace_diagnostic_refresh))
        ask.append((workspace.inlay_hint, server.workspace_inlay_hint_refresh))
    for supported, request in ask:
        if supported is not None and supported.refresh_support:
            request(None)


def tell_of_projects(server: Server) -> None:
    """Show what is wrong with configurations that are not open, and take back what is mended."""
    from spacelint.lsp.closed import closed_problems

    found = closed_problems(server.known)
    for uri in server.told.keys() - found.keys():
        # What is told of an open one takes the place of this, unless the client asks for it.
        if server.pulls or uri not in server.known.documents:
            server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))
    for uri, items in found.items():
        if server.told.get(uri) != items:
            server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, items))
    server.told = found
    tell_of_settings(server)


def tell_of_settings(server: Server) -> None:
    """Say once what of the editor's settings is left out, and why."""
    projects = server.known.projects
    untold, projects.untold = projects.untold, []
    for sentence in untold:
        message = f"A setting of spacelint is left out: {sentence}"
        server.window_show_message(types.ShowMessageParams(types.MessageType.Warning, message))


def look_soon(server: Server, uri: str) -> None:
    """Look at a document once its edits pause; not at all where the client asks by itself."""
    if server.pulls:
        return
    now = time.monotonic()
    first = server.waiting.setdefault(uri, now)
    if server.timer is not None:
        server.timer.cancel()
    document = server.known.documents.get(uri)
    quiet = _QUIET + _QUIET_A_CHARACTER * len(document.text if document is not None else "")
    wait = max(0.0, min(quiet, first + _PATIENCE - now))
    server.timer = asyncio.get_running_loop().call_later(wait, _look, server)


def _look(server: Server) -> None:
    server.timer = None
    waiting, server.waiting = server.waiting, {}
    for uri in waiting:
        analysis = server.known.analysis(uri)
        if analysis is not None:
            _publish(server, analysis)
    tell_of_projects(server)


def _publish(server: Server, analysis: Analysis) -> None:
    items = diagnostics(analysis, server.known)
    document = analysis.document
    server.text_document_publish_diagnostics(
        types.PublishDiagnosticsParams(document.uri, items, document.version)
    )


def pulled(server: Server, params: types.DocumentDiagnosticParams) -> Pulled:
    """Answer the client that asks for the diagnostics of a document."""
    analysis = server.known.analysis(params.text_document.uri)
    if analysis is None:
        return types.RelatedFullDocumentDiagnosticReport(items=[])
    tell_of_projects(server)
    answer = result_id(analysis, server.known)
    if params.previous_result_id == answer:
        return types.RelatedUnchangedDocumentDiagnosticReport(result_id=answer)
    items = diagnostics(analysis, server.known)
    return types.RelatedFullDocumentDiagnosticReport(items=items, result_id=answer)
