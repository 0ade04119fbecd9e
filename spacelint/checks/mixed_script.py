"""Letters of another script that pass for those of the word they stand in: ``#Sаle``.

Full-width and mathematical letters are no other script: the check ``styled-letters`` is for those.
"""

from __future__ import annotations

from spacelint.checks.contract import NOTHING, Edit, Finding, Trigger
from spacelint.text.lookalike import mixed_script

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from spacelint.checks.contract import Algorithm, Context
    from spacelint.schema import Field
    from spacelint.text import Candidate, Title

SCOPES = ("hashtag", "mention", "cashtag")
PLACEHOLDERS = ("letter", "script", "looks_like", "plain")


def params() -> Mapping[str, Field]:
    """None."""
    return {}


def trigger(p: Mapping[str, Any]) -> Trigger:
    """Titles with letters beyond ASCII."""
    return Trigger(when="non-ascii")


def build(p: Mapping[str, Any]) -> Algorithm:
    """Return one finding for a candidate that mixes scripts, with every letter put right."""

    def check(title: Title, candidate: Candidate, context: Context) -> Sequence[Finding]:
        text = candidate.text
        if text.isascii():
            return NOTHING
        mixed = [found for found in mixed_script(text) if not _is_styled(found[1])]
        if not mixed:
            return NOTHING
        start = candidate.start
        letters = list(text)
        for index, _, plain in mixed:
            letters[index] = plain
        _, letter, looks_like = mixed[0]
        values = {
            "letter": letter,
            "script": _script_name(letter),
            "looks_like": looks_like,
            "plain": "".join(letters),
        }
        edits = tuple(Edit(start + i, start + i + 1, plain) for i, _, plain in mixed)
        return (Finding(start, candidate.end, values, edits),)

    return check


def _is_styled(letter: str) -> bool:
    from unicodedata import normalize

    return normalize("NFKC", letter) != letter


def _script_name(letter: str) -> str:
    from unicodedata import name

    return name(letter, "foreign").split()[0].capitalize()
