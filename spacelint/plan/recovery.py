"""Titles of a file that cannot be parsed: find the title key, and read the value there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacelint.plan.text_places import find_comments
from spacelint.plan.values import Comment, Layout, PlanProblem, Reading, Records
from spacelint.source.lines import Place
from spacelint.source.styles.json import JsonStyle
from spacelint.source.styles.toml import TomlStyle
from spacelint.source.styles.yaml import YamlStyle
from spacelint.text.pattern import compile_re
from spacelint.text.value import Path

if TYPE_CHECKING:
    from spacelint.source.styles.plain import Style


_DOUBLE = r'"(?:[^"\\\r\n]|\\[^\r\n])*+"'
_SINGLE = r"'(?:[^'\r\n]|'')*+'"
_TOML_VALUE = compile_re(
    r'"""(?:[^"\\]|\\[\s\S]|"{1,2}(?!"))*+"{3,5}' + r"|'''(?:[^']|'{1,2}(?!'))*+'{3,5}"
    rf"|{_DOUBLE}|'[^'\r\n]*+'|[^\r\n]*"
)
_JSON_VALUE = compile_re(rf"{_DOUBLE}|[^\r\n]*")
_YAML_VALUE = compile_re(
    rf"{_DOUBLE}|{_SINGLE}|[|>][^\r\n]*|(?:[^\r\n#]++|(?<=[^ \t])#)*+", re.MULTILINE
)
# The first item of a list of bare titles: nothing but comments and the key `spaces` before it.
_YAML_LIST = re.compile(
    r"\s*(?:(?:#[^\r\n]*+|---[ \t]*+|spaces:[ \t]*+(?:#[^\r\n]*+)?)[\r\n]\s*)*?^([ ]*)-[ \t]",
    re.MULTILINE,
)
_JSON_LIST = re.compile(r'\s*(?:\{\s*"spaces"\s*:\s*)?\[')
_JSON_ITEM = re.compile(r'[\[,][ \t\r\n]*+(?=")')
# Of each syntax: what stands before a title, with KEY for its key; a value; and how it is written.
_SYNTAXES: dict[str, tuple[str, re.Pattern[str], Style]] = {
    "json": (r'"(KEY)"[ \t\r\n]*+:?[ \t\r\n]*+(?=")', _JSON_VALUE, JsonStyle()),
    "toml": (r"^[ \t]*+[\"']?(KEY)[\"']?[ \t]*+=[ \t]*+", _TOML_VALUE, TomlStyle()),
    "yaml": (r"(?:^|(?<=[{,\-]))[ \t]*+[\"']?(KEY)[\"']?[ \t]*+:(?=[ \t\r\n])[ \t]*+",
             _YAML_VALUE, YamlStyle()),
}  # fmt: skip


def recover(text: str, format: str, layout: Layout, fault: PlanProblem, start: int = 0) -> Reading:
    """Return the titles that can still be found in ``text[start:]``, marked approximate."""
    keys = (layout.title.rpartition(".")[2],) if layout.title else ("title", "name")
    kind = format if format in _SYNTAXES else "json"
    pattern, written, style = _SYNTAXES[kind]
    records: Records = []
    places: dict[Path, Place] = {}
    pos = start
    key = re.compile(pattern.replace("KEY", "|".join(map(re.escape, keys))), re.MULTILINE)
    bare = _item(text, kind, start) if key.search(text, start) is None else None
    if bare is not None and "title" in keys:
        key = bare
    while (found := key.search(text, pos)) is not None:
        place = _value(text, found.end(), kind, written)
        pos = max(place[1], found.end())
        value = _read(text, *place, style)
        if value is None or not value.strip():
            continue
        path = (len(records),)
        name = found[1] if key is not bare else "title"
        at = found.span(1) if key is not bare else place
        records.append((path, {name: value}))
        places[(*path, name)] = Place(*at, *place)
        places[path] = Place(*at, *at)

    def comments() -> tuple[Comment, ...]:
        return () if kind == "json" else find_comments(text, places.values(), start)

    return Reading(
        format, records, places.get, lambda path: style, lambda: [fault], comments,
        other_keys=True, approximate=True, names={"title": keys},
        record_offsets=lambda: _offsets(text, [places[path].start for path, _ in records], kind),
        self_contained=True,
    )  # fmt: skip


def _item(text: str, kind: str, start: int) -> re.Pattern[str] | None:
    """Return what stands before each title, where the text begins as a list of bare titles."""
    if kind == "json":
        return _JSON_ITEM if _JSON_LIST.match(text, start) else None
    first = _YAML_LIST.match(text, start) if kind == "yaml" else None
    if first is None:
        return None
    mapping = r"(?![\w-]+:(?:[ \t]|\r?$))"
    return re.compile(rf"^[ ]{{{len(first[1])}}}-[ \t]+{mapping}(?=[^\s#])", re.MULTILINE)


def _offsets(text: str, keys: list[int], kind: str) -> list[int] | None:
    """Return where the text of each title begins: where a block ends depends on its key's line."""
    if kind != "yaml":
        return keys
    lines = [text.rfind("\n", 0, key) + 1 for key in keys]
    return lines if len(set(lines)) == len(lines) else None


def _value(text: str, pos: int, kind: str, pattern: re.Pattern[str]) -> tuple[int, int]:
    found = pattern.match(text, pos)
    end = found.end() if found else pos
    if kind == "yaml" and text[pos : pos + 1] in ("|", ">"):
        end = _block_end(text, pos, end)
    elif end > pos:
        end = pos + len(text[pos:end].rstrip())
    return pos, end


def _block_end(text: str, pos: int, end: int) -> int:
    """Return the end of a block scalar: its lines are indented deeper than the line of its key."""
    line = text[text.rfind("\n", 0, pos) + 1 : pos]
    indent = len(line) - len(line.lstrip(" "))
    more = re.compile(rf"\r?\n(?:[ \t]*(?=\r?\n)| {{{indent + 1},}}[^\r\n]*)")
    while found := more.match(text, end):
        end = found.end()
    return end


def _read(text: str, start: int, end: int, style: Style) -> str | None:
    decoded = style.decode(text, start, end, "")
    if decoded is not None:
        return decoded.value.rstrip("\r\n")
    written = text[start:end].strip().rstrip(",}] ")
    return written.strip("\"'") or None
