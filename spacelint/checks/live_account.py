"""A mention of an account that is missing, suspended or protected on X."""

from __future__ import annotations

from collections.abc import Sequence

from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, Trigger, check
from spacelint.text import Candidate, Title

TYPE_CHECKING = False
if TYPE_CHECKING:
    pass

_STATES = ("missing", "suspended", "protected")


@check(
    scopes=("mention",),
    placeholders=("linked", "renamed"),
    params=lambda schema: {
        "state": schema.choice("What X says of the account.", _STATES, required=True)
    },
    trigger=Trigger(when="chars", chars="@＠", needs=("live",), longer=1),
)
def live_account(p: Params) -> Algorithm:
    """Report a linked mention of such an account; silent where X did not answer."""
    state: str = p["state"]

    def run(title: Title, candidate: Candidate, context: Context) -> Sequence[Finding]:
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

    return run
