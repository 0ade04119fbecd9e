"""Check a value other than a table or list against its field, and describe its faults."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from spacelint.schema.problem import Fault, shown
from spacelint.text.distance import nearest

if TYPE_CHECKING:
    from typing import Any

    from spacelint.schema.fields import Field
    from spacelint.text.value import Path

KIND_WORDS = {
    "string": "text in quotes",
    "regex": "a pattern in quotes",
    "choice": "a word in quotes",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "date": "a date like 2026-11-30",
    "datetime": "a date like 2026-11-30 or a date with a time",
    "list": "a list",
    "table": "a table",
    "keyed": "a table",
}
_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "regex": (str,),
    "choice": (str,),
    "int": (int,),
    "float": (float, int),
    "bool": (bool,),
    "date": (str, date),
    "datetime": (str, date, datetime),
    "list": (list,),
    "table": (dict,),
    "keyed": (dict,),
}


def check_scalar(value: Any, field: Field, path: Path, faults: list[Fault]) -> Any:
    """Return the value converted to its field's type; its faults are added to `faults`."""
    kind = field.kind
    if kind == "choice":
        if value not in field.choices:
            words = ", ".join(f'"{word}"' for word in field.choices)
            message = f'expected one of {words}; found "{shown(value)}"'
            faults.append(Fault(path, message, nearest(value, field.choices) or ""))
    elif kind in ("int", "float"):
        return _number(value, field, path, faults)
    elif kind in ("date", "datetime"):
        return _day(value, kind, path, faults)
    elif kind in ("string", "regex"):
        check_size(len(value), "character", "characters", field, path, faults)
        if field.pattern and not full_match(field.pattern, value):
            says = field.pattern_says or f"text matching {field.pattern}"
            faults.append(Fault(path, f'expected {says}, found "{shown(value)}"'))
        elif kind == "regex" and len(value) <= 2_000:
            _check_regex(value, path, faults)
    return value


def _number(value: Any, field: Field, path: Path, faults: list[Fault]) -> Any:
    low, high = field.minimum, field.maximum
    if (low is None or value >= low) and (high is None or value <= high):
        try:
            return float(value) if field.kind == "float" else value
        except OverflowError:
            faults.append(Fault(path, f"expected a number, found {found_words(value)}"))
            return value
    if low is not None and high is not None:
        expected = f"a number from {low} to {high}"
    else:
        expected = f"at least {low}" if low is not None else f"at most {high}"
    faults.append(Fault(path, f"expected {expected}, found {found_words(value)}"))
    return value


def check_size(
    size: int, one: str, many: str, field: Field, path: Path, faults: list[Fault]
) -> None:
    """Add a fault where a text or list is shorter or longer than its field allows."""
    low, high = field.minimum, field.maximum
    if low is not None and size < low:
        unit = one if low == 1 else many
        faults.append(Fault(path, f"expected at least {low:g} {unit}, found {size}"))
    elif high is not None and size > high:
        unit = one if high == 1 else many
        faults.append(Fault(path, f"expected at most {high:g} {unit}, found {size}"))


def _check_regex(value: str, path: Path, faults: list[Fault]) -> None:
    import regex  # 20 ms, which a call without a pattern does not pay

    large = oversized_at(value)
    if large is not None:
        limit = f"with its counts spelled out it has more than {MOST_ITEMS:,} items"
        message = f"this pattern is too large: {limit}, at its character {large + 1}"
        faults.append(Fault(path, message))
        return
    try:
        regex.compile(value)
    except (regex.error, RecursionError, OverflowError, ValueError) as error:
        message = getattr(error, "msg", None) or str(error)
        position = getattr(error, "pos", None)
        at = f" at its character {position + 1}" if isinstance(position, int) else ""
        faults.append(Fault(path, f"this pattern can't be used: {message}{at}"))


def _day(value: Any, kind: str, path: Path, faults: list[Fault]) -> Any:
    if not isinstance(value, str):
        return value
    try:
        if kind == "date" or len(value) == 10:
            return date.fromisoformat(value)
        return datetime.fromisoformat(value)
    except ValueError:
        message = f'expected {KIND_WORDS[kind]}, found "{shown(value)}"'
        faults.append(Fault(path, message))
        return None


def fits_kind(value: object, kind: str) -> bool:
    """True if a TOML value has a type of the kind; bool is no number, a datetime is no date."""
    return kind not in _TYPES or type(value) in _TYPES[kind]


def expected_message(value: object, field: Field) -> str:
    """Return what was expected and what was found, for a value of another kind."""
    expected = KIND_WORDS.get(field.kind, "another value")
    item = field.item
    if field.kind == "list" and item is not None:
        if item.kind == "table":
            expected = "a list of tables"
        elif item.kind in ("string", "choice", "regex"):
            expected = "a list of texts"
        if fits_kind(value, item.kind) or item.kind == "one-of":
            expected += " in [ ]"
    return f"expected {expected}, found {found_words(value)}"


def found_words(value: object) -> str:
    """Describe a value that was found where another was expected."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'the text "{shown(value)}"'
    if isinstance(value, int):
        # A whole number of thousands of digits may not be turned into text at all.
        return f"the number {value}" if abs(value) < 10**15 else "a very large number"
    if isinstance(value, float):
        return f"the number {value}"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a table"
    return f"the {type(value).__name__} {value}"


def full_match(pattern: str, text: str) -> bool:
    """True if the pattern matches the text from end to end."""
    return re.fullmatch(pattern, text) is not None


def zone_faults(path: Path, name: str | None) -> Iterator[Fault]:
    """Yield the fault of a zone at a key path that does not exist; none where none is given."""
    if name is not None and (fault := zone_fault(name)) is not None:
        yield Fault(path, *fault)


@lru_cache(1_000)
def zone_fault(name: str) -> tuple[str, str] | None:
    """What is wrong with a zone name and the nearest right one; None for a zone that exists.

    Zones are those of the IANA database as Python's ``zoneinfo`` finds it. Nothing is raised.
    """
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        known = sorted(zoneinfo.available_timezones())
        near = nearest(name, known) or nearest(name, [zone.rsplit("/", 1)[-1] for zone in known])
        full = next((zone for zone in known if zone == near or zone.endswith(f"/{near}")), "")
        return f'there is no time zone "{shown(name)}"', full
    return None


# The `regex` library spells out what must be repeated, so a pattern's size is the product of its
# nested counts: `(?:a{20000}){20000}` would take all memory. Measured with regex 2026.11 on Python
# 3.11: 10,000 items compile in 20 ms, 4,000,000 take ten seconds and 1.4 GB.
MOST_ITEMS = 10_000
_COUNT = re.compile(r"\{([0-9]+)(?:,[0-9]*)?\}")
_ESCAPE = re.compile(r"\\(?:[pPN]\{[^}]*\}|.)?", re.DOTALL)
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]?", re.DOTALL)


def oversized_at(pattern: str) -> int | None:
    """Return the offset (code points) at which ``pattern`` grows past ``MOST_ITEMS``, or None.

    Alternatives are added up, so the size is never less than what is compiled.
    """
    sizes = [0]  # of each group that is open
    last = 0  # of the item that a count would repeat
    at = 0
    while at < len(pattern):
        char, start = pattern[at], at
        count = _COUNT.match(pattern, at) if char == "{" else None
        if count is not None:
            times = max(int(count[1][:9]), 1)
            sizes[-1] += last * (times - 1)
            last *= times
            at = count.end()
        elif char == "(":
            sizes.append(0)
            at += 1
            last = 0
        elif char == ")":
            last = max(sizes.pop(), 1)
            sizes = sizes or [0]
            sizes[-1] += last
            at += 1
        else:
            item = _ESCAPE.match(pattern, at) or _CLASS.match(pattern, at)
            at = item.end() if item is not None else at + 1
            last = 1
            sizes[-1] += 1
        if sizes[-1] > MOST_ITEMS:
            return start
    return None
