"""A text's runs, each with its likeliest words: what ``words`` and ``readings`` stand on."""

from __future__ import annotations

from spacelint.text._lattice import cheapest
from spacelint.text._runs import Run, pieces, runs
from spacelint.text.word_list import find_words, fold, word_cost

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_RUN = 140
"""Letters of the longest run that is split; a longer one is left whole. X links 100 at most."""

LONGEST_TEXT = 400
"""Characters of the longest text that is more than split once: no tag is as long."""


def separated(text: str, own: Mapping[str, float]) -> tuple[Run, ...]:
    """The runs of a text, with "AMAwithSam" and "4thofjuly" put right, for which words count.

    A row of capitals is an acronym up to its last letter (AM, Awith) only where that gives a
    word; the ending of an ordinal number belongs to the number where a word is left after it.
    """
    found: list[Run] = []
    for run in runs(text):
        before = found[-1] if found else Run("", "")
        if before.kind == "digits" and run.kind == "one-case":
            ending = run.text[: _ordinal_ending(before.text, run, own)]
            if ending:
                found[-1] = Run(before.text + ending, "digits")
                run = Run(run.text[len(ending) :], "one-case")
        elif before.text.isupper() and run.kind == "word" and _glued(before.text, run.text, own):
            found[-1] = Run(before.text + run.text[0], "word")
            run = Run(run.text[1:], "one-case")
        if run.text:
            found.append(run)
    return tuple(found)


def cut_run(run: Run, k: int, own: Mapping[str, float]) -> list[tuple[float, tuple[str, ...]]]:
    """The ``k`` likeliest ways to read a run, each with its cost; a fixed one is free."""
    letters = fold(run.text) if run.kind == "one-case" else ""
    if not 1 < len(letters) <= LONGEST_RUN:
        return [(0.0, (run.text,))]
    return [(cost, pieces(run.text, cuts)) for cost, cuts in cheapest(find_words(letters, own), k)]


def likeliest_words(text: str, own: Mapping[str, float]) -> tuple[str, ...]:
    """The words of the likeliest reading of a text."""
    return tuple(word for run in separated(text, own) for word in cut_run(run, 1, own)[0][1])


def _ordinal_ending(number: str, run: Run, own: Mapping[str, float]) -> int:
    teen = len(number) > 1 and number[-2] == "1"
    ending = "th" if teen else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th")
    letters = run.text.lower()
    if not letters.startswith(ending) or len(letters) > LONGEST_RUN:
        return 0
    rest = Run(run.text[2:], "one-case")
    left = cut_run(rest, 1, own)[0][0] if len(rest.text) > 1 else 0.0
    return 2 if left < cut_run(run, 1, own)[0][0] and len(rest.text) != 1 else 0


def _glued(capitals: str, hump: str, own: Mapping[str, float]) -> bool:
    if len(hump) < 3 or not hump[0].isupper() or word_cost(fold(hump), own) is not None:
        return False
    return (
        cut_run(Run(hump[1:], "one-case"), 1, own)[0][0]
        < cut_run(Run(hump, "one-case"), 1, own)[0][0]
    )
