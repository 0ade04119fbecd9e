"""What reading a plan gives: its Spaces, each value with its place, and what is wrong with it."""

from __future__ import annotations

from spacelint.plan.fields import NAMES
from spacelint.plan.layout import Layout, look_up, split_path
from spacelint.plan.moment import BadValue, Start
from spacelint.plan.values import (
    read_consent,
    read_flag,
    read_people,
    read_person,
    read_reuse,
    read_text,
    read_texts,
)
from spacelint.source.lines import LineTable
from spacelint.source.place import Place
from spacelint.source.text import Edit, SourceText
from spacelint.text._value import NamedTuple

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from spacelint.source.styles._decoded import Style

    Path = tuple[str | int, ...]


_LINE_ENDS = ("\n", "\r")


class Problem(NamedTuple):
    """Something wrong with a plan file (family 0 of the rules).

    ``start``/``end`` are code points of the text, ``values`` fill the message's placeholders,
    ``edits`` (on the document) mend it, ``space`` is the index of the Space or -1.
    """

    code: str
    start: int
    end: int
    values: Mapping[str, str]
    edits: tuple[Edit, ...] = ()
    space: int = -1


class Comment(NamedTuple):
    """A comment that speaks to spacelint; code points, from its ``#`` to the end of its line."""

    start: int
    end: int
    text: str


class Reading(NamedTuple):
    """What a format's module gives: the Spaces as its parser gave them, and how to find things.

    ``records`` are (path, mapping); ``locate`` gives the place of a path or None, ``style`` the
    way the value at a path is written, ``faults`` what the format alone can see, ``comments``
    the comments of the file. The last three are asked only when needed.
    """

    format: str
    records: list[tuple[Path, dict[str, object]]]
    locate: Callable[[Path], Place | None]
    style: Callable[[Path], Style]
    faults: Callable[[], list[Problem]]
    comments: Callable[[], tuple[Comment, ...]]
    free: bool = False  # keys of its own are usual: only near misses of known ones are told
    approximate: bool = False
    data: object = None  # the whole document, where its parser gives one
    unread: bool = False  # nothing of the file could be read, not even as text
    names: Mapping[str, tuple[str, ...]] | None = None  # columns or keys of a known foreign shape
    # The spans of all titles in the order of the records, where one pass finds them; or None.
    titles: Callable[[], list[tuple[int, int]] | None] | None = None
    layout: Layout | None = None  # what is left of the layout where `names` took some of it over


class Plan:
    """A plan file that was read. Its Spaces and problems are worked out when first asked for.

    ``first_line`` and ``first_byte`` are what stands before ``text`` in the file where it is
    read in pieces; 0 for a whole file.
    """

    __slots__ = (
        "_lines",
        "_problems",
        "_titles",
        "approximate",
        "bom",
        "encoding",
        "first_byte",
        "first_line",
        "format",
        "layout",
        "path",
        "reading",
        "spaces",
        "text",
    )

    def __init__(
        self,
        path: str,
        text: str,
        encoding: str,
        bom: int,
        reading: Reading,
        layout: Layout | None,
        problems: tuple[Problem, ...] = (),
    ) -> None:
        self.path = path
        self.text = text
        self.encoding = encoding
        self.bom = bom
        self.reading = reading
        self.layout = layout if reading.layout is None else reading.layout
        self.format = reading.format
        self.approximate = reading.approximate
        self.first_line = 0
        self.first_byte = 0
        self.spaces = tuple(
            [
                PlannedSpace(self, index, where, raw)
                for index, (where, raw) in enumerate(reading.records)
            ]
        )
        self._problems: tuple[Problem, ...] | None = None
        self._lines: LineTable | None = None
        self._titles: list[tuple[int, int]] | bool | None = False
        if problems:
            self._problems = problems

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the plan itself, in the order of the file."""
        if self._problems is None:
            from spacelint.plan.problems import find_problems

            self._problems = find_problems(self)
        return self._problems

    @property
    def comments(self) -> tuple[Comment, ...]:
        """Comments that hold ``spacelint:``, in the order of the file."""
        if "spacelint:" not in self.text:
            return ()
        return self.reading.comments()

    def title_spans(self) -> list[tuple[int, int]] | None:
        """Give the spans of all titles, where one pass over the text finds them all; or None."""
        if isinstance(self._titles, bool):
            find = self.reading.titles
            self._titles = find() if find is not None else None
        return self._titles

    @property
    def lines(self) -> LineTable:
        """Lines and columns of the text."""
        if self._lines is None:
            self._lines = LineTable(self.text, self.encoding, self.bom)
        return self._lines


class PlannedSpace:
    """One planned Space. ``raw`` is what the format's parser gave, ``path`` where in the file.

    Fields are typed and read when asked for; one that cannot be read is None or empty, and a
    problem (SL007) of the plan.
    """

    __slots__ = ("_read", "_source", "index", "path", "plan", "raw")

    def __init__(self, plan: Plan, index: int, path: Path, raw: dict[str, object]) -> None:
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
        """The title with its places; None where there is none, or it is no text."""
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
        return self._tuple("cohosts") or self._hosts()[1:]

    @property
    def speakers(self) -> tuple[str, ...]:
        """The speakers, as written."""
        return self._tuple("speakers")

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics, as written."""
        return self._tuple("topics")

    @property
    def scheduled_start(self) -> Start | None:
        """When it starts."""
        value = self.get("scheduled_start")
        return value if isinstance(value, Start) else None

    @property
    def ends(self) -> Start | None:
        """When it ends."""
        value = self.get("ends")
        return value if isinstance(value, Start) else None

    @property
    def campaign(self) -> str | None:
        """The first campaign it belongs to."""
        found = self._tuple("campaign")
        return found[0] if found else None

    @property
    def campaigns(self) -> tuple[str, ...]:
        """All campaigns it belongs to."""
        return self._tuple("campaign")

    @property
    def brand(self) -> str | None:
        """The brand book it follows."""
        return self._text("brand")

    @property
    def sponsored(self) -> bool | None:
        """Whether it is paid for; a sponsor's name counts as yes."""
        value = self.get("sponsored")
        return value if isinstance(value, bool) else None

    @property
    def lang(self) -> str | None:
        """The language of the title, as a BCP 47 tag."""
        return self._text("lang")

    @property
    def record(self) -> bool | None:
        """Whether it is recorded."""
        value = self.get("record")
        return value if isinstance(value, bool) else None

    @property
    def consent(self) -> bool | tuple[str, ...] | None:
        """Whether all consent to the recording, or the people whose consent is on record."""
        value = self.get("consent")
        return value if isinstance(value, bool) else self._tuple("consent") or None

    @property
    def reuse(self) -> bool | str | None:
        """Whether the recording is used again, or how (``commercial``)."""
        value = self.get("reuse")
        return value if isinstance(value, bool | str) else None

    @property
    def id(self) -> str | None:
        """The id of the Space on X."""
        return self._text("id")

    @property
    def url(self) -> str | None:
        """The address of the Space on X."""
        return self._text("url")

    @property
    def ignore(self) -> tuple[str, ...]:
        """The codes of rules that this Space is not held to."""
        return self._tuple("ignore")

    def key(self, field: str) -> Path | None:
        """Give the path, inside the Space, that holds a field; None where it is not there."""
        paths = self._paths(field)
        return split_path(self.raw, paths[0]) if paths else None

    def place(self, field: str = "", *more: str | int) -> Place | None:
        """Give the place of a field (or of an item in it), or of the whole Space.

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
        """Give the place of a path of the document, or the nearest around it."""
        while True:
            found = self.plan.reading.locate(path)
            if found is not None or not path:
                return found
            path = path[:-1]

    def written(self, field: str) -> str:
        """Give a field's value as it stands in the file, or ""."""
        place = self.place(field)
        return self.plan.text[place.start : place.end] if place else ""

    def value(self, field: str) -> object:
        """Give a field's value as the parser gave it."""
        paths = self._paths(field)
        return look_up(self.raw, paths[0]) if paths else None

    def get(self, field: str) -> object:
        """Give a field as it was read: its typed value, None, or why it cannot be read."""
        read = self._cache()
        if field not in read:
            read[field] = self._field(field)
        return read[field]

    def _cache(self) -> dict[str, object]:
        if self._read is None:
            self._read = {}
        return self._read

    def _paths(self, field: str) -> tuple[str, ...]:
        layout, names = self.plan.layout, self.plan.reading.names
        if layout is not None:
            paths = layout.paths(field)
            if paths:
                return paths if look_up(self.raw, paths[0]) is not None or field == "title" else ()
        for each in (names or {}).get(field, ()) or (() if names else NAMES.get(field, ())):
            if each in self.raw:
                return (each,)
        return ()

    def _title(self) -> SourceText | None:
        reading = self.plan.reading
        layout = self.plan.layout
        if (layout is None or not layout.own_shape) and reading.names is None:
            # The way of nearly every title there is, so the short one.
            key = "title" if "title" in self.raw else "name"
            value = self.raw.get(key)
            if isinstance(value, str) and value[-1:] not in _LINE_ENDS:
                spans = self.plan._titles
                if isinstance(spans, bool):
                    spans = self.plan.title_spans()
                if spans is not None:
                    start, end = spans[self.index]
                    return SourceText(value, self.plan.text, start, end, reading.style(self.path))
            path: Path = (*self.path, key)
        else:
            paths = self._paths("title")
            value = look_up(self.raw, paths[0]) if paths else None
            path = (*self.path, *split_path(self.raw, paths[0])) if paths else ()
        if not isinstance(value, str):
            return None
        place = reading.locate(path)
        if value[-1:] in _LINE_ENDS:
            value = value.rstrip("\r\n")  # how a block of several lines ends, no part of a title
        if place is None:
            around = self.place_at(path) or Place(0, 0, 0, 0)
            return SourceText(value, self.plan.text, around.start, around.end, _Unknown())
        return SourceText(value, self.plan.text, place.start, place.end, reading.style(path))

    def _field(self, field: str) -> object:
        value = self.value(field)
        if field in ("scheduled_start", "ends"):
            return self._moment(field, value)
        if value is None:
            return () if field in ("cohosts", "speakers") else None
        if field == "host":
            return read_people(value) if isinstance(value, list) else read_person(value)
        if field in ("cohosts", "speakers"):
            return read_people(value)
        if field in ("topics", "ignore", "campaign"):
            return read_texts(value)
        if field == "sponsored":
            flag = read_flag(value)
            return True if isinstance(flag, BadValue) and isinstance(value, str) else flag
        if field == "record":
            return read_flag(value)
        if field == "consent":
            return read_consent(value)
        if field == "reuse":
            return read_reuse(value)
        return read_text(value)

    def _moment(self, field: str, value: object) -> Start | BadValue | None:
        from spacelint.plan.dates import read_start

        layout = self.plan.layout or Layout()
        zone = layout.timezone
        day, time = value, None
        paths = layout.paths(field)
        if len(paths) > 1:
            time = self._clock(paths[1])
            if len(paths) > 2:
                zone = str(look_up(self.raw, paths[2]) or zone)
        elif field == "scheduled_start":
            if day is None:
                day = self.value("date")
            keys = self._paths("time")
            time = self._clock(keys[0]) if keys else None
        elif field == "ends" and day is None:
            day = self.value("end_date")
            keys = self._paths("end_time")
            time = self._clock(keys[0]) if keys else None
        if day is None or day == "":
            return None
        zones = self._paths("timezone")
        if zones:
            zone = str(look_up(self.raw, zones[0]) or zone)
        if isinstance(day, int | float) and not isinstance(day, bool) and not paths:
            day = self.written(field) or day
        return read_start(day, layout.date_order, zone, time)

    def _clock(self, path: str) -> object:
        """Give a time of day; YAML makes a number of 15:00 and of 0200: then what is written."""
        value = look_up(self.raw, path)
        if isinstance(value, int) and not isinstance(value, bool):
            place = self.place_at((*self.path, *split_path(self.raw, path)))
            if place is not None:
                return self.plan.text[place.start : place.end]
        return value

    def _hosts(self) -> tuple[str, ...]:
        found = self.get("host")
        if isinstance(found, str):
            return (found,)
        return found if isinstance(found, tuple) and not isinstance(found, BadValue) else ()

    def _tuple(self, field: str) -> tuple[str, ...]:
        found = self.get(field)
        if isinstance(found, tuple) and not isinstance(found, BadValue):
            return found
        return ()

    def _text(self, field: str) -> str | None:
        found = self.get(field)
        return found if isinstance(found, str) else None


class _Unknown:
    """A value whose place is not known: a finding marks what stands around it."""

    def decode(self, text: str, start: int, end: int, value: str) -> None:
        return None

    def piece(self, new: str, style: str, written: str) -> None:
        return None

    def whole(self, value: str, style: str, written: str) -> None:
        return None

    def holds(self, written: str, value: str) -> bool:
        return False
