"""Make a title shorter and lose nothing: lighter marks first, then the usual short forms."""

from __future__ import annotations

import re

from spacelint.engine.rule import apply_edits
from spacelint.suggester.draft import Reason
from spacelint.suggester.languages import languages
from spacelint.text.model import Edit
from spacelint.text.pattern import Pattern
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacelint.suggester.draft import Draft
    from spacelint.suggester.languages import Language
    from spacelint.suggester.state import SearchState, TitleView

_WHY = "to make room"
_DOUBLED = re.compile(r"([!?！？])\1+")
_DASH = re.compile(r"(?<=[^\s.:;!?…,|/–—-]) [-–—] (?=[^\s|/–—-])")
_QUOTED = re.compile(r"“([^“”]+)”|\"([^\"]+)\"|«([^«»]+)»|„([^„“”]+)[“”]|「([^「」]+)」")
_INNER = re.compile(r"“[^“”]*”|\"[^\"]*\"|«[^«»]*»|„[^„“”]*[“”]|「[^「」]*」|『[^『』]*』")
_BEFORE_PART = Pattern(r"(?:^|[:|–—-])\s*$")
_AFTER_PART = Pattern(r"^\s*(?:$|[|#]|[–—-]\s)")
_LAST = re.compile(r"([^\W\d_]+) \Z")
_WITH = frozenset(("w/", "ft", "ft.", "feat", "feat.", "featuring"))
_NEXT = re.compile(r" ([^\W\d_]+)")


class Unit(NamedTuple):
    """Edits that are made together or not at all, and what they do in words, or nothing."""

    edits: tuple[Edit, ...]
    what: str = ""


def shortened(draft: Draft, state: SearchState) -> Draft | None:
    """Return the draft with as few short forms as make it fit; None where they do not."""
    view = state.view(draft.text)
    used: list[Unit] = []
    for unit in possible(view, state):
        used.append(unit)
        if state.fits(_applied(view.text, used)):
            break
    else:
        return None
    # A short form that was not needed in the end is written out again, the last one first.
    for unit in used[-2::-1]:
        others = [other for other in used if other is not unit]
        if state.fits(_applied(view.text, others)):
            used = others
    return draft.edited(*[(edit, Reason(unit.what, _WHY)) for unit in used for edit in unit.edits])


def _applied(text: str, units: list[Unit]) -> str:
    return apply_edits(text, [edit for unit in units for edit in unit.edits])


def possible(view: TitleView, state: SearchState) -> list[Unit]:
    """Return what can be made shorter, the gentlest first; no two edits overlap."""
    taken: list[Edit] = []
    units: list[Unit] = []
    for unit in (*_marks(view), *_forms(view, state)):
        is_free = all(
            edit.end <= other.start or other.end <= edit.start
            for other in taken
            for edit in unit.edits
        )
        if is_free and not any(view.spans.touches(edit.start, edit.end) for edit in unit.edits):
            taken += unit.edits
            units.append(unit)
    return units


def _marks(view: TitleView) -> Iterator[Unit]:
    text = view.text
    for match in _DOUBLED.finditer(text):
        yield Unit((Edit(match.start(), match.end(), match[1]),))
    for match in _QUOTED.finditer(text):
        start, end = match.span()
        if _BEFORE_PART.search(text[:start]) and _AFTER_PART.search(text[end:]):
            marks = (Edit(start, start + 1, ""), Edit(end - 1, end, ""))
            yield Unit(marks, "Leaves out the quotation marks")
    dashes = list(_DASH.finditer(text))
    if len(dashes) == 1 and ": " not in text and "：" not in text:
        (dash,) = dashes
        sides = text[: dash.start()].split()[-1:] + text[dash.end() :].split()[:1]
        in_quotes = any(m.start() < dash.start() < m.end() for m in _INNER.finditer(text))
        linked = view.spans.touches(dash.start() - 1, dash.end() + 1)
        span = all(any(map(str.isdigit, side)) for side in sides)
        if not (in_quotes or linked or span):
            follower = text[dash.end() :].split()[0].lower()
            joins = _WITH | {each.join for each in languages().values()}
            if follower in joins:  # "the state of DeFi – with @a"
                yield Unit((Edit(dash.start(), dash.end(), " "),), "Leaves out the dash")
            elif follower not in {each.conjunction for each in languages().values()}:
                yield Unit((Edit(dash.start(), dash.end(), ": "),), "Writes a colon for the dash")


def _forms(view: TitleView, state: SearchState) -> Iterator[Unit]:
    """Yield the short forms of the table, in its order."""
    language, text, lower = state.language, view.text, view.text.lower()
    quotes = [match.span() for match in _INNER.finditer(text)]
    found: list[tuple[int, int, Edit]] = []
    for rank, shortening in enumerate(language.shortenings):
        if shortening.first not in lower:
            continue
        for match in shortening.pattern.finditer(text):
            start, end = match.span()
            if shortening.is_name and _in_a_name(text, start, end, language):
                continue
            if any(low < end and start < high for low, high in quotes):
                continue
            short = _as_written(shortening.short, match[0])
            found.append((len(shortening.words.split()), rank, Edit(start, end, short)))
    # The longest phrase wins, so that "questions and answers" is not taken for its "and".
    kept: list[tuple[int, Edit]] = []
    for _, rank, edit in sorted(found, key=lambda each: -each[0]):
        if all(edit.end <= other.start or other.end <= edit.start for _, other in kept):
            kept.append((rank, edit))
    for _, edit in sorted(kept):
        yield Unit((edit,))


def _in_a_name(text: str, start: int, end: int, language: Language) -> bool:
    """Return whether a word with a capital stands beside it: Black Friday, Wednesday Addams."""
    beside = (_LAST.search(text, 0, start), _NEXT.match(text, end))
    return any(
        match[1][0].isupper() and match[1].lower() not in language.unended
        for match in beside
        if match is not None
    )


def _as_written(short: str, words: str) -> str:
    """Return the short form with a capital where the words had one."""
    letters = words.lstrip()
    if letters[:1].isupper() and short[:1].islower() and len(short) > 2:
        return short[0].upper() + short[1:]
    return short
