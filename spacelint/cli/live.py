"""``--live`` for the commands that lint: ask X what the rules in use want to know, then lint."""

from __future__ import annotations

import os
import stat
import sys

from spacelint.cli.asking import Asking, Said, ask_for_rules
from spacelint.cli.session import UsageError
from spacelint.cli.sessions import Sessions
from spacelint.text.escape import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacelint.cli.check import CheckOptions
    from spacelint.cli.session import Session
    from spacelint.cli.sessions import FileSession
    from spacelint.engine.linter import Linter
    from spacelint.plan import Plan
    from spacelint.reach.xapi import Ask

_PARTS = ("live-account", "live-hashtag", "live-hour")


def check_live(files: list[str], options: CheckOptions, sessions: Sessions) -> int:
    """Ask X about the titles in ``files``, then check them; the status of whichever is worse.

    Raises UsageError where X cannot be asked at all; no file is looked at then.
    """
    from spacelint.cli.check import check_files

    asking = options.asking or Asking()
    collected = _Collected()
    for path in files:
        try:
            session = sessions.of(path if path != "-" else options.stdin_filename or "-")
        except UsageError:
            continue  # the check itself tells
        wanted = _wanted_by(session.session.linter)
        for plan in _plans(path, session, options):
            for space in plan.spaces:
                if space.title is not None:
                    start = space.scheduled_start
                    collected.add(space.title.value, wanted, start is not None and start.has_time)
    said = ask_for_rules(collected.ask(), asking)
    if said.live is None:
        return said.status
    common = options.common._replace(live=said.live)
    options = options._replace(asking=None, common=common)
    return max(said.status, check_files(files, options, Sessions(common, format=options.format)))


def ask_about(titles: Iterable[str], session: Session, asking: Asking) -> Said:
    """Ask X what the rules of a session want to know of titles that belong to no plan."""
    collected = _Collected()
    wanted = _wanted_by(session.linter)
    for title in titles:
        collected.add(title, wanted, timed=False)
    return ask_for_rules(collected.ask(), asking)


class _Collected:
    """What there is to ask; no kind of fact that no rule in use wants: X charges it."""

    def __init__(self) -> None:
        self._handles: dict[str, None] = {}
        self._tags: dict[str, None] = {}
        self._counted: dict[str, None] = {}
        self._searched: dict[str, None] = {}

    def add(self, title: str, wanted: frozenset[str], timed: bool) -> None:
        """Add the links of a title; ``timed`` where its Space has an hour to compare."""
        from spacelint.text import parse

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
        from spacelint.reach.xapi import Ask

        tags = tuple({**self._counted, **self._searched})
        return Ask(tuple(self._handles), tags, counts=bool(self._counted),
                   spaces=bool(self._searched))  # fmt: skip


def _wanted_by(linter: Linter) -> frozenset[str]:
    """Return which of the three kinds of facts the rules of a linter want."""
    checks = {e.rule.check for e in linter.program.entries if "live" in e.trigger.needs}
    return frozenset(_PARTS if checks.difference(_PARTS) else checks)


def _plans(path: str, session: FileSession, options: CheckOptions) -> Iterator[Plan]:
    from spacelint.plan.read import read_file, read_plan

    if path == "-":
        data = _stdin(session.max_bytes)
        from spacelint.cli.stdin import stdin_format

        name = options.stdin_filename
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
    import io

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
