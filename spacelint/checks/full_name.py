"""A person's full name behind one ``@``: ``Who is @Elon Musk?`` links @Elon, a stranger."""

from __future__ import annotations

from collections.abc import Sequence

from spacelint.checks.contract import (
    NOTHING,
    Algorithm,
    Context,
    Finding,
    Params,
    Trigger,
    check,
)
from spacelint.text import Candidate, Title
from spacelint.text.edit import Edit
from spacelint.text.pattern import Pattern

_NEXT = Pattern(r" ([A-ZÀ-ÖØ-Þ][«LOWER»'’]+)(?![«ALNUM»@#/])")
_WORD = Pattern("[«LETTER»][«LETTER»'’]+")


@check(
    scopes=("mention",),
    placeholders=("linked", "name"),
    params=lambda schema: {
        "names": schema.strings("First names; in any case.", required=True),
        "unless_next": schema.strings("Words behind a mention that are no last name, in any case."),
    },
    trigger=Trigger(),
)
def full_name(p: Params) -> Algorithm:
    """Return a finding for a first name that X links, and the capitalised word behind it."""
    names = frozenset(name.lower() for name in p["names"])
    no_last_name = frozenset(word.lower() for word in p["unless_next"])

    def run(title: Title, candidate: Candidate, context: Context) -> Sequence[Finding]:
        first = candidate.text[1:]
        if candidate.fault is not None or not first[:1].isupper() or first.lower() not in names:
            return NOTHING
        after = _NEXT.match(title.text, candidate.end)
        if after is None or after[1].lower() in no_last_name:
            return NOTHING
        if _is_in_title_case(title.text[: candidate.start] + title.text[after.end() :]):
            return NOTHING
        if context.book is not None and first.lower() in context.book.folded_handles:
            return NOTHING
        start, end = candidate.start, after.end()
        values = {"linked": candidate.linked, "name": f"{first} {after[1]}"}
        return (Finding(start, end, values, (Edit(start, start + 1, ""),)),)

    return run


def _is_in_title_case(text: str) -> bool:
    """Return whether all words of ``text`` are capitalised: capitals then say nothing."""
    words = [match[0] for match in _WORD.finditer(text)]
    return len(words) > 1 and all(word[0].isupper() for word in words)
