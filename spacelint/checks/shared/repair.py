"""Fix a faulty candidate: one small function for each repair, which returns edits."""

from __future__ import annotations

from spacelint.text.hashtags import ending_of
from spacelint.text.model import Edit
from spacelint.text.pattern import Pattern, has_unspaced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from spacelint.text import Candidate

    Edits = tuple[Edit, ...]
    Repair = Callable[[str, Candidate, Mapping[str, str]], Edits]

# French and Italian articles before a name with a capital.
_ELIDED = Pattern("[#＃](?:l|d|qu|un|dell|all|nell|sull|dall|quell)['’](?=[«UPPER»][«ALNUM»])")
_HANDLE = Pattern("[A-Za-z0-9_]{1,15}")
_FIRST_NAME = Pattern("[^@＠.]+")
_CHAIN = Pattern(
    "(?:(?<=[^#＃@＠・·〜～゠])([・·〜～゠]++))?(?<=[^#＃@＠])(?:[#＃]+|[@＠]+)(?=[^#＃@＠])"
)
_SYMBOL = Pattern(r"[$＄]([A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?)(?:['’]s)?")
_BRACKETS = dict(zip("“‘«([{（「【\"'", "”’»)]}）」】\"'", strict=True))
_NO_ROOM = "\x1c\x1d\x1e\x1f"  # white space to Python, not to X
_NEAR = 140  # code points around a time that tell the language
# What X lets follow a cashtag, beside white space and the end of the title.
_AFTER_CASHTAG = frozenset("!'#%&()*+,\\-./:;<=>?@[]^_{|}~$ \t\n")


def repair_edits(repair: str, text: str, candidate: Candidate, known: Mapping[str, str]) -> Edits:
    """Return the edits of ``text`` that fix ``candidate``; none where the repair does not apply."""
    return _REPAIRS[repair](text, candidate, known)


def repaired_text(text: str, start: int, end: int, edits: Edits) -> str:
    """Return ``text[start:end]`` after the edits, with what they change around it, trimmed."""
    if not edits:
        return ""
    start = min(start, *(edit.start for edit in edits))
    end = max(end, *(edit.end for edit in edits))
    parts: list[str] = []
    for edit in sorted(edits):
        parts += text[start : edit.start], edit.text
        start = edit.end
    parts.append(text[start:end])
    return "".join(parts).strip()


def as_handle(name: str) -> str:
    """Return ``name`` in the letters that a handle may have; "" where that gives no handle."""
    from unicodedata import category, normalize

    from spacelint.text.lookalike import skeleton

    plain = "".join(c for c in normalize("NFD", skeleton(name)) if category(c)[0] != "M")
    return plain if _HANDLE.fullmatch(plain) else ""


def _none(text: str, candidate: Candidate, known: Mapping[str, str]) -> Edits:
    return ()


def _whole(candidate: Candidate, replacement: str | None) -> Edits:
    if not replacement or replacement == candidate.text:
        return ()
    return (Edit(candidate.start, candidate.end, replacement),)


def _space_apart(text: str, candidate: Candidate, known: Mapping[str, str]) -> Edits:
    """Put a space before a glued candidate, and in a chained one before every sign after a name.

    A middle dot or similar mark before that sign gets a space on its other side too.
    """
    if candidate.fault == "glued":
        start = candidate.start
        opens = (
            [start - 1]
            if text[start - 1] in "&＆" and text[start - 2 : start - 1].isalnum()
            else []
        )
        return tuple(Edit(place, place, " ") for place in (*opens, start))
    places: list[int] = []
    for match in _CHAIN.finditer(candidate.text):
        if match[1]:
            places.append(candidate.start + match.start())
        places.append(candidate.start + max(match.start(), match.end(1)))
    return tuple(Edit(place, place, " ") for place in places)


def _at_word(text: str, candidate: Candidate, known: Mapping[str, str]) -> Edits:
    """The word for "at" in place of the sign; where the language is not sure, a space behind it.

    Before a time that is not written in ASCII the sign goes.
    """
    from spacelint.checks.shared.language import at_word

    start = candidate.start
    before = text[max(0, start - _NEAR) : start]
    word = at_word(before, text[candidate.end : candidate.end + _NEAR], candidate.text[1:])
    if word is None and candidate.text.isascii():
        return (Edit(start + 1, start + 1, " "),)
    gap = " " if word and not word.endswith("-") else ""
    room = " " if text[start - 1 : start].isalnum() and not has_unspaced(text[start - 1]) else ""
    return (Edit(start, start + 1, room + (word or "") + gap),)


def _respell(text: str, candidate: Candidate, known: Mapping[str, str]) -> Edits:
    quoted = "'" in candidate.text or "’" in candidate.text
    elided = _ELIDED.match(candidate.text) if quoted else None
    if elided:  # "#l'OM": the article is no part of the name
        start = candidate.start
        sign = candidate.text[0]
        return (Edit(start, start + elided.end(), candidate.text[1 : elided.end()] + sign),)
    name, ending = candidate.text, ending_of(candidate.text)
    listed = known.get(name[1:].replace("’", "'").casefold())
    if listed:
        return _whole(candidate, name[0] + listed)
    if ending and len(name) - len(ending) > len(candidate.linked):
        name = name[: -len(ending)]  # the 's of "#R&D's" belongs to the sentence
    respelt = respelled(name, known)
    if respelt and respelt.islower() and respelt[1:] not in known.values():
        from spacelint.text.words import capitalised

        respelt = capitalised(respelt) or respelt
    return _whole(candidate, respelt + candidate.text[len(name) :] if respelt else None)


def _known_only(text: str, candidate: Candidate, known: Mapping[str, str]) -> Edits:
    name = candidate.text[1:].replace("’", "'").casefold()
    return _whole(candidate, candidate.text[0] + known[name]) if name in known else ()


def _linked_only(text: str, candidate: Candidate, known: Mapping[str, str]) -> Edits:
    return _whole(candidate, candidate.linked)


def _drop_sign(text: str, candidate: Candidate, known: Mapping[str, str]) -> Edits:
    return (Edit(candidate.start, candidate.start + 1, ""),)


def _plain_sign(text: str, candidate: Candidate, known: Mapping[str, str]) -> Edits:
    """Delete the characters that turn the sign into an emoji."""
    after = candidate.text[1:].lstrip("\ufe0f\u20e3")
    end = candidate.end - len(after)
    return (Edit(candidate.start + 1, end, ""),) if after else ()


def _handle(text: str, candidate: Candidate, known: Mapping[str, str]) -> Edits:
    """Write the handle in plain letters: no accents, nothing invisible, and no made-up name.

    Which account ``@j.k.rowling`` or ``@user-name`` was meant for cannot be told from the letters.
    """
    name = candidate.text.lstrip("@＠").rstrip("\ufe0f\u20e3")
    if not name.isascii():
        name = as_handle(name)
    return _whole(candidate, "@" + name) if _HANDLE.fullmatch(name) else ()


def _same_name(text: str, candidate: Candidate, known: Mapping[str, str]) -> Edits:
    """Write the account of the same name on X for an account of another network."""
    found = _FIRST_NAME.match(candidate.text, 1)
    name = found[0] if found else ""
    return _whole(candidate, "@" + name) if _HANDLE.fullmatch(name) else ()


def _list_apart(text: str, candidate: Candidate, known: Mapping[str, str]) -> Edits:
    slash = candidate.start + candidate.text.index("/")
    return (Edit(slash, slash + 1, " / "),)


def _cashtag(text: str, candidate: Candidate, known: Mapping[str, str]) -> Edits:
    """Put spaces around a symbol, drop its brackets, and write its signs in ASCII."""
    start, end = candidate.start, candidate.end
    match = _SYMBOL.fullmatch(candidate.text)
    if match is None:
        return ()
    before, after = text[start - 1 : start], text[end : end + 1]
    plain = "$" + candidate.text[1:].replace("’", "'")
    if before and after == _BRACKETS.get(before):
        room = "" if start < 2 or text[start - 2].isspace() else " "
        beyond = text[end + 1 : end + 2]
        gap = "" if not beyond or beyond in _AFTER_CASHTAG else " "
        return (Edit(start - 1, end + 1, room + plain + gap),)
    if before in _BRACKETS and not text[start - 2 : start - 1].isalnum():
        return ()  # a bracket around more than the symbol: room inside of it looks odd
    if before and (not before.isspace() or before in _NO_ROOM):
        tight = before in "/|&+–—-" and start > 1 and not text[start - 2].isspace()
        start, plain = (start - 1, f" {before} {plain}") if tight else (start, f" {plain}")
    if (
        after
        and after not in _AFTER_CASHTAG
        and (not after.isspace() or after in _NO_ROOM + "\x85")
    ):
        plain += " "
    return () if plain == text[start:end] else (Edit(start, end, plain),)


_REPAIRS: dict[str, Repair] = {
    "none": _none,
    "space-apart": _space_apart,
    "at-word": _at_word,
    "respell": _respell,
    "known-only": _known_only,
    "linked-only": _linked_only,
    "drop-sign": _drop_sign,
    "plain-sign": _plain_sign,
    "handle": _handle,
    "same-name": _same_name,
    "list-apart": _list_apart,
    "cashtag": _cashtag,
}
#: The names of the repairs.
REPAIRS = tuple(_REPAIRS)


_NAME_PART = Pattern("[«ALNUM»]+")
_LETTER = Pattern("[«ALPHA»]")
_RIGHT_TO_LEFT = Pattern("[\u05d0-\u05ea\u0620-\u06d3]")
_APOSTROPHES = "'’‘ʼ´"
_HEBREW_QUOTE = Pattern('(?<=[א-ת])["”](?=[א-ת])')
_HEBREW_APOSTROPHE = Pattern("(?<=[א-ת])['’](?=[א-ת]|\\Z)")
# What makes an emoji of the character before it, and would be left of one that is taken out.
_OF_EMOJI = Pattern("[\ufe0e\ufe0f\u20e3]|(?<![«ALPHA»])\u200d")


def folded(known: Mapping[str, str]) -> dict[str, str]:
    """Return names and their tags with the names case folded, as `respelled` takes them."""
    return {name.casefold(): tag for name, tag in known.items()}


def respelled(text: str, known: Mapping[str, str]) -> str | None:
    """Return the tag ``text``, with its sign, in letters that X links; None where none are left.

    ``known`` has names that are usually written another way, without sigil, case folded.
    """
    sigil, name = text[0], text[1:]
    tag = known.get(name.casefold())
    if tag is not None:
        return sigil + tag
    bare = name.rstrip("0123456789")
    tag = known.get(bare.casefold()) if len(bare) < len(name) else None
    if tag is not None:
        return sigil + tag + name[len(bare) :]
    for key, tag in known.items():
        if not key.isalnum() and name.casefold().startswith(key):
            name = tag + name[len(key) :]  # C++Meetup, R&B-Nacht
            break
    name = _drawn(name)
    parts = [(match.start(), match[0]) for match in _NAME_PART.finditer(name)]
    if not any(_LETTER.search(part) for _, part in parts):
        return None
    spelled = parts[0][1] if parts else ""
    for start, part in parts[1:]:
        joiner = name[start - 1]
        if joiner == "$":
            spelled += "S" if part.isupper() else "s"  # A$AP, Ke$ha
            part = part if part.isupper() else part.lower()
        if joiner in "&＆" and len(spelled) > 2 and len(part) > 2:
            spelled += "And" if spelled[0].isupper() else "and"
        if (
            joiner not in _APOSTROPHES + "$"
            and len(part) > 2
            and (not spelled[:1].islower() or len(spelled) == 1)
        ):
            part = part[:1].upper() + part[1:]
        if joiner not in _APOSTROPHES and _RIGHT_TO_LEFT.match(part):
            spelled += "_"  # as Arabic and Hebrew part the words of a tag
        spelled += part
    pluses = len(name) - len(name.rstrip("+"))
    if len(spelled) > 1 and name.startswith(spelled) and len(spelled) + pluses == len(name):
        spelled += ("plus" if spelled.islower() else "Plus") * pluses  # Disney+, Notepad++
    return sigil + spelled


def _drawn(name: str) -> str:
    """Return ``name`` with the gershayim and geresh of Hebrew, and without emoji characters."""
    if name.isascii():
        return name
    for pattern, sign in ((_HEBREW_QUOTE, "״"), (_HEBREW_APOSTROPHE, "׳"), (_OF_EMOJI, "")):
        name = pattern.reading(name).sub(sign, name)
    return name
