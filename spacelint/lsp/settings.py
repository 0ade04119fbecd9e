"""The editor's settings, read leniently: an invalid setting is reported and ignored."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, NamedTuple

from spacelint.schema import nearest, shown
from spacelint.severity import SEVERITIES


class Settings(NamedTuple):
    """Settings of the editor; where one is not set, the project's configuration applies."""

    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    min_severity: str = ""
    lengths: bool = True
    cut_tags: bool = True
    today: datetime.date | None = None


def has_settings(given: object) -> bool:
    """True if an object has settings of spacelint; some clients send others, or none."""
    if not isinstance(given, dict):
        return False
    return isinstance(given.get("spacelint"), dict) or not given.keys().isdisjoint(_KNOWN)


def read_settings(given: object) -> tuple[Settings, tuple[str, ...]]:
    """Return the settings in ``given``, and a sentence for each invalid one.

    ``given`` is the object itself or has it under ``spacelint``.
    """
    if isinstance(given, dict) and isinstance(given.get("spacelint"), dict):
        given = given["spacelint"]
    if given is None:
        return Settings(), ()
    if not isinstance(given, dict):
        return Settings(), ("the settings of spacelint are no object",)
    wrong: list[str] = []
    hints = given.get("inlayHints")
    hints = hints if isinstance(hints, dict) else {}
    for name in given:
        if name not in _KNOWN:
            near = nearest(str(name), _KNOWN)
            hint = f" (did you mean {near}?)" if near else ""
            wrong.append(f'there is no setting "{shown(str(name))}"{hint}')
    severity = given.get("minSeverity") or ""
    if severity and severity not in SEVERITIES:
        wrong.append(f"minSeverity is one of {', '.join(SEVERITIES)}")
        severity = ""
    settings = Settings(
        _codes(given, "select", wrong),
        _codes(given, "extendSelect", wrong) or (),
        _codes(given, "ignore", wrong) or (),
        severity,
        hints.get("lengths") is not False,
        hints.get("cutTags") is not False,
        _day(given.get("today"), wrong),
    )
    return settings, tuple(wrong)


# `path`, `trace` and the like are for the client itself.
_KNOWN = (
    "select", "extendSelect", "ignore", "minSeverity", "inlayHints", "today",
    "path", "trace", "enable", "secret",
)  # fmt: skip


def _codes(given: Mapping[str, Any], name: str, wrong: list[str]) -> tuple[str, ...] | None:
    value = given.get(name)
    if value is None:
        return None
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value) if value or name != "select" else None
    wrong.append(f"{name} is a list of rule codes or names")
    return None


def _day(value: object, wrong: list[str]) -> datetime.date | None:
    if not value:
        return None

    try:
        return datetime.date.fromisoformat(str(value))
    except ValueError:
        wrong.append("today is a day like 2026-11-30")
        return None
