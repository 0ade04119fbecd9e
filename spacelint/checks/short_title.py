"""A title of only tags, mentions, emoji and marks."""

from __future__ import annotations

from collections.abc import Sequence

from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, check
from spacelint.checks.shared.text import LONGEST_TITLE, without, words_of
from spacelint.text import Title
from spacelint.text.pattern import Pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    pass


# The words that a tag shows by its capitals, digits and underscores.
_HUMP = Pattern(
    r"[«UPPER»]+(?![«LOWER»])\d*|[«UPPER»]?[«LOWER»]+\d*|\d+|(?![«UPPER»])[«ALPHA»]+\d*"
)
# What an author calls the room itself: a tag with this word says what it is about.
_ROOM = "space espacio espaço スペース すぺーす ぺーす ペース 스페이스 مساحة 空间 空間".split()
_LONG_UNSPACED = 6


@check(
    scopes=("title",),
    placeholders=("size", "beside"),
    params=lambda schema: {
        "words": schema.integer("The fewest words.", default=1, minimum=1),
        "links": schema.integer(
            "So many tags, mentions and addresses say enough without a word.", default=2, minimum=1
        ),
    },
)
def short_title(p: Params) -> Algorithm:
    """Report the whole title."""
    words: int = p["words"]
    links: int = p["links"]

    def run(title: Title, item: object, context: Context) -> Sequence[Finding]:
        entities = title.entities
        text = title.text
        if len(entities) >= links or len(text) > LONGEST_TITLE:
            return NOTHING
        rest = text
        if entities:
            rest = without(text, [(entity[1], entity[2]) for entity in entities])
        if words == 1:
            for char in rest:
                if char.isalpha():
                    return NOTHING
        counted = words_of(rest, words)
        if counted >= words or any(_says_much(entity[4]) for entity in entities):
            return NOTHING
        end = len(text.rstrip())
        start = end - len(text[:end].lstrip())
        if start == end:
            return NOTHING
        size = f"only {counted} word{'s' * (counted > 1)}" if counted else "no words"
        beside = f" beside {entities[0][3]}" if entities else ""
        return (Finding(start, end, {"size": size, "beside": beside}),)

    return run


def _says_much(name: str) -> bool:
    """Return whether a tag is several words, or names the room: #AnnasSpace."""
    if any(room in name.lower() for room in _ROOM):
        return True
    if name.isascii():
        return len(_HUMP.findall(name)) > 1
    humps = _HUMP.findall(name)
    unspaced = sum(
        2 if "\u3400" <= char <= "\u9fff" else 1
        for char in name
        if "\u0e01" <= char <= "\u0eff" or "\u3041" <= char <= "\u9fff"
    )
    return len(humps) > 1 or unspaced >= _LONG_UNSPACED
