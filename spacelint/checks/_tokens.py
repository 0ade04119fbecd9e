"""The words of a title in lower case, found once for all checks that ask for them."""

from __future__ import annotations

import re
from itertools import accumulate

from spacelint.text.pattern import Pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.text import Title

    Seen = tuple[Title | None, frozenset[str], frozenset[str]]

#: Letters and digits of any script; an underscore parts words.
TOKEN = re.compile(r"[^\W_]+")
#: So many characters tell at once that a name does not start at a word.
START = 4
_PLAIN = Pattern(r"[#＃@＠]\w+|[^\W_]+")
# A space for all ASCII characters but letters, digits and the signs of tags and mentions.
_APART = {code: " " for code in range(128) if not (chr(code).isalnum() or chr(code) in "#@")}


def tokens(title: Title) -> frozenset[str]:
    """Return the different words of a title, folded for case; tags and mentions with their sign."""
    seen = _last
    return seen[1] if seen[0] is title else _see(title)[1]


def starts(title: Title) -> frozenset[str]:
    """Return the first characters of the title from each of its words on, marks and spaces apart.

    ``An AI day`` gives ``anai``, ``aida`` and ``day``.
    """
    seen = _last
    return seen[2] if seen[0] is title else _see(title)[2]


def _see(title: Title) -> Seen:
    global _last  # the one title that is in work: the next one takes its place
    text = title.text
    if text.isascii():
        words = text.lower().translate(_APART).split()
    else:
        words = _PLAIN.findall(text.casefold())
    whole = "".join(words)
    found = [whole[at : at + START] for at in accumulate(map(len, words), initial=0)]
    seen = _last = (title, frozenset(words), frozenset(found))
    return seen


_last: Seen = (None, frozenset(), frozenset())
