"""Facts from X itself: accounts, posts with a tag, Spaces that are live or to come with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, tzinfo

from spacelint.checks.contract import Live, LiveAccount, LiveSpace
from spacelint.checks.live import near
from spacelint.reach.history.query import linked_tags
from spacelint.reach.values import Fact, Question, Subject, listed, subject_key
from spacelint.reach.xapi.client import Answer
from spacelint.reach.xapi.models import Account, FoundSpaces

X = "X API"
_HOUR = 60  # minutes


def live_facts(
    subject: Subject, question: Question, answer: Answer, zone: tzinfo | None
) -> Iterator[Fact]:
    """X's answers about one subject; a fact that is unknown says why."""
    key = subject_key(subject.key)
    if subject.kind in ("mention", "guest"):
        account = answer.accounts.get(key)
        if account is None:
            yield _not_asked("account", "X was not asked: it links no account here")
        else:
            yield from account_facts(account)
    elif subject.kind == "tag":
        yield from _count_facts(key, answer)
        found = answer.spaces.get(key)
        why = answer.unknown.get(("spaces", key))
        if found is not None:
            yield from _space_facts(key, found, question, zone)
        elif why is not None:
            yield _unknown("spaces", "Spaces with this tag", why)
        else:
            yield _not_asked("spaces", "X was not asked for Spaces with this tag")


def account_facts(account: Account) -> Iterator[Fact]:
    """What X said of one account: whether it exists first, then what it is like."""

    def fact(what: str, text: str, value: int | str | bool | None) -> Fact:
        state = "unknown" if value is None else "known"
        return Fact(what, text, value, X, account.fetched_at, cached=account.cached, state=state)

    if account.state == "unknown":
        yield _unknown("account", "whether this account exists", account.detail)
        return
    if account.state != "exists":
        said = {
            "missing": "no such account",
            "suspended": "X has suspended the account",
            "impossible": "no account can have this handle (1 to 15 of A-Z, a-z, 0-9 and _)",
        }[account.state]
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
    many = "followers: unknown" if account.followers is None else f"{account.followers:,} followers"
    yield fact("followers", many, account.followers)
    if account.protected is None:
        yield fact("protected", "protected or not: unknown", None)
    elif account.protected:
        yield fact("protected", "protected: only its followers see what it posts", True)
    if account.verified is not None:
        said = "verified by X" if account.verified else "not verified by X"
        yield fact("verified", said, account.verified)


def _count_facts(key: str, answer: Answer) -> Iterator[Fact]:
    counts = answer.counts.get(key)
    why = answer.unknown.get(("counts", key))
    if counts is not None:
        series = tuple(day.posts for day in counts.days)
        many = f"{counts.total:,} posts" if counts.total > 1 else f"{counts.total or 'no'} post"
        said = f"{many} in the last seven days, not counting reposts"
        yield Fact("posts", said, counts.total, X, counts.fetched_at, series,
                   cached=counts.cached)  # fmt: skip
    elif why is not None:
        yield _unknown("posts", "posts in the last seven days", why)
    else:
        yield _not_asked("posts", "X was not asked for posts with this tag")


def _unknown(what: str, asked: str, why: str | None) -> Fact:
    reason = f" ({why})" if why else ""
    return Fact(what, f"{asked}: unknown{reason}", None, X, "", state="unknown")


def _not_asked(what: str, text: str) -> Fact:
    return Fact(what, text, None, X, "", state="not asked")


def _space_facts(
    key: str, found: FoundSpaces, question: Question, zone: tzinfo | None
) -> Iterator[Fact]:
    shared = with_tag(key, found)
    untitled = sum(not space.title for space in found.spaces)
    more = " or more" if found.more else ""
    live = sum(space.state == "live" for space in shared)
    said = f"{_spaces(len(shared), more)} with this tag, {live} live now"
    if not shared:
        said = "no Space with this tag is live or scheduled"
        said += ", as far as X's list goes" if found.more else ""
    if untitled:
        said += f"; {_spaces(untitled)} found for it without a title"
    yield Fact("spaces", said, len(shared), X, found.fetched_at, cached=found.cached)
    start = question.start
    if start is not None:
        here = start if start.tzinfo is not None else start.replace(tzinfo=zone or UTC)
        close = [space for space in shared if near(space, here, _HOUR)]
        undated = sum(space.start is None for space in shared)
        unseen = "X's list goes on" if found.more else f"X doesn't say when {undated} of them start"
        if (found.more or undated) and not close:
            yield _unknown("spaces-at-hour", "Spaces with this tag within an hour of yours", unseen)
            return
        some = " or more" if found.more or undated else ""
        said = f"{_spaces(len(close), some)} with this tag within an hour of yours{_by(close)}"
        yield Fact("spaces-at-hour", said, len(close), X, found.fetched_at, cached=found.cached)
    elif shared:
        hosts = len({_host(space) for space in shared})
        said = f"hosted{_by(shared).removeprefix(',')}"
        yield Fact("space-hosts", said, hosts, X, found.fetched_at, cached=found.cached)


def _by(spaces: Sequence[LiveSpace]) -> str:
    hosts = list(dict.fromkeys(_host(space) for space in spaces))
    return f", by {listed(hosts)}" if hosts else ""


def _spaces(number: int, more: str = "") -> str:
    return f"{number}{more} Space" + ("" if number == 1 and not more else "s")


def _host(space: LiveSpace) -> str:
    host = space.host
    if not host:
        return "someone X doesn't name"
    return f"account {host}" if host.isdecimal() else f"@{host}"


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
    """The Spaces to come whose title links the tag: X's search also finds plain words."""
    return tuple(
        space
        for space in found.spaces
        if space.state not in ("ended", "canceled") and key in linked_tags(space.title)
    )
