"""The columns of batches and answers by their names."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa

from spacelint.arrow.cells import shown
from spacelint.arrow.columns import COLUMNS, NAMES, Column
from spacelint.checks.shared.text import listed
from spacelint.plan.fields import KNOWN, known_name
from spacelint.text.distance import nearest

_STATE = ("state", "status", "started_at", "ended_at")
_MOST_NAMED = 20  # columns of a batch that are named where one is missing


class ColumnsError(ValueError):
    """A batch does not have the columns it needs; the text says which it has."""


def answer_columns(columns: Iterable[str]) -> list[tuple[int, Column]]:
    """Return the columns of an answer with these names, each with its place in a row."""
    wanted = names_given("columns", columns)
    for name in wanted:
        if name not in NAMES:
            near = nearest(name, NAMES)
            hint = f" (did you mean {near}?)" if near else f"; there are {listed(NAMES)}"
            raise ColumnsError(f'no answer has a column "{shown(name)}"{hint}')
    return [(at, column) for at, column in enumerate(COLUMNS) if column.name in wanted]


def names_given(which: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return the names in an argument; raises TypeError for anything else, such as one text."""
    if isinstance(names, str):
        raise TypeError(f'{which} is a list of names, such as ["{shown(names)}"]; found a text')
    given = tuple(names) if isinstance(names, Iterable) else (names,)
    for name in given:
        if not isinstance(name, str):
            found = type(name).__name__
            raise TypeError(f'{which} is a list of names, such as ["title"]; found {found}')
    return given


def column_named(batch: pa.RecordBatch, name: str) -> int:
    """Return the index of the one column of this name."""
    found = batch.schema.get_all_field_indices(name)
    if len(found) > 1:
        raise ColumnsError(f'this batch has {len(found)} columns "{shown(name)}"')
    if not found:
        raise _no_column(batch, name)
    return int(found[0])


def _names(batch: pa.RecordBatch) -> list[str]:
    try:
        names: list[str] = batch.schema.names
    except UnicodeDecodeError as error:
        at, found = error.start, error.object[error.start]
        raise ColumnsError(
            f"the name of a column is not UTF-8 (0x{found:02x}, byte {at + 1}); rename it"
        ) from None
    return names


def _no_column(batch: pa.RecordBatch, name: str, other: str = "") -> ColumnsError:
    names = _names(batch)
    near = nearest(name, names)
    has = listed([*map(shown, names)], _MOST_NAMED) or "none"
    hint = f" (did you mean {shown(near)}?)" if near else ""
    return ColumnsError(f'this batch has no column "{shown(name)}"{other}{hint}; it has: {has}')


def fields_of(batch: pa.RecordBatch) -> dict[str, int]:
    """Return the column of each field of a Space that a batch has, of its title at least.

    They are named as in a table: in any case, with spaces for underscores.
    """
    found: dict[str, list[int]] = {}
    columns = _names(batch)
    for index, column in enumerate(columns):
        name = known_name(column)
        # `name` may be anybody's where there is a `title`.
        field = name if name == "name" else KNOWN.get(name, "")
        if field or (field := column.strip().casefold()) in _STATE:
            found.setdefault(field, []).append(index)
    other = found.pop("name", None)
    if other:
        found.setdefault("title", other)
    if "title" not in found:
        raise _no_column(batch, "title", ' or "name"')
    for field, indices in found.items():
        if len(indices) > 1:
            names = listed([f'"{shown(columns[index])}"' for index in indices])
            raise ColumnsError(
                f"this batch has {len(indices)} columns for {field}, {names}; expected one: drop or"
                " rename the others"
            )
    return {field: index for field, [index] in found.items()}
