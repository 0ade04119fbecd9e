"""A brand book, and suggestions for a title as a test asks for them."""

from __future__ import annotations

import datetime
from typing import Any

from spacelint.brand.book import BrandBook
from spacelint.brand.faults import book_faults
from spacelint.brand.make import brand_book
from spacelint.brand.table import BOOK_FIELDS
from spacelint.checks.contract import Context
from spacelint.engine.example_context import example_space
from spacelint.engine.linter import Linter
from spacelint.schema import Table, validate_data
from spacelint.suggester import search
from spacelint.suggester.tokens import Suggestion

LINTER = Linter()
TODAY = datetime.date(2026, 11, 30)
BOOK: dict[str, Any] = {
    "brand": {"names": ["Brewly"], "handle": "@BrewlyCoffee", "hashtags": ["#BrewlyBeans"]},
    "handles": {"jackdoe": "Jack Doe"},
    "campaigns": {
        "spring": {
            "hashtag": "#BrewlySpring",
            "alternatives": ["#BrewlySpringFest"],
            "owner": "Mirjam",
        },
        "remote": {"hashtag": "#RemoteWork"},
        "long": {"hashtag": "#BrewlyWinterDeals", "alternatives": ["#BWD26"]},
        "paid": {"hashtag": "#BrewlyDeals", "disclosure": {"word": "#ad", "region": "UK"}},
        "soft": {"hashtag": "#BrewlySoft", "required": False},
    },
}


def book(data: dict[str, Any] = BOOK) -> BrandBook:
    """Return the brand book of these tables."""
    tables, faults = validate_data(data, Table("", BOOK_FIELDS))
    assert not faults
    assert not book_faults(tables)
    return brand_book(tables)


def context(title: str, space: dict[str, Any] | None = None, data: Any = BOOK) -> Context:
    """Return what is known beside the title: the book, the day, and the planned Space."""
    planned = example_space(title, space) if space is not None else None
    return Context(("Brewly",), TODAY, planned, book(data) if data is not None else None)


def suggest(
    title: str, linter: Linter, context: Context, *, most: int = search.MOST, **asked: Any
) -> tuple[Suggestion, ...]:
    """Return the suggestions for a title of which so much is asked."""
    return search.suggest(title, linter, context, search.Request(**asked), most=most)


def better(
    title: str, space: dict[str, Any] | None = None, data: Any = BOOK, **asked: Any
) -> list[Suggestion]:
    """Return the suggestions for a title."""
    return list(suggest(title, LINTER, context(title, space, data), **asked))


def texts(
    title: str, space: dict[str, Any] | None = None, data: Any = BOOK, **asked: Any
) -> list[str]:
    """Return the texts of the suggestions for a title."""
    return [one.text for one in better(title, space, data, **asked)]


def told(suggestion: Suggestion) -> list[str]:
    """Return the changes of a suggestion, each with its reason."""
    return [f"{change.what} ({change.why})" for change in suggestion.changes]
