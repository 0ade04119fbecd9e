"""The fewest calls that answer a question, and what they may cost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

BATCH = 100  # handles or ids a call, by X's OpenAPI documents
HANDLE = re.compile(r"[A-Za-z0-9_]{1,15}\Z")
_SPACE_ID = re.compile(r"[A-Za-z0-9]{1,13}\Z")
_USER_ID = re.compile(r"[0-9]{1,19}\Z")
_TAG = re.compile(r"[^\s\ud800-\udfff\"'():,<>|&\\-]{1,120}\Z")

# Only names that both OpenAPI versions know: 2.167 dropped the id fields of Spaces, and a value
# outside the enumeration is an invalid request.
_USER_FIELDS = "created_at,id,name,protected,public_metrics,username,verified,verified_type"
_SPACE_FIELDS = (
    "created_at,ended_at,id,lang,participant_count,scheduled_start,started_at,state,"
    "subscriber_count,title"
)
_SPACE_PARAMS = {
    "space.fields": _SPACE_FIELDS,
    "expansions": "creator_id",
    "user.fields": _USER_FIELDS,
}


class Ask(NamedTuple):
    """What to look up: handles without @, tags without #, Space ids, user ids of hosts.

    ``user_ids`` are accounts of which only X's number is known.
    ``page`` is how many Spaces a search may return (1 to 100): each is charged.
    """

    handles: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    space_ids: tuple[str, ...] = ()
    host_ids: tuple[str, ...] = ()
    page: int = 10
    counts: bool = True
    spaces: bool = True
    user_ids: tuple[str, ...] = ()


class Call(NamedTuple):
    """One request: what it answers (kind and keys), where it goes, at most how many mills."""

    kind: str
    keys: tuple[str, ...]
    path: str
    params: dict[str, str]
    at_most: int


class Keys(NamedTuple):
    """The keys of an Ask, deduplicated as X reads them, and what X cannot have."""

    users: tuple[str, ...]
    tags: tuple[str, ...]
    space_ids: tuple[str, ...]
    host_ids: tuple[str, ...]
    impossible_handles: tuple[str, ...]
    user_ids: tuple[str, ...]


def tag_key(tag: str) -> str:
    """The key of a tag: X's search does not tell capitals apart."""
    return tag.lstrip("#＃").casefold()


def handle_key(handle: str) -> str:
    """The key of a handle: X does not tell capitals apart."""
    return handle.lstrip("@＠").lower()


def keys_of(ask: Ask) -> Keys:
    """What an Ask asks for, each thing once, in the order given."""
    handles = _once(handle_key(handle) for handle in ask.handles)
    tags = _once(tag_key(tag) for tag in ask.tags)
    return Keys(
        tuple(handle for handle in handles if HANDLE.match(handle)),
        tuple(tag for tag in tags if _TAG.match(tag)),
        tuple(i for i in _once(ask.space_ids) if _SPACE_ID.match(i)),
        tuple(i for i in _once(ask.host_ids) if _USER_ID.match(i)),
        tuple(handle for handle in handles if not HANDLE.match(handle)),
        tuple(i for i in _once(ask.user_ids) if _USER_ID.match(i)),
    )


def plan_calls(
    ask: Ask, keys: Keys, prices: Prices, known: Callable[[str, str], bool]
) -> tuple[Call, ...]:
    """The calls for everything that ``known(kind, key)`` does not have yet."""
    page = min(max(ask.page, 1), 100)
    # A Space comes with its creator, which X may charge as one more user read.
    space = prices.space + prices.user
    calls = []
    for batch in _batches(key for key in keys.users if not known("user", key)):
        params = {"usernames": ",".join(batch), "user.fields": _USER_FIELDS}
        calls.append(Call("user", batch, "/2/users/by", params, len(batch) * prices.user))
    for batch in _batches(key for key in keys.user_ids if not known("id", key)):
        params = {"ids": ",".join(batch), "user.fields": _USER_FIELDS}
        calls.append(Call("id", batch, "/2/users", params, len(batch) * prices.user))
    if ask.counts:
        for tag in keys.tags:
            if not known("counts", tag):
                params = {"query": f"#{tag}", "granularity": "day"}
                calls.append(
                    Call("counts", (tag,), "/2/tweets/counts/recent", params, prices.counts)
                )
    if ask.spaces:
        for tag in keys.tags:
            if not known("spaces", tag):
                params = {"query": f"#{tag}", "state": "all", "max_results": str(page)}
                calls.append(
                    Call("spaces", (tag,), "/2/spaces/search", params | _SPACE_PARAMS, page * space)
                )
    for batch in _batches(key for key in keys.space_ids if not known("space", key)):
        params = {"ids": ",".join(batch)} | _SPACE_PARAMS
        calls.append(Call("space", batch, "/2/spaces", params, len(batch) * space))
    for batch in _batches(key for key in keys.host_ids if not known("host", key)):
        params = {"user_ids": ",".join(batch)} | _SPACE_PARAMS
        # X lets a host have ten scheduled Spaces at once, and one that is live.
        calls.append(
            Call(
                "host",
                batch,
                "/2/spaces/by/creator_ids",
                params,
                len(batch) * (11 * prices.space + prices.user),
            )
        )
    return tuple(calls)


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _batches(keys: Iterable[str]) -> list[tuple[str, ...]]:
    every = tuple(keys)
    return [every[at : at + BATCH] for at in range(0, len(every), BATCH)]


class Prices(NamedTuple):
    """Mills for one user read, one Space read and one request for post counts."""

    since: str
    user: int
    space: int
    counts: int
    source: str


# Newest first. A day is an ISO date, compared as text.
PRICES = (Prices("2026-02-01", 10, 5, 5, "docs.x.com/x-api/getting-started/pricing, pay per use"),)


def prices_on(day: str) -> Prices:
    """The table in force on an ISO day; days before the oldest table get the oldest."""
    return next((table for table in PRICES if table.since <= day), PRICES[-1])


def dollars(mills: int) -> str:
    """Mills as dollars with three decimals: ``$0.015``."""
    return f"${mills // 1000}.{mills % 1000:03d}"


def mills(amount: str) -> int:
    """Mills of an amount such as ``0.50`` or ``$2``, rounded down.

    Raises ValueError where the text is not an amount of money, zero or more.
    """
    text = amount.strip().removeprefix("$")
    whole, _, part = text.partition(".")
    if not (whole + part).isdecimal() or not (whole + part).isascii() or len(whole) > 9:
        raise ValueError(f"not an amount of dollars: {amount[:40]!r} (expected e.g. 0.50)")
    return int(whole or "0") * 1000 + int((part + "000")[:3])
