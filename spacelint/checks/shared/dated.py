"""Fields of every row of a dated list: its date, its source, and the pages."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacelint.schema import Field

DATE = "[0-9]{4}(-(0[1-9]|1[0-2])(-[0-3][0-9])?)?"
DATE_SAYS = "a date like 2026-11-30, 2026-11 or 2026"


def dated() -> Mapping[str, Field]:
    """Return the fields for the date and the source of a row."""
    from spacelint import schema

    return {
        "date": schema.string(
            "When it was last looked up: a day, a month or a year. The finding shows it.",
            required=True,
            pattern=DATE,
            pattern_says=DATE_SAYS,
        ),
        **sourced(),
    }


def sourced() -> Mapping[str, Field]:
    """Return the fields for the source of a row."""
    from spacelint import schema

    return {
        "source": schema.string("Who says so, and when.", required=True, minimum=1),
        "pages": schema.strings(
            "Addresses of the pages where that was read.",
            item=schema.string(
                "", pattern="https?://[^ ]+", pattern_says="an address with https://"
            ),
        ),
    }
