"""Find the Spaces in the tables and lists that a parser gave."""

from __future__ import annotations

from spacelint.plan.fields import KNOWN, NAMES, misnames_title
from spacelint.plan.values import Layout, look_up, split_path
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import TypeVar

    from spacelint.plan.values import Records
    from spacelint.text.value import Path

    T = TypeVar("T")

# A table with a bare `name` may be anything (package.json); one with these is a Space.
_EVIDENT = frozenset(
    name
    for field in ("host", "speakers", "scheduled_start", "topics", "campaign", "sponsored")
    for name in NAMES[field]
)


class Found(NamedTuple):
    """Spaces with their paths; ``bare`` are paths of texts that stand in a list as titles."""

    records: Records
    bare: frozenset[Path] = frozenset()
    x_api: bool = False
    names: Mapping[str, tuple[str, ...]] | None = None


#: What schema.org calls the fields of an event.
SCHEMA_ORG = {
    "title": ("name",),
    "scheduled_start": ("startDate",),
    "ends": ("endDate",),
    "host": ("organizer",),
    "speakers": ("performer", "performers"),
    "lang": ("inLanguage",),
    "url": ("url",),
}


def find_spaces(data: object, layout: Layout, *, api: bool = False) -> Found:
    """Return the Spaces of a document: ``spaces``, a list, a single Space, or by the layout.

    With ``api`` the answers of the X API (``{"data": [...]}``) are known too.
    """
    found = _find(data, layout, api)
    return found._replace(records=[each for each in found.records if layout.takes(each[1])])


def _find(data: object, layout: Layout, api: bool) -> Found:
    if layout.items == "*" and isinstance(data, dict):
        title = layout.title or "title"
        lists = [found for key, value in data.items() for found in _every(value, (key,), title)]
        records = [record for each in lists for record in each.records]
        return Found(records, frozenset().union(*(each.bare for each in lists)))
    if layout.items:
        return _items(look_up(data, layout.items), split_path(data, layout.items))
    if isinstance(data, list):
        return _events(data, ()) if api and any(map(_is_event, data)) else _items(data, ())
    if not isinstance(data, dict):
        return Found([])
    if layout.title and look_up(data, layout.title) is not None:
        return Found([((), data)])
    if isinstance(data.get("spaces"), list | dict):
        return _items(data["spaces"], ("spaces",))
    if api and isinstance(data.get("data"), list | dict):
        return _api(data)
    if api and (_is_event(data) or isinstance(data.get("@graph"), list)):
        return _events(data, ())
    named = "title" in data or ("name" in data and _is_space(data))
    # What only a Space has, and a name that all but says title.
    named = named or (not _EVIDENT.isdisjoint(data) and misnames_title(data))
    return Found([((), data)] if layout.title or named else [])


def _every(value: object, path: Path, title: str) -> Iterator[Found]:
    """Yield the Spaces of every list below ``value``, and of every table that has a title."""
    if isinstance(value, list):
        below = [[*_every(item, (*path, number), title)] if _is_outer(item, title) else []
                 for number, item in enumerate(value)]  # fmt: skip
        own = _items(value, path)
        kept = [each for each in own.records if not below[int(each[0][-1])]]
        yield own._replace(records=kept)
        for inner in below:
            yield from inner
    elif isinstance(value, dict):
        if look_up(value, title) is not None:
            yield Found([(path, value)])
            return
        for key, each in value.items():
            if isinstance(each, list | dict):
                yield from _every(each, (*path, key), title)


def _is_outer(item: object, title: str) -> bool:
    """True for a table that has no title and has tables in it: a week with its Spaces."""
    if not isinstance(item, dict) or look_up(item, title) is not None:
        return False
    firsts = [each[0] if isinstance(each, list) and each else each for each in item.values()]
    return any(isinstance(each, dict) for each in firsts)


def _is_space(data: dict[str, object]) -> bool:
    return not _EVIDENT.isdisjoint(data) or all(key in KNOWN for key in data)


def _items(items: object, base: Path) -> Found:
    if isinstance(items, dict):
        if "title" in items or "name" in items:
            return Found([(base, items)])
        named = [((*base, key), each) for key, each in items.items() if isinstance(each, dict)]
        return Found(named)
    if not isinstance(items, list):
        return Found([])
    if not base and not any(item is None or isinstance(item, str | dict) for item in items):
        return Found([])  # numbers alone: some other list
    # Any other item is a title, or what should have been one: 2026, yes, or nothing before a "#".
    records = [
        ((*base, number), item if isinstance(item, dict) else {"title": item})
        for number, item in enumerate(items)
    ]
    bare = [(*base, number) for number, item in enumerate(items) if not isinstance(item, dict)]
    return Found(records, frozenset(bare))


def _api(data: dict[str, object]) -> Found:
    inner = data["data"]
    includes = data.get("includes")
    users = includes.get("users") if isinstance(includes, dict) else None
    names = {
        str(user.get("id")): user.get("username")
        for user in (users if isinstance(users, list) else [])
        if isinstance(user, dict) and isinstance(user.get("username"), str)
    }
    records: Records = []
    items = inner if isinstance(inner, list) else [inner]
    for number, item in enumerate(items):
        if isinstance(item, dict) and not {"title", "state", "id"}.isdisjoint(item):
            path: Path = ("data", number) if items is inner else ("data",)
            records.append((path, {**item, **_people(item, names)}))
    return Found(records, x_api=True)


def _is_event(item: object) -> bool:
    """Return whether a table is an event of schema.org: an Event, a BusinessEvent, …"""
    if not isinstance(item, dict):
        return False
    kinds = item.get("@type")
    return any(
        isinstance(kind, str) and kind.endswith("Event")
        for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _events(data: object, base: Path) -> Found:
    if isinstance(data, dict) and not _is_event(data):
        data, base = data.get("@graph"), (*base, "@graph")
    if isinstance(data, dict):
        return Found([(base, data)], names=SCHEMA_ORG)
    listed = enumerate(data) if isinstance(data, list) else ()
    records = [((*base, number), item) for number, item in listed if _is_event(item)]
    return Found(records, names=SCHEMA_ORG)


def _people(item: dict[str, object], names: dict[str, object]) -> dict[str, object]:
    """Return host, co-hosts and speakers by name where the answer brings the accounts along."""

    def listed(key: str) -> list[str]:
        ids = item.get(key)
        return [str(each) for each in ids] if isinstance(ids, list) else []

    hosts = listed("host_ids")
    creator = str(item.get("creator_id") or (hosts[0] if hosts else ""))
    people = {
        "host": names.get(creator),
        "cohosts": [names[each] for each in hosts if each != creator and each in names],
        "speakers": [names[each] for each in listed("speaker_ids") if each in names],
    }
    return {key: value for key, value in people.items() if value and key not in item}


def with_bare(look: Callable[[Path], T], bare: frozenset[Path]) -> Callable[[Path], T]:
    """Locate the title of a bare text in a list at the text itself."""
    if not bare:
        return look

    def find(path: Path) -> T:
        return look(path[:-1]) if path[:-1] in bare else look(path)

    return find
