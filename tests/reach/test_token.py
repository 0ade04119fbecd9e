"""The token: never shown, never kept, never sent anywhere but to X."""

from __future__ import annotations

import json
import logging
import os
import pickle
import subprocess
import sys
import traceback
from pathlib import Path

import fake_x
import pytest
from packages import incomplete, xapi

TOKEN = fake_x.TOKEN


def test_it_comes_from_the_environment():
    assert xapi.read_token({"SPACELINT_X_TOKEN": TOKEN}).header() == f"Bearer {TOKEN}"


@pytest.mark.parametrize("text", [f"  {TOKEN}\n", f"Bearer {TOKEN}", f"bearer  {TOKEN}"])
def test_what_came_along_when_copying_is_left_out(text):
    assert xapi.read_token({"SPACELINT_X_TOKEN": text}).header() == f"Bearer {TOKEN}"


def test_without_one_the_message_says_where_it_belongs(monkeypatch):
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(xapi.TokenError, match="set SPACELINT_X_TOKEN in the environment"):
        xapi.read_token({})


@pytest.mark.parametrize("text", ["", "   ", "Bearer ", "\n"])
def test_an_empty_one_is_told_from_a_missing_one(text):
    with pytest.raises(xapi.TokenError, match="is set but empty"):
        xapi.read_token({"SPACELINT_X_TOKEN": text})


@pytest.mark.parametrize(
    "text", ["secret token", "secret\r\nX-Evil: 1", "sécret-sécret", "s" * 5000]
)
def test_one_that_cannot_be_a_token_is_refused_without_repeating_it(text):
    with pytest.raises(xapi.TokenError, match="doesn't look like a bearer token") as caught:
        xapi.read_token({"SPACELINT_X_TOKEN": text})
    assert "cret" not in str(caught.value)
    assert "ssss" not in str(caught.value)


def test_it_comes_from_the_keyring_where_that_extra_is_installed(tmp_path):
    # A real backend of the keyring library, chosen as its users choose one.
    pytest.importorskip("keyring", reason="the keyring extra is not installed")
    (tmp_path / "backend.py").write_text(
        "import keyring.backend\n"
        "class Backend(keyring.backend.KeyringBackend):\n"
        "    priority = 1\n"
        "    def get_password(self, service, name):\n"
        "        return {('spacelint', 'x-token'): 'from-the-keyring'}.get((service, name))\n"
        "    def set_password(self, service, name, value): ...\n"
    )
    program = "from spacelint.reach.xapi.access import read_token; print(read_token({}).header())"
    out = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True,
        env=os.environ | {"PYTHON_KEYRING_BACKEND": "backend.Backend",
                          "PYTHONPATH": str(tmp_path)},
    )  # fmt: skip
    assert out.stdout == "Bearer from-the-keyring\n"


def test_it_has_no_text_of_its_own():
    token = xapi.Token(TOKEN)
    assert TOKEN not in f"{token} {token!r} {token:}" + str([token]) + repr({"t": token})
    assert not hasattr(token, "__dict__")
    with pytest.raises(TypeError):
        pickle.dumps(token)


def test_no_message_note_or_cached_byte_repeats_it_even_where_x_does(x, ask, cache_path):
    hidden = json.dumps({"data": [{"id": "1", "title": TOKEN}]}).replace("-", "\\u002d")
    x.script = [
        {"json": {"errors": [{"title": f"Bad {TOKEN}", "detail": TOKEN, "type": "about:blank"}]}},
        {"status": 400, "json": {"title": TOKEN, "detail": f"token {TOKEN}", "type": "x/y"}},
        {"raw": f"not json {TOKEN}".encode()},
        {"raw": hidden.encode()},
    ]
    answer = ask(["jack"], ["acme"])
    more = ask([], ["else"], counts=False)
    assert (answer.sent, more.sent) == (3, 1)
    assert more.spaces["else"].spaces[0].title == "[token]"
    assert TOKEN not in repr(answer)
    assert "[token]" in repr(answer)
    for file in Path(cache_path).parent.iterdir():
        assert TOKEN.encode() not in file.read_bytes()


def test_no_url_has_it(x, ask):
    ask(["jack"], ["acme"])
    assert len(x.log) == 3
    assert all(TOKEN not in str(request.url) for request in x.log)


def test_no_log_has_it_at_the_highest_level(x, ask, caplog):
    caplog.set_level(logging.DEBUG)
    ask(["jack"], ["acme"])
    assert "HTTP Request: GET" in caplog.text
    assert TOKEN not in caplog.text


def test_no_traceback_has_it_with_all_its_locals(cache_path, x, address):
    x.script = [{"drop": True}] * 9

    def watch(kind, sentence, seconds):
        if kind == "retry":
            raise RuntimeError("from within")

    with pytest.raises(RuntimeError) as caught:
        xapi.look_up(
            xapi.Ask(("jack",)), cache_path=cache_path, terms=xapi.Terms(watch=watch),
            token=lambda: xapi.Token(TOKEN),
            host=lambda: xapi.api_host({"SPACELINT_X_TEST_API": address}),
        )  # fmt: skip
    shown = "".join(
        traceback.TracebackException.from_exception(caught.value, capture_locals=True).format()
    )
    assert "_send" in shown or "get" in shown
    assert TOKEN not in shown


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed_and_its_target_gets_nothing(x, ask, status):
    other = fake_x.FakeX()
    with fake_x.serving(other) as elsewhere:
        x.script = [
            {
                "status": status,
                "raw": b"",
                "headers": {"location": f"{elsewhere}/2/users/by?usernames=jack"},
            }
        ]
        answer = ask(["jack"])
    assert f"a redirect ({status}); it is not followed" in incomplete(answer)
    assert other.log == []
    assert answer.sent == 1


def test_the_host_is_x_over_tls():
    host = xapi.api_host({})
    assert (host, host.url) == (xapi.Host("https", "api.x.com", 443, False), "https://api.x.com")


@pytest.mark.parametrize(
    "value", ["http://127.0.0.1:8000", "https://127.0.0.9:1/", "http://[::1]:80"]
)
def test_the_tests_variable_takes_a_loopback_address(value):
    assert xapi.api_host({"SPACELINT_X_TEST_API": value}).loopback


@pytest.mark.parametrize("value", [
    "", "https://evil.example", "http://localhost:8000", "http://127.0.0.1.evil.example:80",
    "http://127.0.0.1@evil.example:80", "http://127.0.0.1:80@evil.example", "http://128.0.0.1:80",
    "http://127.0.0.1:8000/path", "http://127.0.0.1", "ftp://127.0.0.1:21", "http://127.0.0.1:99999",
    "http://127.1:80", "http://0.0.0.0:80", "http://[::2]:80", "http://127.0.0.1:80\n",
    "http://127.0.0.256:80", "http://１２７.0.0.1:80", "http://127.0.0.1:８０",
])  # fmt: skip
def test_the_tests_variable_takes_nothing_else(value):
    with pytest.raises(xapi.HostError, match="goes nowhere but api"):
        xapi.api_host({"SPACELINT_X_TEST_API": value})


def test_a_request_for_another_origin_gets_no_token():
    import httpx

    from spacelint.reach.xapi.transport import _auth

    auth = _auth(xapi.X_API, xapi.Token(TOKEN))
    for url in ("http://api.x.com/2", "https://api.x.com:444/2", "https://api.x.com.evil.example/"):
        request = httpx.Request("GET", url)
        with pytest.raises(xapi.HostError):
            next(auth.sync_auth_flow(request))
        assert "authorization" not in request.headers
    request = httpx.Request("GET", "https://api.x.com/2/users/by")
    next(auth.sync_auth_flow(request))
    assert request.headers["authorization"] == f"Bearer {TOKEN}"


def test_a_proxy_of_the_environment_never_sees_a_test_token(x, ask, monkeypatch):
    other = fake_x.FakeX()
    with fake_x.serving(other) as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy)
        ask(["jack"])
    assert other.log == []
    assert len(x.log) == 1


def test_a_proxy_of_the_environment_sees_only_a_tunnel(monkeypatch, cache_path):
    import socketserver
    import threading

    heard = []

    class Proxy(socketserver.StreamRequestHandler):
        def handle(self):
            while line := self.rfile.readline().strip():
                heard.append(line)
            self.wfile.write(b"HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n")

    with socketserver.TCPServer(("127.0.0.1", 0), Proxy) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for name in ("NO_PROXY", "no_proxy"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{server.server_address[1]}")
        monkeypatch.delenv("https_proxy", raising=False)
        answer = xapi.look_up(
            xapi.Ask(("jack",)), cache_path=cache_path, host=lambda: xapi.X_API,
            token=lambda: xapi.Token(TOKEN),
        )  # fmt: skip
        server.shutdown()
    assert incomplete(answer).startswith(
        "the proxy of the environment doesn't let the call through"
    )
    assert heard[0] == b"CONNECT api.x.com:443 HTTP/1.1"
    assert not any(TOKEN.encode() in line for line in heard)


def test_it_is_read_only_when_something_is_sent(cache_path):
    def never():
        raise AssertionError("the token was read")

    ask = xapi.Ask(("not a handle",))
    answer = xapi.look_up(ask, cache_path=cache_path, token=never, host=never)
    assert answer.sent == 0


def test_httpx_is_imported_by_the_transport_alone():
    rooms = Path(xapi.__file__).parents[2]
    importers = {
        path.relative_to(rooms).as_posix()
        for path in rooms.rglob("*.py")
        if any(line.strip().startswith(("import httpx", "from httpx")) for line in
               path.read_text().splitlines())
    }  # fmt: skip
    assert importers <= {"reach/xapi/transport.py"}


def test_nothing_heavy_is_imported_before_something_is_sent():
    program = (
        "import sys\n"
        "from spacelint.reach.xapi.calls import Ask\n"
        "from spacelint.reach.xapi.client import estimate\n"
        "estimate(Ask(('jack',)), 'nowhere/x.sqlite3')\n"
        "print([m for m in ('httpx', 'typer', 'rich', 'ssl') if m in sys.modules])"
    )
    out = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert out.stdout == "[]\n"


def test_no_setting_of_an_editors_workspace_reaches_the_client():
    """The server does not know the client, and refuses a setting that would name a host."""
    from spacelint.lsp.settings import Settings, read_settings

    server = Path(xapi.__file__).parents[2] / "lsp"
    sources = [path.read_text(encoding="utf-8") for path in server.rglob("*.py")]
    assert sources
    assert not any("spacelint.reach" in source for source in sources)
    wishes = {"host": "http://evil.example", "api": "http://evil.example", "token": TOKEN}
    settings, told = read_settings(wishes)
    assert settings == Settings()
    assert len(told) == len(wishes)
    assert TOKEN not in " ".join(told)
