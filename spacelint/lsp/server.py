"""The handlers of requests and notifications, which call the other modules."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from lsprotocol import types

from spacelint.lsp import actions, completion, hover, titles
from spacelint.lsp.documents import path_of
from spacelint.lsp.publish import (
    folder_handler,
    pull_diagnostics,
    refresh,
    schedule,
    show_setting_problems,
)
from spacelint.lsp.session import Server
from spacelint.lsp.settings import has_settings, read_settings
from spacelint.lsp.workspace import Analysis, Workspace

_log = logging.getLogger("spacelint.lsp")
_WATCH_ID = "spacelint-files"
#: A brand book or a rule file may have any name, so every TOML file is watched.
_WATCHED = "**/*.toml"


def make_server(version: str) -> Server:
    """Return a server that is ready to be started."""
    server = Server(version)
    for name, handler in _HANDLERS.items():
        server.feature(name, _OPTIONS.get(name))(partial(handler, server))
    server.feature(types.WORKSPACE_DIAGNOSTIC)(folder_handler(server))
    return server


def _initialize(server: Server, params: types.InitializeParams) -> None:
    capabilities = params.capabilities
    folders = [path_of(one.uri) for one in params.workspace_folders or ()]
    if not folders and params.root_uri:
        folders = [path_of(params.root_uri)]
    elif not folders and params.root_path:
        folders = [params.root_path]
    encoding = server.workspace.position_encoding
    settings, wrong = read_settings(params.initialization_options)
    name = getattr(encoding, "value", encoding) or "utf-16"
    edit = capabilities.workspace.workspace_edit if capabilities.workspace else None
    versioned = bool(edit and edit.document_changes)
    server.state = Workspace([one for one in folders if one], str(name), settings, versioned)
    server.state.projects.unreported += wrong
    document = capabilities.text_document
    link = document.document_link if document is not None else None
    server.state.tooltips = bool(link and link.tooltip_support)
    server.pulls = document is not None and document.diagnostic is not None


def _initialized(server: Server, params: types.InitializedParams) -> None:
    _watch(server)
    show_setting_problems(server)


def _shutdown(server: Server, params: None) -> None:
    server.shutdown_requested = True
    if server.timer is not None:
        server.timer.cancel()


def _opened(server: Server, params: types.DidOpenTextDocumentParams) -> None:
    item = params.text_document
    if server.state.open(item.uri, item.language_id, item.version, item.text):
        refresh(server)
    schedule(server, item.uri)


def _changed(server: Server, params: types.DidChangeTextDocumentParams) -> None:
    uri, version = params.text_document.uri, params.text_document.version
    if uri not in server.state.documents or not params.content_changes:
        _log.warning("an edit of a document that is not open: %r", uri)
        return
    if server.state.change(uri, version, params.content_changes[-1].text):
        refresh(server)
    schedule(server, uri)


def _saved(server: Server, params: types.DidSaveTextDocumentParams) -> None:
    path = path_of(params.text_document.uri)
    # A new configuration applies as soon as it is on disk.
    if path and server.state.file_changed(path):
        refresh(server)


def _closed(server: Server, params: types.DidCloseTextDocumentParams) -> None:
    uri = params.text_document.uri
    server.pending.pop(uri, None)
    affected = server.state.close(uri)
    if not server.pulls:
        server.publish(uri, [])
    if affected:
        refresh(server)


def _configured(server: Server, params: types.DidChangeConfigurationParams) -> None:
    if not has_settings(params.settings):
        return  # eglot and Zed send an empty object, which resets nothing
    settings, wrong = read_settings(params.settings)
    server.state.configure(settings)
    server.state.projects.unreported += wrong
    refresh(server)


def _watched(server: Server, params: types.DidChangeWatchedFilesParams) -> None:
    paths = [path_of(change.uri) for change in params.changes]
    # A list, so that every file is noted, also after the first with an effect.
    affected = [server.state.file_changed(path) for path in paths if path]
    if any(affected):
        refresh(server)


def _folders_changed(server: Server, params: types.DidChangeWorkspaceFoldersParams) -> None:
    gone = {path_of(one.uri) for one in params.event.removed}
    added = [path_of(one.uri) for one in params.event.added]
    folders = [one for one in server.state.folders if one not in gone]
    server.state.set_folders([*folders, *(one for one in added if one)])
    refresh(server)


def _watch(server: Server) -> None:
    """Register for changes of files, if the client supports registrations."""
    workspace = server.client_capabilities.workspace
    watched = workspace.did_change_watched_files if workspace is not None else None
    if watched is None or not watched.dynamic_registration:
        return
    options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(_WATCHED)])
    server.client_register_capability(
        types.RegistrationParams(
            [types.Registration(_WATCH_ID, types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)]
        )
    )


def _answer(feature: Feature, server: Server, params: Any) -> Any:
    """Answer a request about an open document; null where it is not open."""
    analysis = server.state.analysis(params.text_document.uri)
    return feature(analysis, params) if analysis is not None else None


def _code_actions(analysis: Analysis, params: types.CodeActionParams) -> list[types.CodeAction]:
    only = [getattr(kind, "value", kind) for kind in params.context.only or ()] or None
    return actions.code_actions(analysis, params.range, only)


def _complete(analysis: Analysis, params: types.CompletionParams) -> types.CompletionList:
    items = completion.complete(analysis, analysis.positions.offset(params.position))
    return types.CompletionList(is_incomplete=False, items=items)


Feature = Callable[[Analysis, Any], object]
_FEATURES: dict[str, Feature] = {
    types.TEXT_DOCUMENT_CODE_ACTION: _code_actions,
    types.TEXT_DOCUMENT_HOVER: lambda analysis, params: hover.hover(
        analysis, analysis.positions.offset(params.position)
    ),
    types.TEXT_DOCUMENT_COMPLETION: _complete,
    types.TEXT_DOCUMENT_INLAY_HINT: lambda analysis, params: titles.inlay_hints(
        analysis,
        *analysis.positions.span(params.range),
        analysis.workspace.projects.settings,
    ),
    types.TEXT_DOCUMENT_DOCUMENT_LINK: lambda analysis, _: titles.document_links(
        analysis, analysis.workspace.tooltips
    ),
    types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: lambda analysis, _: titles.document_symbols(analysis),
}
_HANDLERS: dict[str, Callable[..., object]] = {
    types.INITIALIZE: _initialize,
    types.INITIALIZED: _initialized,
    types.SHUTDOWN: _shutdown,
    types.TEXT_DOCUMENT_DID_OPEN: _opened,
    types.TEXT_DOCUMENT_DID_CHANGE: _changed,
    types.TEXT_DOCUMENT_DID_SAVE: _saved,
    types.TEXT_DOCUMENT_DID_CLOSE: _closed,
    types.WORKSPACE_DID_CHANGE_CONFIGURATION: _configured,
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES: _watched,
    types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS: _folders_changed,
    types.TEXT_DOCUMENT_DIAGNOSTIC: pull_diagnostics,
    **{name: partial(_answer, feature) for name, feature in _FEATURES.items()},
}
_OPTIONS: dict[str, Any] = {
    types.TEXT_DOCUMENT_DIAGNOSTIC: types.DiagnosticOptions(
        identifier="spacelint", inter_file_dependencies=True, workspace_diagnostics=True,
        work_done_progress=True,
    ),
    types.TEXT_DOCUMENT_CODE_ACTION: types.CodeActionOptions(
        code_action_kinds=[
            types.CodeActionKind(kind) if kind != actions.FIX_ALL else kind
            for kind in actions.KINDS
        ]
    ),
    types.TEXT_DOCUMENT_COMPLETION: types.CompletionOptions(
        trigger_characters=["#", "@", "[", '"']
    ),
}  # fmt: skip
