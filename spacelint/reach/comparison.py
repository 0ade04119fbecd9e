"""The comparison of titles as one page, for those who approve them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacelint.reach.page import escape, page
from spacelint.reach.plot import svg
from spacelint.reach.table import compared, letters, source_of
from spacelint.text import parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacelint.reach.table import Cell
    from spacelint.reach.values import TitleFacts


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
        cells = "".join(f"<td>{_cell(cell)}</td>" for cell in row.cells)
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


def _cell(cell: Cell | None) -> str:
    return "" if cell is None else escape(cell.text)


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
