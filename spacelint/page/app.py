"""The application: its routes, and what they share."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import NamedTuple

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from spacelint.page.core import (
    ConfigurationError,
    Draft,
    Settings,
    SettingsOf,
    look_at,
    offers_for,
    timezone_of,
)
from spacelint.page.guard import Guard
from spacelint.page.render import Pages

VIEWS = (("write", "Write"), ("plan", "Plan"), ("book", "Brand book"), ("rules", "Rules"))
#: Bytes of a plan with what a form puts around it.
MAX_UPLOAD = 32_000_000


class Setup(NamedTuple):
    """What a page is started with.

    ``settings_of`` gives what a file is judged with, ``folder`` is where the page was started,
    ``names`` are the hosts it answers to. ``read_only`` keeps it from writing any file.
    """

    settings_of: SettingsOf
    secret: str
    names: Sequence[str] = ("127.0.0.1", "localhost", "[::1]")
    folder: str = "."
    read_only: bool = False


def make_app(setup: Setup) -> ASGIApp:
    """Return the ASGI application of a page."""
    root = f"/{setup.secret}"
    pages = Pages(root, {"views": VIEWS, "read_only": setup.read_only})
    writing = _Writing(setup, pages)
    routes = [
        Route("/", lambda request: RedirectResponse(f"{root}/write")),
        Route("/write", writing.show, methods=["GET", "POST"]),
        Route("/write/look", writing.look, methods=["POST"]),
        Route("/write/better", writing.better, methods=["POST"]),
        Mount("/static", StaticFiles(packages=[("spacelint.page", "static")])),
    ]

    async def wrong(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        told = "There is no such page here." if error.status_code == 404 else str(error.detail)
        return pages.refuse(error.status_code, "Not found", told, _wants_text(request))

    async def broken(request: Request, error: Exception) -> Response:
        return pages.refuse(
            500, "The configuration cannot be used", str(error), _wants_text(request)
        )

    app = Starlette(
        routes=[Mount(root, routes=routes)],
        exception_handlers={HTTPException: wrong, ConfigurationError: broken},
    )
    return Guard(
        app, secret=setup.secret, names=setup.names, max_upload=MAX_UPLOAD, refuse=pages.refuse
    )


class _Writing:
    """The view for one title: whole, or the parts that change while someone types."""

    def __init__(self, setup: Setup, pages: Pages) -> None:
        self._setup = setup
        self._pages = pages

    async def show(self, request: Request) -> Response:
        """Show the view; a form that was sent is answered with what the rules say of it."""
        settings = self._settings()
        if request.method == "GET":
            return self._page(Draft(), settings, "")
        form = await request.form()
        draft = draft_of(form)
        before = draft.title
        if "take" in form:
            draft = draft._replace(title=_text(form["take"]))
        return await run_in_threadpool(
            self._page, draft, settings, before if before != draft.title else ""
        )

    async def look(self, request: Request) -> Response:
        """Give the card, the marks and the findings: what must keep up with typing."""
        draft = draft_of(await request.form())
        look = look_at(draft, self._settings())
        return self._pages.html("parts/look.html", look=look, draft=draft)

    async def better(self, request: Request) -> Response:
        """Give the better titles."""
        draft = draft_of(await request.form())
        offers = await run_in_threadpool(offers_for, draft, self._settings())
        return self._pages.html("parts/better.html", offers=offers, draft=draft)

    def _settings(self) -> Settings:
        # A title belongs to no file: it is judged as one in the folder the page was started in.
        return self._setup.settings_of(self._setup.folder)

    def _page(self, draft: Draft, settings: Settings, before: str) -> Response:
        book = settings.context.book
        return self._pages.html(
            "write.html",
            view="write",
            draft=draft,
            look=look_at(draft, settings),
            offers=offers_for(draft, settings),
            campaigns=list(book.campaigns.values()) if book is not None else [],
            before=before,
            today=datetime.date.today(),
            timezone=timezone_of(settings),
        )


def draft_of(form: FormData) -> Draft:
    """Return the draft in a form that was sent; what it lacks is empty."""
    texts = {name: _text(form.get(name)) for name in Draft._fields if name != "sponsored"}
    return Draft(**texts, sponsored=bool(form.get("sponsored")))


def _text(value: object) -> str:
    """Return a field's text with the line ends that it had: a form sends all of them as CRLF."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else ""


def _wants_text(request: Request) -> bool:
    return request.headers.get("accept", "").startswith("text/plain")
