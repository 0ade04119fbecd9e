"""What a report for approvers says of a planned Space beside its title."""

from __future__ import annotations

from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.plan import PlannedSpace


class SpaceFacts(NamedTuple):
    """The fields of a Space as plain values; texts are as written, empty where not given.

    ``number`` is that of the Space in its file and ``line`` the line it begins on, both what tells
    Spaces of one file apart. ``start`` and ``ends`` are ISO 8601: a date, a local time, or a time
    with its offset. ``consent`` is true where all have given theirs, or the people who have.
    """

    number: int
    line: int
    id: str = ""
    host: str = ""
    cohosts: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    campaigns: tuple[str, ...] = ()
    start: str = ""
    ends: str = ""
    recorded: bool | None = None
    consent: bool | tuple[str, ...] | None = None
    sponsored: bool | None = None


def facts_of(space: PlannedSpace) -> SpaceFacts:
    """Return what a report says of ``space``; a field that cannot be read is as if not given."""
    plan = space.plan
    place = space.place()
    line = plan.lines.line_column(place.start)[0] + plan.first_line if place else 0
    return SpaceFacts(
        number=space.index,
        line=line,
        id=space.id or "",
        host=space.host or "",
        cohosts=space.cohosts,
        speakers=space.speakers,
        campaigns=space.campaigns,
        start=_iso(space.scheduled_start),
        ends=_iso(space.ends),
        recorded=space.record,
        consent=space.consent,
        sponsored=space.sponsored,
    )


def _iso(start: object) -> str:
    """Return a `spacelint.plan.Start` as ISO 8601, without a time where the plan has none."""
    moment = getattr(start, "moment", None)
    if moment is None:
        return ""
    if not getattr(start, "has_time", True):
        return str(moment.date().isoformat())
    return str(moment.isoformat(timespec="minutes"))
