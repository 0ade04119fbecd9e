"""The standing attack: `make attack`, in ten minutes, or ``--seconds``.

Each family is first run with a fault put in on purpose, to show that it sees it, and then without.
Nothing is written outside of scratch folders. ``--family`` and ``--seed`` choose; a complaint names
the try it comes from, which ``--only N`` runs again. The exit status is 1 where something was lost
or a planted fault was not seen.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import Any

from tools.attack.families import FAMILIES
from tools.attack.family import ROOT, Family, Over, Try

_MOST_SHOWN = 8
#: A planted fault must be seen within so many seconds.
_PLANTED = 60.0
#: So many seconds are left for the command as it is, however long that took.
_LEAST = 2.0


def main() -> int:
    """Attack, print how much was tried and what was lost; return the exit status."""
    asked = _arguments()
    if asked.one:
        print(json.dumps(_in_this_process(asked)))
        return 0
    names = asked.family or list(FAMILIES)
    started = time.monotonic()
    waiting = list(names)

    def attack(name: str) -> dict[str, Any]:
        left = max(0.0, started + asked.seconds - time.monotonic())
        seconds = left * min(1.0, asked.jobs / len(waiting))
        waiting.remove(name)
        return _in_a_process(name, seconds, asked)

    with ThreadPoolExecutor(asked.jobs) as pool:
        results = list(pool.map(attack, names))
    failed = False
    print(f"seed {asked.seed}, {time.monotonic() - started:,.0f} s\n")
    for name, result in zip(names, results, strict=True):
        lost = result["complaints"]
        failed = failed or bool(lost) or not result["seen"]
        said = f"{len(lost):,} COMPLAINTS" if lost else "nothing lost"
        planted = "the planted fault is seen" if result["seen"] else "THE PLANTED FAULT IS NOT SEEN"
        unit = FAMILIES[name].unit
        print(f"{name:<13} {said} in {result['count']:,} {unit} ({planted})")
        for complaint in lost[:_MOST_SHOWN]:
            print(f"    {complaint[:1000]}")
    return int(failed)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make attack", description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=600.0, help="for all families together")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--family", action="append", choices=list(FAMILIES))
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes")
    parser.add_argument("--only", type=int, metavar="N", help="run this try alone")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _in_a_process(name: str, seconds: float, asked: argparse.Namespace) -> dict[str, Any]:
    """Run a family in a process of its own, so that not even a crash ends the attack."""
    only = [] if asked.only is None else ["--only", str(asked.only)]
    done = subprocess.run(
        [sys.executable, "-m", "tools.attack", "--one", "--family", name, "--seed", str(asked.seed),
         "--seconds", str(seconds), *only],
        cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    except (ValueError, IndexError):
        crash = f"the attack itself broke ({done.returncode}): {done.stderr[-600:]}"
        return {"count": 0, "complaints": [crash], "seen": False}
    return result


def _in_this_process(asked: argparse.Namespace) -> dict[str, Any]:
    family = FAMILIES[asked.family[0]]
    if asked.only is not None:
        done = _try(family, asked.seed, asked.only)
        return {"count": done.count, "complaints": done.complaints, "seen": True}
    end = time.monotonic() + asked.seconds
    seen = _sees_its_fault(family, asked.seed)
    end = max(end, time.monotonic() + _LEAST)
    count, number, complaints = 0, 0, []
    while not number or time.monotonic() < end:
        done = _try(family, asked.seed, number, end=end)
        count += done.count
        complaints += [f"try {number}: {each}" for each in done.complaints]
        number += 1
    return {"count": count, "complaints": complaints, "seen": seen}


def _sees_its_fault(family: Family, seed: int) -> bool:
    """True where a family complains while the fault is in that it is to see."""
    end = time.monotonic() + _PLANTED
    number = 0
    with family.plant():
        while not number or time.monotonic() < end:
            if _try(family, seed, number, family.name, end).complaints:
                return True
            number += 1
    return False


def _try(family: Family, seed: int, number: int, fault: str = "", end: float = math.inf) -> Try:
    scratch = Path(tempfile.mkdtemp(prefix="spacelint-attack-"))
    attempt = Try(Random(f"{seed} {family.name} {number}"), scratch / "try", fault, end)
    attempt.folder.mkdir()
    try:
        with contextlib.suppress(Over):
            family.attack(attempt)
    finally:
        with contextlib.suppress(OSError):
            shutil.rmtree(scratch)
    return attempt


if __name__ == "__main__":
    sys.exit(main())
