"""Runs that are killed while they write: each file is the old or the new one, and no other."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from contextlib import AbstractContextManager
from unittest.mock import patch

from tools.attack.family import Family, Try, litter

_FILES = 6
_MAIN = re.compile(r'__main__\.py", line \d+, in main\n')
_SIGNALS = (signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


def attack(attempt: Try) -> None:
    """Kill a run of --fix at a random moment, look at the files, and let a second run end."""
    random, folder = attempt.random, attempt.folder
    lines = 300 if attempt.fault else random.choice((20, 300))
    old = "spaces:\n" + "".join(
        f"  - title: 'AMA {n} with us great#launch'\n" for n in range(lines)
    )
    new = old.replace("great#", "great #")
    paths = [folder / f"spaces{n}.yaml" for n in range(_FILES)]
    for path in paths:
        path.write_text(old)
    args = ["check", "--fix", "--output-file", "json=report.json", "."]
    started = subprocess.Popen(
        attempt.command(*args), cwd=folder, env=attempt.environment(), stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    # Most moments are before the first write: the first file that changes is waited for.
    end = time.monotonic() + 30
    stamp = os.stat(paths[0]).st_mtime_ns
    while started.poll() is None and time.monotonic() < end:
        early = random.random() < 0.02 and not attempt.fault
        if early or os.stat(paths[0]).st_mtime_ns != stamp:
            break
        time.sleep(0.005)
    time.sleep(random.random() * 0.1)
    sent = signal.SIGKILL if attempt.fault else random.choice(_SIGNALS)
    started.send_signal(sent)
    said = started.communicate(timeout=60)[1].decode()
    attempt.count += 1
    # An interrupt while Python starts, before a line of ours is run, is told by Python.
    ours = _MAIN.search(said) or not said.endswith("KeyboardInterrupt\n")
    attempt.check("Traceback" not in said or not ours, f"{sent.name}: {said[-300:]!a}")
    for path in paths:
        whole = path.read_text() in (old, new)
        attempt.check(whole, f"{sent.name}: {path.name} is neither the old nor the new file")
    report = folder / "report.json"
    if report.exists():
        attempt.check(report.read_text().endswith("}\n"), f"{sent.name}: half a report")
    for path in folder.glob(".report.json.*.tmp"):
        os.utime(path, (1, 1))  # an hour later
    attempt.run(*args)
    attempt.check(all(path.read_text() == new for path in paths), "the second run left something")
    attempt.check(not litter(folder), f"{sent.name}: {litter(folder)} are left for ever")


def plant() -> AbstractContextManager[object]:
    """A file that is written in place, in pieces."""
    import spacelint.source.atomic as atomic

    def replace_file(path: str, data: bytes, expected: bytes) -> None:
        with open(path, "wb", buffering=0) as file:
            for at in range(0, len(data), 100):
                file.write(data[at : at + 100])
                time.sleep(0.005)

    return patch.object(atomic, "replace_file", replace_file)


FAMILY = Family("kills", "kills", attack, plant)
