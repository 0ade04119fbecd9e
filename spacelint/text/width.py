"""How wide a text is in a terminal, and where its grapheme clusters are.

Below U+0300 (Latin, no combining marks) every character is one cluster and, unless it is a
control character, one cell; `spacelint.text.clusters` measures all other texts.
"""

from __future__ import annotations

_FIRST_COMBINING = "\u0300"


def cells(text: str) -> int:
    """The number of terminal cells a text takes; a control character takes none.

    Whoever shows control characters escaped must escape them first and measure the result.
    """
    if _simple(text):
        return sum(map(_takes_a_cell, text))
    return cell_columns(text)[-1]


def graphemes(text: str) -> list[tuple[int, int]]:
    """The spans of the extended grapheme clusters, in code points; together they are the text."""
    if _simple(text) and "\r\n" not in text:
        return [(at, at + 1) for at in range(len(text))]
    from spacelint.text.clusters import clusters

    return list(clusters(text))


def cell_columns(text: str) -> list[int]:
    """The cell, from 0, at which each code point's cluster starts; last, the width of the text.

    All code points of a cluster have its column, so that a caret under any of them stands there.
    """
    columns: list[int] = []
    column = 0
    if _simple(text):
        for char in text:
            columns.append(column)
            column += _takes_a_cell(char)
        return [*columns, column]
    from spacelint.text.clusters import measured_clusters

    for start, end, width in measured_clusters(text):
        columns += [column] * (end - start)
        column += width
    return [*columns, column]


def _simple(text: str) -> bool:
    return text.isascii() or max(text) < _FIRST_COMBINING


def _takes_a_cell(char: str) -> bool:
    return char >= " " and not "\x7f" <= char < "\xa0"
