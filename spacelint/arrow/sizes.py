"""How large the cells of an Arrow column are, without a copy of what is in them."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

_VIEWS = (pa.string_view(), pa.binary_view())
#: The types of text, and of bytes that may be text.
TEXTS = (
    pa.string(), pa.large_string(), pa.string_view(),
    pa.binary(), pa.large_binary(), pa.binary_view(),
)  # fmt: skip
_LIST_VIEWS = (pa.list_view(pa.null()).id, pa.large_list_view(pa.null()).id)


def stored(array: pa.Array) -> pa.Array:
    """Return what an extension holds; any other array as it is."""
    while isinstance(array, pa.ExtensionArray):
        array = array.storage
    return array


def text_sizes(array: pa.Array) -> pa.Array | None:
    """Return the bytes of each text of a column, null for a null; None for a column of no text."""
    if array.type in _VIEWS:
        views = memoryview(array.buffers()[1]).cast("B").cast("i")  # four integers each
        sizes = [views[4 * (array.offset + row)] for row in range(len(array))]
        return pa.array(sizes, pa.int64(), mask=array.is_null())
    return pc.binary_length(array) if array.type in TEXTS else None


def may_be_large(column: pa.Array, most: int) -> bool:
    """True if the values of a column with others in them may have more than ``most`` bytes."""
    kind = column.type
    if pa.types.is_union(kind):  # Arrow does not count what is in it
        return True
    nested = pa.types.is_nested(kind) or pa.types.is_dictionary(kind)
    return bool(nested and column.nbytes > most)


def size(array: pa.Array) -> int:
    """Return about how many bytes the values of an array have in Python, not fewer."""
    array = stored(array)
    sizes = text_sizes(array)
    own = 0 if sizes is None else pc.sum(sizes).as_py() or 0
    return 8 * len(array) + own + sum(map(size, _parts(array)))


def _parts(array: pa.Array) -> Iterable[pa.Array]:
    """Return the arrays with the values of a nested or encoded one, cut to those it has."""
    kind = array.type
    if pa.types.is_dictionary(kind):
        numbers = array.indices.drop_null().to_pylist()
        return (array.dictionary.slice(number, 1) for number in numbers)
    if pa.types.is_run_end_encoded(kind):
        return (array.values.slice(array.find_physical_offset(), array.find_physical_length()),)
    if pa.types.is_struct(kind):
        fields: list[pa.Array] = array.flatten()
        return fields
    if pa.types.is_union(kind):
        return _chosen(array)
    if pa.types.is_map(kind):
        ends = array.offsets.to_pylist()
        return (each.slice(ends[0], ends[-1] - ends[0]) for each in (array.keys, array.items))
    if kind.id in _LIST_VIEWS:
        spans = zip(array.offsets.to_pylist(), array.sizes.to_pylist(), strict=True)
        return (array.values.slice(first, count) for first, count in spans)
    return (array.flatten(),) if pa.types.is_nested(kind) else ()


def _chosen(union: pa.UnionArray) -> Iterable[pa.Array]:
    if union.type.mode == "sparse":
        return (union.field(number) for number in range(union.type.num_fields))
    rows = zip(union.type_codes.to_pylist(), union.offsets.to_pylist(), strict=True)
    codes = union.type.type_codes
    return (union.field(codes.index(code)).slice(at, 1) for code, at in rows)
