"""X's answer in the form in which the rules of family 8 take it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacelint.checks.contract import Live, LiveAccount
from spacelint.reach.history.query import linked_tags

if TYPE_CHECKING:
    from spacelint.checks.contract import LiveSpace
    from spacelint.reach.xapi.client import Answer
    from spacelint.reach.xapi.models import FoundSpaces


def live_results(answer: Answer) -> Live:
    """The facts of an answer for the checks; what X did not say is left out."""
    return Live(
        {
            key: LiveAccount(each.state, bool(each.protected), each.renamed_to or "")
            for key, each in answer.accounts.items()
        },
        {key: each.total for key, each in answer.counts.items()},
        {key: with_tag(key, each) for key, each in answer.spaces.items()},
    )


def with_tag(key: str, found: FoundSpaces) -> tuple[LiveSpace, ...]:
    """The Spaces whose title links the tag: X's search also finds plain words."""
    return tuple(space for space in found.spaces if key in linked_tags(space.title))
