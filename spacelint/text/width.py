"""The width of a text in a terminal, its grapheme clusters, and its escaped form.

Below U+0300 (Latin, no combining marks) every character is one cluster and, unless it is a
control character, one cell; `spacelint.text.clusters` measures all other texts."""

from __future__ import annotations

_FIRST_COMBINING = "\u0300"


def cells(text: str) -> int:
    """The number of terminal cells a text takes; a control character takes none.

    If control characters are shown escaped, measure the escaped text.
    """
    if _simple(text):
        return sum(map(_takes_a_cell, text))
    return cell_columns(text)[-1]


def graphemes(text: str) -> list[tuple[int, int]]:
    """The spans of the extended grapheme clusters, in code points; together they are the text."""
    if _simple(text) and "\r\n" not in text:
        return [(at, at + 1) for at in range(len(text))]
    from spacelint.text.clusters import clusters

    return clusters(text)


def grapheme_count(text: str) -> int:
    """The number of extended grapheme clusters."""
    if _simple(text) and "\r\n" not in text:
        return len(text)
    from spacelint.text.clusters import cluster_count

    return cluster_count(text)


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


_JOINERS = "\u200c\u200d"
_SHOWN_SPACES = "\u3000"


def visible(text: str) -> str:
    """Return ``text`` in one line, with invisible and control characters escaped."""
    return text if text.isprintable() else "".join(visible_chars(text))


def visible_lines(text: str) -> str:
    """Return a text of several lines, each as `visible` shows it; only LF ends a line."""
    return "\n".join(map(visible, text.split("\n")))


def visible_chars(text: str) -> list[str]:
    """Return each code point of ``text`` as shown, in order."""
    return [
        char if char.isprintable() or _is_shown(text, i, char) else f"<U+{ord(char):04X}>"
        for i, char in enumerate(text)
    ]


def char_name(char: str) -> str:
    """Return a visible ``char``, or an invisible one's name: ``a zero width space (U+200B)``."""
    from unicodedata import category, name

    if char.isprintable() and category(char)[0] != "M" and not 0x115F <= ord(char) <= 0x1160:
        return char
    words = name(char, "character without a name").lower()
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words} (U+{ord(char):04X})"


def _is_shown(text: str, i: int, char: str) -> bool:
    """True if a character that Python would escape has its proper use where it stands."""
    if char in _SHOWN_SPACES:
        return True
    return char in _JOINERS and 0 < i < len(text) - 1 and _joins(text[i - 1], text[i + 1])


def _joins(before: str, after: str) -> bool:
    """True if a joiner between these two has its proper use, which is beyond ASCII."""
    return before > "\x7f" and after > "\x7f" and before.isprintable() and after.isprintable()


def place_text(path: str, line: int, column: int = 0) -> str:
    """Return a place as people read it: ``plan.csv:3:7``; a cell of a workbook has no line."""
    sheet, _, cell = path.rpartition("!")
    letters = cell.rstrip("0123456789")
    if ":" in sheet and letters != cell and letters.isalpha() and letters.isupper():
        return path
    return f"{path}:{line}:{column}" if column else f"{path}:{line}"
