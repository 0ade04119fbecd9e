"""How past Spaces did, by tag, guest, weekday and hour: never a figure without its count."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from typing import NamedTuple

from spacelint.reach.history.query import PastSpace
from spacelint.reach.page import escape, page, picture, text_at

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
    return datetime.fromisoformat(space.started_at).astimezone(zone or UTC)


def figure_lines(made: Sequence[Figure], zone: str) -> Iterator[str]:
    """Figures as text lines; those of fewer than five Spaces stand apart, in no order of merit."""
    if not made:
        yield "no Space of the history has a number of participants"
        return
    width = max(len(_shown(figure)) for figure in made)
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
            span = f"{figure.low:,} to {figure.high:,}"
            name, median = _shown(figure), _short(figure.median)
            yield f"  {name:{width}}  {median:>8}  {span:>16}  n={figure.spaces}"
        yield ""


def _keys(space: PastSpace, zone: tzinfo | None) -> list[tuple[str, str]]:
    keys = [("tag", f"#{tag}") for tag in space.tags]
    keys += [("guest", f"guest {who}" if who.isdecimal() else who) for who in space.guests]
    start = local_start(space, zone)
    if start is not None:
        keys += [("weekday", WEEKDAYS[start.weekday()]), ("hour", f"{start.hour:02d}:00")]
    return keys


def _shown(figure: Figure) -> str:
    handle = figure.kind == "guest" and not figure.key.startswith("guest ")
    return "@" + figure.key if handle else figure.key


def _order(figure: Figure) -> tuple[int, bool, float, str]:
    name = f"{WEEKDAYS.index(figure.key)}" if figure.kind == "weekday" else figure.key
    merit = -figure.median if figure.enough else 0.0
    return KINDS.index(figure.kind), not figure.enough, merit, name


_WIDTH, _HEIGHT, _LEFT, _TOP = 92, 44, 100, 60  # pixels of a cell, and of the margins
_SHADES = ("#e3eef7", "#bcd9ee", "#8fc0e2", "#5ba3d3", "#20699f")


class Slot(NamedTuple):
    """The Spaces that began in one hour of one weekday (0 is Monday).

    Medians are None where fewer than five Spaces have that figure; ``likes`` and ``reposts`` are
    those of the announcing posts.
    """

    weekday: int
    hour: int
    spaces: int
    participants: float | None
    likes: float | None
    reposts: float | None


def slots(
    spaces: Sequence[PastSpace],
    announced: Mapping[str, tuple[int | None, int | None]],
    zone: tzinfo | None = None,
) -> tuple[Slot, ...]:
    """Every hour of the week that had a Space, by the clock of ``zone`` (UTC by default).

    ``announced`` gives likes and reposts of the announcing post by Space id.
    """
    groups: dict[tuple[int, int], list[PastSpace]] = {}
    for space in spaces:
        start = local_start(space, zone)
        if start is not None:
            groups.setdefault((start.weekday(), start.hour), []).append(space)
    made = []
    for (weekday, hour), group in sorted(groups.items()):
        figures = [(s.participants, *announced.get(s.id, (None, None))) for s in group]
        medians = map(_median, zip(*figures, strict=True))
        made.append(Slot(weekday, hour, len(group), *medians))
    return tuple(made)


def announced_by(db: sqlite3.Connection) -> dict[str, tuple[int | None, int | None]]:
    """Likes and reposts of the first announcing post of each Space."""
    found: dict[str, tuple[int | None, int | None]] = {}
    for space, likes, reposts in db.execute(
        "SELECT space_id, likes, reposts FROM posts WHERE likes IS NOT NULL"
        " ORDER BY space_id, at IS NULL, at, id"
    ):
        found.setdefault(space, (likes, reposts))
    return found


def _median(values: Sequence[int | None]) -> float | None:
    known = [value for value in values if value is not None]
    return median(known) if len(known) >= ENOUGH else None


def slot_lines(made: Sequence[Slot], zone: str) -> Iterator[str]:
    """The table as text lines: weekdays down, hours across."""
    if not made:
        yield "no Space of the history has a time"
        return
    hours = sorted({slot.hour for slot in made})
    texts = {(slot.weekday, slot.hour): _cell(slot) for slot in made}
    width = max(5, *(len(text) for text in texts.values()))
    yield f"Median participants and number of Spaces, by weekday and hour ({zone})"
    for first in range(0, len(hours), 8):
        part = hours[first : first + 8]
        yield ""
        yield (" " * 11 + "  ".join(f"{f'{hour:02d}:00':<{width}}" for hour in part)).rstrip()
        for weekday, name in enumerate(WEEKDAYS):
            cells = [texts.get((weekday, hour), "-") for hour in part]
            yield (f"{name:<11}" + "  ".join(f"{cell:<{width}}" for cell in cells)).rstrip()
    if any(slot.participants is None for slot in made):
        yield ""
        yield f"n alone: fewer than {ENOUGH} Spaces, too few for a figure"
    yield from _ranked(made)


def _ranked(made: Sequence[Slot]) -> Iterator[str]:
    enough = sorted(
        (slot for slot in made if slot.participants is not None),
        key=lambda slot: (-(slot.participants or 0), slot.weekday, slot.hour),
    )
    if enough:
        yield ""
        yield f"{ENOUGH} Spaces and more, highest median first:"
    for slot in enough:
        yield f"  {WEEKDAYS[slot.weekday]} {slot.hour:02d}:00: {_words(slot)}"


def _words(slot: Slot) -> str:
    words = _many(slot.participants or 0, "participant")
    if slot.likes is not None:
        words += f"; announcing post: {_many(slot.likes, 'like')}"
        words += f", {_many(slot.reposts, 'repost')}" if slot.reposts is not None else ""
    return f"{words}; n={slot.spaces}"


def _many(value: float, what: str) -> str:
    return f"{_short(value)} {what}{'' if value == 1 else 's'}"


def _cell(slot: Slot) -> str:
    figure = f"{_short(slot.participants)} " if slot.participants is not None else ""
    return f"{figure}n={slot.spaces}"


def _short(value: float | None) -> str:
    return f"{value or 0:,.1f}".removesuffix(".0")


def slot_svg(made: Sequence[Slot], zone: str) -> str:
    """The table as a picture; a cell of fewer than five Spaces has no shade."""
    hours = sorted({slot.hour for slot in made}) or [0]
    width, height = max(440, _LEFT + len(hours) * _WIDTH + 16), _TOP + 7 * _HEIGHT + 34
    highest = max((slot.participants or 0 for slot in made), default=0)
    heading = f"Median participants, n Spaces ({zone})"
    parts = [text_at(16, 24, heading, 'font-weight="bold"')]
    for at, hour in enumerate(hours):
        parts.append(text_at(_LEFT + at * _WIDTH + 8, _TOP - 10, f"{hour:02d}:00"))
    for weekday, name in enumerate(WEEKDAYS):
        parts.append(text_at(16, _TOP + weekday * _HEIGHT + 27, name))
    for slot in made:
        x = _LEFT + hours.index(slot.hour) * _WIDTH
        y = _TOP + slot.weekday * _HEIGHT
        shade, ink = "#fff", "#1a1a1a"
        if slot.participants is not None:
            step = min(4, int(slot.participants / highest * 5)) if highest else 0
            shade, ink = _SHADES[step], "#fff" if step == 4 else ink
        parts.append(
            f'<rect x="{x}" y="{y}" width="{_WIDTH - 4}" height="{_HEIGHT - 4}" rx="4" '
            f'fill="{shade}" stroke="#8a8a8a"/><text x="{x + 8}" y="{y + 25}" fill="{ink}">'
            f"{_cell(slot)}</text>"
        )
    note = f"n alone: fewer than {ENOUGH} Spaces, too few for a figure"
    parts.append(text_at(16, height - 12, note))
    return picture(width, height, heading, parts)


def slot_html(made: Sequence[Slot], zone: str) -> str:
    """The table as a page of its own, with likes and reposts in each cell that has five Spaces."""
    hours = sorted({slot.hour for slot in made})
    by_place = {(slot.weekday, slot.hour): slot for slot in made}
    head = "".join(f"<th scope=col>{hour:02d}:00</th>" for hour in hours)

    def cell(slot: Slot | None) -> str:
        if slot is None:
            return "<td></td>"
        if slot.participants is None:
            return f"<td class=few>n={slot.spaces}</td>"
        return f"<td>{escape(_words(slot))}</td>"

    rows = []
    for weekday, name in enumerate(WEEKDAYS):
        cells = "".join(cell(by_place.get((weekday, hour))) for hour in hours)
        rows.append(f"<tr><th scope=row>{name}</th>{cells}</tr>")
    body = (
        f"<h1>When the Spaces were</h1><p>By weekday and hour ({escape(zone)}): median "
        f"participants, likes and reposts of the announcing post, number of Spaces (n). Fewer than "
        f"{ENOUGH} Spaces are too few for a figure.</p>"
        f"<div class=wide><table><tr><td></td>{head}</tr>{''.join(rows)}</table></div>"
        f"{slot_svg(made, zone)}"
    )
    return page("When the Spaces were", body)
