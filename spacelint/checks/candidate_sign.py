"""A sign that links, and that people cannot type: the full-width ``＃`` and ``＠``."""

from __future__ import annotations

from spacelint.checks.contract import NOTHING, Edit, Finding, Trigger

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from spacelint.checks.contract import Algorithm, Context
    from spacelint.schema import Field
    from spacelint.text import Candidate, Title

SCOPES = ("hashtag", "mention", "cashtag")
PLACEHOLDERS = ("sign", "plain", "replacement")
_SIGNS = ("#", "＃", "@", "＠", "$", "＄")


def params() -> Mapping[str, Field]:
    """The sign to look for and the one to write."""
    from spacelint import schema

    return {
        "sign": schema.choice("The sign to look for.", _SIGNS, required=True),
        "plain": schema.choice("The sign to write in its place.", _SIGNS, required=True),
    }


def trigger(p: Mapping[str, Any]) -> Trigger:
    """Only titles that have the sign."""
    return Trigger(when="chars", chars=p["sign"])


def build(p: Mapping[str, Any]) -> Algorithm:
    """Return a finding for a candidate that starts with the sign and links."""
    sign: str = p["sign"]
    plain: str = p["plain"]

    def check(title: Title, candidate: Candidate, context: Context) -> Sequence[Finding]:
        text = candidate.text
        if text[0] != sign or candidate.entity is None:
            return NOTHING
        start = candidate.start
        values = {"sign": sign, "plain": plain, "replacement": plain + text[1:]}
        return (Finding(start, candidate.end, values, (Edit(start, start + 1, plain),)),)

    return check
