"""Give the faults found in a document their lines and columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from spacelint.schema.problem import Problem, key_path_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacelint.schema.document import TomlDocument


class Fault(NamedTuple):
    """Something wrong at a key path of a document, not yet looked up in its text.

    `on_key` says that the key is at fault and not its value; `missing` that a key is not there,
    which another file may still bring.
    """

    path: tuple[str | int, ...]
    message: str
    suggestion: str = ""
    on_key: bool = False
    missing: bool = False


def locate(document: TomlDocument, faults: Iterable[Fault]) -> tuple[Problem, ...]:
    """Turn faults into problems with line and column, in the order of the text.

    The text is searched for places only here, so a file without faults never pays for it.
    """
    faults = tuple(faults)
    if not faults:
        return ()
    spans = key_spans(document, [(fault.path, fault.on_key) for fault in faults])
    found = [_problem(document, fault, span) for fault, span in zip(faults, spans, strict=True)]
    return tuple(sorted(found, key=lambda problem: (problem.start, problem.end)))


def key_spans(
    document: TomlDocument, wanted: Iterable[tuple[tuple[str | int, ...], bool]]
) -> list[tuple[int, int]]:
    """Code-point spans of keys (True) or values (False); of the nearest parent where unknown."""
    from spacelint.source.toml_places import toml_places

    places = toml_places(document.text)
    spans: list[tuple[int, int]] = []
    for path, on_key in wanted:
        span = (0, 0)
        for size in range(len(path), 0, -1):
            place = places.get(path[:size])
            if place is not None:
                key = on_key or size < len(path)
                span = (place.key_start, place.key_end) if key else (place.start, place.end)
                break
        spans.append(span)
    return spans


def _problem(document: TomlDocument, fault: Fault, span: tuple[int, int]) -> Problem:
    start, end = span
    text = document.text
    line_start = text.rfind("\n", 0, start) + 1
    line = text.count("\n", 0, start) + 1
    return Problem(
        document.path,
        line,
        start - line_start + 1,
        key_path_text(fault.path),
        fault.message,
        fault.suggestion,
        start,
        end,
    )
