"""Run the tests on each Python of 3.11 and later that is installed: `make test-all`.

Pythons are looked for on PATH, among pyenv's and among uv's. Of each minor version the oldest and
the newest release are taken, as people still use releases whose faults later ones have mended. Each
gets an environment of its own in build/. Arguments go to pytest. The exit status is 1 where the
tests fail on one of them. With --others the Python of .venv is left out, with --ends all but the
oldest and the newest of the rest; with --fast only the tests that start few processes are run, for
a quarter of an hour on each Python at most.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from itertools import groupby
from operator import itemgetter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OLDEST = (3, 11)
FAST = ("brand", "checks", "config", "engine", "fixer", "plan", "schema", "source", "text")
FAST_SECONDS = 900
_ASK = "import sys; print(*sys.version_info[:3], sys.implementation.name)"


def candidates() -> set[Path]:
    """Return every path that may be a Python."""
    found: set[Path] = set()
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        found |= {p for p in Path(folder or ".").glob("python3.*") if re.search(r"3\.\d+$", p.name)}
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    found |= set(pyenv.glob("versions/*/bin/python"))
    if shutil.which("uv"):
        listed = subprocess.run(
            ["uv", "python", "list", "--only-installed"], capture_output=True, text=True
        )
        found |= {Path(line.split()[1]) for line in listed.stdout.splitlines() if "/" in line}
    return found


def pythons() -> dict[tuple[int, ...], Path]:
    """Return the oldest and the newest CPython of each minor version, by version."""
    found: dict[tuple[int, ...], Path] = {}
    for path in sorted(candidates()):
        try:
            asked = subprocess.run([path, "-c", _ASK], capture_output=True, text=True, timeout=20)
            *numbers, name = asked.stdout.split()
        except (OSError, ValueError, subprocess.TimeoutExpired):
            continue
        version = tuple(map(int, numbers))
        if name == "cpython" and version >= OLDEST:
            found[version] = path
    minors = groupby(sorted(found), itemgetter(0, 1))
    ends = {end for _, (first, *rest) in minors for end in (first, *rest[-1:])}
    return {version: found[version] for version in sorted(ends)}


def environment(version: tuple[int, ...], python: Path) -> Path:
    """Return the Python of the environment for ``version``, made or brought up to date."""
    folder = ROOT / "build" / f"venv-{'.'.join(map(str, version))}"
    inside = folder / "bin" / "python"
    if shutil.which("uv"):
        _run("uv", "venv", "--quiet", "--allow-existing", "--python", python, folder)
        _run("uv", "pip", "install", "--quiet", "--python", inside, "-e", ".", "--group", "dev")
    else:
        _run(python, "-m", "venv", "--without-pip", folder)  # Debian packs ensurepip apart
        pip = (sys.executable, "-m", "pip", "--python", inside, "install", "--quiet")
        _run(*pip, "--disable-pip-version-check", "-e", ".", "--group", "dev")
    return inside


def _run(*command: str | Path) -> None:
    subprocess.run(command, cwd=ROOT, check=True)


def main(arguments: list[str]) -> int:
    """Run the tests on each Python; return the exit status."""
    found = pythons()
    if "--others" in arguments:
        arguments.remove("--others")
        found.pop(sys.version_info[:3], None)
    if "--ends" in arguments:
        arguments.remove("--ends")
        found = {
            version: found[version] for version in sorted({*list(found)[:1], *list(found)[-1:]})
        }
    seconds = None
    if "--fast" in arguments:
        arguments.remove("--fast")
        arguments += [f"tests/{each}" for each in FAST]
        seconds = FAST_SECONDS
    failed = []
    for version, python in found.items():
        name = f"Python {'.'.join(map(str, version))}"
        print(f"== {name} ({python})", flush=True)
        inside = environment(version, python)
        _run(inside, "-m", "spacelint.engine.compiled")
        tests = [inside, "-m", "pytest", "-n", "auto", *arguments]
        try:
            subprocess.run(tests, cwd=ROOT, check=True, timeout=seconds)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            print(f"{name}: {error}")
            failed.append(name)
    if not found:
        print("no other Python of 3.11 or later is installed here")
    elif failed:
        print(f"failed on {', '.join(failed)}")
    else:
        print(f"passed on {', '.join('.'.join(map(str, version)) for version in found)}")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
