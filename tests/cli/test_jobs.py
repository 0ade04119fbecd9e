"""`check --jobs`: what several processes say is what one says, in the same order."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time

import pytest

from spacelint.output_formats import FORMATS

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills and finds processes")
COMMAND = [sys.executable, "-m", "spacelint", "check", "--isolated", "--today", "2026-11-01"]


@pytest.fixture
def calendars(tmp_path):
    """Calendars of many files whose titles, hosts and starts meet those of others."""
    for number in range(20):
        blocks = [
            f"  - title: 'Show {k} with @acme great#tag{number % 3}'\n"
            f"    host: acme\n    start: 2026-11-{1 + k:02d}T18:{number % 2}0:00Z\n"
            for k in range(12)
        ]
        (tmp_path / f"spaces-{number:02}.yaml").write_text("spaces:\n" + "".join(blocks))
    (tmp_path / "spaces-05.yaml").write_text("spaces: [")
    (tmp_path / "spaces-07.yaml").write_text("spaces: []\n")
    return tmp_path


def check(folder, *options, **more):
    return subprocess.run(
        [*COMMAND, *options, "."], cwd=folder, capture_output=True, text=True, **more
    )


@pytest.mark.parametrize("form", FORMATS)
def test_what_rules_over_all_spaces_say_is_the_same(calendars, form):
    one, *more = (check(calendars, "--jobs", n, "--output-format", form) for n in "123")
    assert "SL603" in one.stdout
    for each in more:
        assert (one.returncode, one.stdout, one.stderr) == (
            each.returncode, each.stdout, each.stderr
        )  # fmt: skip


@pytest.mark.parametrize(
    "options",
    [
        ("--statistics", "--min-severity", "warning", "--color", "always"),
        ("--max-diagnostics", "7"),
        ("--min-severity", "error", "--fail-on", "never", "--quiet"),
        ("--baseline", "known.json"),
        ("--output-format", "json", "--output-file", "text=report.txt"),
    ],
)
@pytest.mark.parametrize("runner", ["", "true"])
def test_options_of_the_report_hold_in_each_number_of_processes(calendars, options, runner):
    (calendars / "spaces-00.txt").write_text("::error::x\n##[group]x\nPlain title of a Space\n")
    if "known.json" in options:
        check(calendars, "--baseline", "known.json", "--write-baseline")
        (calendars / "spaces-19.yaml").write_text("spaces:\n  - title: Meet us at new#tag\n")
    environment = {**os.environ, "GITHUB_ACTIONS": runner}
    reports = []
    for jobs in "123":
        done = check(calendars, "--jobs", jobs, *options, "spaces-00.txt", env=environment)
        file = calendars / "report.txt"
        report = file.read_text() if file.exists() else ""
        reports.append((done.returncode, done.stdout, done.stderr, report))
    assert len(reports[0][1]) > 100
    assert not runner or "\n::error::x" not in reports[0][1]
    assert reports[1:] == [reports[0]] * 2


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_each_way_to_start_a_process_will_do(calendars, method):
    code = (
        "import multiprocessing, sys\n"
        f"multiprocessing.set_start_method({method!r})\n"
        f"sys.argv = {['spacelint', *COMMAND[3:], '--jobs', '2', '.']}\n"
        "from spacelint.__main__ import main\nmain()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=calendars, capture_output=True, text=True, timeout=60
    )
    one = check(calendars, "--jobs", "1")
    assert (done.returncode, done.stdout) == (one.returncode, one.stdout)


KILLED = """
import os, signal, sys
import spacelint.cli.jobs as jobs
checked, calls = jobs.{where}, []
def dies(*what):
    calls.append(1)
    if len(calls) == {call} and jobs.multiprocessing_child():
        os.kill(os.getpid(), signal.SIGKILL)
    return checked(*what)
import multiprocessing
jobs.multiprocessing_child = lambda: multiprocessing.parent_process() is not None
jobs.{where} = dies
sys.argv = {arguments}
from spacelint.__main__ import main
main()
"""


@pytest.mark.parametrize("where", ["_checked", "_with_findings"])
@pytest.mark.parametrize("call", [1, 4])
def test_processes_that_are_killed_lose_nothing(calendars, where, call):
    arguments = ["spacelint", *COMMAND[3:], "--jobs", "2", "."]
    code = KILLED.format(where=where, call=call, arguments=arguments)
    killed = subprocess.run(
        [sys.executable, "-c", code], cwd=calendars, capture_output=True, text=True, timeout=60
    )
    whole = check(calendars, "--jobs", "1")
    assert killed.stdout == whole.stdout
    assert killed.returncode == whole.returncode


def children(of):
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(of)], capture_output=True, text=True)
    return [int(pid) for pid in listed.stdout.split()]


@pytest.mark.skipif(not os.path.isdir("/proc"), reason="finds processes by /proc")
def test_processes_end_with_the_one_that_started_them(calendars):
    for number in range(20, 40):
        block = "  - title: Show great#tag\n    start: 2026-11-03T18:00:00Z\n"
        (calendars / f"spaces-{number}.yaml").write_text("spaces:\n" + block * 500)
    with subprocess.Popen(
        [*COMMAND, "--jobs", "2", "."], cwd=calendars, stdout=subprocess.DEVNULL
    ) as process:
        workers: list[int] = []
        while len(workers) < 2 and process.poll() is None:
            workers = children(process.pid)
        assert len(workers) == 2
        process.send_signal(signal.SIGKILL)
    until = time.monotonic() + 20
    while any(os.path.exists(f"/proc/{pid}") for pid in workers):
        assert time.monotonic() < until, "a process outlives its parent"
        time.sleep(0.05)


def test_no_more_processes_are_started_than_there_are_files(tmp_path):
    for number in range(2):
        (tmp_path / f"spaces-{number}.yaml").write_text("spaces:\n  - title: Show great#tag\n")
    code = (
        "import spacelint.cli.jobs as jobs, sys\n"
        "class Counted(jobs._Worker):\n"
        "    def __init__(self, others, *rest):\n"
        "        print('started', file=sys.stderr)\n        super().__init__(others, *rest)\n"
        "jobs._Worker = Counted\n"
        f"sys.argv = {['spacelint', *COMMAND[3:], '--jobs', '9', '.']}\n"
        "from spacelint.__main__ import main\nmain()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr.count("started")) == (1, 2)
