"""Importing a data download of 200,000 posts and 2,000 Spaces, against reading ZIP and JSON alone.

Prints the figures and exits 1 where the import takes over 3 times as long as unpacking the same
files and parsing them with ``json.loads``, or where its memory grows with the download.
Only the ratios mean something.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests/reach"))

from make_archive import large

POSTS, SPACES = 200_000, 2_000
TARGET = 3.0
GROWTH = 16  # MB by which the peak may differ between a download and one a tenth its size
ROUNDS = 3

IMPORT = """
import resource, sys, time
from spacelint.reach.history.importing import import_downloads
from spacelint.reach.history.query import past_spaces
from spacelint.reach.history.store import history_at
with history_at(sys.argv[1], create=True) as db:
    began = time.perf_counter()
    (done,) = import_downloads(db, [sys.argv[2]])
    took = time.perf_counter() - began
    assert len(past_spaces(db)) == done.new_spaces
try:
    with open("/proc/self/status") as file:
        peak = next(int(line.split()[1]) for line in file if "VmHWM" in line) * 1024
except OSError:  # not Linux; a child's ru_maxrss begins at its parent's, so less exact
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
print(took, done.new_spaces, done.posts, peak)
"""


def main() -> int:
    with tempfile.TemporaryDirectory() as text:
        folder = Path(text)
        whole = large(folder / "whole.zip", POSTS, SPACES)
        tenth = large(folder / "tenth.zip", POSTS // 10, SPACES)
        alone, ours, peak = float("inf"), float("inf"), 0.0
        for number in range(ROUNDS):
            alone = min(alone, read_alone(whole))
            took, spaces, posts, peak = imported(folder / f"{number}.sqlite3", whole)
            assert (spaces, posts) == (SPACES, POSTS)
            ours = min(ours, took)
        small = imported(folder / "tenth.sqlite3", tenth)[3]
        print(f"{whole.stat().st_size / 1e6:.0f} MB packed, {POSTS:,} posts, {SPACES:,} Spaces")
        print(f"ZIP and json.loads {alone:.2f} s, import {ours:.2f} s: {ours / alone:.2f} times")
        print(f"peak memory {peak:.0f} MB, of a tenth of the posts {small:.0f} MB")
    return int(ours / alone > TARGET or peak - small > GROWTH)


def read_alone(path: Path) -> float:
    began = time.perf_counter()
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if name.endswith(".js"):
                text = package.read(name).decode()
                json.loads(text[text.index("=") + 1 :])
    return time.perf_counter() - began


def imported(database: Path, path: Path) -> tuple[float, int, int, float]:
    """Seconds, Spaces, posts and peak memory in MB of an import in a process of its own."""
    out = subprocess.run(
        [sys.executable, "-c", IMPORT, database, path], capture_output=True, text=True, check=True
    ).stdout.split()
    return float(out[0]), int(out[1]), int(out[2]), int(out[3]) / 1e6


if __name__ == "__main__":
    sys.exit(main())
