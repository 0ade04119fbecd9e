"""The reference part of docs/configuration.md, made from the declaration.

``python -m spacelint.config.reference docs/configuration.md`` writes it between its two marks.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from spacelint.config.show import toml_text
from spacelint.config.table import CONFIG
from spacelint.schema.fields import Field, Table

BEGIN = "<!-- made by spacelint.config.reference: begin -->"
END = "<!-- made by spacelint.config.reference: end -->"

_KINDS = {
    "string": "text",
    "int": "whole number",
    "float": "number",
    "bool": "true or false",
    "date": "date",
    "datetime": "date or time",
    "regex": "pattern",
    "table": "table",
    "any": "anything",
}


def reference() -> str:
    """The Markdown tables of every key a configuration may have, one table a TOML table."""
    return "\n\n".join(_tables(CONFIG, "")) + "\n"


def with_reference(page: str) -> str:
    """`page` with the part between the two marks replaced; raises ValueError without marks."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError("the page has no place for the reference")
    return f"{before}{BEGIN}\n\n{reference()}\n{END}{after}"


def _tables(table: Table, name: str) -> Iterator[str]:
    rows = [
        f"| `{key}` | {field_kind(field)} | {field_doc(field)} |"
        for key, field in table.fields.items()
    ]
    title = f"### `[{name}]`\n\n{table.doc}\n\n" if name else ""
    yield f"{title}| key | value | what it says |\n|---|---|---|\n" + "\n".join(rows)
    for key, field in table.fields.items():
        yield from _inner(field, f"{name}.{key}" if name else key)
    if table.others is not None:
        yield from _inner(table.others, f'{name}."GLOB"')


def _inner(field: Field, name: str) -> Iterator[str]:
    if field.kind == "table" and field.table is not None:
        table = field.table if field.table.doc else field.table._replace(doc=field.doc)
        yield from _tables(table, name)
    elif field.kind == "keyed" and field.item is not None:
        yield from _inner(field.item, f"{name}.NAME")


def field_kind(field: Field) -> str:
    """Return what a key may hold, in a few words of Markdown."""
    if field.kind == "choice":
        return ", ".join(f"`{word}`" for word in field.choices)
    if field.kind == "list" and field.item is not None:
        return f"list of {field_kind(field.item)}"
    if field.kind == "keyed" and field.item is not None:
        return f"table of {field_kind(field.item)}"
    if field.kind == "one-of":
        return " or ".join(dict.fromkeys(field_kind(option) for option in field.options))
    return _KINDS[field.kind]


def field_doc(field: Field) -> str:
    """Return what a key says, whether it is required and its default, for a table's cell."""
    text = (field.doc or (field.table.doc if field.table else "")).replace("|", "\\|")
    if field.required:
        text += " Required."
    if field.default not in (None, (), {}):
        text += f" Default `{toml_text(field.default)}`."
    return text


def main() -> None:
    """Update the reference of the page named on the command line."""
    (path,) = sys.argv[1:]
    with open(path, encoding="utf-8", newline="") as file:
        page = file.read()
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(with_reference(page))


if __name__ == "__main__":
    main()
