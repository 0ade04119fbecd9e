"""Plans in YAML; PyYAML's safe loader reads the values, after a scan that refuses bombs."""

from __future__ import annotations

from functools import cache

import yaml

from spacelint.plan.find_spaces import find_spaces, with_bare
from spacelint.plan.formats import FORMATS, ReadRequest
from spacelint.plan.formats.yaml_faults import fault, hash_comments, refused
from spacelint.plan.text_places import find_comments, record_offsets
from spacelint.plan.values import PlanProblem, Reading, duplicate_key_problem, unreadable
from spacelint.source.styles.yaml import YamlStyle
from spacelint.source.yaml_places import load_yaml
from spacelint.text.pattern import Pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from spacelint.plan.formats.yaml_blocks import YamlBlocks
    from spacelint.plan.values import Comment, Layout
    from spacelint.source.lines import Place
    from spacelint.source.styles.plain import Style
    from spacelint.source.yaml_places import YamlScan
    from spacelint.text.value import Path


_STYLE, _FLOW = YamlStyle(), YamlStyle(flow=True)


def read(request: ReadRequest) -> Reading | PlanProblem:
    """Read a plan in YAML; a :class:`PlanProblem` where it is not YAML."""
    text, shift = request.text, request.shift
    if request.memory is not None:
        from spacelint.plan.formats.yaml_blocks import read_yaml_blocks

        blocks = read_yaml_blocks(text, _loader(), request.memory)
        reading = _of_blocks(blocks, request) if blocks is not None else None
        if reading is not None:
            return reading
    if ("---" in text or "..." in text) and _MARKER.search(text):
        several = read_documents(request)
        if several is not None:
            return several
    found = _parse(text, shift)
    if isinstance(found, PlanProblem) and "\t" in text:
        parted = _parse(_without_tabs(text), shift)
        found = found if isinstance(parted, PlanProblem) else parted
    return found if isinstance(found, PlanProblem) else _of_document(*found, request)


_MARKER = Pattern(r"(?m)^(?:---|\.\.\.)(?:[ \t\r\n]|\Z)")
# Tabs after a dash or a colon, and on lines that are blank.
_TABS = Pattern(r"(?m)(?:(?<=[-:?])|(?<=[-:?] ))[ ]*+\t[ \t]*+(?=\S)|^[ ]*+\t[ \t]*+(?=\r?$)")


def _without_tabs(text: str) -> str:
    """Replace tabs between tokens by spaces: YAML 1.2 allows them, PyYAML (YAML 1.1) does not."""
    return _TABS.reading(text).sub(lambda tabs: tabs[0].replace("\t", " "), text)


def _parse(text: str, shift: int) -> tuple[object, YamlScan] | PlanProblem:
    try:
        scan, data = load_yaml(text, _loader())
    except yaml.MarkedYAMLError as error:
        return fault(text, error, shift)
    except yaml.YAMLError as error:  # a character that YAML forbids; it knows where
        at = min(int(getattr(error, "position", 0)), len(text))
        char = f"U+{ord(text[at]):04X}" if at < len(text) else "a character"
        return unreadable(at + shift, f"YAML forbids {char}", "remove it")
    except (ValueError, OverflowError, RecursionError, TypeError, AttributeError):
        return unreadable(shift, "a value can't be read", "put values with a tag (!!) in quotes")
    return refused(scan, shift) if scan.fault else (data, scan)


def _of_document(data: object, scan: YamlScan, request: ReadRequest) -> Reading:
    text, shift = request.text, request.shift
    found = find_spaces(data, request.layout)

    def locate(path: Path) -> Place | None:
        place = scan.places.get(path)
        return place if place is None or not shift else place.moved(shift)

    def faults() -> list[PlanProblem]:
        problems = _duplicates(scan, shift)
        if "#" in text:
            for index, (where, _) in enumerate(found.records):
                titles = _titles(where, where in found.bare, request.layout)
                problems += hash_comments(text, scan, titles, index, shift)
        return problems

    def comments() -> tuple[Comment, ...]:
        return tuple([each.moved(shift) for each in find_comments(text, scan.places.values())])

    place_of = with_bare(locate, found.bare)
    return Reading(
        "yaml", found.records, place_of,
        with_bare(lambda path: _FLOW if path in scan.flow else _STYLE, found.bare),
        faults, comments, data=data, other_keys=request.layout.own_shape,
        record_offsets=lambda: record_offsets(found.records, place_of),
    )  # fmt: skip


def _of_blocks(blocks: YamlBlocks, request: ReadRequest) -> Reading | None:
    data, parts = blocks.data, blocks.parts
    found = find_spaces(data, request.layout)
    places = [blocks.inside(path) for path, _ in found.records]
    if [place[0] for place in places if place is not None] != [*range(len(parts.starts))]:
        return None  # the Spaces stand elsewhere

    def style(path: Path) -> YamlStyle:
        at = blocks.inside(path)
        return _FLOW if at is not None and at[1] in parts.blocks[at[0]].scan.flow else _STYLE

    def faults() -> list[PlanProblem]:
        problems = []
        rows = zip(parts.blocks, parts.starts, found.records, places, strict=True)
        for index, (block, start, (where, _), place) in enumerate(rows):
            problems += _duplicates(block.scan, start)
            if "#" in block.text and place is not None:
                titles = _titles(place[1], where in found.bare, request.layout)
                problems += hash_comments(block.text, block.scan, titles, index, start)
        return problems

    return Reading(
        "yaml", found.records, with_bare(blocks.locate, found.bare), with_bare(style, found.bare),
        faults, parts.comments, data=data, other_keys=request.layout.own_shape,
        record_offsets=lambda: parts.starts, self_contained=True,
    )  # fmt: skip


def _duplicates(scan: YamlScan, shift: int) -> list[PlanProblem]:
    return [
        duplicate_key_problem(path[-1], place.key_start + shift, place.key_end + shift)
        for path, place in scan.duplicates
    ]


def _titles(where: Path, bare: bool, layout: Layout) -> list[Path]:
    """Return the paths where the title of a Space may stand."""
    if bare:
        return [where]
    keys = (layout.title,) if layout.title else ("title", "name")
    return [(*where, *key.split(".")) for key in keys]


@cache
def _loader() -> Any:
    """Return PyYAML's safe loader, in C if possible; a date that does not exist stays text."""
    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    def timestamp(loader: Any, node: Any) -> object:
        try:
            return loader.construct_yaml_timestamp(node)
        except (ValueError, OverflowError):
            return node.value

    # PyYAML offers no other way to change one constructor for one loader.
    loader: Any = type("_Loader", (base,), {})
    loader.add_constructor("tag:yaml.org,2002:timestamp", timestamp)
    return loader


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
    """Return where the documents stand (code points), without the marks between them.

    The first begins with the file, as does the comment above it.
    """
    starts: list[tuple[int, int]] = []
    try:
        for event in yaml.parse(_without_tabs(text) if "\t" in text else text, Loader=_loader()):
            if isinstance(event, yaml.DocumentStartEvent):
                assert event.start_mark is not None
                assert event.end_mark is not None
                starts.append((event.start_mark.index, event.end_mark.index))
                if len(starts) > _MOST_DOCUMENTS:
                    return []
    except yaml.YAMLError:
        pass  # what is wrong is said when the document that it is wrong in is read
    if len(starts) < 2:  # none where a character is not allowed in YAML
        return []
    ends = [*(start for start, _ in starts[1:]), len(text)]
    begins = [0, *(begin for _, begin in starts[1:])]
    return [(begin, _end(text, begin, end)) for begin, end in zip(begins, ends, strict=True)]


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

    def style(path: Path) -> Style | None:
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
        other_keys=request.layout.own_shape,
    )  # fmt: skip
