"""What checks ask of a planned Space: its people, its state and its day."""

from __future__ import annotations

from spacelint.text.model import HANDLE_LIMIT
from spacelint.text.pattern import Pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    from typing import Any

    from spacelint.checks.contract import Context

_PROFILE = Pattern(
    r"(?i)(?:https?://)?(?:www\.|mobile\.|m\.)?(?:x|twitter)\.com/@?([A-Za-z0-9_]{1,15})/?(?:[?#].*)?"
)


def is_handle(text: str) -> bool:
    """Return whether a text is 1 to 15 ASCII letters, digits or underscores."""
    return len(text) <= HANDLE_LIMIT and text.isascii() and text.replace("_", "a").isalnum()


def handle_of(person: str) -> str:
    """Return the handle in a plan's text for a person, without its sign; "" for a name.

    ``@jack``, ``jack`` and ``https://x.com/jack`` give ``jack``; the names ``Ann Lee`` and ``Ann``
    give "".
    """
    text = person.strip()
    if text[:1] in ("@", "＠"):
        return text[1:] if is_handle(text[1:]) else ""
    profile = _PROFILE.fullmatch(text) if "/" in text else None
    if profile is not None:
        return profile[1]
    is_given_name = text.isalpha() and text[:1].isupper() and text[1:].islower()
    return text if is_handle(text) and not is_given_name else ""


def shown(person: str) -> str:
    """Return a plan's text for a person as a sentence has it: a handle with its sign, or a name."""
    handle = handle_of(person)
    return "@" + handle if handle else person.strip()


def host_of(space: Any) -> str:
    """Return the handle of a Space's host, in lower case; "" where it names none."""
    return handle_of(getattr(space, "host", None) or "").lower()


def guests(space: Any) -> tuple[str, ...]:
    """Return the co-hosts and speakers of a Space as the plan has them."""
    cohosts = getattr(space, "cohosts", None) or ()
    speakers = getattr(space, "speakers", None) or ()
    return (*cohosts, *speakers)


def people_of(space: Any) -> frozenset[str]:
    """Return the handles of a Space's host, co-hosts and speakers, in lower case."""
    return frozenset([host_of(space), *(handle_of(person).lower() for person in guests(space))])


# Words in the field `state` or `status`, and fields, that say a Space is not yet to come.
_OVER_WORDS = frozenset("live running ended over past done canceled cancelled".split())
_STATES = ("state", "status", "State", "Status", "STATE", "STATUS")  # as tables head a column
_OVER_FIELDS = ("started_at", "ended_at")
_ID_ON_X = Pattern(r"1[A-Za-z0-9]{12}")
_PAGE_ON_X = Pattern(r"(?i)(?:x|twitter)\.com/i/(?:spaces|events)/")


def is_over(space: Any) -> bool:
    """Return whether the plan says that a Space is live, over or called off."""
    states = [value for key in _STATES if isinstance(value := space.raw.get(key), str)]
    if not _OVER_WORDS.isdisjoint([state.strip().lower() for state in states]):
        return True
    return any(map(space.raw.get, _OVER_FIELDS))


def zone_advice(space: Any) -> str:
    """Return how a start gets its zone, as the plan's format writes it."""
    if space.plan.format == "ics":
        zoned = "DTSTART;TZID=Europe/Paris:20261203T150000"
        here = f"Write {zoned}, or the time in UTC: 20261203T140000Z"
    else:
        zoned = _advise(space, "timezone", "Europe/Paris")
        here = f"Add an offset (2026-12-03T15:00+01:00), or {zoned}"
    return f"{here}; or set timezone under [plan] in spacelint.toml, for all plans"


def end_advice(space: Any) -> str:
    """Return how a plan says that a Space is over, as its format writes it."""
    if space.plan.format == "ics":
        return "set STATUS:CANCELLED if it is called off"
    return _advise(space, "state", "ended")


def _advise(space: Any, field: str, value: str) -> str:
    """Return the advice to give a field a value, in the spelling of the plan's format."""
    format, start = space.plan.format, space.plan.text.lstrip("\ufeff \t\r\n")
    if format == "front-matter":
        format = "json" if start[:1] == "{" else "toml" if start[:3] == "+++" else "yaml"
        format = "toml" if start.startswith("---toml") else format
    if format in ("csv", "tsv", "xlsx"):
        return f"write {value} in a column {field}"
    if format in ("json", "jsonl", "x-api"):
        return f'set "{field}": "{value}"'
    return f"set {field}: {value}" if format == "yaml" else f'set {field} = "{value}"'


def is_on_x(space: Any) -> bool:
    """Return whether a Space is scheduled on X already, by its address or its id.

    X's ids look like ``1YqKDoaMvQrKV``; any other id is the team's own.
    """
    url, id = space.url, space.id
    return bool((url and _PAGE_ON_X.search(url)) or (id and _ID_ON_X.fullmatch(id)))


_MONTHS = (
    "January February March April May June July August September October November December"
).split()


def day_of(context: Context) -> str:
    """Return the day of the Space, or else today, as ``2026-11-30``.

    A start with a zone is converted to the brand's time zone, where the book has one.
    """
    start = getattr(context.space, "scheduled_start", None)
    if start is None:
        return context.iso_day
    moment: datetime.datetime = start.moment
    zone = context.book.timezone if context.book is not None else None
    if zone and start.zoned and start.has_time:
        from zoneinfo import ZoneInfo

        try:
            moment = moment.astimezone(ZoneInfo(zone))
        except (ValueError, OSError, KeyError, OverflowError):
            return moment.date().isoformat()
    return moment.date().isoformat()


def spoken(day: str) -> str:
    """Return ``2023-07-01`` as ``1 July 2023``, ``2023-07`` as ``July 2023``, "" as ""."""
    year, *rest = day.split("-")
    month = [_MONTHS[int(rest[0]) - 1]] if rest else []
    return " ".join([*(str(int(number)) for number in rest[1:]), *month, year])


def since(day: str) -> str:
    """Return `` on 1 July 2023``, `` in July 2023`` or, where nothing is known, ""."""
    return f" {'on' if len(day) > 7 else 'in'} {spoken(day)}" if day else ""
