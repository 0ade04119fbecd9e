"""A process that checks files, or pieces of long ones, for `spacelint.cli.jobs`.

It reads a part and runs the rules over each of its Spaces, and keeps the plans. Then it is told
what the rules over all Spaces of the run found there, and makes of both what the report takes.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from multiprocessing import Pipe, Process
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, NamedTuple

from spacelint.checks.contract import FieldFinding, SpaceSummary
from spacelint.cli import UsageError
from spacelint.cli.options import CheckOptions, Options
from spacelint.cli.output import with_part
from spacelint.cli.reading import (
    CheckedChunk,
    Progress,
    ReportOptions,
    chunks_of,
    collect_plans,
    format_name,
    has_titles,
    not_to_its_end,
    plans_of,
)
from spacelint.cli.session import FileSession, Sessions
from spacelint.engine.fields import summaries
from spacelint.engine.plans import PlanDiagnostic, TooMuchError, check_each, in_order, placed_of_run
from spacelint.engine.suppress import suppress
from spacelint.plan import Plan
from spacelint.plan.read import Piece, read_piece

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from spacelint.report.writer import PartSettings

#: What the rules over all Spaces found in a chunk: index of the Space, code of the rule, finding.
RunFinding = tuple[int, str, FieldFinding]


class CheckedPlan(NamedTuple):
    """What is to be known of a plan that a process has checked, but for the rules over all Spaces.

    ``findings`` counts what was found, ``size`` the code points.
    """

    findings: int
    spaces: list[SpaceSummary]
    size: int
    titled: bool
    unread: bool


class Worker:
    """A process, and its answers that nobody has asked for yet."""

    def __init__(self, others: list[Worker], options: CheckOptions, report: ReportOptions) -> None:
        self._connection, its_own = Pipe()
        inherited = [self._connection, *(other._connection for other in others)]
        self._process = Process(
            target=_serve,
            args=(its_own, inherited, options.common, options.format, report),
            daemon=True,
        )
        try:
            self._process.start()
        except BaseException:
            self._connection.close()
            raise
        finally:
            its_own.close()
        self._answers: dict[int, Any] = {}
        self.load = 0  # bytes of the parts given to it
        self.broken = False

    def ask(self, number: int, *question: object) -> None:
        """Send a question about a part; it is answered in its turn."""
        try:
            self._connection.send((number, *question))
        except OSError:
            self.broken = True

    def answer(self, number: int) -> Any:
        """Return the next answer about a part; None where the process has gone."""
        while number not in self._answers and not self.broken:
            try:
                of, answer = self._connection.recv()
            except (EOFError, OSError):
                self.broken = True
            else:
                if isinstance(answer, BaseException):
                    raise answer
                self._answers[of] = answer
        return self._answers.pop(number, None)

    def stop(self) -> None:
        """Kill the process."""
        self._process.terminate()
        self._process.join()
        self._connection.close()


def _serve(
    connection: Connection,
    inherited: list[Connection],
    options: Options,
    format: str | None,
    report: ReportOptions,
) -> None:
    """Answer questions until the connection ends: the work of a process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends the processes
    collect_plans()
    for each in inherited:  # so that the connections end with the parent
        each.close()
    questions: SimpleQueue[Any] = SimpleQueue()
    # Questions are taken in while answers wait to be read, so that neither side waits for ever.
    Thread(target=_receive, args=(connection, questions), daemon=True).start()
    sessions = Sessions(options, format=format)
    plans: dict[int, tuple[FileSession, list[tuple[Plan, list[PlanDiagnostic]]]]] = {}
    while (question := questions.get()) is not None:
        number, *asked = question
        answer: object
        try:
            if number not in plans:
                path, walked, piece = asked
                sessions.walked = frozenset((path,)) if walked else frozenset()
                session = sessions.of(path)
                plans[number] = session, checked_plans(path, session, piece)
                answer = [_known(plan, found) for plan, found in plans[number][1]]
            else:
                session, checked = plans.pop(number)
                if asked[0] is None:
                    continue  # nobody wants to know
                ended = finished(checked, session, report, *asked)
                answer = [_sendable(chunk, session, report.part_settings) for chunk in ended]
        except (UsageError, TooMuchError):
            answer = None  # the parent tells
        except Exception as error:
            answer = error
        connection.send((number, answer))


def _receive(connection: Connection, questions: SimpleQueue[Any]) -> None:
    try:
        while True:
            questions.put(connection.recv())
    except (EOFError, OSError):
        questions.put(None)


def _known(plan: Plan, found: list[PlanDiagnostic]) -> CheckedPlan:
    size = len(plan.text) - plan.repeated
    return CheckedPlan(len(found), summaries(plan), size, has_titles(plan), plan.reading.unread)


def plans_in(path: str, session: FileSession, piece: Piece | None) -> Iterator[Plan]:
    """Read the plans in a file, or in a piece of it."""
    if piece is None:
        return plans_of(path, session)
    return read_piece(piece, path, format_name(path, session), session.layout, session.max_bytes)


def checked_plans(
    path: str, session: FileSession, piece: Piece | None
) -> list[tuple[Plan, list[PlanDiagnostic]]]:
    """Return the plans with what is found in each of their Spaces; raises TooMuchError."""
    linter, context = session.session.linter, session.context
    checked = []
    left = session.most_findings
    for plan in plans_in(path, session, piece):
        found = check_each(plan, linter, context, left)
        left -= len(found)
        checked.append((plan, found))
    return checked


def finished(
    checked: list[tuple[Plan, list[PlanDiagnostic]]],
    session: FileSession,
    report: ReportOptions,
    of_run: list[list[RunFinding]],
    at: Progress,
    last: bool,
) -> Iterator[CheckedChunk]:
    """Yield what the report takes of checked plans, given what was found in all of the run."""
    return chunks_of(_with_findings(checked, of_run, session), session, report, at, last)


def _with_findings(
    checked: list[tuple[Plan, list[PlanDiagnostic]]],
    of_run: list[list[RunFinding]],
    session: FileSession,
) -> Iterator[tuple[Plan, list[PlanDiagnostic]]]:
    """Yield the chunks of a file with all that was found in them, suppressions heeded."""
    linter, context = session.session.linter, session.context
    rules = {entry.rule.code: entry.rule for entry in linter.program.spaces}
    for (plan, found), more in zip(checked, of_run, strict=False):
        found += placed_of_run(plan, [(index, rules[code], each) for index, code, each in more])
        yield plan, suppress(plan, in_order(found), linter, context).left
    if len(of_run) < len(checked):
        raise not_to_its_end(checked[0][0].path, session)


def _sendable(
    chunk: CheckedChunk, session: FileSession, settings: PartSettings | None
) -> CheckedChunk:
    """Return a chunk as it can be sent: as a part of the report, or with its changes worked out."""
    if settings is not None:
        return with_part(chunk, session, settings)
    items = []
    for item in chunk.items:
        changes = item.changes
        if changes is not None:
            made = tuple([changes(i) for i in range(len(item.diagnostics))])
            item = item._replace(changes=made.__getitem__)
        items.append(item)
    return chunk._replace(items=items)
