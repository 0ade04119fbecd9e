"""Start the server: on standard input and output, or on a port of this machine."""

from __future__ import annotations

import asyncio
import gc
import os
import sys
from importlib.metadata import PackageNotFoundError, version

from spacelint.lsp.server import make_server
from spacelint.lsp.tcp import serve


def serve_stdio() -> int:
    """Serve on standard input and output until the client goes; return the exit status.

    1 where the client went without a word, as the protocol wants it.
    """
    server = make_server(_version())
    _tune_gc()
    # A stream of its own: the server closes it when it ends, and others still flush theirs.
    with open(os.dup(sys.stdout.fileno()), "wb") as out:
        server.start_io(sys.stdin.buffer, out)
    return 0 if server.shutdown_requested else 1


def serve_tcp(port: int) -> int:
    """Serve one client on a port of the loopback, 0 for a free one; return the exit status.

    The port and the secret that the client must send go to standard error (`tcp.serve`).
    """
    server = make_server(_version())
    _tune_gc()
    try:
        asyncio.run(serve(server, port))
    except OSError as error:
        print(f"cannot listen on port {port}: {error.strerror}", file=sys.stderr)
        return 2
    except SystemExit:
        pass  # how the server ends when the client tells it to
    finally:
        server.shutdown()  # type: ignore[no-untyped-call]
    return 0 if server.shutdown_requested else 1


def _tune_gc() -> None:
    """Keep the collector of cyclic garbage out of the way of a keystroke.

    By default it looks at every object of a plan of thousands of Spaces a few times a keystroke,
    and at all there are at every few, which takes longer than the rest. What the server drops is
    free of cycles (`Plan.release`), so it is enough to look for the few of the libraries at times.
    """
    gc.freeze()  # what was imported stays
    gc.set_threshold(200_000, 10, 10)


def _version() -> str:
    try:
        return version("spacelint")
    except PackageNotFoundError:
        return "0"
