"""Reports of real runs: plans read from their bytes, linted, and written in a format."""

from __future__ import annotations

import io

from spacelint.checks.contract import Context
from spacelint.engine.linter import Linter
from spacelint.engine.plans import check_plan, edits_of
from spacelint.engine.rule import Diagnostic
from spacelint.fixer.titles import fix_title
from spacelint.plan import read_plan
from spacelint.report.item import Item
from spacelint.report.plans import changes_of, place_of
from spacelint.report.terminal import Style
from spacelint.report.writer import ReportSettings, Writer
from spacelint.text import Title

LINTER = Linter()

#: Emoji before the tag (UTF-16, UTF-8 and code points differ), an escape in a TOML string, a title
#: given twice, a field with a slip.
PLAN = """\
[[spaces]]
title = "🎙️ Town hall #AT&T with @acme"
host = "acme"

[[spaces]]
title = "Café \\u0022live\\u0022 @8pm"
speekers = ["jack"]

[[spaces]]
title = "🎙️ Town hall #AT&T with @acme"
"""


def title_item(text: str, linter: Linter = LINTER, **more: object) -> Item:
    """Lint one title given as an argument."""
    title = Title(text)
    found = tuple(linter.lint(title))
    return Item(title, found, _mended(text, linter), **more)


def _mended(text: str, linter: Linter) -> str | None:
    fixed = fix_title(linter, text, unsafe=True, context=Context()).text
    return fixed if fixed != text else None


def plan_items(
    text: str, path: str = "plans/q4.toml", linter: Linter = LINTER, encoding: str = "utf-8"
) -> list[Item]:
    """Lint a plan; an item a title, and one a finding about the file itself, by line."""
    plan = read_plan(text.encode(encoding), path)
    items: list[Item] = []
    located = check_plan(plan, linter, Context())
    for one in (each for each in located if each.source is None):
        line = plan.lines.line_column(one.start)[0]
        first, last = plan.lines.line_span(line)
        inside = Diagnostic(
            one.start - first,
            min(one.end, last) - first,
            one.diagnostic.rule,
            plan.text[first:last],
            one.diagnostic.values,
        )
        items.append(
            Item(
                Title(plan.text[first:last]),
                (inside,),
                None,
                path,
                line,
                (place_of(plan.lines, one.start, one.end),),
                "source",
                lambda _, one=one: changes_of(plan.lines, edits_of(one)),
            )
        )
    for space in plan.spaces:
        mine = [each for each in located if each.source is space.title and each.source is not None]
        if space.title is None:
            continue
        items.append(
            Item(
                Title(space.title.value),
                tuple(each.diagnostic for each in mine),
                _mended(space.title.value, linter),
                path,
                plan.lines.line_column(space.title.start)[0],
                tuple(place_of(plan.lines, each.start, each.end, each.exact) for each in mine),
                changes=lambda i, mine=mine: changes_of(plan.lines, edits_of(mine[i])),
            )
        )
    return sorted(items, key=lambda item: item.line)


def report(
    format: str,
    items: list[Item],
    style: Style | None = None,
    unchecked: tuple[str, ...] = (),
    **options: object,
) -> str:
    """Return what a format writes of ``items``."""
    stream = io.StringIO()
    writer = Writer(stream, format, ReportSettings(style or Style(False), **options))
    writer.leave_unchecked(unchecked)
    for item in items:
        writer.write(item)
    writer.close()
    return stream.getvalue()
