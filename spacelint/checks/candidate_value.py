"""A tag, handle or symbol that stands in a list: placeholders, group words, tags too general."""

from __future__ import annotations

from collections.abc import Sequence

from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, check
from spacelint.text import Candidate, Title

TYPE_CHECKING = False
if TYPE_CHECKING:
    pass


_CLOSING = {"{": "}", "[": "]", "<": ">", "%": "%", "«": "»", "【": "】", "［": "］", "＜": "＞"}
_LONGEST_SLOT = 60  # code points between the brackets
_MARKS = "#＃@＠$＄"


@check(
    scopes=("hashtag", "mention", "cashtag"),
    placeholders=("value",),
    params=lambda schema: {
        "values": schema.strings(
            "The names, without their sign; case and underscores within them do not count.",
            required=True,
            item=schema.string("", minimum=1, maximum=100),
        ),
        "numbered": schema.boolean("Whether a number may follow: `#tag1`.", default=False),
        "bracketed": schema.boolean(
            "Whether anything in brackets counts too: `#{{tag}}`, `@[guest]`.", default=False
        ),
    },
)
def candidate_value(p: Params) -> Algorithm:
    """Report a candidate whose whole name is in the list."""
    values = frozenset(_folded(value) for value in p["values"])
    numbered: bool = p["numbered"]
    bracketed: bool = p["bracketed"]

    def run(title: Title, candidate: Candidate, context: Context) -> Sequence[Finding]:
        name = candidate.text[1:].casefold()
        if not name.isalnum():
            name = _folded(name)
        if name in values or (numbered and name[-1:].isdigit() and _stem(name) in values):
            return (Finding(candidate.start, candidate.end, {"value": candidate.text[1:]}),)
        if bracketed and candidate.entity is None and candidate.fault == "empty":
            end = _slot_end(title.text, candidate.start + 1)
            if end:
                value = title.text[candidate.start + 1 : end]
                return (Finding(candidate.start, end, {"value": value}),)
        return NOTHING

    return run


def _folded(name: str) -> str:
    bare = name.lstrip(_MARKS).casefold()
    # Within a name it parts words; at an end it makes another name, as people add one to theirs.
    return bare if bare.startswith("_") or bare.endswith("_") else bare.replace("_", "")


def _stem(name: str) -> str:
    return name.rstrip("0123456789")


def _slot_end(text: str, start: int) -> int:
    """Return where the brackets that open at ``start`` close; 0 where there are none."""
    opening = text[start : start + 1]
    closing = _CLOSING.get(opening)
    if closing is None:
        return 0
    inside = start
    while text[inside : inside + 1] == opening and inside - start < 3:
        inside += 1
    end = text.find(closing, inside, inside + _LONGEST_SLOT + 1)
    if end <= inside or not any(char.isalpha() for char in text[inside:end]):
        return 0
    while text[end : end + 1] == closing and inside > start:
        end += 1
        inside -= 1
    return end
