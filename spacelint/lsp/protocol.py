"""JSON-RPC as pygls speaks it, with two of its gaps closed."""

from __future__ import annotations

from typing import Any

from pygls.exceptions import JsonRpcException
from pygls.protocol import LanguageServerProtocol


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
