"""The comparison of titles as an SVG picture, and as PNG where resvg is installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacelint.reach.history.trend import day_after
from spacelint.reach.page import escape, page
from spacelint.reach.table import compared
from spacelint.text.width import cell_columns, cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacelint.reach.history.trend import Trend
    from spacelint.reach.table import Cell, CompareRow
    from spacelint.reach.values import TitleFacts

# Okabe and Ito's colours, which people with any colour vision tell apart.
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000")
_LABELS, _BARS, _FIGURES, _ROW, _GAP = 230, 360, 150, 20, 14  # pixels
# Whatever is there: resvg drops text of which it finds no font, and knows no generic families.
_FAMILIES = "'Segoe UI', 'Helvetica Neue', Arial, 'Noto Sans', 'Liberation Sans', 'DejaVu Sans'"
_FONT = f'font-family="{_FAMILIES}, sans-serif" font-size="13"'


class NoPngError(Exception):
    """PNG was asked for and what it takes is not installed."""


def svg(titles: Sequence[TitleFacts]) -> str:
    """A picture with one panel a figure and one bar a title; text is text, so it can be read out.

    The figures stand beside their bars: the picture never says more than the table.
    """
    rows = compared(titles)
    width = _LABELS + _BARS + _FIGURES + 40
    parts: list[str] = []
    y = 24.0
    for number, each in enumerate(titles):
        parts.append(_rect(16, y - 11, 12, 12, _colour(number)))
        parts.append(_text(36, y, _cut(each.question.title, 100)))
        y += _ROW
    group = ""
    for row in rows:
        if row.group != group:
            group = row.group
            y += _GAP
            parts.append(_text(16, y + 4, _cut(group, 100), 'font-weight="bold"'))
            y += _ROW
        parts += _panel(row, y)
        y += _ROW * sum(cell is not None for cell in row.cells) + 6
    summary = "; ".join(each.question.title for each in titles)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {y + 16:g}" '
        f'width="{width}" height="{y + 16:g}" role="img" {_FONT} fill="#1a1a1a">\n'
        f"<title>{escape(_cut(summary, 300))}</title>\n"
        f'<rect width="100%" height="100%" fill="#ffffff"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def png(titles: Sequence[TitleFacts]) -> bytes:
    """The same picture as PNG at twice its size. Raises NoPngError where it cannot be drawn."""
    try:
        from resvg_py import svg_to_bytes  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        raise NoPngError(
            "a PNG needs one more package: pip install 'spacelint[png]' (SVG needs nothing)"
        ) from None
    # A picture of nameless bars would be worse than none.
    probe = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20" {}>{}</svg>'
    letter, nothing = (
        bytes(svg_to_bytes(svg_string=probe.format(_FONT, inside)))
        for inside in ('<text y="15">A</text>', "")
    )
    if letter == nothing:
        raise NoPngError("a PNG needs a font such as DejaVu Sans on this computer; SVG needs none")
    return bytes(svg_to_bytes(svg_string=svg(titles), zoom=2))


def _panel(row: CompareRow, top: float) -> list[str]:
    parts = [_text(28, top + 4, row.label)]
    y = top
    for number, cell in enumerate(row.cells):
        if cell is not None:
            parts += _bar(cell, number, y)
            y += _ROW
    return parts


def _bar(cell: Cell, number: int, y: float) -> list[str]:
    colour = _colour(number)
    if cell.series and len(cell.series) > 1:
        mark = _line(cell.series, y, colour)
    else:
        length = max(1.0 if cell.share else 0.0, cell.share * _BARS)
        mark = _rect(_LABELS, y - 8, length, 13, colour)
    return [mark, _text(_LABELS + _BARS + 12, y + 4, cell.text)]


def _line(series: Sequence[int | None], y: float, colour: str) -> str:
    """A line over the days, broken where there is a gap."""
    highest = max((value for value in series if value is not None), default=0) or 1
    step = _BARS / (len(series) - 1)
    runs: list[list[str]] = [[]]
    for at, value in enumerate(series):
        if value is None:
            runs.append([])
        else:
            runs[-1].append(f"{_LABELS + at * step:.1f},{y + 5 - value / highest * 14:.1f}")
    # A day between two gaps is a point: a line of no length with a round end.
    return "".join(
        f'<polyline points="{" ".join(points if len(points) > 1 else points * 2)}" fill="none" '
        f'stroke="{colour}" stroke-width="2" stroke-linecap="round"/>'
        for points in runs
        if points
    )


def _colour(number: int) -> str:
    return _COLOURS[number % len(_COLOURS)]


def _rect(x: float, y: float, width: float, height: float, colour: str) -> str:
    return f'<rect x="{x:g}" y="{y:g}" width="{width:.1f}" height="{height:g}" fill="{colour}"/>'


def _text(x: float, y: float, text: str, more: str = "") -> str:
    return f'<text x="{x:g}" y="{y:g}"{" " + more if more else ""}>{escape(text)}</text>'


def _cut(text: str, most: int) -> str:
    if cells(text) <= most:
        return text
    columns = cell_columns(text)
    return text[: max(at for at, column in enumerate(columns) if column < most)] + "…"


def trend_svg(made: Sequence[Trend]) -> str:
    """Daily posts of each tag as a picture; a line breaks where days are not known."""
    width, panel, left = 760, 130, 70
    parts = []
    for number, trend in enumerate(made):
        top = 20 + number * panel
        highest = max((posts for posts in trend.posts if posts is not None), default=0)
        parts.append(_text(16, top + 4, f"#{trend.tag}", 'font-weight="bold"'))
        parts.append(_text(16, top + 30, f"{highest:,}"))
        parts.append(_text(16, top + 90, "0"))
        parts.append(_text(left, top + 108, trend.first))
        parts.append(_text(width - 100, top + 108, trend.last))
        parts.append(f'<path d="M{left} {top + 86}H{width - 20}" stroke="#8a8a8a"/>')
        colour, step = _colour(number), (width - left - 20) / max(1, len(trend.posts) - 1)
        for at, posts in enumerate(trend.posts):
            if posts is not None:
                x, y = left + at * step, top + 86 - (posts / highest * 62 if highest else 0)
                before = trend.posts[at - 1] if at else None
                if before is not None:
                    old = top + 86 - (before / highest * 62 if highest else 0)
                    parts.append(f'<path d="M{x - step:.1f} {old:.1f}L{x:.1f} {y:.1f}" '
                                 f'stroke="{colour}" stroke-width="2"/>')  # fmt: skip
                parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2" fill="{colour}"/>')
    height = 30 + panel * len(made)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" {_FONT} fill="#1a1a1a">\n<title>Posts a day by tag</title>\n'
        '<rect width="100%" height="100%" fill="#ffffff"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


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
