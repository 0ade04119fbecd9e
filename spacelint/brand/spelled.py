"""Tags and names as plain words of a text."""

from __future__ import annotations

import re

from spacelint.brand.book import Spelled
from spacelint.brand.fold import fold_tag
from spacelint.text.pattern import Pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

#: Letters and digits of any script; an underscore parts words.
TOKEN = re.compile(r"[^\W_]+")
# Han, kana and hangul: words stand within others.
_UNSPACED = Pattern("[\u0e00-\u0eff\u1000-\u109f\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")


def spelled_out(spelled: Sequence[str], entries: Sequence[str]) -> Spelled:
    """Return entries by their words; of two with the same words the first wins."""
    unspaced: list[tuple[str, str]] = []
    if "".join(spelled).isascii():
        keys = [_joined(words) for words in spelled] if _marked(spelled) else _folded(spelled)
    else:
        keys = []
        for words, entry in zip(spelled, entries, strict=True):
            apart = words.isascii() or not _UNSPACED.search(words)
            if not apart:
                unspaced.append((words, entry))
            keys.append(_joined(words) if apart else "")
    joined = dict(zip(reversed(keys), reversed(entries), strict=True))
    joined.pop("", None)
    return Spelled(joined, tuple(unspaced))


def _marked(spelled: Sequence[str]) -> bool:
    """Return whether the spellings, all in ASCII, have more than letters, digits and spaces."""
    return not "".join(spelled).replace(" ", "").isalnum()


def _folded(spelled: Sequence[str]) -> list[str]:
    """Join and fold spellings of letters, digits and spaces, all at once."""
    return "\n".join(spelled).lower().replace(" ", "").split("\n") if spelled else []


def _joined(words: str) -> str:
    return "".join([fold_tag("#" + token) for token in TOKEN.findall(words)])


def plurals(names: Sequence[str]) -> dict[str, str]:
    """Return the English plurals of names, each with its name: ``{"KitKats": "KitKat"}``."""
    spelled = {_plural(name): name for name in names if name[-1:].isascii() and name[-1:].isalpha()}
    return {plural: name for plural, name in spelled.items() if plural not in names}


def _plural(name: str) -> str:
    if name.endswith(("s", "x", "z", "ch", "sh")):
        return f"{name}es"
    if name.endswith("y") and name[-2:-1] not in "aeiou":
        return f"{name[:-1]}ies"
    return f"{name}s"
