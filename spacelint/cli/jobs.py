"""Several processes for many files, and for long ones, where that is faster.

Files are dealt to the processes whole, long ones in their pieces (see `spacelint.cli.worker`). What
the rules over all Spaces of the run find is found here, in the order of the files, and sent to the
process that has the plan.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import count, islice
from typing import TYPE_CHECKING, NamedTuple

from spacelint.cli import UsageError
from spacelint.cli.options import CheckOptions
from spacelint.cli.reading import (
    CheckedChunk,
    Progress,
    ReportOptions,
    check_file,
    check_plans,
    format_name,
)
from spacelint.cli.session import FileSession, Sessions
from spacelint.cli.worker import (
    CheckedPlan,
    RunFinding,
    Worker,
    checked_plans,
    finished,
    plans_in,
)
from spacelint.engine.fields import RunMemory, run_findings
from spacelint.plan.formats import FORMATS, NO_FORMAT, format_of
from spacelint.plan.read import PIECE, Piece, pieces_of_file

if TYPE_CHECKING:
    from spacelint.cli.reading import Found

# Measured: below this the start of the processes costs more than they save.
MIN_BYTES_FOR_JOBS = 400_000  # bytes in all
# Parts that are under way before what was found in them is asked for, for each process.
AHEAD = 4


def worker_count(files: list[str], sizes: list[int]) -> int:
    """Return how many processes pay for files of these sizes in bytes."""
    if sum(sizes) < MIN_BYTES_FOR_JOBS:
        return 1
    return min(_cores(), _parts(files, sizes))


def _parts(files: list[str], sizes: list[int]) -> int:
    """Return about how many parts files are dealt in."""
    pieces = zip(files, sizes, strict=True)
    return sum(
        size // PIECE + 1 if _in_pieces(format_of(path), size) else 1 for path, size in pieces
    )


def _in_pieces(format: str | None, size: int) -> bool:
    known = FORMATS.get(format or "", NO_FORMAT)
    return known.streamed and size >= MIN_BYTES_FOR_JOBS


class _Part(NamedTuple):
    """A file, or a piece of a long one, as it is dealt; ``fault`` is why it is not looked at.

    ``at`` is what stands before it in its file, and ``last`` tells that nothing stands after it.
    """

    id: int
    number: int
    path: str
    session: FileSession | None
    at: Progress
    piece: Piece | None = None
    last: bool = True
    fault: str = ""


class _Ending(NamedTuple):
    """A part whose process makes of the findings what the report takes."""

    worker: Worker
    part: _Part
    session: FileSession
    found: list[list[RunFinding]]
    at: Progress


def chunks_of_jobs(
    files: list[str],
    sizes: list[int],
    jobs: int,
    options: CheckOptions,
    sessions: Sessions,
    report: ReportOptions,
) -> Iterator[Found]:
    """Yield what `spacelint.cli.check` does of the files in turn, in the same order."""
    jobs = min(jobs, _parts(files, sizes))
    workers = _start(jobs, options, report)
    parts = _dealt(files, sizes, sessions)
    begun: deque[tuple[_Part, Worker | None]] = deque()
    ending: deque[_Ending] = deque()
    try:
        while True:
            for part in islice(parts, AHEAD * jobs - len(begun)):
                begun.append((part, _begin(workers, part, sizes, sessions)))
            if not begun:
                break
            part, worker = begun.popleft()
            session = part.session
            answer = None if worker is None else worker.answer(part.id)
            if session is None:
                yield from _end(ending, report)
                yield part.number, None, part.fault
            elif part.at.ended:
                if worker is not None and answer is not None:
                    worker.ask(part.id, None)
            elif worker is None or answer is None:
                yield from _end(ending, report)
                for chunk in _checked_here(part, session, report):
                    yield part.number, session, chunk
            else:
                at = Progress(part.at.offset, part.at.titled)
                found = _of_run(answer, session, part.at)
                worker.ask(part.id, found, at, part.last)
                ending.append(_Ending(worker, part, session, found, at))
                yield from _end(ending, report, AHEAD * jobs)
        yield from _end(ending, report)
    finally:
        for each in workers:
            each.stop()


def _dealt(files: list[str], sizes: list[int], sessions: Sessions) -> Iterator[_Part]:
    """Yield the parts of the files in turn; a file whose end is known to be needless ends there."""
    ids = count()
    for number, (path, size) in enumerate(zip(files, sizes, strict=True)):
        at = Progress()
        try:
            session = sessions.of(path)
        except UsageError as error:
            yield _Part(next(ids), number, path, None, at, fault=str(error))
            continue
        kind = format_name(path, session)
        if not _in_pieces(kind, size):
            yield _Part(next(ids), number, path, session, at)
            continue
        pieces = pieces_of_file(path, kind, session.layout, session.max_bytes)
        piece = next(pieces, None)
        while piece is not None and not at.ended:
            following = next(pieces, None)
            yield _Part(next(ids), number, path, session, at, piece, following is None)
            piece = following


def _begin(
    workers: list[Worker], part: _Part, sizes: list[int], sessions: Sessions
) -> Worker | None:
    """Give a part to the process with the least to do; None where this one checks it itself."""
    able = [worker for worker in workers if not worker.broken]
    if not able or part.session is None or not os.path.lexists(part.path):
        return None
    worker = min(able, key=lambda worker: worker.load)
    worker.load += sizes[part.number] if part.piece is None else len(part.piece.data)
    worker.ask(part.id, part.path, part.path in sessions.walked, part.piece)
    return worker


def _checked_here(
    part: _Part, session: FileSession, report: ReportOptions
) -> Iterator[CheckedChunk]:
    """Check a part in this process."""
    if part.piece is None:
        return check_file(part.path, session, report)
    plans = plans_in(part.path, session, part.piece)
    return check_plans(plans, session, report, part.at, part.last)


def _end(ending: deque[_Ending], report: ReportOptions, most: int = 0) -> Iterator[Found]:
    """Yield what was found in the parts that are first in turn, until ``most`` are left."""
    while len(ending) > most:
        worker, part, session, found, at = ending.popleft()
        chunks: Iterable[CheckedChunk] | None = worker.answer(part.id)
        if chunks is None:  # the process was killed
            checked = checked_plans(part.path, session, part.piece)
            chunks = finished(checked, session, report, found, at, part.last)
        for chunk in chunks:
            yield part.number, session, chunk


def _of_run(plans: list[CheckedPlan], session: FileSession, at: Progress) -> list[list[RunFinding]]:
    """Return what the rules over all Spaces find in each plan, up to the limit on findings."""
    found: list[list[RunFinding]] = []
    for plan in plans:
        if at.count + plan.findings > session.most_findings:
            at.ended = True
            break  # it is reported after all that was checked
        memory = RunMemory() if session.memory is None else session.memory
        of_run = run_findings(plan.spaces, session.session.linter, session.context, memory)
        found.append([(index, rule.code, finding) for index, rule, finding in of_run])
        at.count += plan.findings + len(found[-1])
        at.offset += plan.size
        at.titled = at.titled or plan.titled
        at.ended = plan.unread
    return found


def _start(jobs: int, options: CheckOptions, report: ReportOptions) -> list[Worker]:
    """Return as many processes as asked for, or as the system has to give."""
    workers: list[Worker] = []
    for _ in range(jobs):
        try:
            workers.append(Worker(workers, options, report))
        except (OSError, ImportError, NotImplementedError):
            break
    return workers


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
