"""A handle whose account has another name by now, by the brand book or a dated table.

What the brand book says of a handle goes before the table: a handle of the team's own is in use.
"""

from __future__ import annotations

from spacelint.checks.contract import NOTHING, Edit, Finding, Trigger

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from spacelint.checks.contract import Algorithm, Context
    from spacelint.schema import Field
    from spacelint.text import Candidate, Title

SCOPES = ("mention",)
PLACEHOLDERS = ("successor", "date", "when")
_MONTHS = """
January February March April May June July August September October November December
"""
_HANDLE = "[A-Za-z0-9_]{1,15}"
_HANDLE_SAYS = "a handle without its @"


def params() -> Mapping[str, Field]:
    """The table: old handle, the new one, since when, and who says so."""
    from spacelint import schema

    renamed = schema.Table(
        "One account that was renamed.",
        {
            "to": schema.string(
                "The handle it has now.",
                required=True,
                pattern=_HANDLE,
                pattern_says=_HANDLE_SAYS,
            ),
            "date": schema.string(
                "When it was renamed: a day, a month or a year.",
                required=True,
                pattern="[0-9]{4}(-(0[1-9]|1[0-2])(-[0-3][0-9])?)?",
                pattern_says="a date like 2023-07-25, 2023-07 or 2023",
            ),
            "source": schema.string("Who says so.", required=True),
        },
    )
    return {
        "renamed": schema.keyed(
            "The renamed accounts by their old handle.",
            schema.nested("", renamed),
            pattern=_HANDLE,
            pattern_says=_HANDLE_SAYS,
            required=True,
            minimum=1,
        )
    }


def trigger(p: Mapping[str, Any]) -> Trigger:
    """Every mention."""
    return Trigger()


def build(p: Mapping[str, Any]) -> Algorithm:
    """Return a finding for a linked mention of an old handle."""
    table: Mapping[str, Mapping[str, str]] = {old.lower(): row for old, row in p["renamed"].items()}

    def check(title: Title, candidate: Candidate, context: Context) -> Sequence[Finding]:
        entity = candidate.entity
        if entity is None:
            return NOTHING
        name, book = entity.value.lower(), context.book
        if book is not None and name in book.renamed:
            successor, since = book.renamed[name].successor, book.renamed[name].since or ""
        elif name in table and (book is None or name not in book.folded_handles):
            successor, since = table[name]["to"], table[name]["date"]
        else:
            return NOTHING
        date = _spoken(since)
        when = f" {'on' if len(since) > 7 else 'in'} {date}" if date else ""
        values = {"successor": "@" + successor, "date": date, "when": when}
        edits = (Edit(entity.start + 1, entity.end, successor),)
        return (Finding(entity.start, entity.end, values, edits),)

    return check


def _spoken(date: str) -> str:
    """Return ``2023-07`` as ``July 2023``, nothing for nothing."""
    year, *rest = date.split("-")
    month = [_MONTHS.split()[int(rest[0]) - 1]] if rest else []
    return " ".join([*(str(int(day)) for day in rest[1:]), *month, year])
