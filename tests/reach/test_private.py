"""The cache and the history are for one user alone, wherever that user's home is or is not."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
from contextlib import closing
from pathlib import Path

import fake_x
import pytest
from commands import COMMAND
from make_archive import files, post, space, space_id, zipped

pytestmark = pytest.mark.skipif(not hasattr(os, "getuid"), reason="modes and owners are POSIX's")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def history(run, tmp_path):
    """The history after an import."""
    made = files([space(0)], [post(0, "Town hall #Acme", space=space_id(0), tags=("Acme",))])
    zipped(tmp_path / "x.zip", made)
    assert run("history", "import", "x.zip").returncode == 0
    return tmp_path / "xdg_data_home" / "spacelint" / "history.sqlite3"


@pytest.fixture
def cache(live, x, tmp_path):
    """The cache after a look-up."""
    x.account("jack")
    assert live("AMA @jack").returncode == 0
    return tmp_path / "xdg_cache_home" / "spacelint" / "x-answers.sqlite3"


def test_files_are_0600_in_folders_of_0700_whatever_the_umask(history, cache):
    for path in (history, cache):
        assert mode(path) == 0o600
        assert mode(path.parent) == 0o700


def test_a_folder_that_is_open_to_others_is_closed(history, run):
    history.parent.chmod(0o755)
    assert run("history", "list").returncode == 0
    assert mode(history.parent) == 0o700


def test_a_history_that_others_can_read_is_not_trusted(history, run):
    history.chmod(0o644)
    done = run("history", "list")
    assert done.returncode == 2
    assert done.stderr == (
        f"the history {history} is open to other users (mode 644), so it is not trusted; if it is "
        "yours, chmod 600 it\n"
    )
    report = run("reach", "Town hall #Acme")
    assert report.returncode == 0
    assert "own Space" not in report.stdout
    assert "is not trusted" in report.stderr


@pytest.mark.parametrize("end", ["", "-journal", "-wal", "-shm"])
def test_a_pipe_in_the_place_of_a_file_of_a_database_is_not_waited_for(history, run, end):
    place = history.with_name(history.name + end)
    place.unlink(missing_ok=True)
    os.mkfifo(place, 0o600)
    done = run("history", "list")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    said = f"has a {end} that is not a regular file: remove" if end else "is not a regular file: "
    assert f"the history {history} {said}" in done.stderr


def test_a_cache_that_others_can_write_is_made_anew(cache, live, x):
    with closing(sqlite3.connect(cache)) as db, db:
        db.execute("UPDATE answers SET body = replace(body, '\"exists\"', '\"suspended\"')")
    cache.chmod(0o666)
    done = live("AMA @jack")
    assert done.returncode == 0
    assert "suspended" not in done.stdout
    assert f"the cache {cache} is open to other users (mode 666), so it is not" in done.stderr
    assert mode(cache) == 0o600
    assert len(x.log) == 2


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="gives files away")
def test_files_of_another_owner_are_not_trusted(history, cache, run, live, x):
    os.chown(history, 65534, 65534)
    done = run("history", "list")
    assert done.returncode == 2
    assert "belongs to another user, so it is not trusted" in done.stderr
    os.chown(cache, 65534, 65534)
    said = live("AMA @jack").stderr
    assert "belongs to another user, so it is not trusted; a new one is begun" in said
    assert cache.stat().st_uid == os.getuid()
    assert len(x.log) == 2


@pytest.mark.parametrize("kept", [0, 1, 100, 4096, 9000])
def test_a_truncated_cache_is_made_anew(cache, live, x, kept):
    cache.write_bytes(cache.read_bytes()[:kept])
    for tail in ("-wal", "-shm"):
        Path(str(cache) + tail).unlink(missing_ok=True)
    for _ in range(2):
        done = live("AMA @jack")
        assert done.returncode == 0
        assert "exists" in done.stdout
    assert len(x.log) == 2  # the second run of the two had it kept


def homeless(env: dict[str, str], folder: Path, *arguments: str, **more: str):
    """Run as a user whom the system does not know, without HOME or XDG folders."""
    kept = {k: v for k, v in env.items() if k != "HOME" and not k.startswith("XDG_")}
    code = (
        "import pwd, sys\n"
        "def nobody(uid): raise KeyError(uid)\n"
        "pwd.getpwuid = nobody\n"
        "from spacelint.__main__ import main\n"
        f"sys.argv = ['spacelint', *{arguments!r}]\n"
        "main()\n"
    )
    return subprocess.run(
        [COMMAND[0], "-c", code], cwd=folder, env=kept | more, capture_output=True, text=True,
        encoding="utf-8", timeout=120, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def test_without_a_home_nothing_is_read_or_written_in_the_current_folder(env, tmp_path, x, address):
    x.account("jack")
    (tmp_path / "here").mkdir()
    given = {"SPACELINT_X_TEST_API": address, "SPACELINT_X_TOKEN": fake_x.TOKEN}
    done = homeless(env, tmp_path / "here", "reach", "--live", "AMA @jack", **given)
    assert done.returncode == 0, done.stderr
    assert "answers are not kept: there is no home folder" in done.stderr
    zipped(tmp_path / "x.zip", files([space(0)], []))
    done = homeless(env, tmp_path / "here", "history", "import", "../x.zip")
    assert done.returncode == 2
    assert done.stderr == (
        "there is no home folder for the history: name its file with --database\n"
    )
    done = homeless(env, tmp_path / "here", "history", "import", "../x.zip", "--database", "h.db")
    assert done.returncode == 0, done.stderr
    assert [path.name for path in (tmp_path / "here").iterdir()] == ["h.db"]
    assert mode(tmp_path / "here" / "h.db") == 0o600


def test_a_relative_xdg_folder_is_passed_over(run, tmp_path):
    zipped(tmp_path / "x.zip", files([space(0)], []))
    home = tmp_path / "home"
    home.mkdir()
    done = run("history", "import", "x.zip", XDG_DATA_HOME="kept", HOME=str(home))
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "kept").exists()
    assert (home / ".local/share/spacelint/history.sqlite3").exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_history_that_is_no_file_is_told_without_a_word_of_its_mode(run, tmp_path):
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    for name, kind in (("folder", "a folder"), ("pipe", "not a regular file")):
        done = run("history", "list", "--database", name)
        assert done.returncode == 2
        said = f"the history {name} is {kind}: --database takes the name of a file\n"
        assert done.stderr == said


@pytest.mark.parametrize("mode", [0o600, 0o644])
@pytest.mark.parametrize("words", [("list",), ("import", "own.csv")])
def test_a_file_that_is_no_history_is_neither_taken_for_one_nor_put_aside(
    run, tmp_path, mode, words
):
    (tmp_path / "own.csv").write_text("title\nTea\n")
    other = tmp_path / "download.zip"
    other.write_bytes(b"PK\3\4 a download")
    other.chmod(mode)
    done = run("history", *words, "--database", "download.zip")
    assert done.returncode == 2
    assert (
        done.stderr == "download.zip is not a history: --database takes the file to keep one in\n"
    )
    assert other.read_bytes() == b"PK\3\4 a download"
    assert {path.name for path in tmp_path.glob("*.*")} == {"own.csv", "download.zip"}
