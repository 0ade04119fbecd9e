"""Read plans whole, for commands that need all of each."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from spacelint.cli import UsageError
from spacelint.cli.reading import is_unread, no_titles, read_whole, why_unread
from spacelint.cli.session import FileSession, Sessions
from spacelint.engine.fields import CUT
from spacelint.plan import Plan
from spacelint.source.reader import NotRead, read_bytes
from spacelint.text.width import visible


def read_plan_files(paths: Sequence[str], sessions: Sessions) -> list[tuple[Plan, FileSession]]:
    """Return the plans, each read by the configuration's layout for it, with their sessions.

    Raises UsageError with all that keeps any of them from being read whole: what is missing in half
    a plan cannot be told from what was never planned.
    """
    read: list[tuple[Plan, FileSession]] = []
    faults: dict[str, None] = {}
    for path in paths:
        try:
            read.append(_read_plan_file(path, sessions))
        except UsageError as error:
            faults[str(error)] = None
    if faults:
        raise UsageError("\n".join(faults))
    return read


def _read_plan_file(path: str, sessions: Sessions) -> tuple[Plan, FileSession]:
    if path == "-":
        raise UsageError("-: here a plan is read from a file, not from standard input")
    session = sessions.of(path)
    data = read_bytes(path, session.max_bytes)
    if isinstance(data, NotRead):
        raise UsageError(f"{visible(path)}: {data.message}")
    plan = read_whole(data, path, session)
    doubled = any(problem.code == "SL006" for problem in plan.problems)  # one value is lost
    unread = doubled or is_unread(plan)
    fault = why_unread(plan, []) if unread else no_titles(plan, session)
    if fault:
        raise UsageError(fault)
    for problem in plan.problems:
        if problem.code in CUT:
            line = plan.line_at(problem.start)
            be = "is" if problem.code == "SL002" else "may be"
            message = f"{visible(path)}:{line}: this title {be} cut"
            print(f"{message} (see: spacelint check {visible(path)})", file=sys.stderr)
    return plan, session
