"""What somebody saves while a file is replaced is never lost."""

from __future__ import annotations

import os
import random
import sys
import threading
import time
from pathlib import Path

import pytest

from spacelint.source import exchange
from spacelint.source.atomic import replace_file

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="leases and exchanging renames are Linux's"
)
OLD, NEW = b"old\n" * 50_000, b"new\n" * 50_000
REAL = exchange._exchange


def save(path: Path, data: bytes, in_place: bool = False) -> None:
    """Save as an editor does: in place, or by a rename."""
    if in_place:
        path.write_bytes(data)
    else:
        other = path.with_suffix(".editor")
        other.write_bytes(data)
        os.replace(other, path)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_bytes(OLD)
    return path


def outcome(plan: Path) -> tuple[str, bytes]:
    done = replace_file(str(plan), NEW, OLD)
    assert [p.name for p in plan.parent.iterdir() if p != plan] == []
    return done.reason if done else "written", plan.read_bytes()


def test_without_anybody_else_the_file_is_replaced(plan):
    assert outcome(plan) == ("written", NEW)


@pytest.mark.parametrize("saves", [1, 2, 3, 4])
def test_saves_by_rename_at_the_very_moment_of_the_swap_stay(plan, monkeypatch, saves):
    count = 0

    def swap(one: str, other: str) -> bool:
        nonlocal count
        if count < saves:
            count += 1
            save(plan, b"USER %d" % count)
        return REAL(one, other)

    monkeypatch.setattr(exchange, "_exchange", swap)
    assert outcome(plan) == ("changed", b"USER %d" % saves)


def test_a_save_in_place_that_waits_for_the_swap_stays(plan, monkeypatch):
    def swap(one: str, other: str) -> bool:
        if not waiting:
            waiting.append(threading.Thread(target=save, args=(plan, b"USER", True)))
            waiting[0].start()
            time.sleep(0.2)  # it is held up by the lease
        return REAL(one, other)

    waiting: list[threading.Thread] = []
    monkeypatch.setattr(exchange, "_exchange", swap)
    done = replace_file(str(plan), NEW, OLD)
    waiting[0].join()
    assert done is not None
    assert done.reason == "changed"
    assert plan.read_bytes() == b"USER"


def test_a_file_that_is_being_written_is_waited_for_and_then_left_alone(plan, monkeypatch):
    monkeypatch.setattr(exchange, "_PATIENCE", 0.1)
    with plan.open("r+b"):
        assert outcome(plan) == ("changed", OLD)
    assert outcome(plan) == ("written", NEW)


@pytest.mark.parametrize("in_place", [True, False])
def test_no_save_is_lost_in_a_race(plan, in_place):
    assert lost(plan, in_place, 60) == 0


def test_the_race_loses_saves_where_nothing_guards_it(plan, monkeypatch):
    monkeypatch.setattr(exchange, "_take_lease", lambda opened: "none")
    monkeypatch.setattr(exchange, "_exchange", lambda one, other: False)
    monkeypatch.setattr(exchange, "_holds", lambda *what: True)
    assert lost(plan, False, 200) > 0


def lost(plan: Path, in_place: bool, rounds: int) -> int:
    """Return how many of so many saves were overwritten by a fix of the older text."""
    times = random.Random(1)
    count = 0
    for number in range(rounds):
        plan.write_bytes(OLD)
        user = b"USER %d\n" % number * 1_000
        saving = threading.Timer(times.uniform(0, 0.004), save, (plan, user, in_place))
        saving.start()
        replace_file(str(plan), NEW, OLD)
        saving.join()
        count += plan.read_bytes() != user
    return count
