"""URLs as X's rules find them, with and without a protocol, in time linear in the text.

X's own pattern backtracks over every dot. Here the text is cut into runs of characters that a
domain may have, each run into labels, and one pass from right to left finds for every label how far
a domain that starts there reaches. The rest (port, path, query) is read forward from there.
"""

from __future__ import annotations

from spacelint.text.domains import ASCII, ascii_domains, farthest, is_encodable, suffix_end
from spacelint.text.model import Entity
from spacelint.text.pattern import ASCII_LETTER, PUNCT, SPACES, Pattern, utf16_length

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_INVALID = "\ufffe\ufeff\uffff"
_DIRECTIONAL = "\u202a-\u202e\u061c\u200e\u200f\u2066-\u2069"
_NOT_DOMAIN = rf"{PUNCT}{SPACES}{_INVALID}{_DIRECTIONAL}"
_WORD = rf"{ASCII_LETTER}\u0400-\u04ff\u1c80-\u1c87"
_ENDING = rf"{_WORD}+\-=_#/"
_MARKS = r"!*';:,.$%\[\]\u2013~@|&"
_GENERAL = rf"{_ENDING}{_MARKS}"
_PARENS = rf"\((?:[{_GENERAL}]++\)|[{_GENERAL}]*+\([{_GENERAL}]++\)[{_GENERAL}]*+\))"
_QUERY = r"\?(?:[!?*'@();:+$%\[\].,~|]*+[a-zA-Z0-9\-_&=#/])++"

_RUN = Pattern(rf"[^{_NOT_DOMAIN.replace('_', '').replace('-./', '/')}]++")
# X's pattern reads UTF-16: the first half of an astral character may be what stands before a URL
# and the second half its first letter, whatever stands before that character.
_START = Pattern(rf"(?<![A-Za-z0-9@＠$#＃{_INVALID}])[^{_NOT_DOMAIN}]|[\U00010000-\U0010ffff]")
_DOMAIN_CHAR = Pattern(rf"[^{_NOT_DOMAIN}]")
_BARS_URL = Pattern(rf"[A-Za-z0-9@＠$#＃{_INVALID}]")
_DOT = Pattern(r"\.([0-9A-Za-z@+-]{0,32}+)")
_PLAIN = Pattern(
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)++([A-Za-z]{2,63}+)"
    r"(?=\.?(?:\Z|[ \t\n!'#%&()*,/:;<=>?\[\\\]^{|}~$]))"
)
_GOES_ON = Pattern(r"[.-]")  # behind one of these an address may start
_PLAIN_BEFORE = frozenset(" \t\n!'%&()*+,:;<=>?[\\]^{|}~")
_PLAIN_AFTER = frozenset(("", *" .,;!)'\n"))  # no port, path or query
_PROTOCOL = Pattern(r"[hH][tT]{2}[pP][sS]?://\Z")
_TAIL = Pattern(
    # A path ends with a letter or the like and the brackets right behind it. Marks stay outside,
    # and so do brackets behind a mark.
    rf"(?::[0-9]++)?(/(?:(?:[{_MARKS}]++|{_PARENS})*+[{_ENDING}]++)*+(?:{_PARENS})*+)?(?:{_QUERY})?"
)
_BEFORE_TAIL = frozenset(":/?")
_TCO = Pattern(rf"[hH][tT]{{2}}[pP][sS]?://[tT]\.[cC][oO]/([a-zA-Z0-9]+)(?:{_QUERY})?")

_MAX_LENGTH = 4096  # UTF-16 units, protocol counted again where it is written
_MAX_TCO_SLUG = 40
_NO_FARTHER = (-1, -1)
_new = tuple.__new__


def urls(text: str) -> list[Entity]:
    """Return the URLs of ``text`` in order; offsets in code points.

    A URL without a protocol is linked when its domain is in Latin letters and ends in a domain
    ending of X's 2020 list. Raises nothing; linear in the length of the text.
    """
    found: list[Entity] = []
    done = used = 0  # what has been read; where the match before ended
    dot = _next_ending(text, 0)
    while dot >= 0:
        # Neither space nor @ stands in a domain: only what follows the last can be part of it.
        start = max(done, text.rfind(" ", done, dot) + 1)
        start = max(start, text.rfind("@", start, dot) + 1)
        plain = _plain_url(text, start, used, found)
        if plain >= 0:
            done = used = plain
        else:
            run = _RUN.search(text, start)
            if run is None:
                break
            start, done = run.span()
            if done <= dot:
                continue
            used = _scan_run(text, start, done, used, found)
            done = max(done, used)
        dot = _next_ending(text, done)
    return found


def _next_ending(text: str, start: int) -> int:
    """Return the first dot from ``start`` on that a domain ending follows, or -1."""
    match = _DOT.search(text, start)
    while match:
        ending = match[1]
        if ending.lower() in ASCII:
            return match.start()
        # Else it has letters beyond ASCII (one such starts with v) or is Punycode.
        if ending[0] in "vVxX" if ending else text[match.end() : match.end() + 1] > "\x7f":
            dot = match.start()
            if suffix_end(text, dot + 1) >= 0:
                return dot
        match = _DOT.search(text, match.end())
    return -1


def _plain_url(text: str, lo: int, used: int, found: list[Entity]) -> int:
    """Append the URL whose domain is the run at ``lo`` if it is of the common form.

    The common form: ASCII letters, digits and inner hyphens with nothing glued to either side.
    Returns where the match ends, or -1 for any other form, which `_scan_run` reads.
    """
    match = _PLAIN.match(text, lo)
    if match is None or match[1].lower() not in ASCII:
        return -1
    end = match.end()
    before = text[lo - 1] if lo else " "
    if before == "/":
        protocol = _protocol_before(text, lo, used)
        return _append_url(text, protocol, lo, end, False, found) if protocol >= 0 else -1
    if before == "@" and not _GOES_ON.search(text, lo, match.start(1) - 1):
        return end  # an address for mail: X links none of it, and reads no path
    if before not in _PLAIN_BEFORE or 0 < lo == used:
        return -1
    if text[end : end + 1] in _PLAIN_AFTER:
        url = text[lo:end]
        found.append(_new(Entity, ("url", lo, end, url, url)))
        return end
    return _append_url(text, lo, lo, end, False, found)


def _scan_run(text: str, lo: int, hi: int, used: int, found: list[Entity]) -> int:
    """Append the URLs that start in the run ``text[lo:hi]``; return how far the last one goes."""
    labels: list[tuple[int, int, int]] = []  # where each begins, its dot, the ending after the dot
    begin = lo
    dot = text.find(".", lo, hi)
    while dot >= 0:
        labels.append((begin, dot, suffix_end(text, dot + 1)))
        begin = dot + 1
        dot = text.find(".", begin, hi)
    reach: Sequence[int] = _reach(text, labels) if len(labels) > 1 else _NO_FARTHER
    protocol = _protocol_before(text, lo, used) if text[lo - 1 : lo] == "/" else -1
    for j, (begin, dot, suffix) in enumerate(labels):
        if used >= dot or dot == begin or text[dot - 1] in "_-":
            continue
        onward = reach[j + 1]
        if onward < 0 and suffix < 0:
            continue
        end = labels[onward][2] if onward >= 0 else suffix
        if (
            protocol >= 0
            and j == 0
            and text[lo] not in "_-"
            and (onward >= 0 or text.find("_", lo, dot) < 0)
        ):
            start, domain_start = protocol, lo
        else:
            first = begin if onward >= 0 else max(begin, text.rfind("_", begin, dot) + 1)
            start = domain_start = _first_start(text, first, dot, used)
            if start < 0:
                continue
        halved = (
            text[start] > "\uffff"
            and start == domain_start
            and (start == used or _is_barred(text, start))
        )
        used = _append_url(text, start, domain_start, end, halved, found)
    return used


def _reach(text: str, labels: list[tuple[int, int, int]]) -> list[int]:
    """Return for every label the last label that a domain going on through it can close with."""
    return farthest(
        [b < dot and text[b] not in "_-" and text[dot - 1] not in "_-" for b, dot, _ in labels],
        [end >= 0 and text.find("_", b, dot) < 0 for b, dot, end in labels],
    )


def _protocol_before(text: str, lo: int, used: int) -> int:
    """Return where ``http://`` or ``https://`` before ``lo`` starts, if a URL may start there."""
    match = _PROTOCOL.search(text, max(0, lo - 8), lo)
    if match is None:
        return -1
    start = match.start()
    fits = start == 0 or (start - 1 >= used and not _is_barred(text, start))
    return start if fits else -1


def _first_start(text: str, first: int, dot: int, used: int) -> int:
    """Return the first place of ``text[first:dot]`` where a domain without protocol may start."""
    if used >= first and text[used] > "\uffff":
        return used
    if first == 0 == used:
        # X's pattern takes the first character for the one before the URL where it can.
        if dot > 1 and _START.match(text, 1):
            return 1
        if _DOMAIN_CHAR.match(text, 0):
            return 0
    match = _START.search(text, max(first, used + 1), dot)
    return match.start() if match else -1


def _is_barred(text: str, start: int) -> bool:
    """True if what stands before ``start`` bars a URL from starting there."""
    return start > 0 and bool(_BARS_URL.match(text, start - 1))


def _append_url(
    text: str, start: int, domain_start: int, domain_end: int, halved: bool, found: list[Entity]
) -> int:
    """Append what X links of the URL whose domain is given; return where its match ends."""
    tail = (
        _TAIL.match(text, domain_end) if text[domain_end : domain_end + 1] in _BEFORE_TAIL else None
    )
    end = tail.end() if tail else domain_end
    bare = start == domain_start
    spans: list[tuple[int, int]] = []
    domain = text[domain_start:domain_end]
    if halved:
        domain = chr(0xDC00 + (ord(domain[0]) & 0x3FF)) + domain[1:]
    if bare:
        if not start or halved or text[start - 1] not in "-_./":
            spans = ascii_domains(domain)
        if not spans:
            return end
    url = text[start:end]
    protocol_length = domain_start - start or len("https://")
    if not is_encodable(domain) or protocol_length + utf16_length(url) > _MAX_LENGTH:
        return end
    if not bare:
        tco = _TCO.match(url)
        if tco:
            if len(tco[1]) > _MAX_TCO_SLUG:
                return end
            url = tco[0]
        found.append(_new(Entity, ("url", start, start + len(url), url, url)))
        return end
    path = tail is not None and bool(tail[1])
    for i, (a, b) in enumerate(spans, 1):
        a, b = start + a, start + b
        value = text[a:b]
        if path and i == len(spans):
            value, b = value + text[domain_end:end], end
        found.append(_new(Entity, ("url", a, b, text[a:b], value)))
    return end
