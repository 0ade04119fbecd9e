"""The parts of a report: titles with their findings, and the place of each."""

from __future__ import annotations

from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Literal

    from spacelint.engine.rule import Diagnostic
    from spacelint.severity import Severity
    from spacelint.text import Candidate, Title

    #: How X shows a part of a title: as text, as a link, or as text that was meant as a link.
    Kind = Literal["plain", "link", "lost"]


class FilePlace(NamedTuple):
    """The place of a finding in a file; lines and columns from 1, columns in code points.

    ``utf16_column`` is the column in UTF-16 units, ``utf8_column`` in bytes of UTF-8, ``offset``
    the code points and ``byte`` the bytes of the file before it. ``exact`` is False where the place
    is that of the whole value. `spacelint.report.plans.place_of` makes one.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    utf16_column: int
    utf16_end_column: int
    offset: int
    end_offset: int
    byte: int
    end_byte: int
    exact: bool = True
    utf8_column: int = 1
    utf8_end_column: int = 1


class FileChange(NamedTuple):
    """A piece of a file that a fix replaces by ``text``."""

    place: FilePlace
    text: str


class SpaceFacts(NamedTuple):
    """The fields of a Space as plain values; texts are as written, empty where not given.

    ``number`` is that of the Space in its file and ``line`` the line it begins on; together they
    identify it. ``start`` and ``ends`` are ISO 8601: a date, a local time, or a time with its
    offset. ``path`` is that of its title, in a workbook a cell. ``consent`` is true if all have
    given theirs, or the people who have.
    """

    number: int
    line: int
    id: str = ""
    host: str = ""
    cohosts: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    campaigns: tuple[str, ...] = ()
    start: str = ""
    ends: str = ""
    path: str = ""
    recorded: bool | None = None
    consent: bool | tuple[str, ...] | None = None
    sponsored: bool | None = None


class Item(NamedTuple):
    """A title with its findings; or a line of a plan with the findings about the plan there.

    ``kind`` is ``title``, or ``source`` if ``title`` is a line of the file, and the diagnostics'
    spans are those of that line. ``path`` is its file, ``-`` for standard input, empty for an
    argument; ``line`` its line there (from 1), or its number among the arguments. ``places`` has an
    entry for each diagnostic if the item comes from a file. ``suggestion`` is the better title or
    None. ``changes`` returns, for a diagnostic by its index, how its fix changes the file; only
    formats that show fixes call it. ``facts`` are the fields of its Space, if the run collects
    them.
    """

    title: Title
    diagnostics: tuple[Diagnostic, ...]
    suggestion: str | None = None
    path: str = ""
    line: int = 1
    places: tuple[FilePlace, ...] = ()
    kind: str = "title"
    changes: Callable[[int], tuple[FileChange, ...]] | None = None
    facts: SpaceFacts | None = None

    def place(self, index: int) -> FilePlace:
        """Return the place of the diagnostic of this index: in the file, else in the title."""
        if self.places:
            return self.places[index]
        d = self.diagnostics[index]
        start, end = max(0, d.start), max(0, d.end)
        utf16, utf16_end = self.title.utf16(start), self.title.utf16(end)
        byte, byte_end = self.title.utf8(start), self.title.utf8(end)
        return FilePlace(
            line=self.line,
            column=start + 1,
            end_line=self.line,
            end_column=end + 1,
            utf16_column=utf16 + 1,
            utf16_end_column=utf16_end + 1,
            offset=start,
            end_offset=end,
            byte=byte,
            end_byte=byte_end,
            utf8_column=byte + 1,
            utf8_end_column=byte_end + 1,
        )

    def only(self, keep: Sequence[int]) -> Item:
        """Return the item with the diagnostics of these indices alone."""
        if len(keep) == len(self.diagnostics):
            return self
        changes = self.changes
        return self._replace(
            diagnostics=tuple([self.diagnostics[i] for i in keep]),
            places=tuple([self.places[i] for i in keep]) if self.places else (),
            changes=(lambda index: changes(keep[index])) if changes is not None else None,
            suggestion=self.suggestion if keep else None,
        )

    def fixes(self, index: int) -> tuple[FileChange, ...]:
        """Return how `--fix` or `--unsafe-fixes` changes the file for this diagnostic.

        A fix that is only displayed changes nothing.
        """
        applied = self.diagnostics[index].rule.applicability in ("safe", "unsafe")
        return self.changes(index) if applied and self.changes is not None else ()


class Counts:
    """How many titles were checked, and what was found in them.

    ``fixable`` counts the findings that ``--fix`` fixes, ``unsafe`` those that it fixes only with
    ``--unsafe-fixes``, ``hidden`` those left out of a report (``--max-diagnostics``). ``unchecked``
    has a sentence for each reason for which rules could not be checked.
    """

    def __init__(self) -> None:
        self.titles = 0
        self.by_severity: dict[Severity, int] = {}
        self.by_rule: dict[tuple[str, str], int] = {}
        self.fixable = 0
        self.unsafe = 0
        self.hidden = 0
        self.unchecked: tuple[str, ...] = ()

    def add(self, item: Item) -> None:
        self.titles += item.kind == "title"
        for i, d in enumerate(item.diagnostics):
            rule = d.rule
            self.by_severity[rule.severity] = self.by_severity.get(rule.severity, 0) + 1
            key = (rule.code, rule.name)
            self.by_rule[key] = self.by_rule.get(key, 0) + 1
            # The edit of a finding about the file may reach beyond the line that is shown.
            if d.edits or (item.kind == "source" and item.fixes(i)):
                self.fixable += rule.applicability == "safe"
                self.unsafe += rule.applicability == "unsafe"

    def join(self, later: Counts) -> None:
        """Add what another count found after this one; ``hidden`` and ``unchecked`` stay."""
        self.titles += later.titles
        self.fixable += later.fixable
        self.unsafe += later.unsafe
        for severity, count in later.by_severity.items():
            self.by_severity[severity] = self.by_severity.get(severity, 0) + count
        for rule, count in later.by_rule.items():
            self.by_rule[rule] = self.by_rule.get(rule, 0) + count


def link_kinds(title: Title, lost: Iterable[Candidate]) -> list[Kind]:
    """Return the kind of each code point: linked by X, part of what was meant as a link, or plain.

    ``lost`` are the candidates that count as meant.
    """
    kinds: list[Kind] = ["plain"] * len(title.text)
    for candidate in lost:
        kinds[candidate.start : candidate.end] = ["lost"] * (candidate.end - candidate.start)
    for entity in title.entities:
        kinds[entity.start : entity.end] = ["link"] * (entity.end - entity.start)
    return kinds


def runs_of_kind(kinds: Sequence[Kind], first: int, last: int) -> Iterator[tuple[Kind, int, int]]:
    """Yield kind, start and end of each run of equal kinds in ``kinds[first:last]``."""
    start = first
    for at in range(first + 1, last + 1):
        if at == last or kinds[at] != kinds[start]:
            yield kinds[start], start, at
            start = at
