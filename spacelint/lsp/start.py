"""Start the server: on standard input and output, or on a port of this machine."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    import asyncio

    from spacelint.lsp.session import Server

_HERE = "127.0.0.1"


def serve_stdio() -> int:
    """Serve on standard input and output until the client goes; return the exit status.

    1 where the client went without a word, as the protocol wants it.
    """
    import os

    from spacelint.lsp.server import make_server

    server = make_server(_version())
    _calm_collector()
    # A stream of its own: the server closes it when it ends, and others still flush theirs.
    with open(os.dup(sys.stdout.fileno()), "wb") as out:
        server.start_io(sys.stdin.buffer, out)
    return 0 if server.shutdown_requested else 1


def serve_tcp(port: int) -> int:
    """Serve one client on a port of the loopback, 0 for any that is free; return the exit status.

    Which port it is, is told on standard error.
    """
    import asyncio

    from spacelint.lsp.server import make_server

    server = make_server(_version())
    _calm_collector()
    try:
        asyncio.run(_serve(server, port))
    except OSError as error:
        print(f"port {port} cannot be had: {error.strerror}", file=sys.stderr)
        return 2
    except SystemExit:
        pass  # how the server ends when the client tells it to
    finally:
        server.shutdown()  # type: ignore[no-untyped-call]
    return 0 if server.shutdown_requested else 1


async def _serve(server: Server, port: int) -> None:
    """Take one client, and end when it goes, whatever way it goes."""
    import asyncio
    import threading

    from pygls.io_ import run_async

    gone = asyncio.Event()
    taken = False

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal taken
        if taken:
            writer.close()
            return
        taken = True
        server.protocol.set_writer(writer)
        try:
            await run_async(
                threading.Event(), reader, server.protocol,
                error_handler=server.report_server_error,
            )  # fmt: skip
        except (OSError, EOFError):
            pass  # a client that died
        finally:
            gone.set()

    listener = await asyncio.start_server(connected, _HERE, port)
    name = listener.sockets[0].getsockname()
    print(f"listening on {name[0]}:{name[1]}", file=sys.stderr, flush=True)
    await gone.wait()
    listener.close()


def _calm_collector() -> None:
    """Keep the collector of cyclic garbage out of the way of a keystroke.

    By default it looks at every object of a plan of thousands of Spaces a few times a keystroke,
    and at all there are at every few, which takes longer than the rest. What the server drops is
    free of cycles (`Plan.release`), so it is enough to look for the few of the libraries at times.
    """
    import gc

    gc.freeze()  # what was imported stays
    gc.set_threshold(200_000, 10, 10)


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("spacelint")
    except PackageNotFoundError:
        return "0"
