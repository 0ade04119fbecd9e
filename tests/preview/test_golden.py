"""Small cards to the letter; ``python -m tests.preview.test_golden`` writes them anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from spacelint.preview.card import card_of
from spacelint.preview.html import html
from spacelint.preview.svg import svg
from spacelint.preview.terminal import drawn
from spacelint.report.terminal import Style
from spacelint.text import parse

FOLDER = Path(__file__).parent / "cards"
TITLES = {
    "cut-short": ("Town hall #AT&T with @acme, live great#tag", "@acme", "Thu 3 Dec, 15:00"),
    "right-to-left": ("لقاء مفتوح مع @acme حول #عمان", "", ""),
    "japanese": ("日本語のタイトル #タグ と、とても長い話をします。ぜひ来てください #日本", "", ""),
    "too-long": ("A title that goes on and on " * 4 + "#TownHall", "@acme", ""),
}
DRAWN = {
    "txt": lambda card: drawn(card, Style(False)),
    "ascii.txt": lambda card: drawn(card, Style(False, 50), ascii=True),
    "colour.txt": lambda card: drawn(card, Style(True)).replace("\x1b", "^["),
    "light.svg": lambda card: svg(card, "light"),
    "auto.html": lambda card: html(card, "auto"),
}
CASES = [(name, form) for name in TITLES for form in DRAWN]


@pytest.mark.parametrize(("name", "form"), CASES)
def test_a_card_looks_as_it_did(name, form):
    golden = (FOLDER / f"{name}.{form}").read_text(encoding="utf-8")
    assert golden == DRAWN[form](card_of(parse(TITLES[name][0]), *TITLES[name][1:]))


def write():
    """Write every golden card."""
    for name, form in CASES:
        card = card_of(parse(TITLES[name][0]), *TITLES[name][1:])
        (FOLDER / f"{name}.{form}").write_text(DRAWN[form](card), encoding="utf-8")


if __name__ == "__main__":
    write()
