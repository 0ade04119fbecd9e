"""What a better title may not do; a draft that one of these refuses is not offered."""

from __future__ import annotations

import unicodedata
from collections import Counter

from spacelint.brand import fold_tag

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacelint.engine.rule import Diagnostic
    from spacelint.suggester.draft import Draft, Part
    from spacelint.suggester.state import SearchState

_IN_PLACE = (
    "hashtag",
    "mention",
    "cashtag",
    "url",
)  # scopes whose findings are known by their text


def accepted(draft: Draft, state: SearchState) -> bool:
    """Return whether a draft keeps every rule of a suggestion."""
    return all(guard(draft, state) for guard in GUARDS)


def fits(draft: Draft, state: SearchState) -> bool:
    """The draft has text, and is within the limit."""
    return bool(draft.text.strip()) and state.fits(draft.text)


def is_better(draft: Draft, state: SearchState) -> bool:
    """There are fewer findings, or lighter ones."""
    return state.rank(draft.text) < state.rank(draft.original)


def finds_nothing_new(draft: Draft, state: SearchState) -> bool:
    """The draft has no finding that the title has not."""
    return not any(new_findings(draft.text, state))


def keeps_links(draft: Draft, state: SearchState) -> bool:
    """What links, and what was meant to, is still there, or is part of what a fix replaces."""
    title, after = state.original.title, state.view(draft.text)
    kept = {candidate.text for candidate in after.title.candidates}
    lost = [
        (entity.start, entity.end)
        for entity in title.entities
        if (entity.kind, fold_tag(entity.value)) not in after.links
    ]
    lost += [(meant.start, meant.end) for meant in title.candidates if meant.text not in kept]
    places = [(part.start, part.end) for part in draft.parts if lost and _is_fix(part)]
    return all(any(start < b and a < end for start, end in places) for a, b in lost)


def _is_fix(part: Part) -> bool:
    """Return whether a part is a rule's fix, or what a goal writes for something else."""
    if any(reason.drops for reason in part.reasons):
        return False
    return any(reason.diagnostic is not None for reason in part.reasons) or bool(part.new)


def invents_nothing(draft: Draft, state: SearchState) -> bool:
    """Handles are those of the title, the plan, the book or a rule; the host's is never new.

    A hashtag is one of the book or the plan, or the author's own as a rule's fix writes it.
    """
    title, links = state.original.title, state.original.links
    new = [key for key in state.view(draft.text).links if key not in links]
    mentions = [fold for kind, fold in new if kind in ("mention", "list")]
    tags = [fold for kind, fold in new if kind == "hashtag"]
    if mentions:
        known = {fold_tag(c.text) for c in title.candidates if c.kind == "mention"}
        known |= state.goals.people.keys()
        book = state.book
        if book is not None:
            known |= book.folded_handles.keys()
        known -= {state.goals.host}
        rest = [fold for fold in mentions if fold not in known]
        if state.goals.host in mentions or not all(_is_in_a_rule(f, draft) for f in rest):
            return False
    if tags:
        book = state.book
        known = {fold for wanted in state.goals.tags for fold in wanted.folds}
        known |= book.folded_hashtags.keys() if book is not None else set()
        if state.goals.disclosure is not None:
            known |= {fold_tag(state.goals.disclosure.word)}
        written = unicodedata.normalize("NFKC", title.text).casefold()
        rest = [fold for fold in tags if fold not in known and f"#{fold}" not in written]
        meant = sum(candidate.kind == "hashtag" for candidate in title.candidates)
        if len(rest) > meant:
            return False
    return True


def splits_no_word(draft: Draft, state: SearchState) -> bool:
    """No space goes between two letters."""
    original = draft.original
    for part in draft.parts:
        new, old = part.new or "", original[part.start : part.end]
        before, after = original[: part.start][-1:], original[part.end :][:1]
        opens = new[:1].isspace() and _is_of_word(before) and _is_of_word((old + after)[:1])
        closes = new[-1:].isspace() and _is_of_word((before + old)[-1:]) and _is_of_word(after)
        if opens or closes:
            return False
    return True


def _is_of_word(char: str) -> bool:
    return char.isalnum() or (not char.isascii() and unicodedata.combining(char) > 0)


def _is_in_a_rule(handle: str, draft: Draft) -> bool:
    """Return whether a handle is data of a rule whose fix is in the draft: a renamed account."""
    rules = [
        reason.diagnostic.rule
        for part in draft.parts
        for reason in part.reasons
        if reason.diagnostic is not None
    ]
    return any(handle in map(fold_tag, _texts(rule.params)) for rule in rules)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif hasattr(value, "values"):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _texts(each)


def new_findings(text: str, state: SearchState) -> Iterator[Diagnostic]:
    """Yield the findings of ``text`` that the title has not.

    Findings about a link are known by what they mark, others by their number.
    """
    before = Counter(map(_key, state.original.found))
    for diagnostic in state.view(text).found:
        key = _key(diagnostic)
        if before[key]:
            before[key] -= 1
        else:
            yield diagnostic


def _key(diagnostic: Diagnostic) -> tuple[str, str]:
    rule = diagnostic.rule
    return rule.code, fold_tag(diagnostic.match) if rule.scope in _IN_PLACE else ""


GUARDS = (
    fits,
    is_better,
    finds_nothing_new,
    keeps_links,
    invents_nothing,
    splits_no_word,
)
