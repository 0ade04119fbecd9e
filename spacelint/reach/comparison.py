"""The comparison of titles as a picture, and as one page for those who approve them."""

from __future__ import annotations

from collections.abc import Sequence

from spacelint.reach.page import colour, cut, escape, page, picture, text_at
from spacelint.reach.table import Cell, compared, letters, source_of
from spacelint.reach.values import TitleFacts
from spacelint.text import parse


def comparison_html(titles: Sequence[TitleFacts]) -> str:
    """A page with each title as X links it, the figures side by side, and every fact's source."""
    names = letters(len(titles))
    heads = "".join(f"<th scope=col>{name}</th>" for name in names)
    listed = "".join(
        f"<tr><th scope=row>{name}</th><td>{_title(each.question.title)}</td>"
        f"<td>{escape(each.question.origin)}</td><td>&#9744;</td></tr>"
        for name, each in zip(names, titles, strict=True)
    )
    rows, group = [], ""
    for row in compared(titles):
        if row.group != group:
            group = row.group
            span = len(titles) + 1
            rows.append(f"<tr><th scope=rowgroup colspan={span}>{escape(group)}</th></tr>")
        cells = "".join(f"<td>{escape(cell.text) if cell else ''}</td>" for cell in row.cells)
        rows.append(f"<tr><th scope=row>{escape(row.label)}</th>{cells}</tr>")
    body = (
        "<h1>Titles to choose from</h1><p>Underlined is what X links. Nothing is scored: each "
        "figure has its source below.</p><div class=wide><table><tr><th></th>"
        "<th scope=col>Title</th><th scope=col>From</th><th scope=col>Approved</th></tr>"
        f"{listed}</table></div>"
        f"<h2>Side by side</h2><div class=wide><table><tr><td></td>{heads}</tr>{''.join(rows)}"
        f"</table></div>{svg(titles)}"
        + "".join(_facts(name, each) for name, each in zip(names, titles, strict=True))
    )
    return page("Titles to choose from", body)


def _title(text: str) -> str:
    parts, at = [], 0
    for entity in parse(text).entities:
        parts.append(escape(text[at : entity.start]))
        parts.append(f'<span class="link">{escape(text[entity.start : entity.end])}</span>')
        at = entity.end
    return f"<bdi>{''.join(parts)}{escape(text[at:])}</bdi>"


def _facts(name: str, each: TitleFacts) -> str:
    parts = [f"<h2>{name}: <bdi>{escape(each.question.title)}</bdi></h2>"]
    for subject, facts in each.facts:
        title = "The title" if subject.kind == "title" else subject.name
        lines = "".join(
            f'<li>{escape(fact.text)} <span class="source">[{escape(source_of(fact))}]</span></li>'
            for fact in facts
        )
        parts.append(f"<h3>{escape(title)}</h3><ul>{lines}</ul>")
    return "".join(parts)


_LABELS, _BARS, _FIGURES, _ROW, _GAP = 230, 360, 150, 20, 14  # pixels


def svg(titles: Sequence[TitleFacts]) -> str:
    """A picture with one panel a figure and one bar a title; text is text, so it can be read out.

    The figures stand beside their bars: the picture never says more than the table.
    """
    width = _LABELS + _BARS + _FIGURES + 40
    parts: list[str] = []
    y = 24.0
    for number, each in enumerate(titles):
        parts.append(_rect(16, y - 11, 12, 12, colour(number)))
        parts.append(text_at(36, y, cut(each.question.title, 100)))
        y += _ROW
    group = ""
    for row in compared(titles):
        if row.group != group:
            group = row.group
            y += _GAP
            parts.append(text_at(16, y + 4, cut(group, 100), 'font-weight="bold"'))
            y += _ROW
        parts.append(text_at(28, y + 4, row.label))
        for number, cell in enumerate(row.cells):
            if cell is not None:
                parts += _bar(cell, number, y)
                y += _ROW
        y += 6
    summary = "; ".join(each.question.title for each in titles)
    return picture(width, y + 16, cut(summary, 300), parts)


def _bar(cell: Cell, number: int, y: float) -> list[str]:
    ink = colour(number)
    if cell.series and len(cell.series) > 1:
        mark = _line(cell.series, y, ink)
    else:
        length = max(1.0 if cell.share else 0.0, cell.share * _BARS)
        mark = _rect(_LABELS, y - 8, length, 13, ink)
    return [mark, text_at(_LABELS + _BARS + 12, y + 4, cell.text)]


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


def _rect(x: float, y: float, width: float, height: float, colour: str) -> str:
    return f'<rect x="{x:g}" y="{y:g}" width="{width:.1f}" height="{height:g}" fill="{colour}"/>'
