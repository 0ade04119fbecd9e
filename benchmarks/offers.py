"""Every better title that is offered for the real titles, to be read beside its original.

``make judge`` prints two lists: what is offered with no more than the title, and what is offered to
a team whose brand book is made of the titles' own words, where every other title with a campaign's
word belongs to it, and some have guests or a sponsor. The figures say how many titles get an offer;
whether an offer is better only a reader can say.
"""

from __future__ import annotations

import datetime
import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from spacelint.brand.make import brand_book
from spacelint.brand.table import BOOK_FIELDS
from spacelint.checks.contract import Context
from spacelint.engine.example_context import example_space
from spacelint.engine.linter import Linter
from spacelint.schema import Table, validate_data
from spacelint.suggester.search import suggest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from spacelint.brand.book import BrandBook

_WORD = re.compile(r"[^\W\d_]\w{3,}")
_TAGS = 40  # of the most frequent words and pairs of words
_SMALL = frozenset(
    "with from about that this your what when will para como pero este esta desde hasta sobre entre"
    " todo todos para una los las del por con have into more than they their".split()
)


def print_offers(path: Path, today: datetime.date) -> None:
    """Print what is offered for the titles in a file of JSON lines, without and with a book."""
    titles = [json.loads(line)["title"] for line in path.read_text("utf-8").splitlines()]
    linter = Linter()
    _print("Better titles, with no more than the title", _bare(titles, linter, today), len(titles))
    book = book_of(titles)
    print(f"\nA book of their own words: {' '.join('#' + tag for tag in book.hashtags)}")
    planned = _planned(titles, linter, today, book)
    _print("Better titles, with a book of the titles' own words", planned, len(titles))


def book_of(titles: list[str]) -> BrandBook:
    """Return a book whose hashtags are the most frequent words, and pairs of words, of titles."""
    words: Counter[str] = Counter()
    for title in titles:
        found = [word for word in _WORD.findall(title) if word.lower() not in _SMALL]
        words.update(set(found))
        pairs = re.findall(r"([^\W\d_]{3,}) (?=([^\W\d_]\w{3,}))", title)
        words.update(
            {a.title() + b.title() for a, b in pairs if not {a.lower(), b.lower()} & _SMALL}
        )
    tags = list({word.lower(): word for word, _ in reversed(words.most_common(_TAGS))}.values())
    data: dict[str, Any] = {
        "brand": {"names": ["Acme"], "handle": "@AcmeHQ", "hashtags": [f"#{t}" for t in tags[12:]]},
        "campaigns": {f"c{number}": {"hashtag": f"#{tag}"} for number, tag in enumerate(tags[:12])},
    }
    tables, faults = validate_data(data, Table("", BOOK_FIELDS))
    assert not faults, faults
    return brand_book(tables)


def _bare(titles: list[str], linter: Linter, today: datetime.date) -> Iterator[tuple[str, str]]:
    for title in titles:
        for one in suggest(title, linter, Context(today=today), most=1):
            yield title, one.text


def _planned(
    titles: list[str], linter: Linter, today: datetime.date, book: BrandBook
) -> Iterator[tuple[str, str]]:
    for number, title in enumerate(titles):
        fields: dict[str, Any] = {"host": "@AcmeHQ"}
        words = set(re.findall(r"\w+", title.lower()))
        own = [c for c in book.campaigns.values() if c.hashtag.lower() in words]
        if own and number % 2:
            fields["campaign"] = own[0].name
        if number % 6 == 0:
            fields["speakers"] = ["@anna_b", "@bob_cid"][: 1 + number % 4 // 2]
        if number % 20 == 0:
            fields["sponsored"] = True
        context = Context(("Acme",), today, example_space(title, fields), book)
        for one in suggest(title, linter, context, most=1):
            yield title, one.text


def _print(heading: str, offers: Iterator[tuple[str, str]], titles: int) -> None:
    every = list(offers)
    print(f"\n{heading}: {len(every)} of {titles}")
    for title, better in every:
        print(f"  {' '.join(title.split())}\n    {better}")
