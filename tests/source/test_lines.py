"""Lines and columns are counted as editors count them."""

from __future__ import annotations

import random
from random import Random

import pytest

from spacelint.source.lines import LineTable, utf16_length


def test_only_the_three_line_ends_of_editors_end_a_line() -> None:
    text = "a\nb\r\nc\rd\u2028e\x85f\x0bg\x0ch"
    table = LineTable(text)
    assert list(table.starts) == [0, 2, 5, 7]
    assert table.line_column(text.index("h")) == (4, 9)


@pytest.mark.parametrize("alphabet", [("a", "\n"), ("a", "\r\n", "\n"), ("a", "\r", "\n", "\r\n")])
def test_lines_start_after_each_end_whatever_ends_there_are(alphabet: tuple[str, ...]) -> None:
    rng = Random(5)
    for _ in range(200):
        text = "".join(rng.choice(alphabet) for _ in range(rng.randrange(12)))
        ends = [i + 1 for i, char in enumerate(text) if char in "\r\n"]
        starts = [0, *(end for end in ends if text[end - 1 : end + 1] != "\r\n")]
        assert list(LineTable(text).starts) == starts


def test_the_columns_of_an_emoji_differ_by_unit() -> None:
    table = LineTable("x\n🎉é!", bom=3)
    assert table.line_column(4) == (2, 3)
    assert [table.column(4, unit) for unit in ("utf-32", "utf-16", "utf-8")] == [3, 4, 7]
    assert table.byte_offset(4) == 3 + 2 + 4 + 2
    assert table.offset(2, 3) == 4
    assert table.offset(2, 4, "utf-16") == 4
    assert table.offset(2, 2, "utf-16") == 2
    assert [table.offset(2, column, "utf-8") for column in (4, 5, 6, 7)] == [2, 3, 3, 4]
    assert table.line_column(99) == (2, 4)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_every_offset_goes_there_and_back(encoding: str) -> None:
    rng = Random(3)
    for _ in range(60):
        size = rng.choice((0, 1, 30, 1500, 3000))
        alphabet = rng.choice(("ab\n", "aé\n\r🎉\u2028日"))
        text = "".join(rng.choice(alphabet) for _ in range(size))
        bom = rng.choice((0, 2, 3))
        table = LineTable(text, encoding, bom)
        for offset in {0, len(text), *(rng.randrange(size + 1) for _ in range(20))}:
            assert table.byte_offset(offset) == bom + len(text[:offset].encode(encoding))
            line, column = table.line_column(offset)
            before = text[:offset] + "\x00"
            lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
            if text[offset - 1 : offset + 1] == "\r\n":
                continue
            assert (line, column) == (len(lines), len(lines[-1]))
            assert table.column(offset, "utf-16") == utf16_length(lines[-1])
            assert table.column(offset, "utf-8") == len(lines[-1].encode())
            for unit in ("utf-8", "utf-16", "utf-32"):
                assert table.offset(line, table.column(offset, unit), unit) == offset


def test_columns_are_the_same_in_any_order_of_questions() -> None:
    units = ("utf-8", "utf-16", "utf-32")
    text = "a\U0001f389é\n" + "#a\U0001f389\ud83c b" * 20 + "\nend \U0001f389"
    wanted = {
        unit: [LineTable(text).column(offset, unit) for offset in range(len(text) + 1)]
        for unit in units
    }
    chance = random.Random(1)
    table = LineTable(text)
    for _ in range(2_000):
        offset, unit = chance.randrange(len(text) + 1), chance.choice(units)
        assert table.column(offset, unit) == wanted[unit][offset]
