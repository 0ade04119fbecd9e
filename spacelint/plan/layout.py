"""Where the titles of a team's own format live, as its configuration says."""

from __future__ import annotations

from spacelint.text.value import NamedTuple

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


class Where(NamedTuple):
    """A condition on a field: it ``contains`` or ``equals`` a text, case apart."""

    field: str
    contains: str = ""
    equals: str = ""

    def holds(self, raw: Mapping[str, object]) -> bool:
        """True where a Space, as its parser gave it, meets the condition."""
        value = look_up(raw, self.field)
        items = value if isinstance(value, list) else [value]
        texts = ["" if item is None else str(item).casefold() for item in items]
        if self.equals:
            return self.equals.casefold() in texts
        return any(self.contains.casefold() in text for text in texts)


class Layout(NamedTuple):
    """Which keys or columns hold what.

    A path is keys with dots between them (``meta.title``); in a CSV file the header, or the
    number of the column from 1 as a text. ``fields`` maps names of `FIELDS` to
    paths; several paths for ``scheduled_start`` are date, time and zone in that order. ``items``
    is the path of the list of Spaces. ``date_order`` is ``dmy``, ``mdy`` or "". ``evident_only``:
    nobody named the file, so only what is evidently a Space is one (`evidence`).
    ``today`` is the day that a series is read for, by default the real one.
    """

    title: str = ""
    fields: Mapping[str, tuple[str, ...]] | None = None
    items: str = ""
    where: tuple[Where, ...] = ()
    date_order: str = ""
    timezone: str = ""
    separator: str = ""
    header: bool = True
    evident_only: bool = False
    today: date | None = None

    @property
    def own_shape(self) -> bool:
        """Whether it names places; else it only says how days are read."""
        return bool(self.title or self.items or self.fields)

    def paths(self, field: str) -> tuple[str, ...]:
        """Return the paths of a field, none where the layout does not say."""
        if field == "title" and self.title:
            return (self.title,)
        return self.fields.get(field, ()) if self.fields else ()


def look_up(raw: object, path: str) -> object:
    """Return the value at a dotted path, or None; a key that has dots itself is found too."""
    if isinstance(raw, dict) and path in raw:
        value: object = raw[path]
        return value
    head, _, rest = path.partition(".")
    if isinstance(raw, list) and head.isdigit():
        raw = raw[int(head)] if int(head) < len(raw) else None
        return look_up(raw, rest) if rest else raw
    if isinstance(raw, dict) and head in raw:
        return look_up(raw[head], rest) if rest else raw[head]
    return None


def split_path(raw: object, path: str) -> tuple[str | int, ...]:
    """Return the keys of a dotted path as they stand in ``raw``."""
    if not path:
        return ()
    if isinstance(raw, dict) and path in raw:
        return (path,)
    head, _, rest = path.partition(".")
    if isinstance(raw, list) and head.isdigit():
        inner = raw[int(head)] if int(head) < len(raw) else None
        return (int(head), *split_path(inner, rest))
    inner = raw.get(head) if isinstance(raw, dict) else None
    return (head, *split_path(inner, rest))
