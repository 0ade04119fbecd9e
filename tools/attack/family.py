"""What every family of attacks is made of: a try with its own seed and scratch folder."""

from __future__ import annotations

import contextlib
import math
import os
import re
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[2]
#: Exit statuses that the command may end with: clean, findings, error, interrupted, broken pipe.
STATUSES = frozenset((0, 1, 2, 130, 141))
_SECONDS = 20
#: Characters that a terminal obeys or nobody sees; a joiner and a wide space have proper uses.
_SHOWN = frozenset("\n\u200c\u200d\u3000")


class Over(Exception):
    """A try is over before its end: time is up, or the planted fault is seen."""


@dataclass(frozen=True)
class Done:
    """What a run of the command wrote, and its exit status; negative for a signal."""

    args: tuple[str, ...]
    status: int
    out: str
    err: str

    def complaints(self) -> list[str]:
        """Return what no run may do: a traceback, a signal, a status of its own, a hang."""
        said = self.out + self.err
        found = []
        if "Traceback (most" in said or "Exception ignored" in said:
            found.append(f"a traceback: {said.strip().splitlines()[-1][:200]!a}")
        if self.status == _HANGS:
            found.append(f"still at it after {_SECONDS} s")
        elif self.status not in STATUSES:
            found.append(f"exit status {self.status}: {self.err[-200:]!a}")
        return [f"{' '.join(self.args)!a}: {each}" for each in found]


_HANGS = -99
_MEMORY = 1500 << 20


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


@dataclass
class Try:
    """One try: random numbers and a folder of its own, what was counted and what went wrong."""

    random: Random
    folder: Path
    fault: str = ""
    end: float = math.inf
    count: int = 0
    complaints: list[str] = field(default_factory=list)

    def check(self, true: bool, complaint: str) -> None:
        """Note a complaint unless ``true``."""
        if not true:
            self._complain([complaint])

    def _complain(self, complaints: list[str]) -> None:
        self.complaints += complaints
        if self.fault and complaints:
            raise Over

    def command(self, *args: str) -> list[str]:
        """Return the command line of spacelint; with the planted fault in it where there is one."""
        if self.fault:
            return [sys.executable, "-m", "tools.attack.planted", self.fault, *args]
        return [sys.executable, "-m", "spacelint", *args]

    def environment(self, **more: str) -> dict[str, str]:
        """Return an environment whose caches and histories are in the scratch folder."""
        home = self.folder.parent / "home"
        home.mkdir(exist_ok=True)
        return {
            "PATH": os.environ.get("PATH", ""), "HOME": str(home), "PYTHONPATH": str(ROOT),
            "XDG_CACHE_HOME": str(home / "cache"), "XDG_DATA_HOME": str(home / "data"), **more,
        }  # fmt: skip

    def run(
        self,
        *args: str,
        stdin: bytes = b"",
        cwd: Path | None = None,
        env: dict[str, str] | None = None,
    ) -> Done:
        """Run the command within 20 s and 1.5 GB, and note what no run may do."""
        return self._run(self.command(*args), args, stdin, cwd or self.folder, env)

    def run_line(self, line: str, first: str, args: tuple[str, ...], env: dict[str, str]) -> Done:
        """Run the command by a line of sh, whose ``$0`` is ``first`` and ``$@`` the command."""
        command = ["sh", "-c", line, first, *self.command(*args)]
        return self._run(command, args, b"", self.folder.parent, env)

    def _run(
        self, command: list[str], args: tuple[str, ...], stdin: bytes, cwd: Path,
        env: dict[str, str] | None,
    ) -> Done:  # fmt: skip
        if time.monotonic() > self.end:
            raise Over
        started = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=cwd,
            env=env or self.environment(), preexec_fn=_limit, start_new_session=True,
        )  # fmt: skip
        try:
            said = started.communicate(stdin, timeout=_SECONDS)
        except subprocess.TimeoutExpired:
            done = Done(args, _HANGS, "", "")
        else:
            decoded = [each.decode("utf-8", "replace") for each in said]
            done = Done(args, started.returncode, *decoded)
        finally:
            # What it started as well, which would keep its streams open.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(started.pid, signal.SIGKILL)
            started.wait()
        self.count += 1
        self._complain(done.complaints())
        return done


@dataclass(frozen=True)
class Family:
    """A kind of attack; ``unit`` is what its tries count, ``plant`` puts one fault in."""

    name: str
    unit: str
    attack: Callable[[Try], None]
    plant: Callable[[], AbstractContextManager[object]]


def unprintable(text: str) -> str:
    """Return the characters of ``text`` that must not be shown as they are."""
    return "".join(sorted({c for c in text if not c.isprintable() and c not in _SHOWN}))


def litter(folder: Path) -> list[str]:
    """Return the temporary files anywhere in a folder."""
    return [str(path) for path in folder.rglob("*") if re.search(r"spacelint-|\.part$", path.name)
            and path.name.endswith((".tmp", ".part"))]  # fmt: skip
