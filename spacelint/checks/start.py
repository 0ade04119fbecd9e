"""The start of a planned Space: past, too far ahead for X, or without a time zone."""

from __future__ import annotations

from spacelint.checks.contract import (
    NO_FIELDS,
    Context,
    FieldAlgorithm,
    FieldFinding,
    FieldFindings,
    Params,
    PlannedSpace,
    check,
)
from spacelint.checks.shared.space import is_on_x, is_over


@check(
    scopes=("space",),
    placeholders=("day", "ago", "days", "most", "from", "written"),
    params=lambda schema: {
        "fault": schema.choice(
            "What is wrong with it.", ("past", "far", "far-on-x", "zoneless"), required=True
        ),
        "days": schema.integer(
            "Days ahead that X lets a Space be scheduled.", default=30, minimum=1
        ),
    },
)
def start(p: Params) -> FieldAlgorithm:
    """Report the start."""
    fault: str = p["fault"]
    most: int = p["days"]

    def run(space: PlannedSpace, context: Context) -> FieldFindings:
        start = space.scheduled_start
        if start is None or is_over(space):
            return NO_FIELDS
        if fault == "zoneless":
            if start.zoned or not start.has_time:
                return NO_FIELDS
            if context.book is not None and context.book.timezone:
                return NO_FIELDS  # the brand's own zone is meant
            return (
                FieldFinding("scheduled_start", {"written": _written(space) or str(start.moment)}),
            )
        # Whole days, each in its own zone: a start of today is neither past nor far.
        ahead = (start.moment.date() - context.day).days
        if fault == "past":
            if ahead >= 0:
                return NO_FIELDS
        elif ahead <= most or is_on_x(space) is not (fault == "far-on-x"):
            return NO_FIELDS
        from datetime import timedelta

        from spacelint.checks.shared.space import spoken

        first = context.day + timedelta(days=max(0, ahead - most))
        values = {
            "day": spoken(start.moment.date().isoformat()),
            "ago": f"{-ahead} {'day' if ahead == -1 else 'days'}",
            "days": str(ahead),
            "most": str(most),
            "from": spoken(first.isoformat()),
        }
        return (FieldFinding("scheduled_start", values),)

    return run


def _written(space: PlannedSpace) -> str:
    """Return the start as the file has it: its day and its time, if they are separate."""
    from spacelint.plan.values import split_path

    found = []
    for path in (*(space.paths("scheduled_start") or space.paths("date")), *space.paths("time")):
        place = space.plan.reading.locate((*space.path, *split_path(space.raw, path)))
        if place is not None:
            found.append(space.plan.text[place.start : place.end].strip("\"'"))
    return " ".join(found)
