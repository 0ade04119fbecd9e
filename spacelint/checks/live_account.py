"""A mention of an account of which X says that it is missing, suspended or protected."""

from __future__ import annotations

from spacelint.checks.contract import NOTHING, Finding, Trigger

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from spacelint.checks.contract import Algorithm, Context
    from spacelint.schema import Field
    from spacelint.text import Candidate, Title

SCOPES = ("mention",)
PLACEHOLDERS = ("linked", "renamed")
_STATES = ("missing", "suspended", "protected")


def params() -> Mapping[str, Field]:
    """What X says of the account."""
    from spacelint import schema

    return {"state": schema.choice("What X says of the account.", _STATES, required=True)}


def trigger(p: Mapping[str, Any]) -> Trigger:
    """Mentions, once X was asked."""
    return Trigger(when="chars", chars="@＠", needs=("live",), longer=1)


def build(p: Mapping[str, Any]) -> Algorithm:
    """Return a finding for a linked mention of such an account; silent where X did not answer."""
    state: str = p["state"]

    def check(title: Title, candidate: Candidate, context: Context) -> Sequence[Finding]:
        entity, live = candidate.entity, context.live
        if entity is None or entity.kind != "mention" or live is None:
            return NOTHING
        account = live.accounts.get(entity.value.lower())
        if account is None:
            return NOTHING
        found = account.protected if state == "protected" else account.state == state
        if not found:
            return NOTHING
        renamed = f"; the account is now @{account.renamed_to}" if account.renamed_to else ""
        values = {"linked": entity.text, "renamed": renamed}
        return (Finding(entity.start, entity.end, values),)

    return check
