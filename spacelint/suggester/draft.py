"""A title with edits: which parts of the original stay, what replaces the others, and why.

A draft remembers where each part comes from, so that a reader sees the difference between the
title and the result, and not the steps on the way: what one step writes and another takes back is
no difference.
"""

from __future__ import annotations

from operator import itemgetter

from spacelint.suggester.tokens import Change, quoted
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.engine.rule import Diagnostic
    from spacelint.text.model import Edit

    #: A span of the original that changes, and why.
    Region = tuple[int, int, tuple["Reason", ...]]

_MARKS = ',.:;!?()[]“”«»"'
_FIRST_UNSPACED, _LAST_UNSPACED = "\u2e80", "\u9fff"  # scripts without spaces between words


class Reason(NamedTuple):
    """Why an edit is made: the diagnostic that it fixes, or what is done and why in words.

    ``what`` holds while the edit still writes ``after`` in the end. ``drops`` where words are left
    out for it.
    """

    what: str = ""
    why: str = ""
    after: str = ""
    diagnostic: Diagnostic | None = None
    drops: bool = False


class Part(NamedTuple):
    """The original from ``start`` to ``end`` as it is (``new`` is None), or what replaces it."""

    start: int
    end: int
    new: str | None = None
    reasons: tuple[Reason, ...] = ()

    @property
    def size(self) -> int:
        """The length of what stands there, in code points."""
        return self.end - self.start if self.new is None else len(self.new)


class Draft(NamedTuple):
    """A title on its way to a better one; ``dropped`` counts the words that were left out."""

    original: str
    text: str
    parts: tuple[Part, ...]
    dropped: int = 0

    def edited(self, *edits: tuple[Edit, Reason], dropped: int = 0) -> Draft:
        """Return the draft with edits made, each for its reason.

        Their offsets are code points of its text; edits must not overlap. ``dropped`` more words
        are left out by them.
        """
        parts, text = self.parts, self.text
        for (start, end, new), reason in sorted(edits, key=lambda edit: edit[0][:2], reverse=True):
            parts = _replaced(self.original, parts, start, end, new, reason)
            text = text[:start] + new + text[end:]
        return Draft(self.original, text, parts, self.dropped + dropped)

    def part_at(self, offset: int) -> Part:
        """Return the part that a character of the text belongs to."""
        at = 0
        for part in self.parts:
            at += part.size
            if at > offset:
                return part
        raise IndexError(offset)

    def changes(self) -> tuple[Change, ...]:
        """Return every difference from the original, in its order, each once."""
        found: list[tuple[int, Change]] = []
        regions = []
        for part in self.parts:
            if part.new is not None and _adds(part):
                what, why, *_ = part.reasons[0]
                found.append((part.start, Change(what, why, "", part.new.strip(" ,"))))
            elif part.new is not None:
                regions.append(_widened(self.original, part))
        given: list[tuple[Reason, ...]] = []
        for start, end, reasons in _merged(regions):
            # What is done in two places for one reason is given once.
            change = None if reasons in given else _change(self, start, end, reasons)
            if change is not None:
                found.append((start, change))
            if reasons[0].what and "{" not in reasons[0].what:
                given.append(reasons)
        return tuple(_moves_joined([change for _, change in sorted(found, key=itemgetter(0))]))


def draft_of(title: str) -> Draft:
    """Return the draft of a title without any edit."""
    return Draft(title, title, (Part(0, len(title)),) if title else ())


def _adds(part: Part) -> bool:
    """Return whether a part only puts in what its reason says in words."""
    reason = part.reasons[0]
    return part.start == part.end and bool(reason.what) and reason.diagnostic is None


def _replaced(
    original: str, parts: tuple[Part, ...], start: int, end: int, new: str, reason: Reason
) -> tuple[Part, ...]:
    """Return ``parts`` with the characters from ``start`` to ``end`` of their text replaced."""
    before: list[Part] = []
    after: list[Part] = []
    touched: list[Part] = []
    head = tail = ""
    at = 0
    adds = start == end and bool(reason.what)  # what is added stands for itself
    for part in parts:
        low, high = at, at + part.size
        at = high
        # An edit that touches what was written before is one with it.
        apart = part.new is None or adds or _adds(part) or not (new or part.new)
        if high < start or (high == start and apart):
            before.append(part)
        elif low > end or (low == end and apart):
            after.append(part)
        elif part.new is not None:
            touched.append(part)
            head = part.new[: max(0, start - low)] if low <= start else head
            tail = part.new[max(0, end - low) :] if high >= end else tail
        else:
            first = part.start + max(0, start - low)
            last = part.end - max(0, high - end)
            if first > part.start:
                before.append(Part(part.start, first))
            if last < part.end:
                after.append(Part(last, part.end))
            touched.append(Part(first, last))
    place = touched[0].start if touched else before[-1].end if before else 0
    stop = touched[-1].end if touched else place
    text = head + new + tail
    reasons = (*(each for part in touched for each in part.reasons), reason)
    middle = Part(place, stop, text, _each_once(reasons))
    if original[place:stop] == text:
        middle = Part(place, stop)
    return (*before, middle, *after) if stop > place or text else (*before, *after)


def _each_once(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    # Not by a hash: the parameters of a rule have none.
    return tuple([one for at, one in enumerate(reasons) if one not in reasons[:at]])


def _widened(original: str, part: Part) -> Region:
    """Return a changed part with the words that it cuts."""
    start, end, new = part.start, part.end, part.new or ""
    old = original[start:end]
    if (old + new).strip():
        shown, joins = new or old, _is_of_word
        wide_left, wide_right = not shown[:1].isspace(), not shown[-1:].isspace()
    else:
        # A space that comes or goes splits or joins what is on both of its sides.
        joins = _is_no_space
        wide_left = bool(original[start - 1 : start].strip() and original[end : end + 1].strip())
        wide_right = wide_left
    while wide_left and start and joins(original[start - 1]):
        start -= 1
    while wide_right and end < len(original) and joins(original[end]):
        end += 1
    return start, end, part.reasons


def _is_no_space(char: str) -> bool:
    return not char.isspace()


def _is_of_word(char: str) -> bool:
    """Return whether a character belongs to the word beside it, as nobody knows without spaces."""
    return not char.isspace() and not _FIRST_UNSPACED <= char <= _LAST_UNSPACED


def _merged(regions: list[Region]) -> list[Region]:
    merged: list[Region] = []
    for start, end, reasons in regions:
        if merged and start < merged[-1][1]:
            first, last, earlier = merged[-1]
            merged[-1] = (first, max(last, end), _each_once((*earlier, *reasons)))
        else:
            merged.append((start, end, reasons))
    return merged


def _written(draft: Draft, start: int, end: int) -> str:
    """Return what stands in the draft for the original from ``start`` to ``end``."""
    texts = []
    for part in draft.parts:
        if part.new is None:
            texts.append(draft.original[max(part.start, start) : min(part.end, end)])
        elif not _adds(part) and start <= part.start and part.end <= end:
            texts.append(part.new)
    return "".join(texts)


def _change(draft: Draft, start: int, end: int, reasons: tuple[Reason, ...]) -> Change | None:
    whole_before, whole_after = draft.original[start:end], _written(draft, start, end)
    before, after = _without_marks(whole_before.strip(), whole_after.strip())
    if whole_before == whole_after:
        return None
    diagnostic = next((each.diagnostic for each in reasons if each.diagnostic is not None), None)
    why = "; ".join(dict.fromkeys(map(_why, reasons)))
    worded = [each for each in reasons if each.what and each.after in (after, "")]
    if worded and (len(reasons) == 1 or not after):
        what = worded[-1].what.replace("{before}", quoted(before)).replace("{after}", quoted(after))
        if not after:
            diagnostic, why = None, worded[-1].why
    elif before.split() == after.split():
        what = "Tidies the spaces"
    elif not after:
        what = f"Takes out {quoted(before)}"
    elif not before:
        what = f"Adds {quoted(after)}"
    else:
        what = f"Writes {quoted(after)} for {quoted(before)}"
    code, match = (diagnostic.code, diagnostic.match) if diagnostic is not None else ("", "")
    return Change(what, why, before, after, code, match)


def _why(reason: Reason) -> str:
    return reason.diagnostic.message if reason.diagnostic is not None else reason.why


def _moves_joined(changes: list[Change]) -> list[Change]:
    """Return the changes; one that takes out what another of the same rule puts in is a move."""
    for added in [change for change in changes if change.after and not change.before]:
        for gone in changes:
            same = gone.code == added.code and gone.match == added.match
            if same and not gone.after and gone.before.strip(_MARKS + " |-") == added.after:
                place = changes.index(added)
                what = f"Moves {quoted(added.after)}" + (" to the front" if not place else "")
                moved = added._replace(what=what, before=gone.before)
                changes = [moved if change is added else change for change in changes]
                return [change for change in changes if change is not gone]
    return changes


def _without_marks(old: str, new: str) -> tuple[str, str]:
    """Return both without the marks that stand around them and stay, unless marks are all that
    changes."""
    if old.strip(_MARKS) == new.strip(_MARKS):
        return old, new
    while len(old) > 1 < len(new) and old[-1] == new[-1] in _MARKS:
        old, new = old[:-1], new[:-1]
    while len(old) > 1 < len(new) and old[0] == new[0] in _MARKS:
        old, new = old[1:], new[1:]
    return old, new
