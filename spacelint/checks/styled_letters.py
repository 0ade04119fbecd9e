"""Letters of fancy alphabets: mathematical, enclosed, full-width, small capitals."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, Trigger, check
from spacelint.checks.shared.text import Lazy
from spacelint.text import Title
from spacelint.text.edit import Edit

TYPE_CHECKING = False
if TYPE_CHECKING:
    pass


_MATHEMATICAL = "\U0001d400-\U0001d7ff"
_LETTERLIKE = "ℂℊ-ℓℕℙ-ℝℤℨℬℭℯ-ℱℳℴ"  # the letters that the mathematical block leaves out
_ENCLOSED = "⒜-⒵Ⓐ-ⓩ\U0001f130-\U0001f149\U0001f150-\U0001f169\U0001f170-\U0001f189"
_SMALL_CAPITALS = dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnopqrstuvwyz", strict=True))
_SMALL = "".join(_SMALL_CAPITALS)
_FULL = "０-９Ａ-Ｚａ-ｚ"
_ANY = f"{_MATHEMATICAL}{_LETTERLIKE}{_ENCLOSED}"

_HINT = re.compile(rf"[{_MATHEMATICAL}{_ENCLOSED}{_FULL}ᴀ-ᴢ]")
_STYLED = Lazy(
    rf"[{_ANY}](?:[{_ANY}\ufe0e\ufe0f]|\p{{M}})*+"
    rf"(?:[ ][{_ANY}](?:[{_ANY}\ufe0e\ufe0f]|\p{{M}})*+)*+"
    rf"|[{_SMALL}](?:[{_SMALL}xsⅹ ]*[{_SMALL}])?"
    rf"|[{_FULL}](?:[！-＂％-？Ａ-～０-９]*+(?<=[{_FULL}]))?"
)
# Where these are written full-width Latin letters are at home.
_EAST = Lazy(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Bopomofo}]")
_CLEAR = re.compile(rf"[{_MATHEMATICAL}{_ENCLOSED}]")
_SIGNS = "\U0001f17fⓂ"  # a car park, the underground


@check(
    scopes=("title",),
    placeholders=("replacement",),
    trigger=Trigger(when="styled"),
)
def styled_letters(p: Params) -> Algorithm:
    """Report each run of styled letters; the fix writes plain ones."""
    search = _HINT.search

    def run(title: Title, item: object, context: Context) -> Sequence[Finding]:
        text = title.text
        if search(text) is None:
            return NOTHING
        found: list[Finding] = []
        for match in _STYLED().finditer(text):
            start, end = match.span()
            if _is_meant(text, start, end):
                continue
            plain = plain_letters(match[0])
            if plain != match[0]:
                edits = (Edit(start, end, plain),)
                found.append(Finding(start, end, {"replacement": plain}, edits))
        return found

    return run


def plain_letters(styled: str) -> str:
    """Return ``styled`` in plain letters; plain characters stay."""
    from unicodedata import normalize

    plain: list[str] = []
    for char in styled:
        code = ord(char)
        if 0x1F150 <= code <= 0x1F189:
            plain.append(chr(ord("A") + (code - 0x1F150) % 32))
        elif 0x249C <= code <= 0x24B5:
            plain.append(chr(ord("a") + code - 0x249C))
        elif char in _SMALL_CAPITALS:
            plain.append(_SMALL_CAPITALS[char])
        elif char not in "\ufe0e\ufe0f":
            plain.append(normalize("NFKC", char) if code > 0x2000 else char)
    return "".join(plain)


def _is_meant(text: str, start: int, end: int) -> bool:
    """Return whether it is a lone sign (𝕏, ℝ), Asian typography or phonetic script, not a style."""
    run = text[start:end]
    beside = text[start - 1 : start] + text[end : end + 1]
    if run[0] in _SMALL_CAPITALS:
        return len(run) < 3 or not any("ᴀ" <= char <= "ᴢ" for char in run)
    if "０" <= run[0] <= "ｚ":
        joined = any(char.isascii() and char.isalnum() for char in beside)
        return not joined and bool(_EAST().search(text))
    if not _CLEAR.search(run):
        return True
    letters = run.replace("\ufe0f", "").replace("\ufe0e", "")
    if len(letters) > 1 or any(char.isalpha() for char in beside):
        return False
    return letters in _SIGNS or not re.match(rf"[{_ENCLOSED}]", letters)
