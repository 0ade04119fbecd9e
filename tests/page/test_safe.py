"""Nobody but the person at this machine gets in: secret, Host, Origin, policy, limits."""

from __future__ import annotations

import asyncio
import html
import os
import re
import socket
import subprocess
import sys
import time

import httpx
import pytest

from tests.page.served import BOOK, Page

TITLE = {"title": "Town hall #AT&T"}


def test_the_whole_address_opens_the_page(page):
    answer = page.get("", follow_redirects=True)
    assert answer.status_code == 200
    assert "Title of the Space" in answer.text


@pytest.mark.parametrize("path", ["", "write", "x/write", "static/page.css", "%00/write", "é"])
def test_without_the_secret_nothing_works_and_it_is_not_told(page, path):
    answer = httpx.get(f"{page.origin}/{path}", trust_env=False)
    assert answer.status_code == 404
    assert page.secret not in answer.text
    assert "Open the whole address" in answer.text


def test_the_secret_is_long_and_another_one_each_time(page, tmp_path):
    with Page(tmp_path) as other:
        assert other.secret != page.secret
    assert re.fullmatch(r"[\w-]{32}", page.secret)


@pytest.mark.parametrize(
    "name",
    ["evil.example", "127.0.0.1.evil.example", "localhost.evil", "", "[::1", "127.0.0.1/x",
     "a@127.0.0.1", "localhost.", "127.1", "2130706433", "127.0.0.1:1:2"],
)  # fmt: skip
def test_a_name_that_was_bent_to_this_machine_is_refused(page, name):
    answer = httpx.get(f"{page.url}write", headers={"host": name}, trust_env=False)
    assert answer.status_code == 403
    assert page.secret not in answer.text


def test_both_names_of_this_machine_do(page):
    port = page.origin.rpartition(":")[2]
    for name in (f"localhost:{port}", f"127.0.0.1:{port}"):
        own = {"host": name, "origin": f"http://{name}"}
        assert page.post("write", TITLE, headers=own).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "http://127.0.0.1:1"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_post_from_elsewhere_is_refused(page, headers):
    assert page.post("write", TITLE, headers=headers).status_code == 403
    assert page.post("write/look", TITLE, headers=headers).status_code == 403


def test_a_post_that_names_no_origin_is_refused(page):
    assert httpx.post(f"{page.url}write", data=TITLE, trust_env=False).status_code == 403


def test_a_read_from_another_page_is_refused_too(page):
    assert page.get("write", headers={"origin": "https://evil.example"}).status_code == 403


def test_every_answer_has_the_policy(page):
    for answer in (page.get("write"), page.get("static/page.js"), page.get("nowhere")):
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
        assert "set-cookie" not in answer.headers
        assert "server" not in answer.headers


def test_no_template_has_a_style_or_a_script_of_its_own(page):
    for path in ("write", "plan", "book", "rules"):
        text = page.get(path).text
        assert not re.search(r"<style|style=|\son\w+=|<script(?! src)", text), path
        assert set(re.findall(r'(?:src|action)="(?!/)[^"]*', text)) == set(), path


def test_a_body_that_is_too_large_is_told_in_words(page):
    answer = page.post("write/look", {"title": "x" * 2_000_000}, headers={"accept": "text/plain"})
    assert answer.status_code == 413
    assert answer.text == "The page takes at most 1 MB at once. Nothing was kept of it."


def test_a_title_of_200_kb_is_told_in_words(page):
    answer = page.post("write", {"title": "x" * 200_000})
    assert "This text is 200,000 characters long" in answer.text
    assert len(answer.text) < 300_000


def test_a_body_without_end_is_cut_off(page):
    host, port = page.origin.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as wire:
        head = (
            f"POST /{page.secret}/write HTTP/1.1\r\nHost: {host}:{port}\r\n"
            f"Origin: {page.origin}\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        wire.sendall(head.encode())
        assert megabytes_taken(wire, 600) < 600
    assert page.get("write").status_code == 200


def megabytes_taken(wire: socket.socket, most: int) -> int:
    chunk = b"100000\r\n" + b"x" * 0x100000 + b"\r\n"
    for count in range(most):
        try:
            wire.sendall(chunk)
        except OSError:
            return count
    return most


def test_it_listens_on_this_machine_alone(page):
    port = int(page.origin.rpartition(":")[2])
    listening = subprocess.run(
        [sys.executable, "-c", "print(open('/proc/net/tcp').read())"],
        capture_output=True,
        text=True,
    ).stdout
    if not listening:
        pytest.skip("no /proc/net/tcp here")
    own = [line.split() for line in listening.splitlines() if f":{port:04X} " in line]
    assert {fields[1] for fields in own if fields[3] == "0A"} == {f"0100007F:{port:04X}"}


def run_page(folder, *arguments):
    return subprocess.run(
        [sys.executable, "-m", "spacelint", "page", "--no-browser", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_another_host_needs_a_name_and_says_what_that_means(tmp_path):
    done = run_page(tmp_path, "--host", "0.0.0.0")
    assert done.returncode == 2
    assert "--allow-host NAME" in done.stderr
    assert "read-only" in done.stderr


def test_a_named_host_answers_to_its_name(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("s" * 40 + "\n")
    (tmp_path / "plan.yaml").write_text("spaces:\n  - title: Town hall\n")
    more = ("--allow-host", "spaces.example.org", "--secret-file", "secret", "--port", str(free()))
    with Page(tmp_path, *more) as served:
        assert served.url == "https://spaces.example.org/" + "s" * 40 + "/"
        url = f"http://127.0.0.1:{more[-1]}/{'s' * 40}/write"
        own = {"host": "spaces.example.org", "origin": "https://spaces.example.org"}
        assert httpx.post(url, data=TITLE, headers=own, trust_env=False).status_code == 200
        own["origin"] = "https://evil.example.org"
        assert httpx.post(url, data=TITLE, headers=own, trust_env=False).status_code == 403


def free() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.mark.parametrize("text", ["short", "with space in it, and long enough", "é" * 30])
def test_a_bad_secret_file_is_told(tmp_path, text):
    (tmp_path / "secret").write_text(text, encoding="utf-8")
    done = run_page(tmp_path, "--secret-file", "secret")
    assert (done.returncode, "22 to 200 letters" in done.stderr) == (2, True)


def test_a_secret_file_that_is_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "secret")
    done = run_page(tmp_path, "--secret-file", "secret")
    assert (done.returncode, done.stderr) == (
        2, "--secret-file: secret: this is not a regular file\n"
    )  # fmt: skip


def test_a_port_that_is_taken_is_told(page, tmp_path):
    port = page.origin.rpartition(":")[2]
    done = run_page(tmp_path, "--port", port)
    assert done.returncode == 2
    assert done.stderr.startswith(f"can't listen on 127.0.0.1:{port}: ")


def test_a_broken_brand_book_is_told_before_and_while_it_runs(tmp_path):
    config = tmp_path / "spacelint.toml"
    config.write_text("[brand]\nhandel = '@x'\n")
    done = run_page(tmp_path)
    assert done.returncode == 2
    assert "handel" in done.stderr
    config.write_text(BOOK)
    with Page(tmp_path) as served:
        assert served.get("write").status_code == 200
        time.sleep(0.01)
        config.write_text("[brand]\nhandel = '@x'\n")
        answer = served.get("write")
        assert answer.status_code == 500
        assert "handel" in answer.text
        config.write_text(BOOK)
        assert served.get("write").status_code == 200


def test_without_its_extra_it_says_what_to_install(tmp_path):
    code = (
        "import sys; sys.modules['jinja2'] = None; from spacelint.__main__ import run;"
        "sys.exit(run(['page', '--no-browser']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr == "the page needs an extra: pip install 'spacelint[page]'\n"


def test_ctrl_c_ends_it_without_a_traceback(tmp_path):
    with Page(tmp_path) as served:
        pass
    assert served.process.returncode in (0, 130)


def test_an_error_of_our_own_is_told_without_a_traceback(tmp_path, monkeypatch, capsys):
    from spacelint.page import writing
    from spacelint.page.serve import Setup, make_app

    def fails(*_):
        raise RuntimeError("secret detail")

    monkeypatch.setattr(writing, "draft_view", fails)
    app = make_app(Setup(lambda path: None, "s" * 30, names=("testserver",)))
    own = {"origin": "http://testserver", "accept": "text/plain"}

    async def ask():
        wire = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=wire, base_url="http://testserver") as client:
            return await client.post(f"/{'s' * 30}/write/look", data={"title": "x"}, headers=own)

    answer = asyncio.run(ask())
    assert answer.status_code == 500
    assert answer.text.startswith("spacelint itself failed (RuntimeError)")
    assert capsys.readouterr().err == "spacelint page: internal error: RuntimeError\n"
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_a_brand_book_that_is_new_counts_at_once(tmp_path):
    with Page(tmp_path) as served:
        assert "There is no brand book yet" in served.get("book").text
        (tmp_path / "spacelint.toml").write_text(BOOK)
        assert "#AcmeTalks" in served.get("book").text


def test_requests_that_never_end_keep_nobody_out(page):
    address = page.client.base_url.host, page.client.base_url.port
    waiting = [socket.create_connection(address) for _ in range(70)]
    for wire in waiting:
        wire.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n")
        wire.settimeout(30)
    assert waiting[0].recv(100) == b""  # closed by the page
    for wire in waiting:
        wire.close()
    assert page.get("write").status_code == 200


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=b", b"garbage"),
        ("application/x-www-form-urlencoded", b"a=1&" * 200_000),
    ],
)
def test_a_broken_form_is_told_in_words(page, kind, body):
    answer = page.client.post("write", content=body, headers={"content-type": kind})
    assert answer.status_code == 400
    assert "The form didn't arrive whole." in html.unescape(answer.text)
