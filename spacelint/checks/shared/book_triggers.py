"""Cheap pre-screen: which brand-book checks could fire on this title.

Most titles have nothing to do with a brand, or nothing wrong. The verdict on each tag and handle
is remembered, and the words of a title are looked up all at once; the program then runs only the
checks whose `Trigger` names a trigger that is set. May over-approximate; never misses.
"""

from __future__ import annotations

from operator import add

from spacelint.brand.make import plurals
from spacelint.checks.contract import BOOK_TRIGGERS
from spacelint.checks.shared.book_lookup import JOINED, lookup, verdict_of
from spacelint.checks.shared.phrase_index import (
    StartIndex,
    first_words_among,
    name_words,
    plain_words,
    tag_words,
)
from spacelint.text.pattern import Pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacelint.brand.book import BrandBook
    from spacelint.checks.contract import Context
    from spacelint.text import Candidate, Entity, Title

_MOST_NAMES = 4_096
_FEW = 16
"""So many titles cost about as much to go through as making the index of their words does."""
_MANY = 8
"""From so many words on they are not looked for one by one."""
_TOKEN = Pattern(r"[^\W_]+")
_SIGILS = frozenset("#＃@＠")

_MISSPELT_HANDLE = BOOK_TRIGGERS["misspelt-handle"]
_SPACED_HANDLE = BOOK_TRIGGERS["spaced-handle"]
_CAMPAIGN_WORDS = BOOK_TRIGGERS["campaign-words"]
_TAG_WORDS = BOOK_TRIGGERS["tag-words"]
_NAMES = BOOK_TRIGGERS["names"]
_BLOCKED = BOOK_TRIGGERS["blocked"]
_COMPETITORS = BOOK_TRIGGERS["competitors"]
_PLANNED = BOOK_TRIGGERS["planned"]
_SEASON = BOOK_TRIGGERS["season"]
_CLASH = BOOK_TRIGGERS["clash"]
_OF_TAG = {
    "misspelt": BOOK_TRIGGERS["misspelt"],
    "miscased": BOOK_TRIGGERS["miscased"],
    "lookalike": BOOK_TRIGGERS["lookalike"],
    "gone": BOOK_TRIGGERS["retired"],
    "competitor": _COMPETITORS,
}
_OF_HANDLE = {"misspelt": _MISSPELT_HANDLE, "named": _MISSPELT_HANDLE, "competitor": _COMPETITORS}
_KINDS = ("hashtag", "mention")


def book_triggers(title: Title, context: Context) -> int:
    """Return the bits of `BOOK_TRIGGERS` that are set for a title and the book of ``context``."""
    book: BrandBook = context[3]
    return book.derived(BookTriggers).of(title, context)


class BookTriggers:
    """The triggers of one book."""

    __slots__ = (
        "_always", "_exclusive", "_first", "_known", "_letters", "_listed", "_look", "_names",
        "_off_book", "_seen", "_starts", "_unspaced", "_words",
    )  # fmt: skip

    def __init__(self, book: BrandBook) -> None:
        self._look = lookup(book)
        #: The bits of tags and handles by their texts, and the letters that follow handles.
        self._known: dict[str, int] = {}
        self._letters: dict[str, frozenset[str]] = {}
        rivals = book.competitors.names
        blocked, rival = Listed(book.blocked), Listed((*rivals, *plurals(rivals)))
        self._listed = ((_BLOCKED, blocked), (_COMPETITORS, rival))
        first = blocked.first | rival.first
        # What stands right after a sign is looked at too: X links not all of it.
        self._first = frozenset([sign + word for word in first for sign in ("", "#", "@")])
        # A listed word without letters and digits cannot be screened by them.
        self._always = sum(bit for bit, listed in self._listed if listed.has_signs)
        self._off_book = BOOK_TRIGGERS["off-book"] if book.closed else 0
        self._exclusive = any(one.exclusive_with for one in book.campaigns.values())
        self._words = tag_words(book)
        self._names = name_words(book)
        self._unspaced = self._words.unspaced_first | self._names.unspaced_first
        self._starts: StartIndex | None = None
        self._seen = 0

    def of(self, title: Title, context: Context) -> int:
        """Return the bits of a title."""
        text = title.text
        if text.isascii():
            linked = "#" in text or "@" in text
            words = plain_words(text) if linked else title.words
            plain = True
        else:
            linked = not _SIGILS.isdisjoint(title.chars)
            words = plain_words(text)
            plain = self._unspaced.isdisjoint(title.chars)
        bits = self._always | self._of_links(title) if linked else self._always
        if context.space is not None and self._look.planned(context):
            bits |= _PLANNED | _SEASON
        starts = self._starts
        if (
            plain
            and starts is not None
            and starts.texts.isdisjoint(map(add, words, words[1:]))
            and starts.names.isdisjoint(words)
        ):
            self._words.last = (title, ())
        else:
            bits |= self._of_words(title, words)
        if self._first:
            if not text.isascii():
                bits |= self._of_any_text(text)
            elif not self._first.isdisjoint(words):
                bits |= self._of_listed(words)
        return bits

    def _of_links(self, title: Title) -> int:
        """Return the bits of the tags and handles, cached for each."""
        known, bits = self._known, 0
        if len(known) > _MOST_NAMES:
            known.clear()
            self._letters.clear()
        for entity in title.entities:
            of_one = known.get(entity[3])
            bits |= self._learned(entity) if of_one is None else of_one
        for candidate in title.candidates:
            if candidate[5] is not None:
                bits |= self._of_fault(candidate)
        if bits & _SPACED_HANDLE and not self._goes_on(title):
            bits &= ~_SPACED_HANDLE
        if bits & _SEASON and self._exclusive:
            of_campaigns = [1 for one in title.entities if known.get(one[3], 0) & _SEASON]
            return bits | _CLASH if len(of_campaigns) > 1 else bits
        return bits

    def _learned(self, entity: Entity) -> int:
        """Return the bits of a new tag or handle, and remember them."""
        kind, _, _, text, value = entity
        if kind not in _KINDS:
            return 0
        bits = self._of_tag(value) if kind == "hashtag" else self._of_handle(value)
        self._known[text] = bits
        return bits

    def _of_fault(self, candidate: Candidate) -> int:
        """Return the bits of a candidate that X does not link as it was meant."""
        kind, fault = candidate[0], candidate[5]
        if fault == "cut-short" and kind == "mention":
            return _MISSPELT_HANDLE
        if fault in JOINED and kind == "hashtag":
            return self._of_verdict(verdict_of(candidate, self._look)[0].kind)
        return 0

    def _of_tag(self, name: str) -> int:
        verdict = self._look.tag(name)
        bits = self._of_verdict(verdict.kind) | self._of_listed_in(name)
        if verdict.kind == "unknown" and self._look.tags.letters_after(verdict.folded):
            bits |= _OF_TAG["misspelt"]  # the rest of a tag may stand behind a space
        return bits | _SEASON if verdict.campaigns else bits

    def _of_handle(self, name: str) -> int:
        kind, _, folded, _ = self._look.handle(name)
        bits = _OF_HANDLE.get(kind, 0) | self._of_listed_in(name)
        if kind != "right" and (letters := self._look.handles.letters_after(folded)):
            self._letters[name] = letters
            return bits | _SPACED_HANDLE
        return bits

    def _goes_on(self, title: Title) -> bool:
        """Return whether the word after a mention may be the rest of a handle of the book."""
        text = title.text
        for entity in title.entities:
            letters = self._letters.get(entity[4])
            if letters is not None and text[entity[2] : entity[2] + 1] == " ":
                letter = text[entity[2] + 1 : entity[2] + 2].lower()
                if letter in letters or "_" in letters:
                    return True
        return False

    def _of_verdict(self, kind: str) -> int:
        return self._off_book if kind == "unknown" else _OF_TAG.get(kind, 0)

    def _of_listed_in(self, name: str) -> int:
        folded = name.casefold().replace("_", "")
        return sum(bit for bit, listed in self._listed if listed.is_inside(folded))

    def _of_words(self, title: Title, words: Sequence[str]) -> int:
        """Return the bits of the plain words."""
        tags, names = self._words, self._names
        unspaced = not self._unspaced.isdisjoint(title.chars)
        if self._starts is not None:
            found = self._starts.found(words)
            tag_starts = {first_word for name, first_word in found if name in tags.entries}
            name_starts = {first_word for name, first_word in found if name in names.entries}
        else:
            tag_starts = first_words_among(tags.entries, words)
            name_starts = first_words_among(names.entries, words)
            self._seen += 1
            if self._seen > _FEW:
                self._starts = StartIndex((tags.entries, names.entries))
        bits = 0
        if (name_starts or unspaced) and names.within(title, name_starts):
            bits = _NAMES
        if not (tag_starts or unspaced):
            tags.last = (title, ())
            return bits
        for plain in tags.within(title, tag_starts):
            bits |= _TAG_WORDS
            if self._look.campaign_of(plain.entry) is not None:
                return bits | _CAMPAIGN_WORDS
        return bits

    def _of_listed(self, words: Sequence[str]) -> int:
        bare = [word.lstrip("#@") for word in words]
        return sum(bit for bit, listed in self._listed if not listed.first.isdisjoint(bare))

    def _of_any_text(self, text: str) -> int:
        """Return the bits of a text beyond ASCII, where words may be inside of others."""
        folded = text.casefold()
        words = _TOKEN.findall(folded)
        squeezed = folded.replace(" ", "").replace("_", "")
        return sum(
            bit
            for bit, listed in self._listed
            if not listed.first.isdisjoint(words) or listed.is_inside(squeezed)
        )


class Listed:
    """Blocked words or competitors' names, and a quick test that a text has none of them."""

    __slots__ = ("_joined", "_size", "_starts_of_words", "first", "has_signs")

    def __init__(self, listed: Sequence[str]) -> None:
        parts = [_TOKEN.findall(word.casefold()) for word in listed]
        self.has_signs = not all(parts)
        #: What the words start with, whole words each.
        self.first = frozenset([words[0] for words in parts if words])
        self._joined = tuple(["".join(words) for words in parts if words])
        self._size = min(map(len, self._joined), default=0)
        self._starts_of_words = frozenset([word[: self._size] for word in self._joined])

    def is_inside(self, folded: str) -> bool:
        """Return whether a text without spaces or underscores has one of the words."""
        joined = self._joined
        if len(joined) >= _MANY:
            size = self._size
            starts = [folded[at : at + size] for at in range(len(folded) - size + 1)]
            if self._starts_of_words.isdisjoint(starts):
                return False
        return any(word in folded for word in joined)
