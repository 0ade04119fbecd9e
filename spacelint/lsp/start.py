"""Start the server: on standard input and output, or over TCP on the loopback.

A web page can reach a port of this machine, and what it posts looks like a message to a lenient
reader. So over TCP the first message must be an ``initialize`` request whose
``initializationOptions`` hold a secret; any other client is disconnected, and the next one is
waited for.
"""

from __future__ import annotations

import asyncio
import gc
import hmac
import json
import os
import secrets
import sys
import threading
from io import BytesIO
from typing import BinaryIO

from pygls.io_ import run_async

from spacelint import __version__
from spacelint.lsp.server import make_server
from spacelint.lsp.session import Server
from spacelint.text.width import visible

ADDRESS = "127.0.0.1"
#: The environment variable in which an editor may give the secret.
SECRET_VARIABLE = "SPACELINT_LSP_SECRET"
#: Bytes of the first message's body, and seconds for it to arrive; asyncio bounds its header.
_MOST_BODY, _SECONDS = 1_000_000, 10.0
#: Clients that may be waiting to show the secret at one time.
_MOST_WAITING = 16
#: Bytes of a line of a header, and of a message: several times a plan as large as is read.
_MOST_LINE, _MOST_MESSAGE = 4_000, 200_000_000


def serve_stdio() -> int:
    """Serve on standard input and output until the client exits; return the exit status.

    1 if the client exits without a shutdown request, as the protocol requires.
    """
    server = make_server(__version__)
    _tune_gc()
    # A stream of its own: the server closes it when it ends, and others still flush theirs.
    with open(os.dup(sys.stdout.fileno()), "wb") as out:
        try:
            server.start_io(_Bounded(sys.stdin.buffer), out)  # type: ignore[arg-type]
        except ValueError as error:
            print(f"standard input is not from an editor: {visible(str(error))}", file=sys.stderr)
            return 2
    return 0 if server.shutdown_requested else 1


def serve_tcp(port: int) -> int:
    """Serve one client on a port of the loopback, 0 for a free one; return the exit status.

    The port and the secret that the client must send go to standard error.
    """
    server = make_server(__version__)
    _tune_gc()
    try:
        asyncio.run(serve(server, port))
    except OSError as error:
        print(f"can't listen on port {port}: {error.strerror}", file=sys.stderr)
        return 2
    except SystemExit:
        pass  # raised by pygls when the client asks to exit
    finally:
        server.shutdown()  # type: ignore[no-untyped-call]
    return 0 if server.shutdown_requested else 1


def _tune_gc() -> None:
    """Let the collector of cyclic garbage run rarely.

    By default it visits every object of a plan of thousands of Spaces a few times a keystroke,
    which takes longer than the rest. The server drops objects without cycles (`Plan.release`), so
    only the few cycles of the libraries are left to collect.
    """
    gc.freeze()  # imported modules are never freed
    gc.set_threshold(200_000, 10, 10)


async def serve(server: Server, port: int) -> None:
    """Serve the first client that sends the secret, and return when it exits.

    ``port`` 0 takes a free one. The address, and the secret unless it comes from the environment,
    go to standard error. Raises OSError if the port is in use.
    """
    secret = os.environ.get(SECRET_VARIABLE) or secrets.token_urlsafe(24)
    gone = asyncio.Event()
    taken = False
    waiting = 0

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal taken, waiting
        if taken or waiting >= _MOST_WAITING:
            writer.close()
            return
        waiting += 1
        first = await _first_message(reader, secret)
        waiting -= 1
        if first is None or taken:
            writer.close()
            return
        taken = True
        server.protocol.set_writer(writer)
        try:
            await run_async(
                threading.Event(), _Replayed(first, reader), server.protocol,
                error_handler=server.report_server_error,
            )  # fmt: skip
        except (OSError, EOFError, ValueError):
            pass  # a client that died, or sends what is no message
        finally:
            gone.set()

    listener = await asyncio.start_server(connected, ADDRESS, port)
    name = listener.sockets[0].getsockname()
    print(f"listening on {name[0]}:{name[1]}", file=sys.stderr, flush=True)
    if not os.environ.get(SECRET_VARIABLE):
        print(f"secret: {secret}", file=sys.stderr, flush=True)
    await gone.wait()
    listener.close()


async def _first_message(reader: asyncio.StreamReader, secret: str) -> bytes | None:
    """Return header and body of the first message; None unless it has the secret in time."""
    try:
        async with asyncio.timeout(_SECONDS):
            header = await reader.readuntil(b"\r\n\r\n")
            length = _body_length(header)
            if length is None:
                return None
            body = await reader.readexactly(length)
    except (OSError, EOFError, TimeoutError, asyncio.LimitOverrunError):
        return None
    return header + body if _has_secret(body, secret) else None


def _body_length(header: bytes) -> int | None:
    """Return the length of the body; None if the header has a field unknown to the protocol."""
    length = None
    for line in header.removesuffix(b"\r\n\r\n").split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name == b"Content-Length" and value.strip().isdigit() and len(value) < 12:
            length = int(value)
        elif name != b"Content-Type":
            return None
    return length if length is not None and length <= _MOST_BODY else None


def _has_secret(body: bytes, secret: str) -> bool:
    """True for an ``initialize`` request with the secret in its options."""
    try:
        message = json.loads(body)
        given = message["params"]["initializationOptions"]["secret"]
        method = message["method"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return False
    if method != "initialize" or not isinstance(given, str):
        return False
    return hmac.compare_digest(given.encode("utf-8", "replace"), secret.encode())


class _Bounded:
    """Standard input, with a bound on the lines of a header and on a message."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readline(self) -> bytes:
        line = self._stream.readline(_MOST_LINE)
        if len(line) == _MOST_LINE:
            raise ValueError(f"a line of a header has more than {_MOST_LINE:,} bytes")
        return line

    def read(self, n: int) -> bytes:
        if n > _MOST_MESSAGE:
            raise ValueError(f"a message has more than {_MOST_MESSAGE:,} bytes")
        return self._stream.read(n)


class _Replayed:
    """A reader that returns the first message, read before, then the rest of the stream."""

    def __init__(self, first: bytes, reader: asyncio.StreamReader) -> None:
        self._first = BytesIO(first)
        self._reader = reader

    async def readline(self) -> bytes:
        return self._first.readline() or await self._reader.readline()

    async def readexactly(self, n: int) -> bytes:
        if n > _MOST_MESSAGE:
            raise ValueError(f"a message has more than {_MOST_MESSAGE:,} bytes")
        return self._first.read(n) or await self._reader.readexactly(n)
