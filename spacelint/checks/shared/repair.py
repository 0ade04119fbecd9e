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
    #: Of a title, a candidate in it, tags by their folded names, and the language a plan names.
    Repair = Callable[[str, Candidate, Mapping[str, str], str | None], Edits]

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


def _whole(candidate: Candidate, replacement: str | None) -> Edits:
    if not replacement or replacement == candidate.text:
        return ()
    return (Edit(candidate.start, candidate.end, replacement),)


def _plain(candidate: Candidate) -> str:
    """Return the name of a candidate as `folded` names are."""
    return candidate.text[1:].replace("’", "'").casefold()


def _space_apart(text: str, candidate: Candidate) -> Edits:
    """Put a space before a glued candidate, and in a chained one before every sign after a name.

    A middle dot or similar mark before that sign gets a space on its other side too.
    """
    if candidate.fault == "glued":
        places = [candidate.start]
        before = text[: candidate.start]
        if before[-1] in "&＆" and before[-2:-1].isalnum():
            places.insert(0, candidate.start - 1)
    else:
        places = [
            candidate.start + place
            for match in _CHAIN.finditer(candidate.text)
            for place in (match.span(1) if match[1] else (match.start(),))
        ]
    return tuple(Edit(place, place, " ") for place in places)


def _at_word(text: str, candidate: Candidate) -> Edits:
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


def _respell(text: str, candidate: Candidate, known: Mapping[str, str], lang: str | None) -> Edits:
    name, start = candidate.text, candidate.start
    elided = _ELIDED.match(name) if "'" in name or "’" in name else None
    if elided:  # "#l'OM": the article is not part of the name
        return (Edit(start, start + elided.end(), name[1 : elided.end()] + name[0]),)
    ending = ending_of(name)
    listed = known.get(_plain(candidate))
    if listed:
        return _whole(candidate, name[0] + listed)
    if ending and len(name) - len(ending) > len(candidate.linked):
        name = name[: -len(ending)]  # the 's of "#R&D's" belongs to the sentence
    respelt = respelled(name, known, text, lang)
    if respelt and respelt.islower() and respelt[1:] not in known.values():
        from spacelint.text.words import capitalised

        respelt = capitalised(respelt) or respelt
    return _whole(candidate, respelt + candidate.text[len(name) :] if respelt else None)


def _known_only(candidate: Candidate, known: Mapping[str, str]) -> Edits:
    listed = known.get(_plain(candidate))
    return _whole(candidate, candidate.text[0] + listed) if listed else ()


def _plain_sign(candidate: Candidate) -> Edits:
    """Delete the characters that turn the sign into an emoji."""
    after = candidate.text[1:].lstrip("\ufe0f\u20e3")
    end = candidate.end - len(after)
    return (Edit(candidate.start + 1, end, ""),) if after else ()


def _handle(candidate: Candidate) -> Edits:
    """Write the handle in plain letters: no accents, nothing invisible, and no made-up name.

    Which account ``@j.k.rowling`` or ``@user-name`` was meant for cannot be told from the letters.
    """
    name = candidate.text.lstrip("@＠").rstrip("\ufe0f\u20e3")
    if not name.isascii():
        name = as_handle(name)
    return _whole(candidate, "@" + name) if _HANDLE.fullmatch(name) else ()


def _same_name(candidate: Candidate) -> Edits:
    """Write the account of the same name on X for an account of another network."""
    found = _FIRST_NAME.match(candidate.text, 1)
    name = found[0] if found else ""
    return _whole(candidate, "@" + name) if _HANDLE.fullmatch(name) else ()


def _list_apart(candidate: Candidate) -> Edits:
    slash = candidate.start + candidate.text.index("/")
    return (Edit(slash, slash + 1, " / "),)


def _cashtag(text: str, candidate: Candidate) -> Edits:
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
    no_room = not after.isspace() or after in _NO_ROOM + "\x85"
    if after and after not in _AFTER_CASHTAG and no_room:
        plain += " "
    return () if plain == text[start:end] else (Edit(start, end, plain),)


#: The repairs by their names; each returns no edits where it does not apply.
REPAIRS: Mapping[str, Repair] = {
    "none": lambda *_: (),
    "space-apart": lambda text, meant, *_: _space_apart(text, meant),
    "at-word": lambda text, meant, *_: _at_word(text, meant),
    "respell": _respell,
    "known-only": lambda text, meant, known, *_: _known_only(meant, known),
    "linked-only": lambda text, meant, *_: _whole(meant, meant.linked),
    "drop-sign": lambda text, meant, *_: (Edit(meant.start, meant.start + 1, ""),),
    "plain-sign": lambda text, meant, *_: _plain_sign(meant),
    "handle": lambda text, meant, *_: _handle(meant),
    "same-name": lambda text, meant, *_: _same_name(meant),
    "list-apart": lambda text, meant, *_: _list_apart(meant),
    "cashtag": lambda text, meant, *_: _cashtag(text, meant),
}


_NAME_PART = Pattern("[«ALNUM»]+")
_LETTER = Pattern("[«ALPHA»]")
_LATIN = Pattern("[«LATIN»]")
_RIGHT_TO_LEFT = Pattern("[\u05d0-\u05ea\u0620-\u06d3]")
_APOSTROPHES = "'’‘ʼ´"
_HEBREW_QUOTE = Pattern('(?<=[א-ת])["”](?=[א-ת])')
_HEBREW_APOSTROPHE = Pattern("(?<=[א-ת])['’](?=[א-ת]|\\Z)")
# What makes an emoji of the character before it, and would be left of one that is taken out.
_OF_EMOJI = Pattern("[\ufe0e\ufe0f\u20e3]|(?<![«ALPHA»])\u200d")


def folded(known: Mapping[str, str]) -> dict[str, str]:
    """Return names and their tags with the names case folded, as `respelled` takes them."""
    return {name.casefold(): tag for name, tag in known.items()}


def respelled(text: str, known: Mapping[str, str], title: str, lang: str | None) -> str | None:
    """Return the tag ``text``, with its sign, in letters that X links; None where none are left.

    ``known`` has names that are usually written another way, without sigil, case folded. For ``&``
    stands the word of the language of ``title``, or of ``lang``, which a plan may name; where it is
    not known, ``and`` beside Latin letters and ``_`` beside others.
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
        from_right = joiner not in _APOSTROPHES and bool(_RIGHT_TO_LEFT.match(part))
        gap = "_" if from_right else ""  # as Arabic and Hebrew part the words of a tag
        if joiner in "&＆" and len(spelled) > 2 and len(part) > 2:
            from spacelint.checks.shared.language import and_word

            word = and_word(title, lang) or ("and" if _LATIN.search(spelled) else "")
            if word:
                capital = next(filter(str.isalpha, spelled), "").isupper()
                spelled += gap + (word.capitalize() if capital else word.rstrip("-"))
                gap = "" if word.endswith("-") else gap
            else:
                gap = "_"
        if (
            joiner not in _APOSTROPHES + "$"
            and len(part) > 2
            and (not spelled[:1].islower() or len(spelled) == 1)
        ):
            part = part[:1].upper() + part[1:]
        spelled += gap + part
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
