"""Fix a title: apply the fixes of its diagnostics until none is left."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import NamedTuple

from spacelint.checks.contract import Context
from spacelint.checks.contract import Context as NoContext
from spacelint.engine.linter import Linter
from spacelint.engine.rule import Diagnostic, apply_edits, together

#: Rounds of fixing; each looks at the text that the one before has made.
MOST_ROUNDS = 10


class Fixed(NamedTuple):
    """A fixed title: its text, the diagnostics whose fixes were applied, and what is left."""

    text: str
    applied: tuple[Diagnostic, ...]
    left: tuple[Diagnostic, ...]
    rounds: int


def fix_title(
    linter: Linter,
    text: str,
    *,
    unsafe: bool = False,
    context: Context | None = None,
    fixable: Container[str] | None = None,
) -> Fixed:
    """Apply all safe fixes of ``text``, and the unsafe ones too where ``unsafe`` is true.

    ``fixable`` has the codes of the rules whose fixes may be applied; all may where it is None.
    Fixes that overlap wait for the next round; a round that would bring back an earlier text ends
    the work, so that it always ends.
    """
    context = context or NoContext()
    seen = {text}
    applied: list[Diagnostic] = []
    found = linter.lint(text, context)
    rounds = 0
    while rounds < MOST_ROUNDS:
        chosen = applicable(found, unsafe=unsafe, fixable=fixable)
        if not chosen:
            break
        fixed = apply_edits(text, [edit for d in chosen for edit in d.edits])
        if fixed in seen:
            break
        rounds += 1
        seen.add(fixed)
        applied.extend(chosen)
        text = fixed
        found = linter.lint(text, context)
    return Fixed(text, tuple(applied), tuple(found), rounds)


def applicable(
    found: Iterable[Diagnostic], *, unsafe: bool = False, fixable: Container[str] | None = None
) -> list[Diagnostic]:
    """Return the diagnostics whose fixes can be applied together: none of their edits touch."""
    allowed = ("safe", "unsafe") if unsafe else ("safe",)
    return together(
        d
        for d in found
        if d.edits
        and d.rule.applicability in allowed
        and (fixable is None or d.rule.code in fixable)
    )


def fixed_text(linter: Linter, text: str, unsafe: bool, context: Context) -> str:
    """Return the fixed text alone; the form in which `spacelint.engine.examples` wants it."""
    return fix_title(linter, text, unsafe=unsafe, context=context).text
