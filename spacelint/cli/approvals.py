"""Which titles were approved as they stand, and which changed since."""

from __future__ import annotations

import sys

from spacelint.cli.session import UsageError
from spacelint.report.html.entries import entries_of
from spacelint.report.html.page import known_of
from spacelint.report.html.review import (
    Known,
    Review,
    ReviewError,
    matched,
    read_approvals,
    read_report,
)
from spacelint.report.item import Item
from spacelint.text.width import visible


def open_review(since: str | None, approved: str | None) -> Review:
    """Read what a report is to be compared with; raises `UsageError`."""
    try:
        earlier = read_report(since) if since else None
        approvals, reviewer = read_approvals(approved) if approved else (None, "")
    except ReviewError as error:
        raise UsageError(str(error)) from None
    return Review(earlier, approvals, reviewer)


class Approvals:
    """Collects the titles of a run, and says at its end how they stand to the approvals."""

    def __init__(self, review: Review) -> None:
        self._known = review.approvals or ()
        self._reviewer = review.reviewer
        self._items: list[Item] = []

    def add(self, item: Item) -> None:
        """Take note of one title."""
        self._items.append(item._replace(changes=None))

    def tell(self, path: str, status: int) -> int:
        """Print what stands and what changed; return the run's status, 1 where a title changed."""
        entries, _ = entries_of(self._items)
        pairs = matched(self._known, [known_of(entry) for entry in entries])
        stand, new, lines = 0, 0, []
        changed = 0
        for number, entry in enumerate(entries):
            approval = pairs.get(number)
            place = f"{visible(entry.path)}:{entry.facts.line}" if entry.facts.line else entry.path
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
