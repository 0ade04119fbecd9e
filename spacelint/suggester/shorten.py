"""Make a title fit by writing words shorter, as the table has it."""

from __future__ import annotations

import re

from spacelint.engine.rule import apply_edits
from spacelint.suggester.values import Change, Step, quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacelint.suggester.scene import Scene
    from spacelint.suggester.table import Language
    from spacelint.text.edit import Edit

_WHY = "to make room"
_LAST = re.compile(r"([^\W\d_]+) \Z")
_NEXT = re.compile(r" ([^\W\d_]+)")


def shortened(text: str, scene: Scene, fits: Callable[[str], bool]) -> Step | None:
    """Return the title with as few words shortened as make it fit; None where they do not."""
    edits = possible(text, scene)
    used: list[Edit] = []
    for edit in edits:
        used.append(edit)
        if fits(apply_edits(text, used)):
            break
    else:
        return None
    # What was shortened in vain is written out again, the last in the table first.
    for edit in used[-2::-1]:
        others = [other for other in used if other is not edit]
        if fits(apply_edits(text, others)):
            used = others
    return _step(text, used)


def shortest(text: str, scene: Scene) -> str:
    """Return the title with every word shortened that can be."""
    return apply_edits(text, possible(text, scene))


def possible(text: str, scene: Scene) -> list[Edit]:
    """Return the shortenings of ``text`` that save something, in the order of the table."""
    from spacelint.text.edit import Edit

    language = scene.language(text)
    if language is None:
        return []
    lower = text.lower()
    look = scene.look(text)
    taken: list[tuple[int, int]] = []
    found: list[tuple[int, Edit]] = []
    # The longest phrase first, so that "questions and answers" is not taken for its "and".
    for rank, shortening in language.longest_first:
        if shortening.first not in lower:
            continue
        for match in shortening.pattern.finditer(text):
            start, end = match.span()
            short = _as_written(shortening.short, match[0])
            if look.spans.touches(start, end):
                continue
            if shortening.is_name and _in_a_name(text, start, end, language):
                continue
            if not any(a < end and start < b for a, b in taken):
                taken.append((start, end))
                found.append((rank, Edit(start, end, short)))
    return [edit for _, edit in sorted(found)]


def _in_a_name(text: str, start: int, end: int, language: Language) -> bool:
    """Tell whether another word with a capital stands beside it: Black Friday, Wednesday Addams."""
    beside = (_LAST.search(text, 0, start), _NEXT.match(text, end))
    return any(
        match[1][0].isupper() and match[1].lower() not in language.words
        for match in beside
        if match is not None
    )


def restored(step: Step, scene: Scene) -> Step:
    """Return a step with those words written out again for which there is room by now.

    Room comes of what was left out later, or went into a hashtag.
    """
    for change in [each for each in step.changes if each.why == _WHY]:
        for text in _written_out(step.text, change, scene):
            fewer = step._replace(
                text=text,
                changes=tuple([each for each in step.changes if each is not change]),
                shortened=step.shortened - 1,
            )
            if scene.score(fewer) < scene.score(step):
                step = fewer
                break
    return step


def _written_out(text: str, change: Change, scene: Scene) -> Iterator[str]:
    """Yield the texts of which shortening that one word makes ``text``, one for each place."""
    at = text.find(change.after)
    while at >= 0:
        longer = text[:at] + change.before + text[at + len(change.after) :]
        if any(apply_edits(longer, [edit]) == text for edit in possible(longer, scene)):
            yield longer
        at = text.find(change.after, at + 1)


def _as_written(short: str, words: str) -> str:
    """Return the short form with a capital where the words had one."""
    letters = words.lstrip()
    if letters[:1].isupper() and short[:1].islower() and len(short) > 2:
        return short[0].upper() + short[1:]
    return short


def _step(text: str, edits: list[Edit]) -> Step:
    changes, done = [], 0
    for edit in sorted(edits):
        start, end = edit.start, edit.end
        # "50%" for "50 percent": where the space goes as well, two words become one.
        while text[edit.start].isspace() and start > done and text[start - 1].isalnum():
            start -= 1
        while text[edit.end - 1].isspace() and end < len(text) and text[end].isalnum():
            end += 1
        before = text[start:end].strip()
        after = f"{text[start : edit.start]}{edit.text}{text[edit.end : end]}".strip()
        what = f"Writes {quoted(after)} for {quoted(before)}"
        changes.append(Change(what, _WHY, before, after))
        done = end
    return Step(apply_edits(text, edits), tuple(changes), shortened=len(edits))
