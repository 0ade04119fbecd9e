"""Requests from standard input: one a line, each of a bounded size."""

from __future__ import annotations

import asyncio
import json
import re
import threading
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from typing import NamedTuple, TypeVar

M = TypeVar("M")

#: Bytes of the longest request that is read.
MAX_REQUEST = 5_000_000
_PIECE = 1 << 16
_KEPT = 4_096  # bytes of either end of a request that is too long, for its id
_WAITING = 4  # requests that are read before the one before is taken
#: Bytes of the requests that are not answered yet, beyond which none is taken: each is kept as long
#: as it is open. It is so much that a client does not get there, as what cancels one waits too.
_MOST_OPEN = 64_000_000
_TASK = 16_000  # bytes of a request beside its own: of the SDK's task, measured with 1,000 of them
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
    """Return the refusal of a request that has ``size`` bytes."""
    message = (
        f"this request has {size:,} bytes; at most {MAX_REQUEST:,} are read: send fewer Spaces at"
        " a time, or the path of the plan"
    )
    return Unread(INVALID_REQUEST, message, id)


def readable(line: str, parse: Callable[[str], M]) -> M | Unread:
    """Return what ``parse`` makes of a request, or why it raises ValueError for it.

    Halves of surrogate pairs, which are no characters, are replaced.
    """
    try:
        return parse(line)
    except ValueError:
        pass
    try:
        value = json.loads(line)
        written = json.dumps(value, ensure_ascii=False).encode("utf-16", "surrogatepass")
    except (ValueError, RecursionError):
        ends = line[:_KEPT].encode(), line[-_KEPT:].encode()
        reason = "this line is not JSON, or has thousands of levels: send one request a line"
        return Unread(PARSE_ERROR, reason, _id_of(*ends))
    try:
        return parse(written.decode("utf-16", "replace"))
    except ValueError:
        return _refused(value)


def _refused(value: object) -> Unread:
    if isinstance(value, list):
        return Unread(INVALID_REQUEST, "send one request a line, not a list of them", None)
    id = value.get("id") if isinstance(value, dict) else None
    known = isinstance(id, int | str) and not isinstance(id, bool)
    message = (
        'this is not a JSON-RPC request: expected jsonrpc "2.0", a method, an id that is a text or'
        " a whole number and, as params, an object of at most 200 levels"
    )
    return Unread(INVALID_REQUEST, message, id if known else None)


def requests(pieces: Iterable[bytes], most: int = MAX_REQUEST) -> Iterator[str | Unread]:
    """Yield each line of a stream that comes in ``pieces``, or that it is too long.

    Blank lines are left out, and a byte-order mark, which PowerShell writes. Not more than ``most``
    bytes and a piece are kept at a time.
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
                yield line.decode("utf-8-sig", "replace")
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
        yield line.decode("utf-8-sig", "replace")


def _id_of(head: bytes, tail: bytes | bytearray) -> int | str | None:
    """Return the id of a request that begins and ends so; it is a key of the whole, not inside."""
    found = _FIRST.match(head) or _LAST.search(tail)
    if found is None:
        return None
    id: int | str = json.loads(found[1].decode("utf-8", "replace"))
    return id


class Open:
    """The requests that are taken and not answered yet."""

    def __init__(self) -> None:
        self._sizes: dict[object, list[int]] = {}  # by id, which a client may use twice
        self._size = 0
        self._fewer = asyncio.Event()

    async def take(self, id: object, size: int) -> None:
        """Count a request of ``size`` bytes, after a wait where too much is open."""
        await self.wait(_MOST_OPEN)
        self._sizes.setdefault(id, []).append(size + _TASK)
        self._size += size + _TASK

    async def wait(self, most: int = 0) -> None:
        """Wait until at most ``most`` bytes are open."""
        while self._size > most:
            self._fewer.clear()
            await self._fewer.wait()

    async def settle(self, id: object) -> None:
        """Take note that the request of this id has its answer, or gets none."""
        if sizes := self._sizes.get(id):
            self._size -= sizes.pop()
            if not sizes:
                del self._sizes[id]
            self._fewer.set()


async def lines(read: Callable[[int], bytes]) -> AsyncIterator[str | Unread]:
    """Yield the requests on a stream, of which ``read`` gives the next bytes, none at its end.

    It is called in a thread that nobody waits for: it may wait for input as long as it likes when
    the program ends.
    """
    waiting: asyncio.Queue[str | Unread | None] = asyncio.Queue()
    room = threading.Semaphore(_WAITING)
    loop = asyncio.get_running_loop()

    def piece() -> bytes:
        try:
            return read(_PIECE)
        except OSError:
            return b""  # it was closed

    def pump() -> None:
        try:
            for request in requests(iter(piece, b"")):
                room.acquire()
                loop.call_soon_threadsafe(waiting.put_nowait, request)
            loop.call_soon_threadsafe(waiting.put_nowait, None)
        except RuntimeError:
            return  # the program has ended

    threading.Thread(target=pump, daemon=True).start()
    while (request := await waiting.get()) is not None:
        room.release()
        yield request
