"""What X said of the handles and tags of an example, as recorded in a rule's file."""

from __future__ import annotations

from spacelint.checks.contract import Live, LiveAccount, LiveSpace

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping
    from typing import Any

    from spacelint.schema import Fault, Table

_STATES = ("exists", "protected", "missing", "suspended", "unknown")


def live_table() -> Table:
    """Return what the table ``live`` of an example may hold."""
    from spacelint import schema

    space = schema.Table(
        "A Space that X has live or scheduled.",
        {
            "id": schema.string("Its id on X.", default=""),
            "title": schema.string("Its title.", default=""),
            "host": schema.string("The host's handle.", default=""),
            "start": schema.moment("When it starts or started.", required=True),
            "until": schema.moment("When X was asked, where it was live then."),
        },
    )
    return schema.Table(
        "What X said when it was asked.",
        {
            "accounts": schema.keyed("Accounts by handle.", schema.choice("", _STATES)),
            "renamed": schema.keyed("Handles now, by the handle before.", schema.string("")),
            "posts": schema.keyed("Posts of seven days by tag.", schema.integer("", minimum=0)),
            "spaces": schema.keyed("Spaces by a tag of their title.", schema.tables("", space)),
        },
    )


def live_faults(recorded: object) -> list[Fault]:
    """Return all that is wrong with the table ``live`` of an example."""
    from spacelint import schema

    if not isinstance(recorded, dict):
        return [schema.Fault((), "expected a table")]
    return schema.validate_data(recorded, live_table())[1]


def example_live(recorded: Mapping[str, Any]) -> Live:
    """Return the facts of an example whose table ``live`` has no faults."""
    from spacelint import schema

    tables = schema.validate_data(dict(recorded), live_table())[0]
    renamed = {handle.lower(): now for handle, now in tables["renamed"].items()}
    return Live(
        {
            handle.lower(): LiveAccount(
                "exists" if state == "protected" else state,
                state == "protected",
                renamed.get(handle.lower(), ""),
            )
            for handle, state in tables["accounts"].items()
        },
        {tag.casefold(): posts for tag, posts in tables["posts"].items()},
        {tag.casefold(): tuple(map(_space, spaces)) for tag, spaces in tables["spaces"].items()},
    )


def _space(table: Mapping[str, Any]) -> LiveSpace:
    start = _moment(table["start"])
    until = start if table["until"] is None else _moment(table["until"])
    return LiveSpace(table["id"], table["title"], table["host"], start, until)


def _moment(value: Any) -> datetime.datetime:
    """Return a day or moment as an aware moment; X's are UTC."""
    import datetime

    if not isinstance(value, datetime.datetime):
        value = datetime.datetime(value.year, value.month, value.day)
    aware: datetime.datetime = value if value.tzinfo else value.replace(tzinfo=datetime.UTC)
    return aware
