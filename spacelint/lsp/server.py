"""The protocol: requests and notifications in, values of the other modules out."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.protocol import default_converter

from spacelint.lsp import actions, features, folder, watching
from spacelint.lsp.documents import path_of
from spacelint.lsp.protocol import Protocol
from spacelint.lsp.settings import read_settings, speaks_of_us
from spacelint.lsp.telling import look_soon, pulled, refresh, tell_of_settings
from spacelint.lsp.workspace import Workspace

if TYPE_CHECKING:
    import asyncio

_log = logging.getLogger("spacelint.lsp")


class Server(LanguageServer):
    """A language server with what it knows; the client's capabilities decide how it answers."""

    def __init__(self, version: str) -> None:
        super().__init__(
            "spacelint",
            version,
            text_document_sync_kind=types.TextDocumentSyncKind.Full,
            protocol_cls=Protocol,
            converter_factory=default_converter,
        )
        self.known = Workspace()
        self.pulls = False
        self.client = actions.Client()
        #: Documents to be looked at, with the time of their first edit since the last look.
        self.waiting: dict[str, float] = {}
        self.timer: asyncio.TimerHandle | None = None
        #: What was sent for configurations that are not open, by address.
        self.told: dict[str, list[types.Diagnostic]] = {}
        self.asked_to_end = False

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Log what went wrong; a message on the user's screen would help nobody."""
        _log.error("%s: %s", getattr(source, "__name__", source), error)


def make_server(version: str) -> Server:
    """Return a server that is ready to be started."""
    server = Server(version)
    feature = server.feature
    feature(types.INITIALIZE)(partial(_initialize, server))
    feature(types.INITIALIZED)(partial(_initialized, server))
    feature(types.SHUTDOWN)(partial(_ends, server))
    feature(types.TEXT_DOCUMENT_DID_OPEN)(partial(_opened, server))
    feature(types.TEXT_DOCUMENT_DID_CHANGE)(partial(_changed, server))
    feature(types.TEXT_DOCUMENT_DID_SAVE)(partial(_saved, server))
    feature(types.TEXT_DOCUMENT_DID_CLOSE)(partial(_closed, server))
    feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)(partial(_configured, server))
    feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)(partial(_watched, server))
    feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)(partial(_regrouped, server))
    pull = types.DiagnosticOptions(
        identifier="spacelint", inter_file_dependencies=True, workspace_diagnostics=True,
        work_done_progress=True,
    )  # fmt: skip
    feature(types.TEXT_DOCUMENT_DIAGNOSTIC, pull)(partial(pulled, server))
    feature(types.WORKSPACE_DIAGNOSTIC)(folder.handler(server))
    kinds = [
        types.CodeActionKind(kind) if kind != actions.FIX_ALL else kind for kind in actions.KINDS
    ]
    options = types.CodeActionOptions(code_action_kinds=kinds)
    feature(types.TEXT_DOCUMENT_CODE_ACTION, options)(partial(_code_actions, server))
    features.register(server)
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
    server.known = Workspace([one for one in folders if one], str(name), settings)
    server.known.projects.untold += wrong
    document = capabilities.text_document
    server.pulls = document is not None and document.diagnostic is not None
    edit = capabilities.workspace.workspace_edit if capabilities.workspace else None
    server.client = actions.Client(bool(edit and edit.document_changes))


def _initialized(server: Server, params: types.InitializedParams) -> None:
    watching.watch(server)
    tell_of_settings(server)


def _ends(server: Server, params: None) -> None:
    server.asked_to_end = True
    if server.timer is not None:
        server.timer.cancel()


def _opened(server: Server, params: types.DidOpenTextDocumentParams) -> None:
    item = params.text_document
    if server.known.open(item.uri, item.language_id, item.version, item.text):
        refresh(server)
    look_soon(server, item.uri)


def _changed(server: Server, params: types.DidChangeTextDocumentParams) -> None:
    uri, version = params.text_document.uri, params.text_document.version
    if uri not in server.known.documents or not params.content_changes:
        _log.warning("an edit of a document that is not open: %r", uri)
        return
    if server.known.change(uri, version, params.content_changes[-1].text):
        refresh(server)
    look_soon(server, uri)


def _saved(server: Server, params: types.DidSaveTextDocumentParams) -> None:
    path = path_of(params.text_document.uri)
    # A new configuration counts from the moment it is on disk.
    if path and server.known.file_changed(path):
        refresh(server)


def _closed(server: Server, params: types.DidCloseTextDocumentParams) -> None:
    uri = params.text_document.uri
    server.waiting.pop(uri, None)
    mattered = server.known.close(uri)
    if not server.pulls:
        server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))
    if mattered:
        refresh(server)


def _configured(server: Server, params: types.DidChangeConfigurationParams) -> None:
    if not speaks_of_us(params.settings):
        return  # eglot and Zed send an empty object, which takes nothing back
    settings, wrong = read_settings(params.settings)
    server.known.configure(settings)
    server.known.projects.untold += wrong
    refresh(server)


def _watched(server: Server, params: types.DidChangeWatchedFilesParams) -> None:
    paths = [path_of(change.uri) for change in params.changes]
    # Each of them must be noted, also behind one that matters.
    mattered = [server.known.file_changed(path) for path in paths if path]
    if any(mattered):
        refresh(server)


def _regrouped(server: Server, params: types.DidChangeWorkspaceFoldersParams) -> None:
    gone = {path_of(one.uri) for one in params.event.removed}
    added = [path_of(one.uri) for one in params.event.added]
    folders = [one for one in server.known.folders if one not in gone]
    server.known.regroup([*folders, *(one for one in added if one)])
    refresh(server)


def _code_actions(server: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    analysis = server.known.analysis(params.text_document.uri)
    if analysis is None:
        return []
    only = [getattr(kind, "value", kind) for kind in params.context.only or ()] or None
    return actions.code_actions(analysis, params.range, only, server.known, server.client)
