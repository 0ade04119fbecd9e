"""What the guides say in prose and pictures is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from spacelint.preview.card import card_of
from spacelint.preview.svg import svg
from spacelint.text import parse

DOCS = Path(__file__).resolve().parents[2] / "docs"
GUIDE = (DOCS / "guide-social.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `([^`]+)` \| ([^|]+) \| [^|]+ \|$", GUIDE, re.M)


@pytest.mark.parametrize(("written", "claim"), ROWS)
def test_what_the_guide_says_that_x_links_is_what_it_links(written, claim):
    linked = [entity.text for entity in parse(written).entities]
    if claim == "nothing":
        assert linked == []
    elif claim.startswith("only"):
        assert linked == [re.search("`(.*)`", claim)[1]]
    else:
        assert linked == [written]


def test_the_guide_has_its_table():
    assert len(ROWS) >= 8


def test_the_length_that_the_guide_gives_is_counted():
    ((title, counts),) = re.findall(r"`([^`]+)` is (\d+/70)", GUIDE)
    assert card_of(parse(title)).counts == counts


def test_the_picture_in_the_guide_is_what_preview_draws_and_has_its_words():
    ((alt, path),) = re.findall(r"!\[([^\]]*)\]\((images/[^)]*)\)", GUIDE)
    card = card_of(parse("Ask us anything #R&D with @acme, live great#tag"), "@acme")
    assert alt == card.alt
    assert (DOCS / path).read_text(encoding="utf-8") == svg(card)
