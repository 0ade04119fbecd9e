"""Every example of the two pages on configuration is true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from spacelint.brand.index import TagIndex
from spacelint.brand.make import brand_book
from spacelint.config.load import load_config
from spacelint.config.reference import with_reference

DOCS = Path(__file__).parents[2] / "docs"
PAGES = ("configuration.md", "brand-book.md")


def blocks(page: str) -> list[tuple[str, str]]:
    text = (DOCS / page).read_text(encoding="utf-8")
    return re.findall(r"(?ms)^```([^\n]*)\n(.*?)^```$", text)


RIGHT = [
    (page, info, body)
    for page in PAGES
    for info, body in blocks(page)
    if info in ("toml", "toml pyproject.toml")
]


@pytest.mark.parametrize(("page", "info", "body"), RIGHT)
def test_every_example_loads_without_a_problem(
    tmp_path: Path, page: str, info: str, body: str
) -> None:
    project = tmp_path / "project"
    for directory in (tmp_path / ".git", project, tmp_path / "shared"):
        directory.mkdir()
    (tmp_path / "shared" / "titles.toml").write_text("")
    path = project / (info.partition(" ")[2] or "spacelint.toml")
    path.write_text(body, encoding="utf-8")
    assert load_config(str(path)).problems == ()


def test_the_pages_have_their_examples() -> None:
    assert len(RIGHT) >= 8


@pytest.mark.parametrize("page", PAGES)
def test_the_mistakes_are_told_as_the_page_shows_them(tmp_path: Path, page: str) -> None:
    by_kind = dict(blocks(page))
    path = tmp_path / "spacelint.toml"
    path.write_text(by_kind["toml wrong"], encoding="utf-8")
    told = [str(problem).replace(f"{tmp_path}/", "") for problem in load_config(str(path)).problems]
    assert told == by_kind["text"].splitlines()


def test_the_reference_is_the_declarations() -> None:
    page = (DOCS / "configuration.md").read_text(encoding="utf-8")
    assert page == with_reference(page), "run: make schemas"


def test_the_worked_example_knows_what_its_table_says(tmp_path: Path) -> None:
    path = tmp_path / "spacelint.toml"
    path.write_text(blocks("brand-book.md")[0][1], encoding="utf-8")
    book = brand_book(load_config(str(path)).config.book)
    tags = TagIndex(book.hashtags)
    assert tags.exact("#acmewinter") == "AcmeWinter"
    assert [near.tag for near in tags.near("#AcmeWitner")] == ["AcmeWinter"]
    assert tags.lookalike("#АcmeWinter") == "AcmeWinter"
    assert book.retired["acmechat"].successor == "AcmeTalks"
    assert tags.near("#AcmeWinter27") == ()
    assert tags.near("#Acne") == ()
    assert book.campaigns["winter"].owner == "Dana"
    assert book.handles == ("AcmeHQ", "AcmeHelp", "AcmeJobs")
