"""A mention compared with the brand book: misspelt, or split by a space (``@Acme Corp``)."""

from __future__ import annotations

from collections.abc import Sequence

from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, Trigger, check
from spacelint.checks.shared.book_lookup import lookup
from spacelint.checks.shared.space import people_of
from spacelint.text import Candidate, Title
from spacelint.text.edit import Edit
from spacelint.text.pattern import Pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.checks.shared.book_lookup import Lookup

_SIGNS = frozenset(" !\"#$%&'()*+,-./:;<=>?@[\\]^`{|}~")
_WRONG = ("misspelt", "named")
_WHOLE = frozenset((None, "overlong"))
_WORDS_AFTER = Pattern(r" ([A-Za-z0-9_]+)(?: ([A-Za-z0-9_]+))?(?: ([A-Za-z0-9_]+))?")


def _trigger(p: Params) -> Trigger:
    """A brand book, and a mention that may be a misspelt handle of it."""
    sign = f"{p['verdict']}-handle"
    return Trigger(when="chars", chars="@＠", needs=("book",), longer=1, book=sign)


@check(
    scopes=("mention",),
    placeholders=("handle", "linked", "reason"),
    params=lambda schema: {
        "verdict": schema.choice(
            "What is wrong with the mention.", ("misspelt", "spaced"), required=True
        )
    },
    trigger=_trigger,
)
def brand_handle(p: Params) -> Algorithm:
    """Report the mention; the fix writes the book's handle."""
    meant = _spaced if p["verdict"] == "spaced" else _misspelt

    def run(title: Title, candidate: Candidate, context: Context) -> Sequence[Finding]:
        look = lookup(context.book)
        entity = candidate.entity
        known = entity is None or look.handle(entity[4]).kind == "right"
        if known and candidate.fault != "cut-short":
            return NOTHING
        found = meant(title.text, candidate, look)
        if found is None:
            return NOTHING
        handle, end = found
        start = candidate.start
        if candidate.text[1:].lower() in people_of(context.space):
            return NOTHING  # the plan means this very account
        values = {"handle": "@" + handle, "linked": candidate.linked}
        values["reason"] = _reason(candidate, handle, look)
        return (Finding(start, end, values, (Edit(start + 1, end, handle),)),)

    return run


def _misspelt(text: str, candidate: Candidate, look: Lookup) -> tuple[str, int] | None:
    """Return the handle that was meant and where the misspelt one ends."""
    entity = candidate.entity
    if candidate.fault == "cut-short":
        name = [char for char in candidate.text[1:] if char.isascii() and char not in _SIGNS]
        spelled = look.handle("".join(name))
        if spelled.kind in ("right", *_WRONG):
            return spelled.entry, candidate.end
    if entity is None or candidate.fault not in (*_WHOLE, "cut-short"):
        return None
    verdict = look.handle(entity.value)
    return (verdict.entry, entity.end) if verdict.kind in _WRONG else None


def _reason(candidate: Candidate, handle: str, look: Lookup) -> str:
    entity = candidate.entity
    if entity is None or look.handle(entity.value).kind != "named":
        return f"looks like a typo for @{handle}"
    name = look.named[entity.value.lower().replace("_", "")][0]
    own = "not your account" if name in look.book.names else "not in your brand book"
    return f"is {own}: {name} is @{handle}"


def _spaced(text: str, candidate: Candidate, look: Lookup) -> tuple[str, int] | None:
    """Return the handle that the mention and the words after it spell, and where they end."""
    if candidate.fault is not None:
        return None
    after = _WORDS_AFTER.match(text, candidate.end)
    if after is None:
        return None
    handles = look.book.folded_handles
    words = [candidate.text[1:].lower(), *(word.lower() for word in after.groups() if word)]
    for count in range(len(words), 1, -1):
        for joint in ("", "_"):
            handle = handles.get(joint.join(words[:count]))
            if handle is not None:
                return handle, after.end(count - 1)
    return None
