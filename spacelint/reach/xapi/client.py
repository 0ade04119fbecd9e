"""Look up handles, tags and Spaces: from today's cache first, then from X, at a known price."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from spacelint.reach.errors import StopError, TooDearError, XApiError
from spacelint.reach.xapi.cache import DayCache, drop_other_days, utc_day
from spacelint.reach.xapi.calls import Ask, Call, Keys, keys_of, plan_calls
from spacelint.reach.xapi.found import Found, settle
from spacelint.reach.xapi.models import Account, FoundSpaces, Record, TagCounts
from spacelint.reach.xapi.prices import Prices, dollars, prices_on
from spacelint.reach.xapi.reading import read_answer
from spacelint.reach.xapi.waits import PATIENCE, Patience, held_interrupt

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from spacelint.reach.xapi.access import Host, Token
    from spacelint.reach.xapi.transport import Reply, Transport
    from spacelint.reach.xapi.waits import Watch

DEFAULT_LIMIT = 500  # mills: $0.50
_CLOCK_TOLERANCE = 120  # seconds


class Estimate(NamedTuple):
    """What a look-up would do: calls to make, keys found in today's cache, price in mills."""

    calls: tuple[Call, ...]
    cached: int
    at_most: int
    prices: Prices


class Answer(NamedTuple):
    """What is known after a look-up. Keys: handles in lower case, tags case-folded, ids.

    ``sent`` counts requests with their retries, ``spent`` is mills by the price table, ``stopped``
    says why there is no more (None if all was answered), ``notes`` what went wrong on the way.
    """

    accounts: Mapping[str, Account]
    counts: Mapping[str, TagCounts]
    spaces: Mapping[str, FoundSpaces]
    by_id: Mapping[str, FoundSpaces]
    by_host: Mapping[str, FoundSpaces]
    sent: int
    spent: int
    cached: int
    stopped: str | None
    interrupted: bool
    notes: tuple[str, ...]


def estimate(ask: Ask, cache_path: str, now: float | None = None) -> Estimate:
    """What ``look_up`` would send and what that costs at most; sends and writes nothing."""
    notes: list[str] = []
    cache = DayCache(cache_path, notes.append)
    try:
        return _estimate(ask, keys_of(ask), Found(), cache, time.time() if now is None else now)
    finally:
        cache.close()


def look_up(
    ask: Ask,
    *,
    cache_path: str,
    token: Callable[[], Token],
    host: Callable[[], Host],
    policy: Patience = PATIENCE,
    limit: int = DEFAULT_LIMIT,
    agree: Callable[[Estimate], bool] = lambda plan: False,
    watch: Watch | None = None,
    now: float | None = None,
) -> Answer:
    """What X says of everything asked for, from today's cache where it is there.

    ``limit`` is the highest price in mills; above it ``agree`` is asked once. ``token`` and
    ``host`` are called only if a request has to be sent, ``now`` is the Unix time whose UTC day
    is meant. Ctrl-C does not raise: the answer says that it was interrupted and has all that was
    paid for. Raises TooDearError before anything is sent, TokenError or HostError where nothing
    can be.
    """
    watch = watch or _nobody
    notes: list[str] = []
    found = Found()
    cache = DayCache(cache_path, notes.append)
    keys = keys_of(ask)
    instant = time.time() if now is None else now
    try:
        plan = _estimate(ask, keys, found, cache, instant)
        if plan.at_most > limit and not agree(plan):
            raise TooDearError(
                f"{len(plan.calls)} requests may cost up to {dollars(plan.at_most)}, more than "
                f"the limit of {dollars(limit)}: ask for less, or raise --max-cost"
            )
        run = _Run(cache, found, notes, watch, instant)
        if plan.calls:
            from spacelint.reach.xapi.transport import Transport

            drop_other_days(cache_path, utc_day(instant))
            transport = Transport(host(), token(), policy, watch)
            try:
                _send_all(plan.calls, transport, run, plan.prices)
            finally:
                transport.close()
            run.sent = transport.sent
        settle(keys, found, cache, ask)
    finally:
        cache.close()
    return Answer(
        found.users,
        found.tags,
        found.spaces,
        found.by_id,
        found.by_host,
        run.sent,
        run.spent,
        plan.cached,
        run.stopped,
        run.interrupted,
        tuple(notes),
    )


class _Run:
    """The course of one look-up."""

    def __init__(
        self, cache: DayCache, found: Found, notes: list[str], watch: Watch, now: float
    ) -> None:
        self.cache, self.found, self.notes, self.watch, self.now = cache, found, notes, watch, now
        self.began = time.monotonic()
        self.sent = 0
        self.spent = 0
        self.charged: set[tuple[str, str]] = set()
        self.stopped: str | None = None
        self.interrupted = False


def _estimate(ask: Ask, keys: Keys, found: Found, cache: DayCache, now: float) -> Estimate:
    day = utc_day(now)
    cached = 0
    for kind, wanted in (
        ("user", keys.users),
        ("counts", keys.tags if ask.counts else ()),
        ("spaces", keys.tags if ask.spaces else ()),
        ("space", keys.space_ids),
        ("host", keys.host_ids),
    ):
        for key, fact in cache.read(kind, wanted, day).items():
            found.put(kind, key, fact)
            cached += 1
    prices = prices_on(day)
    calls = plan_calls(ask, keys, prices, found.has)
    return Estimate(calls, cached, sum(call.at_most for call in calls), prices)


def _send_all(calls: tuple[Call, ...], transport: Transport, run: _Run, prices: Prices) -> None:
    try:
        for number, call in enumerate(calls, 1):
            run.watch("call", f"request {number} of {len(calls)}", 0.0)
            with held_interrupt(lambda: run.watch("note", _FINISHING, 0.0)) as hold:
                try:
                    reply = transport.get(call, hold)
                except StopError:
                    raise
                except XApiError as error:  # this call alone
                    run.notes.append(str(error))
                    continue
                _keep(call, reply, run, prices)
    except StopError as error:
        run.stopped = str(error)
    except KeyboardInterrupt:
        run.interrupted = True
        run.stopped = "stopped by you; what was answered before is kept for today"


_FINISHING = "one call is under way and paid for: its answer is kept first (again to stop at once)"


def _keep(call: Call, reply: Reply, run: _Run, prices: Prices) -> None:
    off = abs(reply.now - run.now) > _CLOCK_TOLERANCE + time.monotonic() - run.began
    if off and not any("clock" in note for note in run.notes):
        run.notes.append(
            f"this computer's clock is {abs(reply.now - run.now) / 60:,.0f} minutes "
            f"{'behind' if reply.now > run.now else 'ahead of'} X's: days are counted by X's clock"
        )
    at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(reply.now))
    rows = read_answer(call, reply.body, at, run.notes)
    if call.kind == "counts":
        run.spent += prices.counts
    else:
        rows = _noting_other_accounts(rows, run.cache)
        _charge(rows, run, prices)
    for kind, key, fact in rows:
        run.found.put(kind, key, fact)
    run.cache.write(rows, utc_day(reply.now))


def _noting_other_accounts(
    rows: list[tuple[str, str, Record]], cache: DayCache
) -> list[tuple[str, str, Record]]:
    """Mark accounts whose handle belonged to another account id when it was last seen."""
    before = cache.seen_ids([key for kind, key, _ in rows if kind == "user"])
    return [
        (kind, key, fact._replace(other_account=True))
        if isinstance(fact, Account) and fact.id and before.get(key, fact.id) != fact.id
        else (kind, key, fact)
        for kind, key, fact in rows
    ]


def _charge(rows: list[tuple[str, str, Record]], run: _Run, prices: Prices) -> None:
    """By the price table: each account and Space that came back, once."""
    for _, key, fact in rows:
        if isinstance(fact, Account):
            returned = [("user", fact.id or key)] if fact.state == "exists" else []
        elif isinstance(fact, FoundSpaces):
            returned = [("space", space.id) for space in fact.spaces]
        for what in returned:
            if what not in run.charged:
                run.charged.add(what)
                run.spent += prices.user if what[0] == "user" else prices.space


def _nobody(kind: str, sentence: str, seconds: float) -> None:
    """Nobody watches."""
