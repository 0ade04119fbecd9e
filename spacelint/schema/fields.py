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
    `pattern_says` names in plain words what it asks for: "a handle like @acme".
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
    since: str = "0.1.0"


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


def string(  # house: keywords only, the words of a declaration
    doc: str,
    *,
    default: str | None = None,
    required: bool = False,
    minimum: int | None = None,
    maximum: int | None = None,
    pattern: str = "",
    pattern_says: str = "",
    since: str = "0.1.0",
) -> Field:
    """A text of `minimum` to `maximum` code points, matching `pattern` from end to end."""
    return Field(
        "string", doc, default, required, minimum, maximum, pattern, pattern_says, since=since
    )


def integer(
    doc: str,
    *,
    default: int | None = None,
    required: bool = False,
    minimum: int | None = None,
    maximum: int | None = None,
    since: str = "0.1.0",
) -> Field:
    """A whole number."""
    return Field("int", doc, default, required, minimum, maximum, since=since)


def number(
    doc: str,
    *,
    default: float | None = None,
    required: bool = False,
    minimum: float | None = None,
    maximum: float | None = None,
    since: str = "0.1.0",
) -> Field:
    """A number; a whole one is taken as well and comes out as a float."""
    return Field("float", doc, default, required, minimum, maximum, since=since)


def boolean(
    doc: str, *, default: bool | None = None, required: bool = False, since: str = "0.1.0"
) -> Field:
    """``true`` or ``false``."""
    return Field("bool", doc, default, required, since=since)


def date(doc: str, *, required: bool = False, since: str = "0.1.0") -> Field:
    """A calendar day, ``2026-11-30`` bare or quoted; comes out as a `datetime.date`."""
    return Field("date", doc, required=required, since=since)


def moment(doc: str, *, required: bool = False, since: str = "0.1.0") -> Field:
    """A day or a day with a time; comes out as a `datetime.date` or `datetime.datetime`."""
    return Field("datetime", doc, required=required, since=since)


def choice(
    doc: str,
    choices: tuple[str, ...],
    *,
    default: str | None = None,
    required: bool = False,
    since: str = "0.1.0",
) -> Field:
    """One of the given words."""
    return Field("choice", doc, default, required, choices=choices, since=since)


def regex(
    doc: str, *, default: str | None = None, required: bool = False, since: str = "0.1.0"
) -> Field:
    """A pattern for the ``regex`` library, of at most 2,000 code points; comes out as text."""
    return Field("regex", doc, default, required, maximum=2_000, since=since)


def strings(
    doc: str,
    *,
    default: tuple[str, ...] | None = (),
    required: bool = False,
    minimum: int | None = None,
    maximum: int | None = None,
    item: Field | None = None,
    since: str = "0.1.0",
) -> Field:
    """A list of texts, each held to `item` where given; comes out as a tuple."""
    return listing(
        doc,
        item or string(""),
        default=default,
        required=required,
        minimum=minimum,
        maximum=maximum,
        since=since,
    )


def listing(
    doc: str,
    item: Field,
    *,
    default: tuple[Any, ...] | None = (),
    required: bool = False,
    minimum: int | None = None,
    maximum: int | None = None,
    since: str = "0.1.0",
) -> Field:
    """A list of `item`; comes out as a tuple."""
    return Field("list", doc, default, required, minimum, maximum, item=item, since=since)


def tables(
    doc: str,
    table: Table,
    *,
    required: bool = False,
    minimum: int | None = None,
    maximum: int | None = None,
    since: str = "0.1.0",
) -> Field:
    """A list of tables, ``[[name]]``; comes out as a tuple of dicts."""
    item = nested("", table)
    return listing(doc, item, required=required, minimum=minimum, maximum=maximum, since=since)


def nested(doc: str, table: Table, *, required: bool = False, since: str = "0.1.0") -> Field:
    """A table. Absent, it comes out filled with defaults, or None if it has required keys."""
    return Field("table", doc, required=required, table=table, since=since)


def keyed(  # house: keywords only, the words of a declaration
    doc: str,
    item: Field,
    *,
    pattern: str = "",
    pattern_says: str = "",
    required: bool = False,
    minimum: int | None = None,
    maximum: int | None = None,
    since: str = "0.1.0",
) -> Field:
    """A table whose keys the user names, as in ``[rules.SL103]``; each key matches `pattern`."""
    return Field(
        "keyed", doc, {}, required, minimum, maximum, pattern, pattern_says, item=item, since=since
    )


def one_of(
    doc: str, *options: Field, default: Any = None, required: bool = False, since: str = "0.1.0"
) -> Field:
    """A value of one of several kinds, told apart by their TOML types: a text or a table."""
    return Field("one-of", doc, default, required, options=options, since=since)


def anything(
    doc: str, *, default: Any = None, required: bool = False, since: str = "0.1.0"
) -> Field:
    """Any TOML value, handed through as it is for someone else to validate."""
    return Field("any", doc, default, required, since=since)
