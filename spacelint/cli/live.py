"""``--live``: ask X what the selected rules need, on the terms and at the price given."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from spacelint.checks.contract import Live
from spacelint.checks.shared.text import listed, plural
from spacelint.cli import UsageError
from spacelint.cli.options import LiveOptions
from spacelint.cli.progress import StatusLine
from spacelint.cli.reading import plans_of, read_whole, stdin_format, stdin_stream
from spacelint.cli.session import FileSession, Session, Sessions
from spacelint.engine.linter import Linter
from spacelint.engine.rule import Rule
from spacelint.plan import Plan
from spacelint.reach.facts_live import live_results
from spacelint.reach.run import ask_x, price_lines, user_paths
from spacelint.reach.xapi.calls import Ask, dollars, handle_key, tag_key
from spacelint.reach.xapi.client import Answer, Estimate, Terms, estimate
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


def ask_about_plans(files: list[str], sessions: Sessions, options: LiveOptions) -> LiveResults:
    """Ask X what the rules in use need to know of the titles in ``files``.

    Raises UsageError where X cannot be asked at all.
    """
    collected = _Collected()
    for path in files:
        try:
            session = sessions.of(path)
        except UsageError:
            continue  # the check itself reports it
        rules = _live_rules(session.session.linter)
        for plan in _plans(path, session, sessions):
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
    ask = collected.ask()._replace(page=options.page)
    if options.dry_run:
        print_price(ask)
        return LiveResults(None, 0)
    answer = answer_to(ask, options)
    if answer is None:
        return LiveResults(Live(), 0)
    unchecked = tuple(collected.unchecked(answer))
    for sentence in (*answer.notes, *price_line(answer), *unchecked, *collected.cut_off(answer)):
        note(sentence)
    failed = 2 if unchecked and not options.optional else 0
    status = 130 if answer.interrupted else failed
    return LiveResults(live_results(answer), status, unchecked if status else ())


def note(sentence: str) -> None:
    """Print a sentence to stderr, escaped."""
    print(visible(sentence), file=sys.stderr)


def print_price(ask: Ask) -> None:
    """Print what asking X would cost; nothing is sent."""
    print("\n".join(price_lines(estimate(ask, user_paths().cache))))


def answer_to(ask: Ask, options: LiveOptions, note: Callable[[str], None] = note) -> Answer | None:
    """X's answer, a person on a terminal being asked where it may cost more than the limit.

    Where X cannot be asked at all, raises UsageError, or notes it if the answer is optional.
    """
    terminal = sys.stdin.isatty() and sys.stderr.isatty()
    line = StatusLine(sys.stderr)

    def agree(plan: Estimate) -> bool:
        if not terminal:
            return False
        print("\n".join(price_lines(plan)), file=sys.stderr)
        question = f"That may be more than {dollars(options.limit)}. Ask X? [y/N]: "
        print(question, end="", file=sys.stderr, flush=True)
        return sys.stdin.readline().strip().lower() in ("y", "yes")

    wait = terminal if options.wait is None else options.wait
    terms = Terms(options.limit, Patience(wait=wait), agree, line.watch)
    try:
        return ask_x(ask, user_paths(), os.environ, terms)
    except XApiError as error:
        if not options.optional:
            raise UsageError(visible(str(error))) from None
        note(f"X was not asked: {error}")
        return None
    finally:
        line.clear()


def price_line(answer: Answer) -> tuple[str, ...]:
    """What a look-up took: requests, their price, what was kept from earlier that day.

    Empty where nothing could be sent: the reason says it.
    """
    kept = f"{plural(answer.cached, 'answer')} of earlier today cost nothing"
    if not answer.sent:
        if answer.reasons and not answer.cached:
            return ()
        return (f"X was not asked: {kept if answer.cached else 'there was nothing to ask'}",)
    more = f"; {kept}" if answer.cached else ""
    paid = f", about {dollars(answer.spent)}" if answer.spent else ", at no cost"
    if answer.unknown and not answer.spent:
        paid = ""  # whether X charges for an answer that broke off is not known
    return (f"asked X {plural(answer.sent, 'time')}{paid}{more}",)


def closing_status(answer: Answer, options: LiveOptions) -> int:
    """Say what a look-up took and what X did not answer; the exit status."""
    for sentence in (*price_line(answer), *answer.reasons):
        note(sentence)
    if answer.interrupted:
        return 130
    return 2 if answer.reasons and not options.optional else 0


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
                looked = f"{listed(sorted(rules))} looked at {len(found.spaces)} Spaces found"
                yield f"{looked} for #{tag}; X has more (--spaces asks for up to 100)"


def _live_rules(linter: Linter) -> dict[str, dict[str, Rule]]:
    """Return the rules in use that need X's answers, by check and code."""
    found: dict[str, dict[str, Rule]] = {}
    for entry in linter.program.entries:
        if "live" in entry.trigger.needs:
            found.setdefault(entry.rule.check, {})[entry.rule.code] = entry.rule
    return found


def _plans(path: str, session: FileSession, sessions: Sessions) -> Iterable[Plan]:
    if path == "-":
        session = session._replace(format=stdin_format(session))
        sessions.stdin = _stdin(session)
        return [read_whole(sessions.stdin, session.path, session)]
    if os.path.exists(path) and not os.path.isfile(path):  # such as a pipe
        raise UsageError(f"{visible(path)}: with --live a plan is read twice, so it must be a file")
    return plans_of(path, session)


def _stdin(session: FileSession) -> bytes:
    data = stdin_stream(session).read(session.max_bytes + 1)
    if len(data) > session.max_bytes:
        limit = f"{session.max_bytes:,} bytes"
        raise UsageError(f"-: with --live standard input may have up to {limit}")
    return data
