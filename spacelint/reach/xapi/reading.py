"""From the body of an answer to records, each under the key it was asked for.

Unknown fields are passed over and missing ones are None: X adds and renames fields between
versions of its OpenAPI document (2.165 says tweet_count, 2.167 says post_count).
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from spacelint.checks.contract import LiveSpace
from spacelint.reach.json_values import count_of, flag_of, items, text_of
from spacelint.reach.xapi.calls import Call, handle_key
from spacelint.reach.xapi.models import Account, Bucket, FoundSpaces, Record, TagCounts
from spacelint.reach.xapi.problems import read_problems
from spacelint.text.escape import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def read_answer(
    call: Call, body: dict[str, object], at: str, notes: list[str]
) -> list[tuple[str, str, Record]]:
    """(kind, key, fact) of everything in a body; what fits no key is noted in words.

    ``at`` is when X answered. An account that came with a Space is there too.
    """
    rows: list[tuple[str, str, Record]] = []
    problems = read_problems(body)
    if call.kind == "counts":
        return [("counts", call.keys[0], read_counts(call.keys[0], body)._replace(fetched_at=at))]
    named: set[str] = set()
    inside: tuple[LiveSpace, ...]
    for account in read_users(body):
        key = handle_key(account.handle)
        named.add(key)
        rows.append(("user", key, account._replace(fetched_at=at)))
    if call.kind == "user":
        for problem in problems:
            key = handle_key(problem.value or "")
            if key in call.keys and key not in named:
                state = problem.account_state
                account = Account(key, state, detail=problem.sentence, fetched_at=at)
                if state != "unknown":
                    named.add(key)
                    rows.append(("user", key, account))
                    continue
            if key not in named:
                notes.append(f"X says: {visible(problem.sentence)[:200]}")
        return rows
    spaces = list(read_spaces(body, at))
    if call.kind == "spaces":
        more = len(spaces) >= int(call.params["max_results"])
        inside = tuple(space for space, _ in spaces)
        rows.append(("spaces", call.keys[0], FoundSpaces(call.keys[0], inside, more, at)))
    else:
        for key in call.keys:
            inside = tuple(
                space
                for space, creator in spaces
                if key == (space.id if call.kind == "space" else creator)
            )
            rows.append((call.kind, key, FoundSpaces(key, inside, False, at)))
    return rows


def read_user(record: object) -> Account | None:
    """An account of a ``User`` object; None where it has no username."""
    if not isinstance(record, dict):
        return None
    username = text_of(record.get("username"))
    if username is None:
        return None
    metrics = record.get("public_metrics")
    kind = record.get("verified_type")
    verified = flag_of(record.get("verified"))
    if verified is None and isinstance(kind, str):
        verified = kind.lower() not in ("", "none")
    return Account(
        handle=username,
        state="exists",
        id=text_of(record.get("id")),
        username=username,
        name=text_of(record.get("name")),
        protected=flag_of(record.get("protected")),
        followers=count_of(metrics.get("followers_count")) if isinstance(metrics, dict) else None,
        verified=verified,
        created_at=text_of(record.get("created_at")),
    )


def read_users(body: dict[str, object]) -> Iterator[Account]:
    """The accounts of ``data`` and of ``includes.users``."""
    included = body.get("includes")
    for records in (body.get("data"), included.get("users") if isinstance(included, dict) else ()):
        for record in items(records):
            account = read_user(record)
            if account is not None:
                yield account


def read_counts(tag: str, body: dict[str, object]) -> TagCounts:
    """Post counts by bucket; the total is X's own, else the sum."""
    buckets = []
    for record in items(body.get("data")):
        if isinstance(record, dict):
            posts = count_of(record.get("post_count", record.get("tweet_count")))
            start, end = text_of(record.get("start")), text_of(record.get("end"))
            if posts is not None and start is not None and end is not None:
                buckets.append(Bucket(start, end, posts))
    meta = body.get("meta")
    total = None
    if isinstance(meta, dict):
        total = count_of(meta.get("total_post_count", meta.get("total_tweet_count")))
    if total is None:
        total = sum(bucket.posts for bucket in buckets)
    return TagCounts(tag, total, tuple(sorted(buckets)))


def read_spaces(body: dict[str, object], at: str) -> Iterator[tuple[LiveSpace, str | None]]:
    """The Spaces of ``data``, each with its creator's id where X gave it; ``at`` is now."""
    names: dict[str, str] = {}
    included = body.get("includes")
    for record in items(included.get("users") if isinstance(included, dict) else ()):
        account = read_user(record)
        if account is not None and account.id is not None:
            names[account.id] = account.handle
    data = body.get("data")
    for record in [data] if isinstance(data, dict) else items(data):
        if isinstance(record, dict) and text_of(record.get("id")) is not None:
            yield _space(record, names, at), text_of(record.get("creator_id"))


def _space(record: dict[str, object], names: Mapping[str, str], at: str) -> LiveSpace:
    creator = text_of(record.get("creator_id"))
    hosts = [host for host in map(text_of, items(record.get("host_ids"))) if host]
    host = creator or (hosts[0] if hosts else "")
    start = until = _moment(record.get("started_at")) or _moment(record.get("scheduled_start"))
    state = text_of(record.get("state")) or ""
    asked = _moment(at)
    if state == "live" and start is not None and asked is not None:
        until = max(start, asked)
    title = text_of(record.get("title")) or ""
    number = text_of(record.get("id")) or ""
    return LiveSpace(number, title, names.get(host, host), start, until, state)


def _moment(value: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat((text_of(value) or "").replace("Z", "+00:00"))
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
