"""The start of a planned Space: past, too far ahead for X, or without a time zone."""

from __future__ import annotations

from spacelint.checks._state import is_over
from spacelint.checks.contract import NO_FIELDS, FieldFinding, Trigger

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from spacelint.checks.contract import Context, FieldAlgorithm
    from spacelint.plan import PlannedSpace
    from spacelint.schema import Field

SCOPES = ("space",)
PLACEHOLDERS = ("day", "ago", "days", "written")


def params() -> Mapping[str, Field]:
    """What is wrong with the start, and how many days ahead X takes."""
    from spacelint import schema

    return {
        "fault": schema.choice(
            "What is wrong with it.", ("past", "far", "zoneless"), required=True
        ),
        "days": schema.integer(
            "Days ahead that X lets a Space be scheduled.", default=30, minimum=1
        ),
    }


def trigger(p: Mapping[str, Any]) -> Trigger:
    """A day to compare with, for all but the zone."""
    return Trigger(needs=("space",) if p["fault"] == "zoneless" else ("space", "today"))


def build(p: Mapping[str, Any]) -> FieldAlgorithm:
    """Return a finding for the start."""
    fault: str = p["fault"]
    most: int = p["days"]

    def check(space: PlannedSpace, context: Context) -> Sequence[FieldFinding]:
        start = space.scheduled_start
        if start is None or is_over(space):
            return NO_FIELDS
        if fault == "zoneless":
            if start.zoned or not start.has_time:
                return NO_FIELDS
            if context.book is not None and context.book.timezone:
                return NO_FIELDS  # the brand's own zone is meant
            written = space.written("scheduled_start").strip("\"'")
            return (FieldFinding("scheduled_start", {"written": written}),)
        today = context.today
        if today is None:
            return NO_FIELDS
        # Whole days, each in its own zone: a start of today is neither past nor far.
        ahead = (start.moment.date() - today).days
        if (fault == "far" and ahead <= most) or (fault == "past" and ahead >= 0):
            return NO_FIELDS
        from spacelint.checks._days import spoken

        values = {
            "day": spoken(start.moment.date().isoformat()),
            "ago": f"{-ahead} {'day' if ahead == -1 else 'days'}",
            "days": str(ahead),
        }
        return (FieldFinding("scheduled_start", values),)

    return check
