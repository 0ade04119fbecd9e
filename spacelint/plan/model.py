"""What reading a plan gives: its Spaces, each value with its place, and what is wrong with it."""

from __future__ import annotations

from spacelint.plan.space import PlannedSpace as PlannedSpace
from spacelint.source.lines import LineTable
from spacelint.source.text import Edit
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from spacelint.plan.layout import Layout
    from spacelint.source.place import Place
    from spacelint.source.styles.decoded import Style

    Path = tuple[str | int, ...]


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


def twice(key: object, start: int, end: int, reason: str = "only the last value counts") -> Problem:
    """Give the problem of a key that stands twice; ``reason`` says what becomes of it."""
    return Problem("SL006", start, end, {"key": str(key), "reason": reason})


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
    # Where the text of each record begins, in their order: all that is found in one rests on the
    # text up to the next alone, and on its values. None where that cannot be said.
    starts: Callable[[], list[int] | None] | None = None
    alone: bool = False  # that text alone decides, on the values of its record too


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
        self.spaces: tuple[PlannedSpace, ...] = tuple(
            [
                PlannedSpace(self, index, where, raw)
                for index, (where, raw) in enumerate(reading.records)
            ]
        )
        self._problems: tuple[Problem, ...] | None = None
        self._lines: LineTable | None = None
        self._titles: list[tuple[int, int]] | bool | None = False

    def release(self) -> None:
        """Let go of the Spaces: each holds the plan, which so is freed at once when it is dropped.

        For a caller that reads a file again and again, and is done with this reading of it.
        """
        self.spaces = ()

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
