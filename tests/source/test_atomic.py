"""A file is written whole or not at all, and stays what it was."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from spacelint.source.atomic import NotWritten, put_file, replace_file, try_put_file

OLD = b"title: old\r\n" * 100_000
NEW = b"title: brand new\r\n" * 100_000

WRITER = """
import sys
from spacelint.source.atomic import replace_file
path = sys.argv[1]
old, new = b"title: old\\r\\n" * 100_000, b"title: brand new\\r\\n" * 100_000
print("ready", flush=True)
now = open(path, "rb").read()
while True:
    other = new if now == old else old
    assert replace_file(path, other, now) is None
    now = other
"""


def litter(folder: Path) -> list[str]:
    return sorted(name for name in os.listdir(folder) if name.startswith("."))


def test_a_kill_at_any_moment_leaves_the_old_or_the_new_file(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(OLD)
    rng = Random(5)
    left = 0
    for _ in range(200):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        )
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(rng.random() * 0.02)
        process.kill()
        process.communicate()
        found = path.read_bytes()
        assert found in (OLD, NEW)
        left += bool(litter(tmp_path))
        assert replace_file(str(path), NEW if found == OLD else OLD, found) is None
        assert litter(tmp_path) == []
    assert left > 20, "the kills came at moments that prove nothing"


def test_mode_and_link_are_kept(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    target = tmp_path / "real" / "plan.yaml"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link = tmp_path / "plan.yaml"
    link.symlink_to("real/plan.yaml")
    assert replace_file(str(link), b"new", b"old") is None
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert litter(tmp_path) == litter(tmp_path / "real") == []


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root to give away"
)
def test_the_owner_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"old")
    os.chown(path, 1234, 2345)
    assert replace_file(str(path), b"new", b"old") is None
    found = path.stat()
    assert (found.st_uid, found.st_gid) == (1234, 2345)


def refused(path: Path, expected: bytes = b"old") -> NotWritten:
    found = replace_file(str(path), b"new", expected)
    assert found is not None
    return found


def test_a_file_that_is_not_to_be_written_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    assert refused(path).reason == "vanished"
    path.write_bytes(b"old")
    path.chmod(0o444)
    assert refused(path).reason == "read-only"
    path.chmod(0o644)
    path.write_bytes(b"now")
    assert refused(path).reason == "changed"
    path.write_bytes(b"longer")
    assert refused(path).reason == "changed"
    assert path.read_bytes() == b"longer"
    assert refused(tmp_path).reason in ("not-a-file", "failed")
    os.mkfifo(tmp_path / "pipe")
    assert refused(tmp_path / "pipe").reason == "not-a-file"
    assert litter(tmp_path) == []


def test_a_pipe_that_nobody_reads_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("spacelint.source.reader._WAIT", 0.05)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="it is a pipe that nobody reads"):
        put_file(str(tmp_path / "pipe"), b"new")


def test_a_full_disk_leaves_the_old_file_and_no_litter(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(OLD)
    script = (
        "import resource, sys\n"
        "from spacelint.source.atomic import replace_file\n"
        "old = open(sys.argv[1], 'rb').read()\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "print(replace_file(sys.argv[1], old + b'x', old).reason)\n"
    )
    found = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True
    )
    assert found.stdout == "full\n"
    assert path.read_bytes() == OLD
    assert litter(tmp_path) == []


def test_of_two_runs_at_once_one_writes_and_the_other_says_so(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    script = (
        "import sys\n"
        "from spacelint.source.atomic import replace_file\n"
        "old = open(sys.argv[1], 'rb').read()\n"
        "print('ready', flush=True); sys.stdin.readline()\n"
        "found = replace_file(sys.argv[1], sys.argv[2].encode() * 100_000, old)\n"
        "print(found.reason if found else 'written')\n"
    )
    for _ in range(10):
        path.write_bytes(OLD)
        runs = [
            subprocess.Popen(
                [sys.executable, "-c", script, str(path), name],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for name in ("one", "two")
        ]
        for run in runs:
            assert run.stdout is not None
            assert run.stdout.readline() == "ready\n"
        for run in runs:
            assert run.stdin is not None
            run.stdin.write("\n")
            run.stdin.flush()
        said = [run.communicate()[0].strip() for run in runs]
        assert sorted(said) == ["changed", "written"]
        name = ("one", "two")[said.index("written")]
        assert path.read_bytes() == name.encode() * 100_000
        assert litter(tmp_path) == []


def test_litter_of_a_killed_run_goes_and_other_hidden_files_stay(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"old")
    stay = [".plan.yaml.swp", ".other.yaml.spacelint-00aa11bb.tmp"]
    for name in (*stay, ".plan.yaml.spacelint-00aa11bb.tmp"):
        (tmp_path / name).write_bytes(b"x")
    assert replace_file(str(path), b"new", b"old") is None
    assert litter(tmp_path) == sorted(stay)


@pytest.mark.parametrize("name", ["n" * 245 + ".yaml", "é" * 120 + ".yaml", "n" * 220])
def test_a_file_with_the_longest_name_is_written(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"old")
    assert replace_file(str(path), b"new", b"old") is None
    assert path.read_bytes() == b"new"
    assert os.listdir(tmp_path) == [name]


def test_a_file_with_hard_links_is_told_and_left_alone(tmp_path: Path) -> None:
    path, other = tmp_path / "plan.yaml", tmp_path / "same.yaml"
    path.write_bytes(b"old")
    os.link(path, other)
    refused = replace_file(str(path), b"new", b"old")
    assert refused is not None
    assert refused.reason == "hard-link"
    assert "2 names" in refused.message
    assert path.read_bytes() == other.read_bytes() == b"old"
    assert litter(tmp_path) == []


def test_a_file_of_our_own_is_made_or_replaced_with_its_mode_kept_and_nothing_beside_it(
    tmp_path: Path,
) -> None:
    path = tmp_path / ("x" * 250)
    put_file(str(path), b"one")
    assert (path.read_bytes(), litter(tmp_path)) == (b"one", [])
    path.chmod(0o640)
    link = tmp_path / "link"
    link.symlink_to(path)
    put_file(str(link), b"two")
    assert link.is_symlink()
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"two", 0o640)
    assert litter(tmp_path) == []


def test_where_it_cannot_be_written_the_old_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with pytest.raises(PermissionError):
        put_file(str(path), b"new")
    with pytest.raises(FileNotFoundError):
        put_file(str(tmp_path / "gone" / "report.json"), b"new")
    assert (path.read_bytes(), litter(tmp_path)) == (b"old", [])


def test_a_mode_of_our_own_replaces_that_of_a_file_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    path.write_bytes(b"old")
    path.chmod(0o644)
    put_file(str(path), b"new", 0o600)
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o600)


def test_what_a_killed_run_left_an_hour_ago_goes_and_that_of_a_running_one_stays(
    tmp_path: Path,
) -> None:
    old, new = (tmp_path / f".r.json.spacelint-0000000{n}.tmp" for n in "12")
    for each in (old, new):
        each.write_bytes(b"x")
    os.utime(old, (1, 1))
    assert try_put_file(str(tmp_path / "r.json"), b"new") is None
    assert litter(tmp_path) == [new.name]
    new.unlink()
    refused = try_put_file(str(tmp_path / "gone" / "r.json"), b"new")
    assert refused == f"{tmp_path}/gone/r.json can't be written: No such file or directory"


def test_a_python_without_file_locks_writes_too(tmp_path):
    plan = tmp_path / "plan.yaml"
    plan.write_bytes(b"old")
    program = (
        "import sys; sys.modules['fcntl'] = None\n"
        "from spacelint.source.atomic import replace_file\n"
        "assert replace_file(sys.argv[1], b'new', b'old') is None"
    )
    subprocess.run([sys.executable, "-c", program, str(plan)], check=True)
    assert plan.read_bytes() == b"new"
