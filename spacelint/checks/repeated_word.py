"""A small word twice in a row: ``the the``."""

from __future__ import annotations

from collections.abc import Sequence

from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, Trigger, check
from spacelint.checks.shared.text import Lazy
from spacelint.text import Title
from spacelint.text.edit import Edit

TYPE_CHECKING = False
if TYPE_CHECKING:
    pass

# What may stand directly before a word; without any, the first of two stands between spaces.
_OPENERS = frozenset('"“‘«‹„([{「『（【*_…')
_LETTER = r"[\p{L}\p{M}\p{N}_'’#＃@＠$\-]"


@check(
    scopes=("title",),
    placeholders=("word",),
    params=lambda schema: {
        "words": schema.keyed(
            "The words by language.", schema.strings(""), required=True, minimum=1
        )
    },
    trigger=Trigger(when="repeats", longer=2),
)
def repeated_word(p: Params) -> Algorithm:
    """Report each repeated word; the fix keeps the first."""
    listed = frozenset(word for words in p["words"].values() for word in words)
    pairs = {word: f"{word} {word}" for word in listed}
    repeated = Lazy(rf"(?i)(?<!{_LETTER})(\L<listed>)(?: +\1)+(?!{_LETTER})", listed)

    def run(title: Title, item: object, context: Context) -> Sequence[Finding]:
        text = title.text
        if _OPENERS.isdisjoint(title.chars):
            lower = text.lower()
            for word in listed.intersection(lower.split()):
                if pairs[word] in lower:
                    break
            else:
                return NOTHING
        found: list[Finding] = []
        for match in repeated().finditer(text):
            first, *others = match[0].split()
            if all(_same(first, other) for other in others):
                start, end = match.span()
                edits = (Edit(match.end(1), end, ""),)
                found.append(Finding(start, end, {"word": first}, edits))
        return found

    return run


def _same(first: str, other: str) -> bool:
    """Return whether it is an error (the the, The the, THE THE) and not a name (The The)."""
    if first == other:
        return first.islower() or not first[0].isupper() or (len(first) > 1 and first.isupper())
    return other.islower() and first[1:] == other[1:]
