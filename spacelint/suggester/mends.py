"""What the rules mend: the fixes of all findings together, or else one at a time."""

from __future__ import annotations

from spacelint.brand import fold_tag
from spacelint.engine.rule import apply_edits
from spacelint.fixer.titles import MOST_ROUNDS, applicable
from spacelint.suggester.fit import fitted
from spacelint.suggester.values import Change, Step, quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacelint.checks.contract import Edit
    from spacelint.engine.rule import Diagnostic
    from spacelint.suggester.scene import Look, Scene

_MOST_ALONE = 12


def mends(look: Look, scene: Scene) -> Iterator[Step]:
    """Yield the title with all safe and unsafe fixes applied; then with each fix alone."""
    chosen = _chosen(look.found, scene)
    if not chosen:
        return
    together = all_mended(look, scene)
    yield from fitted(together, scene, leave_out=True)
    if len(chosen) > 1 or len(together.changes) > 1:
        for diagnostic in chosen[:_MOST_ALONE]:
            yield from fitted(_applied(look.text, [diagnostic]), scene, leave_out=False)


def all_mended(look: Look, scene: Scene) -> Step:
    """Return the title with all safe and unsafe fixes applied, however long it gets."""
    step = Step(look.text, ())
    seen = {look.text}
    for _ in range(MOST_ROUNDS):
        chosen = _chosen(scene.look(step.text).found, scene)
        more = _applied(step.text, chosen)
        if not chosen or more.text in seen:
            break
        seen.add(more.text)
        step = step.then(more)
    return step


def _chosen(found: Sequence[Diagnostic], scene: Scene) -> list[Diagnostic]:
    may = scene.fixable
    fixable = [
        d
        for d in found
        if d.edits and (may is None or d.rule.code in may) and not _adds_goal(d, scene)
    ]
    return applicable(fixable, unsafe=True) if fixable else []


def _adds_goal(diagnostic: Diagnostic, scene: Scene) -> bool:
    """Tell whether a fix only puts in what is a goal here, for which a place is looked for."""
    folds = scene.goals.folds
    return bool(folds) and any(
        edit.start == edit.end and any(fold_tag(part) in folds for part in edit.text.split())
        for edit in diagnostic.edits
    )


def _applied(text: str, chosen: list[Diagnostic]) -> Step:
    edits = [edit for diagnostic in chosen for edit in diagnostic.edits]
    changes = tuple([_change(text, diagnostic, edits) for diagnostic in chosen])
    return Step(apply_edits(text, edits), changes)


def _change(text: str, diagnostic: Diagnostic, edits: list[Edit]) -> Change:
    """Say what a fix does, by the whole words that it touches; ``edits`` are those of all fixes."""
    start = min(edit.start for edit in diagnostic.edits)
    end = max(edit.end for edit in diagnostic.edits)
    while (wider := _whole_words(text, start, end, edits)) != (start, end):
        start, end = wider
    inside = [
        edit._replace(start=edit.start - start, end=edit.end - start)
        for edit in edits
        if start <= edit.start and edit.end <= end
    ]
    before = text[start:end]
    after = apply_edits(before, inside)
    old, new = before.strip(), after.strip()
    if old.split() == new.split():
        what = "Tidies the spaces"
    elif not new:
        what = f"Leaves out {quoted(old)}"
    elif not old:
        what = f"Puts in {quoted(new)}"
    else:
        what = f"Writes {quoted(new)} for {quoted(old)}"
    code, match = diagnostic.rule.code, diagnostic.match
    return Change(what, diagnostic.message, old, new, code, match)


def _whole_words(text: str, start: int, end: int, edits: list[Edit]) -> tuple[int, int]:
    """Return a span with the words that it cuts, and with what other fixes change of them."""
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    for edit in edits:
        if edit.start < end and start < edit.end:
            start, end = min(start, edit.start), max(end, edit.end)
    return start, end
