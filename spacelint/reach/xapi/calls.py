"""The fewest calls that answer a question, and what they may cost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

BATCH = 100  # handles or ids a call, by X's OpenAPI documents
HANDLE = re.compile(r"[A-Za-z0-9_]{1,15}\Z")
SPACE_ID = re.compile(r"[A-Za-z0-9]{1,13}\Z")
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

    ``user_ids`` are accounts known by X's number alone.
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


#: By kind of call: its path, the parameter that takes the keys, how many keys, other parameters.
_ENDPOINTS: dict[str, tuple[str, str, int, dict[str, str]]] = {
    "user": ("/2/users/by", "usernames", BATCH, {"user.fields": _USER_FIELDS}),
    "id": ("/2/users", "ids", BATCH, {"user.fields": _USER_FIELDS}),
    "counts": ("/2/tweets/counts/recent", "query", 1, {"granularity": "day"}),
    "spaces": ("/2/spaces/search", "query", 1, {"state": "all"} | _SPACE_PARAMS),
    "space": ("/2/spaces", "ids", BATCH, _SPACE_PARAMS),
    "host": ("/2/spaces/by/creator_ids", "user_ids", BATCH, _SPACE_PARAMS),
}


def tag_key(tag: str) -> str:
    """The key of a tag: X's search does not tell capitals apart."""
    return tag.lstrip("#＃").casefold()


def handle_key(handle: str) -> str:
    """The key of a handle: X does not tell capitals apart."""
    return handle.lstrip("@＠").lower()


def keys_of(ask: Ask) -> dict[str, list[str]]:
    """What an Ask asks for and X can have, by kind of call: each once, in the order given."""
    tags = _possible(_TAG, map(tag_key, ask.tags))
    return {
        "user": _possible(HANDLE, map(handle_key, ask.handles)),
        "id": _possible(_USER_ID, ask.user_ids),
        "counts": tags if ask.counts else [],
        "spaces": tags if ask.spaces else [],
        "space": _possible(SPACE_ID, ask.space_ids),
        "host": _possible(_USER_ID, ask.host_ids),
    }


def _possible(pattern: re.Pattern[str], values: Iterable[str]) -> list[str]:
    return [value for value in dict.fromkeys(values) if pattern.match(value)]


def plan_calls(ask: Ask, prices: Prices, known: Callable[[str, str], bool]) -> tuple[Call, ...]:
    """The calls for everything that ``known(kind, key)`` does not have yet."""
    page = min(max(ask.page, 1), 100)
    # A Space comes with its creator, which X may charge as one more user read.
    space = prices.space + prices.user
    each = {
        "user": prices.user, "id": prices.user, "counts": prices.counts,
        "spaces": page * space, "space": space,
        # X lets a host have ten scheduled Spaces at once, and one that is live.
        "host": 11 * prices.space + prices.user,
    }  # fmt: skip
    calls = []
    for kind, keys in keys_of(ask).items():
        path, name, most, params = _ENDPOINTS[kind]
        wanted = [key for key in keys if not known(kind, key)]
        for at in range(0, len(wanted), most):
            batch = tuple(wanted[at : at + most])
            params = params | {name: f"#{batch[0]}" if name == "query" else ",".join(batch)}
            if kind == "spaces":
                params["max_results"] = str(page)
            calls.append(Call(kind, batch, path, params, len(batch) * each[kind]))
    return tuple(calls)


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
