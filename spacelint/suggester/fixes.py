"""The fixes of the rules, as far as they keep to what a suggestion may do."""

from __future__ import annotations

from spacelint.engine.rule import apply_edits, together
from spacelint.suggester.draft import Reason
from spacelint.suggester.guards import invents_nothing, keeps_links, new_findings, splits_no_word
from spacelint.suggester.state import adds_goal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacelint.engine.rule import Diagnostic
    from spacelint.suggester.draft import Draft
    from spacelint.suggester.state import SearchState

    Skipped = set[tuple[str, str]]

_SEVERITIES = ("error", "warning", "info")  # a hint is one of several ways to write a title
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
        and state.may_fix(diagnostic.rule.code)
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
        from spacelint.suggester.tokens import opens_a_name

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
        chosen = together(_wanted(fixable(whole.text, state), state, longer=longer, skipped=set()))
        more = _with(whole, chosen)
        if not chosen or more.text in seen:
            break
        seen.add(more.text)
        whole = more
    if whole is draft or _keeps_rules(whole, state):
        return whole
    return _one_by_one(draft, state, longer=longer)


def _one_by_one(draft: Draft, state: SearchState, *, longer: bool) -> Draft:
    skipped: Skipped = set()
    for _ in range(_MOST_ALONE):
        chosen = _wanted(fixable(draft.text, state), state, longer=longer, skipped=skipped)
        if not chosen:
            break
        skipped.add(_key(chosen[0]))
        more = _with(draft, chosen[:1])
        if _keeps_rules(more, state):
            draft = more
    return draft


def _keeps_rules(draft: Draft, state: SearchState) -> bool:
    return (
        invents_nothing(draft, state)
        and keeps_links(draft, state)
        and splits_no_word(draft, state)
        and not any(new_findings(draft.text, state))
    )


def _wanted(
    found: Iterable[Diagnostic], state: SearchState, *, longer: bool, skipped: Skipped
) -> list[Diagnostic]:
    return [
        diagnostic
        for diagnostic in found
        if _key(diagnostic) not in skipped
        and (longer or diagnostic.rule.severity == "error" or not _lengthens(diagnostic))
    ]


def _key(diagnostic: Diagnostic) -> tuple[str, str]:
    return diagnostic.rule.code, diagnostic.match


def _lengthens(diagnostic: Diagnostic) -> bool:
    return sum(len(edit.text) - (edit.end - edit.start) for edit in diagnostic.edits) > 0


def _with(draft: Draft, chosen: list[Diagnostic]) -> Draft:
    edits = [(edit, Reason(diagnostic=one)) for one in chosen for edit in one.edits]
    return draft.edited(*edits)
