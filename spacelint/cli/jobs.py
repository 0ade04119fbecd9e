"""Several processes for many files, where that is faster.

A process reads a file and runs the rules over each of its Spaces, and keeps the plan. What the
rules over all Spaces of the run find is found here, in the order of the files, and sent to the
process that has the plan, which makes of both what the report takes.
"""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from multiprocessing import Pipe, Process
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, NamedTuple

from spacelint.checks.contract import FieldFinding, SpaceSummary
from spacelint.cli import UsageError
from spacelint.cli.options import CheckOptions, Options
from spacelint.cli.output import with_written
from spacelint.cli.reading import (
    CheckedChunk,
    ReportOptions,
    check_file,
    chunks_of,
    not_to_its_end,
    plans_of,
)
from spacelint.cli.session import FileSession, Sessions
from spacelint.engine.fields import RunMemory, run_findings, summaries
from spacelint.engine.plans import PlanDiagnostic, TooMuchError, check_each, in_order, placed_of_run
from spacelint.engine.suppress import suppress
from spacelint.plan import Plan

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from spacelint.cli.reading import Found
    from spacelint.report.writer import Apart

#: What the rules over all Spaces found in a chunk: index of the Space, code of the rule, finding.
RunFinding = tuple[int, str, FieldFinding]

# Measured: below this the start of the processes costs more than they save.
MIN_BYTES_FOR_JOBS = 400_000  # bytes in all
# A file longer than this is read in chunks by this process: its findings need not wait for its end.
LONG = 20_000_000
# Files that are under way before what was found in them is asked for, for each process.
AHEAD = 4


def worker_count(sizes: list[int]) -> int:
    """Return how many processes pay for files of these sizes in bytes."""
    small = [size for size in sizes if size < LONG]
    if sum(small) < MIN_BYTES_FOR_JOBS:
        return 1
    return min(_cores(), len(small))


def chunks_of_jobs(
    files: list[str],
    sizes: list[int],
    jobs: int,
    options: CheckOptions,
    sessions: Sessions,
    report: ReportOptions,
) -> Iterator[Found]:
    """Yield what `spacelint.cli.check` does of the files in turn, in the same order."""
    jobs = min(jobs, len(files))
    workers = _start(jobs, options, report)
    begun: deque[_Worker | None] = deque()
    ending: deque[_Ending] = deque()
    try:
        for number, path in enumerate(files):
            for ahead in range(number + len(begun), min(number + AHEAD * jobs, len(files))):
                begun.append(_begin(workers, ahead, files[ahead], sizes[ahead], sessions))
            worker = begun.popleft()
            try:
                session = sessions.of(path)
            except UsageError as error:
                yield from _end(ending, report)
                yield number, None, str(error)
                continue
            answer = None if worker is None else worker.answer(number)
            if worker is None or answer is None:
                yield from _end(ending, report)
                for chunk in check_file(path, session, report):
                    yield number, session, chunk
                continue
            found = _of_run(answer, session)
            worker.ask(number, found)
            ending.append(_Ending(worker, number, path, session, found))
            yield from _end(ending, report, AHEAD * jobs)
        yield from _end(ending, report)
    finally:
        for each in workers:
            each.stop()


class _Ending(NamedTuple):
    """A file whose process makes of the findings what the report takes."""

    worker: _Worker
    number: int
    path: str
    session: FileSession
    found: list[list[RunFinding]]


def _end(ending: deque[_Ending], report: ReportOptions, most: int = 0) -> Iterator[Found]:
    """Yield what was found in the files that are first in turn, until ``most`` are left."""
    while len(ending) > most:
        each = ending.popleft()
        chunks: Iterable[CheckedChunk] | None = each.worker.answer(each.number)
        if chunks is None:  # the process was killed
            checked = _with_findings(_checked(each.path, each.session), each.found, each.session)
            chunks = chunks_of(checked, each.session, report)
        for chunk in chunks:
            yield each.number, each.session, chunk


def _of_run(
    chunks: list[tuple[int, list[SpaceSummary]]], session: FileSession
) -> list[list[RunFinding]]:
    """Return what the rules over all Spaces find in each chunk, up to the limit on findings.

    A chunk comes with the number of its other findings.
    """
    found: list[list[RunFinding]] = []
    count = 0
    for others, chunk in chunks:
        if count + others > session.most_findings:
            break  # it is reported after all that was checked
        memory = RunMemory() if session.memory is None else session.memory
        of_run = run_findings(chunk, session.session.linter, session.context, memory)
        found.append([(index, rule.code, finding) for index, rule, finding in of_run])
        count += others + len(found[-1])
    return found


class _Worker:
    """A process, and the questions to it that are not yet answered."""

    def __init__(self, others: list[_Worker], options: CheckOptions, report: ReportOptions) -> None:
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
        self.load = 0  # bytes of the files given to it
        self.broken = False

    def ask(self, number: int, *question: object) -> None:
        """Send a question about a file; it is answered in its turn."""
        try:
            self._connection.send((number, *question))
        except OSError:
            self.broken = True

    def answer(self, number: int) -> Any:
        """Return the next answer about a file; None where the process has gone."""
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
        """End the process, whatever it does."""
        self._process.terminate()
        self._process.join()
        self._connection.close()


def _start(jobs: int, options: CheckOptions, report: ReportOptions) -> list[_Worker]:
    """Return as many processes as asked for, or as the system has to give."""
    workers: list[_Worker] = []
    for _ in range(jobs):
        try:
            workers.append(_Worker(workers, options, report))
        except (OSError, ImportError, NotImplementedError):
            break
    return workers


def _begin(
    workers: list[_Worker], number: int, path: str, size: int, sessions: Sessions
) -> _Worker | None:
    """Give a file to the process with the least to do; None where this one checks it itself."""
    able = [worker for worker in workers if not worker.broken]
    if not able or size >= LONG or not os.path.lexists(path):
        return None
    worker = min(able, key=lambda worker: worker.load)
    worker.load += size
    worker.ask(number, path, path in sessions.walked)
    return worker


def _serve(
    connection: Connection,
    inherited: list[Connection],
    options: Options,
    format: str | None,
    report: ReportOptions,
) -> None:
    """Answer questions until the connection ends: the work of a process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends the processes
    gc.freeze()  # what the parent has made stays
    gc.set_threshold(500_000, 20, 20)  # plans are many objects, and hardly any in circles
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
                path, walked = asked
                sessions.walked = frozenset((path,)) if walked else frozenset()
                session = sessions.of(path)
                checked = _checked(path, session)
                plans[number] = session, checked
                answer = [(len(found), summaries(plan)) for plan, found in checked]
            else:
                session, checked = plans.pop(number)
                ended = chunks_of(_with_findings(checked, asked[0], session), session, report)
                answer = [_sendable(chunk, session, report.apart) for chunk in ended]
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


def _checked(path: str, session: FileSession) -> list[tuple[Plan, list[PlanDiagnostic]]]:
    linter, context = session.session.linter, session.context
    checked = []
    left = session.most_findings
    for plan in plans_of(path, session):
        found = check_each(plan, linter, context, left)
        left -= len(found)
        checked.append((plan, found))
    return checked


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


def _sendable(chunk: CheckedChunk, session: FileSession, apart: Apart | None) -> CheckedChunk:
    """Return a chunk as it can be sent: what the report says of it, or its changes worked out."""
    if apart is not None:
        return with_written(chunk, session, apart)
    items = []
    for item in chunk.items:
        changes = item.changes
        if changes is not None:
            made = tuple([changes(i) for i in range(len(item.diagnostics))])
            item = item._replace(changes=made.__getitem__)
        items.append(item)
    return chunk._replace(items=items)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
