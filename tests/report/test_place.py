"""Places count lines as editors do, and columns in every unit."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from spacelint.report.plans import Before, changes_of, place_of
from spacelint.source.lines import LineTable
from spacelint.text import Title
from spacelint.text.model import Edit
from tests.report.runs import title_item

_TEXT = st.lists(
    st.sampled_from(("a", "é", "日", "🎙", "\n", "\r\n", "\r", "\u2028", "\t")), max_size=30
).map("".join)


def naive(text, offset):
    """Return line and the part of it before ``offset``, the slow and plain way."""
    lines = text[:offset].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return len(lines), lines[-1]


@given(text=_TEXT, start=st.integers(0, 60), end=st.integers(0, 60), code=st.sampled_from((8, 16)))
def test_a_place_is_where_a_plain_count_puts_it(text, start, end, code):
    encoding, bom = ("utf-8", 3) if code == 8 else ("utf-16-le", 2)
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    if any(0 < at < len(text) and text[at - 1 : at + 1] == "\r\n" for at in (start, end)):
        return  # between the two characters of one line end
    place = place_of(LineTable(text, encoding, bom), start, end)
    line, before = naive(text, start)
    end_line, end_before = naive(text, end)
    assert (place.line, place.end_line) == (line, end_line)
    assert (place.column, place.end_column) == (len(before) + 1, len(end_before) + 1)
    assert place.utf16_column == len(before.encode("utf-16-le")) // 2 + 1
    assert place.utf16_end_column == len(end_before.encode("utf-16-le")) // 2 + 1
    assert place.utf8_column == len(before.encode()) + 1
    assert place.utf8_end_column == len(end_before.encode()) + 1
    assert (place.offset, place.end_offset) == (start, end)
    assert place.byte == bom + len(text[:start].encode(encoding))
    assert place.end_byte == bom + len(text[:end].encode(encoding))


def test_what_stands_before_a_piece_is_added():
    lines = LineTable("é🎙 #AT&T\n")
    (change,) = changes_of(lines, [Edit(3, 8, "#ATT")], Before(10, 100, 200))
    place = change.place
    assert (place.line, place.column, place.utf16_column, place.utf8_column) == (11, 4, 5, 8)
    assert (place.offset, place.byte) == (103, 207)


def test_the_place_of_an_argument_is_that_in_the_title():
    item = title_item("é🎙 Town hall for all #AT&T", line=2)
    index = next(i for i, d in enumerate(item.diagnostics) if d.code == "SL103")
    place = item.place(index)
    assert item.title == Title("é🎙 Town hall for all #AT&T")
    assert (place.line, place.column, place.utf16_column, place.utf8_column) == (2, 22, 23, 26)
