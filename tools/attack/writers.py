"""Several who write at once: an editor that saves during --fix, and runs beside each other."""

from __future__ import annotations

import os
import random
import subprocess
import threading
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from unittest.mock import patch

from spacelint.source import exchange
from spacelint.source.atomic import replace_file
from tools.attack.family import Family, Try, litter

OLD, NEW = b"old\n" * 50_000, b"new\n" * 50_000
_RACES = 25


def attack(attempt: Try) -> None:
    """Race the fixer against saves, or run several commands on the same files."""
    if attempt.random.random() < 0.9:
        for _ in range(_RACES):
            attempt.count += 1
            how = attempt.random.choice(("rename", "in place"))
            lost = race(attempt.folder / "plan.yaml", how, attempt.random)
            attempt.check(not lost, f"a save {how} was lost")
        attempt.check(os.listdir(attempt.folder) == ["plan.yaml"], "a race left files behind")
    else:
        _beside_each_other(attempt)


def race(path: Path, how: str, times: random.Random) -> bool:
    """Let an editor save while the file is replaced; True where the save is lost."""
    path.write_bytes(OLD)
    user = b"USER %d\n" % times.randrange(10**9) * 1_000

    def save() -> None:
        if how == "in place":
            path.write_bytes(user)
        else:
            other = path.with_suffix(".editor")
            other.write_bytes(user)
            os.replace(other, path)

    saving = threading.Timer(times.uniform(0, 0.004), save)
    saving.start()
    replace_file(str(path), NEW, OLD)
    saving.join()
    return path.read_bytes() != user


def _beside_each_other(attempt: Try) -> None:
    folder = attempt.folder
    old = "spaces:\n" + "".join(f"  - title: 'AMA {n} with us great#launch'\n" for n in range(200))
    paths = [folder / f"spaces{n}.yaml" for n in range(3)]
    for path in paths:
        path.write_text(old)
    runs = [
        subprocess.Popen(
            attempt.command("check", *more), cwd=folder, env=attempt.environment(),
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )
        for more in (["--fix"], ["--fix"], ["--write-baseline"], ["--write-baseline"],
                     ["--output-file", "json=r.json"], ["--fix", "--output-file", "json=r.json"])
    ]  # fmt: skip
    said = [run.communicate(timeout=120)[1].decode() for run in runs]
    attempt.count += len(runs)
    attempt.check("Traceback" not in "".join(said), f"{''.join(said)[-300:]!a}")
    new = old.replace("great#", "great #")
    attempt.check(all(path.read_text() == new for path in paths), "eight writers lost a line")
    attempt.check(not litter(folder), f"{litter(folder)} are left")


def plant() -> AbstractContextManager[object]:
    """A rename that looks at nothing, as most programs do it."""
    stack = ExitStack()
    stack.enter_context(patch.object(exchange, "_take_lease", lambda opened: "none"))
    stack.enter_context(patch.object(exchange, "_exchange", lambda one, other: False))
    stack.enter_context(patch.object(exchange, "_holds", lambda *what: True))
    return stack


FAMILY = Family("writers", "races and runs", attack, plant)
