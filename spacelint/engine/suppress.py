"""Suppressions: comments and ``ignore`` fields that keep a rule quiet about a title.

``# spacelint: ignore[SL103, glued-hashtag] why`` on a title's line or on the lines above it,
``# spacelint: file-ignore[SL103]`` anywhere in the file, and the field ``ignore`` of a Space.
Without
brackets every rule is meant. What cannot be read is never suppressed (SL001).
"""

from __future__ import annotations

import re

from spacelint.engine.plans import Located
from spacelint.engine.rule import Diagnostic
from spacelint.engine.select import UnknownSelector, matching
from spacelint.source.text import Edit
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacelint.checks.contract import Context
    from spacelint.engine.linter import Linter
    from spacelint.plan import Comment, Plan, PlannedSpace

UNUSED = "SL008"
_LASTING = frozenset(("SL001", UNUSED))
_FORM = re.compile(r"#[ \t]*spacelint:[ \t]*(?P<word>[\w-]*)(?P<list>[ \t]*\[(?P<codes>[^\]]*)\])?")
_CODE = re.compile(r"[^,\s](?:[^,]*[^,\s])?")
_HOW = "Write # spacelint: ignore[SL103], or file-ignore[SL103] for the whole file"


class Suppressed(NamedTuple):
    """What is left to report, in the order of the file, and how many findings were kept quiet.

    Suppressions that suppress nothing are among what is left (SL008).
    """

    left: list[Located]
    quiet: int


class _Selector(NamedTuple):
    """A code or name as written, where, and the codes it stands for (None: no rule has it)."""

    text: str
    start: int
    end: int
    codes: frozenset[str] | None
    nearest: str = ""


class _Suppression(NamedTuple):
    """A comment or field; ``line`` is the line it speaks of, 0 for the file; ``space`` or -1.

    No selectors means every rule. ``fault`` says what is wrong with a comment that is not one.
    """

    start: int
    end: int
    line: int
    space: int
    selectors: tuple[_Selector, ...]
    codes_start: int = 0
    codes_end: int = 0
    fault: str = ""


def suppress(plan: Plan, found: list[Located], linter: Linter, context: Context) -> Suppressed:
    """Take out of ``found`` what comments and ``ignore`` fields of ``plan`` suppress.

    ``linter`` and ``context`` are those of the run: a suppression of a rule that was not run is
    not called unused.
    """
    suppressions = [*_comments(plan, linter), *_fields(plan, linter)]
    if not suppressions:
        return Suppressed(found, 0)
    index = _Index(plan, suppressions)
    used: dict[int, set[int]] = {}
    left = []
    for located in found:
        hits = index.hits(located)
        for number, selector in hits:
            used.setdefault(number, set()).add(selector)
        if not hits:
            left.append(located)
    quiet = len(found) - len(left)
    rule = linter.plan_rules.get(UNUSED)
    if rule is not None:
        ran = linter.running(context)
        for number, one in enumerate(suppressions):
            mine = used.get(number, set())
            for start, end, values, edits in _unused(plan, one, mine, ran):
                diagnostic = Diagnostic(start, end, rule, plan.text, values)
                left.append(Located(diagnostic, start, end, None, one.space, edits))
        left.sort(key=lambda each: (each.start, each.end, each.diagnostic.rule.code))
    return Suppressed(left, quiet)


def directive(comment: Comment) -> tuple[str, int, int] | None:
    """Return the word of a comment and the span of its codes (code points of the document).

    None where the comment is no proper one. The span is empty, at the comment's end, where there
    are no brackets.
    """
    form = _FORM.match(comment.text)
    if form is None or form["word"] not in ("ignore", "file-ignore"):
        return None
    if form["list"] is None:
        broken = comment.text[form.end() :].lstrip().startswith("[")
        return None if broken else (form["word"], comment.end, comment.end)
    start, end = form.span("codes")
    return form["word"], comment.start + start, comment.start + end


def _comments(plan: Plan, linter: Linter) -> Iterator[_Suppression]:
    next_lines: dict[int, int] = {}
    for comment in plan.comments:
        parts = directive(comment)
        if parts is None:
            yield _Suppression(
                comment.start, comment.end, -1, -1, (),
                fault='it is neither "ignore" nor "file-ignore"',
            )  # fmt: skip
            continue
        word, start, end = parts
        line = 0 if word == "file-ignore" else _spoken_of(plan, comment, next_lines)
        selectors = tuple(_selectors(plan.text, start, end, linter))
        fault = "" if selectors or start == end == comment.end else "no rule is named in brackets"
        yield _Suppression(comment.start, comment.end, line, -1, selectors, start, end, fault)


def _spoken_of(plan: Plan, comment: Comment, next_lines: dict[int, int]) -> int:
    """Return the line a comment speaks of: its own, or the next one that is no comment.

    ``next_lines`` keeps the answer for each line of a block of comments, so that each block is
    walked once.
    """
    lines = plan.lines
    line = lines.line_column(comment.start)[0]
    start, _ = lines.line_span(line)
    if plan.text[start : comment.start].strip()[:1] not in ("", "#"):
        return line
    if line not in next_lines:
        last = line
        while last < len(lines.starts):
            last += 1
            first, end = lines.line_span(last)
            if not plan.text[first:end].lstrip().startswith("#"):
                break
        next_lines.update(dict.fromkeys(range(line, last), last))
    return next_lines.get(line, line)


def _fields(plan: Plan, linter: Linter) -> Iterator[_Suppression]:
    named = plan.layout is not None and plan.layout.paths("ignore")
    if not named and "ignore" not in plan.text:
        return
    for space in plan.spaces:
        if not space.ignore:
            continue
        whole = space.place("ignore")
        start, end = (whole.start, whole.end) if whole else (0, 0)
        selectors = []
        for i, text in enumerate(space.ignore):
            one = space.place("ignore", i) if isinstance(space.value("ignore"), list) else whole
            span = (one.start, one.end) if one else (start, end)
            selectors.append(_selector(text, *span, linter))
        yield _Suppression(start, end, -1, space.index, tuple(selectors))


def _selectors(text: str, start: int, end: int, linter: Linter) -> Iterator[_Selector]:
    for code in _CODE.finditer(text, start, end):
        yield _selector(code[0], *code.span(), linter)


def _selector(text: str, start: int, end: int, linter: Linter) -> _Selector:
    try:
        codes = frozenset(rule.code for rule in matching(linter.known, text))
    except UnknownSelector as error:
        return _Selector(text, start, end, None, error.nearest or "")
    return _Selector(text, start, end, codes)


class _Index:
    """Suppressions by what they speak of, so that a long plan with many is no slower a title."""

    __slots__ = ("_by_line", "_by_space", "_everywhere", "_lines", "_plan", "_suppressions")

    def __init__(self, plan: Plan, suppressions: Sequence[_Suppression]) -> None:
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

    def hits(self, located: Located) -> list[tuple[int, int]]:
        """Return which selectors of which suppressions a finding falls under; -1 for every rule."""
        code = located.diagnostic.rule.code
        if code in _LASTING:
            return []
        numbers = [*self._everywhere, *self._by_space.get(located.space, ())]
        if self._by_line:
            first, last, header = _lines(self._plan, located)
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


def _lines(plan: Plan, located: Located) -> tuple[int, int, int]:
    """Return the lines a finding stands on, from its title's key on, and its table's header."""
    start, end, header = located.start, located.end, -1
    lines = plan.lines
    if located.space >= 0:
        space = plan.spaces[located.space]
        place = space.place("title")
        if located.source is not None and place is not None:
            start, end = min(place.key_start, located.source.start), located.source.end
        whole = space.place()
        if whole is not None and _is_toml_header(plan, space, whole.start):
            header = lines.line_column(whole.start)[0]
    while end > start and plan.text[end - 1] in "\r\n":
        end -= 1
    return lines.line_column(start)[0], lines.line_column(end)[0], header


def _is_toml_header(plan: Plan, space: PlannedSpace, start: int) -> bool:
    return plan.format in ("toml", "front-matter") and plan.text.startswith("[", start)


def _unused(
    plan: Plan, one: _Suppression, used: set[int], ran: frozenset[str]
) -> Iterator[tuple[int, int, dict[str, str], tuple[Edit, ...]]]:
    if one.fault:
        yield one.start, one.end, {"reason": one.fault, "hint": _HOW}, ()
        return
    if not one.selectors:
        if not used:
            yield one.start, one.end, _told("nothing is found here"), _whole(plan, one)
        return
    idle: list[int] = []
    for i, selector in enumerate(one.selectors):
        if selector.codes is None:
            near = f": did you mean {selector.nearest}?" if selector.nearest else ""
            values = {
                "reason": f"no rule is called {selector.text}",
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
        yield start, end, _told(f"{names} {found} nothing here"), _without(plan, one, idle)


def _told(reason: str) -> dict[str, str]:
    return {"reason": reason, "hint": "Take it out, or it will hide the next one"}


def _without(plan: Plan, one: _Suppression, idle: Sequence[int]) -> tuple[Edit, ...]:
    """Return the edits that take these selectors out."""
    if len(idle) == len(one.selectors):
        return _whole(plan, one)
    kept = [s for i, s in enumerate(one.selectors) if i not in idle]
    if one.space < 0:
        return (Edit(one.codes_start, one.codes_end, ", ".join(s.text for s in kept)),)
    if not plan.text.startswith("[", one.start):
        return ()  # a list of lines, or a text: not worth the risk
    first, last = one.selectors[0].start, one.selectors[-1].end
    if _has_more(plan.text[first:last]):
        return ()
    return (Edit(first, last, ", ".join(plan.text[s.start : s.end] for s in kept)),)


def _has_more(written: str) -> bool:
    """Tell whether a list has lines, or comments, that its author would miss."""
    return any(mark in written for mark in "\r\n#")


def _whole(plan: Plan, one: _Suppression) -> tuple[Edit, ...]:
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
