"""Suppressions: comments and ``ignore`` fields that keep a rule quiet about a title.

``# spacelint: ignore[SL103, glued-hashtag] why`` on a title's line or on the lines above it,
``# spacelint: file-ignore[SL103]`` anywhere in the file, and the field ``ignore`` of a Space.
Without brackets every rule is meant, unless the comment names some: ``ignore SL103`` is SL103.
"""

from __future__ import annotations

from spacelint.engine.select import UnknownSelector, matching
from spacelint.text.pattern import Pattern
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacelint.engine.linter import Linter
    from spacelint.plan import Comment, Plan, PlannedSpace

_FORM = Pattern(
    r"#[ \t]*(?i:spacelint):[ \t]*(?P<word>[\w-]*)(?P<list>[ \t]*\[(?P<codes>[^\]]*)\])?"
)
# A code, or a name of several words, in a comment that has no brackets.
_NAMED = Pattern(r"(?<![\w-])(?:[A-Za-z]{2,}\d{2,}\w*|[A-Za-z]+(?:-[A-Za-z]+)+)(?![\w-])")
_CODE = Pattern(r"[^,\s](?:[^,]*[^,\s])?")


class Selector(NamedTuple):
    """A code or name as written, where, and the codes it stands for (None: no rule has it)."""

    text: str
    start: int
    end: int
    codes: frozenset[str] | None
    nearest: str = ""


class Suppression(NamedTuple):
    """A comment or field; ``line`` is the line it applies to, 0 for the file; ``space`` or -1.

    No selectors means every rule. ``fault`` says what is wrong with a comment that is not one.
    ``bare``: the selectors stand without brackets.
    """

    start: int
    end: int
    line: int
    space: int
    selectors: tuple[Selector, ...]
    codes_start: int = 0
    codes_end: int = 0
    fault: str = ""
    bare: bool = False


def suppressions_of(plan: Plan, linter: Linter) -> list[Suppression]:
    """Return the suppressions of a plan: its comments', then its fields'."""
    return [*_comments(plan, linter), *_fields(plan, linter)]


def directive(comment: Comment) -> tuple[str, int, int] | None:
    """Return the word of a comment and the span of its codes (code points of the document).

    None where the comment is no proper one. The span is empty, at the comment's end, where there
    are no brackets.
    """
    form = _FORM.match(comment.text)
    if form is None or form["word"].lower() not in ("ignore", "file-ignore"):
        return None
    word = form["word"].lower()
    if form["list"] is None:
        broken = comment.text[form.end() :].lstrip().startswith("[")
        return None if broken else (word, comment.end, comment.end)
    start, end = form.span("codes")
    return word, comment.start + start, comment.start + end


def ignored_codes(space: PlannedSpace, linter: Linter) -> frozenset[str]:
    """Return the codes of the rules that the field ``ignore`` of a Space names."""
    named = [_selector(text, 0, 0, linter).codes or () for text in space.ignore]
    return frozenset([code for codes in named for code in codes])


def _comments(plan: Plan, linter: Linter) -> Iterator[Suppression]:
    next_lines: dict[int, int] = {}
    for comment in plan.comments:
        parts = directive(comment)
        if parts is None:
            yield Suppression(
                comment.start, comment.end, -1, -1, (),
                fault='it is neither "ignore" nor "file-ignore"',
            )  # fmt: skip
            continue
        word, start, end = parts
        line = 0 if word == "file-ignore" else _line_of(plan, comment, next_lines)
        selectors = tuple(_selectors(plan.text, start, end, linter))
        if start == end == comment.end:
            named = tuple(_named(comment, linter))
            if named:
                yield Suppression(comment.start, comment.end, line, -1, named, bare=True)
                continue
        fault = "" if selectors or start == end == comment.end else "no rule is named in brackets"
        yield Suppression(comment.start, comment.end, line, -1, selectors, start, end, fault)


def _line_of(plan: Plan, comment: Comment, next_lines: dict[int, int]) -> int:
    """Return the line a comment applies to: its own, or the next one without a comment.

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


def _fields(plan: Plan, linter: Linter) -> Iterator[Suppression]:
    column = "ignore" in (plan.reading.names or ())  # which a table may write Ignore
    named = column or plan.layout.paths("ignore")
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
        yield Suppression(start, end, -1, space.index, tuple(selectors))


def _selectors(text: str, start: int, end: int, linter: Linter) -> Iterator[Selector]:
    for code in _CODE.reading(text).finditer(text, start, end):
        yield _selector(code[0], *code.span(), linter)


def _named(comment: Comment, linter: Linter) -> Iterator[Selector]:
    """Yield the rules that a comment without brackets names; other words are its reason."""
    start = comment.text.lower().index("ignore") + len("ignore")
    for word in _NAMED.reading(comment.text).finditer(comment.text, start):
        found = _selector(word[0], comment.start + word.start(), comment.start + word.end(), linter)
        if found.codes is not None or word[0][:2].upper() == "SL":
            yield found


def _selector(text: str, start: int, end: int, linter: Linter) -> Selector:
    try:
        return Selector(text, start, end, frozenset(r.code for r in matching(linter.known, text)))
    except UnknownSelector as error:
        return Selector(text, start, end, None, error.nearest or "")
