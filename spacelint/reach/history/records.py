"""The records of ``window.YTD.name.part0 = [ … ]``, one by one, in constant memory."""

from __future__ import annotations

import codecs
import json
import re
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import IO

from spacelint.reach.storage import HistoryError
from spacelint.text.pattern import compile_re

CHUNK = 1 << 20  # bytes read at a time
RECORD_LIMIT = 8 << 20  # characters of one record; a long post has some ten thousand
# What stands before the records: `window.YTD.tweets.part0 =`. Possessive, to fail in linear time.
RECORDS_PREFIX = compile_re(
    r"\ufeff?\s*+(?:[\w$.\s]*+(?<=[\w$.\s])(?:\[[\w\"'.]++\]\s*+)*+=\s*+)?(?=[\[{])"
)
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
                rest = text[at + 1 :] + ("" if ended else decoder.decode(file.read(CHUNK)))
                if rest.strip(" \t\r\n;"):
                    raise HistoryError(
                        f"{name}: more follows after its records, found "
                        f"{rest.strip()[:40]!a}: it is not as X made it"
                    )
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
    match = RECORDS_PREFIX.match(text)
    try:
        return json.JSONDecoder().raw_decode(text, match.end() if match else 0)[0]
    except (ValueError, RecursionError) as error:
        raise HistoryError(_fault(name, 0, error, text, 0)) from None


def _start(text: str, name: str) -> int:
    match = RECORDS_PREFIX.match(text[:4096])
    if match is None or text[match.end()] != "[":
        shown = ascii(text[:40])
        raise HistoryError(
            f"{name} doesn't begin as a file of X's data download does: expected "
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
    reason = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
    return f"{where}: not the JSON it should be ({reason}), or the file is not whole"


ISO = re.compile(
    r"(\d{4})-(\d\d?)-(\d\d?)[T ](\d\d?):(\d\d)(?::(\d\d))?(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?\Z",
    re.ASCII,
)
_POST = "%a %b %d %H:%M:%S %z %Y"  # Sun May 03 18:00:00 +0000 2026
# 5/14/2026 6:30 PM, 14/05/2026 18:30, and the same with dots or with a year of two digits.
SLASHED = re.compile(
    r"(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d\d)(?:,?\s+(\d{1,2}):(\d\d)(?::(\d\d))?\s*([AaPp]\.?[Mm]\.?)?)?\Z",
    re.ASCII,
)
FIRST_DAY = "2021-01-01"  # Spaces were opened to all in 2021


def utc(value: object) -> str | None:
    """``2026-05-03T18:00:00Z`` of an RFC 3339 time, a post's time or Unix (milli)seconds.

    A time without offset is taken as UTC, as X's download means it. None for anything else.
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(int(value)) if abs(value) < 1e15 else ""
    if not isinstance(value, str) or len(value) > 60:
        return None
    text = value.strip()
    try:
        if text.isdecimal() and text.isascii():
            number = int(text)
            instant = datetime.fromtimestamp(number / 1000 if number > 10**11 else number, UTC)
        elif match := ISO.match(text):
            year, month, day, hour, minute, second, offset = match.groups()
            date = f"{year}-{month:0>2}-{day:0>2}T{hour:0>2}:{minute}:{second or '00'}"
            instant = datetime.fromisoformat(date + (offset or "Z")).astimezone(UTC)
        else:
            instant = datetime.strptime(text, _POST).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ") if 1000 <= instant.year < 2200 else None


def slashed(match: re.Match[str], *, month_first: bool) -> str | None:
    """``2026-05-14T18:30:00Z`` of a match of `SLASHED`; None where there is no such day or hour."""
    first, second, year, hour, minute, second_, half = match.groups()
    month, day = (first, second) if month_first else (second, first)
    hours = int(hour or 0)
    if half:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half.lower().startswith("p") else 0)
    years = int(year) + (2000 if len(year) == 2 else 0)
    text = f"{years:04d}-{int(month):02d}-{int(day):02d}T{hours:02d}:{minute or '00'}"
    return utc(f"{text}:{second_ or '00'}Z")


def plausible(instant: str | None) -> str | None:
    """The instant, or None where no Space can have been then: some dates of X are decades wrong.

    A computer's clock may be wrong too, so what is a year ahead is believed.
    """
    last = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 366 * 86400))
    return instant if instant is not None and FIRST_DAY <= instant <= last else None
