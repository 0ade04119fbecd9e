"""What a suggestion is: a title, its changes, and the parts of its score."""

from __future__ import annotations

from spacelint.text.value import NamedTuple


class Change(NamedTuple):
    """One thing a suggestion does to the title, in words for the person who plans it.

    ``before`` is the part of the title it replaces and ``after`` what stands there then; both may
    be empty. ``code`` is the rule whose finding it mends, empty where it mends none, and ``match``
    what that rule marked. All of it holds text of the title: show it escaped.
    """

    what: str
    why: str
    before: str = ""
    after: str = ""
    code: str = ""
    match: str = ""


class Score(NamedTuple):
    """How good a title is, part by part; the earlier part decides, and less is better in each.

    ``over``       UTF-16 units above the limit
    ``unmet``      what the campaign or the plan demands and the title lacks
    ``errors``     findings of that severity that are left; so ``warnings``, after ``asked``
    ``left_out``   words of the author's that were left out
    ``fillers``    the like for emoji and words that say least
    ``asked``      people asked for by name who are not mentioned
    ``heavy``      1 where X's Android app may not take it
    ``remarks``    findings of severity info and hint that are left
    ``people``     people of the Space who are not mentioned, those asked for too
    ``capitals``   tags and handles that the brand book spells with other capitals
    ``untagged``   words that could be a hashtag of the book at no length
    ``seconds``    hashtags that were put in and are not the first choice of their campaign
    ``shortened``  words that were shortened
    ``length``     in the unit of the limit
    """

    over: int
    unmet: int
    errors: int
    left_out: int
    fillers: int
    asked: int
    warnings: int
    heavy: int
    remarks: int
    people: int
    capitals: int
    untagged: int
    seconds: int
    shortened: int
    length: int


class Suggestion(NamedTuple):
    """A better title: its text, what was changed and why, its score and that of the title given.

    ``missing`` are hashtags, handles and the disclosure that were asked for and found no place.
    """

    text: str
    changes: tuple[Change, ...]
    score: Score
    before: Score
    missing: tuple[str, ...] = ()


class Step(NamedTuple):
    """One step from a text to another, with what it costs that the new text does not show.

    These are the words left out (fillers apart), those shortened, and ``seconds`` as in `Score`.
    """

    text: str
    changes: tuple[Change, ...]
    left_out: int = 0
    fillers: int = 0
    shortened: int = 0
    seconds: int = 0

    def then(self, step: Step) -> Step:
        """Return both steps as one."""
        return Step(
            step.text,
            (*self.changes, *step.changes),
            self.left_out + step.left_out,
            self.fillers + step.fillers,
            self.shortened + step.shortened,
            self.seconds + step.seconds,
        )


def quoted(text: str) -> str:
    """Return text for use in a sentence: a tag or handle as it is, anything else in quotes."""
    if text[:1] in "#@" and len(text) > 1 and not any(map(str.isspace, text)):
        return text
    return f"“{text}”"
