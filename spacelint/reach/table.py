"""Facts as a table for a terminal: titles side by side, small bars, a line for seven days."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from spacelint.reach.history.stats import ENOUGH
from spacelint.reach.page import cut
from spacelint.reach.values import Fact, Subject, TitleFacts
from spacelint.text.length import TITLE_LIMIT
from spacelint.text.width import cells, visible

BAR_CELLS = 6
_LEAST_COLUMN = 14
_EIGHTHS = "▏▎▍▌▋▊▉█"
_LINE = "▁▂▃▄▅▆▇█"
_ASCII_LINE = "_.-=+*#@"
# Figures that can be set side by side, and what they are called there.
_COMPARED = {
    "length": f"length, of {TITLE_LIMIT.maximum}",
    "linked-tags": "tags that link",
    "linked-mentions": "mentions that link",
    "own-weekday": "own participants, that day",
    "own-hour": "own participants, that hour",
    "own-tag": "own participants",
    "own-guest": "own participants",
    "posts": "posts, 7 days",
    "followers": "followers",
    "spaces": "Spaces to come",
    "spaces-at-hour": "Spaces at that hour",
}


class Cell(NamedTuple):
    """One figure of one title in the comparison; ``share`` of the figure's highest, 0 to 1."""

    text: str
    share: float
    series: tuple[int | None, ...]


class CompareRow(NamedTuple):
    """One figure over all titles; a cell is None where a title has no such figure."""

    group: str
    label: str
    cells: tuple[Cell | None, ...]


def render(titles: Sequence[TitleFacts], *, width: int = 80, plain: bool = False) -> str:
    """The whole report as text, lines ending in ``\\n``; ``plain`` keeps it within ASCII marks.

    Every character of a title that a terminal would obey is shown escaped.
    """
    lines = []
    for letter, each in zip(letters(len(titles)), titles, strict=True):
        mark = f"{letter}  " if len(titles) > 1 else ""
        origin = f"  [{visible(each.question.origin)}]" if each.question.origin else ""
        lines.append(mark + visible(each.question.title) + origin)
    if len(titles) > 1:
        lines += ["", *_comparison(titles, width, plain)]
    lines += _all_facts(titles, plain)
    return "\n".join(lines) + "\n"


def compared(titles: Sequence[TitleFacts]) -> tuple[CompareRow, ...]:
    """The figures that titles can be compared by, in the order of their facts."""
    rows: dict[tuple[str, str, str], dict[int, Fact]] = {}
    # One scale for a figure, whatever tag or person it is of.
    scales: dict[str, float] = {}
    for column, each in enumerate(titles):
        for subject, facts in each.facts:
            for fact in facts:
                is_known = fact.value is not None or fact.spaces == 0 or fact.state == "unknown"
                if fact.what in _COMPARED and is_known:
                    row = rows.setdefault((subject.kind, _group(subject), fact.what), {})
                    kept = row.setdefault(column, fact)
                    if _comparable(kept):
                        scales[fact.what] = max(scales.get(fact.what, 0.0), _number(kept))
    scales["length"] = float(TITLE_LIMIT.maximum)
    made = []
    for (_, group, what), row in sorted(rows.items(), key=lambda pair: pair[0][0] != "title"):
        cells: list[Cell | None] = [None] * len(titles)
        for column, fact in row.items():
            highest = scales.get(what, 0.0) if _comparable(fact) else 0.0
            share = min(1.0, _number(fact) / highest) if highest else 0.0
            cells[column] = Cell(_short(fact), share, fact.series)
        made.append(CompareRow(group, _COMPARED[what], tuple(cells)))
    return tuple(made)


def bar(share: float, plain: bool = False) -> str:
    """A bar of six cells at most; a share above nothing is always seen."""
    eighths = max(share > 0, round(share * BAR_CELLS * 8))
    if plain:
        return "#" * max(share > 0, round(eighths / 8))
    whole, rest = divmod(eighths, 8)
    return "█" * whole + (_EIGHTHS[rest - 1] if rest else "")


def sparkline(series: Sequence[int | None], plain: bool = False) -> str:
    """One mark a value, its height by the highest; nought is the lowest mark, a gap a blank."""
    marks = _ASCII_LINE if plain else _LINE
    highest = max((value for value in series if value is not None), default=0)
    return "".join(
        " " if value is None else marks[round(value / highest * 7) if highest else 0]
        for value in series
    )


def _comparison(titles: Sequence[TitleFacts], width: int, plain: bool) -> list[str]:
    """The comparison; titles for which the width has no room stand in a table below."""
    rows = compared(titles)
    label = max([len(row.label) + 3 for row in rows] + [10])
    names = letters(len(titles))
    most = max(2, (width - label) // (_LEAST_COLUMN + 1))
    lines: list[str] = []
    for first in range(0, len(titles), most):
        part = slice(first, first + most)
        column = max(_LEAST_COLUMN, min(30, (width - label) // len(names[part]) - 1))
        lines += [""] if first else []
        lines.append(" " * label + " ".join(_pad(letter, column) for letter in names[part]))
        group = ""
        for row in rows:
            if not any(row.cells[part]):
                continue
            if row.group != group:
                group = row.group
                lines.append(cut(visible(group), width, "..." if plain else "…"))
            made = [_cell(cell, column, plain) for cell in row.cells[part]]
            lines.append((_pad("  " + row.label, label) + " ".join(made)).rstrip())
    return lines


def _cell(cell: Cell | None, column: int, plain: bool) -> str:
    if cell is None:
        return "-" + " " * (column - 1)
    mark = sparkline(cell.series, plain) if cell.series else bar(cell.share, plain)
    # Figures and marks take a cell a character.
    return f"{cell.text} {mark}".rstrip().ljust(column)


def _all_facts(titles: Sequence[TitleFacts], plain: bool) -> list[str]:
    """Each subject once, with the letters of the titles that have it."""
    seen: dict[tuple[str, str, tuple[Fact, ...]], list[str]] = {}
    for letter, each in zip(letters(len(titles)), titles, strict=True):
        for subject, facts in each.facts:
            seen.setdefault((subject.kind, subject.name, facts), []).append(letter)
    lines: list[str] = []
    for (kind, name, facts), names in seen.items():
        where = f"  ({', '.join(names)})" if len(titles) > 1 else ""
        lines += ["", ("The title" if kind == "title" else visible(name)) + where]
        for fact in facts:
            line = f" {sparkline(fact.series, plain)}" if fact.series else ""
            lines.append(f"  {visible(fact.text)}{line}  [{source_of(fact)}]")
    return lines


def source_of(fact: Fact) -> str:
    """Where a fact comes from and when it was found, in words."""
    at = visible(fact.at.replace("T", " ").replace("Z", " UTC"))
    asked = ", asked earlier today" if fact.cached else ""
    return f"{fact.source}, {at}{asked}" if at else fact.source + asked


def _group(subject: Subject) -> str:
    if subject.kind == "title":
        return "The title"
    return ("#" if subject.kind == "tag" else "@") + subject.key


def _number(fact: Fact) -> float:
    return float(fact.value) if isinstance(fact.value, int | float) else 0.0


def _comparable(fact: Fact) -> bool:
    """Whether a bar may stand for it: a median of fewer than five Spaces ranks nothing."""
    return fact.spaces is None or fact.spaces >= ENOUGH


def _short(fact: Fact) -> str:
    if fact.state != "known":
        return fact.state
    if fact.value is None:
        return "none"
    number = _number(fact)
    text = f"{number:,.0f}" if number == int(number) else f"{number:,.1f}"
    return f"{text} (n={fact.spaces})" if fact.spaces is not None else text


def letters(number: int) -> list[str]:
    """Names for so many titles: A to Z, then A2 to Z2 and so on."""
    return [chr(65 + at % 26) + (str(at // 26 + 1) if at > 25 else "") for at in range(number)]


def _pad(text: str, width: int) -> str:
    return text + " " * (width - cells(text))
