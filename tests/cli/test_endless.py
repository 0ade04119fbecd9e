"""Standard input that has no end, or a limit's size too much: refused by its size, and kept short.

The feeder is a process that writes until nobody reads; what is read is bounded, and so is memory.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.command import COMMAND, environment

_FEED = (
    "import sys\n"
    "try:\n    while True: sys.stdout.buffer.write({piece} * 65536)\n"
    "except OSError: sys.stdout = None\n"
)
_COUNT = "import sys\nn = 0\nwhile data := sys.stdin.buffer.read(1 << 20): n += len(data)\nprint(n)"


class Run(NamedTuple):
    """The exit status, how many bytes were written, and what stands on standard error."""

    status: int
    written: int
    err: str


def run(tmp_path: Path, *args: str, stdin: object) -> Run:
    """Run the command within 90 s and 1.5 GB; what it writes is counted."""
    resource = pytest.importorskip("resource")
    counter = subprocess.Popen(
        [sys.executable, "-c", _COUNT], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    done = subprocess.run(
        [*COMMAND, *args], stdin=stdin, stdout=counter.stdin, stderr=subprocess.PIPE, cwd=tmp_path,
        env=environment(HOME=str(tmp_path)), timeout=90,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000,) * 2),
    )  # fmt: skip
    err = done.stderr.decode()
    assert "Traceback" not in err, err
    return Run(done.returncode, int(counter.communicate()[0]), err)


def fed(tmp_path: Path, *args: str, piece: bytes) -> Run:
    """Run the command on ``piece`` repeated without an end."""
    feeder = subprocess.Popen(
        [sys.executable, "-c", _FEED.format(piece=piece)], stdout=subprocess.PIPE
    )
    try:
        return run(tmp_path, *args, stdin=feeder.stdout)
    finally:
        assert feeder.stdout is not None
        feeder.stdout.close()
        feeder.kill()
        feeder.wait()


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="needs a device without an end")
@pytest.mark.parametrize("format", ["text", "yaml", "csv", "xlsx"])
@pytest.mark.parametrize("change", ["--fix", "--diff", "--add-ignore"])
def test_a_device_is_not_copied(tmp_path, change, format):
    with open("/dev/zero", "rb") as zeros:
        done = run(tmp_path, "check", "-", change, "--format", format, stdin=zeros)
    assert (done.status, done.written) == (2, 0)
    assert done.err.startswith("-: not fixed: it is larger than max-file-size (10,000,000 bytes)")
    assert len(done.err.splitlines()) == 1


def test_of_a_pipe_so_much_is_passed_on_as_no_plan_has(tmp_path):
    done = fed(tmp_path, "check", "-", "--fix", "--format", "yaml", piece=b"- title: x\n")
    assert done.status == 2
    assert 1_000_000_000 <= done.written < 1_020_000_000
    assert f"{done.written:,} bytes of it are passed on" in done.err


@pytest.mark.parametrize(
    "args", [("reach", "-"), ("reach", "--live", "-"), ("-", "--live"), ("-", "--live", "--fix")]
)
def test_titles_that_are_all_kept_have_the_limit_of_a_file(tmp_path, args):
    done = fed(tmp_path, *args, piece=b"A talk\n")
    assert (done.status, done.written) == (2, 0)
    assert done.err == "-: it is larger than max-file-size (10,000,000 bytes)\n"


def test_the_limit_is_that_of_the_configuration(tmp_path):
    (tmp_path / "spacelint.toml").write_text("[limits]\nmax-file-size = 1000\n")
    done = fed(tmp_path, "reach", "-", piece=b"A talk\n")
    assert done.err == "-: it is larger than max-file-size (1,000 bytes)\n"


@pytest.mark.parametrize(
    ("piece", "said"),
    [
        (b"\0", "a line of a header has more than 4,000 bytes"),
        (b"Content-Length: 99999999999\r\n\r\n", "a message has more than 200,000,000 bytes"),
    ],
)
def test_the_server_reads_no_message_without_an_end(tmp_path, piece, said):
    pytest.importorskip("pygls")
    done = fed(tmp_path, "lsp", piece=piece)
    assert (done.status, done.written) == (2, 0)
    assert done.err == f"standard input is not from an editor: {said}\n"
