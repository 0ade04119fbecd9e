"""From the body of an answer to facts, each under the key it was asked for."""

from __future__ import annotations

from spacelint.reach.xapi.calls import Call, handle_key
from spacelint.reach.xapi.models import (
    Account,
    Fact,
    FoundSpaces,
    LiveSpace,
    read_counts,
    read_spaces,
    read_users,
)
from spacelint.reach.xapi.problems import read_problems
from spacelint.text.escape import visible


def read_answer(
    call: Call, body: dict[str, object], at: str, notes: list[str]
) -> list[tuple[str, str, Fact]]:
    """(kind, key, fact) of everything in a body; what fits no key is noted in words.

    ``at`` is when X answered. An account that came with a Space is there too.
    """
    rows: list[tuple[str, str, Fact]] = []
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
    spaces = list(read_spaces(body))
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
