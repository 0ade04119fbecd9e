"""Whether a brand speaks: some rules concern brands and are only hints to everybody else."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.checks.contract import Context
    from spacelint.schema import Field


def without_brand() -> Field:
    """Return the parameter that gives a rule its severity where no brand speaks."""
    from spacelint import schema

    return schema.choice(
        "The severity where no brand speaks: without a brand book and without `sponsored`.",
        ("error", "warning", "info", "hint"),
        default="hint",
    )


def brand_speaks(context: Context) -> bool:
    """Return whether there is a brand book, or the plan says that the Space is paid for."""
    return context.book is not None or bool(getattr(context.space, "sponsored", None))
