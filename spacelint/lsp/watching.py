"""Ask the client to tell of changed files: configurations, brand books, rule files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

if TYPE_CHECKING:
    from pygls.lsp.server import LanguageServer

_ID = "spacelint-files"
#: A brand book or a rule file may have any name, so all of TOML.
_GLOB = "**/*.toml"


def watch(server: LanguageServer) -> None:
    """Register for changes of files, where the client takes registrations."""
    workspace = server.client_capabilities.workspace
    watched = workspace.did_change_watched_files if workspace is not None else None
    if watched is None or not watched.dynamic_registration:
        return
    options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(_GLOB)])
    server.client_register_capability(
        types.RegistrationParams(
            [types.Registration(_ID, types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)]
        )
    )
