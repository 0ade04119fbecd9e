"""The planned Space and the brand book that an example of a rule names, as if read from files."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from spacelint.plan import PlannedSpace
    from spacelint.schema import Fault


def example_space(title: str, fields: Mapping[str, Any]) -> PlannedSpace:
    """Return a Space with ``title`` and ``fields``; it has no file, so no place is known in it."""
    from spacelint.plan.document import Reading
    from spacelint.plan.model import Plan

    reading = Reading(
        format="toml",
        records=[((), {**fields, "title": title})],
        locate=lambda path: None,
        style=lambda path: None,  # type: ignore[arg-type,return-value]
        faults=list,
        comments=tuple,
    )
    return Plan("<example>", "", "utf-8", 0, reading, None).spaces[0]


def example_tables(brand: Mapping[str, Any]) -> tuple[dict[str, Any], list[Fault]]:
    """Return the tables of an example's brand book, validated, and all that is wrong with them."""
    from spacelint.brand import BOOK_FIELDS, book_faults
    from spacelint.schema import Table, validate_data

    tables, faults = validate_data(dict(brand), Table("A brand book.", BOOK_FIELDS))
    return tables, faults or list(book_faults(tables))
