"""The session with one client: the server, what it knows, and JSON-RPC as pygls speaks it."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, default_converter

from spacelint.lsp import actions
from spacelint.lsp.workspace import Workspace

_log = logging.getLogger("spacelint.lsp")


class Protocol(LanguageServerProtocol):
    """The protocol, with an answer to a request whose parameters cannot be read."""

    def structure_message(self, data: dict[str, Any]) -> Any:
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if "id" in data and "method" in data:
                # Else the client would wait for ever.
                self._send_response(data["id"], error=error.to_response_error())
            raise

    def _check_handler_result(self, future: Any) -> None:
        super()._check_handler_result(future)
        # pygls 2.1 would keep the future of every notification for ever.
        for key in [one for one, kept in self._request_futures.items() if kept is future]:
            del self._request_futures[key]


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
        #: Documents to lint, with the time of their first edit since they were last linted.
        self.pending: dict[str, float] = {}
        self.timer: asyncio.TimerHandle | None = None
        #: What was published for configurations that are not open, by URI.
        self.published: dict[str, list[types.Diagnostic]] = {}
        self.shutdown_requested = False

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Log what went wrong; a message on the user's screen would help nobody."""
        _log.error("%s: %s", getattr(source, "__name__", source), error)
