"""Titles, paths and messages are data: no format lets them command a terminal or a reader."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spacelint.report.writer import FORMATS
from tests.report.runs import report, title_item
from tests.texts import TEXTS

#: Escape, bell, new line, bidi overrides and isolates, a byte-order mark, a lone surrogate.
FORBIDDEN = "\x00\x07\x08\x1b\x7f\x85\x9b\r\u2028\u202e\u2066\u200e\ufeff\ud800\udcff"
TITLE = f"#AT&T {'#C++ '.join(FORBIDDEN)} \n::error::x"
PATH = f"pl{FORBIDDEN}an\n::error::.toml"


def readable(format, text):
    if format in ("junit", "checkstyle"):
        ElementTree.fromstring(text)
    elif format == "jsonl":
        assert all(json.loads(line) for line in text.splitlines())
    elif format in ("json", "sarif", "gitlab", "rdjson"):
        json.loads(text)
    elif format == "github":
        assert all(
            line.startswith(("::error ", "::warning ", "::notice ")) for line in text.splitlines()
        )


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_a_terminal_obeys_is_written_as_it_is(format):
    item = title_item(TITLE, path=PATH)
    assert item.diagnostics
    text = report(format, [item])
    assert not set(FORBIDDEN) & set(text)
    assert "U+001B" in text or "\\u001b" in text
    readable(format, text)


@pytest.mark.parametrize("format", FORMATS)
@settings(max_examples=40, deadline=None)
@given(title=TEXTS, path=st.one_of(st.just(""), TEXTS))
def test_every_title_and_path_can_be_written_and_read_back(format, title, path):
    items = [title_item(title, path=path), title_item("Town hall #AT&T")]
    text = report(format, items)
    text.encode()
    assert all(char.isprintable() or char in "\n\u200c\u200d\u3000" for char in text)
    readable(format, text)
