"""The nearest configuration is found, and no further than makes sense."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from spacelint.config.find import find_config, project_root


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    root = (tmp_path / "repo").resolve()
    (root / ".git").mkdir(parents=True)
    (root / "team" / "spaces").mkdir(parents=True)
    return root


def test_the_nearest_directory_wins_and_in_it_the_plainest_name(repo: Path) -> None:
    (repo / "spacelint.toml").write_text("")
    assert find_config(str(repo / "team" / "spaces")) == str(repo / "spacelint.toml")
    pyproject = repo / "team" / "pyproject.toml"
    pyproject.write_text("[tool.spacelint]\n")
    assert find_config(str(repo / "team" / "spaces")) == str(pyproject)
    hidden = repo / "team" / ".spacelint.toml"
    hidden.write_text("")
    assert find_config(str(repo / "team" / "spaces" / "new.toml")) == str(hidden)


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("[project]\nname = 'x'\n", False),
        ("[project]\ndependencies = ['spacelint']\n", False),
        ("[tool]\nspacelint = { ignore = [] }\n", True),
        ("[tool.spacelint]\nignore = [\n", True),
        ("[tool.other]\nspacelint = \n", False),
    ],
)
def test_a_pyproject_counts_only_with_our_section(repo: Path, text: str, ours: bool) -> None:
    (repo / "pyproject.toml").write_text(text)
    assert (find_config(str(repo)) is not None) == ours


def test_the_search_ends_at_the_repository(repo: Path) -> None:
    (repo.parent / "spacelint.toml").write_text("")
    assert find_config(str(repo / "team")) is None
    assert project_root(str(repo / "team")) == str(repo)


def test_the_search_ends_at_the_home_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = (tmp_path / "home").resolve()
    (home / "work").mkdir(parents=True)
    (tmp_path / "spacelint.toml").write_text("")
    monkeypatch.setenv("HOME", str(home))
    assert find_config(str(home / "work")) is None
    (home / ".spacelint.toml").write_text("")
    assert find_config(str(home / "work")) == str(home / ".spacelint.toml")


def test_without_a_repository_the_topmost_configuration_is_the_root(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path.resolve()
    monkeypatch.setenv("HOME", str(home))
    (home / "a" / "b" / "c").mkdir(parents=True)
    (home / "a" / "spacelint.toml").write_text("")
    (home / "a" / "b" / "spacelint.toml").write_text("")
    assert project_root(str(home / "a" / "b" / "c")) == str(home / "a")


def test_a_cache_answers_for_every_directory_that_was_passed(repo: Path) -> None:
    (repo / "spacelint.toml").write_text("")
    cache: dict[str, str | None] = {}
    find_config(str(repo / "team" / "spaces"), cache)
    assert set(cache) == {str(repo / "team" / "spaces"), str(repo / "team"), str(repo)}
    (repo / "spacelint.toml").unlink()
    assert find_config(str(repo / "team"), cache) == str(repo / "spacelint.toml")


def test_looking_for_a_configuration_that_is_not_there_imports_nothing_heavy(repo: Path) -> None:
    code = (
        f"import sys; sys.path[:0] = {[entry for entry in sys.path if entry]!r}\n"
        "from spacelint.config.find import find_config\n"
        "from spacelint.config.value import default_config\n"
        f"assert find_config({str(repo / 'team')!r}) is None\n"
        "assert default_config().fail_on == 'warning'\n"
        "heavy = {'tomli', 'typing', 'dataclasses', 'pathlib', 'json',\n"
        "         'spacelint.config.table', 'spacelint.brand.table', 'spacelint.schema.export'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    run = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True)
    assert run.stdout == "[]\n", run.stderr
