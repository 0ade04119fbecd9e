"""What comes on standard input and how the server ends: never a traceback."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from spacelint.mcp.streams import Open, lines, requests, too_long

ROOT = Path(__file__).parents[2]
needs_mcp = pytest.mark.skipif(
    subprocess.run([sys.executable, "-c", "import mcp"], capture_output=True).returncode != 0,
    reason="the extra spacelint[mcp] is not installed",
)
HELLO = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "a test", "version": "1"},
    },
}
READY = {"jsonrpc": "2.0", "method": "notifications/initialized"}


def message(id, method, **params):
    return {"jsonrpc": "2.0", "id": id, "method": method, "params": params}


def lint(id, title):
    return message(id, "tools/call", name="lint_title", arguments={"title": title})


@pytest.fixture
def start(tmp_path):
    """Start servers that are gone when the test is, after two minutes at the latest."""
    started = []

    def start() -> subprocess.Popen[bytes]:
        pipe = subprocess.PIPE
        process = subprocess.Popen(
            [sys.executable, "-m", "spacelint", "mcp", "--isolated"],
            stdin=pipe, stdout=pipe, stderr=pipe, cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        started.append(process)
        return process

    # A server that does not answer ends, and so does the test that waits for it.
    timer = threading.Timer(120, lambda: [process.kill() for process in started])
    timer.start()
    yield start
    timer.cancel()
    for process in started:
        process.kill()
        process.communicate()


def send(process, *sent):
    for one in sent:
        data = one if isinstance(one, bytes) else json.dumps(one).encode() + b"\n"
        process.stdin.write(data)
    process.stdin.flush()


def answer(process, id):
    """Return the answer to the request of that id."""
    while line := process.stdout.readline():
        found = json.loads(line)
        if found.get("id") == id:
            return found
    raise AssertionError(process.stderr.read().decode())


def greeted(process):
    send(process, HELLO)
    answer(process, 1)
    send(process, READY)
    return process


def ended(process):
    """Return the exit status and what the server said on standard error."""
    told = process.communicate(timeout=60)[1].decode()
    assert "Traceback" not in told
    return process.returncode, told


@needs_mcp
def test_a_request_of_10_mb_is_refused_in_words_and_the_next_is_answered(start):
    process = greeted(start())
    send(process, lint("big", "x" * 10_000_000), lint(3, "Town hall #AT&T"))
    told = answer(process, "big")["error"]
    assert told["code"] == -32600
    assert told["message"].startswith("this request has 10,000,1")
    assert "at most 5,000,000 are read: send fewer Spaces at a time" in told["message"]
    assert "SL103" in answer(process, 3)["result"]["content"][0]["text"]
    process.stdin.close()
    process.stdin = None
    assert ended(process) == (0, "")


GARBAGE = (
    b"\n",
    b"garbage\n",
    b"\xff\xfe\x00\n",
    b"{}\n",
    b"[]\n",
    b'{"jsonrpc": "2.0", "id": 5}\n',
    b'{"jsonrpc": "1.0", "id": 5, "method": "x"}\n',
    b'{"jsonrpc": "2.0", "id": 6, "method": "no/such", "params": {}}\n',
    b'{"jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": {"name": 5}}\n',
    b'{"jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": []}\n',
    b"[" * 100_000 + b"\n",
    b'{"a":' * 100_000 + b"\n",
    b'{"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": 99}}\n',
)


@needs_mcp
def test_garbage_on_standard_input_stops_nothing(start):
    process = greeted(start())
    send(process, *GARBAGE, lint(8, "Town hall #AT&T"))
    assert "SL103" in answer(process, 8)["result"]["content"][0]["text"]
    process.stdin.close()
    process.stdin = None
    assert ended(process) == (0, "")


NO_JSON, NO_REQUEST = -32700, -32600
UNREAD = [
    (b"garbage\n", None, NO_JSON),
    (b'{"jsonrpc": "2.0", "id": 5, "method": "tools/call", \n', 5, NO_JSON),
    (b'\x00{"jsonrpc": "2.0", "method": "ping", "id": 5}\n', 5, NO_JSON),
    (b'{"id": 5, "method": "ping", "x": ' + b"[" * 100_000 + b"\n", 5, NO_JSON),
    (b'{"jsonrpc": "2.0", "id": 5, "method": "ping", "params": {"x": ' + b"[" * 300 + b"]" * 300
     + b"}}\n", 5, NO_REQUEST),
    (b'{"jsonrpc": "2.0", "id": 5, "method": "ping", "params": {"x": ' + b"9" * 5_000 + b"}}\n",
     5, NO_JSON),
    (b"[]\n", None, NO_REQUEST),
    (b'[{"jsonrpc": "2.0", "id": 5, "method": "ping"}]\n', None, NO_REQUEST),
    (b'{"jsonrpc": "2.0", "id": 5}\n', 5, NO_REQUEST),
    (b'{"id": "a", "method": "ping"}\n', "a", NO_REQUEST),
    (b'{"jsonrpc": "2.0", "id": 5, "method": "ping", "params": []}\n', 5, NO_REQUEST),
    (b'{"jsonrpc": "2.0", "id": 1.5, "method": "ping"}\n', None, NO_REQUEST),
    (b'{"jsonrpc": "2.0", "id": true, "method": "ping"}\n', None, NO_REQUEST),
    (b'{"jsonrpc": "2.0", "id": null, "method": "ping"}\n', None, NO_REQUEST),
]  # fmt: skip


@needs_mcp
def test_what_is_no_request_is_answered_so_that_nobody_waits_for_it(start):
    process = greeted(start())
    send(process, *(sent for sent, _, _ in UNREAD), message("last", "ping"))
    answers = [json.loads(process.stdout.readline()) for _ in range(len(UNREAD) + 1)]
    told = [one for one in answers if one["id"] != "last"]
    assert [(one["id"], one["error"]["code"]) for one in told] == [each[1:] for each in UNREAD]


@needs_mcp
def test_half_of_a_surrogate_pair_and_odd_ids_are_answered(start):
    process = greeted(start())
    call = b'"method":"tools/call","params":{"name":"lint_title",'
    call += b'"arguments":{"title":"a \\ud800 b"}}}\n'
    for id in ("é", 10**40, "x" * 100_000, 0, -1):
        send(process, b'{"jsonrpc":"2.0","id":' + json.dumps(id).encode() + b"," + call)
        assert answer(process, id)["result"]["content"][0]["text"].startswith("a \ufffd b\n")


@needs_mcp
def test_requests_sent_at_once_are_each_answered_once(start):
    process = greeted(start())
    send(process, *(lint(number, f"Town hall #AT&T {number}") for number in range(100, 140)))
    answers = [json.loads(process.stdout.readline()) for _ in range(40)]
    assert sorted(one["id"] for one in answers) == list(range(100, 140))
    for one in answers:
        assert f"Town hall #AT&T {one['id']}\n" in one["result"]["content"][0]["text"]


@needs_mcp
def test_a_cancelled_request_is_not_answered_and_the_next_one_is(start):
    process = greeted(start())
    plan = {"text": "Town hall #AT&T\n" * 5_000, "format": "text"}
    cancel = {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": 10}}
    send(process, message(10, "tools/call", name="check_plan", arguments=plan), cancel)
    send(process, lint(11, "Live @8pm"))
    told = json.loads(process.stdout.readline())
    assert (told["id"], "SL208" in str(told)) == (11, True)


@needs_mcp
def test_a_request_that_ends_in_the_middle_is_refused_and_the_server_ends(start):
    process = greeted(start())
    send(process, b'{"jsonrpc": "2.0", "id": 9, "method": "tools/call", "par')
    process.stdin.close()
    process.stdin = None
    told, said = process.communicate(timeout=60)
    assert (json.loads(told)["id"], json.loads(told)["error"]["code"]) == (9, NO_JSON)
    assert (said, process.returncode) == (b"", 0)


@needs_mcp
@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_a_server_that_is_told_to_end_ends_without_a_word(start):
    process = greeted(start())
    process.send_signal(signal.SIGTERM)
    assert ended(process) == (-signal.SIGTERM, "")


@needs_mcp
def test_nothing_on_standard_input_ends_it(start):
    process = start()
    process.stdin.close()
    process.stdin = None
    assert ended(process) == (0, "")


@needs_mcp
def test_a_client_that_closes_its_end_ends_it_without_a_word(start):
    process = greeted(start())
    process.stdout.close()
    send(process, *(lint(number, "Town hall #AT&T") for number in range(10, 20)))
    assert process.wait(timeout=60) == 141
    assert process.stderr.read() == b""


@needs_mcp
@pytest.mark.parametrize("greet", [True, False])
def test_ctrl_c_ends_it_while_it_waits(start, greet):
    process = start()
    if greet:
        greeted(process)
    else:
        send(process, HELLO)
        answer(process, 1)
    timer = threading.Timer(60, process.kill)
    timer.start()
    process.send_signal(signal.SIGINT)
    assert process.wait() == 130
    timer.cancel()
    assert process.stderr.read().decode() == "interrupted\n"


@needs_mcp
def test_what_a_tool_prints_does_not_reach_the_client(start):
    process = greeted(start())
    send(process, message(2, "tools/list"))
    tools = answer(process, 2)["result"]["tools"]
    assert len(json.dumps(tools)) < 60_000


def test_without_the_extra_one_sentence_says_what_is_missing():
    done = subprocess.run(
        [sys.executable, "-c", "import sys; sys.modules['mcp'] = None\n"
         "from spacelint.__main__ import main; sys.argv = ['spacelint', 'mcp']; main()"],
        capture_output=True, text=True, stdin=subprocess.DEVNULL, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == "the server needs an extra: pip install 'spacelint[mcp]'\n"


@needs_mcp
def test_what_it_cannot_start_with_is_told(tmp_path):
    def told(*options):
        done = subprocess.run(
            [sys.executable, "-m", "spacelint", "mcp", *options],
            capture_output=True, text=True, stdin=subprocess.DEVNULL, cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        assert done.returncode == 2
        return done.stderr

    assert told("--root", "no\x1bwhere") == "--root: expected a folder; found no<U+001B>where\n"
    (tmp_path / "bad.toml").write_text("selct = []\n", "utf-8")
    assert "did you mean select?" in told("--config", "bad.toml")


def read(data, most=100, piece=7):
    return list(requests((data[at : at + piece] for at in range(0, len(data), piece)), most))


@pytest.mark.parametrize("piece", [1, 7, 5_000])
def test_requests_are_lines_of_a_bounded_size(piece):
    long = b'{"jsonrpc": "2.0", "id": 5, "method": "m", "params": "' + b"x" * 20_000 + b'"}'
    data = b"one\r\n\n  \n\xef\xbb\xbftwo\n" + long + b"\nthree"
    assert read(data, piece=piece) == ["one\r", "two", too_long(len(long), 5), "three"]


@pytest.mark.parametrize(
    ("head", "tail", "id"),
    [
        ('{"id": 5, "params": "', '"}', 5),
        ('{"jsonrpc": "2.0", "method": "m", "id": "a\\"b", "params": "', '"}', 'a"b'),
        ('{"method":"m","params":{"id":3,"x":"', '"},"jsonrpc":"2.0","id":7}', 7),
        ('{"method":"m","params":{"x":"', '"},"id":-7,"jsonrpc":"2.0" } ', -7),
        ('{"method":"m","params":{"id":3,"x":"', '"}}', None),
        ('{"params":{"x":"', ' \\"id\\":3"}}', None),
        ("x", "x", None),
    ],
)
@pytest.mark.parametrize("ends", ["\n", ""])
def test_the_id_of_a_request_that_is_too_long_is_found_at_its_ends(head, tail, id, ends):
    line = f"{head}{'x' * 30_000}{tail}"
    assert read(f"{line}{ends}".encode()) == [too_long(len(line), id)]


def test_a_stream_without_line_breaks_is_not_kept():
    piece = b"x" * 65_536
    [one] = requests((piece for _ in range(1_000)), 1_000_000)
    assert one == too_long(65_536_000, None)


def test_no_more_is_taken_while_too_much_is_open():
    """Each is a task of the SDK's: 5 MB of pings took 1.2 GB."""
    open, taken = Open(), []

    async def take():
        for number in range(5_000):
            await open.take(number % 7, 5_000_000 if number == 4_500 else 1_000)
            taken.append(number % 7)
        await open.wait()

    async def run():
        task = asyncio.create_task(take())
        await asyncio.sleep(0.1)
        most = len(taken)
        assert 3_000 < most < 4_000
        await open.settle("of no request")
        await asyncio.sleep(0.1)
        assert (len(taken), task.done()) == (most, False)
        await open.settle(taken[0])
        await asyncio.sleep(0.1)
        assert len(taken) == most + 1
        at = 1
        while not task.done():
            await asyncio.sleep(0)
            if at < len(taken):
                await open.settle(taken[at])
                at += 1
        assert at == 5_000

    asyncio.run(asyncio.wait_for(run(), 60))


def test_requests_are_read_in_a_thread_that_nobody_waits_for():
    pieces = [b"one\ntw", b"o\n", b"three"]

    def read(most):
        if not pieces:
            raise OSError
        return pieces.pop(0)

    async def run():
        return [line async for line in lines(read)]

    assert asyncio.run(asyncio.wait_for(run(), 60)) == ["one", "two", "three"]


HEAVY = {"text": "Town hall #AT&T\n" * 5_000, "format": "text"}


def cancel(id):
    return {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": id}}


@needs_mcp
def test_what_cancels_a_request_does_not_wait_for_those_before_it(start):
    process = greeted(start())
    send(process, *(message(id, "tools/call", name="check_plan", arguments=HEAVY)
                    for id in range(10, 60)))  # fmt: skip
    send(process, *(cancel(id) for id in (*range(10, 59), "59")))
    began = time.monotonic()
    send(process, lint(99, "Live @8pm"))
    told = json.loads(process.stdout.readline())
    assert (told["id"], time.monotonic() - began < 10) == (99, True)


@needs_mcp
@pytest.mark.parametrize("last", [b"\n", b""])
def test_what_was_asked_before_the_input_ended_is_answered(start, last):
    process = start()
    asked = [HELLO, READY, *(lint(number, f"Town hall #AT&T {number}") for number in range(2, 40))]
    asked.append(message(40, "tools/call", name="check_plan", arguments=HEAVY))
    data = b"\n".join(json.dumps(one).encode() for one in asked) + last
    told, said = process.communicate(data, timeout=60)
    answers = [json.loads(line) for line in told.splitlines()]
    assert (process.returncode, said) == (0, b"")
    assert sorted(one["id"] for one in answers) == list(range(1, 41))
    assert all("result" in one for one in answers)


@needs_mcp
def test_a_cancelled_request_keeps_no_server_alive(start):
    process = start()
    asked = [HELLO, READY, message(2, "tools/call", name="check_plan", arguments=HEAVY), cancel(2)]
    data = b"".join(json.dumps(one).encode() + b"\n" for one in asked)
    told, said = process.communicate(data, timeout=60)
    assert [json.loads(line)["id"] for line in told.splitlines()] == [1]
    assert (process.returncode, said) == (0, b"")


@needs_mcp
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_a_client_that_reads_late_does_not_have_all_answers_kept(start):
    def size():
        status = Path(f"/proc/{process.pid}/status").read_text("utf-8")
        return int(status.split("VmHWM:")[1].split()[0])

    process = greeted(start())
    title = "#a&b " * 990  # its answer is 200 times as long, and takes 8 MB to make
    send(process, lint(10, title))
    answer(process, 10)
    before = size()
    send(process, *(lint(number, title) for number in range(11, 31)))
    time.sleep(8)
    assert size() - before < 60_000
    answers = [json.loads(process.stdout.readline())["id"] for _ in range(20)]
    assert sorted(answers) == list(range(11, 31))


@needs_mcp
def test_a_client_may_send_2000_requests_before_it_reads(start):
    process = greeted(start())
    send(process, *(lint(number, f"Town hall {number} #AT&T") for number in range(2_000)))
    answers = [json.loads(process.stdout.readline())["id"] for _ in range(2_000)]
    assert sorted(answers) == list(range(2_000))
