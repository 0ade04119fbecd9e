"""What the guides say in prose and pictures is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import spacelint
from spacelint.config.find import why_plan
from spacelint.preview.card import card_of
from spacelint.preview.svg import svg
from spacelint.suggester.search import MOST
from spacelint.text import parse

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = sorted((*DOCS.glob("*.md"), DOCS.parent / "README.md"))
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


def test_the_number_of_better_titles_is_that_of_the_command():
    assert (MOST, re.findall(r"up to (\w+) better titles", GUIDE)) == (3, ["three"])


def test_a_fix_that_a_guide_names_is_the_one_that_is_made():
    guide = (DOCS / "guide-engineer.md").read_text(encoding="utf-8")
    ((before, after),) = re.findall(r"it may: `([^`]+)` to\s`([^`]+)`", guide)
    assert spacelint.fix(f"Talk {before}", unsafe=True).text == f"Talk {after}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_hook_says_that_its_revision_is_one_of_the_readers_copy(page):
    for line in re.findall(r"^ +rev: .*", page.read_text(encoding="utf-8"), re.M):
        assert "# a tag or commit of that repository, your copy of it" in line


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_page_names_an_address_where_nothing_is_published(page):
    assert "github.com/spacelint" not in page.read_text(encoding="utf-8")


def test_a_path_is_told_by_the_word_that_the_page_on_plans_gives():
    editors = (DOCS / "editors.md").read_text(encoding="utf-8")
    assert "`spaces` as a word of its own in the path" in editors
    assert why_plan("spaces.yaml", None, "spaces.yaml")
    assert not why_plan("makerspace.yaml", None, "makerspace.yaml")
