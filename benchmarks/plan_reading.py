"""Reading a plan with places, against the plain parser of its format; and memory of a long file.

Prints a table and exits 1 where a ratio is above its target (3) or memory grows with the file.
Everything is measured in one run on one machine: only the ratios mean something.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import tomli
import yaml

from spacelint.plan import Plan, read_plan

SPACES = 5_000
TARGET = 3.0


def main() -> int:
    failed = False
    print(
        f"{'format':8} {'parser':>9} {'titles':>9} {'ratio':>6} "
        f"{'all places':>11} {'problems':>9} ms"
    )
    for name, text, parse in documents():
        data = text.encode()
        plain = best(lambda parse=parse, text=text: parse(text))
        titles = best(lambda data=data, name=name: with_titles(data, name))
        every = best(lambda data=data, name=name: with_all_places(data, name), 3)
        problems = best(lambda data=data, name=name: read_plan(data, "plan." + name).problems, 3)
        ratio = titles / plain
        failed |= ratio > TARGET
        print(
            f"{name:8} {plain * 1e3:9.1f} {titles * 1e3:9.1f} {ratio:6.2f} "
            f"{every * 1e3:11.1f} {problems * 1e3:9.1f}"
        )
    small, large = memory(10), memory(100)
    print(f"peak memory, JSON Lines of 10 MB: {small} MB, of 100 MB: {large} MB")
    failed |= large > small * 1.2 + 5
    return int(failed)


def documents() -> list[tuple[str, str, Callable[[str], object]]]:
    spaces = [
        {
            "title": f"Town hall {number} with @acme and #AcmeWinter",
            "host": "acme",
            "scheduled_start": "2026-12-01T15:00:00Z",
            "speakers": ["jack", "susan"],
            "campaign": "winter",
            "record": True,
        }
        for number in range(SPACES)
    ]
    toml = "".join(
        "[[spaces]]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in space.items())
        for space in spaces
    )
    return [
        ("toml", toml, tomli.loads),
        ("yaml", yaml.safe_dump({"spaces": spaces}, sort_keys=False), c_load),
        ("json", json.dumps({"spaces": spaces}, indent=2), json.loads),
    ]


def c_load(text: str) -> object:
    return yaml.load(text, yaml.CSafeLoader)


def with_titles(data: bytes, name: str) -> Plan:
    """Read the plan and find the place of every title and every Space's title text."""
    plan = read_plan(data, "plan." + name)
    for space in plan.spaces:
        title = space.title
        assert title is not None
        assert title.end > title.start
    return plan


def with_all_places(data: bytes, name: str) -> Plan:
    plan = read_plan(data, "plan." + name)
    for space in plan.spaces:
        for field in ("title", "host", "scheduled_start", "speakers"):
            assert space.place(field) is not None
    return plan


def best(run: Callable[[], object], times: int = 5) -> float:
    shortest = 1e9
    for _ in range(times):
        start = time.perf_counter()
        run()
        shortest = min(shortest, time.perf_counter() - start)
    return shortest


def memory(megabytes: int) -> int:
    """Peak memory, in MB, of a process that reads a JSON Lines file of that size."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.jsonl"
        line = json.dumps({"title": "Town hall with @acme #AcmeWinter", "host": "acme"}) + "\n"
        block = line * (1_000_000 // len(line))
        with path.open("w") as file:
            for _ in range(megabytes):
                file.write(block)
        found = subprocess.run(
            [sys.executable, __file__, "--read", str(path)],
            check=True,
            capture_output=True,
            text=True,
        )
        return int(found.stdout)


def read_in_pieces(path: str) -> None:
    from spacelint.plan import read_pieces

    count = 0
    with open(path, "rb") as file:
        for plan in read_pieces(file, path):
            count += len(plan.spaces)
            assert not plan.problems
    assert count
    # Not ru_maxrss: a child inherits the peak of the process that started it.
    status = Path("/proc/self/status").read_text()
    print(int(status.split("VmHWM:")[1].split()[0]) // 1024)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--read"]:
        read_in_pieces(sys.argv[2])
    else:
        sys.exit(main())
