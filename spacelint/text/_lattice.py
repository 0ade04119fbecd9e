"""The cheapest ways to cut a run of letters into words, by dynamic programming.

Letters that no word covers form unknown runs, which have a price of their own: so every run of
letters has a cut, and a name the lexicon does not have stays in one piece where it can.
"""

from __future__ import annotations

from spacelint.text.word_list import Arcs

UNKNOWN_START = 8.0
UNKNOWN_LETTER = 2.8

Cuts = tuple[int, ...]
"""Where the words of a cut end, rising; the last is the length of the run."""

_Path = tuple[float, int, object]  # cost, where its last word starts, the path before it


def cheapest(arcs: Arcs, k: int) -> list[tuple[float, Cuts]]:
    """The ``k`` cheapest cuts, cheapest first, none twice; empty for ``k`` below 1."""
    if k < 1:
        return []
    known: list[list[_Path]] = [[] for _ in range(len(arcs) + 1)]
    known[0].append((0.0, 0, None))
    unknown: list[_Path] = []
    for here, ends in enumerate(arcs):
        closed = [path for path in unknown if here not in arcs[path[1]]]
        before = sorted(known[here] + closed, key=_cost)[:k]
        for end, cost in ends.items():
            known[end].extend((path[0] + cost, here, path) for path in before)
        entered = UNKNOWN_START + UNKNOWN_LETTER
        unknown = [(path[0] + UNKNOWN_LETTER, path[1], path[2]) for path in unknown]
        unknown += [(path[0] + entered, here, path) for path in known[here]]
        unknown = sorted(unknown, key=_cost)[:k]
        known[here + 1] = sorted(known[here + 1], key=_cost)[:k]
    closed = [path for path in unknown if len(arcs) not in arcs[path[1]]]
    finished = sorted(known[-1] + closed, key=_cost)[:k]
    return [(path[0], _cuts(path, len(arcs))) for path in finished]


def _cost(path: _Path) -> float:
    return path[0]


def _cuts(path: _Path, end: int) -> Cuts:
    ends = []
    step: object = path
    while isinstance(step, tuple) and step[2] is not None:
        ends.append(end)
        end = step[1]
        step = step[2]
    return tuple(reversed(ends))
