"""A full disk, an odd terminal or too little memory is one line and exit status 2."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
from pathlib import Path

import pytest

from spacelint.brand.book import Campaign
from spacelint.page.reference import time_line
from spacelint.plan.values import day_now
from spacelint.report.html.words import week_of
from tests.cli.command import spacelint

COMMAND = [sys.executable, "-m", "spacelint"]


def run(
    *args: str, stdout: object = subprocess.PIPE, **env: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *args], stdout=stdout, stderr=subprocess.PIPE, text=True, timeout=60,
        env={**os.environ, **env},
    )  # fmt: skip


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize(
    "args",
    [
        ["a great#tag"], ["check", "{plan}"], ["--version"], ["suggest", "a great#tag"],
        ["check", "--help"], ["rule"], ["preview", "AMA"],
        *(["check", "{plan}", "--output-format", name] for name in (
            "text", "concise", "json", "jsonl", "sarif", "junit", "github", "checkstyle", "gitlab",
            "rdjson", "html",
        )),
    ],
)  # fmt: skip
def test_a_full_disk_behind_standard_output_is_an_error(tmp_path, args):
    plan = tmp_path / "space.yaml"
    plan.write_text("- title: AMA great#tag\n" * 500)
    with open("/dev/full", "w") as full:
        done = run(*(arg.format(plan=plan) for arg in args), stdout=full)
    assert done.returncode == 2
    lines = done.stderr.splitlines()
    assert lines[-1] == "spacelint: No space left on device"
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("args", [["a great#tag"], ["check", "nowhere"], ["suggest", "-"]])
def test_full_disks_behind_both_streams_are_an_error(args):
    with open("/dev/full", "r+b", buffering=0) as full:
        done = subprocess.run([*COMMAND, *args], stdin=full, stdout=full, stderr=full, timeout=60)
    assert done.returncode == 2


@pytest.mark.parametrize("width", ["x", "", "-5", "0", "999999999", "1"])
@pytest.mark.parametrize("args", [["a great#tag"], ["check", "--help"], ["rule", "SL103"]])
def test_an_odd_terminal_width_is_no_error(args, width):
    done = run(*args, COLUMNS=width, TERMINAL_WIDTH=width)
    assert done.returncode == (1 if args == ["a great#tag"] else 0)
    assert done.stderr.count("\n") <= 1
    assert len(done.stdout) < 100_000


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("MemoryError()", "spacelint: out of memory; give it less at a time"),
        ("RecursionError()", "spacelint: something it was given is nested too deeply"),
        ("OSError(5, 'Input/output error')", "spacelint: Input/output error"),
        ("OSError(5, 'Input/output error', 'a\\x1b')", "spacelint: Input/output error (a<U+001B>)"),
    ],
)
def test_what_the_system_refuses_is_one_line(error, said):
    code = (
        "import spacelint.__main__ as m, sys\n"
        f"def run(arguments): raise {error}\n"
        "m.run = run\nm.main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (2, f"{said}\n")


@pytest.fixture
def plans(tmp_path):
    for number in range(4):
        (tmp_path / f"spaces{number}.yaml").write_text(
            "spaces:\n" + "  - title: AMA great#tag with us\n    start: 2026-12-01T18:00:00Z\n" * 9
        )
    return tmp_path


@pytest.mark.parametrize("files", [20, 26, 32, 60, 1000])
def test_few_descriptors_are_enough_for_one_process(plans, files):
    code = (
        "import resource, runpy, sys\n"
        f"resource.setrlimit(resource.RLIMIT_NOFILE, ({files}, {files}))\n"
        "sys.argv = ['spacelint', 'check', '--jobs', '4', '.']\n"
        "runpy.run_module('spacelint', run_name='__main__')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=plans, timeout=60
    )
    assert "36 titles: 36 errors" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_semaphores_one_process_does_the_work(plans):
    code = (
        "import runpy, sys\n"
        "import multiprocessing.synchronize as s\n"
        "def refuse(*a, **k): raise OSError(30, 'Read-only file system')\n"
        "s.SemLock.__init__ = refuse\n"
        "sys.argv = ['spacelint', 'check', '--jobs', '2', '.']\n"
        "runpy.run_module('spacelint', run_name='__main__')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=plans, timeout=60
    )
    assert "36 titles: 36 errors" in done.stderr


@pytest.mark.parametrize(
    "settings",
    [
        {"HTTPS_PROXY": "socks5://127.0.0.1:9"},
        {"HTTPS_PROXY": "foo://127.0.0.1:9"},
        {"HTTPS_PROXY": ":::"},
        {"HTTPS_PROXY": "http://127.0.0.1:9"},
        {"SSL_CERT_FILE": "/nonexistent"},
        {"HTTPS_PROXY": "http://127.0.0.1:9", "SSLKEYLOGFILE": "/nonexistent/x"},
    ],
)
def test_settings_with_which_x_cannot_be_asked_are_told(tmp_path, settings):
    env = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), **settings}
    done = subprocess.run(
        [*COMMAND, "reach", "--live", "Talk with @jack"], capture_output=True, text=True,
        env={**env, "SPACELINT_X_TOKEN": "AAAAsecretTOKEN123456"}, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "secretTOKEN" not in done.stdout + done.stderr
    assert done.stderr.strip()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name are POSIX's")
@pytest.mark.parametrize("args", [("history", "stats"), ("AMA",), ("lsp",), ("check", "--help")])
def test_a_pipe_in_place_of_the_settings_of_openssl_is_not_waited_for(tmp_path, args):
    os.mkfifo(tmp_path / "pipe")
    done = spacelint(*args, cwd=tmp_path, OPENSSL_CONF=str(tmp_path / "pipe"))
    assert done == ("", "spacelint: OPENSSL_CONF is a pipe; reading it could wait forever\n", 2)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name are POSIX's")
@pytest.mark.parametrize(
    "args", [("preview", "AMA", "--png", "a.png"), ("reach", "AMA", "--plot", "a.png")]
)
def test_a_pipe_in_place_of_the_list_of_fonts_is_not_waited_for(tmp_path, args):
    pytest.importorskip("resvg_py")
    os.mkfifo(tmp_path / "pipe")
    done = spacelint(*args, cwd=tmp_path, FONTCONFIG_FILE=str(tmp_path / "pipe"))
    assert (done.err, done.status) == ("a PNG needs fonts, but FONTCONFIG_FILE is a pipe\n", 2)


@pytest.mark.parametrize(
    ("now", "day"),
    [(1e18, "9998-12-31"), (1e12, "9998-12-31"), (253_402_250_000, "9998-12-31"),
     (-1, "1969-12-31"), (-7e10, "0002-01-01"), (-1e18, "0002-01-01")],
)  # fmt: skip
def test_a_clock_that_is_far_off_is_at_a_day_all_the_same(
    now: float, day: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setattr("time.time", lambda: now)
    assert day_now().isoformat() == day


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_report_and_a_page_of_the_first_and_the_last_week_of_all(
    day: str, tmp_path: Path
) -> None:
    (tmp_path / "plan.yaml").write_text(f"title: Talk tomorrow\ndate: {day}\n")
    done = spacelint("report", "plan.yaml", "--today", day, cwd=tmp_path)
    assert (done.status, day[:4] in done.out) == (0, True)
    assert week_of(datetime.date(9999, 12, 27))[-1] == datetime.date.max
    line = time_line([Campaign("x", "X", last_day=day)], datetime.date.fromisoformat(day))
    assert line is not None
    assert line.today is not None


def test_an_interrupt_while_an_object_is_deleted_ends_the_run():
    code = (
        "import spacelint.__main__ as m, time\n"
        "class Deleted:\n    def __del__(self): raise KeyboardInterrupt\n"
        "def run(arguments):\n    Deleted()\n"
        "    for _ in range(1500): time.sleep(0.01)\n    return 0\n"
        "m.run = run\nm.main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=20)
    assert (done.returncode, done.stderr) == (130, "interrupted\n")
