"""A rule as data, and its findings in a title."""

from __future__ import annotations

from bisect import bisect_right

from spacelint.engine.message import fill
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any, Literal

    from spacelint.severity import Severity
    from spacelint.text.edit import Edit

    Applicability = Literal["safe", "unsafe", "display"]

APPLICABILITIES: tuple[Applicability, ...] = ("safe", "unsafe", "display")


class Rule(NamedTuple):
    """A rule as the engine runs it; its docs and examples stay in its file (see `RuleDocs`).

    ``message``, ``help`` and ``fix_title`` have named placeholders in braces. ``applicability`` is
    None for a rule without a fix. ``supersedes`` are codes of rules whose findings in the same
    span are dropped.
    """

    code: str
    name: str
    severity: Severity
    check: str
    scope: str
    params: Mapping[str, Any]
    message: str
    help: str
    fix_title: str
    applicability: Applicability | None
    tags: tuple[str, ...]
    supersedes: tuple[str, ...]
    file: str


class Fix(NamedTuple):
    """A fix of a title: what it does in words, how safe it is, and its edits in code points."""

    title: str
    applicability: Applicability
    edits: tuple[Edit, ...]


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """Return ``text`` with edits that do not overlap put in; offsets in code points of ``text``."""
    for start, end, replacement in sorted(edits, reverse=True):
        text = text[:start] + replacement + text[end:]
    return text


class Diagnostic(NamedTuple):
    """A finding in a title: the span in code points, the rule, and the values of its message.

    Text that comes from the title stands in ``message`` as it is: show it escaped.
    """

    start: int
    end: int
    rule: Rule
    text: str
    values: Mapping[str, str]
    edits: tuple[Edit, ...] = ()

    @property
    def code(self) -> str:
        """Code of the rule: ``SL103``."""
        return self.rule.code

    @property
    def name(self) -> str:
        """Name of the rule: ``cut-short-hashtag``."""
        return self.rule.name

    @property
    def severity(self) -> Severity:
        """How bad it is: ``error``, ``warning``, ``info`` or ``hint``."""
        return self.rule.severity

    @property
    def match(self) -> str:
        """The marked part of the title."""
        return self.text[self.start : self.end]

    @property
    def message(self) -> str:
        """What is wrong, in one sentence."""
        return self._say(self.rule.message)

    @property
    def help(self) -> str:
        """What to do about it, in one sentence; empty where the message says it all."""
        return self._say(self.rule.help)

    @property
    def fix(self) -> Fix | None:
        """The fix, if there is one."""
        if not self.edits or self.rule.applicability is None:
            return None
        return Fix(self._say(self.rule.fix_title), self.rule.applicability, self.edits)

    def _say(self, template: str) -> str:
        if "{" not in template:
            return template
        return fill(template, {"match": self.match, "title": self.text, **self.values})


def together(with_fix: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return those of diagnostics with fixes that can be applied at once: no two edits touch."""
    chosen: list[Diagnostic] = []
    starts: list[int] = []  # of the edits chosen so far, sorted: none of them touch
    ends: list[int] = []
    # A safe fix goes before an unsafe one of the same place: it may make the other needless.
    for diagnostic in sorted(with_fix, key=_rank):
        spans = [(edit.start, edit.end) for edit in diagnostic.edits]
        if not any(_touches(start, end, starts, ends) for start, end in spans):
            chosen.append(diagnostic)
            for start, end in spans:
                at = bisect_right(starts, start)
                starts.insert(at, start)
                ends.insert(at, end)
    return chosen


def _touches(start: int, end: int, starts: list[int], ends: list[int]) -> bool:
    at = bisect_right(starts, end)
    return at > 0 and ends[at - 1] >= start


def _rank(diagnostic: Diagnostic) -> tuple[bool, int, str]:
    rule = diagnostic.rule
    return rule.applicability != "safe", diagnostic.edits[0].start, rule.code
