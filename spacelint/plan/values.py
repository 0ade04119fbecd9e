"""The values that reading a plan is made of: problems, comments, moments, layouts, readings."""

from __future__ import annotations

from spacelint.text.model import Edit
from spacelint.text.value import NamedTuple, Path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime, tzinfo

    from spacelint.source.lines import Place
    from spacelint.source.styles.plain import Style


#: A Space as its format's parser gave it, with the path where it stands.
Records = list[tuple[Path, dict[str, object]]]


class PlanProblem(NamedTuple):
    """Something wrong with a plan file (family 0 of the rules).

    ``start``/``end`` are code points of the text, ``values`` fill the message's placeholders,
    ``edits`` (on the document) fix it, ``space`` is the index of the Space or -1.
    """

    code: str
    start: int
    end: int
    values: Mapping[str, str]
    edits: tuple[Edit, ...] = ()
    space: int = -1

    def moved(self, by: int) -> PlanProblem:
        """Return the same problem ``by`` code points further on, its edits too."""
        edits = tuple([edit.moved(by) for edit in self.edits])
        return self._replace(start=self.start + by, end=self.end + by, edits=edits)


class Comment(NamedTuple):
    """A comment addressed to spacelint; code points, from its ``#`` to the end of its line."""

    start: int
    end: int
    text: str

    def moved(self, by: int) -> Comment:
        """Return the same comment ``by`` code points further on."""
        return Comment(self.start + by, self.end + by, self.text)


class Start(NamedTuple):
    """A moment of a plan: aware where the plan names an offset or zone, else naive."""

    moment: datetime
    zoned: bool
    has_time: bool


class BadValue(NamedTuple):
    """Why a value cannot be read, in words, and how it could be written.

    ``path`` is that of another field of the Space (its time, its zone) where that one is at fault.
    """

    reason: str
    hint: str
    path: str = ""


def unreadable(at: int, reason: str, hint: str) -> PlanProblem:
    """Return the problem of a file that cannot be parsed, at ``at`` (code points)."""
    return PlanProblem("SL001", at, at, {"reason": reason, "hint": hint})


def duplicate_key_problem(
    key: object, start: int, end: int, reason: str = "only the last value counts"
) -> PlanProblem:
    """Return the problem of a key that is given twice; ``reason`` says which value counts."""
    return PlanProblem("SL006", start, end, {"key": str(key), "reason": reason})


def bad_value_problem(
    field: str, text: str, start: int, end: int, why: BadValue, space: int = -1
) -> PlanProblem:
    """Return the problem of a value that cannot be read; it stands at ``start:end`` of ``text``."""
    written = text[start:end]
    values = {
        "field": field,
        "written": written if len(written) < 60 else written[:57] + "…",
        "reason": why.reason,
        "hint": why.hint,
    }
    return PlanProblem("SL007", start, end, values, (), space)


def kind(value: object) -> str:
    """Name the kind of a value in plain words."""
    return _KINDS.get(type(value), "a date or time")


_KINDS = {
    bool: "yes or no", int: "a number", float: "a number", str: "text", list: "a list",
    dict: "a table", type(None): "empty",
}  # fmt: skip


class Where(NamedTuple):
    """A condition on a field: it ``contains`` or ``equals`` a text, case apart."""

    field: str
    contains: str = ""
    equals: str = ""

    def holds(self, raw: Mapping[str, object]) -> bool:
        """True where a Space, as its parser gave it, meets the condition."""
        value = look_up(raw, self.field)
        items = value if isinstance(value, list) else [value]
        texts = ["" if item is None else str(item).casefold() for item in items]
        if self.equals:
            return self.equals.casefold() in texts
        return any(self.contains.casefold() in text for text in texts)


class Layout(NamedTuple):
    """Which keys or columns hold what.

    A path is keys with dots between them (``meta.title``); in a CSV file the header, or the
    number of the column from 1 as a text. ``fields`` maps names of `FIELDS` to
    paths; several paths for ``scheduled_start`` are date, time and zone in that order. ``items``
    is the path of the list of Spaces, ``*`` for every list of the document. ``date_order`` is
    ``dmy``, ``mdy`` or "". ``evident_only``: nobody named the file, so only what is evidently a
    Space is one (`evidence`); ``says_spaces``: its own name says that it holds some.
    ``today`` is the day that a series is read for, by default the real one.
    """

    title: str = ""
    fields: Mapping[str, tuple[str, ...]] | None = None
    items: str = ""
    where: tuple[Where, ...] = ()
    date_order: str = ""
    timezone: str = ""
    separator: str = ""
    header: bool = True
    evident_only: bool = False
    says_spaces: bool = False
    today: date | None = None

    @property
    def own_shape(self) -> bool:
        """Whether it names places; else it only says how days are read."""
        return bool(self.title or self.items or self.fields)

    def takes(self, raw: Mapping[str, object]) -> bool:
        """True where a Space, as its parser gave it, meets every condition."""
        return not self.where or all(each.holds(raw) for each in self.where)

    def paths(self, field: str) -> tuple[str, ...]:
        """Return the paths of a field, none where the layout does not say."""
        if field == "title" and self.title:
            return (self.title,)
        return self.fields.get(field, ()) if self.fields else ()


def look_up(raw: object, path: str) -> object:
    """Return the value at a dotted path, or None; a key that has dots itself is found too."""
    if isinstance(raw, dict) and path in raw:
        value: object = raw[path]
        return value
    head, _, rest = path.partition(".")
    if isinstance(raw, list) and head.isdigit():
        raw = raw[int(head)] if int(head) < len(raw) else None
        return look_up(raw, rest) if rest else raw
    if isinstance(raw, dict) and head in raw:
        return look_up(raw[head], rest) if rest else raw[head]
    return None


def split_path(raw: object, path: str) -> tuple[str | int, ...]:
    """Return the keys of a dotted path as they stand in ``raw``."""
    if not path:
        return ()
    if isinstance(raw, dict) and path in raw:
        return (path,)
    head, _, rest = path.partition(".")
    if isinstance(raw, list) and head.isdigit():
        inner = raw[int(head)] if int(head) < len(raw) else None
        return (int(head), *split_path(inner, rest))
    inner = raw.get(head) if isinstance(raw, dict) else None
    return (head, *split_path(inner, rest))


class Reading(NamedTuple):
    """What a format's module gives: the Spaces as its parser gave them, and how to find things.

    ``locate`` gives the place of a path or None, ``style`` the way the value at a path is written
    or None, ``faults`` what the format alone can see, ``comments`` the comments of the file. The
    last three are asked only when needed.

    ``other_keys``: keys of its own are usual, so only near misses of known ones are reported.
    ``data`` is the whole document, where its parser gives one. ``unread``: nothing of the file
    could be read, not even as text. ``names`` are the columns or keys of a known foreign shape,
    ``layout`` is what is left of the layout where ``names`` took some of it over.

    ``titles`` gives the spans of all titles in the order of the records, where one pass finds
    them; or None. ``record_offsets`` gives where the text of each record begins, in their order:
    all that is found in one rests on the text up to the next alone, and on its values; None where
    that cannot be said. ``self_contained``: that text alone decides the record's values too.
    ``columns`` are those of a table, as its header names them. ``cells``, of a row of a workbook:
    where the text of each cell begins, and what it is called (``plan.xlsx:Plan!B7``). ``note`` is
    what people should know of the file besides: the sheets that a workbook hides are not read.
    """

    format: str
    records: Records
    locate: Callable[[Path], Place | None] = lambda path: None
    style: Callable[[Path], Style | None] = lambda path: None
    faults: Callable[[], list[PlanProblem]] = list
    comments: Callable[[], tuple[Comment, ...]] = tuple
    other_keys: bool = False
    approximate: bool = False
    data: object = None
    unread: bool = False
    names: Mapping[str, tuple[str, ...]] | None = None
    titles: Callable[[], list[tuple[int, int]] | None] | None = None
    layout: Layout | None = None
    record_offsets: Callable[[], list[int] | None] | None = None
    self_contained: bool = False
    columns: tuple[str, ...] | None = None
    cells: tuple[tuple[int, str], ...] = ()
    note: str = ""


def day_now(zone: tzinfo | None = None) -> date:
    """Return the day it is here, or in ``zone``.

    Of a clock that is far off it is the first of the year 2 or the last of 9998, so that the days
    around it are days too.
    """
    import datetime

    first, last = datetime.date(2, 1, 1), datetime.date(9998, 12, 31)
    try:
        day = datetime.datetime.now(zone).date() if zone else datetime.date.today()
    except (ValueError, OverflowError, OSError):
        import time

        return last if time.time() > 0 else first
    return max(first, min(day, last))
