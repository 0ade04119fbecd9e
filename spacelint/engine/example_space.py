"""The planned Space that an example of a rule names, as if it had been read from a plan."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from spacelint.plan.model import PlannedSpace


def example_space(title: str, fields: Mapping[str, Any]) -> PlannedSpace:
    """Return a Space with ``title`` and ``fields``; it has no file, so no place is known in it."""
    from spacelint.plan.model import Plan, Reading

    reading = Reading(
        format="toml",
        records=[((), {**fields, "title": title})],
        locate=lambda path: None,
        style=lambda path: None,  # type: ignore[arg-type,return-value]
        faults=list,
        comments=tuple,
    )
    return Plan("<example>", "", "utf-8", 0, reading, None).spaces[0]
