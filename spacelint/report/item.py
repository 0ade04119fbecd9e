"""What a report is made of: titles with what was found in them, and where each stands."""

from __future__ import annotations

from spacelint.text._value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.engine.rule import Diagnostic, Severity
    from spacelint.text import Title


class Place(NamedTuple):
    """Where a finding stands in a file; lines and columns from 1, columns in code points.

    ``utf16_column`` is the column in UTF-16 units, ``offset`` the code points and ``byte`` the
    bytes before it. ``exact`` is False where the place is that of the whole value.
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


class Item(NamedTuple):
    """A title and what was found in it; or a line of a plan and what is wrong with the plan there.

    ``kind`` is ``title``, or ``source`` where ``title`` holds a line of the file as it stands, and
    the diagnostics' spans are those of that line. ``path`` is the file it stands in, ``-`` for standard input, empty for an argument; ``line`` its
    line there (from 1), or its number among the arguments. ``places`` has one entry a diagnostic
    where the item comes from a file. ``suggestion`` is the title with all fixes applied.
    """

    title: Title
    diagnostics: tuple[Diagnostic, ...]
    suggestion: str | None = None
    path: str = ""
    line: int = 1
    places: tuple[Place, ...] = ()
    kind: str = "title"


class Counts:
    """How many titles were looked at, and what was found in them."""

    __slots__ = ("by_rule", "by_severity", "fixable", "titles")

    def __init__(self) -> None:
        self.titles = 0
        self.by_severity: dict[Severity, int] = {}
        self.by_rule: dict[tuple[str, str], int] = {}
        self.fixable = 0

    def add(self, item: Item) -> None:
        """Count ``item``."""
        self.titles += item.kind == "title"
        for d in item.diagnostics:
            rule = d.rule
            self.by_severity[rule.severity] = self.by_severity.get(rule.severity, 0) + 1
            key = (rule.code, rule.name)
            self.by_rule[key] = self.by_rule.get(key, 0) + 1
            self.fixable += bool(d.edits) and rule.applicability == "safe"
