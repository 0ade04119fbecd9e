"""Letters that look like others: the skeleton of a text, and scripts mixed within a word.

The table is small and of our own making: the Cyrillic, Greek and Armenian letters that the fonts
of X's clients draw like a Latin one of the same case. It follows the idea of Unicode's UTS #39
(skeletons) without its full data, whose pairs call 日本語 beside Latin letters confusable.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    Mix = tuple[tuple[int, str, str], ...]

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


def mixed_script(word: str) -> Mix:
    """The letters of a word that pass for letters of its other script; empty if there are none.

    Each is (index in code points, the letter, the letter it looks like): ``Sаle`` with a Cyrillic
    а gives ``((1, "а", "a"),)``. A word ends at anything but letters, marks and digits, so parts
    joined by ``_`` count alone. A name joined on at a change of case (``ITконференция``) is no
    suspicion, and scripts that share no shapes (日本語AI) never are. Nothing is raised.
    """
    if word.isascii():
        return ()
    found: list[tuple[int, str, str]] = []
    start = -1
    for index, char in enumerate(word + " "):
        inside = char.isalnum() or not char.isascii()
        if inside and start < 0:
            start = index
        elif not inside and start >= 0:
            found.extend(_mixed(word, start, index))
            start = -1
    return tuple(found)


def _mixed(word: str, start: int, end: int) -> list[tuple[int, str, str]]:
    letters: list[tuple[int, str, str]] = []  # index, letter, script; scripts without shapes: ""
    scripts = set()
    for index in range(start, end):
        char = word[index]
        if ord(char) in _INVISIBLE or not char.isalpha():
            continue
        script = _script(char)
        scripts.add(script)
        letters.append((index, char, script))
    found: list[tuple[int, str, str]] = []
    if _LATIN in scripts and _STYLED in scripts:
        found = _styled(letters)
    ours = [letter for letter in letters if letter[2] in _TABLES or letter[2] == _LATIN]
    scripts &= {_LATIN, *_TABLES}
    if len(scripts) == 2:
        found.extend(_foreign(ours, scripts))
    elif len(scripts) > 2:
        strangers = [letter for letter in ours if letter[2] != _LATIN]
        found.extend((i, c, _copy(c, s, _LATIN)) for i, c, s in strangers if _copy(c, s, _LATIN))
    return sorted(found)


def _styled(letters: list[tuple[int, str, str]]) -> list[tuple[int, str, str]]:
    """Full-width and mathematical letters whose run touches plain Latin ones."""
    from unicodedata import normalize

    found: list[tuple[int, str, str]] = []
    run: list[tuple[int, str, str]] = []
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


def _foreign(letters: list[tuple[int, str, str]], scripts: set[str]) -> list[tuple[int, str, str]]:
    """The letters of whichever script could be a slip of the other's keyboard."""
    chances = []
    for script in scripts:
        other = next(iter(scripts - {script}))
        own = [letter for letter in letters if letter[2] == script]
        if all(_copy(char, script, other) for _, char, _ in own):
            chances.append((len(own), script != _LATIN, script, other, own))
    if not chances:
        return []
    # Where either could be the slip it is the fewer letters; of as many, those not Latin.
    chances.sort(key=lambda chance: (chance[0], not chance[1]))
    _, _, script, other, own = chances[0]
    if _joined_name(letters, script):
        return []
    return [(index, char, _copy(char, script, other)) for index, char, _ in own]


def _joined_name(letters: list[tuple[int, str, str]], script: str) -> bool:
    """Whether the letters of `script` are a name of their own: ``ITконференция``, ``TNFα``."""
    places = [place for place, letter in enumerate(letters) if letter[2] == script]
    first, last = places[0], places[-1]
    if last - first + 1 != len(places):
        return False
    name = "".join(letters[place][1] for place in places)
    before = "".join(letter[1] for letter in letters[:first])
    after = "".join(letter[1] for letter in letters[last + 1 :])
    if script == _GRE and len(name) == 1 and name.islower():
        # A symbol, as in NFκB and αSynuclein; it would pass for no letter among capitals.
        return not before[-1:].islower() and not after[:1].islower() and len(before + after) > 1
    if before and after:
        return False
    if name == "X" and after:
        return True  # what people call the service itself: Xпространство
    if len(name) < 2:
        return False
    left, right = (before, name) if before else (name, after)
    turns_up = left[-1].islower() and right[0].isupper()
    turns_down = len(left) > 1 and left.isupper() and right[0].islower()
    return turns_up or turns_down


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
