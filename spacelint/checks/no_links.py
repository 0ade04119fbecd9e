"""A title in which nothing is clickable."""

from __future__ import annotations

import re

from spacelint.checks.contract import NOTHING, Finding, Trigger

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Mapping, Sequence
    from typing import Any

    from spacelint.brand import BrandBook
    from spacelint.checks._plain import Words
    from spacelint.checks.contract import Algorithm, Context
    from spacelint.schema import Field
    from spacelint.text import Title

SCOPES = ("title",)
PLACEHOLDERS = ("idea",)
_LINKS = frozenset(("hashtag", "mention", "list"))
_AROUND = "\"'“”‘’«»()[]{}<>.,:;!?¿¡…。、「」"
_NAME = re.compile(r"\s([^\W\d_a-zà-öø-ÿ]\w+)")  # a word with a capital, not the first
_MOST_WORDS = 40  # of a title, to choose from; keeps a text that is no title cheap
_LONGEST_WORD = 25
_SMALL = 3  # letters of a word that says nothing where it is not the longest


def params() -> Mapping[str, Field]:
    """Which words are no idea for a tag."""
    from spacelint import schema

    return {"no-topics": schema.strings("Words that are no topic, like the names of days.")}


def trigger(p: Mapping[str, Any]) -> Trigger:
    """Every title: what lacks has no sign."""
    return Trigger()


def build(p: Mapping[str, Any]) -> Algorithm:
    """Yield one finding for the whole title, with a word or person that could be clickable."""

    no_topics = frozenset([word.casefold() for word in p["no-topics"]])

    def check(title: Title, item: object, context: Context) -> Sequence[Finding]:
        for entity in title.entities:
            if entity[0] in _LINKS:
                return NOTHING
        text = title.text
        stripped = text.strip()
        if not stripped:
            return NOTHING
        start = text.index(stripped)
        return (Finding(start, start + len(stripped), {"idea": _idea(title, context, no_topics)}),)

    return check


def _idea(title: Title, context: Context, no_topics: frozenset[str]) -> str:
    text = title.text
    for person in (getattr(context.space, "speakers", None) or ()) if context.space else ():
        if isinstance(person, str) and person[:1] == "@":
            return person
    own_words: Sequence[str] = context.words
    if context.book is not None:
        # Looked up and not gone through: a book may have thousands.
        for plain in (_tag_words or _import_tag_words())(context.book).within(title):
            return "#" + plain.entry
        own_words = context.book.words
    if own_words:
        from spacelint.checks._own_words import own_word

        own = own_word(title, own_words)
        if own:
            return "#" + own
    unwanted: Container[str] = ()
    if context.book is not None:
        from spacelint.checks._book import lookup

        unwanted = lookup(context.book).unwanted
    for word in _topics(text):
        folded = word.casefold()
        if folded not in no_topics and folded not in unwanted:
            return "#" + word
    return "#YourTopic"


def _topics(text: str) -> Iterator[str]:
    """Yield the words of a text that may be its topic: names first, then the longest words."""
    for name in _NAME.finditer(text):
        yield name[1]
    words = [word.strip(_AROUND) for word in text.split(None, _MOST_WORDS)[:_MOST_WORDS]]
    for at, word in enumerate(sorted(words, key=len, reverse=True)):
        if word.isalpha() and len(word) < _LONGEST_WORD and (not at or len(word) > _SMALL):
            yield word


def _import_tag_words() -> Callable[[BrandBook], Words]:
    global _tag_words  # an import statement costs more than the look-up
    from spacelint.checks._plain import tag_words

    _tag_words = tag_words
    return tag_words


_tag_words: Callable[[BrandBook], Words] | None = None
