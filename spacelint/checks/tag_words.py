"""The words of a lower-case hashtag: unmarked by capitals, or open to another reading."""

from __future__ import annotations

from functools import lru_cache

from spacelint.checks.contract import NOTHING, Edit, Finding, Trigger

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from spacelint.checks.contract import Algorithm, Context
    from spacelint.schema import Field
    from spacelint.text import Candidate, Title

SCOPES = ("hashtag",)
PLACEHOLDERS = ("meant", "second", "replacement", "advice")
_BEYOND_LATIN = "\u0250"
_KEPT = 4_096  # tags whose words are remembered: calendars repeat theirs
_BOOKS = 8  # teams whose words are told apart at one time


def params() -> Mapping[str, Field]:
    """What is looked for, and from how many letters on."""
    from spacelint import schema

    return {
        "reading": schema.choice(
            "Words that capitals would tell apart, or a second reading that embarrasses.",
            ("capitals", "second"),
            required=True,
        ),
        "letters": schema.integer("The fewest letters of a tag.", default=6, minimum=4),
    }


def trigger(p: Mapping[str, Any]) -> Trigger:
    """Only titles with a hashtag."""
    return Trigger(when="chars", chars="#＃", longer=p["letters"])


def build(p: Mapping[str, Any]) -> Algorithm:
    """Yield one finding for the tag, with its capitals as the mend.

    The word list is read when the first lower-case tag in Latin letters comes, not before.
    """
    judge = _capitals if p["reading"] == "capitals" else _second
    letters: int = p["letters"]

    def check(title: Title, candidate: Candidate, context: Context) -> Sequence[Finding]:
        entity = candidate.entity
        if entity is None:
            return NOTHING
        name = entity[4]
        if len(name) < letters or not name.islower() or not _is_latin(name):
            return NOTHING
        values = judge(name, _own(context.words))
        if values is None:
            return NOTHING
        meant, second, capitals = values
        start, end = entity[1], entity[2]
        new = entity[3][0] + capitals
        edits: tuple[Edit, ...] = ()
        advice = "Choose another tag: no capitals help against this reading"
        if new != entity[3]:
            edits = (Edit(start, end, new),)
            advice = f"Write {new}: the capitals leave one reading"
        named = {"meant": meant, "second": second, "replacement": new, "advice": advice}
        return (Finding(start, end, named, edits),)

    return check


def _is_latin(name: str) -> bool:
    return name.isascii() or max(name) < _BEYOND_LATIN


class _Own:
    """A team's words. Asked for by what it is, not by what it has: a book's are many."""

    __slots__ = ("words",)

    def __init__(self, words: tuple[str, ...]) -> None:
        self.words = words


_owns: list[_Own] = []


def _own(words: Sequence[str]) -> _Own:
    for own in _owns:
        if own.words is words or own.words == tuple(words):
            return own
    _owns.insert(0, _Own(tuple(words)))
    del _owns[_BOOKS:]
    return _owns[0]


@lru_cache(maxsize=_KEPT)
def _capitals(name: str, own: _Own) -> tuple[str, str, str] | None:
    from spacelint.text.words import capitalised

    written = capitalised(name, own.words)
    return (written, "", written) if written else None


@lru_cache(maxsize=_KEPT)
def _second(name: str, own: _Own) -> tuple[str, str, str] | None:
    from spacelint.text.words import capitalised, meant_reading, second_readings

    readings = second_readings(name, own.words, 1)
    if not readings:
        return None
    meant = meant_reading(name, own.words)
    written = capitalised(name, own.words)
    if not written or written == name:
        written = _humped(name, meant)
    return " ".join(meant), " ".join(readings[0]), written


def _humped(name: str, words: tuple[str, ...]) -> str:
    """Return ``name`` with a capital for each of its ``words``; underscores and all stay."""
    at = 0
    for word in words:
        at = name.find(word, at)
        if at < 0:
            break
        first = word[0].upper()
        if len(first) == 1:
            name = name[:at] + first + name[at + 1 :]
        at += len(word)
    return name
