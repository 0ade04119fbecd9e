"""Look up a tag or handle in the book: exactly, by its shape, and with typing errors.

The near look-up stores for every tag the texts that remain when up to two letters are deleted; a
misspelling shares at least one such text with the tag that was meant. It costs the same for ten
tags and for ten thousand, but takes time to build, so the first few look-ups of a process compare
with every tag instead.
"""

from __future__ import annotations

from bisect import bisect_left

from spacelint.brand.fold import bare_tag, fold_tag, fold_tags
from spacelint.text.distance import distance
from spacelint.text.pattern import Pattern
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_LONGEST = 40
_REMEMBERED = 4_096
_SCANS = 24  # lookups that together cost about as much as building the index


class Near(NamedTuple):
    """A tag as the book spells it, and how many edits away it is."""

    tag: str
    distance: int


def near_bound(tag: str) -> int:
    """Return how many edits from a folded tag of the book count as a misspelling.

    None for 4 code points or fewer, where one edit often gives another word; one for 5 to 7, two
    from 8 on. Digits do not count: EM2026 is not a misspelling of WM2026.
    """
    size = len(tag) if tag.isalpha() else sum(not char.isdigit() for char in tag)
    return 0 if size <= 4 else 1 if size <= 7 else 2


class TagIndex:
    """An immutable index of the tags (or handles) of a book."""

    def __init__(self, tags: Iterable[str] | Mapping[str, str]) -> None:
        """Take tags, or tags by their folds as a `BrandBook` has them."""
        self._exact: Mapping[str, str] = tags if isinstance(tags, dict) else fold_tags(tags)
        self._shapes: dict[str, str] | None = None
        self._sorted: list[str] | None = None
        self._near: _Deletions | None = None
        self._found: dict[str, tuple[Near, ...]] = {}
        self._scans = 0

    def __len__(self) -> int:
        return len(self._exact)

    def __iter__(self) -> Iterator[str]:
        return iter(self._exact.values())

    def exact(self, text: str) -> str | None:
        """Return the tag as the book spells it, if `text` differs only in sign, case and width."""
        return self._exact.get(fold_tag(text))

    def lookalike(self, text: str, folded: str = "") -> str | None:
        """Return the other tag that `text` looks like: different letters of the same shape.

        `folded` here and below is what `fold_tag` makes of `text`, where that is known.
        """
        from spacelint.text.lookalike import skeleton

        if (folded or fold_tag(text)) in self._exact:
            return None
        if self._shapes is None:
            self._shapes = {}
            for key, tag in self._exact.items():
                self._shapes.setdefault(key if tag.isascii() else _shape(tag), tag)
        return self._shapes.get(_shape(skeleton(bare_tag(text))))

    def near(self, text: str, folded: str = "") -> tuple[Near, ...]:
        """Return the tags that `text` may misspell, nearest first; none if the book has it.

        The distance is within `near_bound` of the tag, in insertions, deletions, replacements and
        swaps of folded code points. Not misspellings: a text of 4 code points or fewer, another
        edition of a tag (#Expo25, #Expo26), a plain English word, another acronym (#NBADraft,
        #WNBADraft).
        """
        bare, folded = bare_tag(text), folded or fold_tag(text)
        if not self._exact or not 4 < len(folded) <= _LONGEST or folded in self._exact:
            return ()
        found = self._found.get(bare)
        if found is None:
            every = self._search(folded)
            found = tuple([near for near in every if not _other_acronym(bare, near.tag)])
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            self._found[bare] = found
        return found

    def letters_after(self, folded: str) -> frozenset[str]:
        """Return the letters that follow a folded text in the folded tags that start with it."""
        size = len(folded)
        tags: Iterable[str]
        if self._sorted is None and self._scans < _SCANS:
            self._scans += 1
            tags = [tag for tag in self._exact if tag.startswith(folded)]
        else:
            if self._sorted is None:
                self._sorted = sorted(self._exact)
            first = bisect_left(self._sorted, folded)
            tags = self._sorted[first : bisect_left(self._sorted, folded + "\U0010ffff", first)]
        return frozenset([tag[size] for tag in tags if len(tag) > size])

    def _search(self, folded: str) -> tuple[Near, ...]:
        if self._near is None and self._scans < _SCANS:
            self._scans += 1
            candidates: Iterable[str] = self._of_like_letters(folded)
        else:
            if self._near is None:
                self._near = _Deletions(self._exact)
            candidates = self._near.sharing(folded)
        found: list[tuple[int, int, str]] = []
        for tag in candidates:
            bound = near_bound(tag)
            edits = distance(folded, tag, bound)
            if edits <= bound and not _other_number(folded, tag):
                found.append((edits, -_shared(folded, tag), tag))
        if not found:
            return ()
        from spacelint.text.word_list import is_everyday

        if is_everyday(folded):
            return ()
        return tuple([Near(self._exact[tag], edits) for edits, _, tag in sorted(found)])

    def _of_like_letters(self, folded: str) -> Iterator[str]:
        """Yield tags of similar length and letters: an edit adds at most one letter."""
        strange = frozenset(folded).difference
        least, most = len(folded) - 2, len(folded) + 2
        for tag in self._exact:
            if least <= len(tag) <= most and len(strange(tag)) < 3:
                yield tag


class _Deletions:
    """The texts that remain of the tags without one or two of their code points."""

    def __init__(self, tags: Iterable[str]) -> None:
        self._tags = tuple(tags)
        # Hashes and not texts: a third of the memory, and the distance is measured anyway.
        texts: dict[int, int | tuple[int, ...]] = {}
        for number, tag in enumerate(self._tags):
            bound = near_bound(tag)
            if not bound or len(tag) > _LONGEST:
                continue
            for key in set(map(hash, _shortened(tag, bound))):
                entry = texts.setdefault(key, number)
                if entry is not number:
                    more = entry if isinstance(entry, tuple) else (entry,)
                    texts[key] = (*more, number)
        self._texts = texts

    def sharing(self, folded: str) -> list[str]:
        """Return the tags that share a shortened text with this one."""
        # A text of 5 is too short for any tag that may be two edits away.
        keys = set(map(hash, _shortened(folded, 1 if len(folded) < 6 else 2)))
        seen: set[int] = set()
        for key in self._texts.keys() & keys:
            entry = self._texts[key]
            seen.update(entry if isinstance(entry, tuple) else (entry,))
        return [self._tags[number] for number in seen]


def _shortened(text: str, most: int) -> list[str]:
    """Return the text itself and without any one, or up to `most` (2), of its code points."""
    size = len(text)
    tails = [text[at:] for at in range(1, size + 1)]
    found = [text]
    for first in range(size):
        head = text[:first]
        found.append(head + tails[first])
        if most > 1:
            found += [
                head + text[first + 1 : second] + tails[second] for second in range(first + 1, size)
            ]
    return found


def _other_number(one: str, other: str) -> bool:
    """True if they are editions of one tag: AcmeWinter, AcmeWinter25 and AcmeWinter26."""
    if len(one) == len(other):
        return all(a == b or (a.isdigit() and b.isdigit()) for a, b in zip(one, other, strict=True))
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    if shorter[-1].isdigit() or not longer.startswith(shorter):
        return False  # 2026 with a digit lost is a slip after all
    return longer[len(shorter) :].isdigit()


def _other_acronym(one: str, other: str) -> bool:
    """True if they differ only in the letters of an acronym: UCLFinal, UELFinal.

    An acronym with a doubled or swapped letter is a misspelling after all.
    """
    a, b = one.lower(), other.lower()
    start = _shared(a, b)
    rest = _shared(a[start:][::-1], b[start:][::-1])
    letters = _acronym(one, start, len(a) - rest), _acronym(other, start, len(b) - rest)
    return all(letters) and letters[0] != letters[1]


def _acronym(text: str, start: int, end: int) -> set[str]:
    """Return the letters of the short run of capitals around a part of a text, if there is one."""
    for run in _ACRONYM.finditer(text):
        if run.start() <= start and end <= run.end():
            return set(run[0])
    return set()


def _shared(one: str, other: str) -> int:
    """Return how many code points two texts share at their start."""
    size = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        size += 1
    return size


def _shape(text: str) -> str:
    from spacelint.text.lookalike import skeleton

    return skeleton(fold_tag(skeleton(text)))


_ACRONYM = Pattern(r"(?<![A-Z])[A-Z]{2,5}(?![A-Za-z])|(?<![A-Z])[A-Z]{2,5}(?=[A-Z][a-z])")
