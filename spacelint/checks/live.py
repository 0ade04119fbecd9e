"""What X says of a tag or an account: missing, suspended, quiet, in use at the same time."""

from __future__ import annotations

from collections.abc import Sequence

from spacelint.checks.contract import (
    NOTHING,
    Algorithm,
    Context,
    Finding,
    LiveSpace,
    Params,
    Trigger,
    check,
)
from spacelint.checks.shared.text import listed, plural
from spacelint.text import Candidate, Title

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    from typing import Any


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
        states = (account.state, "protected") if account.protected else (account.state,)
        if state not in states:
            return NOTHING
        renamed = f"; the account is now @{account.renamed_to}" if account.renamed_to else ""
        values = {"linked": entity.text, "renamed": renamed}
        return (Finding(entity.start, entity.end, values),)

    return run


@check(
    scopes=("hashtag",),
    placeholders=("linked", "posts", "minimum"),
    params=lambda schema: {
        "minimum": schema.integer(
            "Fewest posts in seven days that are enough.", default=1, minimum=1
        ),
        "allow": schema.strings("Tags that may be quiet, in any case."),
    },
    trigger=Trigger(when="chars", chars="#＃", needs=("live",), longer=1),
)
def live_hashtag(p: Params) -> Algorithm:
    """Report a linked tag with too few posts; silent where X did not answer."""
    minimum: int = p["minimum"]
    allow = frozenset(tag.lstrip("#＃").casefold() for tag in p["allow"])

    def run(title: Title, candidate: Candidate, context: Context) -> Sequence[Finding]:
        entity, live = candidate.entity, context.live
        if entity is None or live is None:
            return NOTHING
        key = entity.value.casefold()
        posts = live.posts.get(key)
        if posts is None or posts >= minimum or key in allow:
            return NOTHING
        posted = plural(posts, "post") if posts else "No posts"
        values = {"linked": entity.text, "posts": posted, "minimum": f"{minimum:,}"}
        return (Finding(entity.start, entity.end, values),)

    return run


_MOST_HOSTS = 3


@check(
    scopes=("hashtag",),
    placeholders=("linked", "spaces", "hosts", "minutes"),
    params=lambda schema: {
        "minutes": schema.integer(
            "So many minutes apart is the same time.", default=60, minimum=0, maximum=1440
        ),
        "minimum": schema.integer("Fewest other Spaces that are a crowd.", default=1, minimum=1),
    },
    trigger=Trigger(when="chars", chars="#＃", needs=("space", "live"), longer=1),
)
def live_hour(p: Params) -> Algorithm:
    """Report a linked tag; silent where the plan names no hour or no time zone."""
    minutes: int = p["minutes"]
    minimum: int = p["minimum"]

    def run(title: Title, candidate: Candidate, context: Context) -> Sequence[Finding]:
        entity, live, space = candidate.entity, context.live, context.space
        if entity is None or live is None:
            return NOTHING
        begins = space.scheduled_start
        if begins is None or not begins.has_time or begins.moment.tzinfo is None:
            return NOTHING
        start: datetime.datetime = begins.moment
        others = [
            other
            for other in live.spaces.get(entity.value.casefold(), ())
            if near(other, start, minutes) and not _own(other, title.text, start, space)
        ]
        if len(others) < minimum:
            return NOTHING
        many = len(others)
        spaces = f"There {'is' if many == 1 else 'are'} {plural(many, 'other Space')}"
        values = {"linked": entity.text, "spaces": spaces}
        values |= {"hosts": _hosts(others), "minutes": str(minutes)}
        return (Finding(entity.start, entity.end, values),)

    return run


def near(other: LiveSpace, start: datetime.datetime, minutes: int) -> bool:
    """Return whether a Space is on within so many minutes of ``start``, an aware moment."""
    if other.start is None:
        return False
    apart = max(other.start - start, start - (other.until or other.start))
    return apart.total_seconds() <= minutes * 60


def _own(other: LiveSpace, title: str, start: datetime.datetime, space: Any) -> bool:
    """Return whether X's Space is the planned one itself: the same id, host, or title and start."""
    if other.id and other.id in (space.id, (space.url or "").rstrip("/").rpartition("/")[2]):
        return True
    host = (space.host or "").strip().lstrip("@＠").lower()
    if host and host == other.host.lower():
        return True
    return other.title.strip() == title.strip() and other.start == start


def _hosts(others: Sequence[LiveSpace]) -> str:
    hosts = [
        f"account {host}" if host.isdecimal() else f"@{host}" if host else "someone X doesn't name"
        for host in dict.fromkeys(other.host for other in others)
    ]
    return listed(hosts, _MOST_HOSTS)
