"""Requests from standard input: one a line, each of a bounded size."""

from __future__ import annotations

import asyncio
import json
import re
import threading
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from typing import NamedTuple

#: Bytes of the longest request that is read.
MAX_REQUEST = 5_000_000
_PIECE = 1 << 16
_KEPT = 4_096  # bytes of either end of a request that is too long, for its id
_WAITING = 4  # requests that are read before the one before is taken
_MOST_OPEN = 16  # requests that are not answered yet, beyond which none is taken
_PATIENCE = 10  # seconds; a request that is never answered must not stop the others
_ID = rb'"id"\s*:\s*(-?\d{1,18}|"(?:[^"\\]|\\.){0,200}")'
_FIRST = re.compile(
    rb'\s*\{\s*(?:"(?:jsonrpc|method)"\s*:\s*"[^"\\]*"\s*,\s*){0,2}' + _ID, re.DOTALL
)
_LAST = re.compile(_ID + rb'\s*(?:,\s*"(?:jsonrpc|method)"\s*:\s*"[^"\\]*"\s*){0,2}\}\s*\Z')


INVALID_REQUEST = -32600
PARSE_ERROR = -32700


class Unread(NamedTuple):
    """A request that was not read: JSON-RPC's code of the error, why, and its id if it is known."""

    code: int
    message: str
    id: int | str | None


def too_long(size: int, id: int | str | None) -> Unread:
    """Return what is said of a request of ``size`` bytes."""
    message = (
        f"this request has {size:,} bytes; at most {MAX_REQUEST:,} are read: send fewer Spaces at"
        " a time, or the path of the plan"
    )
    return Unread(INVALID_REQUEST, message, id)


def readable(line: str, fits: Callable[[str], bool]) -> str | Unread:
    """Return a request in a form that ``fits``, or why there is none.

    Halves of surrogate pairs, which are no characters, are replaced.
    """
    if fits(line):
        return line
    try:
        value = json.loads(line)
        written = json.dumps(value, ensure_ascii=False).encode("utf-16", "surrogatepass")
    except (ValueError, RecursionError):
        ends = line[:_KEPT].encode(), line[-_KEPT:].encode()
        return Unread(PARSE_ERROR, "this line is not JSON: send one request a line", _id_of(*ends))
    whole = written.decode("utf-16", "replace")
    if fits(whole):
        return whole
    if isinstance(value, list):
        return Unread(INVALID_REQUEST, "send one request a line, not a list of them", None)
    id = value.get("id") if isinstance(value, dict) else None
    known = isinstance(id, int | str) and not isinstance(id, bool)
    message = (
        'this is no request: it needs jsonrpc "2.0", a method, params that are an object, if any,'
        " and an id that is a text or a whole number"
    )
    return Unread(INVALID_REQUEST, message, id if known else None)


def requests(pieces: Iterable[bytes], most: int = MAX_REQUEST) -> Iterator[str | Unread]:
    """Yield each line of a stream that comes in ``pieces``, or that it is too long.

    Blank lines are left out. Not more than ``most`` bytes and a piece are kept at a time.
    """
    line = bytearray()
    size, head = 0, b""  # of a line that is too long
    for piece in pieces:
        *ended, rest = piece.split(b"\n")
        for part in ended:
            line += part
            if size or len(line) > most:
                yield too_long(size + len(line), _id_of(head or bytes(line[:_KEPT]), line[-_KEPT:]))
            elif line.strip():
                yield line.decode("utf-8", "replace")
            line.clear()
            size, head = 0, b""
        line += rest
        if len(line) > most + _KEPT:
            head = head or bytes(line[:_KEPT])
            size += len(line) - _KEPT
            del line[:-_KEPT]
    if size or len(line) > most:
        yield too_long(size + len(line), _id_of(head or bytes(line[:_KEPT]), line[-_KEPT:]))
    elif line.strip():
        yield line.decode("utf-8", "replace")


def _id_of(head: bytes, tail: bytes | bytearray) -> int | str | None:
    """Return the id of a request that begins and ends so; it is a key of the whole, not inside."""
    found = _FIRST.match(head) or _LAST.search(tail)
    if found is None:
        return None
    id: int | str = json.loads(found[1].decode("utf-8", "replace"))
    return id


class Requests:
    """The requests on a stream that ``fits`` says the SDK can read, for it to go through.

    The SDK would not answer the others: they are refused, and those too long. ``read`` gives the
    next bytes of the stream, none at its end. It is called in a thread that nobody waits for: it
    may wait for input as long as it likes when the program ends.
    """

    def __init__(self, read: Callable[[int], bytes], fits: Callable[[str], bool]) -> None:
        self._read = read
        self._fits = fits
        self._open: Counter[object] = Counter()  # the ids of requests that are not answered
        self._answered = asyncio.Event()
        #: Tells the client that a request was not read.
        self.refuse: Callable[[Unread], Awaitable[None]] | None = None

    async def __aiter__(self) -> AsyncIterator[str]:
        waiting: asyncio.Queue[str | Unread | None] = asyncio.Queue()
        room = threading.Semaphore(_WAITING)
        loop = asyncio.get_running_loop()

        def pump() -> None:
            try:
                for request in requests(iter(self._piece, b"")):
                    room.acquire()
                    loop.call_soon_threadsafe(waiting.put_nowait, request)
                loop.call_soon_threadsafe(waiting.put_nowait, None)
            except RuntimeError:
                return  # the program has ended

        threading.Thread(target=pump, daemon=True).start()
        while (request := await waiting.get()) is not None:
            room.release()
            if isinstance(request, str):
                request = readable(request, self._fits)
            if isinstance(request, str):
                await self._take(request)
                yield request
            elif self.refuse is not None:
                await self.refuse(request)

    async def _take(self, request: str) -> None:
        """Count a request as open, when few others are; the SDK makes a task of each."""
        value = json.loads(request)
        if value.get("method") == "notifications/cancelled":  # it is not answered any more
            self.answered((value.get("params") or {}).get("requestId"))
        elif "method" in value and "id" in value:
            while self._open.total() >= _MOST_OPEN:
                self._answered.clear()
                try:
                    await asyncio.wait_for(self._answered.wait(), _PATIENCE)
                except TimeoutError:
                    break
            self._open[value["id"]] += 1
        else:
            await asyncio.sleep(0)

    def answered(self, id: object) -> None:
        """Make room: the request of this id has its answer, or needs none."""
        if isinstance(id, int | str) and self._open.get(id):
            self._open[id] -= 1
            self._open += Counter()  # without those of which there is none
            self._answered.set()

    def _piece(self) -> bytes:
        try:
            return self._read(_PIECE)
        except OSError:
            return b""  # it was closed
