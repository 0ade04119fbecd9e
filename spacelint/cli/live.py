"""``--live``: ask X what the selected rules need, on the terms and at the price given."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from spacelint.checks.contract import Live
from spacelint.cli.options import LiveOptions
from spacelint.cli.progress import StatusLine
from spacelint.cli.reading import stdin_format
from spacelint.cli.session import FileSession, Session, Sessions, UsageError
from spacelint.engine.linter import Linter
from spacelint.engine.rule import Rule
from spacelint.plan import Plan
from spacelint.plan.read import read_file, read_plan
from spacelint.reach.facts_live import live_results
from spacelint.reach.run import ask_x, price, price_lines, user_paths
from spacelint.reach.values import listed
from spacelint.reach.xapi.calls import Ask, dollars, handle_key, tag_key
from spacelint.reach.xapi.client import Answer, Estimate, Terms
from spacelint.reach.xapi.models import Patience, XApiError
from spacelint.text import parse
from spacelint.text.width import visible

# The check that needs a kind of fact, and the kinds of a link.
_CHECKS = {"user": "live-account", "counts": "live-hashtag", "spaces": "live-hour"}
_KINDS = {"mention": ("user",), "hashtag": ("counts", "spaces")}
_MOST_NAMES = 5


class LiveResults(NamedTuple):
    """X's facts, None where it was not asked, and the exit status: 0 where it answered all.

    ``unchecked`` says in sentences which rules could not be checked for which handles and tags.
    """

    live: Live | None
    status: int
    unchecked: tuple[str, ...] = ()


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
        rules = _live_rules(session.session.linter)
        for plan in _plans(path, session, stdin_filename):
            for space in plan.spaces:
                if space.title is not None:
                    start = space.scheduled_start
                    collected.add(space.title.value, rules, start is not None and start.has_time)
    return _ask_for_rules(collected, options)


def ask_about(titles: Iterable[str], session: Session, options: LiveOptions) -> LiveResults:
    """Ask X what the rules of a session want to know of titles that belong to no plan."""
    collected = _Collected()
    rules = _live_rules(session.linter)
    for title in titles:
        collected.add(title, rules, timed=False)
    return _ask_for_rules(collected, options)


def _ask_for_rules(collected: _Collected, options: LiveOptions) -> LiveResults:
    """Ask X, or print what that would cost; what went wrong and what it cost goes to stderr.

    Raises UsageError where X cannot be asked at all, for its price or for want of a token.
    """
    paths = user_paths()
    ask = collected.ask()._replace(page=options.page)
    if options.dry_run:
        print("\n".join(price_lines(price(ask, paths))))
        return LiveResults(None, 0)
    line = StatusLine(sys.stderr)
    try:
        answer = ask_x(ask, paths, os.environ, terms(options, line))
    except XApiError as error:
        if not options.optional:
            raise UsageError(visible(str(error))) from None
        print(f"X was not asked: {visible(str(error))}", file=sys.stderr)
        return LiveResults(Live(), 0)
    finally:
        line.clear()
    unchecked = tuple(collected.unchecked(answer))
    for sentence in (*answer.notes, *price_line(answer), *unchecked, *collected.cut_off(answer)):
        print(visible(sentence), file=sys.stderr)
    if answer.interrupted:
        return LiveResults(live_results(answer), 130, unchecked)
    if options.optional or not unchecked:
        return LiveResults(live_results(answer), 0)
    return LiveResults(live_results(answer), 2, unchecked)


def terms(options: LiveOptions, line: StatusLine) -> Terms:
    """The terms for a look-up; a person on a terminal is asked where it may cost more."""
    terminal = sys.stdin.isatty() and sys.stderr.isatty()

    def agree(plan: Estimate) -> bool:
        return terminal and _agreed(plan, options.limit)

    wait = terminal if options.wait is None else options.wait
    return Terms(options.limit, Patience(wait=wait), options.page, agree, line.watch)


def price_line(answer: Answer) -> tuple[str, ...]:
    """What a look-up took: requests, their price, what was kept from earlier that day.

    Empty where nothing could be sent: the reason says it.
    """
    kept = f"{answer.cached} answer" + ("" if answer.cached == 1 else "s")
    if not answer.sent:
        if answer.reasons and not answer.cached:
            return ()
        why = (
            f"{kept} of earlier today cost nothing" if answer.cached else "there was nothing to ask"
        )
        return (f"X was not asked: {why}",)
    many = f"{answer.sent} time" + ("" if answer.sent == 1 else "s")
    more = f"; {kept} of earlier today cost nothing" if answer.cached else ""
    paid = f", about {dollars(answer.spent)}" if answer.spent else ", at no cost"
    if answer.unknown and not answer.spent:
        paid = ""  # whether X charges for an answer that broke off is not known
    return (f"asked X {many}{paid}{more}",)


def closing_status(answer: Answer, options: LiveOptions) -> int:
    """Say what a look-up took and what X did not answer; the exit status."""
    for sentence in (*price_line(answer), *answer.reasons):
        print(visible(sentence), file=sys.stderr)
    if answer.interrupted:
        return 130
    return 2 if answer.reasons and not options.optional else 0


def _agreed(plan: Estimate, limit: int) -> bool:
    print("\n".join(price_lines(plan)), file=sys.stderr)
    question = f"That may be more than {dollars(limit)}. Ask X? [y/N]: "
    print(question, end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


class _Collected:
    """What there is to ask: handles and tags, each with the rules that need X's answer.

    What no rule in use needs is not asked, because X charges for it.
    """

    def __init__(self) -> None:
        self._needed: dict[str, dict[str, dict[str, Rule]]] = {kind: {} for kind in _CHECKS}

    def add(self, title: str, rules: Mapping[str, Mapping[str, Rule]], timed: bool) -> None:
        """Add the links of a title; ``timed`` where its Space has an hour to compare."""
        for entity in parse(title).entities if rules else ():
            for kind in _KINDS.get(entity.kind, ()):
                wanting = rules.get(_CHECKS[kind])
                if wanting and (timed or kind != "spaces"):
                    self._needed[kind].setdefault(entity.value, {}).update(wanting)

    def ask(self) -> Ask:
        """Return the question for X."""
        handles, counted, searched = self._needed.values()
        return Ask(tuple(handles), tuple({**counted, **searched}),
                   counts=bool(counted), spaces=bool(searched))  # fmt: skip

    def unchecked(self, answer: Answer) -> Iterator[str]:
        """Yield a sentence for each reason for which rules could not be checked."""
        groups: dict[tuple[str, str], dict[str, None]] = {}
        for kind, needed in self._needed.items():
            for written, rules in needed.items():
                key = handle_key(written) if kind == "user" else tag_key(written)
                why, codes = answer.unknown.get((kind, key)), list(rules)
                account = answer.accounts.get(key) if kind == "user" else None
                if account is not None and account.state == "exists" and account.protected is None:
                    why = "X's answer doesn't say whether the account is protected"
                    codes = [c for c in rules if rules[c].params.get("state") == "protected"]
                if why is not None and codes:
                    name = ("@" if kind == "user" else "#") + written
                    groups.setdefault((listed(sorted(codes)), why), {}).setdefault(name)
        for (codes_said, why), names in groups.items():
            verb = "were" if " and " in codes_said else "was"
            yield f"{codes_said} {verb} not checked for {listed(list(names), _MOST_NAMES)}: {why}"

    def cut_off(self, answer: Answer) -> Iterator[str]:
        """Yield a sentence for each tag with more Spaces than X's answer has."""
        for tag, rules in self._needed["spaces"].items():
            found = answer.spaces.get(tag_key(tag))
            if found is not None and found.more:
                many = f"{len(found.spaces)} Spaces found for #{tag}"
                yield (
                    f"{listed(sorted(rules))} looked at {many}; X has more (--spaces asks for up"
                    " to 100)"
                )


def _live_rules(linter: Linter) -> dict[str, dict[str, Rule]]:
    """Return the rules in use that need X's answers, by check and code."""
    found: dict[str, dict[str, Rule]] = {}
    for entry in linter.program.entries:
        if "live" in entry.trigger.needs:
            found.setdefault(entry.rule.check, {})[entry.rule.code] = entry.rule
    return found


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
