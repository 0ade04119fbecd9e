"""Programs that write the history at once, or are killed: nothing is lost, nothing comes twice."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import time

import fake_x
import pytest
from commands import COMMAND
from make_archive import files, large, post, space, space_id, zipped
from packages import history

_TABLES = ("spaces", "people", "handles", "posts", "media", "consents", "tag_counts")


def rows(path):
    """All that a history has, but when it was imported."""
    db = sqlite3.connect(path)
    try:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        found = {name: db.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall()
                 for name in _TABLES}  # fmt: skip
        # The minute of a look-up is another in each run.
        found["tag_counts"] = [row[:3] for row in found["tag_counts"]]
        imports = db.execute("SELECT source, account, spaces, posts FROM imports ORDER BY 1")
        return found | {"imports": imports.fetchall()}
    finally:
        db.close()


@pytest.fixture
def sources(tmp_path):
    """Two downloads with Spaces in common, a CSV file, and a plan."""
    made = files([space(n) for n in range(4)], [post(1, "AMA #Acme", space=space_id(2))],
                 media={f"{space_id(1)}.m4a": b"audio"})  # fmt: skip
    zipped(tmp_path / "new.zip", made)
    large(tmp_path / "old.zip", 3_000, 40)
    (tmp_path / "own.csv").write_text(
        f"id,title,participants\n{space_id(2)},Ask Acme,7\n{space_id(900)},Before,9\n"
    )
    (tmp_path / "plan.toml").write_text(
        f'[[spaces]]\ntitle = "As planned"\nid = "{space_id(3)}"\nconsent = ["@bea"]\n'
    )
    return [["new.zip"], ["old.zip"], ["own.csv"], ["--plan", "plan.toml"]]


def ended(*running, well=True):
    """Wait for programs; all of them must end well, or be killed."""
    for process in running:
        said = process.communicate(timeout=120)[1]
        assert process.returncode == 0 or not well, said


@pytest.mark.parametrize("killed", [False, True], ids=["whole", "kill -9"])
@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_imports_and_reach_at_once_lose_nothing_and_double_nothing(
    env, tmp_path, sources, x, address, killed
):
    x.counts["acme"] = [1, 2, 3, 4, 5, 6, 7]
    secret = {"SPACELINT_X_TEST_API": address, "SPACELINT_X_TOKEN": fake_x.TOKEN}

    def started(number, *arguments):
        # Each look-up has a cache of its own, so that each has counts to keep.
        own = env | secret | {"XDG_CACHE_HOME": str(tmp_path / f"cache{number}")}
        return subprocess.Popen([*COMMAND, *arguments], cwd=tmp_path, env=own,
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)  # fmt: skip

    own = tmp_path / "xdg_data_home" / "spacelint" / "history.sqlite3"
    for each in sources:
        ended(started(0, "history", "import", *each))
    ended(started(0, "reach", "--live", "AMA #Acme"))
    expected = rows(own)
    for file in own.parent.iterdir():
        file.unlink()

    # A plan and the likes of posts need Spaces to go to, so these two come after the others.
    first = [("history", "import", *each) for each in sources[:3]]
    first += [first[0], first[1], ("reach", "--live", "AMA #Acme"), ("reach", "AMA #Acme")]
    chance = random.Random(3)
    for attempt in range(4 if killed else 1):
        running = [started(f"{attempt}{n}", *each) for n, each in enumerate(first)]
        if killed:
            time.sleep(chance.uniform(0.2, 0.9))
            for process in running:
                process.send_signal(signal.SIGKILL)
        ended(*running, well=not killed)
    if killed:
        for number, each in enumerate(first):
            ended(started(f"last{number}", *each))
    ended(started("plan", "history", "import", *sources[3]))
    assert rows(own) == expected


def test_days_of_posts_that_a_busy_history_did_not_take_are_kept_later(with_x, x, tmp_path):
    x.counts["acme"] = [1, 2, 3, 4, 5, 6, 7]
    path = tmp_path / "xdg_data_home" / "spacelint" / "history.sqlite3"
    with history.history_at(str(path), create=True) as db:
        db.execute("BEGIN IMMEDIATE")
        done = with_x("reach", "--live", "AMA #Acme")
        assert "posts by day are not kept" in done.stderr
        db.execute("ROLLBACK")
    asked = len(x.log)
    assert "7 of 7 days known" not in done.stdout
    assert with_x("reach", "--live", "AMA #Acme").returncode == 0
    assert len(x.log) == asked, "the answers of today cost nothing"
    assert "7 of 7 days known" in with_x("history", "trend", "Acme").stdout


def test_what_stands_twice_is_counted_once(run, tmp_path):
    doubled = [*(space(n) for n in range(6)), space(5)]
    announced = [post(1, "AMA", space=space_id(0)), post(1, "AMA", space=space_id(0))]
    zipped(tmp_path / "a.zip", files(doubled, announced))
    done = run("history", "import", "a.zip", "./a.zip")
    assert done.stdout.count("6 Spaces (6 new to the history)") == 1
    assert "2 posts, 1 announcing" in done.stdout
    assert len(done.stdout.splitlines()) == 1, "one file, by two names"
    (tmp_path / "b.csv").write_text(f"id\n{space_id(7)}\n{space_id(7)}\n")
    assert "b.csv: 1 Space\n" in run("history", "import", "b.csv").stdout
