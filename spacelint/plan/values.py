"""The values that reading a plan is made of: places in it, problems, comments, moments."""

from __future__ import annotations

from spacelint.text.model import Edit
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    #: The keys and list indexes that lead to a value of a document.
    Path = tuple[str | int, ...]
    #: A Space as its format's parser gave it, with the path where it stands.
    Records = list[tuple[Path, dict[str, object]]]


class PlanProblem(NamedTuple):
    """Something wrong with a plan file (family 0 of the rules).

    ``start``/``end`` are code points of the text, ``values`` fill the message's placeholders,
    ``edits`` (on the document) fix it, ``space`` is the index of the Space or -1.
    """

    code: str
    start: int
    end: int
    values: Mapping[str, str]
    edits: tuple[Edit, ...] = ()
    space: int = -1

    def moved(self, by: int) -> PlanProblem:
        """Return the same problem ``by`` code points further on, its edits too."""
        edits = tuple([edit.moved(by) for edit in self.edits])
        return self._replace(start=self.start + by, end=self.end + by, edits=edits)


class Comment(NamedTuple):
    """A comment addressed to spacelint; code points, from its ``#`` to the end of its line."""

    start: int
    end: int
    text: str

    def moved(self, by: int) -> Comment:
        """Return the same comment ``by`` code points further on."""
        return Comment(self.start + by, self.end + by, self.text)


class Start(NamedTuple):
    """A moment of a plan: aware where the plan names an offset or zone, else naive."""

    moment: datetime
    zoned: bool
    has_time: bool


class BadValue(NamedTuple):
    """Why a value cannot be read, in words, and how it could be written.

    ``path`` is that of another field of the Space (its time, its zone) where that one is at fault.
    """

    reason: str
    hint: str
    path: str = ""


def unreadable(at: int, reason: str, hint: str) -> PlanProblem:
    """Return the problem of a file that cannot be parsed, at ``at`` (code points)."""
    return PlanProblem("SL001", at, at, {"reason": reason, "hint": hint})


def duplicate_key_problem(
    key: object, start: int, end: int, reason: str = "only the last value counts"
) -> PlanProblem:
    """Return the problem of a key that is given twice; ``reason`` says which value counts."""
    return PlanProblem("SL006", start, end, {"key": str(key), "reason": reason})


def kind(value: object) -> str:
    """Name the kind of a value in plain words."""
    if isinstance(value, bool):
        return "yes or no"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, str):
        return "text"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a table"
    return "empty" if value is None else "a date or time"
