"""The values of the suggester: a suggestion, its changes, and the words of a title."""

from __future__ import annotations

from spacelint.text.value import NamedTuple


class Change(NamedTuple):
    """One difference between a title and the better one, in words for the person who plans it.

    ``before`` is the part of the title that changes and ``after`` what stands there then; either
    may be empty. ``code`` is the rule that asks for it and ``match`` what that rule marked, both
    empty where no rule does. All of it holds text of the title: show it escaped.
    """

    what: str
    why: str
    before: str = ""
    after: str = ""
    code: str = ""
    match: str = ""


class Suggestion(NamedTuple):
    """A better title: its text, every difference from the title given, and what found no place.

    ``missing`` are the hashtags, handles and the disclosure that were asked for and are not in it.
    """

    text: str
    changes: tuple[Change, ...]
    missing: tuple[str, ...] = ()


class Word(NamedTuple):
    """A run of letters and digits outside of all tags, handles and addresses.

    ``start`` and ``end`` count code points; ``fold`` is the word as tags are compared: without case
    and width.
    """

    start: int
    end: int
    text: str
    fold: str


class Token(NamedTuple):
    """A run without white space; ``linked`` where a tag, handle or address touches it.

    ``start`` and ``end`` count code points.
    """

    start: int
    end: int
    text: str
    linked: bool


def quoted(text: str) -> str:
    """Return text for use in a sentence: a tag or handle as it is, anything else in quotes."""
    if text[:1] in "#@" and len(text) > 1 and not any(map(str.isspace, text)):
        return text
    return f"“{text}”"
