"""What the rules mend: the fixes of all findings together, or else one at a time."""

from __future__ import annotations

from spacelint.brand import fold_tag
from spacelint.engine.rule import apply_edits
from spacelint.fixer.titles import MOST_ROUNDS, applicable
from spacelint.suggester.fit import fitted
from spacelint.suggester.values import Change, Step, quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Sequence

    from spacelint.engine.rule import Diagnostic
    from spacelint.suggester.scene import Look, Scene
    from spacelint.text.edit import Edit

_MOST_ALONE = 12
_MARKS = ',.:;!?()[]“”«»"'
_FIRST_UNSPACED, _LAST_UNSPACED = "\u2e80", "\u9fff"  # scripts without spaces between words


def mends(look: Look, scene: Scene) -> Iterator[Step]:
    """Yield the title with all safe and unsafe fixes applied; then with each fix alone.

    A hint is one of several ways to write a title: its fix comes last, and alone.
    """
    chosen = _chosen(look.found, scene)
    if not chosen:
        for diagnostic in _chosen(look.found, scene, ("hint",))[:_MOST_ALONE]:
            yield from fitted(_applied(look, [diagnostic]), scene, leave_out=False)
        return
    together = all_mended(look, scene)
    yield from fitted(together, scene, leave_out=True)
    if len(chosen) > 1 or len(together.changes) > 1:
        for diagnostic in chosen[:_MOST_ALONE]:
            yield from fitted(_applied(look, [diagnostic]), scene, leave_out=False)


def all_mended(look: Look, scene: Scene) -> Step:
    """Return the title with all safe and unsafe fixes applied, however long it gets."""
    step = Step(look.text, ())
    seen = {look.text}
    for _ in range(MOST_ROUNDS):
        chosen = _chosen(scene.look(step.text).found, scene)
        more = _applied(scene.look(step.text), chosen)
        if not chosen or more.text in seen:
            break
        seen.add(more.text)
        step = step.then(more)
    return step


def _chosen(
    found: Sequence[Diagnostic],
    scene: Scene,
    severities: Container[str] = ("error", "warning", "info"),
) -> list[Diagnostic]:
    may = scene.fixable
    fixable = [
        d
        for d in found
        if d.edits
        and d.rule.severity in severities
        and (may is None or d.rule.code in may)
        and not _adds_goal(d, scene)
    ]
    return applicable(fixable, unsafe=True) if fixable else []


def _adds_goal(diagnostic: Diagnostic, scene: Scene) -> bool:
    """Tell whether a fix only puts in what is a goal here, for which a place is looked for."""
    folds = scene.goals.folds
    if not folds or any(edit.start < edit.end for edit in diagnostic.edits):
        return False
    return any(fold_tag(part) in folds for edit in diagnostic.edits for part in edit.text.split())


def _applied(look: Look, chosen: list[Diagnostic]) -> Step:
    edits = [edit for diagnostic in chosen for edit in diagnostic.edits]
    changes = tuple([_change(look, diagnostic, edits) for diagnostic in chosen])
    return Step(apply_edits(look.text, edits), changes)


def _change(look: Look, diagnostic: Diagnostic, edits: list[Edit]) -> Change:
    """Say what a fix does, by the whole words that it touches; ``edits`` are those of all fixes."""
    text, code, match = look.text, diagnostic.rule.code, diagnostic.match
    if _moves_to_front(diagnostic):
        what = f"Moves {quoted(match)} to the front"
        return Change(what, diagnostic.message, match, match, code, match)
    start = min(edit.start for edit in diagnostic.edits)
    end = max(edit.end for edit in diagnostic.edits)
    # A space that goes joins what is on both of its sides, also where words have none.
    joins = _joins_any if not text[start:end].strip() else _joins
    while (wider := _whole_words(look, start, end, edits, joins)) != (start, end):
        start, end = wider
    inside = [
        edit._replace(start=edit.start - start, end=edit.end - start)
        for edit in edits
        if start <= edit.start and edit.end <= end
    ]
    before = text[start:end]
    after = apply_edits(before, inside)
    old, new = _without_marks(before.strip(), after.strip())
    if old.split() == new.split():
        what = "Tidies the spaces"
    elif not new:
        what = f"Takes out {quoted(old)}"
    elif not old:
        what = f"Puts in {quoted(new)}"
    elif (gone := _taken_out(before, inside)) and gone.lower() not in after.lower():
        what = f"Takes out {quoted(gone)}"
    else:
        what = f"Writes {quoted(new)} for {quoted(old)}"
    return Change(what, diagnostic.message, old, new, code, match)


def _moves_to_front(diagnostic: Diagnostic) -> bool:
    """Tell whether a fix takes what its rule marked out and puts it at the start of the title."""
    first, *rest = diagnostic.edits
    is_first = not diagnostic.text[: first.start].strip()
    return (
        is_first
        and first.start == first.end
        and first.text.strip() == diagnostic.match
        and [edit.text.strip() for edit in rest] == [""]
    )


def _taken_out(text: str, edits: list[Edit]) -> str:
    """Return the whole words that the one edit takes out of the text, "" where it does else."""
    if len(edits) != 1 or edits[0].text.strip():
        return ""
    start, end, _ = edits[0]
    gone = text[start:end].strip()
    start = text.index(gone, start)
    whole = not text[:start] or text[start - 1].isspace()
    return gone if whole and not text[start + len(gone) :][:1].isalnum() else ""


def _whole_words(
    look: Look, start: int, end: int, edits: list[Edit], joins: Callable[[Look, int], bool]
) -> tuple[int, int]:
    """Return a span with the words that it cuts, and with what other fixes change of them."""
    while start and joins(look, start - 1):
        start -= 1
    while end < len(look.text) and joins(look, end):
        end += 1
    for edit in edits:
        if edit.start < end and start < edit.end:
            start, end = min(start, edit.start), max(end, edit.end)
    return start, end


def _joins(look: Look, at: int) -> bool:
    """Tell whether a character belongs to the word beside it, as without spaces nobody knows."""
    char = look.text[at]
    if _FIRST_UNSPACED <= char <= _LAST_UNSPACED:
        return look.spans.touches(at, at + 1)
    return not char.isspace()


def _joins_any(look: Look, at: int) -> bool:
    return not look.text[at].isspace()


def _without_marks(old: str, new: str) -> tuple[str, str]:
    """Return both without the marks that stand around them and stay, unless marks are all that
    changes."""
    if old.strip(_MARKS) == new.strip(_MARKS):
        return old, new
    while len(old) > 1 < len(new) and old[-1] == new[-1] in _MARKS:
        old, new = old[:-1], new[:-1]
    while len(old) > 1 < len(new) and old[0] == new[0] in _MARKS:
        old, new = old[1:], new[1:]
    return old, new
