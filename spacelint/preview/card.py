"""The content of a preview: the parts of the title, its length, and a text alternative."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from spacelint.checks.contract import Context
from spacelint.checks.signs import NOUNS, number_sign
from spacelint.report.item import link_kinds, runs_of_kind
from spacelint.text import Candidate, Title
from spacelint.text.length import ANDROID_LIMIT, TITLE_LIMIT
from spacelint.text.width import graphemes, visible, visible_chars

if TYPE_CHECKING:
    from spacelint.report.item import Kind

MOST_SHOWN = 300  # code points of the title
_MOST_IN_LINE = 80  # of host, start and each name
_MOST_NAMED = 8
#: Faults of what looks like a tag or mention and was not meant to be one.
_NONE_MEANT = frozenset(("time", "email", "in-url"))


class Piece(NamedTuple):
    """A part of a text as shown, escaped: plain, linked by X, or meant as a link and lost."""

    text: str
    kind: Kind


class Card(NamedTuple):
    """A title as shown.

    ``length`` counts graphemes of the trimmed title, of which ``limit`` fit. ``notes`` are
    sentences about its links and its length, ``alt`` is the text alternative.
    """

    pieces: tuple[Piece, ...]
    right_to_left: bool
    host: str
    start: str
    length: int
    notes: tuple[tuple[Piece, ...], ...]
    alt: str
    limit: int = TITLE_LIMIT.maximum

    @property
    def counts(self) -> str:
        """The length and the limit: ``26/70``."""
        return f"{self.length}/{self.limit}"


def card_of(title: Title, host: str = "", start: str = "") -> Card:
    """Return the card of ``title``; ``host`` and ``start`` are shown as given.

    Accepts any text and raises nothing; a text that is too long ends in an ellipsis.
    """
    end = _shown_end(title.text)
    cut = [c for c in title.candidates if c.fault == "cut-short" and c.entity is not None]
    gone = [c for c in title.candidates if c.fault and c.entity is None and _is_meant(title, c)]
    host, start = _in_line(host), _in_line(start)
    pieces = _pieces(title, end, [*cut, *gone])
    notes = _notes(title, cut, gone)
    alt = [f"Space title: {visible(title.text[:end]) or '(none)'}{'…' * (end < len(title.text))}"]
    alt += [f"host {host}"] * bool(host) + [f"starts {start}"] * bool(start)
    alt += ["".join(piece.text for piece in note).rstrip(".") for note in notes]
    return Card(
        pieces,
        _right_to_left(title.text[:end]),
        host,
        start,
        TITLE_LIMIT.measure(title.text),
        notes,
        "; ".join(alt),
    )


def _is_meant(title: Title, candidate: Candidate) -> bool:
    """True if a candidate was meant as a tag or mention, as the rules on signs decide."""
    if candidate.fault == "digits-only":
        meant = number_sign.build({"meant": "tag", "nouns": NOUNS})
        return bool(meant(title, candidate, Context()))
    if candidate.fault == "empty":
        return candidate.kind == "hashtag" and bool(candidate.text.strip("#＃%+"))  # #.NET
    return candidate.fault not in _NONE_MEANT


def _shown_end(text: str) -> int:
    """Return the end of the part that is shown, which is not inside a grapheme cluster."""
    if len(text) <= MOST_SHOWN:
        return len(text)
    starts = [start for start, _ in graphemes(text[: MOST_SHOWN + 40]) if start <= MOST_SHOWN]
    return starts[-1] or MOST_SHOWN


def _pieces(title: Title, end: int, faulty: Sequence[Candidate]) -> tuple[Piece, ...]:
    chars = visible_chars(title.text[:end])
    found = [
        Piece("".join(chars[start:stop]), kind)
        for kind, start, stop in runs_of_kind(link_kinds(title, faulty), 0, end)
    ]
    if end < len(title.text):
        found.append(Piece("…", "plain"))
    return tuple(found)


def _notes(
    title: Title, cut: Sequence[Candidate], gone: Sequence[Candidate]
) -> tuple[tuple[Piece, ...], ...]:
    links = [entity.text for entity in title.entities]
    notes = [_sentence(links, "link", before="X links ")]
    if not links:
        notes = [(Piece("X links nothing in it.", "plain"),)]
    if cut:
        notes.append(_sentence([each.text for each in cut], "lost", state="cut short"))
    if gone:
        notes.append(_sentence([each.text for each in gone], "lost", state="not linked"))
    if over := TITLE_LIMIT.over(title.text):
        notes.append((Piece(f"It is {TITLE_LIMIT.amount(over)} too long.", "plain"),))
    elif not ANDROID_LIMIT.fits(title.text):
        units = ANDROID_LIMIT.measure(title.text)
        most = ANDROID_LIMIT.maximum
        notes.append((Piece(f"X's Android app counts {units}, and may stop at {most}.", "plain"),))
    return tuple(notes)


def _sentence(
    names: Sequence[str], kind: Kind, before: str = "", state: str = ""
) -> tuple[Piece, ...]:
    """Return ``before``, the names joined as in speech, and what they are."""
    pieces = [Piece(before, "plain")] if before else []
    shown = [Piece(_in_line(name), kind) for name in names[:_MOST_NAMED]]
    if len(names) > _MOST_NAMED:
        shown.append(Piece(f"{len(names) - _MOST_NAMED} more", "plain"))
    for at, piece in enumerate(shown):
        if at:
            pieces.append(Piece(" and " if at == len(shown) - 1 else ", ", "plain"))
        pieces.append(piece)
    end = f" {'are' if len(names) > 1 else 'is'} {state}." if state else "."
    return (*pieces, Piece(end, "plain"))


def marked(pieces: Sequence[Piece], tag: str, around: tuple[str, str]) -> str:
    """Return pieces as mark-up, a ``tag`` for each part of a link.

    ``around`` stands around what belongs to one link, so that it keeps its own direction.
    """
    written = []
    for linked, group in groupby(pieces, lambda piece: piece.kind != "plain"):
        if linked:
            inner = "".join(f'<{tag} class="{kind}">{escape(text)}</{tag}>' for text, kind in group)
            written += [around[0], inner, around[1]]
        else:
            written += [escape(text) for text, _ in group]
    return "".join(written)


def _in_line(text: str) -> str:
    shown = visible(text[: _MOST_IN_LINE + 1].strip())
    return shown if len(text) <= _MOST_IN_LINE else shown[:_MOST_IN_LINE].rstrip() + "…"


def directions(text: str) -> frozenset[str]:
    """Return the strong directions of the letters of ``text``: of ``L``, ``R`` and ``AL``."""
    return frozenset(map(unicodedata.bidirectional, text)) & {"L", "R", "AL"}


def _right_to_left(text: str) -> bool:
    """True if the first letter that has a direction runs from right to left (UAX 9, P2)."""
    if text.isascii():
        return False
    first = next((found for found in map(directions, text) if found), frozenset("L"))
    return "L" not in first
