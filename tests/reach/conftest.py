"""A fake X on loopback and short ways to ask it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # the helpers beside this file

import fake_x

from spacelint.reach import xapi
from spacelint.reach.xapi.waits import Patience

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
        options = {"policy": QUICK, "limit": 10**9, "token": lambda: xapi.Token(fake_x.TOKEN)}
        options |= {
            key: more.pop(key)
            for key in list(more)
            if key in ("policy", "limit", "token", "watch", "now")
        }
        return xapi.look_up(
            xapi.Ask(tuple(handles), tuple(tags), **more),
            cache_path=cache_path,
            host=lambda: xapi.api_host({"SPACELINT_X_TEST_API": address}),
            **options,
        )

    return look_up
