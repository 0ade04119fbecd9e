"""The session with one client: the server with its state, and fixes of the protocol of pygls."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, default_converter

from spacelint.lsp.workspace import Workspace

_log = logging.getLogger("spacelint.lsp")


class Protocol(LanguageServerProtocol):
    """The protocol of pygls, with an answer to a request with malformed parameters."""

    def structure_message(self, data: dict[str, Any]) -> Any:
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if "id" in data and "method" in data:
                # Otherwise the client waits for ever.
                self._send_response(data["id"], error=error.to_response_error())
            raise

    def _check_handler_result(self, future: Any) -> None:
        super()._check_handler_result(future)
        # pygls 2.1 never removes the future of a notification.
        for key in [one for one, other in self._request_futures.items() if other is future]:
            del self._request_futures[key]


class Server(LanguageServer):
    """A language server with its state; the client's capabilities decide how it answers.

    ``pulls``: the client requests diagnostics, so none are pushed.
    """

    def __init__(self, version: str) -> None:
        super().__init__(
            "spacelint",
            version,
            text_document_sync_kind=types.TextDocumentSyncKind.Full,
            protocol_cls=Protocol,
            converter_factory=default_converter,
        )
        self.state = Workspace()
        self.pulls = False
        #: Documents to lint, with the time of their first edit since they were last linted.
        self.pending: dict[str, float] = {}
        self.timer: asyncio.TimerHandle | None = None
        #: What was published for configurations that are not open, by URI.
        self.published: dict[str, list[types.Diagnostic]] = {}
        self.shutdown_requested = False

    def publish(self, uri: str, items: list[types.Diagnostic], version: int | None = None) -> None:
        """Push the diagnostics of a document."""
        params = types.PublishDiagnosticsParams(uri, items, version)
        self.text_document_publish_diagnostics(params)

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Log an error; a message on the user's screen would help nobody."""
        _log.error("%s: %s", getattr(source, "__name__", source), error)
