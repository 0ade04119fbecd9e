"""The other way to read a tag: the one with a word that nobody wanted in it.

A reader who sees "#susanalbumparty" finds the rude word first, however rare it is. So such a word
is given a low fixed cost, and for each place where one stands the cheapest reading through it is
compared with the cheapest reading that has none, which is what the author must have meant.
"""

from __future__ import annotations

import re

from spacelint.text.word_cuts import (
    LONGEST_RUN,
    LONGEST_TEXT,
    UNKNOWN_LETTER,
    UNKNOWN_START,
    Cuts,
    cheapest,
    cut_run,
    likeliest_words,
    pieces,
    runs,
)
from spacelint.text.word_list import (
    Arcs,
    Rude,
    find_words,
    fold,
    identity_cache,
    own_words,
    rude_words,
)

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

_ACROSS = 7.0
"""How much dearer than the meant reading one may be that cuts across the meant words."""

_WITHIN = -1.0
"""The same for a rude word inside one meant word. Only strong ones count there: "the rapist" is
read in therapist, "ass ass in" is not in assassin."""

_MEANT = 10.0
"""How much dearer than the likeliest reading the meant one may be; beyond it, the author wrote
the rude word on purpose."""

_NAME = 13.0
"""What a word that is not in the lexicon costs as something meant, however long: it is a name."""

_DEATH = re.compile("that(?P<name>[a-z]{3,8}?(?P<verb>is|was|has|s))(?=[a-z])")
"""A death that somebody may read: "that NAME's dead", whoever NAME is."""

_NAMED = 12.0
"""What a name costs in a reading of that kind."""

_FOREVER = float("inf")


def second_reading(text: str, extra: Iterable[str] = ()) -> tuple[str, ...]:
    """The likeliest embarrassing way to read a tag that was meant otherwise; empty for none.

    Its words are in the tag's own letters and make up all of it. Capitals decide:
    "#NowThatchersDead" has one reading. A word that was evidently meant is no second reading, so
    "#sexeducation" has none. ``extra`` are a team's own words, as for ``split``, and never
    embarrassing.
    """
    if len(text) > LONGEST_TEXT:
        return ()
    separated = runs(text)
    own = own_words(extra)
    rude = rude_words(own)
    if any(run.kind == "word" for run in separated):
        return next(_joined(tuple(run.text for run in separated), rude), ())
    found: list[tuple[float, int, Cuts]] = []
    for at, run in enumerate(separated):
        letters = fold(run.text)
        if run.kind == "one-case" and 3 < len(letters) <= LONGEST_RUN:
            found += [(cost, at, cuts) for cost, cuts in _rude_cuts(letters, own, rude)]
    if not found:
        return ()
    _, at, cuts = min(found, key=lambda reading: reading[0])
    before = likeliest_words("_".join(each.text for each in separated[:at]), own)
    after = likeliest_words("_".join(each.text for each in separated[at + 1 :]), own)
    return before + pieces(separated[at].text, cuts) + after


def meant_reading(text: str, extra: Iterable[str] = ()) -> tuple[str, ...]:
    """How a tag was meant: its likeliest words without an embarrassing one, if they are near.

    They are what ``split`` gives, except where the embarrassing reading is the likelier one
    ("powergenitalia": powergen italia).
    """
    own = own_words(extra)
    rude = rude_words(own)
    words: list[str] = []
    for run in runs(text):
        letters = fold(run.text)
        meant = None
        if run.kind == "one-case" and 3 < len(letters) <= LONGEST_RUN:
            meant = _meant(find_words(letters, own), letters, rude)
        words += pieces(run.text, meant[1]) if meant else cut_run(run, own)[1]
    return tuple(words)


def _joined(words: tuple[str, ...], rude: Rude) -> Iterator[tuple[str, ...]]:
    """Yield the readings in which two words that capitals part are one rude word: RIM Jobs."""
    for at in range(len(words) - 1):
        joined = fold(words[at] + words[at + 1])
        if joined in rude.strong or joined.removesuffix("s") in rude.strong:
            yield (*words[:at], words[at] + words[at + 1], *words[at + 2 :])


def _rude_cuts(letters: str, own: Mapping[str, float], rude: Rude) -> Iterator[tuple[float, Cuts]]:
    plain = find_words(letters, own)
    meant = _meant(plain, letters, rude)
    if meant is None or letters in rude.costs:
        return
    cost_meant, cuts_meant = meant
    seen = find_words(letters, _all_costs(rude, own))
    left, left_cuts = _readings_up_to(seen)
    right, right_cuts = _readings_from(seen)
    found = []
    for spot, cost, strong in _spots(seen, letters, rude):
        start, end = spot[0], spot[-1]
        whole = left[start] + cost + right[end]
        across = whole <= cost_meant + _ACROSS
        within = strong and whole <= cost_meant + _WITHIN
        if across or within:
            cuts = (*left_cuts(start), *spot[1:], *right_cuts(end))
            named = len(spot) > 2 and start not in (0, *cuts_meant)
            moved = named or not set(cuts_meant) <= set(cuts)
            if moved or (within and len(spot) == 2):
                found.append((whole, spot, cuts))
    taken: list[tuple[int, ...]] = []
    for whole, spot, cuts in sorted(found):
        if all(spot[-1] <= other[0] or other[-1] <= spot[0] for other in taken):
            taken.append(spot)
            yield whole, cuts


@identity_cache
def _all_costs(rude: Rude, own: Mapping[str, float]) -> dict[str, float]:
    return {**rude.costs, **own}


def _meant(plain: Arcs, letters: str, rude: Rude) -> tuple[float, Cuts] | None:
    """The cheapest cuts without a rude word, unless they are far from the cheapest of all."""
    clean = [
        {end: cost for end, cost in ends.items() if letters[start:end] not in rude.costs}
        for start, ends in enumerate(plain)
    ]
    likeliest = cheapest(plain)
    cost, cuts = cheapest(clean)
    if cost > likeliest[0] + _MEANT:
        return None
    on_purpose = any(
        letters[start:end] in rude.costs
        for start, end in zip((0, *likeliest[1]), likeliest[1], strict=False)
    )
    for start, end in zip((0, *cuts), cuts, strict=False):
        if end not in clean[start]:
            if on_purpose:
                return None
            cost += _NAME - UNKNOWN_START - UNKNOWN_LETTER * (end - start)
    return cost, cuts


def _spots(seen: Arcs, letters: str, rude: Rude) -> Iterator[tuple[tuple[int, ...], float, bool]]:
    """Where a rude word, or somebody's death, stands: ends, cost, strong."""
    for start, ends in enumerate(seen):
        for end, cost in ends.items():
            word = letters[start:end]
            if word in rude.costs:
                yield (start, end), cost, word in rude.strong
    for match in _DEATH.finditer(letters):
        start, end = match.span("name")
        verb = match.start("verb")
        for last in seen[end] if end < len(seen) else ():
            if letters[end:last] in rude.deaths:
                verbs = () if match["verb"] == "s" else (verb,)
                yield (start, *verbs, end, last), _NAMED + seen[end][last], True


def _readings_up_to(arcs: Arcs) -> tuple[list[float], Callable[[int], Cuts]]:
    costs = [0.0] + [_FOREVER] * len(arcs)
    origin = [0] * (len(arcs) + 1)
    for start, ends in enumerate(arcs):
        for end, cost in ends.items():
            if costs[start] + cost < costs[end]:
                costs[end] = costs[start] + cost
                origin[end] = start

    def cuts(end: int) -> Cuts:
        found = []
        while end:
            found.append(end)
            end = origin[end]
        return tuple(reversed(found))

    return costs, cuts


def _readings_from(arcs: Arcs) -> tuple[list[float], Callable[[int], Cuts]]:
    costs = [_FOREVER] * len(arcs) + [0.0]
    target = [0] * (len(arcs) + 1)
    for start in range(len(arcs) - 1, -1, -1):
        for end, cost in arcs[start].items():
            if cost + costs[end] < costs[start]:
                costs[start] = cost + costs[end]
                target[start] = end

    def cuts(start: int) -> Cuts:
        found = []
        while start < len(arcs):
            start = target[start]
            found.append(start)
        return tuple(found)

    return costs, cuts
