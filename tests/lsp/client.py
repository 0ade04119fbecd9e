"""A client that speaks the protocol with a server process, one message at a time."""

from __future__ import annotations

import contextlib
import json
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

_PATIENCE = 20.0  # seconds


class Client:
    """A server process and the wire to it; use it as a context manager."""

    def __init__(self, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "spacelint", "lsp", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self._next = 0
        self._inbox: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *what: object) -> None:
        self.process.kill()
        self.process.wait()
        self._reader.join()  # it ends with the stream, which must not be closed under it
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            assert stream is not None
            with contextlib.suppress(BrokenPipeError):
                stream.close()

    def raw(self, data: bytes) -> None:
        """Send bytes as they are."""
        assert self.process.stdin is not None
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, message: object) -> None:
        """Send a message."""
        body = json.dumps(message).encode()
        self.raw(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    def notify(self, method: str, params: object) -> None:
        """Send a notification."""
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def begin(self, method: str, params: object) -> int:
        """Send a request and return its id."""
        self._next += 1
        self.send({"jsonrpc": "2.0", "id": self._next, "method": method, "params": params})
        return self._next

    def request(self, method: str, params: object) -> Any:
        """Send a request and return the result; raises AssertionError for an error."""
        answer = self.answer(self.begin(method, params))
        assert "error" not in answer, answer
        return answer["result"]

    def answer(self, id: int) -> dict[str, Any]:
        """Return the answer to a request; what comes before it is dropped."""
        while True:
            message = self.next()
            if message.get("id") == id and "method" not in message:
                return message

    def diagnostics(self, uri: str, version: int | None = None) -> list[dict[str, Any]]:
        """Return the next diagnostics of a document, or those of this version of it."""
        while True:
            params = self.next("textDocument/publishDiagnostics")["params"]
            if params["uri"] == uri and version in (None, params.get("version")):
                found: list[dict[str, Any]] = params["diagnostics"]
                return found

    def next(self, method: str = "") -> dict[str, Any]:
        """Return the next message, or the next of this method."""
        while True:
            message = self._inbox.get(timeout=_PATIENCE)
            assert message is not None, "the server has gone"
            if not method or message.get("method") == method:
                return message

    def initialize(self, folder: Path | None = None, **more: Any) -> dict[str, Any]:
        """Do the handshake; return the server's capabilities."""
        folders = [{"uri": folder.as_uri(), "name": folder.name}] if folder else None
        params = {
            "processId": None,
            "rootUri": None,
            "capabilities": {},
            "workspaceFolders": folders,
        }
        result = self.request("initialize", {**params, **more})
        self.notify("initialized", {})
        capabilities: dict[str, Any] = result["capabilities"]
        return capabilities

    def open(self, uri: str, text: str, language: str = "toml", version: int = 1) -> None:
        """Open a document."""
        item = {"uri": uri, "languageId": language, "version": version, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})

    def change(self, uri: str, text: str, version: int) -> None:
        """Change all of a document."""
        document = {"uri": uri, "version": version}
        changes = {"textDocument": document, "contentChanges": [{"text": text}]}
        self.notify("textDocument/didChange", changes)

    def _read(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while True:
            size = 0
            while (line := stream.readline()) not in (b"\r\n", b""):
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    size = int(value)
            body = stream.read(size)
            if not body:
                self._inbox.put(None)
                return
            self._inbox.put(json.loads(body))
