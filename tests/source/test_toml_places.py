"""The places of a TOML document are the places tomli reads its values from."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from random import Random
from typing import Any

import pytest
import tomli

from spacelint.source.toml_places import MAX_DEPTH, lower_first, scan_toml

sys.path.insert(0, str(Path(__file__).parent))
import toml_documents


def paths(value: Any, base: tuple[str | int, ...] = ()) -> dict[tuple[str | int, ...], Any]:
    found: dict[tuple[str | int, ...], Any] = {}
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in items:
        found[(*base, key)] = item
        if isinstance(item, dict | list):
            found |= paths(item, (*base, key))
    return found


def test_paths_and_values_are_those_of_tomli_over_20000_documents() -> None:
    rng = Random(1)
    read = 0
    for number in range(40_000):
        if read == 20_000:
            break
        text = toml_documents.document(rng, "\r\n" if number % 4 == 0 else "\n")
        try:
            wanted = paths(tomli.loads(text))
        except tomli.TOMLDecodeError:
            scan_toml(text)
            continue
        read += 1
        scan = scan_toml(text)
        assert scan.fault == -1, text
        assert scan.places.keys() == wanted.keys(), text
        assert not scan.duplicates, text
        for path, item in wanted.items():
            place = scan.places[path]
            if isinstance(item, dict | list):
                continue
            written = text[place.start : place.end]
            assert repr(tomli.loads(f"v = {written}")["v"]) == repr(item), (path, text)
            key = text[place.key_start : place.key_end]
            if isinstance(path[-1], str):
                assert tomli.loads(f"{key} = 1") == {path[-1]: 1}, (path, text)
    assert read == 20_000


def test_a_plan_is_found_where_it_is_written() -> None:
    text = '[[spaces]]\ntitle = \'AMA\'\n[[spaces]]\n"ti\\u0074le" = """\nTown""" # x\n'
    places = scan_toml(text).places
    first = places[("spaces", 0, "title")]
    assert text[first.start : first.end] == "'AMA'"
    second = places[("spaces", 1, "title")]
    assert text[second.key_start : second.key_end] == '"ti\\u0074le"'
    assert text[second.start : second.end] == '"""\nTown"""'
    header = places[("spaces", 1)]
    assert text[header.start : header.end] == "[[spaces]]"
    assert text[header.key_start : header.key_end] == "spaces"


@pytest.mark.parametrize(
    "broken",
    [
        'title = "AMA with',
        "title = ",
        "title",
        'speakers = ["a", "b"',
        'speakers = ["a, "b"]',
        "[[spaces",
        "x = { a = 1,",
        'x = """never closed',
        "x = '''never closed",
        "x = hello world",
        "???",
    ],
)
def test_what_stands_after_a_fault_is_still_found(broken: str) -> None:
    text = f"[[spaces]]\ntitle = 'One'\n{broken}\nhost = 'acme'\n[[spaces]]\ntitle = 'Two'\n"
    scan = scan_toml(text)
    assert scan.fault >= text.index(broken)
    written = [text[p.start : p.end] for k, p in scan.places.items() if k[-1] == "title"]
    assert "'One'" in written
    assert "'Two'" in written
    assert any(k[-1] == "host" for k in scan.places)


def test_a_key_written_twice_is_told() -> None:
    text = "[[spaces]]\ntitle = 'One'\ntitle = 'Two'\n"
    scan = scan_toml(text)
    assert [path for path, _ in scan.duplicates] == [("spaces", 0, "title")]
    place = scan.duplicates[0][1]
    assert text[place.start : place.end] == "'Two'"


def test_random_edits_never_raise() -> None:
    rng = Random(2)
    for _ in range(3_000):
        text = toml_documents.document(rng)
        for _ in range(rng.randrange(1, 4)):
            at = rng.randrange(len(text) + 1)
            text = text[:at] + rng.choice("[]{}=\"'\n\\,.#x ") + text[at + rng.randrange(3) :]
        for place in scan_toml(text).places.values():
            assert 0 <= place.start <= place.end <= len(text)
            assert 0 <= place.key_start <= place.key_end <= len(text)


@pytest.mark.parametrize(
    "unit",
    [
        "[",
        "{a=",
        "[[",
        'a="""',
        "a='''\n",
        'a="',
        "a.",
        "[a.",
        "x = [1,\n",
        "\\",
        " ",
        "#",
        "a=1\n[[",
    ],
)
def test_time_is_linear_in_hostile_documents(unit: str) -> None:
    def cost(count: int) -> float:
        text = "a = " * (unit in "[{a=") + unit * count
        best = 9.0
        for _ in range(3):
            start = time.process_time()
            scan_toml(text)
            best = min(best, time.process_time() - start)
        return best

    # Sixteen times the size costs sixteen times as much, or 256 times were it the square; a busy
    # machine and its caches account for what lies between.
    small, large = cost(2_000), cost(32_000)
    assert large < 0.1 or large < small * 16 * 7


def test_paths_deeper_than_the_limit_are_left_out() -> None:
    text = "a = " + "[" * 10_000 + "]" * 10_000 + "\nb = 1\n"
    places = scan_toml(text).places
    assert max(map(len, places)) == MAX_DEPTH
    assert ("b",) in places


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("TOML is nested too deep", "TOML is nested too deep"),
        ("Expected a key", "expected a key"),
        ("", ""),
    ],
)
def test_a_message_that_begins_with_an_acronym_keeps_its_capitals(message: str, said: str) -> None:
    assert lower_first(message) == said
