"""What starts fast imports the hot modules alone, and compiles few patterns."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.hot import CALLS, FILES, MODULES

ROOT = Path(__file__).parents[1]
#: Modules of ours that a call imports at most, and patterns that it compiles.
MOST = {
    "ascii": (60, 12),
    "finding": (80, 25),
    "accent": (78, 25),
    "emoji": (60, 12),
    "cjk": (75, 20),
    "yaml": (146, 70),
}
# Runs the command and prints what it has imported and how many patterns it has compiled.
RUN = """
import re._compiler, sys
compiled = []
original = re._compiler.compile
re._compiler.compile = lambda *given: (compiled.append(given[0]), original(*given))[1]
from spacelint.__main__ import run
run(sys.argv[1:])
print()
print(len(compiled), *sys.modules)
"""


class Started(NamedTuple):
    """What one call has done: the modules of ours it imported, and the patterns it compiled."""

    modules: frozenset[str]
    patterns: int


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Started]:
    """Run each call once, with the rules compiled as an installed package has them."""
    subprocess.run([sys.executable, "-m", "spacelint.engine.compiled"], cwd=ROOT, check=True)
    # As where another run is just making both modules anew: the rules stay good meanwhile.
    (ROOT / "spacelint/checks/shared/_languages_data.py").touch()
    folder = tmp_path_factory.mktemp("calls")
    shutil.copy(ROOT / "docs" / "examples" / "spaces.yaml", folder)
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(text.encode())
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache")}

    def run(arguments: list[str]) -> Started:
        command = [sys.executable, "-X", "utf8", "-c", RUN, *arguments]
        done = subprocess.run(
            command, capture_output=True, text=True, cwd=folder, env=environment, check=True
        )
        patterns, *modules = done.stdout.splitlines()[-1].split()
        ours = [name for name in modules if name.split(".")[0] == "spacelint"]
        return Started(frozenset(ours), int(patterns))

    return {name: run(arguments) for name, arguments in CALLS.items()}


def test_the_hot_modules_are_what_the_calls_import(started):
    imported = frozenset().union(*[each.modules for each in started.values()])
    assert sorted(imported - MODULES) == [], "a call imports more: is it needed?"
    assert sorted(MODULES - imported) == [], "no call imports these any more"


@pytest.mark.parametrize("call", MOST)
def test_a_call_imports_few_modules_and_compiles_few_patterns(started, call):
    modules, patterns = MOST[call]
    assert len(started[call].modules) <= modules
    old = sys.version_info < (3, 11, 5)  # one finds possessive groups: see compile_re
    assert started[call].patterns <= patterns + old
