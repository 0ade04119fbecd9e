"""A parsed title: what X links of it, what was meant, and how long it is."""

from __future__ import annotations

import re
from bisect import bisect_left

from spacelint.text.candidates import candidates
from spacelint.text.entities import entities
from spacelint.text.length import Length
from spacelint.text.model import Candidate, Entity

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


_WIDTHS = ("\x7f", "\u07ff", "\uffff")
_WORD = re.compile(r"[^\W_]+")
# What a character of Latin 1 is to a word: itself in lower case, or a space between two.
_LATIN_WORDS = bytes([ord(chr(c).lower()) if chr(c).isalnum() else 32 for c in range(256)])


class Title:
    """The text of a planned Space's name; its properties are computed on first use.

    All offsets count code points; `utf16` gives them in UTF-16 code units, `utf8` in bytes. Raises
    TypeError for what is no ``str``.
    """

    __slots__ = ("_candidates", "_chars", "_entities", "_wide", "_words", "text")
    text: Final[str]

    def __init__(self, text: str) -> None:
        if not isinstance(text, str):
            raise TypeError(f"a title is a str; found {type(text).__name__}")
        self.text = text
        self._entities: tuple[Entity, ...] | None = None
        self._candidates: tuple[Candidate, ...] | None = None
        self._chars: frozenset[str] | None = None
        self._wide: tuple[list[int], ...] | None = None
        self._words: list[str] | None = None

    @property
    def entities(self) -> tuple[Entity, ...]:
        """What X links, in order and without overlaps (npm ``twitter-text`` 3.1.0's rules)."""
        found = self._entities
        if found is None:
            found = self._entities = entities(self.text)
        return found

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """What was meant as tag or mention, each with the entity that X makes of it or none."""
        found = self._candidates
        if found is None:
            found = self._candidates = candidates(self.text, self.entities)
        return found

    @property
    def length(self) -> Length:
        """The length in code points, UTF-16 units, X's weighted count, graphemes and cells."""
        return Length(self.text)

    @property
    def chars(self) -> frozenset[str]:
        """The different characters of the text."""
        found = self._chars
        if found is None:
            found = self._chars = frozenset(self.text)
        return found

    @property
    def words(self) -> list[str]:
        """The runs of letters and digits in lower case, signs and marks left out."""
        found = self._words
        if found is None:
            text = self.text
            if text.isascii():
                return self.words_in_latin()
            found = self._words = _WORD.findall(text.lower())
        return found

    def words_in_latin(self) -> list[str]:
        """Return the words, where no character beyond Latin 1 is a letter or digit."""
        # In bytes, where all else becomes a question mark: three times as fast as a pattern.
        latin = self.text.encode("latin-1", "replace").translate(_LATIN_WORDS)
        found = self._words = latin.decode("latin-1").split()
        return found

    def utf16(self, offset: int) -> int:
        """Return the UTF-16 code units before the code point at ``offset``."""
        return offset if self.text.isascii() else offset + bisect_left(self._wider()[2], offset)

    def utf8(self, offset: int) -> int:
        """Return the bytes of UTF-8 before the code point at ``offset``; a surrogate has three."""
        if self.text.isascii():
            return offset
        return offset + sum([bisect_left(each, offset) for each in self._wider()])

    def _wider(self) -> tuple[list[int], ...]:
        """Return where the characters are that take more than one, two and three bytes."""
        if self._wide is None:
            # Found once: counting anew for each offset of a long title would be quadratic.
            self._wide = tuple(
                [[i for i, char in enumerate(self.text) if char > most] for most in _WIDTHS]
            )
        return self._wide

    def __repr__(self) -> str:
        return f"Title({self.text!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Title) and other.text == self.text

    def __hash__(self) -> int:
        return hash(self.text)


def parse(text: str) -> Title:
    """Read a title: what X will link, what was meant, how long it is.

    Takes any ``str``, lone surrogates and NUL included, and raises nothing.

    >>> title = parse("Town hall #AT&T with @acme")
    >>> [entity.text for entity in title.entities]
    ['#AT', '@acme']
    >>> title.candidates[0].text, title.candidates[0].fault
    ('#AT&T', 'cut-short')
    >>> title.length.utf16
    26
    """
    return Title(text)
