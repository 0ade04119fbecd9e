"""The page as an application: its routes, and a server on this machine alone with a secret."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import secrets
import socket
import sys
import threading
import webbrowser
from collections.abc import Sequence
from typing import NamedTuple

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from spacelint.page.guard import Guard
from spacelint.page.planning import CUT_OFF, MAX_UPLOAD, Planning, Waiting
from spacelint.page.plans import Plans
from spacelint.page.reference import Reading
from spacelint.page.render import Pages
from spacelint.page.writing import Writing
from spacelint.project import ConfigurationError, SettingsOf
from spacelint.source.reader import NotRead, read_bytes

LOOPBACK = "127.0.0.1"
_HEAD_SECONDS = 10
_SECRET = re.compile(r"[A-Za-z0-9_-]{22,200}")


class Address(NamedTuple):
    """Where the page listens; port 0 takes a free one. ``secret`` is made where it is empty."""

    host: str = LOOPBACK
    port: int = 0
    names: tuple[str, ...] = ()
    secret: str = ""
    browser: bool = True


class CannotServe(Exception):
    """The page cannot be started; the text says why, for the person who called."""


def is_loopback(host: str) -> bool:
    """True for an address that only this machine reaches."""
    return host in ("localhost", "::1") or re.fullmatch(r"127(\.\d{1,3}){3}", host) is not None


def read_secret(path: str) -> str:
    """Return the secret that a file holds; raises `CannotServe`."""
    data = read_bytes(path, 10_000)
    if isinstance(data, NotRead):
        raise CannotServe(f"--secret-file: {path}: {data.message}")
    secret = data.decode("utf-8", "replace").strip()
    if not _SECRET.fullmatch(secret):
        raise CannotServe(
            f"--secret-file: {path} must hold 22 to 200 letters, digits, - or _ and nothing else"
        )
    return secret


def serve(setup: Setup, address: Address) -> int:
    """Serve the page until it is stopped; return the exit status. Raises `CannotServe`."""
    listening = _listen(address)
    port = listening.getsockname()[1]
    secret = address.secret or secrets.token_urlsafe(24)
    names = (*setup.names, *address.names)
    app = make_app(setup._replace(secret=secret, names=names))
    shown = address.names[0] if address.names else f"{_in_url(address.host)}:{port}"
    scheme = "https" if address.names else "http"
    url = f"{scheme}://{shown}/{secret}/"
    print(f"spacelint page: {url}", flush=True)
    if setup.read_only:
        print(
            "Read-only: no file is written. Everyone who has this address sees the brand book"
            " and can check titles; put TLS and a log-in of your own before it.",
            file=sys.stderr,
        )
    print("Press Ctrl+C to stop.", file=sys.stderr, flush=True)
    config = uvicorn.Config(
        app,
        http=_Connection,
        log_level="critical",
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        ws="none",
        lifespan="off",
        limit_concurrency=64,
        timeout_keep_alive=60,
        timeout_graceful_shutdown=3,
        h11_max_incomplete_event_size=32_768,
    )
    server = uvicorn.Server(config)
    if address.browser:
        # A browser of the terminal would keep the server waiting.
        threading.Thread(target=_open, args=(url,), daemon=True).start()
    try:
        server.run(sockets=[listening])
    except KeyboardInterrupt:
        pass
    finally:
        listening.close()
    return 0


class _Connection(H11Protocol):
    """A connection that is closed where a request's head does not arrive in time."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start the clock."""
        super().connection_made(transport)
        self.loop.call_later(_HEAD_SECONDS, self._give_up)

    def _give_up(self) -> None:
        if self.cycle is None:
            self.transport.close()


def _open(url: str) -> None:
    with contextlib.suppress(webbrowser.Error):
        webbrowser.open(url)


def _listen(address: Address) -> socket.socket:
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    # With its protocol named asyncio sends each answer at once; else each waits 40 ms for an ACK.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":  # elsewhere it would let another program take the port over
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((address.host, address.port))
        listening.listen(64)
    except OSError as error:
        listening.close()
        where = f"{_in_url(address.host)}:{address.port}"
        raise CannotServe(f"can't listen on {where}: {error.strerror or error}") from None
    return listening


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


VIEWS = (("write", "Write"), ("plan", "Plan"), ("book", "Brand book"), ("rules", "Rules"))


class Setup(NamedTuple):
    """What a page is started with.

    ``settings_of`` gives what a file is judged with, ``folder`` is where the page was started,
    ``names`` are the hosts it answers to. ``file`` is a plan to open; what is changed in it is
    written unless ``read_only``.
    """

    settings_of: SettingsOf
    secret: str
    names: Sequence[str] = ("127.0.0.1", "localhost", "[::1]")
    folder: str = "."
    file: str = ""
    read_only: bool = False


def make_app(setup: Setup) -> ASGIApp:
    """Return the ASGI application of a page."""
    root = f"/{setup.secret}"
    pages = Pages(root, {"views": VIEWS, "read_only": setup.read_only})
    writing = Writing(setup.settings_of, setup.folder, pages)
    plans = Plans(setup.settings_of)
    if setup.file:
        path = "" if setup.read_only else setup.file
        data = read_bytes(setup.file, setup.settings_of(setup.file).max_bytes)
        if isinstance(data, NotRead):
            raise ConfigurationError(f"{setup.file}: {data.message}")
        plans.open(data, setup.file, path, read_only=setup.read_only)
    planning = Planning(plans, pages, root, shared=setup.read_only)
    reading = Reading(setup.settings_of, setup.folder, pages)
    routes = [
        Route("/", lambda request: RedirectResponse(f"{root}/write")),
        Route("/write", writing.show, methods=["GET", "POST"]),
        Route("/write/look", writing.look, methods=["POST"]),
        Route("/write/better", writing.better, methods=["POST"]),
        *planning.routes(),
        Route("/book", reading.book),
        Route("/rules", reading.rules),
        Route("/rules/{code}", reading.rule),
        Mount("/static", StaticFiles(packages=[("spacelint.page", "static")])),
    ]

    async def wrong(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        heading = "Not found" if error.status_code == 404 else "That didn't work"
        return pages.refuse(error.status_code, heading, _words_of(error), request.headers)

    async def broken(request: Request, error: Exception) -> Response:
        return pages.refuse(500, "The configuration can't be used", str(error), request.headers)

    async def failed(request: Request, error: Exception) -> Response:
        print(f"spacelint page: internal error: {type(error).__name__}", file=sys.stderr)
        detail = (
            f"spacelint itself failed ({type(error).__name__}). Nothing was changed, and what you"
            " typed is still in your browser: go back to it. Please report what you did."
        )
        return pages.refuse(500, "Something went wrong", detail, request.headers)

    app = Starlette(
        routes=[Mount(root, routes=routes)],
        exception_handlers={
            HTTPException: wrong,
            Waiting: planning.waiting,
            ConfigurationError: broken,
            Exception: failed,
        },
    )
    return Guard(
        app, secret=setup.secret, names=setup.names, max_upload=MAX_UPLOAD, refuse=pages.refuse
    )


def _words_of(error: HTTPException) -> str:
    """Return what is said of an error; those of the framework get words of our own."""
    detail = str(error.detail)
    if error.status_code == 404 and detail == "Not Found":
        return "There is no such page here."
    if error.status_code == 405:
        return "The page can't be asked in that way."
    if error.status_code == 400 and detail != CUT_OFF:  # of the parsers of forms
        return "The form didn't arrive whole. Go back and try again."
    return detail
