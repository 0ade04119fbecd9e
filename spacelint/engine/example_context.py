"""The context that an example of a rule names: day, planned Space, brand book, live facts."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from spacelint import schema
from spacelint.brand.faults import book_faults
from spacelint.brand.make import brand_book
from spacelint.brand.table import BOOK_FIELDS
from spacelint.checks.contract import Context, Live, LiveAccount, LiveSpace
from spacelint.engine.rule import Example
from spacelint.plan import PlannedSpace
from spacelint.plan.problems import Plan
from spacelint.plan.values import Reading
from spacelint.schema import Fault, Table

#: The day that an example without a day of its own is judged on, so that it holds on any day.
EXAMPLE_DAY = datetime.date(2026, 12, 1)
_STATES = ("exists", "protected", "missing", "suspended", "unknown")


def example_context(example: Example) -> Context:
    """Return the context that an example names; its tables have no faults."""
    space = None
    if example.space is not None:
        space = example_space(example.title, example.space)
    book, words = None, tuple(example.words)
    if example.brand is not None:
        book = brand_book(example_tables(example.brand)[0])
        words = (*words, *book.words, *book.names, *book.hashtags)
    live = None if example.live is None else example_live(example.live)
    return Context(words, example.today or EXAMPLE_DAY, space, book, live)


def example_space(title: str, fields: Mapping[str, Any]) -> PlannedSpace:
    """Return a Space with ``title`` and ``fields``; it has no file, so no place is known in it."""
    reading = Reading("toml", [((), {**fields, "title": title})])
    return Plan("<example>", "", "utf-8", 0, reading, None).spaces[0]


def example_tables(brand: Mapping[str, Any]) -> tuple[dict[str, Any], list[Fault]]:
    """Return the tables of an example's brand book, validated, and everything wrong with them."""
    tables, faults = schema.validate_data(dict(brand), schema.Table("A brand book.", BOOK_FIELDS))
    return tables, faults or list(book_faults(tables))


def example_live(recorded: Mapping[str, Any]) -> Live:
    """Return the live facts of an example whose table ``live`` has no faults."""
    tables = schema.validate_data(dict(recorded), live_table())[0]
    renamed = {handle.lower(): now for handle, now in tables["renamed"].items()}
    return Live(
        {
            handle.lower(): LiveAccount(
                "exists" if state == "protected" else state,
                state == "protected",
                renamed.get(handle.lower(), ""),
            )
            for handle, state in tables["accounts"].items()
        },
        {tag.casefold(): posts for tag, posts in tables["posts"].items()},
        {tag.casefold(): tuple(map(_space, spaces)) for tag, spaces in tables["spaces"].items()},
    )


def live_table() -> Table:
    """Return what the table ``live`` of an example may hold."""
    space = schema.Table(
        "A Space that X has live or scheduled.",
        {
            "id": schema.string("Its id on X.", default=""),
            "title": schema.string("Its title.", default=""),
            "host": schema.string("The host's handle.", default=""),
            "start": schema.moment("When it starts or started.", required=True),
            "until": schema.moment("When X was asked, where it was live then."),
        },
    )
    return schema.Table(
        "What X said when it was asked.",
        {
            "accounts": schema.keyed("Accounts by handle.", schema.choice("", _STATES)),
            "renamed": schema.keyed("Handles now, by the handle before.", schema.string("")),
            "posts": schema.keyed("Posts of seven days by tag.", schema.integer("", minimum=0)),
            "spaces": schema.keyed("Spaces by a tag of their title.", schema.tables("", space)),
        },
    )


def live_faults(recorded: object) -> list[Fault]:
    """Return everything wrong with the table ``live`` of an example."""
    if not isinstance(recorded, dict):
        return [schema.Fault((), "expected a table")]
    return schema.validate_data(recorded, live_table())[1]


def _space(table: Mapping[str, Any]) -> LiveSpace:
    start = _moment(table["start"])
    until = start if table["until"] is None else _moment(table["until"])
    return LiveSpace(table["id"], table["title"], table["host"], start, until)


def _moment(value: Any) -> datetime.datetime:
    """Return a day or moment as an aware moment; X's are UTC."""
    if not isinstance(value, datetime.datetime):
        value = datetime.datetime(value.year, value.month, value.day)
    aware: datetime.datetime = value if value.tzinfo else value.replace(tzinfo=datetime.UTC)
    return aware
