"""A text's runs, each with its likeliest words: what `words` and `readings` are built on.

`runs` finds what the author of a tag has separated already, by capitals, digits, marks, scripts;
`cheapest` cuts a run of letters into words, by dynamic programming. Letters of no known word form
unknown runs, which have a price of their own: so every run of letters has a cut, and a name the
lexicon does not have stays in one piece where it can.
"""

from __future__ import annotations

from spacelint.text.value import NamedTuple
from spacelint.text.word_list import Arcs, find_words, fold, word_cost

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LONGEST_RUN = 140
"""Letters of the longest run that is split; a longer one is left whole. X links 100 at most."""

LONGEST_TEXT = 400
"""Characters of the longest text that may be a tag."""

UNKNOWN_START = 8.0
UNKNOWN_LETTER = 2.8
_FIRST_UNKNOWN = UNKNOWN_START + UNKNOWN_LETTER

Cuts = tuple[int, ...]
"""Where the words of a cut end, rising; the last is the length of the run."""

_Path = tuple[float, int, object]  # cost, where its last word starts, the path before it


class Run(NamedTuple):
    """A piece of a text that no cut may leave."""

    text: str
    kind: str
    """``one-case``: to be split. ``word``: fixed by its capital, or of a script without case.
    ``digits``."""


def runs(text: str) -> tuple[Run, ...]:
    """The letters, marks and digits of a text as runs; all else separates and is dropped.

    A capital after a small letter starts a run, a row of capitals is one ("UXDesign": UX,
    Design; "NFTsNow": NFTs, Now). Letters of scripts without case are one run, unsplit.
    """
    found: list[Run] = []
    piece = ""
    kind = ""
    for char in text:
        new = _kind(char)
        if new == "mark":
            new = kind or "uncased"
        if new != kind and piece:
            found += _cut_by_case(piece, kind)
            piece = ""
        if new:
            piece += char
        kind = new
    return (*found, *_cut_by_case(piece, kind)) if piece else tuple(found)


def pieces(run: str, cuts: Iterable[int]) -> tuple[str, ...]:
    """A run cut where words of its base letters end; marks stay with the letter before them."""
    places = [at for at, char in enumerate(run) if not is_mark(char)]
    ends = [0, *places[1:], len(run)]
    words = []
    start = 0
    for cut in cuts:
        words.append(run[ends[start] : ends[cut]])
        start = cut
    return tuple(words)


def is_mark(char: str) -> bool:
    """True if a character only adds to the letter before it."""
    if char.isascii():
        return False
    from unicodedata import category

    return category(char)[0] == "M"


def _kind(char: str) -> str:
    if char.isascii():
        return "cased" if char.isalpha() else "digits" if char.isdigit() else ""
    if is_mark(char):
        return "mark"
    if char.isalpha():
        return "cased" if char.lower() != char.upper() else "uncased"
    return "digits" if char.isnumeric() else ""


def _cut_by_case(piece: str, kind: str) -> list[Run]:
    if kind == "digits":
        return [Run(piece, "digits")]
    if kind == "uncased":
        return [Run(piece, "word")]
    starts = _hump_starts(piece)
    if len(starts) == 1:
        return [Run(piece, "one-case")]
    cuts = zip(starts, [*starts[1:], len(piece)], strict=True)
    humps = [piece[start:end] for start, end in cuts]
    return [Run(hump, "one-case" if hump.islower() else "word") for hump in humps]


def _hump_starts(piece: str) -> list[int]:
    capital: list[bool] = []
    for char in piece:
        capital.append(capital[-1] if capital and is_mark(char) else char != char.lower())
    starts = [0]
    for at in range(1, len(piece)):
        if not capital[at] or is_mark(piece[at]):
            continue
        after_small = not capital[at - 1]
        before_small = at + 1 < len(piece) and not capital[at + 1]
        if after_small or (before_small and not _plural(piece, capital, at)):
            starts.append(at)
    return starts


def _plural(piece: str, capital: list[bool], at: int) -> bool:
    """True if the small letter after a row of capitals is only its plural s ("NFTs")."""
    after = at + 2
    return piece[at + 1] == "s" and (after == len(piece) or capital[after])


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


def cut_run(run: Run, own: Mapping[str, float]) -> tuple[float, tuple[str, ...]]:
    """The cost and the words of the likeliest way to read a run; a fixed one is free."""
    letters = fold(run.text) if run.kind == "one-case" else ""
    if not 1 < len(letters) <= LONGEST_RUN:
        return 0.0, (run.text,)
    cost, cuts = cheapest(find_words(letters, own))
    return cost, pieces(run.text, cuts)


def likeliest_words(text: str, own: Mapping[str, float]) -> tuple[str, ...]:
    """The words of the likeliest reading of a text."""
    return tuple(word for run in separated(text, own) for word in cut_run(run, own)[1])


def _ordinal_ending(number: str, run: Run, own: Mapping[str, float]) -> int:
    teen = len(number) > 1 and number[-2] == "1"
    ending = "th" if teen else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th")
    letters = run.text.lower()
    if not letters.startswith(ending) or len(letters) > LONGEST_RUN:
        return 0
    rest = Run(run.text[2:], "one-case")
    left = cut_run(rest, own)[0] if len(rest.text) > 1 else 0.0
    return 2 if left < cut_run(run, own)[0] and len(rest.text) != 1 else 0


def _glued(capitals: str, hump: str, own: Mapping[str, float]) -> bool:
    if len(hump) < 3 or not hump[0].isupper() or word_cost(fold(hump), own) is not None:
        return False
    return cut_run(Run(hump[1:], "one-case"), own)[0] < cut_run(Run(hump, "one-case"), own)[0]


def cheapest(arcs: Arcs) -> tuple[float, Cuts]:
    """The cost and the cuts of the cheapest way to cut a run of letters."""
    known: list[_Path | None] = [(0.0, 0, None), *[None] * len(arcs)]
    unknown: _Path | None = None
    for here, ends in enumerate(arcs):
        start = known[here]
        before = _cheaper(start, _closed(unknown, here, arcs))
        if before:
            for end, cost in ends.items():
                known[end] = _cheaper(known[end], (before[0] + cost, here, before))
        if unknown:
            unknown = (unknown[0] + UNKNOWN_LETTER, unknown[1], unknown[2])
        if start:
            unknown = _cheaper(unknown, (start[0] + _FIRST_UNKNOWN, here, start))
    path = _cheaper(known[-1], _closed(unknown, len(arcs), arcs))
    assert path is not None, "letters of no known word are an unknown run"
    return path[0], _cuts(path, len(arcs))


def _closed(unknown: _Path | None, here: int, arcs: Arcs) -> _Path | None:
    """Return the path that ends in an unknown run, unless the run is a known word."""
    return None if unknown is None or here in arcs[unknown[1]] else unknown


def _cheaper(one: _Path | None, other: _Path | None) -> _Path | None:
    return other if one is None or (other is not None and other[0] < one[0]) else one


def _cuts(path: _Path, end: int) -> Cuts:
    ends = []
    step: object = path
    while isinstance(step, tuple) and step[2] is not None:
        ends.append(end)
        end = step[1]
        step = step[2]
    return tuple(reversed(ends))
