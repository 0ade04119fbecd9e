"""URLs as X's rules find them, with and without a protocol, in time linear in the text.

X's own pattern backtracks over every dot. Here each dot that a domain ending follows is read back
and forth from. Most domains are simple enough for `_common_url`. For the others the run of
characters that a domain may have is cut into labels, and one pass from right to left finds for
every label how far a domain that starts there reaches. Port, path and query are read forward.
"""

from __future__ import annotations

from spacelint.text.domains import (
    ASCII,
    ascii_domains,
    farthest,
    is_encodable,
    other_suffix_end,
    suffix_end,
)
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
_DOTS = Pattern(r"\.([^\x00-@\[-`{-\x7f][0-9A-Za-z@+-]{0,31}+)")  # that an ending may follow
_NO_LABEL = frozenset(("", *" \t\n!'#%&()*+,/:;<=>?[\\]^{|}~$@"))
_ENDS_NO_LABEL = _NO_LABEL | frozenset("._-")
_NOT_LABEL = _NOT_DOMAIN.replace("-./", "./")
_LATIN = rf"[{ASCII_LETTER}]++(?:-++[{ASCII_LETTER}]++)*+"
# What stands before the last dot of a domain, read backwards. (1) The Latin end of one label, or
# (2) labels in Latin letters. What else the first label may start with follows, and (3) a sign that
# not every domain may start at or behind.
_HOST = Pattern(
    rf"(?!-)((?:{_LATIN}(\.{_LATIN})*+-*+)?+)"
    rf"(?(2)[^{_NOT_LABEL.replace('_', '')}]*+|[^{_NOT_LABEL}]*+(?!\A))"
    rf"(?:(?=([@#$./_{_INVALID}]|\Z))|(?<=([-_]))|)"
)
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
_SURELY_FITS = 58  # characters of a domain, in how ever many labels
_OTHERS_TAKE = 7  # digits that one beyond ASCII takes in Punycode at most, beyond its own place
_NO_FARTHER = (-1, -1)
_new = tuple.__new__


def urls(text: str) -> list[Entity]:
    """Return the URLs of ``text`` in order; offsets in code points.

    A URL without a protocol is linked when its domain is in Latin letters and ends in a domain
    ending of X's 2020 list. Raises nothing; linear in the length of the text.
    """
    found: list[Entity] = []
    done = used = 0  # what has been read; where the match before ended
    dot = -1
    for ending in _DOTS.findall(text):
        dot = text.index("." + ending, dot + 1)
        if dot < done:
            continue
        suffix = dot + 1
        if ending.lower() in ASCII:
            suffix += len(ending)
        elif ending[0] in "vVxX" or ending > "\x7f":
            # It has letters beyond ASCII (two such start with v) or is Punycode.
            suffix = other_suffix_end(text, suffix)
            if suffix < 0:
                continue
        else:
            continue
        end = _common_url(text, done, dot, suffix, used, found)
        if end < 0:
            before = _RUN.match(text[done:dot][::-1])
            run = _RUN.match(text, dot)
            suffix = run.end() if run else suffix
            end = _scan_run(text, dot - before.end() if before else dot, suffix, used, found)
        if end > used:
            used = end
        done = suffix if suffix > used else used
    return found


def _common_url(text: str, done: int, dot: int, suffix: int, used: int, found: list[Entity]) -> int:
    """Append the URL whose ending follows ``dot`` if its domain is of a common form.

    The common form: no protocol, no label between endings or behind the last one, and all labels
    are Latin but for what the first one starts with. Returns where the match ends, 0 where there is
    none, or -1 for any other form, which `_scan_run` reads. A test holds the two equal.
    """
    after = text[suffix : suffix + 1]
    if after not in _NO_LABEL:
        while after == "." and text[suffix - 1] != "-":
            onward = suffix_end(text, suffix + 1)
            if onward < 0:
                break
            dot, suffix = suffix, onward
            after = text[suffix : suffix + 1]
        onward = text.find(".", suffix + 1)
        run = _RUN.match(text, suffix) if onward > 0 else None
        if run and run.end() > onward:
            return -1
    host = _HOST.match(text[done:dot][::-1])
    if host is None:
        return 0  # no label, or one that ends with a mark
    latin = host.end(1)
    start = dot - host.end()
    if host.lastindex != 1:
        before = text[start - 1 : start]
        if before == "/" or (done and start == done):
            return -1
        if before == "." and text[start - 2 : start - 1] not in _ENDS_NO_LABEL:
            return -1
        start = _first_start(text, start, dot, used)
        if start < 0:
            return 0
        if start and text[start - 1] in "-_.":
            latin = 0  # behind these nothing is linked
    end = link_end = suffix
    if after in _BEFORE_TAIL:
        tail = _TAIL.match(text, suffix)
        if tail:
            end = tail.end()
            link_end = end if tail[1] else suffix
    if not latin:
        return end
    link = dot - latin
    others = link - start
    if others < 0:
        link, others = start, 0
    # Most domains fit into DNS by their size alone.
    if end - start + _OTHERS_TAKE * others > _SURELY_FITS or not text[link:suffix].isascii():
        domain = text[start:suffix]
        if text[start] > "\uffff" and (not start or _is_barred(text, start)):
            domain = _halved(domain)
        if not (is_encodable(domain) and _is_short_enough(text[start:end], 0)):
            return end
    url = text[link:link_end]
    found.append(_new(Entity, ("url", link, link_end, url, url)))
    return end


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


def _halved(domain: str) -> str:
    """Return ``domain`` without the first UTF-16 half of its first character."""
    return chr(0xDC00 + (ord(domain[0]) & 0x3FF)) + domain[1:]


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
        domain = _halved(domain)
    if bare:
        if not start or halved or text[start - 1] not in "-_./":
            spans = ascii_domains(domain)
        if not spans:
            return end
    url = text[start:end]
    if not is_encodable(domain) or not _is_short_enough(url, domain_start - start):
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


def _is_short_enough(url: str, protocol: int) -> bool:
    return (protocol or len("https://")) + utf16_length(url) <= _MAX_LENGTH
