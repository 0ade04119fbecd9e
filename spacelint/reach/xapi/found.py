"""What is known in the course of a look-up, and what that means for each handle in the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacelint.reach.xapi.calls import Ask, Keys, handle_key
from spacelint.reach.xapi.models import Account, FoundSpaces, TagCounts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacelint.reach.xapi.cache import DayCache
    from spacelint.reach.xapi.models import Record


class Found:
    """What is known so far, by kind and key."""

    def __init__(self) -> None:
        self.users: dict[str, Account] = {}
        self.tags: dict[str, TagCounts] = {}
        self.spaces: dict[str, FoundSpaces] = {}
        self.by_id: dict[str, FoundSpaces] = {}
        self.by_host: dict[str, FoundSpaces] = {}
        self.by_user_id: dict[str, Account] = {}

    def put(self, kind: str, key: str, fact: Record) -> None:
        if isinstance(fact, Account):
            (self.users if kind == "user" else self.by_user_id)[key] = fact
        elif isinstance(fact, TagCounts):
            self.tags[key] = fact
        else:
            {"spaces": self.spaces, "space": self.by_id, "host": self.by_host}[kind][key] = fact

    def has(self, kind: str, key: str) -> bool:
        known: dict[str, Mapping[str, Record]] = {
            "user": self.users,
            "counts": self.tags,
            "spaces": self.spaces,
            "space": self.by_id,
            "host": self.by_host,
            "id": self.by_user_id,
        }
        return key in known[kind]


def settle(
    keys: Keys, found: Found, cache: DayCache, ask: Ask, unknown: Mapping[tuple[str, str], str]
) -> None:
    """Give every handle an account, and say where one was renamed."""
    asked = {handle_key(handle): handle.lstrip("@＠") for handle in reversed(ask.handles)}
    asked.pop("", None)
    # Accounts that came with Spaces are kept in the cache but were not asked for.
    for key in [key for key in found.users if key not in asked]:
        del found.users[key]
    for key in keys.impossible_handles:
        found.users[key] = Account(
            key, "impossible", detail="a handle has 1 to 15 of A-Z, a-z, 0-9 and _"
        )
    gone = [key for key in keys.users if found.users.get(key, _NONE).state == "missing"]
    before = cache.seen_ids(gone) if gone else {}
    for key, account_id in before.items():
        name = cache.newest_handle(account_id)
        if name is not None and name != key:
            found.users[key] = found.users[key]._replace(renamed_to=name)
    for key, handle in asked.items():
        account = found.users.get(key) or Account(
            handle, "unknown", detail=unknown.get(("user", key))
        )
        found.users[key] = account._replace(handle=handle)


_NONE = Account("", "unknown")
