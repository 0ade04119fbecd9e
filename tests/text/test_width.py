"""Cells of a terminal and grapheme clusters."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spacelint.text.width import cell_columns, cells, graphemes

any_text = st.text(st.characters(codec=None), max_size=40)


@pytest.mark.parametrize(
    ("text", "width", "clusters"),
    [
        ("", 0, 0),
        ("AMA with @jack", 14, 14),
        ("Café Ünal", 9, 9),
        ("cafe\u0301", 4, 4),
        ("a\u00a0b\u00adc", 5, 5),
        ("日本語", 6, 3),
        ("ｆｕｌｌ", 8, 4),
        ("각", 2, 1),
        ("Привет", 6, 6),
        ("👨‍👩‍👧", 2, 1),
        ("👍🏽", 2, 1),
        ("🇺🇸🇬🇧", 4, 2),
        ("1️⃣", 2, 1),
        ("❤", 1, 1),
        ("❤️", 2, 1),
        ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2, 1),
        ("a\u200bb", 2, 3),
        ("tab\tend", 6, 7),
        ("日\t本", 4, 3),
        ("line\r\nend", 7, 8),
        ("日\r\n本", 4, 3),
        ("\x1b[31m", 4, 5),
        ("\ud800", 1, 1),
    ],
)
def test_known_widths_and_clusters(text: str, width: int, clusters: int) -> None:
    assert cells(text) == width
    assert len(graphemes(text)) == clusters


def test_all_code_points_of_a_cluster_stand_in_its_column() -> None:
    assert cell_columns("a日e\u0301👍🏽!") == [0, 1, 3, 3, 4, 4, 6, 7]


@given(any_text)
def test_clusters_of_any_text_are_the_text(text: str) -> None:
    spans = graphemes(text)
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(start < end for start, end in spans)


@given(any_text)
def test_columns_rise_to_the_width_of_the_text(text: str) -> None:
    columns = cell_columns(text)
    assert len(columns) == len(text) + 1
    assert columns == sorted(columns)
    assert columns[-1] == cells(text)


@given(st.text(st.characters(max_codepoint=0x2FF), max_size=40))
def test_latin_text_measures_the_same_without_the_libraries(text: str) -> None:
    wide = "日"
    assert cells(text) + 2 == cells(text + wide)
    assert graphemes(text) == graphemes(text + wide)[:-1]


def test_latin_text_imports_no_library() -> None:
    code = (
        "import sys, spacelint.text; before = set(sys.modules)\n"
        "from spacelint.text.width import cells, graphemes, cell_columns\n"
        "cells('Café'), graphemes('Café'), cell_columns('Caf\\x1b')\n"
        "assert set(sys.modules) - before <= {'spacelint.text.width'}, set(sys.modules) - before\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
