"""Start the server: on standard input and output, or on a port of this machine."""

from __future__ import annotations

import sys

_HERE = "127.0.0.1"


def serve_stdio() -> int:
    """Serve on standard input and output until the client goes; return the exit status.

    1 where the client went without a word, as the protocol wants it.
    """
    import os

    from spacelint.lsp.server import make_server

    server = make_server(_version())
    # A stream of its own: the server closes it when it ends, and others still flush theirs.
    with open(os.dup(sys.stdout.fileno()), "wb") as out:
        server.start_io(sys.stdin.buffer, out)
    return 0 if server.asked_to_end else 1


def serve_tcp(port: int) -> int:
    """Serve one client on a port of the loopback; what port it is, is told on standard error."""
    import socket

    from spacelint.lsp.server import make_server

    if port == 0:
        with socket.socket() as free:
            free.bind((_HERE, 0))
            port = free.getsockname()[1]
    server = make_server(_version())
    print(f"listening on {_HERE}:{port}", file=sys.stderr, flush=True)
    try:
        server.start_tcp(_HERE, port)
    except OSError as error:
        print(f"port {port} cannot be had: {error.strerror}", file=sys.stderr)
        return 2
    except SystemExit:
        pass  # how the server ends when the client tells it to
    return 0 if server.asked_to_end else 1


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("spacelint")
    except PackageNotFoundError:
        return "0"
