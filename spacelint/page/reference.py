"""The views to read: the brand book with its places, and the rules with their reasons."""

from __future__ import annotations

import datetime
import os
from collections.abc import Sequence
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from spacelint.brand.book import Campaign
from spacelint.config.show import config_show_rows
from spacelint.engine.rule import Example, Rule, RuleDocs
from spacelint.page.core import Segment
from spacelint.page.render import Pages, lines_shown
from spacelint.plan.values import day_now
from spacelint.project import Settings, SettingsOf
from spacelint.report.html.words import MONTHS
from spacelint.schema.problem import key_path_text
from spacelint.text.width import visible

#: Units of the time line's width and of one campaign's height, in its picture.
_WIDTH = 1000
_BAR = 34


class Bar(NamedTuple):
    """A campaign on the time line: where it begins, how long it is, both of `_WIDTH` units."""

    name: str
    x: float
    width: float
    y: int
    days: str
    now: bool


class TimeLine(NamedTuple):
    """The campaigns that have days, with the first of each month and today."""

    bars: Sequence[Bar]
    months: Sequence[tuple[float, str]]
    today: float | None
    height: int


class Reading:
    """The routes of both views."""

    def __init__(self, settings_of: SettingsOf, folder: str, pages: Pages) -> None:
        self._settings_of = settings_of
        self._folder = folder
        self._pages = pages

    def book(self, request: Request) -> Response:
        """Show the brand book of the folder that the page was started in, or of one brand."""
        settings = self._settings_of(self._folder)
        book = settings.context.book
        brand = request.query_params.get("brand", "")
        brands: tuple[str, ...] = ()
        if book is not None and settings.context.books is not None and settings.config is not None:
            brands = tuple(sorted(settings.config.book.get("brands") or {}))
            if brand in brands:
                book, _ = settings.context.books(brand)
        today = settings.context.today or day_now()
        campaigns = list(book.campaigns.values()) if book is not None else []
        campaigns.sort(key=lambda one: (one.first_day or "9", one.last_day or "9", one.name))
        return self._pages.html(
            "book.html",
            view="book",
            book=book,
            brand=brand if brand in brands else "",
            brands=brands,
            campaigns=campaigns,
            line=time_line(campaigns, today),
            place=_Places(settings),
            today=today.isoformat(),
        )

    def rules(self, request: Request) -> Response:
        """Show all rules, or those that a search finds."""
        settings = self._settings_of(self._folder)
        linter = settings.linter
        words = request.query_params.get("words", "")[:200]
        used = {rule.code: rule for rule in linter.rules}
        rules = [
            (used.get(rule.code, rule), linter.docs(rule.code), rule.code in used)
            for rule in linter.known
        ]
        found = [each for each in rules if _has(each[0], each[1], words)]
        return self._pages.html(
            "rules.html", view="rules", rules=found, all=len(rules), words=words
        )

    def rule(self, request: Request) -> Response:
        """Show one rule with its reason, source and examples."""
        linter = self._settings_of(self._folder).linter
        code = request.path_params["code"].upper()
        known = next((rule for rule in linter.known if rule.code == code), None)
        if known is None:
            raise HTTPException(404, "There is no such rule.")
        used = next((rule for rule in linter.rules if rule.code == code), None)
        docs = linter.docs(code)
        return self._pages.html(
            "rule.html",
            view="rules",
            rule=used or known,
            docs=docs,
            in_use=used is not None,
            why=markdown(docs.rationale),
            marked=marked_example,
            is_title=known.scope not in ("plan", "space", "spaces"),
        )


def time_line(campaigns: Sequence[Campaign], today: datetime.date) -> TimeLine | None:
    """Return the time line of the campaigns that have a first or a last day; None without any."""
    dated = [one for one in campaigns if one.starts or one.ends]
    if not dated:
        return None
    days = [day for one in dated for day in (one.starts, one.ends) if day]
    first, last = min(days), max(days)
    if (first - today).days < 400 and (today - last).days < 400:
        first, last = min(first, today), max(last, today)
    first = first.replace(day=1)
    length = max(1, (last - first).days + 1)

    def at(day: datetime.date, more: int = 0) -> float:
        return round(((day - first).days + more) / length * _WIDTH, 1)

    bars = []
    for number, one in enumerate(dated):
        begin, end = one.starts or first, one.ends or last
        width = max(4.0, at(end, 1) - at(begin))
        days_text = f"{one.first_day or '…'} to {one.last_day or '…'}"
        now = begin <= today <= end
        bars.append(Bar(one.name, at(begin), width, number * _BAR + 26, days_text, now))
    months = []
    month = first
    step = max(1, length // 365)  # of several years not every month is named
    while month <= last:
        name = MONTHS[month.month - 1]
        if month.month == 1 or month == first:
            name += f" {month.year}"
        months.append((at(month), name))
        number = month.month - 1 + step
        if month.year + number // 12 > datetime.MAXYEAR:
            break
        month = month.replace(year=month.year + number // 12, month=number % 12 + 1)
    inside = at(today) if first <= today <= last else None
    return TimeLine(bars, months, inside, len(bars) * _BAR + 30)


class _Places:
    """Where each entry of the book stands: ``file:line``, empty where no file sets it."""

    def __init__(self, settings: Settings) -> None:
        rows = config_show_rows(settings.config) if settings.config is not None else ()
        self._rows = [
            (row.key, row.value, f"{visible(os.path.relpath(row.file))}:{row.line}")
            for row in rows
            if row.file
        ]

    def __call__(self, *path: str) -> str:
        """Return where the table or value at a key path begins."""
        key = key_path_text(path)
        starts = (key, f"{key}.", f"{key}[")
        return next((at for one, _, at in self._rows if one == key or one.startswith(starts)), "")

    def of(self, name: str, *parts: str) -> str:
        """Return where ``name`` stands under one of the keys ``parts``, as a value or a key."""
        wanted = name.casefold()
        for key, value, at in self._rows:
            if not any(part in key for part in parts):
                continue
            if _bare(value) == wanted or wanted in map(_bare, key.split(".")):
                return at
        return ""


def _bare(text: str) -> str:
    return text.strip('"').lstrip("#@＃＠").casefold()


def _has(rule: Rule, docs: RuleDocs, words: str) -> bool:
    text = f"{rule.code} {rule.name} {docs.summary} {' '.join(rule.tags)} {docs.rationale}"
    text = text.casefold()
    return all(word in text for word in words.casefold().split())


def markdown(text: str) -> Markup:
    """Return a rule's rationale as HTML; HTML of its own is shown as text, images are left out."""
    parser = MarkdownIt("commonmark", {"html": False}).disable("image")

    def link(self: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
        tokens[index].attrSet("rel", "noopener noreferrer")
        return str(self.renderToken(tokens, index, options, env))

    parser.add_render_rule("link_open", link)
    return Markup(parser.render(lines_shown(text)))


def marked_example(example: Example, severity: str) -> tuple[Segment, ...]:
    """Return the title of an example in parts, what the rule marks in it as of ``severity``."""
    title = example.title
    parts: list[tuple[str, str]] = []
    at = 0
    for part in example.highlight:
        start = title.find(part, at)
        if part and part != title and start >= 0:
            parts += [(title[at:start], ""), (part, severity)]
            at = start + len(part)
    parts.append((title[at:], ""))
    return tuple(Segment(text, visible(text), kind) for text, kind in parts if text)
