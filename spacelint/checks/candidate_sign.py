"""A sign that links but is hard to type: the full-width ``＃`` and ``＠``."""

from __future__ import annotations

from collections.abc import Sequence

from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, Trigger, check
from spacelint.text import Candidate, Title
from spacelint.text.edit import Edit

TYPE_CHECKING = False
if TYPE_CHECKING:
    pass

_SIGNS = ("#", "＃", "@", "＠", "$", "＄")


@check(
    scopes=("hashtag", "mention", "cashtag"),
    placeholders=("sign", "plain", "replacement"),
    params=lambda schema: {
        "sign": schema.choice("The sign to look for.", _SIGNS, required=True),
        "plain": schema.choice("The sign to write in its place.", _SIGNS, required=True),
    },
    trigger=lambda p: Trigger(when="chars", chars=p["sign"]),
)
def candidate_sign(p: Params) -> Algorithm:
    """Report a candidate that starts with the sign and links."""
    sign: str = p["sign"]
    plain: str = p["plain"]

    def run(title: Title, candidate: Candidate, context: Context) -> Sequence[Finding]:
        text = candidate.text
        if text[0] != sign or candidate.entity is None:
            return NOTHING
        start = candidate.start
        values = {"sign": sign, "plain": plain, "replacement": plain + text[1:]}
        return (Finding(start, candidate.end, values, (Edit(start, start + 1, plain),)),)

    return run
