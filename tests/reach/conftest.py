"""A fake X on loopback and short ways to ask it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # the helpers beside this file

import fake_x
from commands import COMMAND
from packages import xapi

from spacelint.reach.xapi.models import Patience

QUICK = Patience(tries=3, pause=0.01, timeout=5.0)


@pytest.fixture
def x():
    return fake_x.FakeX()


@pytest.fixture
def address(x):
    with fake_x.serving(x) as url:
        yield url


@pytest.fixture
def cache_path(tmp_path):
    return str(tmp_path / "cache" / "x.sqlite3")


@pytest.fixture
def ask(address, cache_path):
    """Ask the fake X, as ``spacelint reach --live`` would."""

    def look_up(handles=(), tags=(), **more):
        terms = {"policy": QUICK, "limit": 10**9}
        terms |= {key: more.pop(key) for key in list(more) if key in ("policy", "limit", "watch")}
        options = {"token": lambda: xapi.Token(fake_x.TOKEN)}
        options |= {key: more.pop(key) for key in list(more) if key in ("token", "now")}
        return xapi.look_up(
            xapi.Ask(tuple(handles), tuple(tags), **more),
            cache_path=cache_path,
            host=lambda: xapi.api_host({"SPACELINT_X_TEST_API": address}),
            terms=xapi.Terms(**terms),
            **options,
        )

    return look_up


@pytest.fixture
def env(tmp_path):
    """The environment of a user without token, cache or history."""
    home = {name: str(tmp_path / name.lower()) for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME")}
    kept = {k: v for k, v in os.environ.items() if not k.startswith("SPACELINT_")}
    kept.pop("GITHUB_ACTIONS", None)
    return kept | home | {"PYTHONIOENCODING": "utf-8", "COLUMNS": "100"}


@pytest.fixture
def run(env, tmp_path):
    """Run the command in an empty folder; ``stdin`` is text for it."""

    def call(*arguments, stdin=None, **more):
        given = {"stdin": subprocess.DEVNULL} if stdin is None else {"input": stdin}
        done = subprocess.run(
            [*COMMAND, *arguments], capture_output=True, text=True, encoding="utf-8",
            cwd=tmp_path, env=env | more, timeout=120, **given,
        )  # fmt: skip
        assert "Traceback" not in done.stderr, done.stderr
        return done

    return call


@pytest.fixture
def with_x(run, address):
    """Run the command with a token, against the fake X."""

    def call(*arguments, **more):
        given = {"SPACELINT_X_TEST_API": address, "SPACELINT_X_TOKEN": fake_x.TOKEN}
        return run(*arguments, **(given | more))

    return call


@pytest.fixture
def live(with_x):
    """Run ``spacelint reach --live``."""

    def call(*arguments, **more):
        return with_x("reach", "--live", *arguments, **more)

    return call
