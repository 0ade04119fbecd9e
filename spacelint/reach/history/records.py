"""The records of ``window.YTD.name.part0 = [ … ]``, one by one, in constant memory."""

from __future__ import annotations

import codecs
import json
import re
from typing import TYPE_CHECKING

from spacelint.reach.errors import HistoryError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import IO

CHUNK = 1 << 20  # bytes read at a time
RECORD_LIMIT = 8 << 20  # characters of one record; a long post has some ten thousand
_PREFIX = re.compile(r"\ufeff?\s*(?:[\w$.\s]+(?:\[[\w\"'.]+\]\s*)*=\s*)?(?=[\[{])")
_ENDS = (",", "]", " ", "\n", "\r", "\t")
_GAP = re.compile(r"[\s,]*")


def read_records(
    file: IO[bytes], name: str, progress: Callable[[int], None] = lambda size: None
) -> Iterator[object]:
    """Each member of the array; ``progress`` is given the bytes of each chunk.

    Memory stays at a chunk and a record, whatever the size of the file. Raises HistoryError that
    names the file and the record where it is not such an array.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    scan = json.JSONDecoder().raw_decode
    text, at, number, ended = "", 0, 0, False
    opened = False
    while True:
        raw = b"" if ended else file.read(CHUNK)
        ended = not raw
        progress(len(raw))
        text = text[at:] + decoder.decode(raw, ended)
        at = 0
        if not opened:
            at = _start(text, name)
            opened = True
        while True:
            at = _GAP.match(text, at).end()  # type: ignore[union-attr]
            if at < len(text) and text[at] == "]":
                return
            try:
                record, end = scan(text, at)
            except (ValueError, RecursionError) as error:
                if isinstance(error, RecursionError) or ended or len(text) - at > RECORD_LIMIT:
                    raise HistoryError(_fault(name, number + 1, error, text, at)) from None
                break  # it may go on in the next chunk
            # A number may go on in the next chunk; only these characters end it.
            bare = not isinstance(record, dict | list | str)
            if bare and not ended and text[end : end + 1] not in _ENDS:
                break
            at = end
            number += 1
            yield record


def read_document(raw: bytes, name: str) -> object:
    """A file that holds one value, such as the manifest. Raises HistoryError."""
    text = raw.decode("utf-8", "replace")
    match = _PREFIX.match(text)
    try:
        return json.JSONDecoder().raw_decode(text, match.end() if match else 0)[0]
    except (ValueError, RecursionError) as error:
        raise HistoryError(_fault(name, 0, error, text, 0)) from None


def _start(text: str, name: str) -> int:
    match = _PREFIX.match(text[:4096])
    if match is None or text[match.end()] != "[":
        shown = ascii(text[:40])
        raise HistoryError(
            f"{name} does not begin as a file of X's data download does: expected "
            f"window.YTD.….part0 = [, found {shown}"
        )
    return match.end() + 1


def _fault(name: str, number: int, error: Exception, text: str, at: int) -> str:
    where = f"{name}, record {number}" if number else name
    if isinstance(error, RecursionError):
        return f"{where}: nested too deeply"
    if len(text) - at > RECORD_LIMIT:
        return f"{where}: more than {RECORD_LIMIT:,} characters, or not JSON"
    if not text[at:].strip():
        return f"{where}: the file ends here, in the middle: it is not whole"
    said = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
    return f"{where}: not the JSON it should be ({said}), or the file is not whole"
