"""Read the values of a Space's fields: names, lists, yes and no."""

from __future__ import annotations

from spacelint.plan.moment import BadValue

TRUE_WORDS = frozenset(("true", "yes", "y", "1", "on"))
FALSE_WORDS = frozenset(("false", "no", "n", "0", "off", "none", ""))
HANDLE_KEYS = ("handle", "username", "screen_name", "x", "twitter", "name")


def read_text(value: object) -> str | BadValue | None:
    """Read a text; a number is taken as it is written."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return BadValue(f"it is {kind(value)}", "write a text")


def read_person(value: object) -> str | BadValue | None:
    """Read a person: a handle, a name, or a table with a handle in it."""
    if isinstance(value, dict):
        for key in HANDLE_KEYS:
            if isinstance(value.get(key), str) and value[key].strip():
                return str(value[key]).strip()
        return BadValue("it has no handle", 'write handle = "acme"')
    if value is None or isinstance(value, str):
        return value.strip() or None if value else None
    return BadValue(f"it is {kind(value)}", "write a handle such as acme")


def read_people(value: object) -> tuple[str, ...] | BadValue:
    """Read a list of people: a list, or a text with commas or semicolons between them."""
    if value is None:
        return ()
    if isinstance(value, str):
        return tuple(part.strip() for part in value.replace(";", ",").split(",") if part.strip())
    if isinstance(value, dict):
        value = [value]
    if not isinstance(value, list):
        return BadValue(f"it is {kind(value)}", 'write a list such as ["acme", "jack"]')
    found = []
    for number, item in enumerate(value, 1):
        person = read_person(item)
        if isinstance(person, BadValue):
            return BadValue(f"item {number} cannot be read: {person.reason}", person.hint)
        if person:
            found.append(person)
    return tuple(found)


def read_texts(value: object) -> tuple[str, ...] | BadValue:
    """Read a list of texts."""
    if isinstance(value, list):
        for number, item in enumerate(value, 1):
            if isinstance(item, dict | list):
                return BadValue(f"item {number} is {kind(item)}", "write a list of texts")
        return tuple(str(item).strip() for item in value if item is not None)
    if isinstance(value, str) or value is None:
        return read_people(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return (str(value),)
    return BadValue(f"it is {kind(value)}", 'write a list such as ["winter", "spring"]')


def read_flag(value: object) -> bool | BadValue | None:
    """Read yes or no."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | str):
        word = str(value).strip().lower()
        if word in TRUE_WORDS:
            return True
        if word in FALSE_WORDS:
            return False
    return BadValue("it is neither yes nor no", "write true or false")


def read_consent(value: object) -> bool | tuple[str, ...] | BadValue | None:
    """Read consents: yes or no for all, or the people whose consent is on record."""
    if isinstance(value, list | dict):
        if isinstance(value, dict):
            value = [name for name, given in value.items() if given]
        return read_people(value)
    flag = read_flag(value)
    if isinstance(flag, BadValue) and isinstance(value, str):
        return read_people(value)
    return flag


def read_reuse(value: object) -> bool | str | BadValue | None:
    """Read what becomes of a recording: yes, no, or a word such as ``commercial``."""
    flag = read_flag(value)
    if isinstance(flag, BadValue) and isinstance(value, str):
        return value.strip().lower()
    return flag


def kind(value: object) -> str:
    """Name the kind of a value in plain words."""
    if isinstance(value, bool):
        return "yes or no"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, str):
        return "a text"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a table"
    return "empty" if value is None else "a date or time"
