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
from spacelint.reach.json_values import count_of, fields, flag_of, id_of, items, records, text_of
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
    accounts: dict[str, Account] = {}
    for account in users_of(body):
        key = handle_key(account.handle) if call.kind == "user" else account.id or ""
        accounts.setdefault(key, account._replace(fetched_at=at))
    returned = frozenset(accounts)
    reasons: dict[str, str] = {}
    others: list[ApiProblem] = []
    for problem in problems:
        key, state = handle_key(problem.value or ""), problem.account_state
        if key not in call.keys:
            others.append(problem)
        elif state == "unknown":
            reasons.setdefault(key, _reason((problem,)))
        elif key in returned:
            reasons[key] = _CONTRADICTION
            accounts.pop(key, None)
        else:
            gone = Account(key, state, detail=problem.sentence, fetched_at=at)
            accounts.setdefault(key, gone)
    missing = [key for key in call.keys if key not in accounts]
    general = _reason(tuple(others)) if missing else ""
    return Reading(
        [(call.kind, key, account) for key, account in accounts.items()],
        {key: reasons.get(key) or general or _NO_ACCOUNT for key in missing},
        [] if general else _notes(tuple(others)),
    )


def _read_counts(tag: str, body: dict[str, object], at: str) -> TagCounts | str:
    """Post counts by day, or why they are unknown; the total is X's own, else the sum."""
    days: dict[str, Bucket] = {}
    whole = isinstance(body.get("data"), list)
    for record in map(fields, items(body.get("data"))):
        posts = count_of(record.get("post_count", record.get("tweet_count")))
        start, end = text_of(record.get("start")), text_of(record.get("end"))
        if posts is None or start is None or end is None:
            whole = False
        elif start in days and days[start].posts != posts:
            return _CONTRADICTION
        else:
            days[start] = Bucket(start, end, posts)
    meta = fields(body.get("meta"))
    total = count_of(meta.get("total_post_count", meta.get("total_tweet_count")))
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
    number = count_of(fields(body.get("meta")).get("result_count"))
    data = body.get("data")
    given: list[object] = [data] if isinstance(data, dict) else items(data)
    names = {account.id: account.handle for account in users_of({"includes": body.get("includes")})}
    # Each with its creator's id where X gave it; one without a title is a Space too.
    spaces = {
        space.id: (space, id_of(record.get("creator_id")))
        for record in records(given)
        if (space := _space(record, names, at)).id
    }
    why = _reason(problems) or _NO_SPACES
    # Beside a problem, none found may mean that none was looked for.
    answered = bool(spaces) or (number == 0 and not given and not problems)
    cut = len(spaces) < max(number or 0, len({str(record) for record in given}))
    if call.kind == "spaces":
        key = call.keys[0]
        if not answered:
            return Reading(rows, {key: why}, [])
        more = cut or len(spaces) >= int(call.params["max_results"])
        inside = tuple(space for space, _ in spaces.values())
        rows.append(("spaces", key, FoundSpaces(key, inside, more, at)))
        return Reading(rows, {}, _notes(problems))
    gone = {p.value for p in problems if p.kind == "resource-not-found"}
    # Whose Space it is must be known of all of them before a host can be said to have none.
    complete = answered and not cut and all(creator for _, creator in spaces.values())
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
    for users in (body.get("data"), fields(body.get("includes")).get("users")):
        for record in records(users):
            if (account := read_user(record)) is not None:
                yield account


def read_user(record: dict[str, object]) -> Account | None:
    """An account of a ``User`` object; None where it has no username."""
    username = _short(record.get("username"))
    if username is None:
        return None
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
        followers=count_of(fields(record.get("public_metrics")).get("followers_count")),
        verified=verified,
        created_at=text_of(record.get("created_at")),
    )


def _space(record: dict[str, object], names: Mapping[str | None, str], at: str) -> LiveSpace:
    hosts = map(id_of, [record.get("creator_id"), *items(record.get("host_ids"))])
    host = next(filter(None, hosts), "")
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
        moment = datetime.fromisoformat(text_of(value) or "")
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _reason(problems: tuple[ApiProblem, ...]) -> str:
    words = "; ".join(dict.fromkeys(problem.sentence for problem in problems[:_MOST_NOTES]))
    return f"X says: {shortened(visible(words[:1000]))}" if words else ""


def _notes(problems: tuple[ApiProblem, ...]) -> list[str]:
    return list(dict.fromkeys(_reason((problem,)) for problem in problems[:_MOST_NOTES]))
