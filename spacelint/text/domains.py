"""Domain names as X's rules know them: endings, labels, and the Latin part of a mixed domain."""

from __future__ import annotations

from spacelint.text.charset import ASCII_LETTER
from spacelint.text.pattern import Pattern
from spacelint.text.tlds import ASCII, other_endings

_ASCII_RUN = Pattern(rf"[{ASCII_LETTER}\-.]++")
_SUFFIX_RUN = Pattern(r"[0-9A-Za-z@+-]{0,32}+")
_PUNYCODE = Pattern(r"[xX][nN]--[-0-9a-zA-Z]+")
_SUFFIX_GOES_ON = frozenset("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ@+-")
_SEPARATORS = Pattern("[\u3002\uff0e\uff61]")
_LONGEST_OTHER = 17  # vermögensberatung
_MAX_LABEL = 63
#: A label of so many code points fits however it is written: Punycode takes 4 characters for the
#: label and at most 7 for a code point of it.
_SURELY_FITS = 8
_DIGITS_OF_ONE = 7  # that a code point of a label of 63 takes in Punycode beyond its own place


def suffix_end(text: str, start: int) -> int:
    """Return where the domain ending that starts at ``start`` ends, or -1 where there is none.

    Offsets in code points. The endings are those of X's library of 2020 and any ``xn--`` label.
    """
    run = _SUFFIX_RUN.match(text, start)
    ending = run[0] if run else ""
    if ending.lower() in ASCII:
        return start + len(ending)
    if ending and ending[0] not in "vVxX":
        return -1  # of the endings beyond ASCII, only two of v begin with an ASCII letter
    others = other_endings(text[start : start + 1])
    if others:
        folded = _canonical(text[start : start + _LONGEST_OTHER])
        for candidate in others:
            if folded.startswith(candidate):
                end = start + len(candidate)
                if text[end : end + 1] not in _SUFFIX_GOES_ON:
                    return end
    if ending[:4].lower() == "xn--":
        match = _PUNYCODE.match(text, start)
        return match.end() if match else -1
    return -1


def farthest(whole: list[bool], closes: list[bool]) -> list[int]:
    """Return for every label the last label that a domain going on through it can close with.

    ``whole[i]`` tells that the label may stand inside of a domain, ``closes[i]`` that a domain may
    close with it, an ending following its dot. -1 where no domain goes on there; one entry more
    than there are labels.
    """
    reach = [-1] * (len(whole) + 1)
    for i in range(len(whole) - 1, -1, -1):
        if whole[i]:
            reach[i] = reach[i + 1] if reach[i + 1] >= 0 else i if closes[i] else -1
    return reach


def ascii_domains(domain: str) -> list[tuple[int, int]]:
    """Return the spans of ``domain`` that are domains in Latin letters, in code points."""
    found: list[tuple[int, int]] = []
    used = 0
    for run in _ASCII_RUN.finditer(domain):
        lo, hi = run.span()
        dot = domain.find(".", lo, hi)
        if dot < 0:
            continue
        labels: list[tuple[int, int, int]] = []
        begin = lo
        while dot >= 0:
            labels.append((begin, dot, suffix_end(domain, dot + 1)))
            begin = dot + 1
            dot = domain.find(".", begin, hi)
        reach = farthest([b < d for b, d, _ in labels], [end >= 0 for _, _, end in labels])
        for j, (begin, dot, _) in enumerate(labels):
            start = max(begin, used)
            if start < dot and reach[j] >= 0:
                used = labels[reach[j]][2]
                # X's library looks its match up again by text, and so may find an earlier place.
                place = domain.index(domain[start:used], found[-1][1] if found else 0)
                found.append((place, place + used - start))
    return found


def is_encodable(domain: str) -> bool:
    """Tell whether every label of ``domain`` fits into DNS once it is written in Punycode."""
    if domain.startswith("xn--") and not ascii_domains(domain):
        return False
    for label in domain.split("."):
        length = len(label)
        if not length or (length > _SURELY_FITS and not _fits(label)):
            return False
    return True


def _fits(label: str) -> bool:
    # Most do by their size alone, and writing Punycode takes a hundred times as long.
    beyond_ascii = len(label) - len(label.encode("ascii", "ignore"))
    at_most = len(label) + _DIGITS_OF_ONE * beyond_ascii + 5
    return at_most <= _MAX_LABEL or _encoded_length(label) <= _MAX_LABEL


def _encoded_length(label: str) -> int:
    if len(label) > _MAX_LABEL or (label.isascii() and "\x7f" not in label and label >= " "):
        return len(label)
    parts = _SEPARATORS.sub(".", label).split(".")
    return sum(_part_length(part) for part in parts) + len(parts) - 1


def _part_length(part: str) -> int:
    if all(" " <= char <= "~" for char in part):
        return len(part)
    return 4 + len(part.encode("punycode"))


def _canonical(text: str) -> str:
    """Fold case as a JavaScript pattern does: to the capital, where that is one character."""
    return "".join(
        up if len(up := char.upper()) == 1 and not (char > "\x7f" >= up) else char for char in text
    )
