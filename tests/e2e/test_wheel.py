"""A wheel, built and installed elsewhere, works with the source tree out of reach."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TAKEN_ALONG = ("spacelint", "rules", "pyproject.toml", "hatch_build.py", "README.md", "LICENSE")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Build from a copy without what git does not keep, as a fresh clone is."""
    folder = tmp_path_factory.mktemp("clone")
    for name in TAKEN_ALONG:
        source = ROOT / name
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "_rules_data.py")
            shutil.copytree(source, folder / name, ignore=ignored)
        else:
            shutil.copy(source, folder / name)
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", "dist"]
    done = subprocess.run(build, cwd=folder, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    [built] = (folder / "dist").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def run(wheel, tmp_path_factory):
    """Install the wheel into a folder of its own and run it with nothing of the source in reach."""
    target = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:  # what pip does with a wheel of pure Python
        archive.extractall(target)

    def run(*arguments, code=None):
        own = [path for path in sys.path if "site-packages" in path]
        start = (
            f"import sys; sys.path[:0] = {[str(target), *own]!r};"
            f" assert {str(ROOT)!r} not in sys.path;"
        )
        code = code or "from spacelint.__main__ import main; main()"
        return subprocess.run(
            # -S: no .pth file leads back to the source tree
            [sys.executable, "-S", "-c", start + code, *arguments],
            capture_output=True,
            text=True,
            cwd=target,
            env={**os.environ, "PYTHONPATH": "", "PYTHONUTF8": "1"},
            timeout=60,
        )

    return run


def test_the_wheel_has_the_rules_their_compiled_form_and_the_type_marker(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    rules = {f"spacelint/_rules/{path.name}" for path in (ROOT / "rules").glob("*.toml")}
    assert len(rules) >= 4
    assert rules <= names
    assert "spacelint/engine/_rules_data.py" in names
    assert "spacelint/py.typed" in names
    assert any(name.startswith("spacelint/text/lexicon/") for name in names)
    assert not any(name.startswith(("tests/", "benchmarks/")) for name in names)


def test_the_installed_package_is_the_one_that_runs(run):
    done = run(code="import spacelint; print(spacelint.__file__)")
    assert done.stderr == ""
    assert str(ROOT) not in done.stdout


def test_a_title_is_linted_by_the_rules_inside(run):
    done = run("Town hall #AT&T with @acme on remote work")
    assert done.stderr == "1 title: 1 error · 1 fixable with --fix --unsafe-fixes\n"
    assert "X links only #AT, not #AT&T" in done.stdout
    assert done.returncode == 1


def test_rules_are_explained_and_prove_themselves(run):
    assert "cut-short-hashtag" in run("rule", "SL103").stdout
    results = run("test")
    assert results.stderr.rstrip().endswith(" hold, 0 do not."), results.stdout
    assert results.returncode == 0


def test_words_are_split_by_the_lexicon_inside(run):
    done = run("Join us for #susanalbumparty tonight with @acme", "--select", "SL5")
    assert "#SusanAlbumParty" in done.stdout
