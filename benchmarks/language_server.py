"""The language server: keystroke to diagnostics, memory, start-up.

    python benchmarks/language_server.py [ROUNDS]

Times are of this machine; what counts is the ratio to reading and linting the changed plan anew
without a server, measured in turn. The server is a process of its own, as an editor starts it.
Keystrokes are measured in several rounds (2), and the quietest is shown: whatever else the
machine does can only add to a time.
"""

from __future__ import annotations

import datetime
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

import tomli

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


def as_yaml(text: str) -> str:
    """Return such a plan in YAML."""
    lines = []
    for line in text.splitlines():
        key, _, value = line.partition(" = ")
        if line.startswith("[["):
            lines.append("  -")
        elif line:
            lines.append(f"{' ' if lines[-1] == '  -' else '    '}{key}: {value}")
    return "spaces:\n" + "\n".join(lines).replace("-\n", "-") + "\n"


def as_ics(text: str) -> str:
    """Return such a plan as a calendar, whose events cannot say that they ended: all are ahead."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:spacelint"]
    today = datetime.datetime.combine(datetime.date.today(), datetime.time())
    for number, each in enumerate(tomli.loads(text)["spaces"]):
        start = today + datetime.timedelta(days=1, minutes=number)
        title = each["title"].replace(",", "\\,")
        lines += ["BEGIN:VEVENT", f"UID:{number}", f"DTSTART:{start:%Y%m%dT%H%M%SZ}"]
        lines += [f"SUMMARY:{title}", "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


WRITERS: dict[str, Callable[[str], str]] = {"toml": str, "yaml": as_yaml, "ics": as_ics}


class Keystrokes(NamedTuple):
    """Milliseconds from a keystroke to its diagnostics, and of a bare lint of the same text."""

    median: float
    p99: float
    bare: float


def keystrokes(folder: Path, count: int, edits: int, format: str = "toml") -> Keystrokes:
    """Type into the titles of a plan, one after the other, and wait for what is told each time."""
    write = WRITERS[format]
    names = titles(count)
    at = (folder / "spaces" / f"{count}.{format}").as_uri()
    waits, bare = [], []
    linter = Linter()
    _bare(linter, write(plan(names)), format)
    with Client() as client:
        client.initialize(folder)
        client.open(at, write(plan(names)), format)
        client.diagnostics(at, 1)
        for edit in range(edits):
            number = (edit * 7) % count
            names[number] += "x" if edit % 20 else "!"
            text = write(plan(names))
            start = time.perf_counter()
            client.change(at, text, edit + 2)
            client.diagnostics(at, edit + 2)
            waits.append(time.perf_counter() - start)
            if edit % 10 == 0:
                bare.append(_bare(linter, text, format))
    p99 = statistics.quantiles(waits, n=100)[98]
    return Keystrokes(*[1e3 * each for each in (_median(waits), p99, _median(bare))])


def show_keystrokes(folder: Path, rounds: int) -> None:
    """Print the quietest of some rounds for each plan."""
    print("| plan | edits | median, ms | p99, ms | a bare lint, ms | median to bare |")
    print("|---|---:|---:|---:|---:|---:|")
    for count, edits, format in (
        (200, 500, "toml"), (200, 500, "yaml"), (5_000, 100, "toml"), (5_000, 100, "yaml"),
        (5_000, 100, "ics"),
    ):  # fmt: skip
        found = [keystrokes(folder, count, edits, format) for _ in range(rounds)]
        best = min(found, key=lambda one: one.p99)
        print(
            f"| {count:,} Spaces, {format.upper()} | {edits} | {best.median:.1f} | {best.p99:.1f} "
            f"| {best.bare:.1f} | {best.median / best.bare:.2f} |",
            flush=True,
        )
    print()


def _bare(linter: Linter, text: str, format: str) -> float:
    """Return the seconds that reading and linting the plan takes without a server."""
    data = text.encode()
    start = time.perf_counter()
    check_plan(read_plan(data, f"plan.{format}"), linter, Context())
    return time.perf_counter() - start


def _median(seconds: list[float]) -> float:
    return statistics.median(seconds)


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
    """Run all of it; some minutes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        show_keystrokes(folder, int(sys.argv[1]) if len(sys.argv) > 1 else 2)
        memory(folder)
        start_up(folder)


if __name__ == "__main__":
    main()
