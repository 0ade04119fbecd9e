"""The language server: keystroke to diagnostics, memory, start-up.

    python benchmarks/language_server.py

Times are of this machine; what counts is the ratio to reading and linting the changed plan anew
without a server, measured in turn. The server is a process of its own, as an editor starts it.
"""

from __future__ import annotations

import datetime
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from spacelint.checks.contract import Context
from spacelint.engine.linter import Linter
from spacelint.engine.plans import check_plan
from spacelint.plan import read_plan
from tests.lsp.client import Client


def titles(count: int) -> list[str]:
    """Return titles of a plan, one in ten with a tag that X cuts short."""
    return [
        f"Town hall #AT&T number {n}"
        if n % 10 == 0
        else f"AMA with @jack on everything that we do here #Acme{n}"
        for n in range(count)
    ]


def plan(names: list[str]) -> str:
    """Return the plan in TOML: a Space a day up to next week, with nothing else wrong with it."""
    first = datetime.date.today() - datetime.timedelta(len(names) - 7)
    parts = []
    for n, name in enumerate(names):
        state = "scheduled" if n > len(names) - 8 else "ended"
        day = first + datetime.timedelta(n)
        parts.append(
            f'[[spaces]]\ntitle = "{name}"\nhost = "acme{n // 5}"\nstate = "{state}"\n'
            f"scheduled_start = {day}T15:00:00+01:00\n\n"
        )
    return "".join(parts)


def keystrokes(folder: Path, count: int, edits: int) -> None:
    """Print median and p99 from a keystroke to its diagnostics, and the ratio to a bare lint."""
    names = titles(count)
    at = (folder / "spaces" / f"{count}.toml").as_uri()
    waits, bare = [], []
    linter = Linter()
    _bare(linter, plan(names))
    with Client() as client:
        client.initialize(folder)
        client.open(at, plan(names))
        client.diagnostics(at, 1)
        for edit in range(edits):
            number = (edit * 7) % count
            names[number] += "x" if edit % 20 else "!"
            text = plan(names)
            start = time.perf_counter()
            client.change(at, text, edit + 2)
            client.diagnostics(at, edit + 2)
            waits.append(time.perf_counter() - start)
            if edit % 10 == 0:
                bare.append(_bare(linter, text))
    median, p99 = statistics.median(waits), statistics.quantiles(waits, n=100)[98]
    ratio = median / statistics.median(bare)
    print(
        f"{count:>6} Spaces, {edits} edits: median {median * 1e3:6.1f} ms, p99 {p99 * 1e3:6.1f} ms,"
        f" {ratio:.2f}× a bare lint of the changed text ({statistics.median(bare) * 1e3:.1f} ms)"
    )


def _bare(linter: Linter, text: str) -> float:
    """Return the seconds that reading and linting the plan takes without a server."""
    data = text.encode()
    start = time.perf_counter()
    check_plan(read_plan(data, "plan.toml"), linter, Context())
    return time.perf_counter() - start


def memory(folder: Path, edits: int = 10_000) -> None:
    """Print the server's memory after some edits and after many."""
    names = titles(50)
    at = (folder / "spaces" / "memory.toml").as_uri()
    with Client() as client:
        client.initialize(folder)
        client.open(at, plan(names))
        client.diagnostics(at, 1)
        seen = []
        for edit in range(edits):
            names[edit % 50] = f"Town hall #AT&T on number {edit}"
            client.change(at, plan(names), edit + 2)
            client.diagnostics(at, edit + 2)
            if edit + 1 in (edits // 10, edits // 2, edits):
                seen.append(f"{_resident(client.process.pid):.1f} MB after {edit + 1:,}")
    print("memory:", ", ".join(seen), "edits")


def start_up(folder: Path, rounds: int = 7) -> None:
    """Print what starting costs over the bare interpreter, beside importing pygls alone."""

    def timed(*command: str) -> float:
        best = []
        for _ in range(rounds):
            start = time.perf_counter()
            subprocess.run([sys.executable, *command], check=True)
            best.append(time.perf_counter() - start)
        return statistics.median(best)

    def handshake() -> float:
        start = time.perf_counter()
        with Client() as client:
            client.initialize(folder)
            return time.perf_counter() - start

    bare = timed("-c", "pass")
    rows = [
        ("bare interpreter", bare),
        ("import pygls.lsp.server", timed("-c", "import pygls.lsp.server")),
        ("import spacelint.lsp.server", timed("-c", "import spacelint.lsp.server")),
        ("server up, handshake done", statistics.median(handshake() for _ in range(rounds))),
    ]
    print("\n| start | ms | over the bare interpreter |\n|---|---:|---:|")
    for name, seconds in rows:
        print(f"| {name} | {seconds * 1e3:.0f} | {(seconds - bare) * 1e3:.0f} |")


def _resident(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def main() -> None:
    """Run all of it; two or three minutes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        keystrokes(folder, 200, 500)
        keystrokes(folder, 5_000, 100)
        memory(folder)
        start_up(folder)


if __name__ == "__main__":
    main()
