"""Tags and names of a brand book that stand in a title as plain words.

``Acme Winter`` and ``acme-winter`` are the words of ``#AcmeWinter``. What a title may hold is told
by first words, so that a title with none of them costs one look.
"""

from __future__ import annotations

import re

from spacelint.brand.fold import fold_tag
from spacelint.text._value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacelint.brand.book import BrandBook
    from spacelint.text import Title

_TOKEN = re.compile(r"[^\W_]+")
_BETWEEN = re.compile(r"[ \u00a0\u3000]?[-‐‑–]?[ \u00a0\u3000]?")
_MOST_WORDS = 6
_MOST_BOOKS = 32
_LONGEST = 2_000  # code points; a text beyond it is no title
# Han, kana and hangul: words stand within others.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")


class Plain(NamedTuple):
    """Plain words (code points of the title) and the tag or handle of the book that they spell."""

    start: int
    end: int
    entry: str


class Words:
    """The words of the tags (or of the names) of one book."""

    __slots__ = ("_entries", "_first", "_last", "_unspaced", "_unspaced_first", "book")

    def __init__(self, book: BrandBook, spelled: Iterable[tuple[str, str]]) -> None:
        """Of the book's entries, each with a spelling in plain words."""
        self.book = book  # held, so that no other can have its id
        self._entries: dict[str, str] = {}
        first: set[str] = set()
        self._unspaced: list[tuple[str, str]] = []
        for words, entry in spelled:
            if not words.isascii() and _UNSPACED.search(words):
                self._unspaced.append((words, entry))
                continue
            key = _joined(words)
            if not key or key in self._entries:
                continue
            self._entries[key] = entry
            first.add(key)
            first.add(fold_tag("#" + _first_word(words)))
        self._first = frozenset(first)
        self._unspaced_first = frozenset([words[0] for words, _ in self._unspaced])
        self._last: tuple[Title | None, tuple[Plain, ...]] = (None, ())

    def within(self, title: Title) -> tuple[Plain, ...]:
        """Return the plain words of a title that spell an entry, in order, none overlapping."""
        before, found = self._last
        if before is not title:
            found = tuple(self._find(title)) if len(title.text) <= _LONGEST else ()
            self._last = (title, found)
        return found

    def _find(self, title: Title) -> Iterator[Plain]:
        text = title.text
        if text.isascii():
            if self._first.isdisjoint(_TOKEN.findall(text.lower())):
                return
        elif not self._unspaced_first.isdisjoint(title.chars):
            yield from self._inside(title)
        taken = _taken(title)
        tokens = [(m.start(), m.end(), fold_tag("#" + m[0])) for m in _TOKEN.finditer(text)]
        past = 0
        for index, (start, _, folded) in enumerate(tokens):
            if folded not in self._first or start < past:
                continue
            best: Plain | None = None
            joined, before = "", start
            for begin, end, word in tokens[index : index + _MOST_WORDS]:
                if joined and not _BETWEEN.fullmatch(text, before, begin):
                    break
                joined += word
                before = end
                entry = self._entries.get(joined)
                if entry is not None:
                    best = Plain(start, end, entry)
            if best is not None and not any(s < best.end and best.start < e for s, e in taken):
                past = best.end
                yield best

    def _inside(self, title: Title) -> Iterator[Plain]:
        taken = _taken(title)
        for words, entry in self._unspaced:
            start = title.text.find(words)
            end = start + len(words)
            if start >= 0 and not any(s < end and start < e for s, e in taken):
                yield Plain(start, end, entry)


def tag_words(book: BrandBook) -> Words:
    """Return the words of a book's hashtags, made when first asked for."""
    found = _tags.get(id(book))
    return found or _kept(_tags, book, [(tag, tag) for tag in book.hashtags])


def name_words(book: BrandBook) -> Words:
    """Return the words of the names that the book's handles stand for."""
    found = _names.get(id(book))
    if found is not None:
        return found
    spelled = [(name, handle) for handle, names in book.handle_names.items() for name in names]
    if book.handle:
        spelled += [(name, book.handle) for name in book.names]
    return _kept(_names, book, spelled)


def _kept(kept: dict[int, Words], book: BrandBook, spelled: list[tuple[str, str]]) -> Words:
    found = kept.get(id(book))
    if found is None:
        if len(kept) >= _MOST_BOOKS:
            kept.clear()
        found = kept[id(book)] = Words(book, spelled)
    return found


def _first_word(words: str) -> str:
    """Return the first word of a name or a tag: up to a capital, a digit or a mark."""
    size = len(words)
    for at in range(1, size):
        char = words[at]
        if not char.isalnum() or char.isdigit() != words[at - 1].isdigit():
            return words[:at]
        if char.isupper() and (
            words[at - 1].islower() or (at + 1 < size and words[at + 1].islower())
        ):
            return words[:at]
    return words


def _joined(words: str) -> str:
    return "".join([fold_tag("#" + token) for token in _TOKEN.findall(words)])


def _taken(title: Title) -> list[tuple[int, int]]:
    """Spans of what is a tag, a handle or an address already."""
    spans = [(candidate.start, candidate.end) for candidate in title.candidates]
    return spans + [(entity.start, entity.end) for entity in title.entities]


_tags: dict[int, Words] = {}
_names: dict[int, Words] = {}
