"""The cells of an Arrow column as plain values, whatever its type, and plain values as columns."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate, chain
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from spacelint.arrow.columns import Column
from spacelint.arrow.sizes import TEXTS, may_be_large, size, stored, text_sizes
from spacelint.text.width import visible

#: Bytes of the longest title that is read. X takes at most 70 characters.
MAX_TITLE_BYTES = 20_000
_AT_A_TIME = 1_000  # rows that are held as Python values, which the garbage collector visits
_MOST_SHOWN = 100  # characters of a name that are shown


#: A cell: its value, or what is wrong with it, in words that go after its column's name. Plain
#: tuples, as there may be millions: the garbage collector leaves those of texts alone.
Cell = tuple[Any, str]
NULL: Cell = (None, "is null")
_EMPTY: Cell = (None, "")


class _Texts:
    """The cells of plain texts, made when asked for; -1 is the null."""

    __slots__ = ("_texts",)

    def __init__(self, texts: list[str]) -> None:
        self._texts = texts

    def __getitem__(self, number: int) -> Cell:
        return NULL if number < 0 else (self._texts[number], "")


def texts(array: pa.Array, most: int) -> tuple[Sequence[Cell] | _Texts, Sequence[int]]:
    """Return the different texts of a column, and for each row the number of its own.

    A text of more than ``most`` bytes is refused before it is copied.
    """
    array = stored(array)
    if pa.types.is_dictionary(array.type):
        numbers = array.indices.to_pylist()
        return _numbered(array.dictionary, numbers, most)
    if pa.types.is_run_end_encoded(array.type):
        return _numbered(array.values, _runs(array), most)
    sizes = text_sizes(array)
    if sizes is not None and (pc.max(sizes).as_py() or 0) <= most:
        # Arrow tells equal texts apart from others faster than Python does, and copies them.
        encoded = array.cast(pa.large_binary()).dictionary_encode()
        numbers = encoded.indices.to_pylist()
        try:
            decoded = [str(one, "utf-8") for one in encoded.dictionary.to_pylist()]
        except UnicodeDecodeError:
            return _numbered(encoded.dictionary, numbers, most)
        if encoded.indices.null_count:
            numbers = [-1 if number is None else number for number in numbers]
        return _Texts(decoded), numbers
    return _numbered(array, range(len(array)), most)


def _numbered(
    values: pa.Array, numbers: Sequence[int | None], most: int
) -> tuple[Sequence[Cell], Sequence[int]]:
    """Return the cells of ``values`` that ``numbers`` name, and for each row that of its own."""
    values = stored(values)
    used = list(dict.fromkeys(numbers))
    sizes = text_sizes(values)
    taken = [None] * len(used) if sizes is None else sizes.take(pa.array(used, pa.int64()))
    cells: list[Cell] = []
    own: dict[int | None, int] = {}
    texts: dict[Cell, int] = {}
    for number, length in zip(used, taken, strict=True):
        size = 0 if length is None else length.as_py() or 0
        if number is None:
            cell = NULL
        elif size > most:  # its text is not asked for, which would copy it
            cell = (None, f"has {size:,} bytes; at most {most:,} are read")
        else:
            cell = text(values[number], most)
        own[number] = texts.setdefault(cell, len(cells))
        if own[number] == len(cells):
            cells.append(cell)
    return cells, [own[number] for number in numbers]


def _runs(array: pa.Array) -> list[int]:
    """Return for each row of a run-end encoded column the number of its value."""
    rows: list[int] = []
    first = array.offset
    for number, end in enumerate(array.run_ends.to_pylist()):
        rows += [number] * (min(end - first, len(array)) - len(rows))
    return rows


def text(scalar: pa.Scalar, most: int) -> Cell:
    """Return the text of a cell: that of text, or of bytes in UTF-8."""
    scalar = _inner(scalar)
    if not scalar.is_valid:
        return NULL
    if scalar.type not in TEXTS:
        return (None, f"is {shown(scalar.type)}; expected text")
    buffer = scalar.as_buffer()
    if buffer.size > most:
        return (None, f"has {buffer.size:,} bytes; at most {most:,} are read")
    try:
        return (str(buffer, "utf-8"), "")
    except UnicodeDecodeError as error:
        at, found = error.start, buffer[error.start]
        return (None, f"has a byte that is not UTF-8 (0x{found & 255:02x}, byte {at + 1})")


def values(column: pa.Array, most: int) -> list[Cell]:
    """Return the cells of a column of any type as the values that a plan file would have.

    A null is None; a cell of more than ``most`` bytes is refused before it is copied.
    """
    column = stored(column)
    if pa.types.is_run_end_encoded(column.type):
        runs = values(column.values, most)
        return [runs[number] for number in _runs(column)]
    if column.type in TEXTS:
        cells, own = texts(column, most)
        return [_EMPTY if cells[number] is NULL else cells[number] for number in own]
    if not may_be_large(column, most):
        return [_value(one, most) for one in column]
    rows = [column.slice(row, 1) for row in range(len(column))]
    # A scalar of a struct or union is a copy.
    return [
        (None, f"has more than {most:,} bytes; at most {most:,} are read")
        if may_be_large(row, most) and size(row) > most
        else _value(row[0], most)
        for row in rows
    ]


def _value(scalar: pa.Scalar, most: int) -> Cell:
    scalar = _inner(scalar)
    if not scalar.is_valid:
        return _EMPTY
    if scalar.type in TEXTS:
        return text(scalar, most)
    kind = scalar.type
    try:
        # Python has no nanoseconds; nor does it have all years, which a cast would not say.
        if pa.types.is_timestamp(scalar.type) and scalar.type.unit == "ns":
            scalar = scalar.cast(pa.timestamp("us", scalar.type.tz), safe=False)
        elif pa.types.is_time64(scalar.type):
            scalar = scalar.cast(pa.time64("us"), safe=False)
        return (_plain(scalar.as_py(maps_as_pydicts="strict")), "")
    except (ValueError, OverflowError, TypeError, KeyError, RecursionError, pa.ArrowException):
        return (None, f"is {shown(kind)} that can't be read")


def _plain(value: Any) -> Any:
    """Return a value with the types that a plan file has: bytes are text, decimals are numbers."""
    if isinstance(value, bytes):
        return str(value, "utf-8")
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return value


def _inner(scalar: pa.Scalar) -> pa.Scalar:
    """Return what an extension, a dictionary, a union or a run holds."""
    while isinstance(
        scalar, pa.ExtensionScalar | pa.DictionaryScalar | pa.UnionScalar | pa.RunEndEncodedScalar
    ):
        inner = scalar.value
        if inner is None:
            return pa.scalar(None)
        scalar = inner
    return scalar


def shown(name: object) -> str:
    """Return the name of a column or type in one line, cut where it is long."""
    text = str(name)
    return visible(text[:_MOST_SHOWN]) + "…" * (len(text) > _MOST_SHOWN)


def arrow_field(column: Column) -> pa.Field:
    """Return the Arrow field of a column, with its docs."""
    return pa.field(column.name, _column_type(column), metadata={"doc": column.doc})


def _column_type(column: Column) -> pa.DataType:
    if column.parts:
        struct = pa.struct([pa.field(part.name, _column_type(part)) for part in column.parts])
        return pa.list_(struct) if column.repeated else struct
    return pa.string() if column.type == "text" else pa.int32()


def array_of(given: Sequence[Any], type: pa.DataType) -> pa.Array:
    """Return plain values as an Arrow array: column by column, which takes a third of the time."""
    if pa.types.is_list(type):
        some = [value or () for value in given]
        offsets = pa.array([0, *accumulate(map(len, some))], pa.int32())
        flat = array_of(list(chain.from_iterable(some)), type.value_type)
        return pa.ListArray.from_arrays(offsets, flat, type=type, mask=_missing(given))
    if pa.types.is_struct(type):
        none = (None,) * type.num_fields
        columns = (
            zip(*[value or none for value in given], strict=True) if given else [()] * len(none)
        )
        parts = [array_of(each, field.type) for each, field in zip(columns, type, strict=True)]
        return pa.StructArray.from_arrays(parts, fields=list(type), mask=_missing(given))
    return pa.array(given, type)


def _missing(given: Sequence[Any]) -> pa.Array | None:
    return pa.array([value is None for value in given], pa.bool_()) if None in given else None


class Piece:
    """The rows of one answer, made into arrays some at a time so that few stay Python values.

    ``columns`` are those wanted, each with its place in a row.
    """

    __slots__ = ("_arrays", "_columns", "_here", "_rows", "numbers", "parts")

    def __init__(self, columns: Sequence[tuple[int, Column]]) -> None:
        self._columns = [(place, arrow_field(column).type) for place, column in columns]
        self._arrays: list[list[pa.Array]] = []
        self._rows: list[tuple[Any, ...]] = []
        self._here: dict[object, int] = {}
        #: For each row, which of the different ones it is.
        self.numbers: list[int] = []
        #: How many findings and links the rows have.
        self.parts = 0

    def add(self, key: object, row: tuple[Any, ...], parts: int) -> None:
        """Add a row; those of one key are equal."""
        number = self._here.get(key)
        if number is None:
            number = self._here[key] = len(self._here)
            self._rows.append(row)
            if len(self._rows) == _AT_A_TIME:
                self._make()
        self.numbers.append(number)
        self.parts += parts

    def _make(self) -> None:
        rows = self._rows
        self._arrays.append(
            [array_of([row[at] for row in rows], kind) for at, kind in self._columns]
        )
        self._rows = []

    def arrays(self) -> list[pa.Array]:
        """Return the columns."""
        if self._rows or not self._arrays:
            self._make()
        whole = [pa.concat_arrays(chunks) for chunks in zip(*self._arrays, strict=True)]
        if len(self._here) == len(self.numbers):
            return whole
        numbers = pa.array(self.numbers, pa.int32())
        return [column.take(numbers) for column in whole]
