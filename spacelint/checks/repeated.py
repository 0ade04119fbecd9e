"""The same hashtag, handle or small word twice in a title."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from spacelint.checks.contract import (
    NOTHING,
    Algorithm,
    Context,
    Finding,
    Params,
    Trigger,
    ascii_forms,
    check,
)
from spacelint.checks.shared.text import Lazy
from spacelint.text import Entity, Title
from spacelint.text.model import Edit
from spacelint.text.pattern import Pattern

_MOST_LINKS = 40  # a text with more is no title
_SIGNS = {"hashtag": "#＃", "mention": "@＠"}
_LETTER = Pattern(r"[^\W_]")
_ANDS = "and|y|e|et|und|en|og|och|i|ja|ve|dan|и|та|και|و|और|および"
_WITHS = "with|w/|feat\\.?|ft\\.?|con|com|avec|mit|von|med|bersama|с|от|з|مع"
# What joins one name to the next, in many languages: it goes with the name that goes.
_AND = Pattern(
    rf"(?i)(?:(?<!\s)\s+(?:{_ANDS})(?=\s)|(?:(?<!\s)\s+)?(?:[,，、،&＆+/·•|｜×]|(?<=\s)x(?=\s)))"
    rf"(?:\s+(?:{_WITHS})(?=\s))?\s*\Z"
)
# After this no sentence goes on.
_END = Pattern(r"\s*(?:\Z|[)\]}）】」』]|[.!?…。！？,;:|｜•·\-–—]+(?:\s|\Z))")
# Before this no sentence has begun.
_BREAK = Pattern(
    r"(?:\A|[.!?…。！？:|｜•·–—(\[{（【「『-])\s*\Z"
    r"|(?:«PICTURE»|[\ufe0f\u20e3«UNSPACED»])\s+\Z"
)
_SEPARATORS = " :|｜•·–—-"
# A comma that parts two clauses: "I love #NYC, #nyc loves me".
_CLAUSE = Pattern(r"\s*[,，、]\s*")
_WORD_NEXT = Pattern(r"\s+[^\W_]")
_BRACKETS = dict(zip("([{（【「『", ")]}）】」』", strict=True))


@check(
    scopes=("title",),
    placeholders=("first",),
    params=lambda schema: {"of": schema.choice("The kind of link.", tuple(_SIGNS), required=True)},
    trigger=lambda p: Trigger(when="chars", chars=_SIGNS[p["of"]], longer=4, links=2),
)
def repeated_entity(p: Params) -> Algorithm:
    """Report each later one; the fix deletes it in a row of tags, or its sign in a sentence."""
    kind: str = p["of"]

    def run(title: Title, item: object, context: Context) -> Sequence[Finding]:
        entities = title.entities
        if len(entities) < 2:
            return NOTHING
        found: list[Finding] = []
        seen: dict[str, Entity] = {}
        for at, entity in enumerate(entities):
            if entity[0] != kind:
                continue
            first = seen.setdefault(_folded(entity[4]), entity)
            if first is not entity:
                edits = _without(title, at)
                _add(found, Finding(entity.start, entity.end, {"first": first[3]}, edits))
        return found

    return run


def _add(found: list[Finding], new: Finding) -> None:
    """Add a finding; deletions that touch become one, since edits that touch are not combined."""
    last = found[-1] if found else None
    if last and last.edits and new.edits and last.edits[0].end == new.edits[0].start:
        edits = (Edit(last.edits[0].start, new.edits[0].end, ""),)
        found[-1], new = last._replace(edits=edits), new._replace(edits=edits)
    found.append(new)


def _folded(name: str) -> str:
    if name.isascii():
        return name.lower()
    from unicodedata import normalize

    return normalize("NFKC", name).casefold()


def _without(title: Title, at: int) -> tuple[Edit, ...]:
    """Return the edit that removes the entity at index ``at``, or its sign within a sentence.

    None where the word that is left would itself become a link: ``#acme.com``.
    """
    if len(title.entities) > _MOST_LINKS:
        return ()
    text, entity = title.text, title.entities[at]
    before = text[: entity.start]
    start = _start_of_row(title, at)
    if start is None and entity.kind == "mention" and _END.match(text, entity.end):
        joiner = _AND.search(before)
        start = joiner.start() if joiner and joiner.start() else None
    edit = Edit(entity.start, entity.start + 1, "")
    if start is not None:
        edit = _with_empty_brackets(text, start, entity.end)
    return (edit,) if _links_nothing_new(title, edit) else ()


def _start_of_row(title: Title, at: int) -> int | None:
    """Return where to cut if the entity is in a row of tags and mentions, with what joins it."""
    text, entities = title.text, title.entities
    entity = entities[at]
    before = text[entities[at - 1].end : entity.start]
    if not before.strip():
        return entities[at - 1].end
    if _CLAUSE.fullmatch(before) and _WORD_NEXT.match(text, entity.end):
        return None
    same = _folded(entities[at - 1].value) == _folded(entity.value)
    if _AND.fullmatch(before) and (same or not _goes_on(title, at)):
        return entities[at - 1].end
    # The last tags of a title, after its last word: a row that the first of them opens.
    rest = [text[a.end : b.start] for a, b in zip(entities[at:], entities[at + 1 :], strict=False)]
    opens = _BREAK.search(text[: entity.start])
    if (rest or opens) and not _goes_on(title, at) and not any(gap.strip() for gap in rest):
        start = entity.start - (len(before) - len(before.rstrip()))
        last = not rest and not text[entity.end :].strip()
        return len(text[:start].rstrip(_SEPARATORS)) if last else start
    return None


def _with_empty_brackets(text: str, start: int, end: int) -> Edit:
    """Return the edit that cuts ``text[start:end]`` and the brackets that hold nothing else."""
    closing = _BRACKETS.get(text[start - 1 : start] or " ")
    if closing and text[end : end + 1] == closing:
        start, end = len(text[: start - 1].rstrip()), end + 1
    return Edit(start, end, "")


def _goes_on(title: Title, at: int) -> bool:
    """Return whether a word follows the row that the entity at index ``at`` is in."""
    return _LETTER.search(title.text, title.entities[-1].end) is not None or any(
        _LETTER.search(title.text, a.end, b.start)
        for a, b in zip(title.entities[at:], title.entities[at + 1 :], strict=False)
    )


def _links_nothing_new(title: Title, edit: Edit) -> bool:
    left = Title(title.text[: edit.start] + edit.text + title.text[edit.end :])
    before, after = (Counter((e.kind, e.text) for e in each.entities) for each in (title, left))
    return after <= before


# What may stand directly before a word; without any, the first of two stands between spaces.
_OPENER = Pattern('["“‘«‹„(\\[{「『（【*_…]')
_RUN = re.compile(r"[^\W_]+")
_PART = r"[\p{L}\p{M}\p{N}_'’#＃@＠$\-]"


def _trigger(p: Params) -> Trigger:
    """Titles with a listed word twice: with its first run of letters and digits."""
    listed = [word for words in p["words"].values() for word in words]
    runs = [_RUN.search(form) for word in listed for form in (word.lower(), *ascii_forms(word))]
    if not all(runs):
        return Trigger(longer=2)
    return Trigger(when="repeats", twice=tuple(sorted({run[0] for run in runs if run})), longer=2)


@check(
    scopes=("title",),
    placeholders=("word",),
    params=lambda schema: {
        "words": schema.keyed(
            "The words by language.", schema.strings(""), required=True, minimum=1
        )
    },
    trigger=_trigger,
)
def repeated_word(p: Params) -> Algorithm:
    """Report each repeated word; the fix keeps the first."""
    listed = frozenset(word for words in p["words"].values() for word in words)
    pairs = {word: f"{word} {word}" for word in listed}
    single = all(word.isalnum() for word in listed if word.isascii())
    repeated = Lazy(rf"(?i)(?<!{_PART})(\L<listed>)(?: +\1)+(?!{_PART})", listed)

    def run(title: Title, item: object, context: Context) -> Sequence[Finding]:
        text = title.text
        if (single and text.isascii()) and not any(
            one == two and one in listed for one, two in pairwise(title.words)
        ):
            return NOTHING
        if _OPENER.search(text) is None:
            lower = text.lower()
            if not any(pairs[word] in lower for word in listed.intersection(lower.split())):
                return NOTHING
        found = []
        for match in repeated().finditer(text):
            first, (start, end) = match[1], match.span()
            if all(_same(first, other) for other in match[0].split()[1:]):
                edits = (Edit(match.end(1), end, ""),)
                found.append(Finding(start, end, {"word": first}, edits))
        return found

    return run


def _same(first: str, other: str) -> bool:
    """Return whether it is an error (the the, The the, THE THE) and not a name (The The)."""
    if first == other:
        return first.islower() or not first[0].isupper() or (len(first) > 1 and first.isupper())
    return other.islower() and first[1:] == other[1:]
