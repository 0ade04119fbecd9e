"""Cells of a terminal and grapheme clusters."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st
from wcwidth import wcwidth

from spacelint.text import clusters as by_table
from spacelint.text.width import cell_columns, cells, graphemes
from tests.texts import TEXTS

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


def test_the_table_has_the_clusters_and_widths_of_the_libraries():
    chars = [chr(c) for c in range(0x110000) if not 0xD800 <= c < 0xE000]
    assert [c for c in chars if [*by_table.clusters(c)] != [(0, 1)]] == []
    differing = [c for c in chars if next(by_table.measured_clusters(c))[2] != max(0, wcwidth(c))]
    assert differing == [], "run tools/build_clusters.py"


_TRICKY = st.sampled_from(
    [
        *"a ก ำ क ष ि न த ஸ 가 각 한 é ☕ ❤ ⌚ 1 # © 👩 🏽 🇲 🇽 🔥 日 ｱ ﾞ".split(),
        *"\u0301\u094d\u0bcd\u200c\u200d\u1100\u1161\u11a8\ufe0e\ufe0f\u20e3",
        *"\u0600\u0903\r\n\u0000\u00ad",
    ]
)
# What `regex` joins and the standard (GB9c) does not: a consonant to a virama that has no consonant
# before it, or that is no mark.
_ALONE = regex.compile(
    r"(?<![\p{InCB=Consonant}\p{InCB=Extend}\p{InCB=Linker}])"
    r"[\p{InCB=Extend}\p{InCB=Linker}]+\p{InCB=Consonant}|(?=\p{InCB=Linker})\P{GCB=Extend}"
)


@given(st.one_of(st.lists(_TRICKY, max_size=9).map("".join), TEXTS))
@example("क्" + "ष" * 3)
@example("👩🏽‍🚀🇲🇽🇲☕️1️⃣각\u11a8")
def test_clusters_are_those_of_regex(text):
    if _ALONE.search(text):
        return
    assert [*by_table.clusters(text)] == [match.span() for match in regex.finditer(r"\X", text)]


@pytest.mark.parametrize("mark", [*"\u094d\u0301\u200d\ufe0f\u0600\U0001f1e6\u1100"])
def test_a_long_row_of_marks_is_read_in_linear_time(mark):
    start = time.process_time()
    assert cells("क" + mark * 200_000 + "ष") >= 0
    assert time.process_time() - start < 4


def test_a_virama_without_a_consonant_before_it_joins_nothing():
    assert graphemes("\u094d\u0915") == [(0, 1), (1, 2)]
