"""Facts from X itself: accounts, posts with a tag, Spaces that are live or to come with it."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from spacelint.checks.live_hour import near
from spacelint.reach.live_results import with_tag
from spacelint.reach.values import Fact, Question, Subject, subject_key

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from spacelint.checks.contract import LiveSpace
    from spacelint.reach.xapi import Account, Answer, FoundSpaces

X = "X API"
_HOUR = 60  # minutes


def live_facts(
    subject: Subject, question: Question, answer: Answer, zone: tzinfo | None
) -> Iterator[Fact]:
    """What X said of one subject; nothing where it was not asked or did not answer."""
    key = subject_key(subject.key)
    if subject.kind in ("mention", "guest"):
        account = answer.accounts.get(key)
        if account is not None:
            yield from account_facts(account)
    elif subject.kind == "tag":
        counts = answer.counts.get(key)
        if counts is not None:
            series = tuple(day.posts for day in counts.days)
            many = f"{counts.total:,} posts" if counts.total > 1 else f"{counts.total or 'no'} post"
            said = f"{many} in the last seven days"
            yield Fact("posts", said, counts.total, X, counts.fetched_at, series,
                       cached=counts.cached)  # fmt: skip
        found = answer.spaces.get(key)
        if found is not None:
            yield from _space_facts(key, found, question, zone)


def account_facts(account: Account) -> Iterator[Fact]:
    """What X said of one account: whether it exists first, then what it is like."""

    def fact(what: str, text: str, value: int | str | bool | None) -> Fact:
        return Fact(what, text, value, X, account.fetched_at, cached=account.cached)

    if account.state != "exists":
        said = {
            "missing": "no such account",
            "suspended": "X has suspended the account",
            "impossible": "no account can have this handle (1 to 15 of A-Z, a-z, 0-9 and _)",
        }.get(account.state, "X did not answer for it")
        if account.renamed_to:
            said += f"; the account that had this handle is @{account.renamed_to} now"
        yield fact("account", said, account.state)
        return
    said = "exists"
    if account.name:
        said += f": {account.name}"
    if account.other_account:
        said += "; another account than the one that had this handle before"
    yield fact("account", said, account.state)
    if account.followers is not None:
        yield fact("followers", f"{account.followers:,} followers", account.followers)
    if account.protected:
        yield fact("protected", "protected: its followers alone see what it does", True)
    if account.verified is not None:
        said = "verified by X" if account.verified else "not verified by X"
        yield fact("verified", said, account.verified)


def _space_facts(
    key: str, found: FoundSpaces, question: Question, zone: tzinfo | None
) -> Iterator[Fact]:
    shared = with_tag(key, found)
    more = " or more" if found.more else ""
    live_ids = {space.id for space in found.spaces if space.state == "live"}
    live = sum(space.id in live_ids for space in shared)
    said = f"{_spaces(len(shared), more)} with this tag, {live} live now"
    if not shared:
        said = "no Space with this tag is live or scheduled"
    yield Fact("spaces", said, len(shared), X, found.fetched_at, cached=found.cached)
    start = question.start
    if start is not None:
        here = start if start.tzinfo is not None else start.replace(tzinfo=zone or UTC)
        close = [space for space in shared if near(space, here, _HOUR)]
        hosts = list(dict.fromkeys(_host(space) for space in close))
        said = f"{_spaces(len(close))} with this tag within an hour of yours"
        said += f", by {', '.join(hosts[:5])}" if hosts else ""
        said += f" and {len(hosts) - 5} more" if len(hosts) > 5 else ""
        yield Fact("spaces-at-hour", said, len(close), X, found.fetched_at, cached=found.cached)
    elif shared:
        hosts = list(dict.fromkeys(_host(space) for space in shared))
        said = f"hosted by {', '.join(hosts[:5])}"
        said += f" and {len(hosts) - 5} more" if len(hosts) > 5 else ""
        yield Fact("space-hosts", said, len(hosts), X, found.fetched_at, cached=found.cached)


def _spaces(number: int, more: str = "") -> str:
    return f"{number}{more} Space" + ("" if number == 1 and not more else "s")


def _host(space: LiveSpace) -> str:
    host = space.host
    if not host:
        return "someone X does not name"
    return f"account {host}" if host.isdecimal() else f"@{host}"
