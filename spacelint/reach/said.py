"""What X answered, in the form in which the rules of family 8 take it."""

from __future__ import annotations

from spacelint.checks.contract import Live, LiveAccount, LiveSpace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime

    from spacelint.reach.xapi import Answer, FoundSpaces
    from spacelint.reach.xapi.models import LiveSpace as SpaceOfX


def said_by(answer: Answer) -> Live:
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
    """The Spaces whose title links the tag: X finds Spaces by words too."""
    from spacelint.reach.history.query import linked_tags

    return tuple(
        _space(space, found.fetched_at)
        for space in found.spaces
        if key in linked_tags(space.title or "")
    )


def _space(space: SpaceOfX, fetched_at: str) -> LiveSpace:
    start = until = _moment(space.started_at or space.scheduled_start)
    asked = _moment(fetched_at)
    if space.state == "live" and start is not None and asked is not None:
        until = max(start, asked)
    host = space.hosts[0] if space.hosts else ""
    return LiveSpace(space.id, space.title or "", host, start, until)


def _moment(text: str | None) -> datetime | None:
    from datetime import UTC, datetime

    try:
        moment = datetime.fromisoformat((text or "").replace("Z", "+00:00"))
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
