"""Run the tests on each Python of 3.11 and later that is installed: `make test-all`.

Pythons are looked for on PATH, among pyenv's and among uv's; of each minor version the newest one
is taken. Each gets an environment of its own in build/. Arguments go to pytest. The exit status is
1 where the tests of one fail. With --others the Python of .venv is left out; with --fast only the
tests that start few processes are run, for at most a quarter of an hour each.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OLDEST = (3, 11)
FAST = ("brand", "config", "engine", "fixer", "plan", "schema", "source", "text")
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


def pythons() -> dict[tuple[int, int], Path]:
    """Return the newest CPython of each minor version, oldest first."""
    best: dict[tuple[int, int], tuple[int, Path]] = {}
    for path in sorted(candidates()):
        try:
            asked = subprocess.run([path, "-c", _ASK], capture_output=True, text=True, timeout=20)
            major, minor, micro, name = asked.stdout.split()
        except (OSError, ValueError, subprocess.TimeoutExpired):
            continue
        version = int(major), int(minor)
        if name == "cpython" and version >= OLDEST:
            best[version] = max(best.get(version, (-1, path)), (int(micro), path))
    return {version: best[version][1] for version in sorted(best)}


def environment(version: tuple[int, int], python: Path) -> Path:
    """Return the Python of the environment for ``version``, made or brought up to date."""
    folder = ROOT / "build" / f"venv-{version[0]}.{version[1]}"
    inside = folder / "bin" / "python"
    if shutil.which("uv"):
        _run("uv", "venv", "--quiet", "--allow-existing", "--python", python, folder)
        _run("uv", "pip", "install", "--quiet", "--python", inside, "-e", ".", "--group", "dev")
    else:
        _run(python, "-m", "venv", folder)
        pip = (inside, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        _run(*pip, "--upgrade", "pip>=25.1")
        _run(*pip, "-e", ".", "--group", "dev")
    return inside


def _run(*command: str | Path) -> None:
    subprocess.run(command, cwd=ROOT, check=True)


def main(arguments: list[str]) -> int:
    """Run the tests on each Python; return the exit status."""
    found = pythons()
    if "--others" in arguments:
        arguments.remove("--others")
        found.pop(sys.version_info[:2], None)
    seconds = None
    if "--fast" in arguments:
        arguments.remove("--fast")
        arguments += [f"tests/{each}" for each in FAST]
        seconds = FAST_SECONDS
    failed = []
    for version, python in found.items():
        name = f"Python {version[0]}.{version[1]}"
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
        print(f"passed on {', '.join(f'{a}.{b}' for a, b in found)}")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
