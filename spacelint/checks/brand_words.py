"""Words of the brand book that have no place in a title: blocked ones, and competitors."""

from __future__ import annotations

from spacelint.checks._book import lookup
from spacelint.checks._tokens import TOKEN, tokens
from spacelint.checks.contract import NOTHING, Finding, Trigger

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from spacelint.brand import BrandBook
    from spacelint.checks.contract import Algorithm, Context
    from spacelint.schema import Field
    from spacelint.text import Title

SCOPES = ("title",)
PLACEHOLDERS = ("word", "kind")
_MOST_BOOKS = 32
_KINDS = {"hashtag": "hashtag", "mention": "account"}


def params() -> Mapping[str, Field]:
    """Which of the book's lists."""
    from spacelint import schema

    return {"list": schema.choice("Which list.", ("blocked", "competitors"), required=True)}


def trigger(p: Mapping[str, Any]) -> Trigger:
    """A brand book."""
    return Trigger(needs=("book",))


def build(p: Mapping[str, Any]) -> Algorithm:
    """Yield a finding for each word, and for each hashtag or mention of a competitor."""
    rivals: bool = p["list"] == "competitors"
    lists: dict[int, _Words] = {}

    def check(title: Title, item: object, context: Context) -> Sequence[Finding]:
        book = context.book
        words = lists.get(id(book))
        if words is None:
            if len(lists) >= _MOST_BOOKS:
                lists.clear()
            listed = book.competitors.names if rivals else book.blocked
            words = lists[id(book)] = _Words(book, listed)
        found = _linked(title, book) if rivals and title.entities else []
        if words.listed and words.may_be_in(title):
            for finding in words.find(title, context):
                if not any(one.start < finding.end and finding.start < one.end for one in found):
                    values = {"word": finding.values["word"], "kind": "name"}
                    found.append(Finding(finding.start, finding.end, values))
        return found or NOTHING

    return check


def _linked(title: Title, book: BrandBook) -> list[Finding]:
    look = lookup(book)
    found = []
    for kind, start, end, text, value in title.entities:
        if kind in _KINDS:
            verdict = look.tag(value) if kind == "hashtag" else look.handle(value)
            if verdict.kind == "competitor":
                found.append(Finding(start, end, {"word": text, "kind": _KINDS[kind]}))
    return found


class _Words:
    """The words of a list of one book, and what tells at once that a title has none of them."""

    __slots__ = ("_algorithm", "_book", "_first", "_joined", "listed")

    def __init__(self, book: BrandBook, listed: tuple[str, ...]) -> None:
        self._book = book  # held, so that no other can have its id
        self.listed = listed
        folded = [word.casefold() for word in listed]
        parts = [TOKEN.findall(word) for word in folded]
        self._first = frozenset([words[0] for words in parts if words])
        self._joined = ["".join(words) for words in parts if words]
        self._algorithm: Algorithm | None = None

    def may_be_in(self, title: Title) -> bool:
        if not self._first.isdisjoint(tokens(title)):
            return True
        text = title.text
        # In a tag, or in a script without spaces, a word stands within others.
        if text.isascii():
            within = [entity[4] for entity in title.entities if entity[0] in _KINDS]
            if not within:
                return False
            text = "\n".join(within)
        squeezed = text.lower() if text.isascii() else text.casefold().replace(" ", "")
        if "_" in squeezed:
            squeezed = squeezed.replace("_", "")
        return any(word in squeezed for word in self._joined)

    def find(self, title: Title, context: Context) -> Sequence[Finding]:
        if self._algorithm is None:
            from spacelint.checks import words

            self._algorithm = words.build({"words": self.listed, "preferred": {}, "in-tags": True})
        return self._algorithm(title, None, context)
