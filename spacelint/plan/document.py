"""What a format's module makes of a file, and the text and lines it was made of."""

from __future__ import annotations

from spacelint.source.lines import LineTable
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from spacelint.plan.blocks import BlockMemory
    from spacelint.plan.layout import Layout
    from spacelint.plan.values import Comment, Path, PlanProblem, Records
    from spacelint.source.place import Place
    from spacelint.source.styles.decoded import Style


class ReadRequest(NamedTuple):
    """What a format's module reads: a text, by the layout of the configuration, if there is one.

    ``format`` is the name it was asked by. Places are moved by ``shift`` (code points), for a
    document inside another one. With a ``memory`` of the file as it was last read, only what
    changed is read.
    """

    text: str
    layout: Layout | None = None
    format: str = ""
    shift: int = 0
    memory: BlockMemory | None = None

    @property
    def own_shape(self) -> bool:
        """Whether the layout says where values stand."""
        return self.layout is not None and self.layout.own_shape


class Reading(NamedTuple):
    """What a format's module gives: the Spaces as its parser gave them, and how to find things.

    ``locate`` gives the place of a path or None, ``style`` the way the value at a path is
    written, ``faults`` what the format alone can see, ``comments`` the comments of the file. The
    last three are asked only when needed.

    ``other_keys``: keys of its own are usual, so only near misses of known ones are reported.
    ``data`` is the whole document, where its parser gives one. ``unread``: nothing of the file
    could be read, not even as text. ``names`` are the columns or keys of a known foreign shape,
    ``layout`` is what is left of the layout where ``names`` took some of it over.

    ``titles`` gives the spans of all titles in the order of the records, where one pass finds
    them; or None. ``record_offsets`` gives where the text of each record begins, in their order:
    all that is found in one rests on the text up to the next alone, and on its values; None where
    that cannot be said. ``self_contained``: that text alone decides the record's values too.
    ``columns`` are those of a table, as its header names them.
    """

    format: str
    records: Records
    locate: Callable[[Path], Place | None]
    style: Callable[[Path], Style]
    faults: Callable[[], list[PlanProblem]]
    comments: Callable[[], tuple[Comment, ...]]
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


class PlanDocument:
    """A plan file as text, and what its format's module made of it.

    ``encoding`` and ``bom`` (bytes of the byte-order mark) are those of the file. ``first_line``
    and ``first_byte`` are what stands before ``text`` in the file where it is read in pieces; 0
    for a whole file. ``repeated`` counts the code points in front of the
    text that are the header of an earlier piece.
    """

    __slots__ = (
        *("_lines", "_titles", "approximate", "bom", "encoding", "first_byte", "first_line"),
        *("format", "layout", "path", "reading", "repeated", "text"),
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
        self.repeated = 0
        self._lines: LineTable | None = None
        self._titles: list[tuple[int, int]] | bool | None = False

    @property
    def comments(self) -> tuple[Comment, ...]:
        """Comments that hold ``spacelint:``, in the order of the file."""
        if "spacelint:" not in self.text:
            return ()
        return self.reading.comments()

    def title_spans(self) -> list[tuple[int, int]] | None:
        """Return the spans of all titles, where one pass over the text finds them all; or None."""
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
