"""When the team's Spaces were and how they did: a table of weekdays and hours."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from spacelint.reach.history.stats import ENOUGH, WEEKDAYS, local_start, median
from spacelint.reach.page import escape, page

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import tzinfo

    from spacelint.reach.history.query import PastSpace

_WIDTH, _HEIGHT, _LEFT, _TOP = 92, 44, 100, 60  # pixels of a cell, and of the margins
_SHADES = ("#e3eef7", "#bcd9ee", "#8fc0e2", "#5ba3d3", "#2f84bf")


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
        posts = [announced.get(space.id, (None, None)) for space in group]
        made.append(Slot(
            weekday, hour, len(group),
            _median([space.participants for space in group]),
            _median([likes for likes, _ in posts]),
            _median([reposts for _, reposts in posts]),
        ))  # fmt: skip
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
    by_place = {(slot.weekday, slot.hour): slot for slot in made}
    texts = {place: _cell(slot) for place, slot in by_place.items()}
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
    said = _many(slot.participants or 0, "participant")
    if slot.likes is not None:
        said += f"; announcing post: {_many(slot.likes, 'like')}"
        said += f", {_many(slot.reposts, 'repost')}" if slot.reposts is not None else ""
    return f"{said}; n={slot.spaces}"


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
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img" font-size="13" fill="#1a1a1a" '
        "font-family=\"'Segoe UI','Helvetica Neue',Arial,'Noto Sans','DejaVu Sans',sans-serif\">",
        f"<title>Median participants by weekday and hour ({escape(zone)})</title>",
        '<rect width="100%" height="100%" fill="#fff"/>',
        f'<text x="16" y="24" font-weight="bold">Median participants, n Spaces '
        f"({escape(zone)})</text>",
    ]
    for at, hour in enumerate(hours):
        parts.append(f'<text x="{_LEFT + at * _WIDTH + 8}" y="{_TOP - 10}">{hour:02d}:00</text>')
    for weekday, name in enumerate(WEEKDAYS):
        parts.append(f'<text x="16" y="{_TOP + weekday * _HEIGHT + 27}">{name}</text>')
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
    parts.append(f'<text x="16" y="{height - 12}">{note}</text></svg>')
    return "\n".join(parts) + "\n"


def slot_html(made: Sequence[Slot], zone: str) -> str:
    """The table as a page of its own, with likes and reposts in each cell that has five Spaces."""
    hours = sorted({slot.hour for slot in made})
    by_place = {(slot.weekday, slot.hour): slot for slot in made}
    head = "".join(f"<th scope=col>{hour:02d}:00</th>" for hour in hours)
    rows = []
    for weekday, name in enumerate(WEEKDAYS):
        cells = []
        for hour in hours:
            slot = by_place.get((weekday, hour))
            if slot is None:
                cells.append("<td></td>")
            elif slot.participants is None:
                cells.append(f"<td class=few>n={slot.spaces}</td>")
            else:
                cells.append(f"<td>{escape(_words(slot))}</td>")
        rows.append(f"<tr><th scope=row>{name}</th>{''.join(cells)}</tr>")
    body = (
        f"<h1>When the Spaces were</h1><p>By weekday and hour ({escape(zone)}): median "
        f"participants, likes and reposts of the announcing post, number of Spaces (n). Fewer than "
        f"{ENOUGH} Spaces are too few for a figure.</p>"
        f"<div class=wide><table><tr><td></td>{head}</tr>{''.join(rows)}</table></div>"
        f"{slot_svg(made, zone)}"
    )
    return page("When the Spaces were", body)
