"""Blocked words of the brand book, and competitors' names, tags and accounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacelint.brand.make import plurals
from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, Trigger, check
from spacelint.checks.shared.book_lookup import lookup
from spacelint.text import Title
from spacelint.text.word_list import is_everyday

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.brand.book import BrandBook

_COMMONEST = 10.0  # the cost of the rarest of the 1,200 commonest words
_KINDS = {"hashtag": "hashtag", "mention": "account"}
_ADVICE = {
    "hashtag": "Check that you want to send people there",
    "account": "Check that you want to send people there",
    "name": "Check that you want to name them",
}


@check(
    scopes=("title",),
    placeholders=("word", "kind", "advice"),
    params=lambda schema: {
        "list": schema.choice("Which list.", ("blocked", "competitors"), required=True)
    },
    trigger=lambda p: Trigger(needs=("book",), book=p["list"]),
)
def brand_words(p: Params) -> Algorithm:
    """Report each listed word, and each hashtag or mention of a competitor."""
    rivals: bool = p["list"] == "competitors"
    listed = _competitors if rivals else _blocked

    def run(title: Title, item: object, context: Context) -> Sequence[Finding]:
        book = context.book
        search, plural_of = book.derived(listed)
        found = _linked(title, book) if rivals and title.entities else []
        linked, at, last = len(found), 0, 0
        for finding in search(title, None, context):  # in the order of the title
            while at < linked and found[at].end <= finding.start:
                at += 1
            free = at == linked or finding.end <= found[at].start
            if free and finding.start >= last:
                last = finding.end
                written = title.text[finding.start : finding.end]
                if rivals and written.islower() and _is_common(finding, plural_of):
                    continue  # an apple, apples: the fruit, and not the company
                word = f'"{written}"' if rivals else finding.values["word"]
                found.append(Finding(finding.start, finding.end, _values(word, "name")))
        return found or NOTHING

    return run


def _competitors(book: BrandBook) -> tuple[Algorithm, Mapping[str, str]]:
    names = book.competitors.names
    plural_of = plurals(names)
    return _search((*names, *plural_of)), plural_of


def _blocked(book: BrandBook) -> tuple[Algorithm, Mapping[str, str]]:
    return _search(book.blocked), {}


def _search(listed: tuple[str, ...]) -> Algorithm:
    from spacelint.checks.words import words

    found: Algorithm = words.build({"words": listed, "preferred": {}, "in-tags": True})
    return found


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


def _is_common(finding: Finding, plural_of: Mapping[str, str]) -> bool:
    """Return whether a name is a word that people mean without the company, in lower case.

    Word counts cannot tell ``google`` from ``target``, so only the commonest words count (apple,
    orange, free); of plurals, which few people use of companies, all common ones.
    """
    name = plural_of.get(finding.values["word"])
    return is_everyday(name) if name else is_everyday(finding.values["word"], _COMMONEST)
