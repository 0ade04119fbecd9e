"""``--live``: ask X what the selected rules need, on the terms and at the price given."""

from __future__ import annotations

import io
import os
import stat
import sys
from typing import TYPE_CHECKING, NamedTuple

from spacelint.cli.session import UsageError
from spacelint.cli.stdin import stdin_format
from spacelint.plan.read import read_file, read_plan
from spacelint.reach.live_results import live_results
from spacelint.reach.progress import StatusLine
from spacelint.reach.run import Terms, ask_x, price, price_lines, user_paths
from spacelint.reach.xapi import Ask, XApiError, dollars
from spacelint.text import parse
from spacelint.text.escape import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacelint.checks.contract import Live
    from spacelint.cli.session import Session
    from spacelint.cli.sessions import FileSession, Sessions
    from spacelint.engine.linter import Linter
    from spacelint.plan import Plan
    from spacelint.reach.xapi import Answer, Estimate

_PARTS = ("live-account", "live-hashtag", "live-hour")


class LiveOptions(NamedTuple):
    """How the command line wants X asked.

    ``limit`` is the highest price in mills, ``wait`` whether to wait at X's limits (None: on a
    terminal), ``page`` how many Spaces to read per tag; ``dry_run`` prints the price and asks
    nothing.
    """

    limit: int = 500
    wait: bool | None = None
    page: int = 10
    dry_run: bool = False


class LiveResults(NamedTuple):
    """X's facts, None where it was not asked, and the exit status: 0 where it answered all."""

    live: Live | None
    status: int


def ask_about_plans(
    files: list[str], sessions: Sessions, options: LiveOptions, stdin_filename: str | None
) -> LiveResults:
    """Ask X what the rules in use need to know of the titles in ``files``.

    Raises UsageError where X cannot be asked at all.
    """
    collected = _Collected()
    for path in files:
        try:
            session = sessions.of(path if path != "-" else stdin_filename or "-")
        except UsageError:
            continue  # the check itself reports it
        wanted = _wanted_by(session.session.linter)
        for plan in _plans(path, session, stdin_filename):
            for space in plan.spaces:
                if space.title is not None:
                    start = space.scheduled_start
                    collected.add(space.title.value, wanted, start is not None and start.has_time)
    return ask_for_rules(collected.ask(), options)


def ask_about(titles: Iterable[str], session: Session, options: LiveOptions) -> LiveResults:
    """Ask X what the rules of a session want to know of titles that belong to no plan."""
    collected = _Collected()
    wanted = _wanted_by(session.linter)
    for title in titles:
        collected.add(title, wanted, timed=False)
    return ask_for_rules(collected.ask(), options)


def ask_for_rules(ask: Ask, options: LiveOptions) -> LiveResults:
    """Ask X, or print what that would cost; what went wrong and what it cost goes to stderr.

    Raises UsageError where X cannot be asked at all, for its price or for want of a token.
    """

    paths = user_paths()
    ask = ask._replace(page=options.page)
    if options.dry_run:
        print("\n".join(price_lines(price(ask, paths))))
        return LiveResults(None, 0)
    line = StatusLine(sys.stderr)
    try:
        answer = ask_x(ask, paths, os.environ, terms(options, line))
    except XApiError as error:
        raise UsageError(visible(str(error))) from None
    finally:
        line.clear()
    for note in answer.notes:
        print(visible(note), file=sys.stderr)
    return LiveResults(live_results(answer), tell(answer))


def terms(options: LiveOptions, line: StatusLine) -> Terms:
    """The terms for a look-up; a person on a terminal is asked where it may cost more."""

    terminal = sys.stdin.isatty() and sys.stderr.isatty()

    def agree(plan: Estimate) -> bool:
        return terminal and _agreed(plan, options.limit)

    wait = terminal if options.wait is None else options.wait
    return Terms(options.limit, wait, options.page, agree, line.watch)


def tell(answer: Answer) -> int:
    """Say on standard error what it cost and why it stopped; the exit status."""

    kept = f", {answer.cached} answers of earlier today cost nothing" if answer.cached else ""
    print(f"asked X {answer.sent} times, about {dollars(answer.spent)}{kept}", file=sys.stderr)
    if answer.stopped is None:
        return 0
    print(visible(answer.stopped), file=sys.stderr)
    return 130 if answer.interrupted else 2


def _agreed(plan: Estimate, limit: int) -> bool:

    print("\n".join(price_lines(plan)), file=sys.stderr)
    question = f"That may be more than {dollars(limit)}. Ask X? [y/N]: "
    print(question, end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


class _Collected:
    """What there is to ask; no kind of fact that no rule in use wants: X charges it."""

    def __init__(self) -> None:
        self._handles: dict[str, None] = {}
        self._tags: dict[str, None] = {}
        self._counted: dict[str, None] = {}
        self._searched: dict[str, None] = {}

    def add(self, title: str, wanted: frozenset[str], timed: bool) -> None:
        """Add the links of a title; ``timed`` where its Space has an hour to compare."""
        for entity in parse(title).entities if wanted else ():
            if entity.kind == "mention" and "live-account" in wanted:
                self._handles.setdefault(entity.value)
            elif entity.kind == "hashtag":
                if "live-hashtag" in wanted:
                    self._counted.setdefault(entity.value)
                if timed and "live-hour" in wanted:
                    self._searched.setdefault(entity.value)

    def ask(self) -> Ask:
        """Return the question for X."""
        tags = tuple({**self._counted, **self._searched})
        return Ask(tuple(self._handles), tags, counts=bool(self._counted),
                   spaces=bool(self._searched))  # fmt: skip


def _wanted_by(linter: Linter) -> frozenset[str]:
    """Return which of the three kinds of facts the rules of a linter want."""
    checks = {e.rule.check for e in linter.program.entries if "live" in e.trigger.needs}
    return frozenset(_PARTS if checks.difference(_PARTS) else checks)


def _plans(path: str, session: FileSession, stdin_filename: str | None) -> Iterator[Plan]:
    if path == "-":
        data = _stdin(session.max_bytes)

        name = stdin_filename
        kind = stdin_format(name, session)
        yield read_plan(
            data, name or "-", format=kind, layout=session.layout, max_bytes=session.max_bytes
        )
        return
    if not _can_be_read_again(path):
        raise UsageError(f"{visible(path)}: with --live a plan is read twice, so it must be a file")
    yield from read_file(
        path, format=session.format, layout=session.layout, max_bytes=session.max_bytes
    )


def _stdin(limit: int) -> bytes:
    """Return all of standard input, which can be read once more after that."""
    data = sys.stdin.buffer.read(limit + 1)
    if len(data) > limit:
        raise UsageError(f"-: with --live standard input may have up to {limit:,} bytes")
    sys.stdin = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8")
    return data


def _can_be_read_again(path: str) -> bool:
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except OSError:
        return True  # reading it tells why not
