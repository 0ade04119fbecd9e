"""Earlier reports and approvals, read from their files and matched to today's Spaces."""

from __future__ import annotations

import json
import re
import sys
from collections import deque
from collections.abc import Callable, Hashable, Sequence
from typing import Any, NamedTuple

from spacelint.report.html.entries import Entry, entries_of
from spacelint.report.item import Item
from spacelint.source.reader import read_bytes
from spacelint.text.width import place_text, visible

#: Bytes of a report or of approvals that are read.
MAX_BYTES = 20_000_000
_MOST_SPACES = 100_000
#: The element of a report that holds its data.
DATA_ID = "spacelint-data"
REPORT_FORMAT = "spacelint-report"
APPROVALS_FORMAT = "spacelint-approvals"
_DATA = re.compile(rf'<script type="application/json" id="{DATA_ID}">(.*?)</script>', re.DOTALL)


class ReviewError(Exception):
    """A report or approvals cannot be read; the text says which file and why."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{visible(path)}: {why}")


class Known(NamedTuple):
    """A Space as an earlier report or an approval has it."""

    anchor: str
    path: str
    id: str
    title: str
    start: str
    host: str
    approved: bool = False
    note: str = ""
    codes: tuple[str, ...] = ()


class Review(NamedTuple):
    """What to compare a report with; None for no comparison."""

    since: tuple[Known, ...] | None = None
    approvals: tuple[Known, ...] | None = None
    reviewer: str = ""


def open_review(since: str | None, approved: str | None) -> Review:
    """Read what a report is to be compared with; raises `ReviewError`."""
    earlier = read_report(since) if since else None
    approvals, reviewer = read_approvals(approved) if approved else (None, "")
    return Review(earlier, approvals, reviewer)


def read_report(path: str) -> tuple[Known, ...]:
    """Return the Spaces of an earlier HTML report; raises `ReviewError`."""
    found = _DATA.search(_read(path))
    if found is None:
        message = "this is not a report of spacelint: it has no data of its Spaces"
        raise ReviewError(path, f"{message}; write one with spacelint report")
    return _spaces(path, _parsed(path, found[1]), REPORT_FORMAT)


def read_approvals(path: str) -> tuple[tuple[Known, ...], str]:
    """Return the Spaces of saved approvals, and who reviewed them; raises `ReviewError`."""
    data = _parsed(path, _read(path))
    known = _spaces(path, data, APPROVALS_FORMAT)
    return known, _text(data.get("reviewer"))


def known_of(entry: Entry) -> Known:
    """Return a Space as the next report, or an approval, will know it."""
    facts = entry.facts
    codes = tuple(each.code for each in entry.findings)
    return Known(
        entry.anchor, entry.path, facts.id, entry.text, facts.start, facts.host, codes=codes
    )


def matched(old: Sequence[Known], new: Sequence[Known]) -> dict[int, Known]:
    """Return the Space of ``old`` that each of ``new`` is, by its index; each at most once.

    Matched by id, else by file, title and start, then by those of them that did not change.
    """
    keys: tuple[Callable[[Known], Hashable], ...] = (
        lambda one: one.id,
        lambda one: one.title and (one.path, one.title, one.start),
        lambda one: one.title and (one.path, one.title),
        lambda one: one.start and (one.path, one.start, one.host),
        lambda one: one.title and one.start and (one.title, one.start),
        lambda one: one.title,
        lambda one: one.start and one.host and (one.start, one.host),
    )
    pairs: dict[int, Known] = {}
    left = list(old)
    for key in keys:
        waiting: dict[Hashable, deque[Known]] = {}
        for one in left:
            if value := key(one):
                waiting.setdefault(value, deque()).append(one)
        for number, one in enumerate(new):
            if number not in pairs and (same := waiting.get(key(one))):
                pairs[number] = same.popleft()
        taken = {id(one) for one in pairs.values()}
        left = [one for one in left if id(one) not in taken]
    return pairs


class Approvals:
    """Collects the titles of a run, and at its end compares them with the approvals."""

    def __init__(self, review: Review) -> None:
        self._known = review.approvals or ()
        self._reviewer = review.reviewer
        self._items: list[Item] = []

    def add(self, item: Item) -> None:
        self._items.append(item._replace(changes=None))

    def report(self, path: str, status: int) -> int:
        """Print what is approved and what changed; return the status, 1 if a title changed."""
        entries, _ = entries_of(self._items)
        pairs = matched(self._known, [known_of(entry) for entry in entries])
        stand, new, lines = 0, 0, []
        changed = 0
        for number, entry in enumerate(entries):
            approval = pairs.get(number)
            place = (
                place_text(visible(entry.path), entry.facts.line)
                if entry.facts.line
                else entry.path
            )
            if approval is None or not approval.approved:
                new += 1
                lines.append(f"{place}: not approved: {_title(entry.text)}{_note(approval)}")
            elif approval.title == entry.text:
                stand += 1
                if approval.start != entry.facts.start:
                    lines.append(f"{place}: approved, but its start changed: {_title(entry.text)}")
            else:
                changed += 1
                lines.append(
                    f"{place}: changed since it was approved\n"
                    f"    approved  {_title(approval.title)}\n"
                    f"    now       {_title(entry.text)}{_note(approval)}"
                )
        matched_now = {id(one) for one in pairs.values()}
        gone = [one for one in self._known if one.approved and id(one) not in matched_now]
        lines += [f"{visible(path)}: no longer planned: {_title(one.title)}" for one in gone]
        by = f" by {visible(self._reviewer)}" if self._reviewer else ""
        are = "title is" if stand == 1 else "titles are"
        lines.append(
            f"{visible(path)}: {stand:,} {are} approved{by} as planned,"
            f" {changed:,} changed since, {new:,} not approved."
        )
        sys.stdout.flush()
        for line in lines:
            print(line, file=sys.stderr)
        return max(status, int(changed > 0))


def _title(text: str) -> str:
    return visible(text) if text else "(no title)"


def _note(approval: Known | None) -> str:
    if approval is None or not approval.note.strip():
        return ""
    return f"\n    note      {visible(' '.join(approval.note.split()))}"


def _read(path: str) -> str:
    data = read_bytes(path, MAX_BYTES)
    if not isinstance(data, bytes):
        raise ReviewError(path, data.message)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReviewError(path, f"byte {error.start} is no UTF-8") from None


def _parsed(path: str, text: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReviewError(path, f"this is no JSON: {error}") from None
    if not isinstance(data, dict):
        raise ReviewError(path, f"expected an object; found {type(data).__name__}")
    return data


def _spaces(path: str, data: dict[str, Any], format: str) -> tuple[Known, ...]:
    found = data.get("format")
    if found != format:
        shown = visible(str(found)[:60])
        message = f'expected "format": "{format}", found "{shown}"'
        raise ReviewError(path, message)
    if data.get("version") != 1:
        shown = visible(str(data.get("version"))[:60])
        raise ReviewError(path, f"expected version 1, found {shown}")
    spaces = data.get("spaces")
    if not isinstance(spaces, list) or len(spaces) > _MOST_SPACES:
        raise ReviewError(path, 'expected a list of "spaces"')
    known = []
    for number, one in enumerate(spaces, 1):
        if not isinstance(one, dict):
            raise ReviewError(path, f"Space {number} of its list is no object")
        texts = {key: _text(one.get(key)) for key in ("anchor", "id", "title", "start", "host")}
        codes = one.get("codes")
        known.append(
            Known(
                **texts,
                path=_text(one.get("file")),
                approved=one.get("approved") is True,
                note=_text(one.get("note")),
                codes=tuple(map(str, codes)) if isinstance(codes, list) else (),
            )
        )
    return tuple(known)


def _text(value: object) -> str:
    return value[:10_000] if isinstance(value, str) else ""
