"""Tags and names of a brand book that stand in a title as plain words.

``Acme Winter`` and ``acme-winter`` are the words of ``#AcmeWinter``. What a title may hold is told
by how their words start, so that a title with none of them costs one look.
"""

from __future__ import annotations

from spacelint.brand.fold import fold_tag
from spacelint.checks._tokens import START, TOKEN, starts, tokens
from spacelint.text._value import NamedTuple
from spacelint.text.pattern import Pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacelint.brand.book import BrandBook
    from spacelint.text import Title

_BETWEEN = " \u00a0\u3000-‐‑–"  # what may stand between the words of a name, three at most
_MOST_WORDS = 6
_MOST_BOOKS = 32
_LONGEST = 2_000  # code points; a text beyond it is no title
# Han, kana and hangul: words stand within others.
_UNSPACED = Pattern("[\u0e00-\u0eff\u1000-\u109f\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")


class Plain(NamedTuple):
    """Plain words (code points of the title) and the tag or handle of the book that they spell."""

    start: int
    end: int
    entry: str


class Words:
    """The words of the tags (or of the names) of one book."""

    __slots__ = ("_entries", "_last", "_short", "_starts", "_unspaced", "_unspaced_first", "book")

    def __init__(self, book: BrandBook, spelled: Sequence[str], entries: Sequence[str]) -> None:
        """Of a book's entries, each with its spelling in plain words."""
        self.book = book  # held, so that no other can have its id
        self._unspaced: list[tuple[str, str]] = []
        if "".join(spelled).isascii():
            keys = [_joined(words) for words in spelled] if _marked(spelled) else _folded(spelled)
        else:
            keys = []
            for words, entry in zip(spelled, entries, strict=True):
                unspaced = not words.isascii() and _UNSPACED.search(words)
                if unspaced:
                    self._unspaced.append((words, entry))
                keys.append("" if unspaced else _joined(words))
        # The first of two with one key stands.
        self._entries = dict(zip(reversed(keys), reversed(entries), strict=True))
        self._entries.pop("", None)
        self._starts = frozenset([key[:START] for key in self._entries])
        self._short = frozenset([key for key in self._starts if len(key) < START])
        self._unspaced_first = frozenset([words[0] for words, _ in self._unspaced])
        self._last: tuple[Title | None, tuple[Plain, ...]] = (None, ())

    def within(self, title: Title) -> tuple[Plain, ...]:
        """Return the plain words of a title that spell an entry, in order, none overlapping."""
        before, found = self._last
        if before is not title:
            found = tuple(self._find(title)) if self._may_be_in(title) else ()
            self._last = (title, found)
        return found

    def _may_be_in(self, title: Title) -> bool:
        """Tell in a look or two that a title has none of the words."""
        text = title.text
        if not self._starts.isdisjoint(starts(title)) or not self._short.isdisjoint(tokens(title)):
            return len(text) <= _LONGEST
        return (
            not text.isascii()
            and not self._unspaced_first.isdisjoint(title.chars)
            and len(text) <= _LONGEST
        )

    def _find(self, title: Title) -> Iterator[Plain]:
        text = title.text
        if not text.isascii() and not self._unspaced_first.isdisjoint(title.chars):
            yield from self._inside(title)
        taken = _taken(title)
        if text.isascii():
            words = [(*match.span(), match[0]) for match in TOKEN.finditer(text.lower())]
        else:
            words = [(*m.span(), fold_tag("#" + m[0])) for m in TOKEN.finditer(text)]
        whole = "".join([word for _, _, word in words])
        at = past = 0
        for index, (start, _, folded) in enumerate(words):
            likely = whole[at : at + START] in self._starts or folded in self._short
            at += len(folded)
            if not likely or start < past:
                continue
            best: Plain | None = None
            joined, before = "", start
            for begin, end, word in words[index : index + _MOST_WORDS]:
                if begin - before > 3 or text[before:begin].strip(_BETWEEN):
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
    return found or _kept(_tags, Words(book, book.hashtags, book.hashtags))


def name_words(book: BrandBook) -> Words:
    """Return the words of the names that the book's handles stand for."""
    found = _names.get(id(book))
    if found is not None:
        return found
    spelled = [name for names in book.handle_names.values() for name in names]
    entries = [handle for handle, names in book.handle_names.items() for _ in names]
    if book.handle:
        spelled += book.names
        entries += [book.handle] * len(book.names)
    return _kept(_names, Words(book, spelled, entries))


def _kept(kept: dict[int, Words], words: Words) -> Words:
    if len(kept) >= _MOST_BOOKS:
        kept.clear()
    kept[id(words.book)] = words
    return words


def _marked(spelled: Sequence[str]) -> bool:
    """Tell whether there is more in the spellings, all in ASCII, than letters, digits, spaces."""
    return not "".join(spelled).replace(" ", "").isalnum()


def _folded(spelled: Sequence[str]) -> list[str]:
    """Join and fold spellings of letters, digits and spaces, all in one go."""
    return "\n".join(spelled).lower().replace(" ", "").split("\n") if spelled else []


def _joined(words: str) -> str:
    return "".join([fold_tag("#" + token) for token in TOKEN.findall(words)])


def _taken(title: Title) -> list[tuple[int, int]]:
    """Spans of what is a tag, a handle or an address already."""
    spans = [(candidate.start, candidate.end) for candidate in title.candidates]
    return spans + [(entity.start, entity.end) for entity in title.entities]


_tags: dict[int, Words] = {}
_names: dict[int, Words] = {}
