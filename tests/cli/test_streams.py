"""Standard input and output at their worst: bytes that are no text, pipes that close, Ctrl-C."""

from __future__ import annotations

import signal
import subprocess
import sys
import time

import pytest

from tests.cli.command import COMMAND, environment, spacelint

CLEAN = "Town hall with @acme on remote work #AcmeWinter"
BROKEN = "Town hall #AT&T with @acme on remote work"


def test_titles_of_standard_input_carry_their_line_and_clean_ones_are_passed_over():
    done = spacelint("-", stdin=f"{CLEAN}\n{BROKEN}\n{CLEAN}\n".encode())
    assert done.out.startswith(f"-:2\n{BROKEN}\n")
    assert CLEAN not in done.out
    assert done.err == "3 titles: 1 error · 1 fixable with --fix --unsafe-fixes\n"
    assert done.status == 1


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("last", [True, False])
def test_line_ends_and_a_byte_order_mark_are_no_part_of_a_title(end, bom, last):
    stdin = bom + end.join([CLEAN.encode(), BROKEN.encode()]) + (end if last else b"")
    done = spacelint("-", "--output-format", "concise", stdin=stdin)
    assert done.out == "-:2:11: error SL103 X links only #AT, not #AT&T\n"
    assert done.err == "2 titles: 1 error · 1 fixable with --fix --unsafe-fixes\n"


def test_no_input_is_no_title():
    done = spacelint("-", stdin=b"")
    assert done == ("", "no titles found\n", 0)


@pytest.mark.parametrize("options", [(), ("--fix",), ("--output-format", "json")])
def test_bytes_that_are_not_utf_8_end_the_run_with_their_place(options):
    stdin = f"{CLEAN}\nOrchestre à ".encode() + b"Besan\xe7on #AcmeWinter\n" + b"\n"
    done = spacelint("-", *options, stdin=stdin)
    assert done.status == 2
    assert "-:2:18: byte 19 of the line (0xe7) is not UTF-8; expected titles in UTF-8" in done.err


def test_titles_before_a_bad_byte_are_reported():
    done = spacelint("-", stdin=BROKEN.encode() + b"\n\xff\n")
    assert "SL103" in done.out
    assert done.status == 2


@pytest.mark.parametrize("command", ["preview", "suggest", "reach"])
def test_each_command_about_titles_reads_them_from_standard_input(command: str) -> None:
    done = spacelint(command, "-", stdin=b"Town hall #AT&T\n")
    assert done.status == 0
    assert "#AT&T" in done.out
    done = spacelint(command, "-", stdin=b"Town \xff\n")
    assert done.status == 2
    assert done.out == ""
    assert done.err.startswith("-:1:6: byte 6 of the line (0xff) is not UTF-8")


def test_utf_16_is_refused_and_not_guessed():
    done = spacelint("-", stdin=BROKEN.encode("utf-16"))
    assert done.status == 2
    assert "-:1:1: byte 1" in done.err


def test_a_line_of_more_than_a_megabyte_is_refused():
    done = spacelint("-", stdin=CLEAN.encode() + b"\n" + b"a" * 1_100_000)
    assert done.status == 2
    assert "-:2: longer than 1,000,000 bytes; expected one title a line" in done.err


def test_a_line_ends_at_a_line_feed_alone():
    done = spacelint("-", "--select", "SL103", stdin=f"{CLEAN}\x85\u2028\x0b{BROKEN}".encode())
    assert done.out.startswith("-:1\n")


def test_arguments_and_standard_input_mix_in_their_order():
    done = spacelint("great#Winter", "-", "--output-format", "concise", stdin=BROKEN.encode())
    places = [line.split(":")[0] for line in done.out.splitlines()]
    assert places == sorted(places, reverse=True)
    assert {"title", "-"} == set(places)


def run_with_pipe(*arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*COMMAND, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd="/",
        env=environment(),
    )


def test_titles_are_reported_while_more_are_still_to_come():
    with run_with_pipe("-", "--output-format", "jsonl") as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(f"{BROKEN}\n".encode() * 300)
        process.stdin.flush()
        assert b'"SL103"' in process.stdout.readline()  # and standard input is still open
        process.stdin.close()
        process.stdout.read()
        assert process.wait(30) == 1


@pytest.mark.parametrize("format", ["text", "concise", "json", "jsonl"])
def test_a_closed_pipe_ends_the_run_without_a_word(format):
    pipeline = '{ yes "$0" | head -n 20000 | "$@"; echo "status $?" >&2; } | head -n 1'
    done = subprocess.run(
        ["sh", "-c", pipeline, BROKEN, *COMMAND, "-", "--output-format", format],
        capture_output=True,
        cwd="/",
        env=environment(),
        timeout=60,
    )
    assert done.stderr.decode() == "status 141\n"
    assert done.stdout.count(b"\n") == 1


@pytest.mark.parametrize("arguments", [("-",), ("-", "--output-format", "json"), ("-", "--fix")])
def test_ctrl_c_ends_the_run_with_130_and_no_traceback(arguments):
    with run_with_pipe(*arguments) as process:
        assert process.stdin
        assert process.stderr
        process.stdin.write(f"{BROKEN}\n".encode())
        process.stdin.flush()
        time.sleep(1)  # it is reading by now
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
        said = process.stderr.read().decode()
        assert said.splitlines()[-1] == "interrupted"
        assert "Traceback" not in said
        process.stdin.close()


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
def test_a_stream_that_is_not_there_is_told_or_done_without(closed):
    done = subprocess.run(
        ["sh", "-c", f'"$@" {closed}', "sh", *COMMAND, "-"],
        input=f"{BROKEN}\n".encode(),
        capture_output=True,
        cwd="/",
        env=environment(),
        timeout=60,
    )
    assert b"Traceback" not in done.stderr
    assert done.returncode == (0 if closed == "<&-" else 1)  # without input there is no title


def test_an_interrupt_while_an_object_is_deleted_is_not_lost() -> None:
    code = """
import time, spacelint.__main__ as main

class Interrupted:
    def __del__(self):
        raise KeyboardInterrupt

def run(arguments):
    Interrupted()
    end = time.monotonic() + 30
    while time.monotonic() < end:
        pass
    return 0

main.run = run
main.main()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, text=True)
    assert (done.stderr, done.returncode) == ("interrupted\n", 130)
