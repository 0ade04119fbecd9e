"""`load_yaml` gives what PyYAML gives, without its tree of nodes where a document is plain."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
import yaml

from spacelint.source.yaml_places import load_yaml

LOADER = yaml.CSafeLoader
PIECES = (
    "a", "b: ", "- ", "\n", "\n  ", "{", "}", "[", "]", ", ", '"x"', "'y'", "1", "2026-13-45",
    "2026-12-01", "yes", "null", "~", ".nan", "1e3", "0x1F", "1_000", "12:30:45", "<<: ", "=",
    "&a ", "*a", "!!str ", "!x ", "? ", ": ", "|", ">", "---\n", "...\n", "#c", "\t", "é",
    "!!binary ", "[]: ", "title: ", "spaces:\n", "- title: A #b\n", "2026-12-01 10:00:00", '""',
)  # fmt: skip


def load_values(text: str) -> object:
    """Return the values; a text that cannot be scanned has PyYAML's own fault."""
    try:
        return load_yaml(text, LOADER)[1]
    except yaml.YAMLError:
        return yaml.load(text, LOADER)


def told(load: Callable[[str], object], text: str) -> str:
    try:
        return repr(load(text))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def test_values_and_errors_are_those_of_pyyaml() -> None:
    chance = random.Random(16)
    for _ in range(5_000):
        text = "".join(chance.choice(PIECES) for _ in range(chance.randint(1, 14)))
        wanted = told(lambda text: yaml.load(text, LOADER), text)
        assert told(load_values, text) == wanted, text


@pytest.mark.parametrize("text", ["", "a", "- [x, {y: 2}]\n- 2026-12-01\n", "a: {b: null}\na: 'c'"])
def test_no_tree_is_made_of_a_plain_document(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = yaml.load(text, LOADER)
    monkeypatch.setattr(yaml, "load", None)
    assert load_values(text) == wanted
