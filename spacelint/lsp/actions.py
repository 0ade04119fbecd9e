"""Code actions: fixes and ignore comments, better titles, entries of the brand book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lsprotocol import types

from spacelint.engine.plans import PlanDiagnostic, edits_of
from spacelint.engine.rule import apply_edits, fill
from spacelint.fixer.ignores import add_ignores
from spacelint.fixer.plans import PlanFix, change, fix_plan
from spacelint.lsp.book import additions
from spacelint.lsp.diagnostics import diagnostic
from spacelint.lsp.positions import difference, text_edits, workspace_edit
from spacelint.lsp.titles import title_at
from spacelint.lsp.workspace import Analysis
from spacelint.plan import PlannedSpace
from spacelint.source.text import apply
from spacelint.suggester.search import Request, suggest
from spacelint.text.model import Edit
from spacelint.text.width import visible

Rewrite = tuple[str, list[Edit]]

FIX_ALL = "source.fixAll.spacelint"
_QUICK_FIX = types.CodeActionKind.QuickFix.value
_REWRITE = types.CodeActionKind.RefactorRewrite.value
KINDS = (_QUICK_FIX, _REWRITE, FIX_ALL)
_REASON = " meant as it is"
_MOST = 40  # findings for which actions are made; a client may request the whole file


def code_actions(
    analysis: Analysis, where: types.Range, only: Sequence[str] | None
) -> list[types.CodeAction]:
    """Return the actions for a range of a plan; ``only`` are the requested kinds."""
    if analysis.settings.kind != "plan":
        return []
    start, end = analysis.positions.span(where)
    actions: list[types.CodeAction] = []
    if _requested(_QUICK_FIX, only):
        near = [each for each in analysis.found if each.start <= end and start <= each.end]
        for located in near[:_MOST]:
            shown = diagnostic(analysis, located)
            actions += _finding_actions(analysis, located, shown)
        for title, changes in additions(analysis, start, end):
            edit = workspace_edit(changes, analysis.workspace.versioned)
            actions.append(types.CodeAction(title, kind=_QUICK_FIX, edit=edit))
    if _requested(_REWRITE, only):
        for space in _spaces_at(analysis, start, end):
            rewrites = (*suggested_titles(analysis, space), *quoted_title(analysis, space))
            actions += [_action(analysis, *each, kind=_REWRITE) for each in rewrites]
    if _requested(FIX_ALL, only):
        actions += _fix_all(analysis)
    return actions


def _requested(kind: str, only: Sequence[str] | None) -> bool:
    return only is None or any(kind == one or kind.startswith(f"{one}.") for one in only if one)


def _finding_actions(
    analysis: Analysis, located: PlanDiagnostic, shown: types.Diagnostic
) -> Iterator[types.CodeAction]:
    plan, rule = analysis.plan, located.diagnostic.rule
    title = _fix_title(located)
    text = _fixed(analysis, located)
    if title and text is not None:
        action = _action(analysis, title, difference(plan.text, text), shown)
        action.is_preferred = rule.applicability == "safe" or None
        yield action
    if plan.approximate:
        return
    ignored = add_ignores(plan, [located], analysis.read)
    if ignored.added:
        edits = [_with_reason(edit) for edit in difference(plan.text, ignored.plan.text)]
        yield _action(analysis, f"Ignore {rule.code} ({rule.name}) here", edits, shown)


def _fix_title(located: PlanDiagnostic) -> str:
    found = located.diagnostic
    if not found.rule.applicability:
        return ""
    values = {"match": found.match, "title": found.text, **found.values}
    return visible(fill(found.rule.fix_title, values))


def _fixed(analysis: Analysis, located: PlanDiagnostic) -> str | None:
    """Return the plan's text with this one fix; None if it changes anything else."""
    plan, found = analysis.plan, located.diagnostic
    edits = edits_of(located)
    if not edits or plan.approximate:
        return None
    title = apply_edits(found.text, found.edits) if located.source is not None else None
    ignore = located.space >= 0 and found.rule.code == "SL008"
    fix = PlanFix(edits, (found,), located.space, title, ignore, located.path)
    if located.source is None and located.space < 0:
        return apply(plan.text, edits)  # a comment or another part outside of any Space
    changed, refused = change(plan, [fix], analysis.read)
    return None if refused else changed.text


def _with_reason(edit: Edit) -> Edit:
    """Return the edit with a reason after the comment that it adds."""
    text = edit.text
    if "spacelint: ignore[" not in text:
        return edit
    at = text.index("]", text.index("spacelint: ignore[")) + 1
    return edit._replace(text=text[:at] + _REASON + text[at:])


def _fix_all(analysis: Analysis) -> Iterator[types.CodeAction]:
    plan, settings = analysis.plan, analysis.settings
    if not any(settings.should_fix(each.diagnostic) for each in analysis.found):
        return
    fixed = fix_plan(plan, analysis.check, settings.should_fix, analysis.read)
    if fixed.applied and fixed.plan.text != plan.text:
        count = len(fixed.applied)
        what = "the problem" if count == 1 else f"all {count} problems"
        title = f"Fix {what} of this file that can be fixed safely"
        yield _action(analysis, title, difference(plan.text, fixed.plan.text), kind=FIX_ALL)


def _spaces_at(analysis: Analysis, start: int, end: int) -> list[PlannedSpace]:
    """Return the Spaces whose title the range touches; none for a range over several lines."""
    found = title_at(analysis, start) if "\n" not in analysis.plan.text[start:end] else None
    return [found.space] if found is not None else []


def _action(
    analysis: Analysis,
    title: str,
    edits: Iterable[Edit],
    shown: types.Diagnostic | None = None,
    *,
    kind: str = _QUICK_FIX,
) -> types.CodeAction:
    document = analysis.document
    changes = [(document.uri, document.version, text_edits(analysis.positions, edits))]
    return types.CodeAction(
        title,
        kind=kind,
        diagnostics=[shown] if shown is not None else None,
        edit=workspace_edit(changes, analysis.workspace.versioned),
    )


_SHOWN = 80
_YAML = ("yaml", "front-matter")


def suggested_titles(analysis: Analysis, space: PlannedSpace) -> Iterator[Rewrite]:
    """Yield the better titles of a Space, best first, each as an edit of the plan."""
    source, settings = space.title, analysis.settings
    if source is None or space.plan.approximate:
        return
    context = settings.context.about(space)
    shown = [
        each.diagnostic
        for each in analysis.found
        if each.source is not None and each.space == space.index
    ]
    request = Request(found=shown, fixable=settings.fixable)
    found = suggest(source.value, settings.linter, context, request)
    for one in found:
        edits = source.replace(((0, len(source.value), one.text),))
        if edits is not None:
            text = visible(one.text)
            yield f"Use “{text if len(text) <= _SHOWN else text[:_SHOWN] + '…'}”", list(edits)


def quoted_title(analysis: Analysis, space: PlannedSpace) -> Iterator[Rewrite]:
    """Yield the edit that puts a bare YAML title in quotes, up to the end of its line."""
    plan, source = analysis.plan, space.title
    if source is None or plan.format not in _YAML or source.written[:1] in (*"\"'|>[{&*!",):
        return
    _, line_end = analysis.positions.line_span(source.start)
    if source.end > line_end:
        return  # a title of several lines
    written = plan.text[source.start : line_end].rstrip()
    bare = written if plan.approximate else source.written.rstrip()
    quoted = '"' + bare.replace("\\", "\\\\").replace('"', '\\"') + '"'
    edit = Edit(source.start, source.start + len(bare), quoted)
    after = analysis.read(apply(plan.text, [edit]))
    title = after.spaces[space.index].title if space.index < len(after.spaces) else None
    if bare and title is not None and title.value == bare:
        yield "Put the title in quotes", [edit]
