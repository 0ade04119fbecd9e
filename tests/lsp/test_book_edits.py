"""Adding to the brand book: into the right table of the text that is there now, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from spacelint.lsp.documents import uri_of
from tests.lsp.core import BOOK, actions_at, after, opened, plan, workspace

TITLE = plan("Ask #NewTag with @new_one all")
WINTER = '[tool.spacelint.campaigns.winter]\nhashtag = "#AcmeWinter"\n'


def additions(folder: Path, name: str, book: str, now: str | None = None) -> dict[str, str]:
    """Return the texts that adding the tag and the handle would make of a book that is open.

    ``now`` is what has been typed over the book.
    """
    known = workspace(folder, {name: book})
    config = uri_of(str(folder / name))
    known.open(config, "toml", 1, book)
    opened(known, folder / "spaces/plan.toml", TITLE)
    if now is not None:
        known.change(config, 2, now)
    analysis = known.analysis(uri_of(str(folder / "spaces/plan.toml")))
    assert analysis is not None
    return {
        part: after(action, known, config)
        for part in ("#NewTag", "@new_one")
        for title, action in actions_at(analysis, known, part).items()
        if title.startswith(f"Add {part}")
    }


def test_nothing_is_added_to_a_book_that_does_not_parse_at_the_moment(tmp_path: Path) -> None:
    assert additions(tmp_path, "spacelint.toml", BOOK).keys() == {"#NewTag", "@new_one"}
    assert additions(tmp_path, "spacelint.toml", BOOK, 'ignore = ["SL5\n' + BOOK) == {}


def test_nothing_is_added_to_a_closed_book_that_no_longer_parses(tmp_path: Path) -> None:
    known = workspace(tmp_path, {"spacelint.toml": BOOK})
    analysis = opened(known, tmp_path / "spaces/plan.toml", TITLE)
    assert any("brand book" in title for title in actions_at(analysis, known, "#NewTag"))
    (tmp_path / "spacelint.toml").write_text('ignore = ["SL5\n' + BOOK)
    assert not any("brand book" in title for title in actions_at(analysis, known, "#NewTag"))


@pytest.mark.parametrize(
    ("book", "tag"),
    [
        (WINTER, f'[tool.spacelint]\nhashtags = ["#NewTag"]\n\n{WINTER}'),
        (
            f"{WINTER}[tool.spacelint]\nignore = []\n",
            f'{WINTER}[tool.spacelint]\nignore = []\nhashtags = ["#NewTag"]\n',
        ),
        (
            "[tool]\nspacelint.ignore = []\n",
            '[tool]\nspacelint.ignore = []\nspacelint.hashtags = ["#NewTag"]\n',
        ),
        (
            "[tool]\nspacelint = {ignore = []}\n",
            '[tool]\nspacelint = {ignore = [],hashtags = ["#NewTag"]}\n',
        ),
        # A key that is no list and no table takes no tag, and no second key is written beside it.
        ('[tool.spacelint]\nhashtags = "#Old"\n', None),
    ],
)
def test_a_tag_is_added_to_no_other_table(tmp_path: Path, book: str, tag: str | None) -> None:
    assert additions(tmp_path, "pyproject.toml", book).get("#NewTag") == tag


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_every_other_character_of_the_book_stays(tmp_path: Path, ending: str) -> None:
    book = '\ufeff# Ask Susan  \n[ campaigns . winter ]  # é 🎄\nhashtag="#AcmeWinter"\n\n\n' + (
        "[handles]\n\tAcmeHQ = 'Acme' # us\n\n# The end"
    )
    book = book.replace("\n", ending)
    for text in additions(tmp_path, "spacelint.toml", book).values():
        kept = iter(text)
        assert all(char in kept for char in book)
        assert len(text) - len(book) < 40
