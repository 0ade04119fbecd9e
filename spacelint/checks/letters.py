"""Letters that are not what they look like: fancy alphabets, other scripts, invisible ones.

Full-width and mathematical letters are not another script: `styled-letters` finds those. The
joiners U+200C and U+200D belong to the spelling of Persian, Urdu, Hindi, Malayalam and others,
where X links them, and to emoji; variation selectors belong to emoji. `invisible` ignores those.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, Trigger, check
from spacelint.checks.shared.text import Lazy
from spacelint.text import Candidate, Title, lookalike
from spacelint.text.model import Edit

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

    def run(title: Title, item: object, context: Context) -> Sequence[Finding]:
        text = title.text
        if _HINT.search(text) is None:
            return NOTHING
        found: list[Finding] = []
        for match in _STYLED().finditer(text):
            start, end = match.span()
            plain = plain_letters(match[0])
            if plain != match[0] and not _is_meant(text, start, end):
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
        laughs = not run.strip("ｗ")  # in Japanese
        return laughs or (not joined and bool(_EAST().search(text)))
    if not _CLEAR.search(run):
        return True
    letters = run.replace("\ufe0f", "").replace("\ufe0e", "")
    if len(letters) > 1 or any(char.isalpha() for char in beside):
        return False
    return letters in _SIGNS or not re.match(rf"[{_ENCLOSED}]", letters)


@check(
    scopes=("hashtag", "mention", "cashtag"),
    placeholders=("letter", "script", "looks_like", "plain"),
    trigger=Trigger(when="non-ascii", name="beyond-ascii"),
)
def mixed_script(p: Params) -> Algorithm:
    """Report a candidate that mixes scripts; the fix corrects every letter."""

    def run(title: Title, candidate: Candidate, context: Context) -> Sequence[Finding]:
        text = candidate.text
        if text.isascii():
            return NOTHING
        from unicodedata import is_normalized, name

        # Those of a style are another rule's.
        mixed = [one for one in lookalike.mixed_script(text) if is_normalized("NFKC", one[1])]
        if not mixed:
            return NOTHING
        start, letters = candidate.start, list(text)
        for index, _, plain in mixed:
            letters[index] = plain
        _, letter, looks_like = mixed[0]
        script = name(letter, "foreign").split()[0].capitalize()
        values = {"letter": letter, "script": script, "looks_like": looks_like}
        values["plain"] = "".join(letters)
        edits = tuple([Edit(start + at, start + at + 1, plain) for at, _, plain in mixed])
        return (Finding(start, candidate.end, values, edits),)

    return run


_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0001\U000e0020-\U000e007f"
)
#: Each of them, for the titles that have one.
_CHARS = _INVISIBLE.replace("-", "") + "".join(
    chr(code)
    for before, after in pairwise(_INVISIBLE.split("-"))
    for code in range(ord(before[-1]) + 1, ord(after[0]))
)
_ANY_INVISIBLE = re.compile(f"[{_INVISIBLE}]")
_AFTER = Lazy(rf"[{_INVISIBLE}]++(?![\p{{L}}\p{{N}}_#＃@＠$＄])")
# Scripts whose spelling has a use for joiners; in the first group none at the end of a word.
_ARABIC, _INDIC = (
    "".join(rf"\p{{scx={script}}}" for script in scripts.split())
    for scripts in (
        "Arabic Syriac Mandaic Nko Mongolian",
        "Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada Malayalam Sinhala Khmer"
        " Myanmar Tibetan Balinese Javanese Chakma",
    )
)
_PICTURE = r"\p{Extended_Pictographic}\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff"
_AT_HOME = Lazy(
    rf"(?V1)(?<=[{_ARABIC}{_INDIC}])\u200d"  # last in a word it keeps a letter's joined shape
    rf"|(?<=[{_ARABIC}])\u200c(?=[{_ARABIC}])|(?<=[{_INDIC}])\u200c"
    rf"|(?<=[{_PICTURE}])\ufe0f?\u200d(?=[{_PICTURE}])"
    rf"|(?<=[{_PICTURE}--[#*0-9]])[\ufe0e\ufe0f]|(?<=[#*0-9])\ufe0f(?=\u20e3)"
    r"|\U0001f3f4[\U000e0020-\U000e007e]++\U000e007f"
    r"|(?<=\p{Mongolian})[\u180b-\u180e]"
    r"|(?<=\p{scx=Hebrew})\u034f"
)
# Direction marks beside a tag are good typography where the text runs from right to left.
_DIRECTION = frozenset("\u061c\u200e\u200f")
_FROM_RIGHT = Lazy(r"[\p{Hebrew}\p{Arabic}\p{Syriac}\p{Thaana}\p{Nko}]")
_NEAR = 24  # code points around a tag that tell which way the text runs
_JOINERS = "\u200c\u200d"  # letters to X: before a sign they glue it
_BEFORE = frozenset("\u00ad\u061c\ufeff").union(
    map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)))
)


@check(
    scopes=("hashtag", "mention", "cashtag"),
    placeholders=("characters", "linked", "clean"),
    trigger=Trigger(when="chars", chars=_CHARS),
)
def invisible(p: Params) -> Algorithm:
    """Report a candidate with invisible characters; the fix deletes them."""

    def run(title: Title, candidate: Candidate, context: Context) -> Sequence[Finding]:
        text = title.text
        if text[max(0, candidate.start - 1) : candidate.end + 1].isascii():
            return NOTHING
        start, end = _reach(text, candidate)
        places = _strangers(text, start, end, candidate)
        if not places:
            return NOTHING
        from spacelint.text.width import char_name

        away = frozenset(places)
        values = {
            "characters": " and ".join(dict.fromkeys(char_name(text[i]) for i in places)),
            "linked": candidate.linked or "nothing",
            "clean": "".join(text[i] for i in range(start, end) if i not in away),
        }
        return (Finding(start, end, values, tuple(Edit(i, i + 1, "") for i in places)),)

    return run


def _reach(text: str, candidate: Candidate) -> tuple[int, int]:
    """Return the span of the candidate with the invisible characters at its edges.

    A character that separates a tag from the text before it (``#one`` zero-width space ``#two``)
    is useful and left out.
    """
    start, end = candidate.start, candidate.end
    first = start
    while first and text[first - 1] in _BEFORE:
        first -= 1
    glues = first and (text[first - 1].isalnum() or text[first - 1] in "_&")
    while start > first and (not glues or text[start - 1] in _JOINERS):
        start -= 1
    if end < len(text) and text[end] > "\x7f" and (after := _AFTER().match(text, end)):
        end = after.end()
    return start, end


def _strangers(text: str, start: int, end: int, candidate: Candidate) -> list[int]:
    """Return the places of invisible characters that do not belong where they are."""
    places = [match.start() for match in _ANY_INVISIBLE.finditer(text, start, end)]
    if not places:
        return places
    home = {at for match in _AT_HOME().finditer(text, start, end) for at in range(*match.span())}
    places = [at for at in places if at not in home]
    if places and _FROM_RIGHT().search(text, max(0, start - _NEAR), end + _NEAR):
        edge = end
        while edge > start and text[edge - 1] in _DIRECTION:
            edge -= 1
        places = [i for i in places if candidate.start <= i < edge]
    return places
