"""20,000 generated plans a format: each title is its parser's, each character has its place.

Where a title is changed, only it changes: read again, every other value is equal. TOML, YAML and
JSON scalars have their own 20,000 documents in tests/source; here whole files are read, with
every line end, with and without a byte-order mark, in UTF-8 and UTF-16.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from random import Random
from typing import Any

import icalendar
import pytest
import tomli
import yaml

from spacelint.plan import Plan, read_plan
from spacelint.source.reader import encode
from spacelint.source.text import apply
from spacelint.text.model import Edit

PIECES = [
    "AMA", " ", "with", "@jack", "#AT&T", "🎉", "👩‍🚀", "日本", "\u2028", "é", "'", '"', "\\", ",",
    ";", ": ", " #tag", "=", "ß", "{", "]", "-", "e\u0301", "\u00a0", "|",
]  # fmt: skip
ENCODINGS = (
    ("utf-8", 0), ("utf-8", 0), ("utf-8", 3), ("utf-16-le", 2), ("utf-16-be", 2),
)  # fmt: skip


def title(rng: Random) -> str:
    return "".join(rng.choice(PIECES) for _ in range(rng.randrange(1, 9)))


def csv_text(rng: Random) -> tuple[str, list[str]]:
    separator = rng.choice(",;\t|")
    newline = rng.choice(("\n", "\r\n", "\r"))
    lines = [separator.join(("id", "title", "host"))]
    for number in range(rng.randrange(1, 4)):
        value = title(rng) + rng.choice(("", "", "\n", "\r\nx"))
        quoted = any(c in value for c in f'"\r\n{separator}') or rng.random() < 0.3
        cell = '"' + value.replace('"', '""') + '"' if quoted else value
        lines.append(separator.join((str(number), cell, "acme")))
    text = newline.join(lines) + rng.choice(("", newline))
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    return text, [row[1] for row in rows[1:]]


def jsonl_text(rng: Random) -> tuple[str, list[str]]:
    newline = rng.choice(("\n", "\r\n"))
    lines = [
        json.dumps({"title": title(rng), "host": "acme"}, ensure_ascii=rng.random() < 0.5)
        for _ in range(rng.randrange(1, 4))
    ]
    text = newline.join(lines) + rng.choice(("", newline, newline + newline))
    return text, [json.loads(line)["title"] for line in lines]


def json_text(rng: Random) -> tuple[str, list[str]]:
    spaces = [
        {"id": str(n), "title": title(rng), "state": "live"} for n in range(rng.randrange(1, 4))
    ]
    data: Any = rng.choice((spaces, {"spaces": spaces}, {"data": spaces}))
    ascii_only = rng.random() < 0.5
    text = json.dumps(data, ensure_ascii=ascii_only, indent=rng.choice((None, 2)))
    return text, [space["title"] for space in spaces]


def lines_text(rng: Random) -> tuple[str, list[str]]:
    newline = rng.choice(("\n", "\r\n", "\r"))
    values = [title(rng) for _ in range(rng.randrange(1, 5))]
    return newline.join(values) + rng.choice(("", newline)), [v for v in values if v.strip()]


def front_matter_text(rng: Random) -> tuple[str, list[str]]:
    newline = rng.choice(("\n", "\r\n"))
    value = title(rng)
    basic = json.dumps(value, ensure_ascii=False)
    if rng.random() < 0.5:
        inner = f"title = {basic}\nhost = 'acme'\n"
        return f"+++\n{inner}+++\n\n# Body\n".replace("\n", newline), [tomli.loads(inner)["title"]]
    single = "'" + value.replace("'", "''") + "'"
    escaped = json.dumps(value) if max(value) < "\U00010000" else basic
    # U+2028 ends a line in YAML: what is left of the spaces round it, PyYAML says.
    inner = f"host: acme\ntitle: {rng.choice((basic, escaped, single))}\n"
    text = f"---\n{inner}---\n\n# Body: x\n".replace("\n", newline)
    return text, [yaml.load(inner, yaml.CSafeLoader)["title"]]


def ics_text(rng: Random) -> tuple[str, list[str]]:
    newline = rng.choice(("\r\n", "\n"))
    events = []
    for number in range(rng.randrange(1, 3)):
        value = title(rng).replace("\u2028", "").strip() or "x"
        for char in "\\;,":
            value = value.replace(char, "\\" + char)
        line = rng.choice(("SUMMARY:", "SUMMARY;LANGUAGE=en:", 'SUMMARY;X="a:b":')) + value
        folded = "".join(
            newline + " " + c if rng.random() < 0.05 and i > 30 else c for i, c in enumerate(line)
        )
        events.append(
            f"BEGIN:VEVENT\nUID:{number}\n{folded}\nDTSTART:20261203T150000Z\nEND:VEVENT\n"
        )
    body = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n" + "".join(events) + "END:VCALENDAR\n"
    text = body.replace("\r\n", "\n").replace("\n", newline)
    found = icalendar.Calendar.from_ical(text).walk("VEVENT")
    return text, [str(event["SUMMARY"]) for event in found]


FORMATS: list[tuple[str, Callable[[Random], tuple[str, list[str]]], int]] = [
    ("plan.csv", csv_text, 20_000),
    ("plan.jsonl", jsonl_text, 20_000),
    ("plan.json", json_text, 20_000),
    ("plan.txt", lines_text, 20_000),
    ("plan.md", front_matter_text, 20_000),
    ("plan.ics", ics_text, 20_000),
]


@pytest.mark.parametrize(("path", "make", "count"), FORMATS, ids=[each[0] for each in FORMATS])
def test_generated_plans(
    path: str, make: Callable[[Random], tuple[str, list[str]]], count: int
) -> None:
    rng = Random(path)
    changed = 0
    for _ in range(count):
        text, wanted = make(rng)
        encoding, bom = rng.choice(ENCODINGS)
        data = encode(text, encoding, bom)
        plan = read_plan(data, path)
        assert not plan.approximate, (text, plan.problems)
        assert plan.text == text
        assert encode(plan.text, plan.encoding, plan.bom) == data
        values = [space.title.value if space.title else None for space in plan.spaces]
        assert values == [each.rstrip("\r\n") for each in wanted], text
        for space in plan.spaces:
            source = space.title
            assert source is not None
            assert source.exact, (text, source)
            assert source.start <= source.span(0, 1)[0]
            for index, char in enumerate(source.value):
                start, end = source.span(index, index + 1)
                written = text[start:end]
                assert written == char or written[0] in "\\\"'\r\n" or not written.strip(), text
        if plan.spaces and rng.random() < 0.3:
            changed += change(rng, plan, data, path)
    assert changed > count / 10


def change(rng: Random, plan: Plan, data: bytes, path: str) -> bool:
    """Change one title; everything else must be read as before."""
    space = rng.choice(plan.spaces)
    source = space.title
    assert source is not None
    at = rng.randrange(len(source.value) + 1)
    end = min(len(source.value), at + rng.choice((0, 0, 1, 3)))
    edits = [Edit(at, end, rng.choice(PIECES))]
    new = apply(source.value, edits)
    if not new.strip() or new != new.strip():
        return False  # a format may trim; what a title may not be is another rule's business
    result = source.replace(edits)
    if result is None:
        assert path == "plan.txt" or "\u2028" in new, (plan.text, edits)
        return False
    after = read_plan(encode(apply(plan.text, result), plan.encoding, plan.bom), path)
    assert not after.approximate, (plan.text, edits, after.text)
    assert len(after.spaces) == len(plan.spaces), (plan.text, edits)
    for old, now in zip(plan.spaces, after.spaces, strict=True):
        assert now.title is not None
        assert old.title is not None
        assert now.title.value == (new if old is space else old.title.value), (plan.text, edits)
        key = "SUMMARY" if path == "plan.ics" else "title"
        rest = [{k: v for k, v in each.raw.items() if k != key} for each in (old, now)]
        assert rest[0] == rest[1]
    if len(result) == 1 and result[0].start > source.start:
        kept = encode(plan.text[: result[0].start], plan.encoding, plan.bom)
        assert data.startswith(kept)
    return True
