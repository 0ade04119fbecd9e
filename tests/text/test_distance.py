"""Edit distance, against the textbook's whole matrix."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from spacelint.text.distance import distance


def textbook(a: str, b: str) -> int:
    rows = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) + 1):
        for j in range(len(b) + 1):
            if not i or not j:
                rows[i][j] = i + j
                continue
            rows[i][j] = min(
                rows[i - 1][j] + 1,
                rows[i][j - 1] + 1,
                rows[i - 1][j - 1] + (a[i - 1] != b[j - 1]),
            )
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]


words = st.text(alphabet="abcé", max_size=9)


@given(words, words, st.integers(0, 6))
def test_the_distance_is_the_textbooks_up_to_the_limit(a: str, b: str, limit: int) -> None:
    assert distance(a, b) == textbook(a, b)
    assert distance(a, b, limit) == min(textbook(a, b), limit + 1)


def test_a_swap_is_one_edit_and_nothing_is_edited_twice() -> None:
    assert distance("thrones", "thornes") == 1
    assert distance("ca", "abc") == 3


def test_a_small_limit_ends_early_on_long_texts() -> None:
    start = time.process_time()
    assert distance("a" * 100_000, "b" * 100_000, 2) == 3
    assert distance("a" * 10, "b" * 1_000_000, 2) == 3
    assert time.process_time() - start < 5
