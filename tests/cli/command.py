"""The installed command, run as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
_SCRIPT = Path(sys.executable).with_name("spacelint")
#: The command, as a person who installed the package would call it.
COMMAND = [str(_SCRIPT)] if _SCRIPT.exists() else [sys.executable, "-m", "spacelint"]
_DECIDES_LOOKS = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM", "GITHUB_ACTIONS", "CI")


class Done(NamedTuple):
    """What a run wrote, and its exit status."""

    out: str
    err: str
    status: int


def environment(**variables: str) -> dict[str, str]:
    """Return the environment with ``variables`` and nothing else that decides about looks."""
    kept = {key: value for key, value in os.environ.items() if key not in _DECIDES_LOOKS}
    return {**kept, "PYTHONUTF8": "1", **variables}


def spacelint(
    *arguments: str | bytes, stdin: bytes = b"", cwd: Path | str = "/", **variables: str
) -> Done:
    """Run the command in a folder without a configuration; a traceback is a failure of any test."""
    done = subprocess.run(
        [*COMMAND, *arguments],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        env=environment(**variables),
        timeout=60,
    )
    out, err = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in err, err
    return Done(out, err, done.returncode)
