"""Rules as data, sets of them with their docs, and findings in a title with their messages."""

from __future__ import annotations

import re
from bisect import bisect_right

from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any, Literal

    from spacelint.checks.contract import Trigger
    from spacelint.severity import Severity
    from spacelint.text.model import Edit

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
    pieces: list[str] = []
    at = 0
    for start, end, replacement in sorted(edits):
        pieces += text[at:start], replacement
        at = end
    return "".join(pieces) + text[at:]


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


class Example(NamedTuple):
    """A title in a rule's file; ``highlight`` is empty for one on which the rule is silent.

    For a rule of scope ``plan``, ``title`` is a whole plan file in ``format``.
    """

    title: str
    highlight: tuple[str, ...] = ()
    output: str | None = None
    message: str | None = None
    note: str = ""
    brand: Mapping[str, Any] | None = None
    space: Mapping[str, Any] | None = None
    today: datetime.date | None = None
    words: tuple[str, ...] = ()
    format: str | None = None
    beside: str | None = None
    live: Mapping[str, Any] | None = None


class RuleDocs(NamedTuple):
    """What a rule's file says for people: why it matters, and its examples."""

    summary: str
    rationale: str
    since: str
    valid: tuple[Example, ...]
    invalid: tuple[Example, ...]


class RuleSet(NamedTuple):
    """Rules in the order of their codes, with what triggers each.

    ``read_docs`` reads the docs of all of them; it is called only when one is asked for.
    """

    rules: tuple[Rule, ...]
    triggers: Mapping[str, Trigger]
    read_docs: Callable[[], Mapping[str, RuleDocs]]

    def get(self, code_or_name: str) -> Rule | None:
        """Return the rule of that code (in any case) or name, or None."""
        wanted = code_or_name.strip()
        for rule in self.rules:
            if rule.code == wanted.upper() or rule.name == wanted.lower():
                return rule
        return None

    def docs(self, code: str) -> RuleDocs:
        """Return the docs of the rule ``code``; raises KeyError where there is none."""
        return self.read_docs()[code]

    def joined(self, other: RuleSet) -> RuleSet:
        """Return both sets as one; a rule of ``other`` takes the place of one with its code."""
        rules = {rule.code: rule for rule in (*self.rules, *other.rules)}
        return RuleSet(
            tuple(rules[code] for code in sorted(rules)),
            {**self.triggers, **other.triggers},
            lambda: {**self.read_docs(), **other.read_docs()},
        )


_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{([a-z][a-z0-9_]*)\}")


def fill(template: str, values: Mapping[str, str]) -> str:
    """Return ``template`` with each ``{name}`` replaced; ``{{`` and ``}}`` stand for one brace.

    A name that ``values`` lacks is left as it stands: rules are checked when they are loaded.
    """
    if "{" not in template and "}" not in template:
        return template

    def replace(match: re.Match[str]) -> str:
        name = match[1]
        return match[0][0] if name is None else values.get(name, match[0])

    return _PLACEHOLDER.sub(replace, template)


def placeholders(template: str) -> list[str]:
    """Return the names that stand in braces in ``template``, in order."""
    return [match[1] for match in _PLACEHOLDER.finditer(template) if match[1]]


def stray_brace(template: str) -> bool:
    """True if a brace of ``template`` belongs to no placeholder."""
    rest = _PLACEHOLDER.sub("", template)
    return "{" in rest or "}" in rest
