"""The view for plans: dropped or opened, as a table or by weeks, edited, taken home."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from spacelint.page.core import Draft
from spacelint.page.planfile import NotChanged, offers_for_space, space_view
from spacelint.page.plans import Conflict, OpenPlan, Plans
from spacelint.page.render import Pages
from spacelint.page.rows import MOST_A_DAY, PAGE_ROWS, chosen, pages_of_weeks
from spacelint.report.html.words import day_name, time_of

#: What is said of a file that did not arrive whole.
CUT_OFF = "The file didn't arrive whole. Try again."
_WAIT = 2.0  # seconds that a request waits for a plan to be checked before it says so
#: Bytes of a plan with what a form puts around it.
MAX_UPLOAD = 32_000_000
#: What a spreadsheet would run as a formula; X drops the space that is put before it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Filter(NamedTuple):
    """Which rows of a plan are asked for, and how."""

    severity: str = ""
    rule: str = ""
    words: str = ""
    week: bool = False
    page: int = 1

    def query(self, **changes: Any) -> str:
        """Return the filter as the query of an address; empty where it asks for all."""
        one = self._replace(**changes)
        given = {key: value for key, value in one._asdict().items() if value}
        given.pop("week", None)
        if one.week:
            given["as"] = "week"
        if one.page == 1:
            given.pop("page")
        return f"?{urlencode(given)}" if given else ""


def filter_of(query: QueryParams) -> Filter:
    """Return the filter in the query of an address; what it does not know is left out."""
    number = query.get("page", "1")
    return Filter(
        query.get("severity", "")[:20],
        query.get("rule", "")[:20],
        query.get("words", "")[:200],
        query.get("as") == "week",
        int(number) if number.isdecimal() and len(number) < 7 and int(number) else 1,
    )


class Waiting(Exception):
    """A plan is still being checked."""

    def __init__(self, opened: OpenPlan) -> None:
        self.opened = opened


class Planning:
    """The routes of the view."""

    def __init__(self, plans: Plans, pages: Pages, root: str, *, shared: bool) -> None:
        self._plans = plans
        self._pages = pages
        self._root = f"{root}/plan"
        # On a server that others use too, nobody sees what somebody else has opened.
        self._shared = shared

    def routes(self) -> list[Route]:
        """Return the routes, below the page's root."""
        return [
            Route("/plan", self.start),
            Route("/plan/open", self.open, methods=["POST"]),
            Route("/plan/{key}", self.show),
            Route("/plan/{key}/fix", partial(self._change, OpenPlan.fix), methods=["POST"]),
            Route("/plan/{key}/undo", partial(self._change, OpenPlan.undo), methods=["POST"]),
            Route("/plan/{key}/close", self.close, methods=["POST"]),
            Route("/plan/{key}/file", self.download),
            Route("/plan/{key}/suggestions.csv", self.suggestions),
            Route("/plan/{key}/{number:int}", self.space, methods=["GET", "POST"]),
        ]

    async def waiting(self, request: Request, error: Exception) -> Response:
        """Say how far the check of a plan is; a browser asks again by itself."""
        assert isinstance(error, Waiting)
        answer = self._pages.html("waiting.html", 202, view="plan", opened=error.opened)
        if request.method == "GET":
            answer.headers["refresh"] = "1"
        return answer

    async def start(self, request: Request) -> Response:
        """Show where to drop a plan; where the page was started on one, that plan."""
        own = next((one for one in self._plans.all() if one.path or one.read_only), None)
        if own is not None and "open" not in request.query_params:
            return RedirectResponse(f"{self._root}/{own.key}")
        return self._drop("")

    async def open(self, request: Request) -> Response:
        """Open the file that was sent."""
        try:
            parser = MultiPartParser(request.headers, request.stream(), max_files=1, max_fields=5)
            # It stays in memory: nothing of it is written, not even to a temporary file.
            parser.spool_max_size = 1 << 30
            form = await parser.parse()
        except (MultiPartException, KeyError, ValueError):
            raise HTTPException(400, CUT_OFF) from None
        sent = form.get("file")
        if not isinstance(sent, UploadFile) or not sent.filename:
            return self._drop("No file was chosen.", 400)
        name = sent.filename.replace("\\", "/").rpartition("/")[2][:200] or "plan"
        opened = await run_in_threadpool(self._plans.open, await sent.read(), name)
        return RedirectResponse(f"{self._root}/{opened.key}", 303)

    async def show(self, request: Request) -> Response:
        """Show a plan as a table or by weeks."""
        opened = await self._checked(request)
        return await run_in_threadpool(self._show, opened, filter_of(request.query_params))

    async def space(self, request: Request) -> Response:
        """Show one Space of a plan, or change its title."""
        opened = await self._checked(request)
        number = int(request.path_params["number"])
        if number >= len(opened.view.rows):
            raise HTTPException(404, "The plan has no such Space.")
        if request.method == "GET":
            return await run_in_threadpool(self._space, opened, number)
        form = await request.form()
        title = str(form.get("take") or form.get("title") or "").replace("\r\n", "\n")
        revision = _number(form.get("revision"))
        try:
            await run_in_threadpool(opened.set_title, number, title, revision)
        except (Conflict, NotChanged) as error:
            return await self._conflict(opened, number, title, str(error))
        back = filter_of(QueryParams(str(form.get("back") or "")))
        if form.get("stay"):
            return RedirectResponse(f"{self._root}/{opened.key}/{number}", 303)
        return RedirectResponse(f"{self._root}/{opened.key}{back.query()}#space-{number}", 303)

    async def close(self, request: Request) -> Response:
        """Close a plan."""
        self._plans.close(request.path_params["key"])
        return RedirectResponse(f"{self._root}?open", 303)

    async def download(self, request: Request) -> Response:
        """Return the file with all changes made so far, and no others."""
        opened = await self._get(request)
        return Response(
            opened.data,
            media_type="application/octet-stream",
            headers={"content-disposition": _attachment(opened.name)},
        )

    async def suggestions(self, request: Request) -> Response:
        """Give a CSV with the better title of each Space that has one."""
        opened = await self._checked(request)
        name = opened.name.rpartition(".")[0] or opened.name
        return StreamingResponse(
            _csv(opened),
            media_type="text/csv; charset=utf-8",
            headers={"content-disposition": _attachment(f"{name}-suggestions.csv")},
        )

    def _drop(self, detail: str, status: int = 200) -> Response:
        plans = () if self._shared else self._plans.all()
        return self._pages.html(
            "drop.html", status, view="plan", plans=plans, detail=detail, most=MAX_UPLOAD
        )

    async def _checked(self, request: Request) -> OpenPlan:
        """Return a plan whose Spaces have been checked; raises `Waiting` where that takes long."""
        opened = await self._get(request)
        if not await run_in_threadpool(opened.prepare, _WAIT):
            raise Waiting(opened)
        return opened

    async def _get(self, request: Request) -> OpenPlan:
        opened = await run_in_threadpool(self._plans.get, request.path_params["key"])
        if opened is None:
            detail = "This plan is no longer open here. Drop its file again to go on."
            raise HTTPException(404, detail)
        return opened

    async def _change(
        self, change: Callable[[OpenPlan, int], object], request: Request
    ) -> Response:
        """Make all safe fixes, or take the last change back."""
        opened = await self._checked(request)
        form = await request.form()
        try:
            await run_in_threadpool(change, opened, _number(form.get("revision")))
        except (Conflict, NotChanged) as error:
            return await self._conflict(opened, None, "", str(error))
        back = filter_of(QueryParams(str(form.get("back") or "")))
        return RedirectResponse(f"{self._root}/{opened.key}{back.query()}", 303)

    async def _conflict(
        self, opened: OpenPlan, number: int | None, title: str, detail: str
    ) -> Response:
        def made() -> Response:
            opened.refresh(opened.settings)
            rows = opened.view.rows
            row = rows[number] if number is not None and number < len(rows) else None
            values = {"opened": opened, "row": row, "title": title, "detail": detail}
            return self._pages.html("conflict.html", 409, view="plan", **values)

        return await run_in_threadpool(made)

    def _show(self, opened: OpenPlan, wanted: Filter) -> Response:
        view = opened.view
        rows = chosen(view.rows, wanted.severity, wanted.rule, wanted.words)
        weeks = list(pages_of_weeks(rows)) if wanted.week else []
        count = max(1, len(weeks) if wanted.week else -(-len(rows) // PAGE_ROWS))
        wanted = wanted._replace(page=min(wanted.page, count))
        first = (wanted.page - 1) * PAGE_ROWS
        return self._pages.html(
            "plan.html",
            view="plan",
            opened=opened,
            plan=view,
            wanted=wanted,
            matching=len(rows),
            rows=rows[first : first + PAGE_ROWS] if not wanted.week else [],
            weeks=weeks[wanted.page - 1] if weeks else [],
            first=first,
            pages=count,
            most_a_day=MOST_A_DAY,
            day_name=day_name,
            time_of=time_of,
        )

    def _space(self, opened: OpenPlan, number: int) -> Response:
        row = opened.view.rows[number]
        return self._pages.html(
            "space.html",
            view="plan",
            opened=opened,
            row=row,
            look=space_view(opened.plan, number, row.findings, opened.settings),
            draft=Draft(row.title or ""),
            offers=offers_for_space(opened.plan, number, opened.settings),
            day_name=day_name,
            time_of=time_of,
        )


def _csv(opened: OpenPlan) -> Iterator[bytes]:
    """Yield a CSV that spreadsheets take for UTF-8, a Space at a time."""
    plan, settings = opened.plan, opened.settings
    yield "\ufeff".encode()
    yield _line(("Line", "Start", "Host", "Title", "Better title", "What changes", "Problems"))
    for row in opened.view.rows:
        offers = offers_for_space(plan, row.number, settings, most=1, left=False)
        if not offers:
            continue
        best = offers[0].suggestion
        changes = "; ".join(each.what for each in best.changes)
        problems = "; ".join(f"{each.code} {each.message}" for each in row.findings)
        line, start, host = row.facts.line, row.facts.start, row.facts.host
        yield _line((line, start, host, row.title or "", best.text, changes, problems))


def _line(cells: Sequence[object]) -> bytes:
    stream = io.StringIO()
    shown = [f" {cell}" if str(cell).startswith(_FORMULA) else cell for cell in cells]
    csv.writer(stream).writerow(shown)
    return stream.getvalue().encode("utf-8", "replace")


def _attachment(name: str) -> str:
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "._- ") else "_" for c in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _number(value: object) -> int:
    return int(value) if isinstance(value, str) and value.isdecimal() and len(value) < 10 else -1
