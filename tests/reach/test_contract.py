"""The client against servers that Prism makes of X's own OpenAPI documents, both versions."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import fake_x
import pytest
from packages import xapi

from spacelint.reach.xapi.models import Patience

ROOT = Path(__file__).parents[2]
DOCUMENTS = ROOT / "../shared/x-api"
PRISM = "@stoplight/prism-cli@5"


@pytest.fixture(scope="session")
def prism():
    if not DOCUMENTS.is_dir():
        pytest.skip("X's OpenAPI documents (../shared/x-api) are not here")
    if not shutil.which("node") or not shutil.which("npm"):
        pytest.skip("node and npm are not installed")
    from platformdirs import user_cache_path

    folder = user_cache_path("spacelint") / "prism-5"
    program = folder / "node_modules/.bin/prism"
    if not program.exists():
        folder.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(
            ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(folder), PRISM],
            capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
        if done.returncode:
            pytest.skip(f"npm cannot install Prism: {done.stderr.strip()[-200:]}")
    return program


@pytest.fixture(params=["2.165", "2.167"])
def served(request, prism):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    document = DOCUMENTS / f"openapi-{request.param}.json"
    # Not with --errors: that also checks the answers, and 2.165's own examples break its schema
    # (a date-time without two-digit months, "false" for a boolean). Wrong requests get 422 anyway.
    process = subprocess.Popen(
        [prism, "mock", "--port", str(port), "--host", "127.0.0.1", document],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
    )  # fmt: skip
    try:
        end = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                assert process.poll() is None, process.stdout.read().decode()
                assert time.monotonic() < end, "Prism does not start"
                time.sleep(0.1)
        yield request.param, f"http://127.0.0.1:{port}"
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()


def test_every_call_is_valid_and_every_answer_understood(served, cache_path):
    _, address = served
    answer = xapi.look_up(
        xapi.Ask(("jack", "AcmeHQ"), ("acme", "日本語"), ("1SLjjRYNejbKM",), ("2244994945",)),
        cache_path=cache_path, terms=xapi.Terms(10**6, Patience(tries=1)),
        host=lambda: xapi.api_host({"SPACELINT_X_TEST_API": address}),
        token=lambda: xapi.Token(fake_x.TOKEN),
    )  # fmt: skip
    # A request that breaks the document gets 422, which would stand in the reasons as refused. The
    # examples of problems (errors[]) name nobody we asked for.
    assert answer.stopped is None
    assert answer.sent == 7
    said = (*answer.notes, *answer.reasons)
    assert not any("refused" in words or "forbids" in words for words in said)
    assert answer.counts["acme"].days
    assert answer.spaces["日本語"].spaces
    # Examples of another Space than ours say nothing of it.
    assert answer.by_id or ("space", "1SLjjRYNejbKM") in answer.unknown
    assert answer.by_host or ("host", "2244994945") in answer.unknown


def test_the_server_would_have_told_a_wrong_call(served):
    version, address = served
    wrong = f"{address}/2/spaces/search?query=a&space.fields=" + (
        "host_ids" if version == "2.167" else "nonsense"
    )
    request = urllib.request.Request(wrong, headers={"Authorization": f"Bearer {fake_x.TOKEN}"})
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request, timeout=10)
    with caught.value as error:
        assert error.code == 422
        assert "space.fields" in error.headers["sl-violations"]
