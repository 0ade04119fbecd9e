"""The list of words that nobody wants to be read in a tag by accident."""

from __future__ import annotations

from spacelint.text.identity_cache import kept
from spacelint.text.value import NamedTuple
from spacelint.text.word_list import own_words, read

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Collection

_SEEN = {"strong": 5.0, "mild": 8.0}
"""What a rude word costs a reader: as much as one of the ten, or the hundred, commonest words."""

_sections: list[tuple[str, str, list[str]]] = []


class Rude(NamedTuple):
    """The words of the list by what they do; all are folded."""

    costs: dict[str, float]
    strong: frozenset[str]
    deaths: frozenset[str]


@kept
def words(added: tuple[str, ...], removed: Collection[str], languages: Collection[str]) -> Rude:
    """The list of ``lexicon/embarrassing.txt`` with words added, as strong ones, and removed."""
    costs: dict[str, float] = {}
    special: dict[str, list[str]] = {"death": []}
    for strength, language, names in [*_read_sections(), ("strong", "", list(own_words(added)))]:
        if language and language not in languages:
            continue
        kept = [name for name in names if name not in removed]
        if strength in special:
            special[strength] += kept
        else:
            costs.update(dict.fromkeys(kept, _SEEN[strength]))
    return Rude(
        costs,
        frozenset(word for word, cost in costs.items() if cost == _SEEN["strong"]),
        frozenset(special["death"]),
    )


def _read_sections() -> list[tuple[str, str, list[str]]]:
    if not _sections:
        for line in read("embarrassing.txt").splitlines():
            if line.startswith("["):
                _, strength, language = line.strip("[]").split()
                _sections.append((strength, language, []))
            elif line and not line.startswith("#"):
                _sections[-1][2].extend(line.split())
    return _sections
