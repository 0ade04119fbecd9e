"""The view for one title: the card, what was found, the fixes, the better titles."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from spacelint.page.core import Draft, draft_view, offers_for
from spacelint.page.render import Pages
from spacelint.plan.values import day_now
from spacelint.project import Settings, SettingsOf


class Writing:
    """The view for one title: whole, or the parts that change while someone types."""

    def __init__(self, settings_of: SettingsOf, folder: str, pages: Pages) -> None:
        self._settings_of = settings_of
        self._folder = folder
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
        look = draft_view(draft, self._settings())
        return self._pages.html("parts/look.html", look=look, draft=draft)

    async def better(self, request: Request) -> Response:
        """Give the better titles."""
        draft = draft_of(await request.form())
        offers = await run_in_threadpool(offers_for, draft, self._settings())
        return self._pages.html("parts/better.html", offers=offers, draft=draft)

    def _settings(self) -> Settings:
        # A title belongs to no file: it is judged as one in the folder the page was started in.
        return self._settings_of(self._folder)

    def _page(self, draft: Draft, settings: Settings, before: str) -> Response:
        book = settings.context.book
        return self._pages.html(
            "write.html",
            view="write",
            draft=draft,
            look=draft_view(draft, settings),
            offers=offers_for(draft, settings),
            campaigns=list(book.campaigns.values()) if book is not None else [],
            before=before,
            today=settings.context.today or day_now(),
            timezone=settings.timezone,
        )


def draft_of(form: FormData) -> Draft:
    """Return the draft in a form that was sent; what it lacks is empty."""
    texts = {name: _text(form.get(name)) for name in Draft._fields if name != "sponsored"}
    return Draft(**texts, sponsored=bool(form.get("sponsored")))


def _text(value: object) -> str:
    """Return a field's text with the line ends that it had: a form sends all of them as CRLF."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else ""
