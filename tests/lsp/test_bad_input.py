"""What a client, a file or a stranger's folder may send, and what comes of it."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.lsp.client import Client
from tests.lsp.core import plan

BROKEN = "Town hall #AT&T with all of you"


@pytest.fixture
def client(tmp_path: Path):  # type: ignore[no-untyped-def]
    with Client() as one:
        one.initialize(tmp_path)
        yield one


def uri(tmp_path: Path, name: str = "spaces/plan.toml") -> str:
    return (tmp_path / name).as_uri()


def codes(found: list[dict[str, Any]]) -> list[str]:
    return [one.get("code", "") for one in found]


def still_serves(client: Client, tmp_path: Path) -> bool:
    other = uri(tmp_path, "spaces/other.toml")
    client.open(other, plan(BROKEN))
    return "SL103" in codes(client.diagnostics(other))


def test_positions_past_the_end_stand_for_the_end(client: Client, tmp_path: Path) -> None:
    at = uri(tmp_path)
    client.open(at, plan(BROKEN))
    far = {"line": 2**31 - 1, "character": 2**31 - 1}
    document = {"textDocument": {"uri": at}}
    for method in ("hover", "completion"):
        client.request(f"textDocument/{method}", {**document, "position": far})
    wide = {"start": far, "end": far}
    context = {"diagnostics": []}
    client.request("textDocument/codeAction", {**document, "range": wide, "context": context})
    wide = {"start": {"line": 0, "character": 0}, "end": far}
    client.request("textDocument/codeAction", {**document, "range": wide, "context": context})
    assert len(client.request("textDocument/inlayHint", {**document, "range": wide})) == 2


def test_line_separators_and_half_characters_do_not_move_what_follows(
    client: Client, tmp_path: Path
) -> None:
    at = uri(tmp_path)
    title = "a\u2028b\u0085c\udc00d #AT&T with all of you"
    client.open(at, plan(title))
    found = next(one for one in client.diagnostics(at) if one.get("code") == "SL103")
    assert found["range"]["start"] == {"line": 1, "character": 9 + title.index("#")}
    position = {"line": 1, "character": 9 + title.index("#") + 2}
    context = {"diagnostics": []}
    where = {"start": position, "end": position}
    actions = client.request(
        "textDocument/codeAction",
        {"textDocument": {"uri": at}, "range": where, "context": context},
    )
    fix = next(one for one in actions if one["title"] == "Write #ATT")
    (edits,) = fix["edit"]["changes"].values()
    assert edits == [
        {
            "range": {
                "start": {"line": 1, "character": 9 + title.index("&")},
                "end": {"line": 1, "character": 9 + title.index("&") + 1},
            },
            "newText": "",
        }
    ]


def test_a_nul_and_an_empty_text_are_taken(client: Client, tmp_path: Path) -> None:
    at = uri(tmp_path)
    client.open(at, "title = 'a\0b'")
    assert "SL001" in codes(client.diagnostics(at, 1))
    client.change(at, "", 2)
    client.diagnostics(at, 2)
    assert still_serves(client, tmp_path)


def test_an_edit_of_a_file_never_opened_is_passed_over(client: Client, tmp_path: Path) -> None:
    client.change(uri(tmp_path, "spaces/never.toml"), plan(BROKEN), 2)
    client.notify("textDocument/didClose", {"textDocument": {"uri": "file:///never"}})
    client.request("textDocument/hover", {
        "textDocument": {"uri": "file:///never"}, "position": {"line": 0, "character": 0},
    })  # fmt: skip
    client.open("file:///%00", "x")
    client.open("nonsense:[", "title")
    assert still_serves(client, tmp_path)


def test_ten_thousand_rapid_edits_end_with_the_last(client: Client, tmp_path: Path) -> None:
    at = uri(tmp_path)
    client.open(at, plan(BROKEN))
    client.diagnostics(at, 1)
    for version in range(2, 10_001):
        client.change(at, plan(f"{BROKEN} {version}"), version)
    client.change(at, plan("Ask us anything you like with @jack"), 10_001)
    assert client.diagnostics(at, 10_001) == []


def test_malformed_messages_are_passed_over(client: Client, tmp_path: Path) -> None:
    for body in (b"{", b"[]", b"5", b'"text"', b"null", b"{}", b'{"jsonrpc": "1.0"}', b"\xff\xfe",
                 b'{"jsonrpc": "2.0", "id": 7}', b'{"jsonrpc": "2.0", "method": 5}'):  # fmt: skip
        client.raw(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
    client.raw(b"nonsense\r\nContent-Length: x\r\n\r\n")
    client.notify("textDocument/didOpen", {"textDocument": {"uri": 5}})
    client.notify("no/such/notification", {})
    answer = client.answer(client.begin("no/such/request", {}))
    assert answer["error"]["code"] == -32601
    answer = client.answer(client.begin("textDocument/hover", {"position": "here"}))
    assert "error" in answer
    assert still_serves(client, tmp_path)


def test_a_client_that_dies_takes_the_server_with_it(tmp_path: Path) -> None:
    with Client() as client:
        client.initialize(tmp_path)
        client.open(uri(tmp_path), plan(BROKEN))
        assert client.process.stdin is not None
        client.process.stdin.close()
        assert client.process.wait(10) == 1
        assert client.process.stderr is not None
        assert b"Traceback" not in client.process.stderr.read()


def test_a_client_that_says_goodbye_gets_status_0(client: Client) -> None:
    client.request("shutdown", None)
    client.notify("exit", None)
    assert client.process.wait(10) == 0
    assert client.process.stderr is not None
    assert client.process.stderr.read() == b""


def test_a_configuration_that_stops_parsing_is_told_where_it_is(
    client: Client, tmp_path: Path
) -> None:
    at, config = uri(tmp_path), uri(tmp_path, "spacelint.toml")
    (tmp_path / "spacelint.toml").write_text('ignore = ["SL103"]\n')
    client.open(at, plan(BROKEN))
    assert "SL103" not in codes(client.diagnostics(at, 1))
    (tmp_path / "spacelint.toml").write_text("ignore = [\n")
    changed = {"changes": [{"uri": config, "type": 2}]}
    client.notify("workspace/didChangeWatchedFiles", changed)
    assert client.diagnostics(config) != []
    assert "SL103" not in codes(client.diagnostics(at, 1))
    (tmp_path / "spacelint.toml").write_text("ignore = []\n")
    client.notify("workspace/didChangeWatchedFiles", changed)
    assert client.diagnostics(config) == []
    assert "SL103" in codes(client.diagnostics(at, 1))


def test_a_brand_book_changed_in_the_editor_counts_at_once(client: Client, tmp_path: Path) -> None:
    book = 'extend = "brand.toml"\n'
    (tmp_path / "spacelint.toml").write_text(book)
    (tmp_path / "brand.toml").write_text("")
    at, brand = uri(tmp_path), uri(tmp_path, "brand.toml")
    client.open(at, plan("Ask us all that you like #acmewintr"))
    assert "SL402" not in codes(client.diagnostics(at, 1))
    client.open(brand, '[campaigns.winter]\nhashtag = "#AcmeWinter"\n')
    assert "SL402" in codes(client.diagnostics(at, 1))


def test_a_folder_of_a_stranger_runs_nothing_and_asks_nobody(tmp_path: Path) -> None:
    (tmp_path / "spacelint.toml").write_text(
        'extend = "https://127.0.0.1:1/x.toml"\nrule-files = ["../../etc/passwd", "rules.py"]\n'
    )
    ran = tmp_path / "ran"
    for name in ("rules.py", "spacelint.py", "sitecustomize.py", "tomli.py"):
        (tmp_path / name).write_text(f"open({str(ran)!r}, 'w')")
    (tmp_path / "spaces").mkdir()
    (tmp_path / "spaces" / "plan.yaml").write_text(
        f"spaces:\n  - title: !!python/object/apply:open ['{ran}', 'w']\n"
    )
    # With -P and in the folder, as an editor's client starts the installed command.
    with Client() as client:
        client.initialize(tmp_path)
        at = uri(tmp_path, "spaces/plan.yaml")
        client.open(at, (tmp_path / "spaces" / "plan.yaml").read_text(), "yaml")
        assert "SL001" in codes(client.diagnostics(at))
        client.request("workspace/diagnostic", {"previousResultIds": []})
    assert not ran.exists()


#: Writes down what a process opens, starts and calls; Python's own way to watch over it.
_WATCH = """
import os, sys
_log = os.open({log!r}, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
def _told(event, args):
    if event == "open" or event.startswith(("socket.connect", "socket.getaddr", "subprocess.",
                                            "os.exec", "os.system", "os.posix_spawn", "os.fork")):
        os.write(_log, (event + chr(9) + str(args[0]) + chr(10)).encode("utf-8", "replace"))
sys.addaudithook(_told)
"""


def test_in_a_folder_of_a_stranger_nothing_outside_is_opened_called_or_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch, folder, log = tmp_path / "watch", tmp_path / "work", tmp_path / "log"
    watch.mkdir()
    (watch / "sitecustomize.py").write_text(_WATCH.format(log=str(log)))
    (tmp_path / "secret.toml").write_text('ignore = ["SL103"]\n')
    (folder / "spaces").mkdir(parents=True)
    (folder / ".git").mkdir()
    (folder / "spacelint.toml").write_text(
        'extend = ["../secret.toml", "http://127.0.0.1:9/x.toml"]\n'
        'rule-files = ["../secret.toml"]\nbaseline = "../secret.toml"\n'
    )
    (folder / "spaces/link.toml").symlink_to(tmp_path / "secret.toml")
    (folder / "spaces/plan.toml").write_text(plan(f"{BROKEN} http://127.0.0.1:9/ @jack"))
    monkeypatch.setenv("PYTHONPATH", str(watch))
    at = uri(folder)
    with Client() as client:
        client.initialize(folder)
        client.open(at, (folder / "spaces/plan.toml").read_text())
        assert "SL103" in codes(client.diagnostics(at, 1))
        client.request("workspace/diagnostic", {"previousResultIds": []})
        place = {"textDocument": {"uri": at}, "position": {"line": 1, "character": 22}}
        client.request("textDocument/hover", place)
        wide = {"start": place["position"], "end": place["position"]}
        context = {"diagnostics": []}
        client.request(
            "textDocument/codeAction",
            {"textDocument": {"uri": at}, "range": wide, "context": context},
        )
    seen = [line.split("\t", 1) for line in log.read_text(errors="replace").splitlines()]
    opened = {what for event, what in seen if event == "open"}
    assert any(what.endswith("work/spacelint.toml") for what in opened)
    assert [what for what in opened if what.endswith("secret.toml")] == []
    assert [event for event, _ in seen if event != "open"] == []


def test_a_request_is_given_up_when_the_client_asks(client: Client, tmp_path: Path) -> None:
    (tmp_path / "spaces").mkdir()
    for number in range(300):
        text = "".join(plan(f"{BROKEN} {number} {each}") for each in range(20))
        (tmp_path / "spaces" / f"{number}.toml").write_text(text)
    id = client.begin("workspace/diagnostic", {"previousResultIds": []})
    client.notify("$/cancelRequest", {"id": id})
    assert client.answer(id)["error"]["code"] == -32800
    assert still_serves(client, tmp_path)


@contextlib.contextmanager
def tcp_server(**env: str) -> Iterator[tuple[subprocess.Popen[bytes], int, str]]:
    """A server on a free port, with its port and secret."""
    process = subprocess.Popen(
        [sys.executable, "-m", "spacelint", "lsp", "--tcp", "0"],
        stderr=subprocess.PIPE, env={**os.environ, **env},
    )  # fmt: skip
    try:
        assert process.stderr is not None
        listening = process.stderr.readline().decode()
        assert "127.0.0.1:" in listening
        secret = env.get("SPACELINT_LSP_SECRET") or process.stderr.readline().decode().split()[1]
        yield process, int(listening.rpartition(":")[2]), secret
    finally:
        process.kill()
        process.wait()
        assert process.stderr is not None
        process.stderr.close()


def initialize(secret: object) -> bytes:
    options = {"secret": secret}
    params = {"processId": None, "rootUri": None, "capabilities": {}}
    return json.dumps({
        "jsonrpc": "2.0", "id": 1, "method": "initialize",
        "params": {**params, "initializationOptions": options},
    }).encode()  # fmt: skip


def framed(body: bytes, *headers: bytes) -> bytes:
    return b"".join([*headers, b"Content-Length: %d\r\n\r\n" % len(body), body])


POST = (
    b"POST / HTTP/1.1\r\n", b"Host: 127.0.0.1\r\n", b"Origin: https://evil.example\r\n",
    b"Content-Type: text/plain;charset=UTF-8\r\n",
)  # fmt: skip


@pytest.mark.parametrize("given", [None, "a secret of the editor's own é"])
def test_tcp_serves_the_client_that_shows_the_secret(given: str | None) -> None:
    env = {"SPACELINT_LSP_SECRET": given} if given else {}
    with tcp_server(**env) as (process, port, secret):
        with _connected(port) as wire:
            wire.sendall(framed(initialize(secret)))
            assert wire.recv(16) == b"Content-Length: "
            with _connected(port) as second:
                second.sendall(framed(initialize(secret)))
                with contextlib.suppress(ConnectionResetError):
                    assert second.recv(16) == b""
        assert process.wait(10) == 1


def test_tcp_ignores_everybody_else_and_stays_alive() -> None:
    with tcp_server() as (process, port, secret):
        strangers = [
            b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
            framed(initialize(secret), *POST),
            framed(initialize("guess")),
            framed(initialize(None)),
            framed(initialize([secret])),
            framed(b"[" * 100_000),
            framed(b'{"method": "shutdown"}'),
            b"Content-Length: 99999999999\r\n\r\n",
            b"Content-Length: -1\r\n\r\n",
            b"x" * 200_000,
            b"",
        ]
        for stranger in strangers:
            with _connected(port) as wire:
                wire.sendall(stranger)
                wire.shutdown(socket.SHUT_WR)
                with contextlib.suppress(ConnectionResetError):
                    assert wire.recv(64) == b"", stranger[:60]
        with _connected(port) as silent, _connected(port) as wire:
            assert silent
            wire.sendall(framed(initialize(secret)))
            assert wire.recv(16) == b"Content-Length: "
        assert process.wait(10) == 1


def _connected(port: int) -> socket.socket:
    for _ in range(100):
        try:
            return socket.create_connection(("127.0.0.1", port), 5)
        except OSError:
            time.sleep(0.05)
    raise AssertionError("nobody listens")


def test_without_the_extra_the_command_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\n"
        "class Gone:\n"
        "    def find_spec(self, name, *rest):\n"
        "        if name.split('.')[0] == 'pygls':\n"
        "            raise ModuleNotFoundError(name)\n"
        "sys.meta_path.insert(0, Gone())\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "spacelint", "lsp"],
        capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 2
    assert "spacelint[lsp]" in done.stderr
    assert "Traceback" not in done.stderr
