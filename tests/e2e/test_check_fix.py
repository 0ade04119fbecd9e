"""``check --fix``, ``--diff``, ``--add-ignore``, baselines and ``--watch``, on real files."""

from __future__ import annotations

import contextlib
import json
import os
import random
import re
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from tests.cli.command import COMMAND, environment, spacelint
from tests.e2e.test_check import CLEAN, GLUED, TOML, write
from tests.e2e.test_config_check import RULE

FIXED = GLUED.replace("great#", "great #")


def test_fix_mends_the_file_and_exits_with_0(tmp_path: Path) -> None:
    path = write(tmp_path, "spaces.toml", TOML)
    done = spacelint("check", "--fix", cwd=tmp_path)
    assert (done.out, done.status) == ("", 0)
    assert done.err.startswith("Fixed 1 problem in 1 file\n")
    assert path.read_text() == TOML.replace(GLUED, FIXED)
    again = spacelint("check", "--fix", "--exit-non-zero-on-fix", cwd=tmp_path)
    assert (again.err, again.status) == ("2 titles: no problems found\n", 0)


@pytest.mark.parametrize("mode", ["--fix", "--diff", "--add-ignore", "--suggest"])
def test_a_file_that_is_not_there_is_one_line(tmp_path: Path, mode: str) -> None:
    done = spacelint("check", mode, "gone.yaml", cwd=tmp_path)
    assert done.err.splitlines()[0] == "gone.yaml: no such file"
    assert (done.out, done.status) == ("", 2)


def test_fix_can_tell_that_it_mended_and_tells_what_is_left(tmp_path: Path) -> None:
    write(tmp_path, "spaces.toml", TOML)
    assert spacelint("check", "--fix", "--exit-non-zero-on-fix", cwd=tmp_path).status == 1
    write(tmp_path, "spaces.toml", TOML + f'[[spaces]]\ntitle = "{CLEAN} #AT&T"\n')
    left = spacelint("check", "--fix", "--output-format", "concise", cwd=tmp_path)
    assert left.out.startswith("spaces.toml:7:")
    assert left.status == 1
    assert spacelint("check", "--fix", "--unsafe-fixes", cwd=tmp_path).status == 0


def test_diff_shows_the_change_and_writes_nothing(tmp_path: Path) -> None:
    path = write(tmp_path, "spaces.toml", TOML.replace("\n", "\r\n").rstrip())
    before = path.read_bytes()
    done = subprocess.run(
        [*COMMAND, "check", "--diff"], cwd=tmp_path, capture_output=True, env=environment()
    )
    assert done.returncode == 1
    assert path.read_bytes() == before
    assert done.stdout.decode().splitlines()[:2] == ["--- a/spaces.toml", "+++ b/spaces.toml"]
    patched = subprocess.run(
        ["git", "apply", "--whitespace=nowarn", "-"], input=done.stdout, cwd=tmp_path
    )
    assert patched.returncode == 0
    assert path.read_bytes() == before.replace(GLUED.encode(), FIXED.encode())
    assert spacelint("check", "--diff", cwd=tmp_path) == ("", "", 0)


def test_the_configuration_decides_what_is_mended(tmp_path: Path) -> None:
    path = write(tmp_path, "spaces.toml", TOML)
    for line in ('unfixable = ["SL102"]', 'fixable = ["SL3"]'):
        write(tmp_path, "spacelint.toml", line + "\n")
        assert spacelint("check", "--fix", cwd=tmp_path).status == 1
        assert path.read_text() == TOML
    write(tmp_path, "spacelint.toml", 'fixable = ["glued-hashtag"]\n')
    assert spacelint("check", "--fix", cwd=tmp_path).status == 0


def test_a_link_is_written_through_and_mode_is_kept(tmp_path: Path) -> None:
    target = write(tmp_path, "real/plan.toml", TOML)
    target.chmod(0o640)
    (tmp_path / "spaces.toml").symlink_to("real/plan.toml")
    assert spacelint("check", "--fix", "spaces.toml", cwd=tmp_path).status == 0
    assert (tmp_path / "spaces.toml").is_symlink()
    assert target.stat().st_mode & 0o777 == 0o640
    assert FIXED in target.read_text()


def test_a_read_only_file_is_left_alone_and_told(tmp_path: Path) -> None:
    path = write(tmp_path, "spaces.toml", TOML)
    path.chmod(0o444)
    write(tmp_path, "spaces2.toml", TOML)
    done = spacelint("check", "--fix", cwd=tmp_path)
    assert "spaces.toml: not written: it is read-only" in done.err
    assert done.status == 2
    assert path.read_text() == TOML
    assert FIXED in (tmp_path / "spaces2.toml").read_text()


@pytest.mark.parametrize(
    "args",
    [
        ["--fix"], ["--add-ignore"], ["--write-baseline"], ["--output-file", "json=r.json"],
        ["--fix", "--output-file", "sarif=r.sarif"], ["--fix", "--output-file", "html=r.html"],
    ],
)  # fmt: skip
def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path, args: list[str]) -> None:
    text = "".join(TOML.replace("founders", f"founders {i}") for i in range(900))
    path = write(tmp_path, "spaces.toml", text)

    def limited() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    done = subprocess.run(
        [*COMMAND, "check", *args], cwd=tmp_path, capture_output=True, preexec_fn=limited,
        env=environment(PYTHONDONTWRITEBYTECODE="1", XDG_CACHE_HOME=str(tmp_path.parent / "cache")),
    )  # fmt: skip
    assert done.returncode == 2
    assert re.search(rb"the disk is full|can't be written: File too large", done.stderr)
    assert path.read_text() == text
    assert os.listdir(tmp_path) == ["spaces.toml"]


def test_two_runs_at_once_leave_a_whole_file(tmp_path: Path) -> None:
    text = "".join(f'[[spaces]]\ntitle = "{GLUED} {i}"\n' for i in range(1_000))
    path = write(tmp_path, "spaces.toml", text)
    runs = [
        subprocess.Popen([*COMMAND, "check", "--fix"], cwd=tmp_path, stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    errors = [run.communicate(timeout=60)[1].decode() for run in runs]
    assert path.read_text() == text.replace("great#", "great #")
    assert all("Traceback" not in error for error in errors)
    assert 0 in {run.returncode for run in runs}
    for run, error in zip(runs, errors, strict=True):
        assert run.returncode == 0 or "not written: it was changed" in error
    assert os.listdir(tmp_path) == ["spaces.toml"]


def test_a_kill_while_a_large_plan_is_mended_leaves_the_old_or_the_new_file(
    tmp_path: Path,
) -> None:
    old = "".join(f'[[spaces]]\ntitle = "{GLUED} {i}"\n' for i in range(400))
    new = old.replace("great#", "great #")
    path = write(tmp_path, "spaces.toml", old)
    started = time.perf_counter()
    assert spacelint("check", "--fix", cwd=tmp_path).status == 0
    whole = time.perf_counter() - started
    seen = set()
    moments = random.Random(200)
    for _ in range(200):  # tests/fixer/test_write.py kills 200 times more, at the write itself
        path.write_text(old)
        run = subprocess.Popen(
            [*COMMAND, "check", "--fix"], cwd=tmp_path, stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(whole * moments.uniform(0.3, 1.5))
        run.kill()
        run.wait()
        seen.add(path.read_text())
        assert seen <= {old, new}
    assert seen == {old, new}  # some were killed before the file was replaced, some after
    assert spacelint("check", "--fix", cwd=tmp_path).status == 0
    assert path.read_text() == new
    assert os.listdir(tmp_path) == ["spaces.toml"]


def test_fix_on_standard_input_gives_the_mended_plan(tmp_path: Path) -> None:
    args = ("check", "--fix", "-", "--stdin-filename", "plan.toml")
    done = spacelint(*args, stdin=TOML.replace("\n", "\r\n").encode(), cwd=tmp_path)
    assert done.out == TOML.replace(GLUED, FIXED).replace("\n", "\r\n")
    assert done.status == 0


def test_add_ignore_comes_to_an_end_on_a_plan_that_cannot_be_read(tmp_path: Path) -> None:
    half = TOML + '[[spaces]]\ntitle = "AMA\n'
    path = write(tmp_path, "spaces.toml", half)
    assert spacelint("check", "--add-ignore", cwd=tmp_path).status == 2
    assert path.read_text() == half


def test_add_ignore_makes_a_second_run_clean_and_says_what_it_could_not(tmp_path: Path) -> None:
    path = write(tmp_path, "spaces.toml", TOML)
    assert spacelint("check", "--add-ignore", cwd=tmp_path).status == 0
    assert path.read_text() == TOML.replace(f'{GLUED}"', f'{GLUED}"  # spacelint: ignore[SL102]')
    assert spacelint("check", cwd=tmp_path) == ("", "2 titles: no problems found\n", 0)
    write(tmp_path, "spaces.txt", GLUED + "\n")
    assert spacelint("check", "--add-ignore", "spaces.txt", cwd=tmp_path).status == 1


@pytest.mark.parametrize("name", ["known.json", "known.toml"])
def test_a_baseline_lets_known_findings_through_and_loses_stale_ones(
    tmp_path: Path, name: str
) -> None:
    path = write(tmp_path, "spaces.toml", TOML)
    done = spacelint("check", "--write-baseline", "--baseline", name, cwd=tmp_path)
    assert done.status == 0
    assert f"{name}: 1 finding written." in done.err
    done = spacelint("check", "--baseline", name, cwd=tmp_path)
    assert (done.out, done.status) == ("", 0)
    assert "1 finding is in the baseline." in done.err
    path.write_text(TOML + f"[[spaces]]\ntitle = '{GLUED}'\n")
    done = spacelint("check", "--baseline", name, "--output-format", "concise", cwd=tmp_path)
    assert done.out.startswith("spaces.toml:7:")
    assert done.status == 1
    path.write_text(TOML.replace(GLUED, FIXED))
    done = spacelint("check", "--write-baseline", "--baseline", name, cwd=tmp_path)
    assert "0 findings written, 1 taken out that are no longer found." in done.err


def test_the_configuration_may_name_the_baseline_and_fix_leaves_what_is_known(
    tmp_path: Path,
) -> None:
    write(tmp_path, "spacelint.toml", 'baseline = "known.json"\n')
    path = write(tmp_path, "spaces.toml", TOML)
    missing = spacelint("check", cwd=tmp_path)
    assert missing.status == 2
    assert "--write-baseline" in missing.err
    assert spacelint("check", "--write-baseline", cwd=tmp_path).status == 0
    assert json.loads((tmp_path / "known.json").read_text())["findings"]["SL102"]
    assert spacelint("check", "--fix", cwd=tmp_path).status == 0
    assert path.read_text() == TOML


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("spacelint.toml", "No baseline was written: fix the configuration first.\n"),
        (
            "more-spaces.toml",
            "The baseline was left as it is: perhaps the finding is only not found",
        ),
    ],
)
def test_what_is_not_read_takes_nothing_out_of_the_baseline(
    tmp_path: Path, file: str, said: str
) -> None:
    write(tmp_path, "spacelint.toml", 'baseline = "known.json"\n')
    write(tmp_path, "spaces.toml", 'spaces = ["Live"]\n')
    write(tmp_path, "more-spaces.toml", TOML)
    assert spacelint("check", "--write-baseline", cwd=tmp_path).status == 0
    before = (tmp_path / "known.json").read_text()
    (tmp_path / file).write_bytes(b'spaces = ["\xff\n')
    done = spacelint("check", "--write-baseline", cwd=tmp_path)
    assert done.status == 2
    assert said in done.err
    assert (tmp_path / "known.json").read_text() == before
    assert not (tmp_path / "spacelint-baseline.json").exists()


@contextlib.contextmanager
def watching(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Run the command until the block ends, or for half a minute at most."""
    run = subprocess.Popen(
        [*COMMAND, "check", "--watch", "--output-format", "concise"],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=environment(PYTHONUNBUFFERED="1"), text=True,
    )  # fmt: skip
    killer = threading.Timer(30, run.kill)
    killer.start()
    try:
        yield run
    finally:
        killer.cancel()
        run.kill()
        run.wait()


def until(stream: IO[str] | None, start: str) -> str:
    """Return the next line that begins with ``start``."""
    assert stream is not None
    return next(line for line in stream if line.startswith(start))


def test_watch_checks_again_when_a_file_changes_and_ends_cleanly(tmp_path: Path) -> None:
    path = write(tmp_path, "spaces.toml", TOML)
    with watching(tmp_path) as run:
        assert until(run.stdout, "").startswith("spaces.toml:2:")
        until(run.stderr, "Watching")
        path.write_text(TOML.replace(GLUED, FIXED))
        assert until(run.stderr, "") == "2 titles: no problems found\n"
        assert until(run.stderr, "").startswith("Watching 1 files")
        run.send_signal(signal.SIGINT)
        out, err = run.communicate(timeout=20)
    assert "Traceback" not in err
    assert (out, run.returncode) == ("", 0)


@pytest.mark.parametrize("changed", ["house.toml", "ours.toml", "known.json"])
def test_watch_sees_every_file_that_the_configuration_names(tmp_path: Path, changed: str) -> None:
    write(tmp_path, "spaces.toml", TOML)
    write(tmp_path, "house.toml", 'rule-files = ["ours.toml"]\nbaseline = "known.json"\n')
    write(tmp_path, "ours.toml", RULE)
    write(tmp_path, "spacelint.toml", 'extend = "house.toml"\n')
    assert spacelint("check", "--write-baseline", cwd=tmp_path).status == 0
    text = (tmp_path / changed).read_text()
    with watching(tmp_path) as run:
        until(run.stderr, "Watching 5 files")
        (tmp_path / changed).write_text("nonsense\n")
        assert changed in until(run.stderr, "")
        until(run.stderr, "Watching")
        (tmp_path / changed).write_text(text)
        until(run.stderr, "Watching")
        run.send_signal(signal.SIGINT)
        _, err = run.communicate(timeout=20)
    assert "Traceback" not in err


def test_a_progress_bar_is_shown_to_a_terminal_that_waits_and_to_nobody_else(
    tmp_path: Path,
) -> None:
    title = json.dumps({"title": GLUED + " 日本語", "host": "acme"}).encode()
    (tmp_path / "spaces.jsonl").write_bytes((title + b"\n") * 4_000)
    report = ["--output-format", "sarif", "--output-file", "json=/dev/null"]
    script = (
        "import os, pty, sys\n"
        "def read(fd):\n"
        "    return os.read(fd, 65536)\n"
        f"pty.spawn({[*COMMAND, 'check', *report]!r}, read)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, timeout=120,
        env=environment(TERM="xterm"), stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert b"titles, file 1 of 1" in done.stdout
    quiet = spacelint("check", "--output-format", "concise", cwd=tmp_path)
    assert "file 1 of 1" not in quiet.err
