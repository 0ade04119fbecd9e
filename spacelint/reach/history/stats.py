"""How past Spaces did, by tag, guest, weekday and hour: never a figure without its count."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import tzinfo

    from spacelint.reach.history.query import PastSpace

ENOUGH = 5  # Spaces; fewer are shown, but not put in order of their figures
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
KINDS = ("tag", "guest", "weekday", "hour")


class Figure(NamedTuple):
    """Participants of the Spaces of a group: how many Spaces, median, lowest, highest."""

    kind: str
    key: str
    spaces: int
    median: float
    low: int
    high: int

    @property
    def enough(self) -> bool:
        """Whether there are enough Spaces to compare this figure with others."""
        return self.spaces >= ENOUGH


def figures(spaces: Iterable[PastSpace], zone: tzinfo | None = None) -> tuple[Figure, ...]:
    """Figures of every group, kind by kind; Spaces whose participants are unknown do not count.

    Within a kind the groups of five Spaces and more come first, highest median first, and after
    them those with fewer, in the order of their names (weekdays and hours in that of the week and
    the day). Weekday and hour are those of ``zone``, UTC by default.
    """
    groups: dict[tuple[str, str], list[int]] = {}
    for space in spaces:
        if space.participants is not None:
            for key in _keys(space, zone):
                groups.setdefault(key, []).append(space.participants)
    made = [figure(kind, key, counts) for (kind, key), counts in groups.items()]
    return tuple(sorted(made, key=_order))


def figure(kind: str, key: str, counts: list[int]) -> Figure:
    """The figure of a group of one Space or more."""
    return Figure(kind, key, len(counts), median(counts), min(counts), max(counts))


def median(values: Sequence[int]) -> float:
    """The middle value, or the mean of the two in the middle."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    return (ordered[middle] + ordered[~middle]) / 2


def local_start(space: PastSpace, zone: tzinfo | None) -> datetime | None:
    """When a Space began, by the clock of a zone (UTC by default)."""
    if space.started_at is None:
        return None
    return datetime.fromisoformat(space.started_at.replace("Z", "+00:00")).astimezone(zone or UTC)


def figure_lines(made: Sequence[Figure], zone: str) -> Iterator[str]:
    """Figures as text lines; those of fewer than five Spaces stand apart, in no order of merit."""
    if not made:
        yield "no Space of the history has a number of participants"
        return
    names = {figure: _shown(figure) for figure in made}
    width = max(map(len, names.values()))
    for kind in KINDS:
        group = [figure for figure in made if figure.kind == kind]
        if not group:
            continue
        note = f" ({zone})" if kind in ("weekday", "hour") else ""
        yield f"By {kind}{note}: median participants, lowest to highest, number of Spaces"
        few = False
        for figure in group:
            if not figure.enough and not few:
                few = True
                yield f"  fewer than {ENOUGH} Spaces, too few to compare:"
            median = f"{figure.median:,.1f}".removesuffix(".0")
            span = f"{figure.low:,} to {figure.high:,}"
            yield f"  {names[figure]:{width}}  {median:>8}  {span:>16}  n={figure.spaces}"
        yield ""


def _keys(space: PastSpace, zone: tzinfo | None) -> list[tuple[str, str]]:
    keys = [("tag", "#" + tag) for tag in space.tags] + [
        ("guest", _guest(who)) for who in space.guests
    ]
    start = local_start(space, zone)
    if start is not None:
        keys += [("weekday", WEEKDAYS[start.weekday()]), ("hour", f"{start.hour:02d}:00")]
    return keys


def _shown(figure: Figure) -> str:
    handle = figure.kind == "guest" and not figure.key.startswith("guest ")
    return "@" + figure.key if handle else figure.key


def _guest(who: str) -> str:
    return f"guest {who}" if who.isdecimal() else who


def _order(figure: Figure) -> tuple[int, bool, float, str]:
    name = f"{WEEKDAYS.index(figure.key)}" if figure.kind == "weekday" else figure.key
    return (KINDS.index(figure.kind), not figure.enough,
            -figure.median if figure.enough else 0.0, name)  # fmt: skip
