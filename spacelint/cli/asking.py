"""Asking X for a command: on what terms, at what price, and what is told of it."""

from __future__ import annotations

import os
import sys

from spacelint.cli.session import UsageError
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.checks.contract import Live
    from spacelint.reach.progress import StatusLine
    from spacelint.reach.run import Terms
    from spacelint.reach.xapi import Answer, Ask, Estimate


class Asking(NamedTuple):
    """What the command line says of it: at most how many mills, whether to wait at X's limits
    (None: on a terminal), Spaces to look at per tag, and whether only the price is wanted."""

    limit: int = 500
    wait: bool | None = None
    page: int = 10
    dry_run: bool = False


class Said(NamedTuple):
    """What X said, None where it was not asked; ``status`` is 0 where it said all there is."""

    live: Live | None
    status: int


def ask_for_rules(ask: Ask, asking: Asking) -> Said:
    """Ask X, or print what that would cost; what went wrong and what it cost goes to stderr.

    Raises UsageError where X cannot be asked at all, for its price or for want of a token.
    """
    from spacelint.reach.progress import StatusLine
    from spacelint.reach.run import ask_x, price, price_lines, user_paths
    from spacelint.reach.said import said_by
    from spacelint.reach.xapi import XApiError
    from spacelint.text.escape import visible

    paths = user_paths()
    ask = ask._replace(page=asking.page)
    if asking.dry_run:
        print("\n".join(price_lines(price(ask, paths))))
        return Said(None, 0)
    line = StatusLine(sys.stderr)
    try:
        answer = ask_x(ask, paths, os.environ, terms(asking, line))
    except XApiError as error:
        raise UsageError(visible(str(error))) from None
    finally:
        line.clear()
    for note in answer.notes:
        print(visible(note), file=sys.stderr)
    return Said(said_by(answer), tell(answer))


def terms(asking: Asking, line: StatusLine) -> Terms:
    """The terms for a look-up; a person on a terminal is asked where it may cost more."""
    from spacelint.reach.run import Terms

    terminal = sys.stdin.isatty() and sys.stderr.isatty()

    def agree(plan: Estimate) -> bool:
        return terminal and _agreed(plan, asking.limit)

    wait = terminal if asking.wait is None else asking.wait
    return Terms(asking.limit, wait, asking.page, agree, line.watch)


def tell(answer: Answer) -> int:
    """Say on standard error what it cost and why it stopped; the exit status."""
    from spacelint.reach.xapi import dollars
    from spacelint.text.escape import visible

    kept = f", {answer.cached} answers of earlier today cost nothing" if answer.cached else ""
    print(f"asked X {answer.sent} times, about {dollars(answer.spent)}{kept}", file=sys.stderr)
    if answer.stopped is None:
        return 0
    print(visible(answer.stopped), file=sys.stderr)
    return 130 if answer.interrupted else 2


def _agreed(plan: Estimate, limit: int) -> bool:
    from spacelint.reach.run import price_lines
    from spacelint.reach.xapi import dollars

    print("\n".join(price_lines(plan)), file=sys.stderr)
    question = f"That may be more than {dollars(limit)}. Ask X? [y/N]: "
    print(question, end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")
