"""Facts from X itself: accounts, posts with a tag, Spaces that are live or to come with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, tzinfo

from spacelint.checks.contract import Live, LiveAccount, LiveSpace
from spacelint.checks.live import near
from spacelint.checks.shared.text import listed, plural
from spacelint.reach.history.query import linked_tags
from spacelint.reach.values import Fact, Question, Subject, subject_key
from spacelint.reach.xapi.client import Answer
from spacelint.reach.xapi.models import Account, FoundSpaces, Record

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
        counts = answer.counts.get(key)
        if counts is not None:
            posts = plural(counts.total, "post") if counts.total else "no post"
            text = f"{posts} in the last seven days, not counting reposts"
            series = tuple(day.posts for day in counts.days)
            yield _fact("posts", text, counts.total, counts)._replace(series=series)
        elif (why := answer.unknown.get(("counts", key))) is not None:
            yield _unknown("posts", "posts in the last seven days", why)
        else:
            yield _not_asked("posts", "X was not asked for posts with this tag")
        found = answer.spaces.get(key)
        if found is not None:
            yield from _space_facts(key, found, question, zone)
        elif (why := answer.unknown.get(("spaces", key))) is not None:
            yield _unknown("spaces", "Spaces with this tag", why)
        else:
            yield _not_asked("spaces", "X was not asked for Spaces with this tag")


def account_facts(account: Account) -> Iterator[Fact]:
    """What X said of one account: whether it exists first, then what it is like."""
    if account.state == "unknown":
        yield _unknown("account", "whether this account exists", account.detail)
        return
    text = {
        "exists": f"exists: {account.name}" if account.name else "exists",
        "missing": "no such account",
        "suspended": "X has suspended the account",
        "impossible": "no account can have this handle (1 to 15 of A-Z, a-z, 0-9 and _)",
    }[account.state]
    if account.state != "exists":
        if account.renamed_to:
            text += f"; the account that had this handle is @{account.renamed_to} now"
        yield _fact("account", text, account.state, account)
        return
    if account.other_account:
        text += "; another account than the one that had this handle before"
    yield _fact("account", text, account.state, account)
    known = account.followers is not None
    followers = f"{account.followers:,} followers" if known else "followers: unknown"
    yield _fact("followers", followers, account.followers, account)
    if account.protected is None:
        yield _fact("protected", "protected or not: unknown", None, account)
    elif account.protected:
        text = "protected: only its followers see what it posts"
        yield _fact("protected", text, True, account)
    if account.verified is not None:
        text = "verified by X" if account.verified else "not verified by X"
        yield _fact("verified", text, account.verified, account)


def _fact(what: str, text: str, value: int | str | bool | None, found: Record) -> Fact:
    state = "unknown" if value is None else "known"
    return Fact(what, text, value, X, found.fetched_at, cached=found.cached, state=state)


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
    live = sum(space.state == "live" for space in shared)
    text = f"{_spaces(len(shared), found.more)} with this tag, {live} live now"
    if not shared:
        text = "no Space with this tag is live or scheduled"
        text += ", as far as X's list goes" if found.more else ""
    if untitled:
        text += f"; {_spaces(untitled)} found for it without a title"
    yield _fact("spaces", text, len(shared), found)
    start = question.start
    if start is not None:
        here = start if start.tzinfo is not None else start.replace(tzinfo=zone or UTC)
        close = [space for space in shared if near(space, here, _HOUR)]
        undated = sum(space.start is None for space in shared)
        if (found.more or undated) and not close:
            why = (
                "X's list goes on" if found.more else f"X doesn't say when {undated} of them start"
            )
            yield _unknown("spaces-at-hour", "Spaces with this tag within an hour of yours", why)
            return
        some = _spaces(len(close), found.more or undated > 0)
        by = f", by {_hosts(close)}" if close else ""
        text = f"{some} with this tag within an hour of yours{by}"
        yield _fact("spaces-at-hour", text, len(close), found)
    elif shared:
        number = len({_host(space) for space in shared})
        yield _fact("space-hosts", f"hosted by {_hosts(shared)}", number, found)


def _hosts(spaces: Sequence[LiveSpace]) -> str:
    return listed(list(dict.fromkeys(map(_host, spaces))), 5)


def _spaces(number: int, more: bool = False) -> str:
    return f"{number} or more Spaces" if more else plural(number, "Space")


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
