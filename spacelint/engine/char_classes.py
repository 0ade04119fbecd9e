"""What a character may be to a check: the classes that `Trigger.when` names.

A class may hold more characters than its check looks for, never fewer.
"""

from __future__ import annotations

from spacelint.text.pattern import LOUD_WORD

EMOJI, STYLED, UNCOMPOSED, LEAD, TRAIL, MISREAD, FOLDS, UNPRINTABLE, CAPITAL, LETTER = (
    1 << b for b in range(10)
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

    if char.isalnum():
        bits |= LETTER
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
