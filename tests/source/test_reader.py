"""The bounded reader: regular files only, and never more of them than asked for."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from spacelint.source.reader import NotRead, open_regular, read_bytes


def kind(path: Path | str, limit: int = 100) -> str:
    found = read_bytes(str(path), limit)
    return found.kind if isinstance(found, NotRead) else "read"


def test_a_file_is_read_up_to_the_limit_and_not_beyond(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_bytes(b"x" * 100)
    assert read_bytes(str(file), 100) == b"x" * 100
    found = read_bytes(str(file), 99)
    assert isinstance(found, NotRead)
    assert (found.kind, found.size) == ("too-large", 100)
    assert found.message == "too large: 100 bytes, at most 99 are read"


def test_what_is_no_file_is_told_apart(tmp_path: Path) -> None:
    assert kind(tmp_path) == "folder"
    assert kind(tmp_path / "none.yaml") == "missing"
    assert kind("bad\0name") == "failed"


@pytest.mark.skipif(sys.platform == "win32", reason="needs a named pipe")
def test_a_pipe_without_a_writer_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    assert kind(tmp_path / "pipe.yaml") == "special"


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="root may read all")
def test_a_file_without_permission_is_told(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_bytes(b"x")
    file.chmod(0)
    assert kind(file) == "forbidden"


def test_an_opened_file_is_read_in_a_stream(tmp_path: Path) -> None:
    file = tmp_path / "plan.jsonl"
    file.write_bytes(b"\xef\xbb\xbf{}\r\n")
    opened = open_regular(str(file))
    assert not isinstance(opened, NotRead)
    with opened:
        assert opened.read(3) == b"\xef\xbb\xbf"
        assert opened.read() == b"{}\r\n"
