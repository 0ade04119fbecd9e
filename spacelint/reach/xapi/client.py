"""Look up handles, tags and Spaces: from today's cache first, then from X, at a known price."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from spacelint.reach.xapi.access import Host, Token
from spacelint.reach.xapi.cache import DayCache, Found, drop_other_days, record_answers, utc_day
from spacelint.reach.xapi.calls import (
    Ask,
    Call,
    Keys,
    Prices,
    dollars,
    keys_of,
    plan_calls,
    prices_on,
)
from spacelint.reach.xapi.models import (
    PATIENCE,
    Account,
    EndpointError,
    FoundSpaces,
    Patience,
    Record,
    StopError,
    TagCounts,
    TooDearError,
    Watch,
    XApiError,
)
from spacelint.reach.xapi.reading import read_answer
from spacelint.reach.xapi.waits import held_interrupt

if TYPE_CHECKING:
    from spacelint.reach.xapi.transport import Reply, Transport

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

    ``unknown`` gives the reason for each (kind, key) that X was asked for and did not answer; kinds
    are those of `Call`. ``sent`` counts requests with their retries, ``spent`` is mills by the
    price table, ``stopped`` says why nothing more was asked (None if all was), ``notes`` what else
    went wrong.
    """

    accounts: Mapping[str, Account]
    counts: Mapping[str, TagCounts]
    spaces: Mapping[str, FoundSpaces]
    by_id: Mapping[str, FoundSpaces]
    by_host: Mapping[str, FoundSpaces]
    by_user_id: Mapping[str, Account]
    unknown: Mapping[tuple[str, str], str]
    sent: int
    spent: int
    cached: int
    stopped: str | None
    interrupted: bool
    notes: tuple[str, ...]

    @property
    def incomplete(self) -> str | None:
        """Why something is unknown, each reason once; None if all was answered."""
        return "; ".join(self.reasons) or None

    @property
    def reasons(self) -> tuple[str, ...]:
        """Every reason for which something is unknown, once."""
        first = [self.stopped] if self.stopped else []
        return tuple(dict.fromkeys([*first, *self.unknown.values()]))


class Terms(NamedTuple):
    """On what terms X is asked.

    ``limit`` is the highest price in mills; above it ``agree`` is asked once. ``policy`` says how
    patient to be, ``page`` how many Spaces to read per tag; ``watch`` is told what goes on.
    """

    limit: int = DEFAULT_LIMIT
    policy: Patience = PATIENCE
    page: int = 10
    agree: Callable[[Estimate], bool] = lambda plan: False
    watch: Watch = lambda kind, sentence, seconds: None


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
    terms: Terms = Terms(),  # noqa: B008 - a frozen value
    now: float | None = None,
) -> Answer:
    """What X says of everything asked for, from today's cache where it is there.

    ``token`` and ``host`` are called only if a request has to be sent, ``now`` is the Unix time
    whose UTC day is meant. Ctrl-C does not raise: the answer says that it was interrupted and has
    all that was paid for. Raises TooDearError before anything is sent, TokenError or HostError
    where nothing can be.
    """
    notes: list[str] = []
    found = Found()
    cache = DayCache(cache_path, notes.append)
    keys = keys_of(ask)
    instant = time.time() if now is None else now
    try:
        plan = _estimate(ask, keys, found, cache, instant)
        if plan.at_most > terms.limit and not terms.agree(plan):
            number = "1 request" if len(plan.calls) == 1 else f"{len(plan.calls)} requests"
            raise TooDearError(
                f"{number} may cost up to {dollars(plan.at_most)}, more than "
                f"the limit of {dollars(terms.limit)}: ask for less, or raise --max-cost"
            )
        run = _Run(cache, found, notes, terms.watch, instant)
        if plan.calls:
            # httpx is imported where a request is sent, not where today's answers are enough.
            from spacelint.reach.xapi.transport import Transport

            drop_other_days(cache_path, utc_day(instant))
            transport = Transport(host(), token(), terms.policy, terms.watch)
            try:
                _send_all(plan.calls, transport, run, plan.prices)
            finally:
                transport.close()
            run.sent = transport.sent
        record_answers(keys, found, cache, ask, run.unknown)
    finally:
        cache.close()
    return Answer(
        found.users,
        found.tags,
        found.spaces,
        found.by_id,
        found.by_host,
        found.by_user_id,
        run.unknown,
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
        self.unknown: dict[tuple[str, str], str] = {}
        self.ended: dict[str, str] = {}  # why an endpoint is asked no more, by its path
        self.stopped: str | None = None
        self.interrupted = False

    def leave_unknown(self, call: Call, reason: str) -> None:
        """Record why nothing is known of what a call asked for."""
        self.unknown.update({(call.kind, key): reason for key in call.keys})


def _estimate(ask: Ask, keys: Keys, found: Found, cache: DayCache, now: float) -> Estimate:
    day = utc_day(now)
    cached = 0
    for kind, wanted in (
        ("user", keys.users),
        ("counts", keys.tags if ask.counts else ()),
        ("spaces", keys.tags if ask.spaces else ()),
        ("space", keys.space_ids),
        ("host", keys.host_ids),
        ("id", keys.user_ids),
    ):
        for key, fact in cache.read(kind, wanted, day).items():
            if isinstance(fact, FoundSpaces) and fact.more and len(fact.spaces) < ask.page:
                continue  # a longer list is asked for than the one that is kept
            found.put(kind, key, fact)
            cached += 1
    prices = prices_on(day)
    calls = plan_calls(ask, keys, prices, found.has)
    return Estimate(calls, cached, sum(call.at_most for call in calls), prices)


def _send_all(calls: tuple[Call, ...], transport: Transport, run: _Run, prices: Prices) -> None:
    # Only a look-up that sends something needs signals and mail dates.

    for number, call in enumerate(calls, 1):
        if run.stopped is not None or call.path in run.ended:
            run.leave_unknown(call, run.stopped or run.ended[call.path])
            continue
        run.watch("call", f"request {number} of {len(calls)}", 0.0)
        try:
            with held_interrupt(lambda: run.watch("note", _FINISHING, 0.0)) as hold:
                _keep(call, transport.get(call, hold), run, prices)
        except StopError as error:
            run.stopped = str(error)
            run.leave_unknown(call, run.stopped)
        except EndpointError as error:
            run.ended[call.path] = str(error)
            run.leave_unknown(call, str(error))
        except XApiError as error:
            run.leave_unknown(call, str(error))
        except KeyboardInterrupt:
            run.interrupted = True
            run.stopped = "stopped by you; what was answered before is kept for today"
            if not any(run.found.has(call.kind, key) for key in call.keys):
                run.leave_unknown(call, run.stopped)


_FINISHING = "one call is under way and paid for: its answer is kept first (again to stop at once)"


def _keep(call: Call, reply: Reply, run: _Run, prices: Prices) -> None:
    off = abs(reply.now - run.now) > _CLOCK_TOLERANCE + time.monotonic() - run.began
    if off and not any("clock" in note for note in run.notes):
        minutes = abs(reply.now - run.now) / 60
        much = f"{minutes:,.0f} minutes" if minutes < 2880 else f"{minutes / 1440:,.0f} days"
        run.notes.append(
            f"this computer's clock is {much} {'behind' if reply.now > run.now else 'ahead of'} "
            "X's: days are counted by X's clock"
        )
    at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(reply.now))
    rows, unknown, notes = read_answer(call, reply.body, at)
    run.notes += [note for note in notes if note not in run.notes]
    run.unknown.update({(call.kind, key): reason for key, reason in unknown.items()})
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
