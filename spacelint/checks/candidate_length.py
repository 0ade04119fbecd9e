"""A tag, handle or symbol that is longer or shorter than it should be."""

from __future__ import annotations

from collections.abc import Sequence

from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, check
from spacelint.text import Candidate, Title

TYPE_CHECKING = False
if TYPE_CHECKING:
    pass


@check(
    scopes=("hashtag", "mention", "cashtag"),
    placeholders=("linked", "length", "limit", "over"),
    params=lambda schema: {
        "minimum": schema.integer("Fewest characters, without the sign.", default=0, minimum=0),
        "maximum": schema.integer("Most characters, without the sign.", minimum=1),
        "allow": schema.strings("Names that are fine at any length, in any case."),
    },
)
def candidate_length(p: Params) -> Algorithm:
    """Report a link that is out of bounds; what X does not link has no length here."""
    minimum: int = p["minimum"]
    maximum: int | None = p["maximum"]
    most = 1 << 62 if maximum is None else maximum
    allow = frozenset(name.lstrip("#＃@＠$＄").casefold() for name in p["allow"])

    def run(title: Title, candidate: Candidate, context: Context) -> Sequence[Finding]:
        entity = candidate.entity
        if entity is None:
            return NOTHING
        length = len(entity.value)
        if entity.kind == "list":
            length = entity.value.index("/")
        if length > most:
            limit = most
            # X cuts a mention at 20 characters: count on to where the author ended.
            if entity.kind == "mention":
                length = max(length, candidate.end - candidate.start - 1)
        elif length < minimum and candidate.fault is None:
            limit = minimum
        else:
            return NOTHING
        if entity.value.casefold() in allow:
            return NOTHING
        values = {
            "linked": candidate.linked,
            "length": str(length),
            "limit": str(limit),
            "over": str(abs(length - limit)),
        }
        return (Finding(candidate.start, candidate.end, values),)

    return run
