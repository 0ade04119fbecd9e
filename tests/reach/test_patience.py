"""Rate limits, retries, broken networks, clocks that are wrong, Ctrl-C."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time

import fake_x
import pytest
from packages import incomplete, xapi

from spacelint.reach.xapi.models import Patience

PATIENT = Patience(tries=3, pause=0.01, timeout=5.0, wait=True)


def test_at_the_limit_it_stops_with_a_message_and_what_it_has(x, ask):
    x.limit = 2
    answer = ask([], ["one", "two", "three"], spaces=False)
    assert set(answer.counts) == {"one", "two"}
    assert "it allows more from" in incomplete(answer)
    # X said that none was left: the third call is not even tried.
    assert answer.sent == 2


def test_at_the_limit_it_waits_with_a_countdown_where_it_may(x, ask):
    x.limit, x.window = 2, 1.0
    told = []
    answer = ask([], ["one", "two", "three"], spaces=False, policy=PATIENT,
                 watch=lambda *event: told.append(event))  # fmt: skip
    assert set(answer.counts) == {"one", "two", "three"}
    assert incomplete(answer) is None
    waits = [(sentence, seconds) for kind, sentence, seconds in told if kind == "wait"]
    assert "going on at" in waits[0][0]
    assert 0 < waits[-1][1] <= waits[0][1]


def test_a_429_without_warning_is_waited_for_too(x, ask):
    x.account("jack")
    reset = str(int(time.time()) + 1)
    x.script = [
        {
            "status": 429,
            "raw": b"Too Many Requests",
            "headers": {"x-rate-limit-remaining": "0", "x-rate-limit-reset": reset},
        }
    ]
    answer = ask(["jack"], policy=PATIENT)
    assert answer.accounts["jack"].state == "exists"
    assert answer.sent == 2


def test_it_never_waits_longer_than_it_may(x, ask):
    reset = str(int(time.time()) + 10**6)
    x.script = [{"status": 429, "json": {}, "headers": {"x-rate-limit-remaining": "0",
                                                        "x-rate-limit-reset": reset}}]  # fmt: skip
    began = time.monotonic()
    assert "it allows more from" in incomplete(ask(["jack"], policy=PATIENT))
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("clock", [-7 * 86400, 7 * 86400])
def test_with_a_wrong_clock_waits_and_days_go_by_that_of_x(x, ask, clock):
    x.clock, x.limit, x.window = clock, 1, 1.0
    answer = ask([], ["one", "two"], spaces=False, policy=PATIENT)
    assert set(answer.counts) == {"one", "two"}
    assert len(answer.notes) == 1
    assert "7 days " + ("behind" if clock > 0 else "ahead of") in answer.notes[0]
    day = time.strftime("%Y-%m-%d", time.gmtime(time.time() + clock))
    assert answer.counts["one"].fetched_at.startswith(day)


@pytest.mark.parametrize(
    "fault", [{"status": 503, "raw": b"busy"}, {"drop": True}], ids=["503", "broken"]
)
def test_a_passing_fault_is_tried_again(x, ask, fault):
    x.account("jack")
    x.script = [fault, fault]
    answer = ask(["jack"])
    assert answer.accounts["jack"].state == "exists"
    assert answer.sent == 3


def test_a_fault_that_stays_is_a_sentence_and_what_was_found_is_kept(x, ask):
    x.account("jack")
    x.script = [{}, *[{"status": 500, "raw": b"oh \x1b no"}] * 3]
    answer = ask(["jack"], ["acme"])
    assert answer.accounts["jack"].state == "exists"
    assert incomplete(answer) == (
        r"X has a fault of its own (500); try again later. X says: oh <U+001B> no"
    )


def test_a_connection_that_breaks_every_time_is_a_sentence(x, ask):
    x.script = [{"drop": True}] * 3
    assert "the connection to 127.0.0.1 broke off" in incomplete(ask(["jack"]))


def test_an_answer_that_does_not_come_is_given_up(x, ask):
    x.script = [{"sleep": 1.0}] * 2
    answer = ask(["jack"], policy=Patience(tries=2, pause=0.01, timeout=0.2))
    assert incomplete(answer) == "127.0.0.1 didn't answer in full within 0.2 seconds"


@pytest.mark.parametrize(
    ("sent", "drip"),
    [
        (b"", b""),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (b"HTTP/1.1 200 OK\r\nx: ", b""),
        (b"HTTP/1.1 200 OK\r\nx: ", b"x"),
        (b"HTTP/1.1 200 OK\r\n\r\n{}", b""),
        (b"HTTP/1.1 200 OK\r\n\r\n{}", b" "),
    ],
)
def test_one_question_takes_no_longer_than_it_may_however_bytes_come(cache_path, sent, drip):
    def serve(listener):
        with contextlib.suppress(OSError), contextlib.ExitStack() as stack:
            while True:
                caller = stack.enter_context(listener.accept()[0])
                caller.sendall(sent)
                with contextlib.suppress(OSError):
                    while not over.wait(0.05):
                        caller.sendall(drip)

    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=serve, args=(listener,), daemon=True).start()
        host = xapi.Host("http", "127.0.0.1", listener.getsockname()[1], True)
        began = time.monotonic()
        answer = asked(cache_path, host, policy=Patience(tries=4, pause=0.01, timeout=0.5))
        took = time.monotonic() - began
        over.set()
    assert took < 2
    assert incomplete(answer) == "127.0.0.1 didn't answer in full within 0.5 seconds"
    assert answer.sent == 1


def test_tries_share_the_time_of_one_question(x, ask):
    x.script = [{"sleep": 0.4, "status": 503, "raw": b"busy"}] * 9
    answer = ask(["jack"], policy=Patience(tries=9, pause=0.01, timeout=1.0))
    assert answer.sent == 2, "a third would begin in the last quarter and be cut off"
    assert incomplete(answer).startswith("X has a fault of its own (503)")


def test_a_wait_for_a_limit_is_not_counted(x, ask):
    x.account("jack")
    reset = str(int(time.time()) + 2)
    x.script = [{"status": 429, "raw": b"", "headers": {"x-rate-limit-remaining": "0",
                                                        "x-rate-limit-reset": reset}}]  # fmt: skip
    answer = ask(["jack"], policy=Patience(timeout=0.5, wait=True))
    assert answer.accounts["jack"].state == "exists"


SHORT = Patience(tries=2, pause=0.01, timeout=5.0)


def asked(cache_path, host, policy=SHORT, **more):
    terms = xapi.Terms(policy=policy)
    return xapi.look_up(
        xapi.Ask(("jack",)), cache_path=cache_path, host=lambda: host,
        token=lambda: xapi.Token(fake_x.TOKEN), terms=terms, **more,
    )  # fmt: skip


def test_no_network_is_a_sentence(cache_path):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    answer = asked(cache_path, xapi.Host("http", "127.0.0.1", port, True))
    assert incomplete(answer).startswith("127.0.0.1 can't be reached")
    assert answer.accounts["jack"].state == "unknown"


def test_a_name_that_is_not_found_is_a_sentence(cache_path, monkeypatch):
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    answer = asked(cache_path, xapi.Host("https", "api.x.invalid", 443, False))
    assert incomplete(answer) == (
        "the name api.x.invalid was not found: is this computer on the network?"
    )


def test_a_server_without_tls_is_a_sentence_and_gets_no_token(x, address, cache_path):
    port = int(address.rpartition(":")[2])
    answer = asked(cache_path, xapi.Host("https", "127.0.0.1", port, True))
    assert incomplete(answer).startswith("no trusted connection to 127.0.0.1")
    assert answer.sent == 1, "a failed handshake is not tried again"
    assert x.log == []


def test_a_certificate_nobody_trusts_is_a_sentence_and_gets_no_token(x, cache_path, tmp_path):
    trustme = pytest.importorskip("trustme", reason="trustme makes the certificate")
    authority = trustme.CA()
    pair = tmp_path / "pair.pem"
    authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(str(pair))
    with fake_x.serving(x, ssl_certfile=str(pair)) as address:
        host = xapi.api_host({"SPACELINT_X_TEST_API": address})
        answer = asked(cache_path, host)
        assert "no trusted connection" in incomplete(answer)
        assert "certificate verify failed" in incomplete(answer)
        assert x.log == []


def test_over_tls_it_works_where_the_certificate_is_trusted(x, cache_path, tmp_path, monkeypatch):
    trustme = pytest.importorskip("trustme", reason="trustme makes the certificate")
    authority = trustme.CA()
    pair, root = tmp_path / "pair.pem", tmp_path / "root.pem"
    authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(str(pair))
    authority.cert_pem.write_to_path(str(root))
    monkeypatch.setenv("SSL_CERT_FILE", str(root))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    assert ssl.create_default_context().verify_mode == ssl.CERT_REQUIRED
    x.account("jack")
    with fake_x.serving(x, ssl_certfile=str(pair)) as address:
        host = xapi.api_host({"SPACELINT_X_TEST_API": address})
        assert asked(cache_path, host).accounts["jack"].state == "exists"


_PROGRAM = """
import sys
from spacelint.reach.xapi.access import Token, api_host
from spacelint.reach.xapi.calls import Ask
from spacelint.reach.xapi.client import Terms, look_up
from spacelint.reach.xapi.models import Patience
answer = look_up(
    Ask((), ("one", "two", "three"), spaces=False), cache_path=sys.argv[1],
    token=lambda: Token(sys.argv[3]),
    host=lambda: api_host({"SPACELINT_X_TEST_API": sys.argv[2]}),
    terms=Terms(
        policy=Patience(wait=True),
        watch=lambda kind, sentence, seconds: print(kind, flush=True),
    ),
)
print(sorted(answer.counts), answer.interrupted, answer.stopped, sep="|", flush=True)
"""


def start(cache_path, address):
    return subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, cache_path, address, fake_x.TOKEN],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def wait_for(condition):
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_ctrl_c_while_an_answer_is_under_way_keeps_that_answer(x, address, cache_path, ask):
    x.script = [{}, {"sleep": 1.0}]
    process = start(cache_path, address)
    wait_for(lambda: len(x.log) == 2)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert out.splitlines()[-1].startswith("['one', 'two']|True|stopped by you"), err
    assert "Traceback" not in err
    again = ask([], ["one", "two", "three"], spaces=False)
    assert (again.cached, again.sent) == (2, 1)


def test_a_second_ctrl_c_stops_at_once_and_keeps_what_was_answered(x, address, cache_path, ask):
    x.script = [{}, {"sleep": 30.0}]
    process = start(cache_path, address)
    wait_for(lambda: len(x.log) == 2)
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert time.monotonic() - began < 10
    assert out.splitlines()[-1].startswith("['one']|True"), err
    assert ask([], ["one"], spaces=False).sent == 0


def test_ctrl_c_in_a_wait_takes_effect_at_once(x, address, cache_path):
    x.limit = 1
    process = start(cache_path, address)
    while process.stdout.readline().strip() != "wait":
        pass
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert time.monotonic() - began < 5
    assert out.splitlines()[-1].startswith("['one']|True"), err


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_a_killed_run_keeps_what_was_answered(x, address, cache_path, ask):
    x.script = [{}, {"sleep": 30.0}]
    process = start(cache_path, address)
    wait_for(lambda: len(x.log) == 2)
    process.kill()
    process.communicate(timeout=20)
    x.script = []
    again = ask([], ["one", "two"], spaces=False)
    assert (again.cached, again.sent) == (1, 1)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HTTPS_PROXY", "socks5://127.0.0.1:9"),
        ("HTTPS_PROXY", "ftp://proxy:port"),
        ("ALL_PROXY", "socks5h://[::1"),
        ("SSL_CERT_FILE", "/there/is/none.pem"),
        ("SSL_CERT_FILE", "tests-are-no-certificate.txt"),
        ("SSLKEYLOGFILE", "/there/is/none/keys.log"),
    ],
)
def test_settings_that_cannot_be_used_are_one_line_and_status_2(run, tmp_path, name, value):
    (tmp_path / "tests-are-no-certificate.txt").write_text("text")
    given = {"SPACELINT_X_TOKEN": fake_x.TOKEN, name: value}
    done = run("reach", "--live", "AMA @jack", **given)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith("X can't be asked with these settings (see ")
    assert name in line


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name are POSIX's")
@pytest.mark.parametrize("kind", ["pipe", "folder", "zeros", "huge", "pipe in a folder"])
@pytest.mark.parametrize("name", ["SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE"])
def test_a_file_of_tls_that_has_no_end_is_not_waited_for(run, address, tmp_path, name, kind):
    path = tmp_path / "odd"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "zeros":
        path.symlink_to("/dev/zero")
    elif kind == "huge":
        path.touch()
        os.truncate(path, 10**10)
    else:
        path.mkdir()
        if kind == "pipe in a folder":
            os.mkfifo(path / "0123abcd.0")
    allowed = (name, kind) in {("SSLKEYLOGFILE", "zeros"), ("SSLKEYLOGFILE", "huge"),
                               ("SSL_CERT_DIR", "folder")}  # fmt: skip
    given = {"SPACELINT_X_TEST_API": address, "SPACELINT_X_TOKEN": fake_x.TOKEN}
    given |= {"SSL_CERT_FILE": "", "SSL_CERT_DIR": "", "SSLKEYLOGFILE": "", name: str(path)}
    began = time.monotonic()
    done = run("reach", "--live", "AMA @jack", **given)
    assert time.monotonic() - began < 20
    if allowed:
        assert done.returncode == 0
        return
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"X can't be asked with these settings (see {name}): ")


def test_a_proxy_that_does_not_answer_is_named(run):
    given = {"HTTPS_PROXY": "http://127.0.0.1:9", "SPACELINT_X_TOKEN": fake_x.TOKEN}
    done = run("reach", "--live", "AMA @jack", **given)
    assert done.returncode == 2
    assert "api.x.com can't be reached (see HTTPS_PROXY" in done.stderr


def test_an_empty_answer_is_called_so(x, ask):
    x.script = [{"raw": b""}] * 3
    assert "X's answer (200) is empty" in ask(["jack"]).reasons
