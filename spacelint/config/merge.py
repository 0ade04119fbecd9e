"""Merge the values of several files, with the file that each value came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from spacelint.schema import Fault, Problem, locate, validate_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from spacelint.config.value import Layer
    from spacelint.schema import Table
    from spacelint.text.value import Path

# Other lists are concatenated: a book that extends another has the tags of both.
_REPLACED = frozenset(("extend", "select", "fixable", "exclude", "rules", "plan"))


class Origin(NamedTuple):
    """The file that set a value, as an index of the layers, and the key path there."""

    layer: int
    path: Path


def merge(layers: Sequence[Layer]) -> tuple[dict[str, Any], dict[Path, Origin]]:
    """Merge the layers, nearest first: tables key by key, a nearer value before a further one.

    Return the values, and the origin of each that a file set. Lists of `ignore`, of the ``extend-``
    keys and of the brand book are concatenated; others replace. No defaults are filled in.
    """
    values: dict[str, Any] = {}
    origins: dict[Path, Origin] = {}
    for index, layer in enumerate(layers):
        _table(values, origins, (), index, layer.given, layer.values)
    return values, origins


def place_faults(layers: Sequence[Layer], faults: Sequence[Fault]) -> tuple[Problem, ...]:
    """Return faults at key paths of the merged values as problems of the files that set them."""
    if not faults:
        return ()
    _, origins = merge(layers)
    by_layer: dict[int, list[Fault]] = {}
    for fault in faults:
        origin, rest = _nearest_origin(origins, fault.path)
        at = layers[origin.layer].at + origin.path + rest
        by_layer.setdefault(origin.layer, []).append(fault._replace(path=at))
    return tuple(
        problem
        for index in sorted(by_layer)
        for problem in locate(layers[index].document, by_layer[index])
    )


def missing(values: Mapping[str, Any], table: Table, path: Path = ()) -> Iterator[Fault]:
    """Yield required keys that no file has set, in values as `merge` returns them."""
    for name, field in table.fields.items():
        value = values.get(name)
        if field.required and value is None:
            yield Fault(path, f'"{name}" is missing: {field.doc}', on_key=True)
        if not isinstance(value, dict):
            continue
        if field.kind == "table" and field.table is not None:
            yield from missing(value, field.table, (*path, name))
        elif field.kind == "keyed" and field.item is not None and field.item.table is not None:
            for key, one in value.items():
                yield from missing(one, field.item.table, (*path, name, key))


def fill(values: Mapping[str, Any], table: Table) -> dict[str, Any]:
    """The values with the defaults of `table` for what no file set."""
    filled = validate_data({}, table)[0]
    for name, value in values.items():
        field = table.fields.get(name, table.others)
        if field is not None and field.kind == "table" and field.table is not None:
            value = fill(value, field.table)
        elif field is not None and field.kind == "keyed" and field.item is not None:
            inner = field.item.table if field.item.kind == "table" else None
            if inner is not None:
                value = {key: fill(one, inner) for key, one in value.items()}
        filled[name] = value
    return filled


def _table(
    into: dict[str, Any],
    origins: dict[Path, Origin],
    path: Path,
    layer: int,
    given: Mapping[str, Any],
    values: Mapping[str, Any],
) -> None:
    for name, raw in given.items():
        if name not in values:
            continue
        value = values[name]
        one = (*path, name)
        if one == ("hashtags",) and isinstance(value, tuple):
            # The short form, a list, means the same as a table with empty notes.
            origins.setdefault(one, Origin(layer, one))
            tags = into.setdefault(name, {})
            for index, tag in enumerate(value):
                if tag not in tags:
                    tags[tag] = ""
                    origins[(*one, tag)] = Origin(layer, (*one, index))
        elif isinstance(raw, dict) and isinstance(value, dict) and not is_option(one):
            origins.setdefault(one, Origin(layer, one))
            _table(into.setdefault(name, {}), origins, one, layer, raw, value)
        elif isinstance(value, tuple) and one[0] not in _REPLACED:
            _append(into, origins, one, layer, value)
        elif name not in into:
            into[name] = value
            origins[one] = Origin(layer, one)


def _append(
    into: dict[str, Any], origins: dict[Path, Origin], path: Path, layer: int, more: Iterable[Any]
) -> None:
    name = str(path[-1])
    nearer = into.get(name, ())
    if not isinstance(nearer, tuple):
        return  # a single text in the nearer file
    have = list(nearer)
    seen = set(have)
    origins.setdefault(path, Origin(layer, path))
    for index, entry in enumerate(more):
        if entry not in seen:
            seen.add(entry)
            origins[(*path, len(have))] = Origin(layer, (*path, index))
            have.append(entry)
    into[name] = tuple(have)


def is_option(path: Path) -> bool:
    """True for an option of a rule, which is one value, tables included."""
    return path[:1] == ("rules",) and len(path) > 2


def _nearest_origin(origins: Mapping[Path, Origin], path: Path) -> tuple[Origin, Path]:
    for size in range(len(path), 0, -1):
        origin = origins.get(path[:size])
        if origin is not None:
            return origin, path[size:]
    return Origin(0, ()), path
