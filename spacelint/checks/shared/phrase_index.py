"""Find tags and names of a brand book that a title has as plain words.

``Acme Winter`` and ``acme-winter`` are the words of ``#AcmeWinter``. If two neighbouring words of a
title start no name of the book, no name is there, so a title costs the same with ten names and with
ten thousand. The index of starts takes time to build, so the first few titles of a process are
searched word by word.
"""

from __future__ import annotations

from itertools import islice
from operator import add

from spacelint.brand.fold import fold_tag
from spacelint.checks.shared.text import taken as taken_spans
from spacelint.text.pattern import Pattern
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence

    from spacelint.brand.book import BrandBook, Spelled
    from spacelint.text import Title

# Letters and digits of any script, but not right after the sign of a tag or mention.
_PLAIN = Pattern(r"(?<![^\W_])(?<![#＃@＠])[^\W_]+")
# Lower case, and a space for all ASCII characters but letters, digits and those signs.
_ASCII = bytes(
    [c if (chr(c).isalnum() and c < 128) or c in b"#@" else 32 for c in range(256)]
).lower()
_BETWEEN = " \u00a0\u3000-‐‑–"  # what may stand between the words of a name, three at most
_MOST_WORDS = 6
_SHORT = 4  # a name of fewer characters is one word: "IT" is no "I t"
_LONGEST = 2_000  # code points; a text beyond it is no title


class Plain(NamedTuple):
    """Plain words (code points of the title) and the tag or handle of the book that they spell."""

    start: int
    end: int
    entry: str


class Words:
    """The tags (or the names) of one book by their words."""

    __slots__ = ("_unspaced", "_unspaced_at", "entries", "last", "unspaced_first")

    def __init__(self, spelled: Spelled) -> None:
        self.entries, self._unspaced = spelled
        self.unspaced_first = frozenset([words[0] for words, _ in self._unspaced])
        # Which of the unspaced ones start with these two characters (or are this one).
        self._unspaced_at: dict[str, list[int]] = {}
        for index, (words, _) in enumerate(self._unspaced):
            self._unspaced_at.setdefault(words[:2], []).append(index)
        #: The title that was looked at last, with what was found or is known to be there.
        self.last: tuple[Title | None, tuple[Plain, ...]] = (None, ())

    def within(self, title: Title, first_words: Collection[str] | None = None) -> tuple[Plain, ...]:
        """Return the plain words of a title that spell an entry, in order, without overlaps.

        ``first_words`` has at least the words at which an entry starts, if they are known.
        """
        before, found = self.last
        if before is not title:
            found = tuple(self._find(title, first_words)) if len(title.text) <= _LONGEST else ()
            self.last = (title, found)
        return found

    def _find(self, title: Title, first_words: Collection[str] | None) -> Iterator[Plain]:
        text = title.text
        if not text.isascii() and not self.unspaced_first.isdisjoint(title.chars):
            yield from self._inside(title)
        entries, matches = self.entries, _PLAIN.reading(text).finditer
        taken: list[tuple[int, int]] | None = None
        past = 0
        for start in _places(text, first_words):
            if start < past:
                continue
            best: Plain | None = None
            joined, before = "", start
            for match in islice(matches(text, start), _MOST_WORDS):
                begin, end = match.span()
                if begin - before > 3 or text[before:begin].strip(_BETWEEN):
                    break
                joined += _fold(match[0])
                before = end
                entry = entries.get(joined)
                if entry is not None and (begin == start or len(joined) >= _SHORT):
                    best = Plain(start, end, entry)
            if best is None:
                continue
            if taken is None:
                taken = taken_spans(title)
            if not any(s < best.end and best.start < e for s, e in taken):
                past = best.end
                yield best

    def _inside(self, title: Title) -> Iterator[Plain]:
        taken = taken_spans(title)
        text = title.text
        at = self._unspaced_at
        some = {number for i in range(len(text)) for number in at.get(text[i : i + 2], ())}
        some.update([number for char in title.chars for number in at.get(char, ())])
        for number in sorted(some):
            words, entry = self._unspaced[number]
            start = text.find(words)
            end = start + len(words)
            if start >= 0 and not any(s < end and start < e for s, e in taken):
                yield Plain(start, end, entry)


def spelled_handle(title: Title, name: Plain, book: BrandBook) -> Plain | None:
    """Return the longest run of words around a name that spells a handle: "Lumen Protocol"."""
    text, handles = title.text, book.folded_handles
    words = [match.span() for match in _PLAIN.finditer(text)]
    at = next((index for index, (start, _) in enumerate(words) if start == name.start), None)
    if at is None:
        return None  # within a word of a script without spaces
    found: list[Plain] = []
    for first in range(max(0, at - _MOST_WORDS + 1), at + 1):
        opening = before = words[first][0]
        joined = ""
        for start, end in words[first : first + _MOST_WORDS]:
            if start - before > 3 or text[before:start].strip(_BETWEEN):
                break
            joined, before = joined + _fold(text[start:end]), end
            handle = handles.get(joined)
            if handle is not None and end >= name.end and end - opening > name.end - name.start:
                found.append(Plain(opening, end, handle))
    return max(found, key=lambda one: one.end - one.start, default=None)


class StartIndex:
    """Everything that a name can start with: a quick test that a title has no name."""

    __slots__ = ("names", "texts")

    def __init__(self, entries: Iterable[Mapping[str, str]]) -> None:
        # A title has none whose words are no names, two at a time no texts.
        self.names = {name for names in entries for name in names}
        self.texts = {
            name[:end]
            for name in self.names
            if len(name) >= _SHORT
            for end in range(2, len(name) + 1)
        }

    def found(self, words: Sequence[str]) -> list[tuple[str, str]]:
        """Return the names that a title's words spell, ignoring marks, each with its first word."""
        texts, names = self.texts, self.names
        found = [(name, name) for name in names.intersection(words)]
        for at, joined in enumerate(map(add, words, words[1:])):
            if joined in texts:
                found += _runs(words[at : at + _MOST_WORDS], names, texts)
        return found


def _runs(
    words: Sequence[str], names: Container[str], texts: Container[str] | None = None
) -> Iterator[tuple[str, str]]:
    """Yield the names of two words or more at the start of ``words``, each with its first word.

    ``texts`` is everything that a name can start with, if that is known.
    """
    joined = first_word = words[0]
    for word in words[1:]:
        joined += word
        if joined in names:
            yield joined, first_word
        elif texts is not None and joined not in texts:
            break


def first_words_among(entries: Mapping[str, str], words: Sequence[str]) -> set[str]:
    """Return the words of a title at which an entry starts, without an index."""
    found = entries.keys() & words
    for at in range(len(words) - 1):
        found.update(first_word for _, first_word in _runs(words[at : at + _MOST_WORDS], entries))
    return found


def _places(text: str, first_words: Collection[str] | None) -> Iterable[int]:
    """Return where the words of a text start; only those of ``first_words``, if given."""
    if first_words is None or not text.isascii():
        every = _PLAIN.finditer(text)
        return [m.start() for m in every if first_words is None or _fold(m[0]) in first_words]
    lower = text.lower()
    found = []
    for first_word in first_words:
        at = lower.find(first_word)
        while at >= 0:
            if not lower[at - 1 : at].isalnum():
                found.append(at)
            at = lower.find(first_word, at + 1)
    return sorted(found)


def _fold(word: str) -> str:
    return word.lower() if word.isascii() else fold_tag("#" + word)


def plain_words(text: str) -> list[str]:
    """Return the folded words of a text; for ASCII also its tags and mentions with their signs."""
    if text.isascii():
        # By way of bytes: three times as fast as translating the text.
        text = text.encode().translate(_ASCII).decode()
        if "#" in text:
            text = text.replace("#", " #")
        if "@" in text:
            text = text.replace("@", " @")
        return text.split()
    return [_fold(word) for word in _PLAIN.findall(text)]


def tag_words(book: BrandBook) -> Words:
    """Return the words of a book's hashtags, made when first asked for."""
    return book.derived(_tag_words)


def name_words(book: BrandBook) -> Words:
    """Return the words of the names that the book's handles stand for."""
    return book.derived(_name_words)


def _tag_words(book: BrandBook) -> Words:
    return Words(book.spelled_hashtags)


def _name_words(book: BrandBook) -> Words:
    return Words(book.spelled_handles)
