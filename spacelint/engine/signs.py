"""What the characters of a title say: their classes, and the signs that checks wait for.

A class may hold more characters than its check looks for, never fewer.
"""

from __future__ import annotations

from functools import cache

from spacelint.text.pattern import LOUD_WORD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    #: No class of its own, as a plain tuple is unpacked three times as fast.
    Signs = tuple[int, int, int, int, bool, bool]

EMOJI, STYLED, UNCOMPOSED, LEAD, TRAIL, MISREAD, FOLDS, UNPRINTABLE, CAPITAL, LETTER, ASTRAL = (
    1 << b for b in range(11)
)

# A text in UTF-8 that was read in another encoding: a lead byte's character and one after it, or a
# character that says so alone.
_LEADS = frozenset("ВГРСврΒΓΞΟβā")
_TRAILS = frozenset("‚„…†‡€‰‹‘’“”•–—™›ˆ˜ŒœŠšŽžŸƒ‰№ЂЃѓЉЊЌЋЏђљњќћџЎўЈѕЅјҐґЁёЄєЇїІі")
_ALONE = frozenset("ÃÂ√≈‚\ufffd")
_LETTERLIKE = frozenset("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡʏᴢ")


def classes_of(char: str) -> int:
    """Return the classes of a character as bits."""
    bits = 0 if char.isprintable() else UNPRINTABLE
    if char < "\x80":
        return bits
    from unicodedata import category, combining, is_normalized

    if char > "\xff" and char.isalnum():
        bits |= LETTER
    if char > "\uffff":
        bits |= ASTRAL
    if LOUD_WORD.match(4 * char):
        bits |= CAPITAL

    if (
        "\u2049" <= char <= "\u2bff"
        or "\U0001f000" <= char <= "\U0001faff"
        or char in "\u3030\u303d\u3297\u3299\ufe0f"
    ):
        bits |= EMOJI
    if _may_be_styled(char):
        bits |= STYLED
    if not "\ufe00" <= char <= "\ufe0f" and (
        combining(char)
        or category(char)[0] == "M"
        or "\u1100" <= char <= "\u11ff"
        or not is_normalized("NFC", char)
    ):
        bits |= UNCOMPOSED
    if "Â" <= char <= "ô" or char in _LEADS:
        bits |= LEAD
    if "\x80" <= char <= "\xbf" or char in _TRAILS:
        bits |= TRAIL
    if "\x80" <= char <= "\x9f" or char in _ALONE:
        bits |= MISREAD
    if (
        char.casefold() != char.lower()
        or len(char.lower()) > 1
        or char == "ı"
        or category(char) == "No"
    ):
        bits |= FOLDS
    return bits


def _may_be_styled(char: str) -> bool:
    return (
        "\U0001d400" <= char <= "\U0001d7ff"
        or "\U0001f100" <= char <= "\U0001f1ff"
        or "\u2460" <= char <= "\u24ff"
        or "\uff10" <= char <= "\uff5a"
        or "\u1d00" <= char <= "\u1d7f"
        or char in _LETTERLIKE
    )


_MADE_BY_STYLE = frozenset("©®‼")  # which a variation selector makes emoji of
_MOST_CHARS = 20_000  # that are remembered
_MOST_SIGNS = 10_000  # texts without what says nothing
_LONGEST_SIGNS = 60  # bytes of such a text: a longer one hardly comes again
#: The words of `Trigger.when` and `Trigger.needs` but ``chars``, ``words``, ``signs``.
FLAGS = {
    name: 1 << bit
    for bit, name in enumerate(
        "always odd non-ascii unprintable loose loud wordless emoji styled uncomposed misread"
        " repeats linked link-first tight space book space-or-book planned live".split()
    )
}
_ALWAYS = FLAGS["always"] | FLAGS["odd"]
_BY_CLASS = (
    (UNPRINTABLE, "unprintable"),
    (EMOJI, "emoji"),
    (STYLED, "styled"),
    (UNCOMPOSED, "uncomposed"),
    (FOLDS, "repeats"),
)


@cache
def _flags_of(classes: int) -> int:
    """Return the flags of a text by the classes of its characters, which are few combinations."""
    flags = _ALWAYS
    for each, name in _BY_CLASS:
        if classes & each:
            flags |= FLAGS[name]
    if classes & MISREAD or (classes & LEAD and classes & TRAIL):
        flags |= FLAGS["misread"]
    return flags


class _Chars(dict[str, tuple[int, int]]):
    """The bits and classes of the characters met so far; ``own`` are the bits of some."""

    __slots__ = ("_own",)

    def __init__(self, own: Mapping[str, int]) -> None:
        self._own = own

    def __missing__(self, char: str) -> tuple[int, int]:
        known = self._own.get(char, 0), classes_of(char)
        if len(self) < _MOST_CHARS:
            self[char] = known
        return known


class SignTable:
    """Reads the signs of titles; remembers those of each sequence of characters.

    ``groups`` are sets of characters with the bit of each, ``texts`` lists of texts without letters
    and digits with theirs; ``words`` are the bits of all words.
    """

    __slots__ = ("_chars", "_own", "_texts", "_words", "known", "plain")

    def __init__(
        self, groups: Mapping[str, int], texts: Mapping[tuple[str, ...], int], words: int
    ) -> None:
        self._words = words
        self._texts = {
            (each, frozenset(text[0] for text in each)): bit for each, bit in texts.items()
        }
        self._own: dict[str, int] = dict.fromkeys("".join(map("".join, texts)), 0)
        for group, bit in groups.items():
            for char in group:
                self._own[char] = self._own.get(char, 0) | bit
        self._chars = _Chars(self._own)
        self.known: dict[bytes, Signs] = {}
        #: The bytes of UTF-8 that say nothing.
        self.plain = bytes(
            c for c in range(128) if not classes_of(chr(c)) and chr(c) not in self._own
        )

    def read(self, some: bytes) -> Signs:
        """Return what the characters of a text in UTF-8 say, those that say nothing left out.

        They are flags, and bits of what checks wait for, both with those of words where case folds
        in an unusual way; how many take two UTF-16 units; how many are what emoji are made of;
        whether there is a capital beyond ASCII, and a letter or digit beyond Latin 1.
        """
        chars = some.decode("utf-8", "surrogatepass")
        different = set(chars)
        bits = classes = astral = emoji = 0
        known = self._chars
        for char in different:
            own, kinds = known[char]
            bits |= own
            classes |= kinds
        if classes & ASTRAL:
            astral = sum([chars.count(char) for char in different if char > "\uffff"])
        if classes & EMOJI:
            emoji = sum([chars.count(char) for char in different if known[char][1] & EMOJI])
            if "\ufe0f" in different and _MADE_BY_STYLE.isdisjoint(different):
                emoji -= chars.count("\ufe0f")
        for (texts, firsts), bit in self._texts.items():
            if not firsts.isdisjoint(different) and any(map(chars.__contains__, texts)):
                bits |= bit
        flags = _flags_of(classes)
        if classes & FOLDS:
            bits |= self._words
        if not chars.isascii():
            flags |= FLAGS["non-ascii"]
        signs = flags, bits, astral, emoji, classes & CAPITAL > 0, classes & LETTER > 0
        if len(some) <= _LONGEST_SIGNS:
            if len(self.known) >= _MOST_SIGNS:
                self.known.clear()
            self.known[some] = signs
        return signs
