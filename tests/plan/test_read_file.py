"""Whatever stands at a path is read or refused in words, and nothing waits or blows up."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from spacelint.plan import read_file


def reason(path: Path) -> str:
    (plan,) = read_file(str(path))
    assert plan.spaces == ()
    (problem,) = plan.problems
    assert problem.code == "SL001"
    return problem.values["reason"]


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_bytes(b"[[spaces]]\r\ntitle = 'A'\r\n")
    (plan,) = read_file(str(path))
    assert [space.title.value for space in plan.spaces if space.title] == ["A"]
    assert plan.text.count("\r\n") == 2


@pytest.mark.parametrize("name", ["plan.yaml", "plan.jsonl", "plan.txt"])
def test_what_is_no_file_is_refused_at_once(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert reason(path) == "there is no such file"
    path.mkdir()
    assert reason(path) == "it is a folder"
    path.rmdir()
    os.mkfifo(path)
    start = time.process_time()
    assert reason(path) == "it is no regular file"
    assert time.process_time() - start < 5
    path.unlink()
    path.symlink_to(path)
    assert "can't be read" in reason(path)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs POSIX permissions")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    # Root may read all, so it asks as somebody else, who must be able to reach the folder.
    folder = Path(tempfile.mkdtemp(dir=tmp_path if os.geteuid() else None))
    folder.chmod(0o755)
    path = folder / "plan.yaml"
    path.write_text("title: A\n")
    path.chmod(0)
    try:
        check_no_permission(path)
        path.unlink()
        path.mkdir()
        path.chmod(0)
        check_no_permission(path)
    finally:
        path.rmdir()
        folder.rmdir()


def check_no_permission(path: Path) -> None:
    if os.geteuid() != 0:
        assert reason(path) == "you may not read it"
        return
    for folder in path.parents:
        if folder.stat().st_uid == 0 and folder.stat().st_mode & 0o001 == 0:
            pytest.skip("another user cannot reach the folder of the test")
    script = (
        "import os, sys, spacelint.plan.problems\n"
        "from spacelint.plan import read_file; os.setuid(65534)\n"
        "(plan,) = read_file(sys.argv[1]); print(plan.problems[0].values['reason'])"
    )
    found = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True
    )
    assert found.stdout == "you may not read it\n"


@pytest.mark.parametrize("name", ["plan.yaml", "plan.toml", "plan.json", "plan.ics", "plan.xlsx"])
def test_a_sparse_file_of_a_gigabyte_is_refused_by_its_size(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(1 << 30)
    start = time.process_time()
    assert "max-file-size (10,000,000 bytes)" in reason(path)
    assert time.process_time() - start < 5


@pytest.mark.parametrize("name", ["plan.jsonl", "plan.txt"])
def test_a_sparse_file_that_is_read_in_pieces_ends_at_the_first(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(1 << 30)
    start = time.process_time()
    assert "NUL" in reason(path)
    assert time.process_time() - start < 5


def test_a_long_table_takes_no_more_memory_than_one_a_third_as_long(tmp_path: Path) -> None:
    notes = '"' + "Notes for the host,\r\n " * 100 + '"'
    code = (
        "import resource, sys\nfrom spacelint.plan import read_file\n"
        "print(sum(len(plan.spaces) for plan in read_file(sys.argv[1])))\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    peaks = []
    for rows in (8_000, 24_000):  # 17 MB, 52 MB
        path = tmp_path / "plan.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            file.write("title,host,notes\r\n")
            file.writelines(f"Town hall {number},acme,{notes}\r\n" for number in range(rows))
        done = subprocess.run(
            [sys.executable, "-c", code, path], capture_output=True, text=True, check=True
        )
        found, peak = map(int, done.stdout.split())
        assert found == rows
        peaks.append(peak)
    assert peaks[1] < peaks[0] * 1.1


def test_a_long_table_in_utf_16_says_how_it_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_bytes(("title\n" + "Town hall\n" * 600_000).encode("utf-16"))
    (plan,) = read_file(str(path))
    (problem,) = plan.problems
    assert problem.values == {
        "reason": "it is UTF-16 and larger than max-file-size (10,000,000 bytes)",
        "hint": "save it as UTF-8: then it is read in pieces",
    }
