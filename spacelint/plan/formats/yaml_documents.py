"""A YAML stream of several documents: the Spaces of each, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from spacelint.plan.document import Reading
from spacelint.plan.formats import FORMATS
from spacelint.plan.values import PlanProblem

if TYPE_CHECKING:
    from spacelint.plan.document import ReadRequest
    from spacelint.plan.values import Comment, Path
    from spacelint.source.place import Place
    from spacelint.source.styles.decoded import Style

_MOST_DOCUMENTS = 1_000


def read_documents(request: ReadRequest) -> Reading | PlanProblem | None:
    """Read the documents of a stream; None where there is one, or the stream cannot be parsed.

    Paths start with the number of the document, from 0, unless only one holds anything. What
    cannot be read in one is the problem of the file.
    """
    parts = _documents(request.text)
    if len(parts) < 2:
        return None
    readings = []
    for start, end in parts:
        inner = request.text[start:end]
        each = FORMATS["yaml"].read(
            request._replace(text=inner, shift=request.shift + start, memory=None)
        )
        if isinstance(each, PlanProblem):
            return each
        if each.data is not None:
            readings.append(each)
    return readings[0] if len(readings) == 1 else _joined(readings, request)


def _documents(text: str) -> list[tuple[int, int]]:
    """Return where the documents stand (code points), each without the mark that begins it."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    starts: list[tuple[int, int]] = []
    try:
        for event in yaml.parse(text, Loader=loader):
            if isinstance(event, yaml.DocumentStartEvent):
                assert event.start_mark is not None
                assert event.end_mark is not None
                starts.append((event.start_mark.index, event.end_mark.index))
                if len(starts) > _MOST_DOCUMENTS:
                    return []
    except yaml.YAMLError:
        pass  # what is wrong is said when the document that it is wrong in is read
    ends = [*(start for start, _ in starts[1:]), len(text)]
    return [(begin, _end(text, begin, end)) for (_, begin), end in zip(starts, ends, strict=True)]


def _end(text: str, begin: int, end: int) -> int:
    """Return where a document ends: before the line of dots that may close it."""
    dots = text.find("\n...", begin, end)
    return dots + 1 if dots >= 0 else end


def _joined(readings: list[Reading], request: ReadRequest) -> Reading:
    records = [
        ((number, *path), raw) for number, each in enumerate(readings) for path, raw in each.records
    ]

    def locate(path: Path) -> Place | None:
        number = path[0] if path else None
        if not isinstance(number, int) or number >= len(readings):
            return None
        return readings[number].locate(path[1:])

    def style(path: Path) -> Style:
        number = path[0] if path and isinstance(path[0], int) else 0
        return readings[min(number, len(readings) - 1)].style(path[1:])

    def faults() -> list[PlanProblem]:
        found, before = [], 0
        for each in readings:
            for problem in each.faults():
                space = problem.space + before if problem.space >= 0 else -1
                found.append(problem._replace(space=space))
            before += len(each.records)
        return found

    def comments() -> tuple[Comment, ...]:
        return tuple([comment for each in readings for comment in each.comments()])

    return Reading(
        "yaml", records, locate, style, faults, comments,
        data=[each.data for each in readings],
        other_keys=request.own_shape,
    )  # fmt: skip
