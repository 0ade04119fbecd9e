"""Options of the commands that can ask X, in typer's form."""

from __future__ import annotations

from typing import Annotated

import typer

from spacelint.cli.asking import Asking

Live = Annotated[bool, typer.Option("--live", help="Also ask X, which charges for it.")]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Print what asking X would cost, and ask nothing.")
]
MaxCost = Annotated[
    str, typer.Option("--max-cost", help="Highest price without asking back.", metavar="DOLLARS")
]
Wait = Annotated[
    bool | None,
    typer.Option("--wait/--no-wait", help="At X's rate limits: wait, or stop with what there is"
                 " (default: wait on a terminal)."),
]  # fmt: skip
Page = Annotated[
    int, typer.Option("--spaces", min=1, max=100, help="Spaces to look at per tag; X charges each.")
]


def asking(live: bool, dry_run: bool, max_cost: str, wait: bool | None, page: int) -> Asking | None:
    """Return how X is to be asked, None where it is not; raises typer.BadParameter."""
    from spacelint.reach.xapi.prices import mills

    try:
        limit = mills(max_cost)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="'--max-cost'") from None
    return Asking(limit, wait, page, dry_run) if live or dry_run else None
