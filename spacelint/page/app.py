"""The application: its routes, and what they share."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NamedTuple

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from spacelint.page.core import ConfigurationError, SettingsOf
from spacelint.page.guard import Guard
from spacelint.page.planfile import read_file_bytes
from spacelint.page.planning import MAX_UPLOAD, Planning
from spacelint.page.plans import Plans
from spacelint.page.reference import Reading
from spacelint.page.render import Pages
from spacelint.page.writing import Writing

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
        limit = setup.settings_of(setup.file).max_bytes
        data = read_file_bytes(setup.file, limit)
        if isinstance(data, str):
            raise ConfigurationError(f"{setup.file}: {data}")
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
        told = str(error.detail)
        if told == "Not Found":  # of a route, and not of ours
            told = "There is no such page here."
        heading = "Not found" if error.status_code == 404 else "That did not work"
        return pages.refuse(error.status_code, heading, told, _wants_text(request))

    async def broken(request: Request, error: Exception) -> Response:
        return pages.refuse(
            500, "The configuration cannot be used", str(error), _wants_text(request)
        )

    async def failed(request: Request, error: Exception) -> Response:
        print(f"spacelint page: internal error: {type(error).__name__}", file=sys.stderr)
        told = (
            f"spacelint itself failed ({type(error).__name__}). Nothing was changed, and what you"
            " typed is still in your browser: go back to it. Please report what you did."
        )
        return pages.refuse(500, "Something went wrong", told, _wants_text(request))

    app = Starlette(
        routes=[Mount(root, routes=routes)],
        exception_handlers={HTTPException: wrong, ConfigurationError: broken, Exception: failed},
    )
    return Guard(
        app, secret=setup.secret, names=setup.names, max_upload=MAX_UPLOAD, refuse=pages.refuse
    )


def _wants_text(request: Request) -> bool:
    return request.headers.get("accept", "").startswith("text/plain")
