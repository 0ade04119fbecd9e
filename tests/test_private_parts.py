"""Private parts of CPython are used where they are there, and done without where they are not."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "spacelint"
PRIVATE = ("_collections", "_json", "_ctypes")
PLAN = """spaces:
  - title: "AMA great#tag #AT&T with @jack"
    start: 2026-12-01T18:00:00Z
"""


def test_each_import_of_a_private_module_has_a_fallback():
    found = []
    for path in PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        guarded = {
            id(node)
            for attempt in ast.walk(tree)
            if isinstance(attempt, ast.Try)
            for node in ast.walk(attempt)
        }
        for node in ast.walk(tree):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [each.name for each in node.names] if isinstance(node, ast.Import) else []
            private = [each for each in names if each[:1] == "_" and each[:2] != "__"]
            if private and id(node) not in guarded:
                found.append(f"{path.name}:{node.lineno} {private}")
    assert found == []


@pytest.mark.parametrize("blocked", PRIVATE)
@pytest.mark.parametrize(
    "args",
    [
        ["AMA great#tag #AT&T"],
        ["check", "spaces.yaml", "--output-format", "json"],
        ["check", "spaces.yaml", "--fix"],
        ["suggest", "AMA great#tag #AT&T"],
    ],
    ids=lambda args: " ".join(args[:2])[:9] + args[-1][-5:],
)
def test_the_findings_are_the_same_with_a_private_part_taken_away(tmp_path, blocked, args):
    assert run(tmp_path, args, blocked) == run(tmp_path, args, "")


def run(folder: Path, args: list[str], blocked: str) -> tuple[int, str, str, str]:
    plan = folder / "spaces.yaml"
    plan.write_text(PLAN)
    # What Python itself imported by then stays with Python; spacelint gets none of it.
    code = (
        "import sys, collections, json, operator, runpy\n"
        f"blocked = {blocked!r}\n"
        "if blocked: sys.modules[blocked] = None\n"
        f"sys.argv = ['spacelint', *{args!r}]\n"
        "runpy.run_module('spacelint', run_name='__main__')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=folder, timeout=120
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout, done.stderr, plan.read_text()
