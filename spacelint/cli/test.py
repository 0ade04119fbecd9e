"""``spacelint test``: rules proved by their own examples."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from spacelint.cli import parameters as given

if TYPE_CHECKING:
    from spacelint.engine.examples import Failure

_Files = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[RULEFILE]...", help="Rule files; the built-in rules if none is given."
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command("test", help="Prove rules by the examples in their files.")(test)


def test(files: _Files = None, color: given.Colour = "auto") -> Any:
    """Prove rules and exit with 1 where an example does not hold."""
    raise typer.Exit(prove_files(tuple(files or ()), given.colour(color)))


def prove_files(files: tuple[str, ...], colour: str = "auto") -> int:
    """Prove the rules of ``files`` (the built-in ones if empty); return the exit status."""
    from spacelint.engine.default import default_rules, rule_files, rules_folder
    from spacelint.engine.examples import check_examples
    from spacelint.engine.load import load_rules
    from spacelint.fixer.plans import fixed_plan_text
    from spacelint.fixer.titles import fixed_text
    from spacelint.report.terminal import style_for

    builtin = not files or all(_inside(path, rules_folder()) for path in files)
    rules, problems = load_rules(files or rule_files(), builtin=builtin)
    for problem in problems:
        print(problem, file=sys.stderr)
    style = style_for(sys.stdout, colour)
    among = rules if not files else default_rules().joined(rules)
    results = check_examples(rules, fixed_text, fixed_plan_text, among=among)
    for failure in results.failures:
        print(_told(failure, style.paint))
    held = results.examples - len({(f.code, f.title) for f in results.failures})
    print(
        f"{results.rules} {'rule' if results.rules == 1 else 'rules'}, {results.examples} examples:"
        f" {held} hold, {results.examples - held} do not.",
        file=sys.stderr,
    )
    return 2 if problems else int(bool(results.failures))


def _inside(path: str, folder: str) -> bool:
    import os

    return os.path.dirname(os.path.realpath(path)) == os.path.realpath(folder)


def _told(failure: Failure, paint: Any) -> str:
    """Return a failed example: the title, a caret at the place, and the difference."""
    from spacelint.text.escape import visible, visible_chars
    from spacelint.text.width import cells

    chars = visible_chars(failure.title)
    before = "".join(chars[: failure.start])
    marked = "".join(chars[failure.start : failure.end])
    return "\n".join(
        (
            paint(failure.code, "bold"),
            f"  {''.join(chars)}",
            f"  {' ' * cells(before)}{paint('^' * max(1, cells(marked)), 'error')}",
            f"  expected {paint(visible(failure.expected), 'added')}",
            f"  found    {paint(visible(failure.found), 'removed')}",
        )
    )
