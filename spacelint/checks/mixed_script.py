"""Letters of another script that look like those of the word they are in: ``#Sаle``.

Full-width and mathematical letters are not another script: ``styled-letters`` finds those.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacelint.checks.contract import NOTHING, Algorithm, Context, Finding, Params, Trigger, check
from spacelint.text import Candidate, Title, lookalike
from spacelint.text.edit import Edit

TYPE_CHECKING = False
if TYPE_CHECKING:
    pass


@check(
    scopes=("hashtag", "mention", "cashtag"),
    placeholders=("letter", "script", "looks_like", "plain"),
    trigger=Trigger(when="non-ascii"),
)
def mixed_script(p: Params) -> Algorithm:
    """Report a candidate that mixes scripts; the fix corrects every letter."""

    def run(title: Title, candidate: Candidate, context: Context) -> Sequence[Finding]:
        text = candidate.text
        if text.isascii():
            return NOTHING
        mixed = [found for found in lookalike.mixed_script(text) if not _is_styled(found[1])]
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

    return run


def _is_styled(letter: str) -> bool:
    from unicodedata import normalize

    return normalize("NFKC", letter) != letter


def _script_name(letter: str) -> str:
    from unicodedata import name

    return name(letter, "foreign").split()[0].capitalize()
