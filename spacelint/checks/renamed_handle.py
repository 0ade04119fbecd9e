"""A handle whose account was renamed, by the brand book or a dated table.

The brand book outranks the table: a handle in the book is in use.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, check
from spacelint.text import Candidate, Title
from spacelint.text.edit import Edit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from spacelint.schema import Field

_HANDLE = "[A-Za-z0-9_]{1,15}"
_HANDLE_SAYS = "a handle without its @"


def _params(schema: Any) -> Mapping[str, Field]:
    """The table: old handle, the new one, since when, and who says so."""
    from spacelint.checks.shared.disclosure import DATE, DATE_SAYS, sourced

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
                pattern=DATE,
                pattern_says=DATE_SAYS,
            ),
            "checked": schema.string(
                "When that was last looked up. The finding shows it.",
                pattern=DATE,
                pattern_says=DATE_SAYS,
            ),
            **sourced(),
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


@check(
    scopes=("mention",),
    placeholders=("successor", "date", "when", "list"),
    params=_params,
)
def renamed_handle(p: Params) -> Algorithm:
    """Report a linked mention of an old handle."""
    table: Mapping[str, Mapping[str, str]] = {old.lower(): row for old, row in p["renamed"].items()}

    def run(title: Title, candidate: Candidate, context: Context) -> Sequence[Finding]:
        entity = candidate.entity
        if entity is None:
            return NOTHING
        name, book, checked = entity.value.lower(), context.book, ""
        if book is not None and name in book.renamed:
            successor, day = book.renamed[name].successor, book.renamed[name].since or ""
        elif name in table and (book is None or name not in book.folded_handles):
            row = table[name]
            successor, day, checked = row["to"], row["date"], row["checked"] or row["date"]
        else:
            return NOTHING
        from spacelint.checks.shared.space import since, spoken

        values = {
            "successor": "@" + successor,
            "date": spoken(day),
            "when": since(day),
            "list": f" (list of {spoken(checked)})" if checked else "",
        }
        edits = (Edit(entity.start + 1, entity.end, successor),)
        return (Finding(entity.start, entity.end, values, edits),)

    return run
