"""The GitHub action, by running its steps as a runner does."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
from pathlib import Path

import pytest
import yaml

from tests.cli.command import ROOT, environment

ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = ACTION["runs"]["steps"]
_EXPRESSION = re.compile(r"\$\{\{ *([\w.-]+) *\}\}")

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the steps are for bash")


def evaluated(text: str, inputs: dict[str, str]) -> str:
    """Return ``text`` with the two kinds of expressions that the action has."""
    known = {"github.action_path": str(ROOT)}
    known |= {f"inputs.{name}": inputs.get(name, given["default"])
              for name, given in ACTION["inputs"].items()}  # fmt: skip
    return _EXPRESSION.sub(lambda match: known[match[1]], text)


def run(step: dict, folder: Path, python: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run one step in ``folder``, with the environment of a runner whose Python is ``python``."""
    given = {name: evaluated(text, inputs) for name, text in step.get("env", {}).items()}
    path = f"{python.parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", evaluated(step["run"], inputs)],
        cwd=folder,
        env=environment(GITHUB_ACTIONS="true", PATH=path, **given),
        capture_output=True,
        text=True,
        timeout=300,
    )


@pytest.fixture(scope="module")
def python(tmp_path_factory) -> Path:
    """A Python with what the build and the command need, and without spacelint."""
    folder = tmp_path_factory.mktemp("runner") / "venv"
    venv.create(folder, with_pip=True)
    found = next(folder.glob("lib/python*/site-packages"))
    own = next(Path(sys.prefix).glob("lib/python*/site-packages"))
    beside = tmp_path_factory.mktemp("beside")
    for each in own.iterdir():
        if "spacelint" not in each.name and not each.name.startswith(("pip", "setuptools")):
            (beside / each.name).symlink_to(each)
    (found / "beside.pth").write_text(f"{beside}\n")
    return folder / "bin" / "python"


def test_the_steps_are_a_python_an_install_and_a_check():
    assert STEPS[0]["uses"].startswith("actions/setup-python@")
    assert evaluated(STEPS[0]["with"]["python-version"], {}) == "3.13"
    assert [step["name"] for step in STEPS[1:]] == ["Install spacelint", "Check the titles"]
    # What comes from outside is in variables and never part of a script.
    assert all("${{" not in step["run"] for step in STEPS[1:])


def test_it_installs_from_its_own_folder_and_annotates(python, tmp_path, monkeypatch):
    monkeypatch.setenv("PIP_NO_BUILD_ISOLATION", "0")  # no index is asked
    monkeypatch.setenv("PIP_NO_DEPS", "1")
    installed = run(STEPS[1], tmp_path, python)
    assert installed.returncode == 0, installed.stderr
    where = [str(python), "-c", "import spacelint; print(spacelint.__file__)"]
    shown = subprocess.run(where, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert str(python.parent.parent) in shown

    (tmp_path / "spaces").mkdir()
    (tmp_path / "spaces" / "a b.yaml").write_text("spaces:\n- title: Hall great#tag with us\n")
    (tmp_path / "clean.yaml").write_text("spaces:\n- title: 'Town hall with @jack on work #Acme'\n")
    check = STEPS[2]
    done = run(check, tmp_path, python)
    assert done.returncode == 1
    assert "::error file=spaces/a b.yaml,line=2," in done.stdout
    assert run(check, tmp_path, python, paths="clean.yaml\n").returncode == 0
    both = "spaces/a b.yaml\nclean.yaml"
    never = run(check, tmp_path, python, paths=both, arguments="--fail-on=never\n")
    assert never.returncode == 0
    assert "great#tag" in never.stdout
    hostile = run(check, tmp_path, python, paths="$(touch pwned)\n; touch pwned\n--fix")
    assert hostile.returncode == 2
    assert not (tmp_path / "pwned").exists()
