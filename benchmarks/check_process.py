"""``spacelint check`` as a process: its start, its cost as the work grows, its memory.

Prints tables and exits 1 where a target is missed. All is measured in one run on one machine, in
turn: only the ratios mean something. check-jsonschema is the peer for the start; where it is not
installed its row says so.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
SPACELINT = [str(BIN / "spacelint"), "check"]
ROUNDS = 21
FILES = 100
MOST_OF_CPU, LEAST_OF_TWO = 7.0, 1.7
REAL = ROOT.parent / "shared" / "cases" / "real_titles.jsonl"
MOST_OF_PYTHON, MOST_OF_PEER, MOST_GROWTH, MOST_COST_GROWTH = 5.0, 0.5, 1.1, 1.25

PLAN = """[[spaces]]
title = "AMA with @acme about what we build next week"
host = "acme"
scheduled_start = 2026-12-03T15:00:00+01:00
"""
# A process that measures the peak memory of the one it starts.
PEAK = (
    "import resource, subprocess, sys\n"
    "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)\n"
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n"
)
WORDS = "roadmap design security growth hiring research podcast music sports energy".split()


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder)
        missed = [example(), start(where), growth(where), processes(where), memory(where)]
    return int(any(missed))


def example() -> bool:
    """Measure what a check of the example costs of CPU, beside a bare interpreter."""
    commands = [[sys.executable, "-c", "pass"], [*SPACELINT, "docs/examples/spaces.yaml"]]
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    ratios = []
    for number in range(ROUNDS + 2):
        bare, check = [_cpu_seconds(command, environment) for command in commands]
        if number > 1:
            ratios.append(check / bare)
    ratio = statistics.median(ratios)
    print(f"check of the example, CPU of python -c pass: {ratio:.2f} (at most {MOST_OF_CPU})\n")
    return ratio > MOST_OF_CPU


def _cpu_seconds(command: list[str], environment: dict[str, str]) -> float:
    null = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=ROOT, stdout=null, stderr=null, env=environment)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return used.ru_utime + used.ru_stime


def start(folder: Path) -> bool:
    """Measure the start beside a bare interpreter and check-jsonschema."""
    (folder / "spaces.toml").write_text(PLAN)
    (folder / "plan.json").write_text('{"spaces": [{"title": "AMA with @acme"}]}')
    (folder / "schema.json").write_text('{"type": "object"}')
    peer = [str(BIN / "check-jsonschema"), "--schemafile", "schema.json", "plan.json"]
    commands = {"python -c pass": [sys.executable, "-c", "pass"]}
    commands["spacelint check"] = [*SPACELINT, "spaces.toml"]
    if Path(peer[0]).exists():
        commands["check-jsonschema"] = peer
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(ROUNDS + 2):
        for name, command in commands.items():
            before = time.perf_counter()
            subprocess.run(command, cwd=folder, capture_output=True, env=environment, check=True)
            if number > 1:  # the first two compile and fill caches
                taken[name].append(time.perf_counter() - before)
    median = {name: statistics.median(values) for name, values in taken.items()}
    for name, value in median.items():
        print(f"{name:18} {value * 1e3:7.1f} ms")
    of_python = median["spacelint check"] / median["python -c pass"]
    print(f"of python: {of_python:.2f} (at most {MOST_OF_PYTHON})")
    if "check-jsonschema" not in median:
        print("check-jsonschema is not installed beside this Python: no comparison")
        return of_python > MOST_OF_PYTHON
    of_peer = median["spacelint check"] / median["check-jsonschema"]
    print(f"of check-jsonschema: {of_peer:.2f} (at most {MOST_OF_PEER})\n")
    return of_python > MOST_OF_PYTHON or of_peer > MOST_OF_PEER


def growth(folder: Path) -> bool:
    """Measure the cost of a title as titles grow, on one core and on all."""
    print(f"{'files':>6} {'titles':>8}  {'one core':>9}  {'all':>9}  {'auto':>9}  µs a title")
    costs: list[float] = []
    for titles in (1_000, 10_000, 100_000):
        where = folder / f"spaces-{titles}"
        where.mkdir()
        for number in range(FILES):
            (where / f"spaces-{number}.jsonl").write_text(lines(titles // FILES, number))
        row = []
        for jobs in ("1", str(os.cpu_count() or 1), "0"):
            before = time.perf_counter()
            subprocess.run([*SPACELINT, "--jobs", jobs, "."], cwd=where, capture_output=True)
            row.append((time.perf_counter() - before) / titles * 1e6)
        costs.append(row[0])
        print(f"{FILES:>6} {titles:>8,}  {row[0]:>9.1f}  {row[1]:>9.1f}  {row[2]:>9.1f}")
    grown = costs[-1] / costs[-2]
    print(f"from 10,000 to 100,000: {grown:.2f} (at most {MOST_COST_GROWTH})\n")
    return grown > MOST_COST_GROWTH


def processes(folder: Path) -> bool:
    """Measure what two processes save over one, on calendars whose titles meet those of others."""
    if (os.cpu_count() or 1) < 2:
        print("two processes: not measured, there is one core\n")
        return False
    where = folder / "calendars"
    where.mkdir()
    chance = random.Random(1)
    titles = [json.loads(line)["title"] for line in lines(1_000, 1).splitlines()]
    if REAL.exists():
        titles = [json.loads(line)["title"] for line in REAL.read_text("utf-8").splitlines()]
    for number in range(FILES):
        spaces = [
            {
                "title": chance.choice(titles),
                "host": f"acme{chance.randrange(900)}",
                "scheduled_start": f"2026-12-{1 + k % 28:02}T{k % 24:02}:{number % 60:02}:00Z",
            }
            for k in range(200)
        ]
        text = "".join(json.dumps(space, ensure_ascii=False) + "\n" for space in spaces)
        (where / f"spaces-{number}.jsonl").write_text(text, encoding="utf-8")
    ratios = []
    for _ in range(3):
        took = []
        for jobs in ("1", "2"):
            command = [*SPACELINT, "--jobs", jobs, "--today", "2026-12-01", "."]
            before = time.perf_counter()
            subprocess.run(command, cwd=where, capture_output=True)
            took.append(time.perf_counter() - before)
        ratios.append(took[0] / took[1])
    ratio = statistics.median(ratios)
    print(f"two processes: {ratio:.2f} times as fast as one (at least {LEAST_OF_TWO})\n")
    return ratio < LEAST_OF_TWO


def memory(folder: Path) -> bool:
    """Measure the peak memory over JSON Lines of 10 and of 100 MB."""
    peaks = []
    for size in (10, 100):
        path = folder / f"spaces{size}.jsonl"
        with path.open("w") as file:
            written = 0
            while written < size * 1_000_000:
                text = lines(1_000, written, notes="x" * 900)
                file.write(text)
                written += len(text)
        command = [sys.executable, "-c", PEAK, *SPACELINT, "--jobs", "1", str(path)]
        peak = subprocess.run(command, capture_output=True, check=True, text=True).stdout
        peaks.append(int(peak) / 1024)
        print(f"JSON Lines of {size:>3} MB: peak {peaks[-1]:.1f} MB")
        path.unlink()
    print(f"ratio: {peaks[1] / peaks[0]:.2f} (at most {MOST_GROWTH})")
    return peaks[1] / peaks[0] > MOST_GROWTH


def lines(titles: int, seed: int, notes: str = "") -> str:
    """Return JSON Lines; one title in fifty needs a fix."""
    rng = random.Random(seed)
    made = []
    for number in range(titles):
        about = " and ".join(rng.sample(WORDS, 3))
        glue = "" if number % 50 == 0 else " "
        title = f"AMA with @acme about {about}{glue}#Launch{rng.randint(1, 9)}x{seed}y{number}"
        made.append(json.dumps({"title": title, **({"notes": notes} if notes else {})}))
    return "\n".join(made) + "\n"


if __name__ == "__main__":
    sys.exit(main())
