"""Each character of a title knows its place, and a changed one changes nothing else."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest
import tomli
import yaml

from spacelint.source.json_places import scan_json
from spacelint.source.styles.ics import IcsStyle
from spacelint.source.styles.json import JsonStyle
from spacelint.source.styles.plain import CellStyle, LineStyle
from spacelint.source.styles.toml import TomlStyle
from spacelint.source.styles.yaml import YamlStyle
from spacelint.source.text import SourceText, apply
from spacelint.source.toml_places import scan_toml
from spacelint.source.yaml_places import scan_yaml
from spacelint.text.model import Edit

sys.path.insert(0, str(Path(__file__).parent))
import toml_documents
import yaml_documents

NEW = [
    "",
    "x",
    " ",
    "#Launch",
    " #tag",
    "'",
    '"',
    "\\",
    "🎉",
    ": ",
    ",",
    ";",
    "@a",
    "é",
    "\t",
    "日",
    "-",
]


def strings(value: Any, base: tuple[str | int, ...] = ()) -> dict[tuple[str | int, ...], str]:
    found: dict[tuple[str | int, ...], str] = {}
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in items:
        if isinstance(value, dict) and not isinstance(key, str):
            continue
        if isinstance(item, str):
            found[(*base, key)] = item
        elif isinstance(item, dict | list):
            found |= strings(item, (*base, key))
    return found


def put(value: Any, path: tuple[str | int, ...], new: str) -> None:
    for key in path[:-1]:
        value = value[key]
    value[path[-1]] = new


def random_edits(rng: Random, value: str) -> list[Edit]:
    edits, pos = [], 0
    for _ in range(rng.randrange(1, 3)):
        if pos > len(value):
            break
        start = rng.randrange(pos, len(value) + 1)
        end = min(len(value), start + rng.choice((0, 0, 1, 2, 4)))
        edits.append(Edit(start, end, rng.choice(NEW)))
        pos = end + 1
    return edits


def check_spans(source: SourceText, text: str) -> None:
    """Every span lies inside the value, in order, and reads as its character."""
    assert source.exact, (text, source.value, source.written)
    last = source.start
    for index, char in enumerate(source.value):
        start, end = source.span(index, index + 1)
        assert last <= start < end <= source.end, (text, source.value, index)
        last = end
        piece = text[start:end]
        if piece != char:
            lone = source._style.decode(*_alone(source, piece), char)
            folded = char in " \n\u2028\u2029" and not piece.strip(" \t\r\n\x85\u2028\u2029")
            assert folded or (lone is not None and lone.value == char), (text, piece, char)


def _alone(source: SourceText, piece: str) -> tuple[str, int, int]:
    quote = {"basic": '"', "multi-line-basic": '"""', "multi-line-literal": "'''", "double": '"',
             "single": "'", "json": '"', "quoted": '"'}.get(source.style, "")  # fmt: skip
    whole = quote + piece + quote
    return whole, 0, len(whole)


def test_toml_titles_over_20000_documents() -> None:
    rng = Random(11)
    read = changed = 0
    style = TomlStyle()
    while read < 20_000:
        text = toml_documents.document(rng, rng.choice(("\n", "\n", "\r\n")))
        try:
            data = tomli.loads(text)
        except tomli.TOMLDecodeError:
            continue
        read += 1
        places = scan_toml(text).places
        for path, value in strings(data).items():
            place = places[path]
            source = SourceText(value, text, place.start, place.end, style)
            check_spans(source, text)
            if rng.random() < 0.3:
                edits = random_edits(rng, value)
                result = source.replace(edits)
                assert result is not None, (text, value, edits)
                wanted = tomli.loads(text)
                put(wanted, path, apply(value, edits))
                assert repr(tomli.loads(apply(text, result))) == repr(wanted), (text, edits)
                changed += 1
    assert changed > 5_000


def json_document(rng: Random) -> str:
    def text() -> str:
        parts = []
        for char in "".join(rng.choice(toml_documents.PIECES) for _ in range(rng.randrange(7))):
            if char in '"\\' or ord(char) < 32:
                parts.append({'"': '\\"', "\\": "\\\\", "\t": "\\t"}[char])
            elif rng.random() < 0.15:
                parts.append(json.dumps(char)[1:-1].upper().replace("\\U", "\\u"))
            else:
                parts.append(char)
        if rng.random() < 0.1:
            parts.append(rng.choice(("\\ud83d", "\\/", "\\ude00\\ud83d", "\\n", "\\b", "\\u0000")))
        return '"' + "".join(parts) + '"'

    def value(depth: int) -> str:
        shape = rng.random()
        gap = rng.choice(("", " ", "\n  ", "\r\n"))
        if depth < 3 and shape < 0.25:
            return (
                "[" + gap + f",{gap}".join(value(depth + 1) for _ in range(rng.randrange(4))) + "]"
            )
        if depth < 3 and shape < 0.5:
            pairs = (f'"k{i}\\u00e9"{gap}:{gap}{value(depth + 1)}' for i in range(rng.randrange(4)))
            return "{" + gap + ",".join(pairs) + gap + "}"
        return text() if shape < 0.9 else rng.choice(("1", "-2.5e3", "true", "null"))

    return '{"title": ' + text() + ', "x":' + value(0) + "}"


def test_json_titles_over_20000_documents() -> None:
    rng = Random(12)
    style = JsonStyle()
    changed = 0
    for _ in range(20_000):
        text = json_document(rng)
        data = json.loads(text)
        scan = scan_json(text)
        assert not scan.duplicates
        for path, value in strings(data).items():
            place = scan.places[path]
            source = SourceText(value, text, place.start, place.end, style)
            check_spans(source, text)
            if rng.random() < 0.3:
                edits = random_edits(rng, value)
                result = source.replace(edits)
                assert result is not None
                wanted = json.loads(text)
                put(wanted, path, apply(value, edits))
                found = json.loads(apply(text, result))
                # Two halves that come to stand side by side are one character.
                assert json.dumps(found) == json.dumps(wanted), (text, edits)
                changed += 1
    assert changed > 5_000


def test_yaml_titles_over_20000_documents() -> None:
    rng = Random(13)
    read = changed = kept = 0
    styles: dict[str, int] = {}
    while read < 20_000:
        text = yaml_documents.document(rng)
        try:
            data = yaml.load(text, yaml.CSafeLoader)
        except (yaml.YAMLError, ValueError):
            continue
        read += 1
        scan = scan_yaml(text, yaml.CSafeLoader)
        assert not scan.fault
        for path, value in strings(data).items():
            place = scan.places[path]
            source = SourceText(value, text, place.start, place.end, YamlStyle(path in scan.flow))
            check_spans(source, text)
            styles[source.style] = styles.get(source.style, 0) + 1
            if rng.random() < 0.15:
                edits = random_edits(rng, value)
                result = source.replace(edits)
                assert result is not None, (text, value, edits)
                wanted = yaml.load(text, yaml.CSafeLoader)
                new = apply(value, edits)
                put(wanted, path, new)
                found = yaml.load(apply(text, result), yaml.CSafeLoader)
                if source.style in ("literal", "folded"):
                    end = strings(found)[path]
                    assert end.rstrip("\n") == new.rstrip("\n"), (text, edits, result)
                    put(found, path, new)
                assert found == wanted, (text, value, edits, result)
                changed += 1
                kept += len(result) == len(edits)
    assert changed > 5_000
    assert kept > changed / 3
    assert min(styles.get(s, 0) for s in ("plain", "single", "double", "literal", "folded")) > 500


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_titles_over_20000_cells(separator: str) -> None:
    rng = Random(14)
    style = CellStyle(separator)
    for _ in range(7_000):
        pieces = [*toml_documents.PIECES, "\r\n", "\n"]
        value = "".join(rng.choice(pieces) for _ in range(rng.randrange(6)))
        quoted = any(c in value for c in f'"\r\n{separator}') or rng.random() < 0.4
        cell = '"' + value.replace('"', '""') + '"' if quoted else value
        text = f"a{separator}{cell}{separator}b"
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        assert list(reader) == [["a", value, "b"]]
        source = SourceText(value, text, 2, 2 + len(cell), style)
        check_spans(source, text)
        edits = random_edits(rng, value)
        result = source.replace(edits)
        assert result is not None
        new = apply(value, edits)
        after = apply(text, result)
        rows = csv.reader(io.StringIO(after, newline=""), delimiter=separator)
        assert list(rows) == [["a", new, "b"]], (text, edits)
        if not quoted and not any(c in new for c in f'"\r\n{separator}'):
            assert after == f"a{separator}{new}{separator}b"


def test_ics_titles_over_20000_events() -> None:
    import icalendar

    rng = Random(15)
    for number in range(20_000):
        newline = rng.choice(("\r\n", "\n"))
        title = "".join(rng.choice(yaml_documents.PIECES) for _ in range(rng.randrange(1, 25)))
        title = title.replace("\t", " ").replace("\x85", "").replace("\u2028", "").strip() or "x"
        written = IcsStyle().piece(title, "ics", "") or ""
        folded = "".join(
            newline + " " + c if rng.random() < 0.03 and i else c for i, c in enumerate(written)
        )
        head = "SUMMARY;LANGUAGE=en:" if rng.random() < 0.3 else "SUMMARY:"
        text = f"BEGIN:VEVENT{newline}{head}{folded}{newline}END:VEVENT{newline}"
        start = text.index(head) + len(head)
        source = SourceText(title, text, start, start + len(folded), IcsStyle(head, newline))
        check_spans(source, text)
        if number % 10 == 0:
            event = icalendar.Event.from_ical(text)
            assert str(event["SUMMARY"]) == title, (text, title)
        edits = random_edits(rng, title)
        new = apply(title, edits)
        if "\t" in new or not new.strip():
            continue
        result = source.replace(edits)
        assert result is not None, (text, edits)
        after = apply(text, result)
        lines = after.split(newline)
        assert all(len(line.encode()) <= 75 for line in lines)
        if number % 10 == 0:
            event = icalendar.Event.from_ical(after)
            assert str(event["SUMMARY"]) == new, (text, after)


def test_a_line_of_text_is_changed_in_place() -> None:
    text = "one\n🎉 two #a\nthree\n"
    source = SourceText("🎉 two #a", text, 4, 12, LineStyle())
    result = source.replace([Edit(6, 6, "and ")])
    assert result is not None
    assert apply(text, result) == "one\n🎉 two and #a\nthree\n"
    assert source.replace([Edit(0, 0, "a\nb")]) is None


@pytest.mark.parametrize(
    ("before", "edit", "after"),
    [
        ("AMA with us", Edit(11, 11, " #Launch"), '"AMA with us #Launch"'),
        ("AMA with us", Edit(0, 0, "@acme "), '"@acme AMA with us"'),
        ("AMA with us", Edit(8, 8, ":"), '"AMA with: us"'),
        ("AMA with us", Edit(0, 3, "Live"), "Live with us"),
        ("'AMA with us'", Edit(0, 3, "It's"), "'It''s with us'"),
        ('"AMA \\u0041"', Edit(0, 3, '"'), '"\\" \\u0041"'),
        ("!!str AMA", Edit(3, 3, ": x"), '!!str "AMA: x"'),
    ],
)
def test_a_yaml_title_keeps_its_quotes_unless_the_new_text_demands_others(
    before: str, edit: Edit, after: str
) -> None:
    text = f"spaces:\n  - title: {before} # note\n    host: acme\n"
    data = yaml.safe_load(text)["spaces"][0]["title"]
    place = scan_yaml(text, yaml.CSafeLoader).places[("spaces", 0, "title")]
    result = SourceText(data, text, place.start, place.end, YamlStyle()).replace([edit])
    assert result is not None
    assert apply(text, result) == f"spaces:\n  - title: {after} # note\n    host: acme\n"


def test_a_toml_literal_that_gains_a_quote_becomes_basic() -> None:
    text = "title = 'Say \\o/'\n"
    source = SourceText("Say \\o/", text, 8, 17, TomlStyle())
    result = source.replace([Edit(0, 3, "Don't")])
    assert result is not None
    assert apply(text, result) == 'title = "Don\'t \\\\o/"\n'


def test_a_value_that_is_read_otherwise_is_marked_as_a_whole() -> None:
    source = SourceText("other", 'title = "AMA"', 8, 13, TomlStyle())
    assert not source.exact
    assert source.span(0, 1) == (8, 13)
    assert source.replace([Edit(0, 1, "x")]) is None


def test_how_a_json_text_is_written_is_looked_up_once_for_all_its_edits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []

    class Escape:
        def search(self, written: str) -> None:
            asked.append(written)

    monkeypatch.setattr("spacelint.source.styles.json._ASCII_ESCAPE", Escape())
    document = '"' + "a#b " * 300 + '"'
    text = SourceText(document[1:-1], document, 0, len(document), JsonStyle())
    edits = [Edit(at, at, " ") for at in range(1, 1_200, 4)]
    assert len(text.replace(edits) or ()) == 300
    assert asked == [document]
