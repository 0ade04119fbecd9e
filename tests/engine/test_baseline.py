"""A baseline lets known findings through, as often as it says, and reads well in a diff."""

from __future__ import annotations

from pathlib import Path

import pytest

from spacelint.engine.baseline import (
    Baseline,
    BaselineError,
    counted,
    normalised,
    read_baseline,
    written,
)


@pytest.mark.parametrize("name", ["b.json", "b.toml"])
def test_what_is_written_is_read_back(tmp_path: Path, name: str) -> None:
    titles = ["Town hall", "日本語 \"x\" \\ 'y'", "a\u2028b\x7f", "", "é=[x]"]
    counts = counted([("SL102", title) for title in titles] * 2 + [("SL101", "z")])
    path = tmp_path / name
    path.write_text(written(counts, str(path)), encoding="utf-8")
    assert read_baseline(str(path)) == counts


def test_a_new_finding_adds_a_line_and_changes_none() -> None:
    few = counted([("SL101", "b"), ("SL102", "a")])
    more = counted([("SL102", "a"), ("SL101", "b"), ("SL101", "c")])
    for name in ("b.json", "b.toml"):
        old, new = written(few, name).splitlines(), written(more, name).splitlines()
        commas = {line.rstrip(",") for line in old}
        assert len([line for line in new if line.rstrip(",") not in commas]) == 1


def test_a_finding_is_let_through_as_often_as_it_is_known() -> None:
    baseline = Baseline(counted([("SL102", "Town hall")]))
    assert [baseline.accepts("SL102", t) for t in ("town  HALL ", "Town hall")] == [True, False]
    assert not baseline.accepts("SL103", "Town hall")


def test_titles_are_the_same_whatever_their_form() -> None:
    assert normalised(" Cafe\u0301\u3000LIVE ") == normalised("café live")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("b.json", "{", ":1:2: "),
        ("b.toml", "x = ", ":1:5: "),
        ("b.json", "[]", "expected a table"),
        ("b.json", '{"version": 2, "findings": {}}', 'expected "version" 1'),
        ("b.json", '{"version": 1, "findings": {"SL1": {"a": 0}}}', "expected a number from 1"),
        ("b.json", "[" * 100_000, "nested too deeply"),
    ],
)
def test_a_broken_baseline_is_told_with_its_place(
    tmp_path: Path, name: str, text: str, said: str
) -> None:
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(BaselineError) as caught:
        read_baseline(str(path))
    assert said in str(caught.value)
    assert str(caught.value).startswith(str(path))


def test_each_finding_of_a_long_title_costs_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    read = []

    class Title(str):
        def isascii(self) -> bool:
            read.append(len(self))
            return True

    title = Title("#a&" * 100)
    known = Baseline({("SL103", normalised(title)): 300})
    normalised.cache_clear()
    read.clear()
    assert all(known.accepts("SL103", title) for _ in range(300))
    assert not known.accepts("SL103", title)
    assert read == [300]
