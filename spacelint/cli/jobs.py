"""Several processes for many files, where that is faster."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING

from spacelint.cli.options import CheckOptions
from spacelint.cli.reading import CheckedChunk, ReportOptions, check_file
from spacelint.cli.session import FileSession, Sessions, UsageError
from spacelint.engine.fields import RunMemory, run_findings
from spacelint.report.item import Change

if TYPE_CHECKING:
    from spacelint.cli.reading import Found


# Measured on two cores: two processes take more than twice as long as one, since what the rules
# over all Spaces of a run say is looked at again here. So few cores are left to one process.
MIN_CORES_FOR_JOBS = 4
# Measured: below this the start of the processes costs more than they save.
MIN_BYTES_FOR_JOBS = 400_000  # bytes in all
# A file longer than this is read in chunks by this process: its findings need not wait for its end.
LONG = 20_000_000


class _Changes:
    """The changes of all diagnostics, worked out; can be sent to another process."""

    __slots__ = ("_each",)

    def __init__(self, each: tuple[tuple[Change, ...], ...]) -> None:
        self._each = each

    def __call__(self, index: int) -> tuple[Change, ...]:
        return self._each[index]


def worker_count(sizes: list[int]) -> int:
    """Return how many processes pay for files of these sizes in bytes."""
    small = [size for size in sizes if size < LONG]
    cores = _cores()
    if cores < MIN_CORES_FOR_JOBS or sum(small) < MIN_BYTES_FOR_JOBS:
        return 1
    return min(cores, len(small))


def chunks_of_jobs(
    files: list[str],
    sizes: list[int],
    jobs: int,
    options: CheckOptions,
    sessions: Sessions,
    report: ReportOptions,
) -> Iterator[Found]:
    """Yield what `spacelint.cli.check` does of the files in turn, in the same order."""
    reported: set[str] = set()
    pool = _pool(jobs, options, report)
    try:
        waiting = _submitted(pool, files, sizes, sessions)
        for number, future in enumerate(waiting):
            waiting[number] = None  # what was shown is not kept
            try:
                session = sessions.of(files[number])
            except UsageError as error:
                if str(error) not in reported:
                    reported.add(str(error))
                    yield number, None, str(error)
                continue
            found: Iterable[CheckedChunk]
            try:
                done = None if future is None else future.result()
            except BrokenProcessPool:  # a worker was killed
                done = None
            if done is None or _meets_others(done, session):
                found = check_file(files[number], session, report)
            else:
                found = done
                _remember(done, session)
            for chunk in found:
                yield number, session, chunk
    finally:
        if pool is not None:
            pool.shutdown(cancel_futures=True)


def _pool(jobs: int, options: CheckOptions, report: ReportOptions) -> ProcessPoolExecutor | None:
    """Return the processes; None where the system has none to give.

    They need semaphores, so a /dev/shm that can be written, and a few descriptors each.
    """
    try:
        return ProcessPoolExecutor(
            jobs,
            initializer=_begin,
            initargs=(options.common, options.format, report._replace(summaries=True)),
        )
    except (OSError, ImportError, NotImplementedError):
        return None


def _submitted(
    pool: ProcessPoolExecutor | None, files: list[str], sizes: list[int], sessions: Sessions
) -> list[Future[list[CheckedChunk]] | None]:
    """Return the future of each file; None for one that this process checks by itself."""
    waiting: list[Future[list[CheckedChunk]] | None] = []
    for path, size in zip(files, sizes, strict=True):
        future = None
        if pool is not None and size < LONG:
            try:
                future = pool.submit(_check, path, path in sessions.walked)
            except (OSError, RuntimeError):  # no descriptor or no process is left
                pool.shutdown(cancel_futures=True)
                return [None] * len(files)
        waiting.append(future)
    return waiting


_worker: dict[str, object] = {}


def _begin(options: object, format: str | None, report: object) -> None:

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent tells the workers to stop
    _worker["sessions"] = Sessions(options, format=format)  # type: ignore[arg-type]
    _worker["report"] = report


def _check(path: str, walked: bool) -> list[CheckedChunk]:
    sessions: Sessions = _worker["sessions"]  # type: ignore[assignment]
    report: ReportOptions = _worker["report"]  # type: ignore[assignment]
    sessions.walked = frozenset((path,)) if walked else frozenset()
    try:
        session = sessions.of(path)
    except UsageError:
        return []  # the parent tells
    session = session._replace(memory=RunMemory())  # that of the run is in the parent
    return [_sendable(chunk) for chunk in check_file(path, session, report)]


def _meets_others(chunks: Sequence[CheckedChunk], session: FileSession) -> bool:
    """True if the rules over all Spaces find more in a file when they know those before it."""
    if session.memory is None:
        return False
    alone, among = RunMemory(), session.memory.fork()
    return any(_told(chunk, session, alone) != _told(chunk, session, among) for chunk in chunks)


def _remember(chunks: Sequence[CheckedChunk], session: FileSession) -> None:
    if session.memory is not None:
        for chunk in chunks:
            _told(chunk, session, session.memory)


def _told(chunk: CheckedChunk, session: FileSession, memory: RunMemory) -> list[object]:
    linter = session.session.linter
    return list(run_findings(chunk.summaries, linter, session.context, memory))


def _sendable(chunk: CheckedChunk) -> CheckedChunk:
    items = []
    for item in chunk.items:
        changes = item.changes
        if changes is not None:
            made = tuple([changes(i) for i in range(len(item.diagnostics))])
            item = item._replace(changes=_Changes(made))
        items.append(item)
    return chunk._replace(items=items)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
