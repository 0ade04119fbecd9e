"""Why no title was found in a file that somebody named, and the configuration that finds it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from itertools import islice
from typing import Any

from spacelint.plan.fields import NAMES
from spacelint.plan.find_spaces import find_spaces
from spacelint.plan.formats.front_matter import front_matter
from spacelint.plan.formats.table import names_of_header
from spacelint.plan.problems import Plan
from spacelint.plan.values import Layout

#: Words that stand over titles, starts and hosts in people's tables, in the order of their worth.
_TITLE_WORDS = (
    *("title", "titel", "titre", "titulo", "título", "titolo", "tytuł", "タイトル", "标题", "제목"),
    *("subject", "betreff", "asunto", "objet", "oggetto", "assunto", "topic", "thema", "tema"),
    *("event name", "session", "headline", "name", "event", "space", "text", "post", "summary"),
    *("message", "content", "what"),
)
_START_WORDS = (
    *("start", "begin", "beginn", "début", "debut", "inicio", "início", "inizio", "posting time"),
    *("scheduled", "when", "date", "datum", "fecha", "data", "日時", "日付", "日期", "날짜"),
    *("time", "uhrzeit"),
)
_TIME_WORDS = ("uhrzeit", "time", "heure", "hora", "ora", "orario", "beginnt um", "時間", "时间")
_HOST_WORDS = ("host", "gastgeber", "hôte", "anfitrión", "anfitrion", "ホスト", "主持")
_MOST_SHOWN = 12
_MOST_ROWS = 60


def explain_no_titles(plan: Plan) -> str:
    """Return what was looked for, what the file has instead, and the lines that would read it."""
    if not plan.text.strip():
        return "the file is empty: it has no title to check"
    if plan.format == "ics":
        if plan.spaces:
            return "no title found: looked for SUMMARY, and no event has one"
        return "no event found: the calendar has no VEVENT"
    if plan.format == "front-matter" and front_matter(plan.text) is None:
        return (
            "no front matter found: a Markdown plan starts with a line ---, and has a key"
            " title before the next one"
        )
    table = plan.reading.columns is not None
    keys = plan.reading.columns if table else _keys(plan.reading.data)
    what = "column" if table else "key"
    looked = "a column " + " or ".join(NAMES["title"]) if table else _LOOKED
    if not keys:
        return f"no title found: looked for {looked}"
    empty = _empty(plan, keys)
    if empty:
        return f"no title found: {empty}"
    named = [key for key in keys if key.strip()]
    shown = ", ".join(_quoted(key) for key in named[:_MOST_SHOWN])
    more = ", …" if len(named) > _MOST_SHOWN else ""
    banner = _header_below(plan) if table else 0
    if banner:
        return (
            f"no title found: looked for {looked}. The first row has {shown}{more}; the names of"
            f" the columns seem to stand in row {banner}. Delete the rows above it"
        )
    found = f"no title found: looked for {looked}. The {what}s are {shown}{more}"
    lines = _lines(plan, keys)
    if not lines and table:
        lines = _written(plan, ['title = "1"', "header = false"])
        return f"{found}. If the first row is a Space, put this into spacelint.toml:\n{lines}"
    return f"{found}. To read it, put this into spacelint.toml:\n{lines}" if lines else found


_LOOKED = "a key spaces with a list of Spaces, or a key title"


def _empty(plan: Plan, keys: Sequence[str]) -> str:
    """Return what is empty in a plan of our own shape, in words; "" for any other."""
    if plan.reading.columns is not None:
        known = names_of_header([*keys]) is not None
        return "the table has a header, and no row below it" if known else ""
    spaces = plan.reading.data.get("spaces", 0) if isinstance(plan.reading.data, dict) else 0
    if spaces is None or spaces in ([], {}):
        return "spaces is empty"
    return "" if isinstance(spaces, int | list | dict) else "spaces is a text, not a list of Spaces"


def _lines(plan: Plan, keys: Sequence[str]) -> str:
    """Return the part of a configuration that says where the titles stand; "" if none seems to."""
    items, inner = "", keys
    if isinstance(plan.reading.data, dict):
        items, inner = _tables(plan.reading.data, keys)
        if not _nearest([key for key in inner if key not in ("spaces", "Spaces")], _TITLE_WORDS):
            items, inner = _nested(plan.reading.data) or (items, inner)
    title, start = _nearest(inner, _TITLE_WORDS), _nearest(inner, _START_WORDS)
    if not title:
        return ""
    rows = [f"spaces = {_quoted(items)}"] if items else []
    rows.append(f"title = {_quoted(title)}")
    if start and start != title:
        left = [key for key in inner if key not in (title, start)]
        time = _nearest(left, _TIME_WORDS, whole=True)
        rows.append(f"start = [{_quoted(start)}, {_quoted(time)}]" if time
                    else f"start = {_quoted(start)}")  # fmt: skip
    host = _nearest(inner, _HOST_WORDS, whole=True)
    if host and "host" not in inner:
        rows.append(f"host = {_quoted(host)}")
    return _written(plan, rows)


def _written(plan: Plan, rows: Sequence[str]) -> str:
    name = re.split(r"[\\/]", plan.path)[-1]
    return "\n".join(f"    {row}" for row in (f"[plan.{_quoted(name)}]", *rows))


def _tables(data: dict[object, object], keys: Sequence[str]) -> tuple[str, Sequence[str]]:
    """Return where a document has its list of tables, and their keys with those one level deeper.

    ``*`` where several keys have one, as in a file with a list for each month.
    """
    found = []
    for key, value in data.items():
        first = value[0] if isinstance(value, list) and value else value
        if isinstance(first, dict) and (value is not first or _nearest(_deep(first), ("title",))):
            found.append((str(key), _deep(first)))
    if not found:
        return "", keys
    lists = [each for each in found if _nearest(each[1], _TITLE_WORDS)]
    if len(lists) > 1:
        return "*", lists[0][1]
    return (lists or found)[0]


def _nested(data: dict[object, object]) -> tuple[str, Sequence[str]] | None:
    """Return `*` and the keys of the tables where lists of titles stand in other tables."""
    for records in find_spaces(data, Layout(items="*")).records:
        keys = _deep(records[1])
        if len(records[0]) > 2 and _nearest(keys, _TITLE_WORDS):
            return "*", keys
    return None


def _deep(table: Mapping[Any, object]) -> list[str]:
    deeper = [f"{key}.{name}" for key, value in table.items() if isinstance(value, dict)
              for name in value]  # fmt: skip
    return [*(str(key) for key, value in table.items() if not isinstance(value, dict)), *deeper]


def _keys(data: object) -> list[str]:
    if isinstance(data, list):
        data = next((each for each in data if isinstance(each, dict)), None)
    return [str(key) for key in data] if isinstance(data, dict) else []


def _nearest(keys: Iterable[str], words: Sequence[str], *, whole: bool = False) -> str:
    """Return the key that says a word, the better the earlier the word; "" where none does.

    ``whole``: only a key that is the word itself counts.
    """
    plain = {re.sub(r"[\s._-]+", " ", key).strip().casefold(): key for key in keys}
    for word in words:
        for spelled, key in plain.items():
            if spelled == word or (not whole and re.search(rf"\b{re.escape(word)}", spelled)):
                return key
    return ""


def _header_below(plan: Plan) -> int:
    """Return the number of the row, from 2, that seems to name the columns below a banner; or 0."""
    lines = islice(StringIO(plan.text, newline=None), 1, _MOST_ROWS)
    for number, line in enumerate(lines, 2):
        cells = [cell.strip(' "\t\n').casefold() for cell in re.split(r"[,;\t|]", line)]
        if sum(cell in _HEADER_WORDS for cell in cells) >= 2:
            return number
    return 0


_HEADER_WORDS = frozenset(
    [*(name for names in NAMES.values() for name in names), *_TITLE_WORDS, *_START_WORDS]
)


def _quoted(text: str) -> str:
    shown = text if len(text) <= 60 else text[:57] + "…"
    return '"' + shown.replace("\\", "\\\\").replace('"', '\\"') + '"'
