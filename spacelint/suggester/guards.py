"""What a better title may not do, and the fixes of the rules as far as they keep to that.

A draft that one of the guards refuses is not offered.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping

from spacelint.brand.fold import fold_tag
from spacelint.engine.rule import apply_edits, together
from spacelint.severity import at_least
from spacelint.suggester.draft import Reason, draft_of
from spacelint.suggester.state import adds_goal, asks
from spacelint.suggester.tokens import opens_a_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacelint.engine.rule import Diagnostic
    from spacelint.suggester.draft import Draft, Part
    from spacelint.suggester.state import SearchState

# Scopes whose findings are known by their text.
_IN_PLACE = ("hashtag", "mention", "cashtag", "url")


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
    """The draft has no finding that the title has not, or that repairing an error must bring."""
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
    goals, book = state.goals, state.book
    if mentions:
        known = {fold_tag(c.text) for c in title.candidates if c.kind == "mention"}
        known |= goals.people.keys()
        known |= book.folded_handles.keys() if book is not None else set()
        rest = [fold for fold in mentions if fold not in known]
        if goals.host in mentions or not all(_is_in_a_rule(fold, draft) for fold in rest):
            return False
    if tags:
        known = {fold for wanted in goals.tags for fold in wanted.folds}
        known |= book.folded_hashtags.keys() if book is not None else set()
        known |= {fold_tag(goals.disclosure.word)} if goals.disclosure is not None else set()
        written = unicodedata.normalize("NFKC", title.text).casefold()
        rest = [fold for fold in tags if fold not in known and f"#{fold}" not in written]
        return len(rest) <= sum(candidate.kind == "hashtag" for candidate in title.candidates)
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
    elif isinstance(value, (Mapping, list, tuple)):
        for each in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(each)


def new_findings(text: str, state: SearchState) -> Iterator[Diagnostic]:
    """Yield the findings of ``text`` that the title has not.

    Findings about a link are known by what they mark, others by their number. An info that the
    repair of an error brings, as of many hashtags that link now, is no reason to leave the error.
    """
    found, known = state.view(text).found, state.original.found
    new = _beyond(found, known)
    if new and len(_errors(found)) < len(_errors(known)):
        # The findings of the title with the fixes of its errors and no other.
        fixes = together(_errors(fixable(state.original.text, state)))
        repaired = state.view(_with(draft_of(state.original.text), fixes).text).found
        infos = [each for each in repaired if each.rule.severity == "info" and not asks(each.rule)]
        new = _beyond(new, _beyond(infos, known))
    yield from new


def _beyond(found: Iterable[Diagnostic], known: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the findings that are not among those known."""
    before = Counter(map(_key, known))
    new = []
    for diagnostic in found:
        key = _key(diagnostic)
        before[key] -= 1
        if before[key] < 0:
            new.append(diagnostic)
    return new


def _errors(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    return [each for each in found if each.rule.severity == "error"]


def _key(diagnostic: Diagnostic) -> tuple[str, str]:
    rule = diagnostic.rule
    return rule.code, fold_tag(diagnostic.match) if rule.scope in _IN_PLACE else ""


GUARDS = (fits, is_better, finds_nothing_new, keeps_links, invents_nothing, splits_no_word)


_SEVERITIES = at_least("info")  # a hint is one of several ways to write a title
_MOST_ROUNDS = 10
_MOST_ALONE = 12
_SIGNS = ("#", "＃")


def fixable(text: str, state: SearchState) -> list[Diagnostic]:
    """Return the findings of ``text`` whose fixes may be applied."""
    return [
        diagnostic
        for diagnostic in state.view(text).found
        if diagnostic.edits
        and diagnostic.rule.severity in _SEVERITIES
        and diagnostic.rule.applicability is not None
        and (state.fixable is None or diagnostic.rule.code in state.fixable)
        and not adds_goal(diagnostic)
        and (diagnostic.rule.applicability != "display" or _writes_small(diagnostic))
        and not _cuts_a_name(diagnostic, state)
    ]


def _writes_small(diagnostic: Diagnostic) -> bool:
    """Return whether a fix that is only for show changes nothing but capitals."""
    text = diagnostic.text
    return apply_edits(text, diagnostic.edits).lower() == text.lower()


def _cuts_a_name(diagnostic: Diagnostic, state: SearchState) -> bool:
    """Return whether a fix makes a hashtag of one word of a name: of Open in Open Telemetry."""
    view = state.view(diagnostic.text)
    meant = [(candidate.start, candidate.end) for candidate in view.title.candidates]
    for start, end, new in diagnostic.edits:
        if new[:1] not in _SIGNS or any(low <= start < high for low, high in meant):
            continue
        word = next((word for word in view.words if word.start >= start), None)
        if word is not None and end <= word.end and opens_a_name(view.text, word.start, word.end):
            return True
    return False


def fixed(draft: Draft, state: SearchState, *, longer: bool = True) -> Draft:
    """Return the draft with all fixes that keep the rules of a suggestion.

    Without ``longer`` only an error is fixed where the title gets longer by it.
    """
    whole = draft
    seen = {draft.text}
    for _ in range(_MOST_ROUNDS):
        chosen = together(_wanted(whole, state, longer=longer, skipped=set()))
        more = _with(whole, chosen)
        if not chosen or more.text in seen:
            break
        seen.add(more.text)
        whole = more
    if whole is draft or _keeps_rules(whole, state):
        return whole
    return _one_by_one(draft, state, longer=longer)


def _one_by_one(draft: Draft, state: SearchState, *, longer: bool) -> Draft:
    skipped: set[tuple[str, str]] = set()
    for _ in range(_MOST_ALONE):
        chosen = _wanted(draft, state, longer=longer, skipped=skipped)
        if not chosen:
            break
        skipped.add(_name(chosen[0]))
        more = _with(draft, chosen[:1])
        if _keeps_rules(more, state):
            draft = more
    return draft


def _keeps_rules(draft: Draft, state: SearchState) -> bool:
    return (
        invents_nothing(draft, state)
        and keeps_links(draft, state)
        and splits_no_word(draft, state)
        and finds_nothing_new(draft, state)
    )


def _wanted(
    draft: Draft, state: SearchState, *, longer: bool, skipped: set[tuple[str, str]]
) -> list[Diagnostic]:
    return [
        diagnostic
        for diagnostic in fixable(draft.text, state)
        if _name(diagnostic) not in skipped
        and (longer or diagnostic.rule.severity == "error" or not _lengthens(diagnostic))
    ]


def _name(diagnostic: Diagnostic) -> tuple[str, str]:
    return diagnostic.rule.code, diagnostic.match


def _lengthens(diagnostic: Diagnostic) -> bool:
    return sum(len(edit.text) - (edit.end - edit.start) for edit in diagnostic.edits) > 0


def _with(draft: Draft, chosen: list[Diagnostic]) -> Draft:
    edits = [(edit, Reason(diagnostic=one)) for one in chosen for edit in one.edits]
    return draft.edited(*edits)
