"""Make sure that a fix changed the titles it named, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from spacelint.plan.model import PlannedSpace
from spacelint.plan.problems import Plan
from spacelint.text.value import Path


def only_titles_differ(
    before: Plan, after: Plan, titles: Mapping[int, str], others: Iterable[Path] = ()
) -> bool:
    """True where two readings are equal in every value but the titles named by index.

    ``titles`` maps the index of a Space to its new title; values at the paths ``others`` of the
    document may differ too. False where either plan could not be parsed, so that nothing is
    written then.
    """
    if before.approximate or after.approximate or len(before.spaces) != len(after.spaces):
        return False
    changed: set[Path] = set(others)
    for old, new in zip(before.spaces, after.spaces, strict=True):
        if old.path != new.path:
            return False
        wanted = titles.get(old.index)
        was, now = old.title, new.title
        value = wanted if wanted is not None else was.value if was is not None else None
        if (now.value if now is not None else None) != value:
            return False
        if wanted is not None:
            changed.add(_title_path(old))
            changed.add(_title_path(new))
    if before.reading.data is not None or after.reading.data is not None:
        return same_values(before.reading.data, after.reading.data, (), changed)
    return all(
        same_values(old.raw, new.raw, old.path, changed)
        for old, new in zip(before.spaces, after.spaces, strict=True)
    )


def _title_path(space: PlannedSpace) -> Path:
    path = (*space.path, *(space.key("title") or ()))
    # A bare text in a list of titles stands at the path of the Space itself.
    return space.path if space.place() == space.place("title") else path


def same_values(
    first: object, second: object, base: Path = (), changed: Collection[Path] = ()
) -> bool:
    """True where two values, at the path ``base``, are the same but at the paths ``changed``.

    Types and offsets count: 1 is not True, and 15:00+01:00 is not 14:00Z. Compared without
    recursion, as a value of YAML may contain itself; one that YAML's aliases share is walked once.
    """
    stack: list[tuple[object, object, Path]] = [(first, second, base)]
    seen: set[tuple[int, int]] = set()
    while stack:
        one, two, path = stack.pop()
        if path in changed:
            continue
        if type(one) is not type(two):
            return False
        if isinstance(one, dict) and isinstance(two, dict):
            kept = [key for key in one if (*path, key) not in changed]
            if kept != [key for key in two if (*path, key) not in changed]:
                return False
            children = [(one[key], two[key], (*path, key)) for key in kept]
        elif isinstance(one, list) and isinstance(two, list):
            if len(one) != len(two):
                return False
            children = [
                (value, other, (*path, index))
                for index, (value, other) in enumerate(zip(one, two, strict=True))
            ]
        else:
            if one != two and repr(one) != repr(two):  # not-a-number equals nothing
                return False
            if isinstance(one, datetime) and str(one) != str(two):
                return False
            continue
        pair = (id(one), id(two))
        if pair in seen and not any(each[: len(path)] == path for each in changed):
            continue
        seen.add(pair)
        stack += children
    return True
