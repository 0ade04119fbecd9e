"""From the body of an answer to records, each under the key it was asked for.

An answer that does not say a thing leaves it unknown: it is never read as zero. Unknown fields are
passed over and missing ones are None: X adds and renames fields between versions of its OpenAPI
document (2.165 says tweet_count, 2.167 says post_count).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from spacelint.checks.contract import LiveSpace
from spacelint.reach.json_values import count_of, flag_of, id_of, items, text_of
from spacelint.reach.xapi.calls import Call, handle_key
from spacelint.reach.xapi.models import Account, Bucket, FoundSpaces, Record, TagCounts
from spacelint.reach.xapi.problems import ApiProblem, read_problems, shortened
from spacelint.text.width import visible

_NAME_LIMIT = 100  # characters; X lets a name have 50 and a handle 15
_TITLE_LIMIT = 500  # characters of a Space's title; X lets it have some 70
_MOST_NOTES = 5
_NOT_SAID = "X's answer doesn't say"
_NO_ACCOUNT = f"{_NOT_SAID} whether the account exists"
_NO_COUNT = f"{_NOT_SAID} how many posts there are"
_NO_SPACES = f"{_NOT_SAID} which Spaces there are"
_CONTRADICTION = "X's answer contradicts itself"


class Reading(NamedTuple):
    """What an answer says: records as (kind, key, record), and why the other keys are unknown.

    ``notes`` are problems that X reports of nothing that was asked for.
    """

    rows: list[tuple[str, str, Record]]
    unknown: dict[str, str]
    notes: list[str]


def read_answer(call: Call, body: dict[str, object], at: str) -> Reading:
    """Read the body of an answer to ``call``; ``at`` is when X gave it (RFC 3339).

    An account that came with a Space is among the records too.
    """
    problems = read_problems(body)
    why = _reason(problems)
    if call.kind in ("user", "id"):
        return _read_users(call, body, problems, at)
    if call.kind == "counts":
        counts = _read_counts(call.keys[0], body, at)
        if isinstance(counts, str):
            return Reading([], {call.keys[0]: why or counts}, [])
        if why and not counts.total and not counts.days:  # then nothing may have been counted
            return Reading([], {call.keys[0]: why}, [])
        return Reading([("counts", call.keys[0], counts)], {}, _notes(problems))
    return _read_spaces(call, body, problems, at)


def _read_users(
    call: Call, body: dict[str, object], problems: tuple[ApiProblem, ...], at: str
) -> Reading:
    rows: list[tuple[str, str, Record]] = []
    reasons: dict[str, str] = {}
    notes: list[ApiProblem] = []
    known = set()
    for account in users_of(body):
        key = handle_key(account.handle) if call.kind == "user" else account.id or ""
        if key not in known:
            known.add(key)
            rows.append((call.kind, key, account._replace(fetched_at=at)))
    found = frozenset(known)
    for problem in problems:
        key = handle_key(problem.value or "")
        if key not in call.keys:
            notes.append(problem)
        elif key in found and problem.account_state != "unknown":
            reasons[key] = _CONTRADICTION
        elif key not in known:
            state = problem.account_state
            if state == "unknown":
                reasons[key] = _reason((problem,))
            else:
                known.add(key)
                account = Account(key, state, detail=problem.sentence, fetched_at=at)
                rows.append((call.kind, key, account))
    contradictory = {key for key in found if reasons.get(key) == _CONTRADICTION}
    rows = [row for row in rows if row[1] not in contradictory]
    missing = [key for key in call.keys if key not in known or key in contradictory]
    general = _reason(tuple(notes)) if missing else ""
    unknown = {key: reasons.get(key) or general or _NO_ACCOUNT for key in missing}
    return Reading(rows, unknown, [] if general else _notes(tuple(notes)))


def _read_counts(tag: str, body: dict[str, object], at: str) -> TagCounts | str:
    """Post counts by day, or why they are unknown; the total is X's own, else the sum."""
    days: dict[str, Bucket] = {}
    whole = isinstance(body.get("data"), list)
    for record in items(body.get("data")):
        fields = record if isinstance(record, dict) else {}
        posts = count_of(fields.get("post_count", fields.get("tweet_count")))
        start, end = text_of(fields.get("start")), text_of(fields.get("end"))
        if posts is None or start is None or end is None:
            whole = False
        elif start in days and days[start].posts != posts:
            return _CONTRADICTION
        else:
            days[start] = Bucket(start, end, posts)
    meta = body.get("meta")
    fields = meta if isinstance(meta, dict) else {}
    total = count_of(fields.get("total_post_count", fields.get("total_tweet_count")))
    found = sum(day.posts for day in days.values())
    if total is None:
        if not (whole and days):
            return _NO_COUNT
        total = found
    if days and (total == 0) != (found == 0):
        return _CONTRADICTION
    buckets = tuple(sorted(days.values())) if whole else ()
    return TagCounts(tag, total, buckets, at)


def _read_spaces(
    call: Call, body: dict[str, object], problems: tuple[ApiProblem, ...], at: str
) -> Reading:
    rows: list[tuple[str, str, Record]] = [
        ("user", handle_key(account.handle), account._replace(fetched_at=at))
        for account in users_of(body)
    ]
    meta = body.get("meta")
    number = count_of(meta.get("result_count")) if isinstance(meta, dict) else None
    data = body.get("data")
    records: list[object] = [data] if isinstance(data, dict) else list(items(data))
    spaces = {space.id: (space, creator) for space, creator in _spaces_of(records, body, at)}
    why = _reason(problems) or _NO_SPACES
    # Beside a problem, none found may mean that none was looked for.
    said = bool(spaces) or (number == 0 and not records and not problems)
    cut = len(spaces) < max(number or 0, len({str(record) for record in records}))
    if call.kind == "spaces":
        key = call.keys[0]
        if not said:
            return Reading(rows, {key: why}, [])
        more = cut or len(spaces) >= int(call.params["max_results"])
        inside = tuple(space for space, _ in spaces.values())
        rows.append(("spaces", key, FoundSpaces(key, inside, more, at)))
        return Reading(rows, {}, _notes(problems))
    gone = {p.value for p in problems if p.kind == "resource-not-found"}
    # Whose Space it is must be known of all of them before a host can be said to have none.
    complete = said and not cut and all(creator for _, creator in spaces.values())
    unknown = {}
    for key in call.keys:
        inside = tuple(
            space
            for space, creator in spaces.values()
            if key == (space.id if call.kind == "space" else creator)
        )
        if inside or key in gone or (call.kind == "host" and complete):
            rows.append((call.kind, key, FoundSpaces(key, inside, False, at)))
        else:
            unknown[key] = why
    return Reading(rows, unknown, [])


def users_of(body: dict[str, object]) -> Iterator[Account]:
    """The accounts of ``data`` and of ``includes.users``."""
    included = body.get("includes")
    for records in (body.get("data"), included.get("users") if isinstance(included, dict) else ()):
        for record in items(records):
            account = read_user(record)
            if account is not None:
                yield account


def read_user(record: object) -> Account | None:
    """An account of a ``User`` object; None where it has no username."""
    if not isinstance(record, dict):
        return None
    username = _short(record.get("username"))
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
        id=id_of(record.get("id")),
        username=username,
        name=_short(record.get("name")),
        protected=flag_of(record.get("protected")),
        followers=count_of(metrics.get("followers_count")) if isinstance(metrics, dict) else None,
        verified=verified,
        created_at=text_of(record.get("created_at")),
    )


def _spaces_of(
    records: list[object], body: dict[str, object], at: str
) -> Iterator[tuple[LiveSpace, str | None]]:
    """Spaces, each with its creator's id where X gave it; one without a title is a Space too."""
    names: dict[str, str] = {}
    included = body.get("includes")
    for record in items(included.get("users") if isinstance(included, dict) else ()):
        account = read_user(record)
        if account is not None and account.id is not None:
            names[account.id] = account.handle
    for record in records:
        if isinstance(record, dict) and text_of(record.get("id")) is not None:
            yield _space(record, names, at), id_of(record.get("creator_id"))


def _space(record: dict[str, object], names: Mapping[str, str], at: str) -> LiveSpace:
    hosts = [host for host in map(id_of, items(record.get("host_ids"))) if host]
    host = id_of(record.get("creator_id")) or (hosts[0] if hosts else "")
    start = until = _moment(record.get("started_at")) or _moment(record.get("scheduled_start"))
    state = _short(record.get("state")) or ""
    asked = _moment(at)
    if state == "live" and start is not None and asked is not None:
        until = max(start, asked)
    title = (text_of(record.get("title")) or "")[:_TITLE_LIMIT]
    number = _short(record.get("id")) or ""
    return LiveSpace(number, title, names.get(host, host), start, until, state)


def _short(value: object) -> str | None:
    return (text_of(value) or "")[:_NAME_LIMIT] or None


def _moment(value: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat((text_of(value) or "").replace("Z", "+00:00"))
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _reason(problems: tuple[ApiProblem, ...]) -> str:
    words = "; ".join(dict.fromkeys(problem.sentence for problem in problems[:_MOST_NOTES]))
    return f"X says: {shortened(visible(words[:1000]))}" if words else ""


def _notes(problems: tuple[ApiProblem, ...]) -> list[str]:
    return list(dict.fromkeys(_reason((problem,)) for problem in problems[:_MOST_NOTES]))
