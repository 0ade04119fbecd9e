"""`check --jobs`: what several processes say is what one says, in the same order."""

from __future__ import annotations

import json
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


def lines(count):
    """Return a long file in JSON Lines, whose titles meet others far off."""
    every = []
    for k in range(count):
        tag = f"#Tag{k}&Co" if not k % 70 else f"#Tag{k}"
        space = {"title": f"Town hall {k % 2_000} with @acme {tag}", "host": f"host{k % 700}"}
        space["start"] = f"2026-11-{1 + k % 28:02}T18:00:00Z"
        if not k % 11:
            space["ignore"] = ["SL604"]
        every.append(json.dumps({**space, "notes": "x" * 120}) + "\n")
    return every


def with_line(at, line):
    """Return a long file in JSON Lines with another line in it."""
    every = lines(2_500)
    every[at] = line
    return "".join(every).encode()


OTHER = b'{"name_of": "a row of some other list", "notes": "' + b"x" * 200 + b'"}\n'
LONG_FILES = {
    "plain.jsonl": "".join(lines(3_500)).encode(),
    "broken.jsonl": with_line(2_300, '{"title": "Meet us at great#tag\n'),
    "other.jsonl": OTHER * 2_500,
    "titled-late.jsonl": OTHER * 2_500 + b'{"title": "AMA #R&D"}\n',
    "not-text.jsonl": with_line(1_700, "\0\n"),
    "long-title.jsonl": with_line(2_000, '{"title": "' + "x" * 1_000_001 + '"}\n'),
    "windows.jsonl": ("\ufeff" + "".join(lines(2_500)).replace("\n", "\r\n")).encode(),
    "utf16.jsonl": "".join(lines(1_300)).encode("utf-16"),
    "plain.txt": "".join(
        f"Réunion {k % 3_000} avec #Tag{k}&Co {'x' * (k % 90)}\n" for k in range(8_000)
    ).encode(),
    "table.csv": b"title,host,notes\n"
    + "".join(f'"Talk {k % 3_000}, #R&D","a\nb",{"x" * 200}\n' for k in range(3_500)).encode(),
}


@pytest.mark.parametrize(
    ("name", "form"), [*((name, "text") for name in LONG_FILES), ("table.csv", "sarif")]
)
def test_a_long_file_is_dealt_in_pieces_and_reads_the_same(tmp_path, name, form):
    (tmp_path / name).write_bytes(LONG_FILES[name])
    (tmp_path / "spacelint.toml").write_text("[limits]\nmax-file-size = 600000\n")
    command = [*COMMAND[:4], "--today", "2026-11-01", "--output-format", form, name]
    one, two = [
        subprocess.run([*command, "--jobs", n], cwd=tmp_path, capture_output=True, text=True)
        for n in "13"
    ]
    assert (one.stdout + one.stderr).strip()
    assert one.returncode in (1, 2)
    assert (one.returncode, one.stdout, one.stderr) == (two.returncode, two.stdout, two.stderr)


@pytest.mark.parametrize("most", [1, 2_300])
def test_the_limit_on_findings_ends_a_long_file_where_it_does_in_one_process(tmp_path, most):
    (tmp_path / "long.jsonl").write_text("".join(lines(3_500)))
    (tmp_path / "spacelint.toml").write_text(f"[limits]\nmax-findings = {most}\n")
    command = [*COMMAND[:4], "--today", "2026-11-01", "long.jsonl", "--jobs"]
    one, two = [
        subprocess.run([*command, n], cwd=tmp_path, capture_output=True, text=True) for n in "12"
    ]
    assert "limits.max-findings" in one.stderr
    assert (one.returncode, one.stdout, one.stderr) == (two.returncode, two.stdout, two.stderr)


def test_a_long_file_is_checked_by_several_processes(tmp_path):
    (tmp_path / "long.jsonl").write_text("".join(lines(3_500)))
    code = (
        "import spacelint.cli.worker as worker, multiprocessing, sys\n"
        "checked = worker.checked_plans\n"
        "def told(path, session, piece):\n"
        "    child = multiprocessing.parent_process() is not None\n"
        "    print('piece', piece.line, child, file=sys.stderr)\n"
        "    return checked(path, session, piece)\n"
        "worker.checked_plans = told\n"
        f"sys.argv = {['spacelint', *COMMAND[3:], '--jobs', '2', 'long.jsonl']}\n"
        "from spacelint.__main__ import main\nmain()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    pieces = [line for line in done.stderr.splitlines() if line.startswith("piece")]
    assert len(pieces) > 2
    assert all(line.endswith("True") for line in pieces)


def test_the_memory_of_a_process_does_not_grow_with_the_length_of_a_file(tmp_path):
    code = (
        "import os, resource, subprocess, sys\n"
        "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    peaks = []
    for count in (2_500, 10_000):
        title = "AMA with @acme about hiring and research and roadmap and design and music #Tag"
        spaces = ({"title": f"{title}{k}", "notes": "x" * 600} for k in range(count))
        (tmp_path / "long.jsonl").write_text("".join(json.dumps(s) + "\n" for s in spaces))
        command = [sys.executable, "-c", code, *COMMAND, "--jobs", "2", "long.jsonl"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
        peaks.append(int(done.stdout))
    assert peaks[1] < 1.7 * peaks[0]


KILLED = """
import os, signal, sys
import spacelint.cli.worker as jobs
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


@pytest.mark.parametrize("where", ["checked_plans", "finished"])
@pytest.mark.parametrize("call", [1, 4])
@pytest.mark.parametrize("name", ["spaces-00.yaml", "long.jsonl"])
def test_processes_that_are_killed_lose_nothing(calendars, where, call, name):
    (calendars / name).write_text("".join(lines(3_500)))
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
        "class Counted(jobs.Worker):\n"
        "    def __init__(self, others, *rest):\n"
        "        print('started', file=sys.stderr)\n        super().__init__(others, *rest)\n"
        "jobs.Worker = Counted\n"
        f"sys.argv = {['spacelint', *COMMAND[3:], '--jobs', '9', '.']}\n"
        "from spacelint.__main__ import main\nmain()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr.count("started")) == (1, 2)
