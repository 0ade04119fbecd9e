"""Posts a day with a tag, kept from look-ups that were paid for, and drawn with their gaps."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from spacelint.reach.page import colour, escape, page, picture, text_at
from spacelint.reach.xapi.models import TagCounts

_LINE = 56  # days
_MOST_DAYS = 31  # from the look-up; X counts the last seven


class Trend(NamedTuple):
    """Posts with a tag (case-folded, without #) on each day from ``first`` on; None is a gap."""

    tag: str
    first: str
    posts: tuple[int | None, ...]

    @property
    def known(self) -> int:
        """How many days have a figure."""
        return sum(posts is not None for posts in self.posts)

    @property
    def last(self) -> str:
        """The last day, an ISO date."""
        return day_after(self.first, len(self.posts) - 1)


def day_after(day: str, days: int) -> str:
    """The ISO day so many days later."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def not_kept(db: sqlite3.Connection, counts: Iterable[TagCounts]) -> list[TagCounts]:
    """The answers whose days the history has neither of that look-up nor of a later one."""
    known = "SELECT 1 FROM tag_counts WHERE tag = ? AND at >= ?"
    return [c for c in counts if not db.execute(known, (c.tag, c.fetched_at)).fetchone()]


def keep_counts(db: sqlite3.Connection, counts: Iterable[TagCounts]) -> None:
    """Keep the whole UTC days of answers; X counts only a part of the first and the last day."""
    rows = []
    for each in counts:
        asked = _instant(each.fetched_at)
        for bucket in each.days:
            start, end = _midnight(bucket.start), _midnight(bucket.end)
            whole = start and end and end - start == timedelta(days=1)
            if whole and start and asked and abs((asked.date() - start).days) <= _MOST_DAYS:
                rows.append((each.tag, start.isoformat(), bucket.posts, each.fetched_at))
    db.executemany("INSERT OR REPLACE INTO tag_counts VALUES (?, ?, ?, ?)", rows)


def _midnight(text: str) -> date | None:
    """The UTC day that begins then; None where none does."""
    moment = _instant(text)
    begins = moment is not None and (moment.hour, moment.minute, moment.second) == (0, 0, 0)
    return moment.date() if moment is not None and begins else None


def _instant(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def trends(
    db: sqlite3.Connection, tags: Sequence[str] = (), since: str | None = None
) -> tuple[Trend, ...]:
    """The kept days of each tag (of all if none is given), in the order of their names."""
    found: dict[str, dict[str, int]] = {}
    for tag, day, posts in db.execute("SELECT tag, day, posts FROM tag_counts ORDER BY tag, day"):
        if since is None or day >= since:
            found.setdefault(tag, {})[day] = posts
    wanted = {tag.lstrip("#＃").casefold() for tag in tags}
    made = []
    for tag, days in found.items():
        if not wanted or tag in wanted:
            first, last = min(days), max(days)
            length = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
            posts = tuple(days.get(day_after(first, n)) for n in range(length))
            made.append(Trend(tag, first, posts))
    return tuple(made)


def trend_lines(
    made: Sequence[Trend], draw: Callable[[Sequence[int | None]], str]
) -> Iterator[str]:
    """Trends as text, 56 days a line; ``draw`` gives a mark for each day, a blank for a gap."""
    if not made:
        yield "no posts a day are kept for this: spacelint reach --live TITLE asks X and keeps them"
    for trend in made:
        yield (
            f"#{trend.tag}: posts a day from {trend.first} to {trend.last}, not counting reposts; "
            f"{trend.known} of {len(trend.posts)} days known"
        )
        line = draw(trend.posts)
        for at in range(0, len(line), _LINE):
            yield f"  {day_after(trend.first, at)}  {line[at : at + _LINE]}".rstrip()
        known = [(posts, n) for n, posts in enumerate(trend.posts) if posts is not None]
        low, high = min(known), max(known, key=lambda pair: (pair[0], -pair[1]))
        if low[0] == high[0]:
            yield f"  {low[0]:,} on each known day"
            continue
        yield (
            f"  lowest {low[0]:,} on {day_after(trend.first, low[1])}, "
            f"highest {high[0]:,} on {day_after(trend.first, high[1])}"
        )


def trend_svg(made: Sequence[Trend]) -> str:
    """Daily posts of each tag as a picture; a line breaks where days are not known."""
    width, panel, left = 760, 130, 70
    parts = []
    for number, trend in enumerate(made):
        top = 20 + number * panel
        highest = max((posts for posts in trend.posts if posts is not None), default=0)
        parts.append(text_at(16, top + 4, f"#{trend.tag}", 'font-weight="bold"'))
        parts.append(text_at(16, top + 30, f"{highest:,}"))
        parts.append(text_at(16, top + 90, "0"))
        parts.append(text_at(left, top + 108, trend.first))
        parts.append(text_at(width - 100, top + 108, trend.last))
        parts.append(f'<path d="M{left} {top + 86}H{width - 20}" stroke="#8a8a8a"/>')
        ink, step = colour(number), (width - left - 20) / max(1, len(trend.posts) - 1)
        for at, posts in enumerate(trend.posts):
            if posts is not None:
                x, y = left + at * step, top + 86 - (posts / highest * 62 if highest else 0)
                before = trend.posts[at - 1] if at else None
                if before is not None:
                    old = top + 86 - (before / highest * 62 if highest else 0)
                    parts.append(f'<path d="M{x - step:.1f} {old:.1f}L{x:.1f} {y:.1f}" '
                                 f'stroke="{ink}" stroke-width="2"/>')  # fmt: skip
                parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2" fill="{ink}"/>')
    return picture(width, 30 + panel * len(made), "Posts a day by tag", parts)


def trend_html(made: Sequence[Trend]) -> str:
    """The same as a page of its own, with the figures in a table."""
    tables = []
    for trend in made:
        rows = "".join(
            f"<tr><th scope=row>{day_after(trend.first, at)}</th>"
            f"<td>{'not known' if posts is None else f'{posts:,}'}</td></tr>"
            for at, posts in enumerate(trend.posts)
        )
        name = escape("#" + trend.tag)
        tables.append(
            f"<details><summary>{name}, the figures</summary><table>{rows}</table></details>"
        )
    body = (
        "<h1>Posts a day</h1><p>Not counting reposts; UTC days, from look-ups with --live. "
        "A day on which X was not asked within a week is a gap.</p>"
        f"{trend_svg(made)}{''.join(tables)}"
    )
    return page("Posts a day", body)
