"""Remove suppressed findings, and report suppressions without effect.

What cannot be read is never suppressed (SL001).
"""

from __future__ import annotations

from spacelint.engine.plans import PlanDiagnostic
from spacelint.engine.rule import Diagnostic
from spacelint.engine.suppressions import suppressions_of
from spacelint.text.model import Edit
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacelint.checks.contract import Context
    from spacelint.engine.linter import Linter
    from spacelint.engine.suppressions import Suppression
    from spacelint.plan import Plan, PlannedSpace

UNUSED = "SL008"
_NO_EFFECT = "has no effect: "
_LASTING = frozenset(("SL001", UNUSED))
_HOW = "Write # spacelint: ignore[SL103], or file-ignore[SL103] for the whole file"


class Suppressed(NamedTuple):
    """What is left to report, in the order of the file, and how many findings were kept quiet.

    Suppressions without effect are among what is left (SL008).
    """

    left: list[PlanDiagnostic]
    quiet: int


def suppress(
    plan: Plan, found: list[PlanDiagnostic], linter: Linter, context: Context
) -> Suppressed:
    """Take out of ``found`` what comments and ``ignore`` fields of ``plan`` suppress.

    ``linter`` and ``context`` are those of the run: a suppression of a rule that was not run is
    not called unused.
    """
    suppressions = suppressions_of(plan, linter)
    if not suppressions:
        return Suppressed(found, 0)
    index = _Index(plan, suppressions)
    used: dict[int, set[int]] = {}
    left = []
    for finding in found:
        hits = index.hits(finding)
        for number, selector in hits:
            used.setdefault(number, set()).add(selector)
        if not hits:
            left.append(finding)
    quiet = len(found) - len(left)
    rule = linter.plan_rules.get(UNUSED)
    if rule is not None:
        ran = linter.running(context)
        for number, one in enumerate(suppressions):
            mine = used.get(number, set())
            for start, end, values, edits in _unused(plan, one, mine, ran):
                diagnostic = Diagnostic(start, end, rule, plan.text, values)
                left.append(PlanDiagnostic(diagnostic, start, end, None, one.space, edits))
        left.sort(key=lambda each: (each.start, each.end, each.diagnostic.rule.code))
    return Suppressed(left, quiet)


class _Index:
    """Suppressions by what they speak of, so that a long plan with many is no slower a title."""

    __slots__ = ("_by_line", "_by_space", "_everywhere", "_lines", "_plan", "_suppressions")

    def __init__(self, plan: Plan, suppressions: Sequence[Suppression]) -> None:
        self._plan = plan
        self._suppressions = suppressions
        self._everywhere: list[int] = []
        self._by_space: dict[int, list[int]] = {}
        self._by_line: list[tuple[int, int]] = []
        for number, one in enumerate(suppressions):
            if one.fault:
                continue
            if one.space >= 0:
                self._by_space.setdefault(one.space, []).append(number)
            elif one.line:
                self._by_line.append((one.line, number))
            else:
                self._everywhere.append(number)
        self._by_line.sort()
        self._lines = [line for line, _ in self._by_line]

    def hits(self, finding: PlanDiagnostic) -> list[tuple[int, int]]:
        """Return which selectors of which suppressions a finding falls under; -1 for every rule."""
        code = finding.diagnostic.rule.code
        if code in _LASTING:
            return []
        numbers = [*self._everywhere, *self._by_space.get(finding.space, ())]
        if self._by_line:
            first, last, header = _lines(self._plan, finding)
            numbers += self._between(first, last)
            if header >= 0 and not first <= header <= last:
                numbers += self._between(header, header)
        hits = []
        for number in numbers:
            selectors = self._suppressions[number].selectors
            if not selectors:
                hits.append((number, -1))
            hits += [(number, i) for i, s in enumerate(selectors) if s.codes and code in s.codes]
        return hits

    def _between(self, first: int, last: int) -> list[int]:
        from bisect import bisect_left, bisect_right

        start, end = bisect_left(self._lines, first), bisect_right(self._lines, last)
        return [number for _, number in self._by_line[start:end]]


def _lines(plan: Plan, finding: PlanDiagnostic) -> tuple[int, int, int]:
    """Return the lines a finding stands on, from its title's key on, and its table's header."""
    start, end, header = finding.start, finding.end, -1
    lines = plan.lines
    if finding.space >= 0:
        space = plan.spaces[finding.space]
        place = space.place("title")
        if finding.source is not None and place is not None:
            start, end = min(place.key_start, finding.source.start), finding.source.end
        whole = space.place()
        if whole is not None and _is_toml_header(plan, space, whole.start):
            header = lines.line_column(whole.start)[0]
    while end > start and plan.text[end - 1] in "\r\n":
        end -= 1
    return lines.line_column(start)[0], lines.line_column(end)[0], header


def _is_toml_header(plan: Plan, space: PlannedSpace, start: int) -> bool:
    return plan.format in ("toml", "front-matter") and plan.text.startswith("[", start)


def _unused(
    plan: Plan, one: Suppression, used: set[int], ran: frozenset[str]
) -> Iterator[tuple[int, int, dict[str, str], tuple[Edit, ...]]]:
    if one.fault:
        yield one.start, one.end, {"reason": _NO_EFFECT + one.fault, "hint": _HOW}, ()
        return
    if one.bare:
        known = [each.text for each in one.selectors if each.codes is not None]
        if known:
            values = {
                "reason": f"needs brackets: it silences {' and '.join(known)} only",
                "hint": f"Write # spacelint: ignore[{', '.join(known)}]",
            }
            yield one.start, one.end, values, ()
    if not one.selectors:
        if not used:
            yield one.start, one.end, _reason("nothing is found here"), _whole(plan, one)
        return
    idle: list[int] = []
    for i, selector in enumerate(one.selectors):
        if selector.codes is None:
            near = f": did you mean {selector.nearest}?" if selector.nearest else ""
            values = {
                "reason": f"{_NO_EFFECT}no rule is called {selector.text}",
                "hint": f"spacelint rule lists all rules{near}",
            }
            yield selector.start, selector.end, values, ()
        elif i not in used and selector.codes <= ran:
            idle.append(i)
    if idle:
        names = " and ".join(one.selectors[i].text for i in idle)
        start, end = one.start, one.end
        if len(idle) < len(one.selectors):
            start, end = one.selectors[idle[0]].start, one.selectors[idle[-1]].end
        found = "find" if len(idle) > 1 else "finds"
        yield start, end, _reason(f"{names} {found} nothing here"), _without(plan, one, idle)


def _reason(reason: str) -> dict[str, str]:
    return {"reason": _NO_EFFECT + reason, "hint": "Take it out, or it will hide the next one"}


def _without(plan: Plan, one: Suppression, idle: Sequence[int]) -> tuple[Edit, ...]:
    """Return the edits that take these selectors out."""
    if len(idle) == len(one.selectors):
        return _whole(plan, one)
    kept = [s for i, s in enumerate(one.selectors) if i not in idle]
    if one.bare:
        return ()
    if one.space < 0:
        return (Edit(one.codes_start, one.codes_end, ", ".join(s.text for s in kept)),)
    if not plan.text.startswith("[", one.start):
        return ()  # a list of lines, or a text: not worth the risk
    first, last = one.selectors[0].start, one.selectors[-1].end
    if _has_more(plan.text[first:last]):
        return ()
    return (Edit(first, last, ", ".join(plan.text[s.start : s.end] for s in kept)),)


def _has_more(written: str) -> bool:
    """True if a list has lines, or comments, that its author would miss."""
    return any(mark in written for mark in "\r\n#")


def _whole(plan: Plan, one: Suppression) -> tuple[Edit, ...]:
    """Return the edits that take the whole comment out with its line, or empty the list."""
    text = plan.text
    if one.space >= 0:
        written = text[one.start : one.end]
        listed = written.startswith("[") and not _has_more(written)
        return (Edit(one.start, one.end, "[]"),) if listed else ()
    line = plan.lines.line_column(one.start)[0]
    start, end = plan.lines.line_span(line)
    before = text[start : one.start]
    if before.strip():
        return (Edit(start + len(before.rstrip()), one.end, ""),)
    if line < len(plan.lines.starts):
        end = plan.lines.starts[line]
    return (Edit(start, end, ""),)
