"""Letters that look like others: the skeleton of a text, and scripts mixed within a word.

The table is small and of our own making: the Cyrillic, Greek and Armenian letters that the fonts
of X's clients draw like a Latin one of the same case. It follows the idea of Unicode's UTS #39
(skeletons) without its full data, whose pairs call 日本語 beside Latin letters confusable.
"""

from __future__ import annotations

from functools import lru_cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    Mix = tuple[tuple[int, str, str], ...]
    Letters = list[tuple[int, str, str]]  # index, letter, script; scripts without shapes: ""

_CYRILLIC = dict(
    zip(
        "АВЕЅІЇЈКМНОРСТУҮХԚԜӀЁаеѕіїјкортсуүхһԁԛԝӏгёё",
        "ABESIÏJKMHOPCTYYXQWIËaesiïjkoptcyyxhdqwlrëë",
        strict=True,
    )
)
_GREEK = dict(
    zip(
        "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαγικνορτυχϳόάί",
        "ABEZHIKMNOPTYXayikvoptuxjóáí",
        strict=True,
    )
)
_ARMENIAN = dict(zip("ՏՍՕԼհոսօցզյ", "SUOLhnuogqj", strict=True))

_LATIN, _CYR, _GRE, _ARM, _STYLED = "Latin", "Cyrillic", "Greek", "Armenian", "styled"
_TABLES = {_CYR: _CYRILLIC, _GRE: _GREEK, _ARM: _ARMENIAN}
_SHAPED = frozenset((_LATIN, *_TABLES))
# Short names in lower case that stand within words of other scripts as they are: мойaiпомощник.
_NAMES = frozenset("ai it ip hr pr tv vr ar".split())
_SKELETON = {ord(char): latin for table in _TABLES.values() for char, latin in table.items()}

# Zero-width characters, bidi marks, soft hyphen, variation selectors, fillers and tag characters.
_INVISIBLE = frozenset(
    [
        *(0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x180E, 0x3164, 0xFEFF, 0xFFA0),
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        *range(0xFE00, 0xFE10),
        *range(0xE0000, 0xE01F0),
    ]
)


def skeleton(text: str) -> str:
    """The plain text that `text` looks like: texts that look the same have one skeleton.

    Full-width and mathematical letters become plain, Cyrillic, Greek and Armenian look-alikes
    Latin, invisible characters vanish. Case is kept, since В looks like B and в does not: fold it
    afterwards where case does not matter. Not for display. Nothing is raised.
    """
    if text.isascii():
        return text
    from unicodedata import normalize

    seen = "".join([char for char in text if ord(char) not in _INVISIBLE])
    # Once more after the table: the plain letter may compose with a mark that follows it.
    return normalize("NFC", normalize("NFKC", seen).translate(_SKELETON))


@lru_cache(maxsize=4096)
def mixed_script(word: str) -> Mix:
    """The letters of a word that pass for letters of its other script; empty if there are none.

    Each is (index in code points, the letter, the letter it looks like): ``Sаle`` with a Cyrillic
    а gives ``((1, "а", "a"),)``. A word ends at anything but letters, marks and digits, so parts
    joined by ``_`` count alone. So do parts that are wholly in one script each (``ITКонференция``,
    ``Web3Форум``, ``aiфорум``), unless they look like one word that people know; and scripts that
    share no shapes (日本語AI) are no suspicion. Nothing is raised.
    """
    if word.isascii():
        return ()
    found: Letters = []
    start = -1
    for index, char in enumerate(word + " "):
        inside = char.isalnum() or not char.isascii()
        if inside and start < 0:
            start = index
        elif not inside and start >= 0:
            found.extend(_mixed(word, start, index))
            start = -1
    return tuple(found)


def _mixed(word: str, start: int, end: int) -> Letters:
    letters: Letters = []
    for index in range(start, end):
        char = word[index]
        if ord(char) not in _INVISIBLE and char.isalpha():
            letters.append((index, char, _script(char)))
    scripts = {script for _, _, script in letters}
    found = _styled(letters) if _LATIN in scripts and _STYLED in scripts else []
    if len(scripts & _SHAPED) > 1:
        ours = [letter for letter in letters if letter[2] in _SHAPED]
        copies = [(index, char, _copy(char, script, _LATIN)) for index, char, script in ours]
        plain = [copy for _, _, copy in copies]
        if all(plain) and _is_known("".join(plain)):
            return sorted(found + [one for one in copies if one[1] != one[2]])
        for part in _parts(word, ours):
            found.extend(_foreign(part))
    return sorted(found)


def _parts(word: str, letters: Letters) -> Iterator[Letters]:
    """Cut the letters where a word in another script is joined on: by case, or behind a digit."""
    begin = 0
    is_loud = True
    for place in range(1, len(letters)):
        last, before, script = letters[place - 1]
        index, char, other = letters[place]
        is_loud = is_loud and before.isupper()
        if script == other:
            continue
        after = letters[place + 1][1] if place + 1 < len(letters) else ""
        is_acronym = is_loud and (place - begin > 1 or before == "X")  # X: the service itself
        if (
            (char.isupper() and (before.islower() or after.islower()))
            or (char.islower() and is_acronym)
            or any(map(str.isalnum, word[last + 1 : index]))
        ):
            yield letters[begin:place]
            begin, is_loud = place, True
    yield letters[begin:]


def _styled(letters: Letters) -> Letters:
    """Full-width and mathematical letters whose run touches plain Latin ones."""
    from unicodedata import normalize

    found: Letters = []
    run: Letters = []
    before = ""
    for index, char, script in [*letters, (0, "", "")]:
        if script == _STYLED:
            run.append((index, char, normalize("NFKC", char)))
            continue
        if run and _LATIN in (before, script):
            found.extend(run)
        run = []
        before = script
    return found


def _foreign(letters: Letters) -> Letters:
    """The letters of whichever script could be a slip of the other's keyboard."""
    scripts = {script for _, _, script in letters}
    if len(scripts) > 2:
        strangers = [letter for letter in letters if letter[2] != _LATIN]
        return [(i, c, _copy(c, s, _LATIN)) for i, c, s in strangers if _copy(c, s, _LATIN)]
    chances = []
    for script in scripts if len(scripts) == 2 else ():
        other = next(iter(scripts - {script}))
        own = [letter for letter in letters if letter[2] == script]
        if all(_copy(char, script, other) for _, char, _ in own):
            chances.append((len(own), script != _LATIN, script, other, own))
    if not chances:
        return []
    # Where either could be the slip it is the fewer letters; of as many, those not Latin.
    chances.sort(key=lambda chance: (chance[0], not chance[1]))
    _, _, script, other, own = chances[0]
    found = [(index, char, _copy(char, script, other)) for index, char, _ in own]
    return found if _is_slip(letters, script) else []


def _is_slip(letters: Letters, script: str) -> bool:
    """True if the letters of `script` are no word of their own: one, or two inside of another."""
    from itertools import groupby

    runs = [
        (key == script, "".join(letter[1] for letter in run))
        for key, run in groupby(letters, key=lambda letter: letter[2])
    ]
    if runs[0] == (True, "x"):
        return False
    if len(runs) == 2 and runs[1][0] and len(runs[1][1]) == 1 and _is_known(runs[0][1]):
        return False  # a case ending: Bitcoinа
    alone = (len(run) == 1 for is_ours, run in runs if is_ours)
    inside = (len(run) == 2 and run not in _NAMES for is_ours, run in runs[1:-1] if is_ours)
    return any(alone) or any(inside)


def _is_known(word: str) -> bool:
    from spacelint.text.word_list import LONGEST_WORD, is_everyday

    return len(word) <= LONGEST_WORD and is_everyday(word)


def _copy(char: str, script: str, other: str) -> str:
    """The letter of the script `other` that `char` looks like, or nothing."""
    latin = char if script == _LATIN else _TABLES[script].get(char, "")
    if other == _LATIN or not latin:
        return latin
    return next((theirs for theirs, one in _TABLES[other].items() if one == latin), "")


def _script(char: str) -> str:
    code = ord(char)
    if code < 0x250 or 0x1E00 <= code < 0x1F00:
        return _LATIN if code != 0xB5 else ""
    if 0x370 <= code < 0x400 or 0x1F00 <= code < 0x2000:
        return _GRE
    if 0x400 <= code < 0x530 or 0x1C80 <= code < 0x1C90 or 0xA640 <= code < 0xA6A0:
        return _CYR
    if 0x530 <= code < 0x590:
        return _ARM
    if 0xFF21 <= code <= 0xFF5A or 0x1D400 <= code < 0x1D800 or 0x2102 <= code < 0x2139:
        return _STYLED
    return ""
