"""Look a tag or handle up in the book: exactly, by its shape, and by a slip of the fingers.

The near lookup keeps for every tag the texts it becomes when up to two letters are taken out; a
misspelling shares at least one such text with the tag it was meant to be. That costs the same for
ten tags and for ten thousand, yet takes a while to build, so the first few lookups of a process
compare with every tag instead.
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
_SCANS = 24
"""So many lookups cost about as much as building the index does."""


class Near(NamedTuple):
    """A tag of the book, spelled as there, and how many edits away it is."""

    tag: str
    distance: int


def near_bound(tag: str) -> int:
    """How many edits from a folded tag of the book still count as a slip.

    None for 4 code points or fewer, where one edit is a word of its own more often than a slip;
    one for 5 to 7, two from 8 on. Digits are no evidence and do not count: EM2026 is not WM2026.
    """
    size = len(tag) if tag.isalpha() else sum(not char.isdigit() for char in tag)
    return 0 if size <= 4 else 1 if size <= 7 else 2


class TagIndex:
    """The tags (or handles) of a book, ready to be looked up. It never changes once made."""

    __slots__ = ("_exact", "_found", "_near", "_scans", "_shapes", "_sorted")

    def __init__(self, tags: Iterable[str] | Mapping[str, str]) -> None:
        """Of tags, or of tags by their folds as a `BrandBook` has them."""
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
        """The tag as the book spells it, where `text` is it but for sigil, case and width."""
        return self._exact.get(fold_tag(text))

    def lookalike(self, text: str) -> str | None:
        """The tag that `text` looks like without being it: other letters of the same shape."""
        from spacelint.text.lookalike import skeleton

        if fold_tag(text) in self._exact:
            return None
        if self._shapes is None:
            self._shapes = {}
            for folded, tag in self._exact.items():
                self._shapes.setdefault(folded if tag.isascii() else _shape(tag), tag)
        return self._shapes.get(_shape(skeleton(bare_tag(text))))

    def near(self, text: str) -> tuple[Near, ...]:
        """The tags that `text` may be a slip of, nearest first; none if it is in the book itself.

        Within `near_bound` of the tag by insertions, deletions, replacements and swaps on folded
        text. A text of 4 code points or fewer is no slip, nor another edition of a tag (#Expo25
        beside #Expo26 or #Expo), nor a plain English word. Neither is one acronym another:
        #NBADraft beside #WNBADraft.
        """
        bare, folded = bare_tag(text), fold_tag(text)
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

    def letters_after(self, text: str) -> frozenset[str]:
        """The letters with which tags go on that start with this text, folded; without sigil."""
        folded = fold_tag(text)
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
            candidates = self._candidates(folded)
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
        """Tags of about the length and the letters: an edit brings in one letter at most."""
        strange = frozenset(folded).difference
        least, most = len(folded) - 2, len(folded) + 2
        for tag in self._exact:
            if least <= len(tag) <= most and len(strange(tag)) < 3:
                yield tag

    def _candidates(self, folded: str) -> list[str]:
        if self._near is None:
            self._near = _Deletions(self._exact)
        return self._near.sharing(folded)


class _Deletions:
    """What the tags become without one or two of their code points."""

    __slots__ = ("_tags", "_texts")

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
        """The tags that share a shortened text with this one."""
        # A text of 5 is too short for any tag that may be two edits away.
        keys = set(map(hash, _shortened(folded, 1 if len(folded) < 6 else 2)))
        seen: set[int] = set()
        for key in self._texts.keys() & keys:
            entry = self._texts[key]
            seen.update(entry if isinstance(entry, tuple) else (entry,))
        return [self._tags[number] for number in seen]


def _shortened(text: str, most: int) -> list[str]:
    """The text without any, one, or where `most` is 2 any two of its code points."""
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
    """Whether they are editions of one tag: AcmeWinter, AcmeWinter25 and AcmeWinter26."""
    if len(one) == len(other):
        return all(a == b or (a.isdigit() and b.isdigit()) for a, b in zip(one, other, strict=True))
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    if shorter[-1].isdigit() or not longer.startswith(shorter):
        return False  # 2026 with a digit lost is a slip after all
    return longer[len(shorter) :].isdigit()


def _other_acronym(one: str, other: str) -> bool:
    """Whether they differ in an acronym alone, and in its letters: UCLFinal, UELFinal.

    One that has a letter doubled or swapped is a slip after all.
    """
    a, b = one.lower(), other.lower()
    start = _shared(a, b)
    rest = _shared(a[start:][::-1], b[start:][::-1])
    letters = _acronym(one, start, len(a) - rest), _acronym(other, start, len(b) - rest)
    return all(letters) and letters[0] != letters[1]


def _acronym(text: str, start: int, end: int) -> set[str]:
    """The letters of the short run of capitals that spans a part of a text, none where no run."""
    for run in _ACRONYM.finditer(text):
        if run.start() <= start and end <= run.end():
            return set(run[0])
    return set()


def _shared(one: str, other: str) -> int:
    """How many code points two texts share at their start."""
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
