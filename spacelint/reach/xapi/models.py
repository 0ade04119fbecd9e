"""Facts from X as plain values; both spellings of renamed fields are read.

Unknown fields are passed over and missing ones are None: X adds and renames fields between
versions of its OpenAPI document (2.165 says tweet_count, 2.167 says post_count).
"""

from __future__ import annotations

from spacelint.reach._unicode import storable
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Account(NamedTuple):
    """What X says of one handle.

    ``state`` is exists, suspended, missing, impossible (X has no such handles) or unknown (X did
    not answer for it); ``renamed_to`` is known where the same account id was seen under another
    name, ``other_account`` where the handle now belongs to another id than it did.
    """

    handle: str
    state: str
    id: str | None = None
    username: str | None = None
    name: str | None = None
    protected: bool | None = None
    followers: int | None = None
    verified: bool | None = None
    created_at: str | None = None
    detail: str | None = None
    renamed_to: str | None = None
    other_account: bool = False
    fetched_at: str = ""
    cached: bool = False


class Bucket(NamedTuple):
    """Posts between two instants (RFC 3339, end exclusive)."""

    start: str
    end: str
    posts: int


class TagCounts(NamedTuple):
    """Posts with a hashtag in the last seven days, by day."""

    tag: str
    total: int
    days: tuple[Bucket, ...]
    fetched_at: str = ""
    cached: bool = False


class LiveSpace(NamedTuple):
    """A Space that is live or scheduled; ``hosts`` are handles where X gave them, else ids."""

    id: str
    title: str | None
    state: str | None
    scheduled_start: str | None
    started_at: str | None
    hosts: tuple[str, ...]
    participants: int | None
    subscribers: int | None


class FoundSpaces(NamedTuple):
    """Spaces that X found for a key (a tag, a Space id or a host's id); ``more`` if cut off."""

    key: str
    spaces: tuple[LiveSpace, ...]
    more: bool = False
    fetched_at: str = ""
    cached: bool = False


Fact = Account | TagCounts | FoundSpaces


def read_user(record: object) -> Account | None:
    """An account of a ``User`` object; None where it has no username."""
    if not isinstance(record, dict):
        return None
    username = _text(record.get("username"))
    if username is None:
        return None
    metrics = record.get("public_metrics")
    kind = record.get("verified_type")
    verified = _flag(record.get("verified"))
    if verified is None and isinstance(kind, str):
        verified = kind.lower() not in ("", "none")
    return Account(
        handle=username,
        state="exists",
        id=_text(record.get("id")),
        username=username,
        name=_text(record.get("name")),
        protected=_flag(record.get("protected")),
        followers=_count(metrics.get("followers_count")) if isinstance(metrics, dict) else None,
        verified=verified,
        created_at=_text(record.get("created_at")),
    )


def read_users(body: dict[str, object]) -> Iterator[Account]:
    """The accounts of ``data`` and of ``includes.users``."""
    included = body.get("includes")
    for records in (body.get("data"), included.get("users") if isinstance(included, dict) else ()):
        for record in _list(records):
            account = read_user(record)
            if account is not None:
                yield account


def read_counts(tag: str, body: dict[str, object]) -> TagCounts:
    """Post counts by bucket; the total is X's own, else the sum."""
    buckets = []
    for record in _list(body.get("data")):
        if isinstance(record, dict):
            posts = _count(record.get("post_count", record.get("tweet_count")))
            start, end = _text(record.get("start")), _text(record.get("end"))
            if posts is not None and start is not None and end is not None:
                buckets.append(Bucket(start, end, posts))
    meta = body.get("meta")
    total = None
    if isinstance(meta, dict):
        total = _count(meta.get("total_post_count", meta.get("total_tweet_count")))
    if total is None:
        total = sum(bucket.posts for bucket in buckets)
    return TagCounts(tag, total, tuple(sorted(buckets)))


def read_spaces(body: dict[str, object]) -> Iterator[tuple[LiveSpace, str | None]]:
    """The Spaces of ``data``, each with its creator's id where X gave it."""
    names: dict[str, str] = {}
    included = body.get("includes")
    for record in _list(included.get("users") if isinstance(included, dict) else ()):
        account = read_user(record)
        if account is not None and account.id is not None:
            names[account.id] = account.handle
    data = body.get("data")
    for record in [data] if isinstance(data, dict) else _list(data):
        if isinstance(record, dict) and _text(record.get("id")) is not None:
            creator = _text(record.get("creator_id"))
            hosts = [host for host in map(_text, _list(record.get("host_ids"))) if host]
            if creator is not None and creator not in hosts:
                hosts.insert(0, creator)
            yield (
                LiveSpace(
                    id=_text(record.get("id")) or "",
                    title=_text(record.get("title")),
                    state=_text(record.get("state")),
                    scheduled_start=_text(record.get("scheduled_start")),
                    started_at=_text(record.get("started_at")),
                    hosts=tuple(names.get(host, host) for host in hosts),
                    participants=_count(record.get("participant_count")),
                    subscribers=_count(record.get("subscriber_count")),
                ),
                creator,
            )


def _text(value: object) -> str | None:
    return storable(value) if isinstance(value, str) and value else None


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _count(value: object) -> int | None:
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 19:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _list(value: object) -> Iterable[object]:
    return value if isinstance(value, list) else ()
