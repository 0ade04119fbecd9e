"""Whether a file that nobody named as a plan evidently holds Spaces.

A folder called spaces/ has other files too: labels, members, charts, blog posts. Of a file that was
found and not named, only this counts: a title under a key `spaces` or beside a field that only a
Space has, and an event that names X Spaces or links to one. Confluence has spaces by name, a design
system has them by size, and translations have `"start": "Start now"`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacelint.plan.fields import NAMES, misnames_title
from spacelint.plan.values import Reading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacelint.plan.values import Layout
    from spacelint.text.value import Path

_EVIDENT_FIELDS = (
    *("host", "cohosts", "speakers", "scheduled_start", "ends", "campaign", "sponsored"),
    *("record", "consent"),
)
# Other things have a creator, an end and a start_time.
_EVIDENT = frozenset(
    name for field in _EVIDENT_FIELDS for name in NAMES[field] if name not in ("creator", "end")
)
_SPACES = re.compile(r"\b(?:x|twitter)[ -]?spaces?\b|\b(?:x|twitter)\.com/i/spaces/", re.IGNORECASE)
_SPACES_KEY = re.compile(
    r"^[ \t{]*(?:\[\[?[ \t]*)?[\"']?spaces[\"']?[ \t]*(?:[:=.]|\])", re.MULTILINE | re.IGNORECASE
)
# A tab parts two cells, and blanks are looked at from the first of a row alone.
_TITLE_KEY = re.compile(
    r"(?im)(?:^|[{,;|]|- |(?<![ \t\"'])[ \"']*+\t)[ \t\"']*+title[\"']?[ \t]*(?:[:=,;\t|]|\r?$)"
)
# Helm's, Jinja's: parsed by nobody as it stands.
_TEMPLATE = re.compile(r"(?m)^(?>.*?\{\{).*?\}\}|^(?>.*?\{%).*?%\}")
_WORDING = re.compile(r"(?![a-z])[^\W\d_][^\d@_#/]*")  # "Start now": no day, and no handle


def only_spaces(reading: Reading, text: str, layout: Layout) -> Reading:
    """Return a reading with what is evidently a Space, and with nothing wrong where there is none.

    A file that cannot be read stays as it is where its text looks like a plan, or its name does.
    """
    if reading.approximate or reading.unread:
        holds = looks_like_spaces(text, layout)
    elif reading.format == "ics":
        kept = [each for each in reading.records if _names_spaces(each[1])]
        reading, holds = reading._replace(records=kept), bool(kept)
    else:
        holds = _has_spaces(reading)
    return reading if holds else Reading(reading.format, [], other_keys=True)


def looks_like_spaces(text: str, layout: Layout) -> bool:
    """Return whether a file that cannot be parsed looks like a plan of Spaces."""
    if _TEMPLATE.search(text):
        return False
    return (
        layout.says_spaces
        or _SPACES_KEY.search(text) is not None
        or _TITLE_KEY.search(text) is not None
    )


def _has_spaces(reading: Reading) -> bool:
    records = reading.records
    if reading.format == "json" and reading.names is not None:  # events of schema.org
        return any(_SPACES.search(repr(raw)) for _, raw in records)
    if reading.names is not None:
        named = [name.casefold() for name in reading.names.get("title", ())]
        evident = any(reading.names.get(field) for field in _EVIDENT_FIELDS)
        if "subject" not in named:  # Google's calendar has a day and a time of everything
            evident = evident or bool(reading.names.get("date") and reading.names.get("time"))
        return bool(named) and "name" not in named and evident
    if reading.format == "x-api":
        return any("title" in raw and not {"state", "scheduled_start"}.isdisjoint(raw)
                   for _, raw in records)  # fmt: skip
    return any(_is_space(path, raw, reading.format) for path, raw in records)


def _is_space(path: Path, raw: Mapping[str, object], format: str) -> bool:
    titled = "title" in raw or misnames_title(raw)
    evident = not _EVIDENT.isdisjoint(raw) or ("date" in raw and "time" in raw)
    listed = bool(path) and isinstance(path[-1], int)
    if not listed and format in ("json", "yaml") and _is_wording(raw):
        return False
    if "spaces" in path[:2]:
        return evident or (titled and (listed or format == "toml"))
    return titled and (evident or ("title" in raw and _names_spaces(raw)))


def _is_wording(raw: Mapping[str, object]) -> bool:
    """True for the words of a program by key, as translators keep them: `"host": "Host"`."""
    values = [raw[name] for name in raw if name in _EVIDENT]
    return bool(values) and all(
        isinstance(value, str) and _WORDING.fullmatch(value) for value in values
    )


def _names_spaces(raw: Mapping[str, object]) -> bool:
    return any(isinstance(each, str) and _SPACES.search(each) for each in raw.values())
