"""The formats for programs, and text from outside shown escaped in every one of them."""

from __future__ import annotations

import json

import jsonschema
import pytest
import regex

from tests.cli.command import ROOT, spacelint
from tests.titles import titles

BROKEN = "🎙️ Town hall #AT&T with @acme"
FORMATS = ("text", "concise", "json", "jsonl")
#: What a terminal would obey, or nobody would see.
UNSAFE = regex.compile(r"[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Cs}--\n]", regex.V1)


def test_json_is_of_the_published_schema():
    schema = json.loads((ROOT / "schemas" / "output.schema.json").read_text(encoding="utf-8"))
    samples = [t.replace("\0", "") for t in titles(150, seed=4) if not t.startswith("-")]
    done = spacelint("--output-format", "json", "--", *samples, BROKEN)
    document = json.loads(done.out)
    jsonschema.Draft202012Validator(schema).validate(document)
    assert [item["title"] for item in document["titles"]] == [*samples, BROKEN]
    assert document["version"] == 1
    assert document["summary"]["titles"] == len(samples) + 1


def test_json_gives_places_in_code_points_and_utf_16():
    [item] = json.loads(spacelint(BROKEN, "--output-format", "json").out)["titles"]
    [found] = [d for d in item["diagnostics"] if d["code"] == "SL103"]
    assert (found["start"], found["end"]) == (13, 18)
    assert (found["utf16_start"], found["utf16_end"]) == (14, 19)
    assert found["match"] == BROKEN[13:18] == "#AT&T"
    assert found["fix"]["edits"][0]["text"] == "#ATT"
    assert item["links"][0] == {
        "kind": "hashtag",
        "start": 13,
        "end": 16,
        "utf16_start": 14,
        "utf16_end": 17,
        "text": "#AT",
        "value": "AT",
    }
    assert item["suggestion"] == "🎙️ Town hall #ATT with @acme"


def test_jsonl_is_one_object_a_title_the_same_as_in_json():
    one = json.loads(spacelint(BROKEN, "Office hours", "--output-format", "json").out)["titles"]
    lines = spacelint(BROKEN, "Office hours", "--output-format", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == one


def test_concise_is_one_line_a_finding():
    done = spacelint(BROKEN, BROKEN, "--select", "SL103", "--output-format", "concise")
    said = "error SL103 X links only #AT, not #AT&T"
    assert done.out == f"title:1:14: {said}\ntitle:2:14: {said}\n"


@pytest.mark.parametrize("format", ["json", "jsonl"])
def test_statistics_do_not_spoil_a_format_for_programs(format):
    done = spacelint(BROKEN, "--output-format", format, "--statistics")
    assert json.loads(done.out)
    assert "cut-short-hashtag" in done.err


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    "title",
    [
        "Town hall \x1b[31mred\x1b[0m #AT&T\x07",
        "Town hall \x1b]8;;http://evil.example\x07#AT&T\x1b]8;;\x07",
        "Town hall \u202etxt.exe\u2066 #AT&T",
        "Town hall\n::error::boo\r\n#AT&T \u2028 next \x85 \x0b",
        "Town hall \x9b31m #AT\u200b&T \u200f",
    ],
    ids=ascii,
)
def test_what_a_terminal_would_obey_is_escaped(format, title):
    done = spacelint(title, "--output-format", format)
    assert UNSAFE.findall(done.out) == []
    assert UNSAFE.findall(done.err) == []
    if format == "text":
        assert "<U+" in done.out
    if format == "concise":
        assert all(line.startswith("title:1:") for line in done.out.splitlines())


@pytest.mark.parametrize("options", [("--fix",), ("--fix", "--unsafe-fixes")])
def test_a_fixed_title_is_one_line_that_a_terminal_does_not_obey(options):
    done = spacelint("Town hall \x1b[31mred\nnext #Winter \u202e", *options)
    assert UNSAFE.findall(done.out) == []
    assert done.out.count("\n") == 1


def test_a_configured_format_that_is_not_for_titles_is_refused(tmp_path):
    (tmp_path / "spacelint.toml").write_text('output-format = "json"\n')
    assert json.loads(spacelint(BROKEN, cwd=tmp_path).out)["version"] == 1
    done = spacelint(BROKEN, "--output-format", "yaml")
    assert done.status == 2
    assert "jsonl" in done.err
