"""A missing space after a mark, or a space before one."""

from __future__ import annotations

from collections.abc import Sequence

from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, Trigger, check
from spacelint.checks.shared.language import is_french
from spacelint.checks.shared.text import LONGEST_TITLE
from spacelint.text import Title
from spacelint.text.edit import Edit
from spacelint.text.pattern import Pattern

_MARKS = Pattern("[!?؟]+|[,:;،؛]")
_ENDING = "!?؟"
# Letters of scripts that set a space after a mark: all but those of East Asia and the Thai family.
_UNSPACED = (("\u0e00", "\u109f"), ("\u1780", "\u17ff"), ("\u3040", "\u30ff"), ("\u3400", "\u9fff"))
_WORD_BEFORE = Pattern(r"[^\W\d_]+\Z")
_SPACES = " \xa0\u202f"


@check(
    scopes=("title",),
    placeholders=("what", "advice", "replacement"),
    params=lambda schema: {"except": schema.strings("Names with a mark inside: `NieR:Automata`.")},
    trigger=Trigger(when="chars", chars="!,:;?،؛؟", longer=2),
)
def missing_space(p: Params) -> Algorithm:
    """Report each mark with a space too few or too many."""
    names = [name.casefold() for name in p["except"]]

    def run(title: Title, item: object, context: Context) -> Sequence[Finding]:
        text = title.text
        if len(text) > LONGEST_TITLE:
            return NOTHING
        found: list[Finding] = []
        taken: list[tuple[int, int]] | None = None
        french: bool | None = None
        for match in _MARKS.finditer(text):
            start, end = match.span()
            missing = _is_missing(text, start, end)
            gap = start if missing else _gap(text, start, end)
            if not missing and gap == start:
                continue
            if taken is None:
                taken = [(one.start, one.end) for one in title.entities]
                taken += [(one.start, one.end) for one in title.candidates]
            if any(first < end + missing and gap < last for first, last in taken):
                continue
            if missing:
                if not any(name in text.casefold() for name in names):
                    found.append(_one_too_few(match[0], end))
                continue
            if french is None:
                french = is_french(text)
            if not french:
                found.append(_one_too_many(match[0], gap, start, end))
        return found

    return run


def _is_missing(text: str, start: int, end: int) -> bool:
    """Tell whether the mark ``text[start:end]`` stands between two words, with no space.

    Not in EU:n, re:Invent, :rocket: and C:drive, nor beside a digit.
    """
    least = 3 if text[start] == ":" else 2
    before, after = text[max(0, start - least) : start], text[end : end + least]
    if not _all_letters(before, least) or not _all_letters(after, least):
        return False
    if text[start] != ":":
        return True
    word = _WORD_BEFORE.search(text, 0, start)
    if word is None or word[0].lower() in ("http", "https"):
        return False
    outside = text[word.start() - 1 : word.start()]
    if outside and (outside in ":/." or outside.isalnum() or outside == "_"):
        return False
    rest = text[end:].split(None, 1)[0]
    return ":" not in rest


def _is_spaced(char: str) -> bool:
    """Return whether a character is a letter of a script that sets a space after a mark."""
    is_letter = char.isalnum() and not char.isdecimal()
    return is_letter and not any(first <= char <= last for first, last in _UNSPACED)


def _all_letters(text: str, count: int) -> bool:
    return len(text) == count and all(map(_is_spaced, text))


def _gap(text: str, start: int, end: int) -> int:
    """Return where the space before a mark begins; ``start`` where there is none to leave out."""
    after = text[end : end + 1]
    if start < 2 or text[start - 1] not in _SPACES or (after and not after.isspace()):
        return start
    gap = start
    while gap and text[gap - 1] in _SPACES:
        gap -= 1
    before = text[gap - 1 : gap]
    # Arabic, Persian and Urdu are typed with and without a space there.
    spaced = before.isdigit() or (_is_spaced(before) and not "\u0600" <= before <= "\u06ff")
    return gap if spaced else start


def _one_too_few(mark: str, end: int) -> Finding:
    values = {
        "what": f"A space is missing after {mark}",
        "advice": f"Put a space after {mark}",
        "replacement": mark + " ",
    }
    return Finding(end - len(mark), end, values, (Edit(end, end, " "),))


def _one_too_many(mark: str, gap: int, start: int, end: int) -> Finding:
    values = {
        "what": f"The space before {mark} isn't needed",
        "advice": f"Leave out the space before {mark}",
        "replacement": mark,
    }
    return Finding(gap, end, values, (Edit(gap, start, ""),))
