"""Look up handles, tags and Spaces: from today's cache first, then from X, at a known price."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from spacelint.checks.shared.text import plural
from spacelint.reach.xapi.access import Host, Token
from spacelint.reach.xapi.cache import DayCache, utc_day
from spacelint.reach.xapi.calls import (
    HANDLE,
    Ask,
    Call,
    Prices,
    dollars,
    handle_key,
    keys_of,
    plan_calls,
    prices_on,
)
from spacelint.reach.xapi.models import (
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
    from spacelint.reach.xapi.transport import Transport

DEFAULT_LIMIT = 500  # mills: $0.50
_CLOCK_TOLERANCE = 120  # seconds


class Estimate(NamedTuple):
    """What a look-up would do: calls to make, keys found in today's cache, price in mills."""

    calls: tuple[Call, ...]
    cached: int
    at_most: int
    prices: Prices


class Answer:
    """What is known after a look-up. Keys: handles in lower case, tags case-folded, ids.

    ``unknown`` gives the reason for each (kind, key) that X was asked for and did not answer; kinds
    are those of `Call`. ``sent`` counts requests with their retries, ``spent`` is mills by the
    price table, ``stopped`` says why nothing more was asked (None if all was), ``notes`` what else
    went wrong.
    """

    def __init__(self) -> None:  # no dataclass, whose import takes as long as a look-up
        self.accounts: dict[str, Account] = {}
        self.counts: dict[str, TagCounts] = {}
        self.spaces: dict[str, FoundSpaces] = {}
        self.by_id: dict[str, FoundSpaces] = {}
        self.by_host: dict[str, FoundSpaces] = {}
        self.by_user_id: dict[str, Account] = {}
        self.unknown: dict[tuple[str, str], str] = {}
        self.sent = self.spent = self.cached = 0
        self.stopped: str | None = None
        self.interrupted = False
        self.notes: tuple[str, ...] = ()

    def note(self, sentence: str) -> None:
        """Add a note, once."""
        if sentence not in self.notes:
            self.notes += (sentence,)

    def __repr__(self) -> str:
        return f"Answer({vars(self)})"

    def of_kind(self, kind: str) -> dict[str, Any]:
        """The records of a kind of `Call`, by key."""
        records: dict[str, dict[str, Any]] = {
            "user": self.accounts, "counts": self.counts, "spaces": self.spaces,
            "space": self.by_id, "host": self.by_host, "id": self.by_user_id,
        }  # fmt: skip
        return records[kind]

    def has(self, kind: str, key: str) -> bool:
        """Whether there is a record of that kind under the key."""
        return key in self.of_kind(kind)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Every reason for which something is unknown, once."""
        first = [self.stopped] if self.stopped else []
        return tuple(dict.fromkeys([*first, *self.unknown.values()]))


class Terms(NamedTuple):
    """On what terms X is asked.

    ``limit`` is the highest price in mills; above it ``agree`` is asked once. ``policy`` says how
    patient to be; ``watch`` is told what goes on.
    """

    limit: int = DEFAULT_LIMIT
    policy: Patience = Patience()
    agree: Callable[[Estimate], bool] = lambda plan: False
    watch: Watch = lambda kind, sentence, seconds: None


def estimate(ask: Ask, cache_path: str, now: float | None = None) -> Estimate:
    """What ``look_up`` would send and what that costs at most; sends and writes nothing."""
    cache = DayCache(cache_path, lambda sentence: None)
    try:
        return _estimate(ask, Answer(), cache, time.time() if now is None else now)
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
    answer = Answer()
    cache = DayCache(cache_path, answer.note)
    instant = time.time() if now is None else now
    try:
        plan = _estimate(ask, answer, cache, instant)
        answer.cached = plan.cached
        if plan.at_most > terms.limit and not terms.agree(plan):
            raise TooDearError(
                f"{plural(len(plan.calls), 'request')} may cost up to {dollars(plan.at_most)}, "
                f"more than the limit of {dollars(terms.limit)}: ask for less, or raise --max-cost"
            )
        if plan.calls:
            # httpx is imported where a request is sent, not where today's answers are enough.
            from spacelint.reach.xapi.transport import Transport

            cache.drop_other_days(utc_day(instant))
            transport = Transport(host(), token(), terms.policy, terms.watch)
            try:
                _Run(answer, cache, plan.prices, terms.watch, instant).send(plan.calls, transport)
            finally:
                transport.close()
            answer.sent = transport.sent
        _name_accounts(answer, ask, cache)
    finally:
        cache.close()
    return answer


def _estimate(ask: Ask, answer: Answer, cache: DayCache, now: float) -> Estimate:
    """What is still to be asked; what the cache has goes into the answer."""
    day = utc_day(now)
    cached = 0
    for kind, keys in keys_of(ask).items():
        for key, record in cache.read(kind, keys, day).items():
            if isinstance(record, FoundSpaces) and record.more and len(record.spaces) < ask.page:
                continue  # a longer list is asked for than the one that is kept
            answer.of_kind(kind)[key] = record
            cached += 1
    prices = prices_on(day)
    calls = plan_calls(ask, prices, answer.has)
    return Estimate(calls, cached, sum(call.at_most for call in calls), prices)


def _name_accounts(answer: Answer, ask: Ask, cache: DayCache) -> None:
    """Give every handle an account under its first spelling, and say where one was renamed.

    Accounts that came with Spaces are kept in the cache, but were not asked for.
    """
    asked = {handle_key(handle): handle.lstrip("@＠") for handle in reversed(ask.handles)}
    asked.pop("", None)
    found, answer.accounts = answer.accounts, {}
    gone = [key for key in asked if key in found and found[key].state == "missing"]
    before = cache.seen_ids(gone)
    for key, handle in asked.items():
        if not HANDLE.match(key):
            detail = "a handle has 1 to 15 of A-Z, a-z, 0-9 and _"
            account = Account(handle, "impossible", detail=detail)
        elif key in found:
            account = found[key]._replace(handle=handle)
        else:
            account = Account(handle, "unknown", detail=answer.unknown.get(("user", key)))
        newest = cache.newest_handle(before[key]) if key in before else None
        answer.accounts[key] = (
            account._replace(renamed_to=newest) if newest not in (None, key) else account
        )


_FINISHING = "one call is under way and paid for: its answer is kept first (again to stop at once)"


class _Run:
    """The requests of one look-up."""

    def __init__(
        self, answer: Answer, cache: DayCache, prices: Prices, watch: Watch, now: float
    ) -> None:
        self._answer, self._cache, self._prices = answer, cache, prices
        self._watch, self._now = watch, now
        self._began = time.monotonic()
        self._charged: set[tuple[str, str]] = set()

    def send(self, calls: tuple[Call, ...], transport: Transport) -> None:
        """Make the calls as far as X lets them be made; what is answered goes into the answer."""
        answer = self._answer
        ended: dict[str, str] = {}  # why an endpoint is asked no more, by its path
        for number, call in enumerate(calls, 1):
            why = answer.stopped or ended.get(call.path)
            if why is None:
                self._watch("call", f"request {number} of {len(calls)}", 0.0)
                try:
                    with held_interrupt(lambda: self._watch("note", _FINISHING, 0.0)) as hold:
                        self._keep(call, *transport.get(call, hold))
                except XApiError as error:
                    why = str(error)
                    if isinstance(error, StopError):
                        answer.stopped = why
                    elif isinstance(error, EndpointError):
                        ended[call.path] = why
                except KeyboardInterrupt:
                    answer.interrupted = True
                    answer.stopped = "stopped by you; what was answered before is kept for today"
                    if not any(answer.has(call.kind, key) for key in call.keys):
                        why = answer.stopped
            if why is not None:
                answer.unknown.update({(call.kind, key): why for key in call.keys})

    def _keep(self, call: Call, body: dict[str, object], now: float) -> None:
        """Keep what an answer says, given at ``now`` by X's clock."""
        answer = self._answer
        off = abs(now - self._now)
        late = off > _CLOCK_TOLERANCE + time.monotonic() - self._began
        if late and not any("clock" in note for note in answer.notes):
            much = f"{off / 60:,.0f} minutes" if off < 172_800 else f"{off / 86400:,.0f} days"
            answer.note(
                f"this computer's clock is {much} {'behind' if now > self._now else 'ahead of'} "
                "X's: days are counted by X's clock"
            )
        at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now))
        rows, unknown, notes = read_answer(call, body, at)
        for note in notes:
            answer.note(note)
        answer.unknown.update({(call.kind, key): reason for key, reason in unknown.items()})
        if call.kind == "counts":
            answer.spent += self._prices.counts
        before = self._cache.seen_ids([key for kind, key, _ in rows if kind == "user"])
        for row, (kind, key, record) in enumerate(rows):
            if (
                isinstance(record, Account)
                and record.id
                and before.get(key, record.id) != record.id
            ):
                # The handle belonged to another account when it was last seen.
                record = record._replace(other_account=True)
                rows[row] = (kind, key, record)
            self._charge(key, record)
            answer.of_kind(kind)[key] = record
        self._cache.write(rows, utc_day(now))

    def _charge(self, key: str, record: Record) -> None:
        """By the price table: each account and Space that came back, once."""
        returned: list[tuple[str, str]] = []
        if isinstance(record, FoundSpaces):
            returned = [("space", space.id) for space in record.spaces]
        elif isinstance(record, Account) and record.state == "exists":
            returned = [("user", record.id or key)]
        for what in set(returned) - self._charged:
            self._charged.add(what)
            self._answer.spent += self._prices.user if what[0] == "user" else self._prices.space
