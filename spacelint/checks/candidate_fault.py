"""A tag, mention or cashtag that X does not link as it was meant: one fault of the candidate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, Trigger, check
from spacelint.checks.shared.repair import REPAIRS, folded, repair_edits, repaired_text
from spacelint.text import Candidate, Title
from spacelint.text.pattern import Pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from spacelint.schema import Field

_WORD_BEFORE = Pattern("[«ALPHA»]++\\Z")
_LONGEST_WORD = 24  # code points looked at before a sign
FAULTS = (
    "glued",
    "digits-only",
    "cut-short",
    "possessive",
    "chained",
    "empty",
    "keycap",
    "in-url",
    "overlong",
    "time",
    "email",
    "federated",
    "list",
    "unlinked",
)


def _params(schema: Any) -> Mapping[str, Field]:
    """The fault to look for and how it is fixed."""

    fault = schema.choice("", FAULTS)
    return {
        "fault": schema.one_of(
            "The fault of the candidate, or several.",
            fault,
            schema.listing("", fault, minimum=1),
            required=True,
        ),
        "links": schema.boolean("Only where X links a part (true) or nothing (false)."),
        "repair": schema.choice("How the fault is fixed.", REPAIRS, default="none"),
        "after_words": schema.strings(
            "Where a letter stands right before the sign, only after one of these words:"
            " `with@jack`, but not `Work@Home`. Empty: after any."
        ),
        "only_repaired": schema.boolean("Only where the repair has an answer.", default=False),
        "known": schema.keyed(
            "Names that are usually written another way as a tag: `C++` is `cpp`.",
            schema.string("The tag without its sigil."),
        ),
    }


def _trigger(p: Params) -> Trigger:
    """Only candidates with the fault."""
    fault = p["fault"]
    return Trigger(faults=(fault,) if isinstance(fault, str) else tuple(fault))


@check(
    scopes=("hashtag", "mention", "cashtag"),
    placeholders=("linked", "rest", "stopper", "replacement"),
    params=_params,
    trigger=_trigger,
)
def candidate_fault(p: Params) -> Algorithm:
    """Report the candidate, with the fix that the rule asks for."""
    repair: str = p["repair"]
    links: bool | None = p["links"]
    known = folded(p["known"])
    after_words = frozenset(p["after_words"])
    only_repaired: bool = p["only_repaired"]

    def run(title: Title, candidate: Candidate, context: Context) -> Sequence[Finding]:
        if links is not None and links is (candidate.entity is None):
            return NOTHING
        start, end = candidate.start, candidate.end
        if after_words and candidate.fault == "glued":
            word = _WORD_BEFORE.search(title.text, max(0, start - _LONGEST_WORD), start)
            if word and word[0].lower() not in after_words:
                return NOTHING
        edits = repair_edits(repair, title.text, candidate, known)
        if only_repaired and not edits:
            return NOTHING
        values = {
            "linked": candidate.linked,
            "rest": candidate.rest,
            "stopper": _stopper(candidate),
            "replacement": repaired_text(title.text, start, end, edits),
        }
        return (Finding(start, end, values, edits),)

    return run


def _stopper(candidate: Candidate) -> str:
    """Return the character at which X stops reading the tag, in words."""
    rest = candidate.rest
    if not rest:
        return ""
    from spacelint.text.escape import char_name

    first = char_name(rest[0])
    if rest.isascii() or first != rest[0]:
        return first
    from spacelint.text.width import graphemes

    return rest[: graphemes(rest)[0][1]]  # a flag is two characters
