"""The text of a plan file, and one planned Space: typed values, each with its place."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from spacelint.plan.fields import NAMES, READERS, cell_fault, cell_hint
from spacelint.plan.text_places import may_have_comments
from spacelint.plan.values import BadValue, Layout, Start, look_up, split_path
from spacelint.source.lines import LineTable, Place
from spacelint.source.text import SourceText

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from spacelint.plan.values import Comment, Reading
    from spacelint.text.value import Path


_LINE_ENDS = ("\n", "\r")


class PlanText:
    """A plan file as text, and what its format made of it.

    ``encoding`` and ``bom`` (bytes of the byte-order mark) are those of the file. ``first_line``
    and ``first_byte`` are what stands before ``text`` in the file where it is read in pieces; 0
    for a whole file. ``repeated`` counts the code points in front of the
    text that are the header of an earlier piece.
    """

    def __init__(
        self, path: str, text: str, encoding: str, bom: int, reading: Reading, layout: Layout | None
    ) -> None:
        self.path = path
        self.text = text
        self.encoding = encoding
        self.bom = bom
        self.reading = reading
        self.layout = reading.layout or layout or Layout()
        self.format = reading.format
        self.approximate = reading.approximate
        self.first_line = 0
        self.first_byte = 0
        self.repeated = 0
        self.spaces: tuple[PlannedSpace, ...] = tuple(
            [PlannedSpace(self, index, *record) for index, record in enumerate(reading.records)]
        )

    def forget(self) -> None:
        """Forget what was read of the Spaces; it is read again when it is asked for."""
        for space in self.spaces:
            space.forget()

    def release(self) -> None:
        """Let go of the Spaces: each holds the plan, which so is freed at once when it is dropped.

        For a caller that reads a file again and again, and is done with this reading of it.
        """
        self.spaces = ()

    @property
    def comments(self) -> tuple[Comment, ...]:
        """Comments that hold ``spacelint:``, in the order of the file."""
        if not may_have_comments(self.text):
            return ()
        return self.reading.comments()

    def line_at(self, at: int) -> int:
        """Return the line, from 1, at a code point of the text; of a workbook the row."""
        if self.reading.cells:
            name = self.path_at(at)
            return int(name[len(name.rstrip("0123456789")) :])
        return self.lines.line_column(at)[0] + self.first_line

    def path_at(self, at: int) -> str:
        """Return the path of the file; of a workbook with the cell at a code point of the text."""
        cells = self.reading.cells
        return cells[bisect_right(cells, (at, "\U0010ffff")) - 1][1] if cells else self.path

    @cached_property
    def title_spans(self) -> list[tuple[int, int]] | None:
        """The spans of all titles, where one pass over the text finds them all; or None."""
        return self.reading.titles() if self.reading.titles is not None else None

    @cached_property
    def lines(self) -> LineTable:
        return LineTable(self.text, self.encoding, self.bom)


def _typed(field: str, kind: type, doc: str) -> Any:
    """Return the property of a field that is read as a ``kind``; see `_known`."""
    return property(lambda space: _known(space.get(field), kind), doc=doc)


def _known(value: object, kind: type) -> Any:
    """Return a value of the ``kind``; else an empty tuple or None."""
    return value if type(value) is kind else () if kind is tuple else None


class PlannedSpace:
    """One planned Space. ``raw`` is what the format's parser gave, ``path`` where in the file.

    Fields are typed and read when asked for; one that cannot be read is None or empty, and a
    problem (SL007) of the plan.
    """

    __slots__ = ("_read", "_source", "index", "path", "plan", "raw")

    def __init__(self, plan: PlanText, index: int, path: Path, raw: dict[str, object]) -> None:
        self.plan = plan
        self.index = index
        self.path = path
        self.raw = raw
        self._read: dict[str, object] | None = None
        self._source: SourceText | bool | None = False

    def __repr__(self) -> str:
        return f"PlannedSpace({self.path!r}, {self.raw!r})"

    @property
    def title(self) -> SourceText | None:
        """The title with its places; None where there is none, or it is not text."""
        if self._source is False:
            self._source = self._title()
        return self._source  # type: ignore[return-value]

    @property
    def host(self) -> str | None:
        """The host: a handle or a name, as written."""
        people = self._hosts()
        return people[0] if people else None

    @property
    def cohosts(self) -> tuple[str, ...]:
        """The co-hosts; where the plan names several hosts, all but the first."""
        cohosts: tuple[str, ...] = _known(self.get("cohosts"), tuple)
        return cohosts or self._hosts()[1:]

    speakers: tuple[str, ...] = _typed("speakers", tuple, "The speakers, as written.")
    topics: tuple[str, ...] = _typed("topics", tuple, "The topics, as written.")
    scheduled_start: Start | None = _typed(
        "scheduled_start", Start, "When it starts; of a series its next date."
    )
    ends: Start | None = _typed("ends", Start, "When it ends.")
    campaigns: tuple[str, ...] = _typed("campaign", tuple, "All campaigns it belongs to.")
    brand: str | None = _typed("brand", str, "The brand book it follows.")
    sponsored: bool | None = _typed(
        "sponsored", bool, "Whether it is paid for; a sponsor's name counts as yes."
    )
    lang: str | None = _typed("lang", str, "The language of the title, as a BCP 47 tag.")
    record: bool | None = _typed("record", bool, "Whether it is recorded.")
    id: str | None = _typed("id", str, "The id of the Space on X.")
    url: str | None = _typed("url", str, "The address of the Space on X.")
    ignore: tuple[str, ...] = _typed(
        "ignore", tuple, "The codes of rules that this Space is not held to."
    )

    @property
    def series(self) -> str:
        """What all dates of one series have in common; "" for a Space of no series."""
        uid = self.raw.get("UID") if self.plan.format == "ics" else None
        return uid if isinstance(uid, str) else ""

    @property
    def consent(self) -> bool | tuple[str, ...] | None:
        """Whether all consent to the recording, or the people whose consent is on record."""
        value = self.get("consent")
        return value if type(value) is bool else _known(value, tuple) or None

    @property
    def reuse(self) -> bool | str | None:
        """Whether the recording is used again, or how (``commercial``)."""
        value = self.get("reuse")
        return value if isinstance(value, bool | str) else None

    def key(self, field: str) -> Path | None:
        """Return the path, inside the Space, that holds a field; None where it is not there."""
        paths = self.paths(field)
        return split_path(self.raw, paths[0]) if paths else None

    def place(self, field: str = "", *more: str | int) -> Place | None:
        """Return the place of a field (or of an item in it), or of the whole Space.

        Where that very place is not known (a value that YAML merges in), the nearest around it.
        """
        path = self.path
        if field:
            inside = self.key(field)
            if inside is None:
                return None
            path = (*path, *inside, *more)
        return self.place_at(path)

    def place_at(self, path: Path) -> Place | None:
        """Return the place of a path of the document, or the nearest around it."""
        while True:
            found = self.plan.reading.locate(path)
            if found is not None or not path:
                return found
            path = path[:-1]

    def source_of(self, field: str, *more: str | int) -> tuple[SourceText | None, Path]:
        """Return the text of a field (or of an item in it) with its places, and its path.

        None where it is no text, or its very place is not known.
        """
        inside = self.key(field)
        value = self.value(field)
        for key in more:
            value = value[key] if isinstance(value, list) and isinstance(key, int) else None
        if inside is None or not isinstance(value, str):
            return None, ()
        path = (*self.path, *inside, *more)
        place = self.plan.reading.locate(path)
        if place is None:
            return None, ()
        style = self.plan.reading.style(path)
        return SourceText(value, self.plan.text, place.start, place.end, style), path

    def written_at(self, path: str) -> str:
        """Return what is written at a dotted path inside the Space, or ""."""
        place = self.place_at((*self.path, *split_path(self.raw, path)))
        return self.plan.text[place.start : place.end] if place else ""

    def value(self, field: str) -> object:
        """Return a field's value as the parser gave it."""
        paths = self.paths(field)
        return look_up(self.raw, paths[0]) if paths else None

    def get(self, field: str) -> object:
        """Return a field as it was read: its typed value, None, or why it cannot be read."""
        if self._read is None:
            self._read = {}
        if field not in self._read:
            self._read[field] = self._read_field(field)
        return self._read[field]

    def recall(self, read: dict[str, object], title: SourceText | None = None) -> None:
        """Keep the fields that are read in ``read``, and take from it those that were.

        For the same Space in another version of a file: raw values and layout must be the same.
        ``title`` is its title in this version, where it is known.
        """
        self._read = read
        if title is not None:
            self._source = title

    def forget(self) -> None:
        self._read, self._source = None, False

    def _read_field(self, field: str) -> object:
        value = self.value(field)
        if field in ("scheduled_start", "ends"):
            from spacelint.plan.moments import read_moment

            return read_moment(self, field, self.plan.layout)
        if fault := cell_fault(value, self.plan.format):
            return BadValue(f"it is {fault}", cell_hint(str(value)))
        if value is None:
            return () if field in ("cohosts", "speakers") else None
        return READERS[field](value)

    def paths(self, field: str) -> tuple[str, ...]:
        """Return the dotted paths, inside the Space, that a field is read from."""
        layout, names = self.plan.layout, self.plan.reading.names
        if paths := layout.paths(field):
            return paths if look_up(self.raw, paths[0]) is not None or field == "title" else ()
        for each in (NAMES if names is None else names).get(field, ()):
            if each in self.raw:
                return (each,)
        return ()

    def _title(self) -> SourceText | None:
        reading = self.plan.reading
        if not self.plan.layout.own_shape and reading.names is None:
            # The way of nearly every title there is, so the short one.
            key = "title" if "title" in self.raw else "name"
            value = self.raw.get(key)
            if isinstance(value, str) and value[-1:] not in _LINE_ENDS:
                spans = self.plan.title_spans
                if spans is not None:
                    start, end = spans[self.index]
                    return SourceText(value, self.plan.text, start, end, reading.style(self.path))
            path: Path = (*self.path, key)
        else:
            paths = self.paths("title")
            value = look_up(self.raw, paths[0]) if paths else None
            path = (*self.path, *split_path(self.raw, paths[0])) if paths else ()
        if not isinstance(value, str) or cell_fault(value, self.plan.format):
            return None
        place = reading.locate(path)
        if value[-1:] in _LINE_ENDS:
            value = value.rstrip("\r\n")  # how a block of several lines ends, no part of a title
        if place is None:
            around = self.place_at(path) or Place(0, 0, 0, 0)
            return SourceText(value, self.plan.text, around.start, around.end, None)
        return SourceText(value, self.plan.text, place.start, place.end, reading.style(path))

    def _hosts(self) -> tuple[str, ...]:
        found = self.get("host")
        hosts: tuple[str, ...] = (found,) if isinstance(found, str) else _known(found, tuple)
        return hosts
