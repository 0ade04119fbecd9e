"""Words of the brand book that have no place in a title: blocked ones, and competitors."""

from __future__ import annotations

from spacelint.brand.spelled import plurals
from spacelint.checks._book import lookup
from spacelint.checks.contract import NOTHING, Finding, Trigger
from spacelint.text.word_list import is_everyday

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from spacelint.brand import BrandBook
    from spacelint.checks.contract import Algorithm, Context
    from spacelint.schema import Field
    from spacelint.text import Title

SCOPES = ("title",)
PLACEHOLDERS = ("word", "kind", "advice")
_MOST_BOOKS = 32
_KINDS = {"hashtag": "hashtag", "mention": "account"}
_ADVICE = {
    "hashtag": "Check that you want to send people there",
    "account": "Check that you want to send people there",
    "name": "Check that you want to name them",
}


def params() -> Mapping[str, Field]:
    """Which of the book's lists."""
    from spacelint import schema

    return {"list": schema.choice("Which list.", ("blocked", "competitors"), required=True)}


def trigger(p: Mapping[str, Any]) -> Trigger:
    """A brand book that has words of the title on its list."""
    return Trigger(needs=("book",), book=p["list"])


def build(p: Mapping[str, Any]) -> Algorithm:
    """Yield a finding for each word, and for each hashtag or mention of a competitor."""
    rivals: bool = p["list"] == "competitors"
    lists: dict[int, tuple[BrandBook, Algorithm | None, dict[str, str]]] = {}

    def check(title: Title, item: object, context: Context) -> Sequence[Finding]:
        book = context.book
        kept = lists.get(id(book))
        if kept is None:
            if len(lists) >= _MOST_BOOKS:
                lists.clear()
            # The book is held, so that no other can have its id.
            names = book.competitors.names if rivals else book.blocked
            several = plurals(names) if rivals else {}
            kept = lists[id(book)] = (book, _words((*names, *several)), several)
        several = kept[2]
        found = _linked(title, book) if rivals and title.entities else []
        if kept[1] is not None:
            for finding in kept[1](title, None, context):
                if not any(one.start < finding.end and finding.start < one.end for one in found):
                    written = title.text[finding.start : finding.end]
                    name = several.get(finding.values["word"])
                    if name and written.islower() and is_everyday(name):
                        continue  # "apples": the fruit, and not the company
                    word = f'"{written}"' if rivals else finding.values["word"]
                    found.append(Finding(finding.start, finding.end, _values(word, "name")))
        return found or NOTHING

    return check


def _words(listed: tuple[str, ...]) -> Algorithm | None:
    if not listed:
        return None
    from spacelint.checks import words

    return words.build({"words": listed, "preferred": {}, "in-tags": True})


def _linked(title: Title, book: BrandBook) -> list[Finding]:
    look = lookup(book)
    found = []
    for kind, start, end, text, value in title.entities:
        if kind in _KINDS:
            verdict = look.tag(value) if kind == "hashtag" else look.handle(value)
            if verdict.kind == "competitor":
                found.append(Finding(start, end, _values(text, _KINDS[kind])))
    return found


def _values(word: str, kind: str) -> dict[str, str]:
    return {"word": word, "kind": kind, "advice": _ADVICE[kind]}
