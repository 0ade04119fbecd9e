"""The columns of batches and answers by their names."""

from __future__ import annotations

from collections.abc import Sequence

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


def answer_columns(columns: Sequence[str]) -> list[tuple[int, Column]]:
    """Return the columns of an answer with these names, each with its place in a row."""
    refuse_text("columns", columns)
    for name in columns:
        if name not in NAMES:
            near = nearest(name, NAMES)
            hint = f" (did you mean {near}?)" if near else f"; there are {listed(NAMES)}"
            raise ColumnsError(f'no answer has a column "{shown(name)}"{hint}')
    return [(at, column) for at, column in enumerate(COLUMNS) if column.name in columns]


def refuse_text(which: str, names: Sequence[str]) -> None:
    """Raise TypeError for one text where names are expected, such as ``keep="id"``."""
    if isinstance(names, str):
        raise TypeError(f'{which} is a list of names, such as ["{shown(names)}"]; found a text')


def column_named(batch: pa.RecordBatch, name: str) -> int:
    """Return the index of the one column of this name."""
    found = batch.schema.get_all_field_indices(name)
    if len(found) > 1:
        raise ColumnsError(f'this batch has {len(found)} columns "{shown(name)}"')
    if not found:
        raise _no_column(batch, name)
    return int(found[0])


def _no_column(batch: pa.RecordBatch, name: str, other: str = "") -> ColumnsError:
    near = nearest(name, batch.schema.names)
    has = listed([*map(shown, batch.schema.names)], _MOST_NAMED) or "none"
    hint = f" (did you mean {shown(near)}?)" if near else ""
    return ColumnsError(f'this batch has no column "{shown(name)}"{other}{hint}; it has: {has}')


def fields_of(batch: pa.RecordBatch) -> dict[str, int]:
    """Return the column of each field of a Space that a batch has, of its title at least.

    They are named as in a table: in any case, with spaces for underscores.
    """
    found: dict[str, list[int]] = {}
    for index, column in enumerate(batch.schema.names):
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
            names = listed([f'"{shown(batch.schema.names[index])}"' for index in indices])
            raise ColumnsError(
                f"this batch has {len(indices)} columns for {field}, {names}; expected one: drop or"
                " rename the others"
            )
    return {field: index for field, [index] in found.items()}
