"""Reading TOML files: what is taken, and what each fault says."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from spacelint.schema import Problem, TomlDocument, load_toml, parse_toml


def fault(text: str) -> Problem:
    found = parse_toml(text, "f.toml")
    assert isinstance(found, Problem)
    return found


def test_a_file_with_a_byte_order_mark_and_crlf_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"\xef\xbb\xbfa = 1\r\nb = 'x'\r\n")
    document = load_toml(str(path))
    assert isinstance(document, TomlDocument)
    assert document.data == {"a": 1, "b": "x"}
    assert document.text == "a = 1\r\nb = 'x'\r\n"


def test_a_missing_file_a_directory_and_a_nul_in_the_path_are_problems(tmp_path: Path) -> None:
    missing = load_toml(str(tmp_path / "none.toml"))
    directory = load_toml(str(tmp_path))
    nul = load_toml("a\0b")
    assert isinstance(missing, Problem)
    assert missing.message == "no such file"
    assert isinstance(directory, Problem)
    assert directory.message == "this is a directory, expected a TOML file"
    assert isinstance(nul, Problem)
    assert (missing.line, directory.line, nul.line) == (0, 0, 0)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name are a POSIX matter")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe.toml"
    os.mkfifo(path)
    found = load_toml(str(path))
    assert isinstance(found, Problem)
    assert found.message == "this is not a regular file, expected a TOML file"


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="nothing is unreadable to this user"
)
def test_a_file_without_permission_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text("a = 1")
    path.chmod(0)
    found = load_toml(str(path))
    assert isinstance(found, Problem)
    assert found.message == "can't be read: no permission"


def test_a_file_over_the_limit_is_refused_with_the_name_of_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "big.toml"
    with path.open("wb") as file:
        file.truncate(1_000_000_000)
    found = load_toml(str(path), limit_bytes=5_000_000, limit_name="the limit for rule files")
    assert isinstance(found, Problem)
    assert found.message == (
        "too big: 1,000,000,000 bytes, where the limit for rule files is 5,000,000 bytes"
    )


def test_bytes_that_are_not_utf8_are_shown_by_position(tmp_path: Path) -> None:
    path = tmp_path / "latin.toml"
    path.write_bytes("é = 1\n".encode() + b"a = 'caf\xe9'\n")
    found = load_toml(str(path))
    assert isinstance(found, Problem)
    assert (found.line, found.column) == (2, 9)
    assert found.message == "byte 15 (0xe9) is not UTF-8: save the file as UTF-8"


def test_utf16_is_called_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "wide.toml"
    path.write_bytes("a = 1\n".encode("utf-16"))
    found = load_toml(str(path))
    assert isinstance(found, Problem)
    assert found.message == "this is UTF-16: save the file as UTF-8"


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        ("a = 1\na = 2\n", 2, 1, "the same key is given twice: a"),
        ("[a]\nb = 1\n\n  [a]\n", 4, 4, "the same table is given twice: a"),
        ("x = 2026-13-45\n", 1, 5, "there is no such date: 2026-13-45"),
        ("x = 2026-02-30\n", 1, 5, "there is no such date: 2026-02-30"),
        ("x = { date = 2026-13-45, y = 1 }\n", 1, 14, "there is no such date: 2026-13-45"),
        ("\nx = yes\n", 2, 5, "no value TOML knows: put text in quotes"),
        ('x = "é😀\n', 1, 8, "illegal character '\\n'"),
        ("x = 1 2\n", 1, 7, "expected newline or end of document after a statement"),
        ("a = \0\n", 1, 5, "no value TOML knows: put text in quotes"),
    ],
)
def test_a_syntax_fault_has_line_column_and_plain_words(
    text: str, line: int, column: int, says: str
) -> None:
    found = fault(text)
    assert (found.line, found.column, found.message) == (line, column, says)


@pytest.mark.parametrize("text", ["a = " + "[" * 100_000, "a = " + "9" * 100_000])
def test_nesting_and_digits_beyond_reason_are_problems(text: str) -> None:
    assert fault(text).line == 1


def test_a_problem_reads_as_file_line_column_and_hint() -> None:
    problem = Problem("a\x1b.toml", 3, 5, "rules.SL1", "bad", "good")
    assert str(problem) == "a\\x1b.toml:3:5: rules.SL1: bad (did you mean good?)"
