"""Several processes for many files, where that is faster."""

from __future__ import annotations

import os

from spacelint.cli.reading import Piece, check_file
from spacelint.cli.session import UsageError
from spacelint.cli.sessions import Sessions
from spacelint.engine.fields import RunMemory, run_findings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacelint.cli.check import CheckOptions, Found
    from spacelint.cli.reading import Wish
    from spacelint.cli.sessions import FileSession
    from spacelint.report.item import Change

# Measured on two cores: two processes take more than twice as long as one, since what the rules
# over all Spaces of a run say is looked at again here. So few cores are left to one process.
PAYS_FROM_CORES = 4
# Measured: below this the start of the processes costs more than they save.
PAYS_FROM = 400_000  # bytes in all
# A file longer than this is read in pieces by this process: its findings need not wait for its end.
LONG = 20_000_000


class _Changes:
    """The changes of all diagnostics, worked out; can be sent to another process."""

    __slots__ = ("_each",)

    def __init__(self, each: tuple[tuple[Change, ...], ...]) -> None:
        self._each = each

    def __call__(self, index: int) -> tuple[Change, ...]:
        return self._each[index]


def paying(sizes: list[int]) -> int:
    """Return how many processes pay for files of these sizes in bytes."""
    small = [size for size in sizes if size < LONG]
    cores = _cores()
    if cores < PAYS_FROM_CORES or sum(small) < PAYS_FROM:
        return 1
    return min(cores, len(small))


def pieces_of_jobs(
    files: list[str],
    sizes: list[int],
    jobs: int,
    options: CheckOptions,
    sessions: Sessions,
    wish: Wish,
) -> Iterator[Found]:
    """Yield what `spacelint.cli.check` does of the files in turn, in the same order."""
    from concurrent.futures import ProcessPoolExecutor

    pool = ProcessPoolExecutor(
        jobs,
        initializer=_begin,
        initargs=(options.common, options.format, wish._replace(briefs=True)),
    )
    told: set[str] = set()
    try:
        waiting = [
            None if size >= LONG else pool.submit(_check, path, path in sessions.walked)
            for path, size in zip(files, sizes, strict=True)
        ]
        for number, future in enumerate(waiting):
            waiting[number] = None  # what was shown is not kept
            try:
                session = sessions.of(files[number])
            except UsageError as error:
                if str(error) not in told:
                    told.add(str(error))
                    yield number, None, str(error)
                continue
            found: Iterable[Piece]
            if future is None:
                found = check_file(files[number], session, wish)
            else:
                found = future.result()
                if _meets_others(found, session):
                    found = check_file(files[number], session, wish)
                else:
                    _remember(found, session)
            for piece in found:
                yield number, session, piece
    finally:
        pool.shutdown(cancel_futures=True)


_worker: dict[str, object] = {}


def _begin(options: object, format: str | None, wish: object) -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent tells the workers to stop
    _worker["sessions"] = Sessions(options, format=format)  # type: ignore[arg-type]
    _worker["wish"] = wish


def _check(path: str, walked: bool) -> list[Piece]:
    sessions: Sessions = _worker["sessions"]  # type: ignore[assignment]
    sessions.walked = frozenset((path,)) if walked else frozenset()
    wish: Wish = _worker["wish"]  # type: ignore[assignment]
    try:
        session = sessions.of(path)
    except UsageError:
        return []  # the parent tells
    session = session._replace(memory=RunMemory())  # that of the run is in the parent
    return [_sendable(piece) for piece in check_file(path, session, wish)]


def _meets_others(pieces: Sequence[Piece], session: FileSession) -> bool:
    """Tell whether the rules over all Spaces find more in a file when they know those before it."""
    if session.memory is None:
        return False
    alone, among = RunMemory(), session.memory.fork()
    return any(_told(piece, session, alone) != _told(piece, session, among) for piece in pieces)


def _remember(pieces: Sequence[Piece], session: FileSession) -> None:
    if session.memory is not None:
        for piece in pieces:
            _told(piece, session, session.memory)


def _told(piece: Piece, session: FileSession, memory: RunMemory) -> list[object]:
    linter = session.session.linter
    return list(run_findings(piece.briefs, linter, session.context, memory))


def _sendable(piece: Piece) -> Piece:
    items = []
    for item in piece.items:
        changes = item.changes
        if changes is not None:
            made = tuple([changes(i) for i in range(len(item.diagnostics))])
            item = item._replace(changes=_Changes(made))
        items.append(item)
    return piece._replace(items=items)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
