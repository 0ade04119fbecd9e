"""Declarations of what a TOML table may hold, as plain frozen values.

A table is declared once. Validation, the JSON Schema and the reference in the docs all read the
same declaration, so they cannot disagree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


class Field(NamedTuple):
    """What one key may hold. Made by the functions below, not by hand.

    `minimum` and `maximum` bound a number's value, a text's length in code points, or a list's or
    keyed table's number of entries. `pattern` must match the whole text (Python's ``re``), and
    `pattern_says` describes it in plain words: "a handle like @acme".
    """

    kind: str
    doc: str
    default: Any = None
    required: bool = False
    minimum: float | None = None
    maximum: float | None = None
    pattern: str = ""
    pattern_says: str = ""
    choices: tuple[str, ...] = ()
    item: Field | None = None
    table: Table | None = None
    options: tuple[Field, ...] = ()


class Switch(NamedTuple):
    """More keys of a table, depending on the text that stands at `key` of the same table."""

    key: str
    cases: Mapping[str, Mapping[str, Field]]


class Table(NamedTuple):
    """The keys a table may hold. With `others`, any further key may hold such a value."""

    doc: str
    fields: Mapping[str, Field]
    others: Field | None = None
    switch: Switch | None = None


def string(
    doc: str,
    *,
    default: str | None = None,
    required: bool = False,
    minimum: int | None = None,
    maximum: int | None = None,
    pattern: str = "",
    pattern_says: str = "",
) -> Field:
    """A text of `minimum` to `maximum` code points, matching `pattern` from end to end."""
    return Field("string", doc, default, required, minimum, maximum, pattern, pattern_says)


def integer(
    doc: str,
    *,
    default: int | None = None,
    minimum: int | None = None,
    maximum: int | None = None,
) -> Field:
    """A whole number."""
    return Field("int", doc, default, minimum=minimum, maximum=maximum)


def number(
    doc: str,
    *,
    default: float | None = None,
    minimum: float | None = None,
    maximum: float | None = None,
) -> Field:
    """A number; a whole one is accepted as well and comes out as a float."""
    return Field("float", doc, default, minimum=minimum, maximum=maximum)


def boolean(doc: str, *, default: bool | None = None) -> Field:
    """``true`` or ``false``."""
    return Field("bool", doc, default)


def date(doc: str) -> Field:
    """A calendar day, ``2026-11-30`` bare or quoted; comes out as a `datetime.date`."""
    return Field("date", doc)


def moment(doc: str, *, required: bool = False) -> Field:
    """A day or a day with a time; comes out as a `datetime.date` or `datetime.datetime`."""
    return Field("datetime", doc, required=required)


def choice(
    doc: str, choices: tuple[str, ...], *, default: str | None = None, required: bool = False
) -> Field:
    """One of the given words."""
    return Field("choice", doc, default, required, choices=choices)


def regex(doc: str, *, required: bool = False) -> Field:
    """A pattern for the ``regex`` library, of at most 2,000 code points; comes out as text."""
    return Field("regex", doc, required=required, maximum=2_000)


def strings(
    doc: str,
    *,
    default: tuple[str, ...] | None = (),
    required: bool = False,
    maximum: int | None = None,
    item: Field | None = None,
) -> Field:
    """A list of texts, each validated as `item` where given; comes out as a tuple."""
    item = item or string("")
    return listing(doc, item, default=default, required=required, maximum=maximum)


def listing(
    doc: str,
    item: Field,
    *,
    default: tuple[Any, ...] | None = (),
    required: bool = False,
    minimum: int | None = None,
    maximum: int | None = None,
) -> Field:
    """A list of `item`; comes out as a tuple."""
    return Field("list", doc, default, required, minimum, maximum, item=item)


def tables(doc: str, table: Table, *, required: bool = False, minimum: int | None = None) -> Field:
    """A list of tables, ``[[name]]``; comes out as a tuple of dicts."""
    return listing(doc, nested("", table), required=required, minimum=minimum)


def nested(doc: str, table: Table) -> Field:
    """A table. Absent, it comes out filled with defaults, or None if it has required keys."""
    return Field("table", doc, table=table)


def keyed(
    doc: str,
    item: Field,
    *,
    pattern: str = "",
    pattern_says: str = "",
    required: bool = False,
    minimum: int | None = None,
) -> Field:
    """A table whose keys the user names, as in ``[rules.SL103]``; each key matches `pattern`."""
    return Field("keyed", doc, {}, required, minimum, None, pattern, pattern_says, item=item)


def one_of(doc: str, *options: Field, required: bool = False) -> Field:
    """A value of one of several kinds, distinguished by their TOML types: a text or a table."""
    return Field("one-of", doc, required=required, options=options)


def anything(doc: str) -> Field:
    """Any TOML value, passed on as it is for the caller to validate."""
    return Field("any", doc)
