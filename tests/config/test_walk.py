"""A walk finds what may be a plan, leaves out what git leaves out, and stays in its folder."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spacelint.cli.gather import gather
from spacelint.cli.options import Options
from spacelint.cli.session import Sessions
from spacelint.config.find import BY_NAME, UNREADABLE, FoundPath
from spacelint.config.globs import PathRules, gitignore_lines
from spacelint.config.load import load_config
from spacelint.config.value import default_config, is_excluded
from spacelint.config.walk import Gitignore, walk

PLAN = "spaces:\n- title: Town hall\n"


def make(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(PLAN, encoding="utf-8")


def walked(folder: Path, **more: bool) -> list[FoundPath]:
    config = default_config(str(folder))
    return list(walk(str(folder), "", lambda path: config, **more))


def plans(folder: Path, **more: bool) -> list[str]:
    return [os.path.relpath(each.path, folder) for each in walked(folder, **more) if each.why]


def test_what_git_leaves_out_is_left_out(tmp_path: Path) -> None:
    (tmp_path / ".git" / "info").mkdir(parents=True)
    (tmp_path / ".git" / "info" / "exclude").write_text("secret-spaces.yaml\n")
    (tmp_path / ".gitignore").write_text("# built\nbuild/\n*.csv\n!keep-spaces.csv\n")
    make(tmp_path, "spaces.yaml", "build/spaces.yaml", "a-spaces.csv", "keep-spaces.csv",
         "deep/b-spaces.csv", "secret-spaces.yaml", "deep/spaces.yaml")  # fmt: skip
    (tmp_path / "deep" / ".gitignore").write_text("/spaces.yaml\n!b-spaces.csv\n")
    assert plans(tmp_path) == ["keep-spaces.csv", "spaces.yaml", "deep/b-spaces.csv"]
    assert len(plans(tmp_path, respect_gitignore=False)) == 7
    skipped = {os.path.relpath(each.path, tmp_path): each.skipped for each in walked(tmp_path)}
    assert skipped["build"] == skipped["a-spaces.csv"] == ".gitignore"
    assert skipped[".git"] == "exclude"


def test_the_files_above_the_folder_count_up_to_the_repository(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("*.yaml\n")
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    (tmp_path / "repo" / ".gitignore").write_text("/plans/old\n")
    make(tmp_path / "repo" / "plans", "old/spaces.yaml", "new/spaces.yaml")
    assert plans(tmp_path / "repo" / "plans") == ["new/spaces.yaml"]


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="needs links")
def test_a_walk_never_leaves_its_folder(tmp_path: Path) -> None:
    make(tmp_path / "out", "spaces.yaml")
    make(tmp_path / "in", "q1.yaml", "spaces/q2.yaml")
    top = tmp_path / "in"
    (top / "spaces" / "away.yaml").symlink_to(tmp_path / "out" / "spaces.yaml")
    (top / "spaces" / "here.yaml").symlink_to("../q1.yaml")
    (top / "spaces" / "lost.yaml").symlink_to("nowhere.yaml")
    (top / "spaces" / "up").symlink_to(top, target_is_directory=True)
    found = {os.path.relpath(each.path, top): each for each in walked(top)}
    assert [name for name, each in found.items() if each.why] == ["q1.yaml", "spaces/q2.yaml"]
    assert found["spaces/away.yaml"].skipped.startswith("a link out of the folder, to ")
    assert found["spaces/lost.yaml"].skipped == "a link to what is no file"


def test_a_folder_that_cannot_be_listed_is_given_back(tmp_path: Path) -> None:
    (each,) = walked(tmp_path / "gone")
    assert each == FoundPath(str(tmp_path / "gone"), UNREADABLE)


def test_what_stands_beside_a_folder_that_cannot_be_listed_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, "a/spaces.yaml", "locked/spaces.yaml", "z/spaces.yaml")
    scandir = os.scandir

    def locked(path: str) -> object:
        if os.path.basename(path) == "locked":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", locked)
    why = {os.path.relpath(each.path, tmp_path): each.why for each in walked(tmp_path)}
    assert why == {"a/spaces.yaml": BY_NAME, "locked": UNREADABLE, "z/spaces.yaml": BY_NAME}
    sessions = Sessions(Options(isolated=True))
    assert gather([str(tmp_path)], sessions) == [str(tmp_path / path) for path in why]
    # Its content is not asked whether it is a plan: reading it tells what is wrong.
    assert sessions.walked == {str(tmp_path / path) for path in why if path != "locked"}


def test_exclude_takes_back_what_a_later_pattern_says(tmp_path: Path) -> None:
    path = tmp_path / "spacelint.toml"
    path.write_text('exclude = ["drafts/*", "!drafts/final.yaml", "old", "!old/spaces.yaml"]\n')
    config = load_config(str(path)).config
    make(tmp_path, "drafts/a.yaml", "drafts/final.yaml", "old/spaces.yaml")
    assert is_excluded(config, str(tmp_path / "drafts" / "a.yaml"))
    assert not is_excluded(config, str(tmp_path / "drafts" / "final.yaml"))
    # As in .gitignore: what is in a folder that is left out cannot be taken back.
    assert is_excluded(config, str(tmp_path / "old" / "spaces.yaml"))


TOKENS = ["a", "b", ".b", "*", "?", "[ab]", "[!a]", "\\a", "\\*", "{a,b}"]
PARTS = st.one_of(
    st.just("**"),
    st.lists(st.sampled_from(TOKENS), min_size=1, max_size=3)
    .map("".join)
    .filter(lambda part: "**" not in part),
)
PATTERNS = st.builds(
    lambda mark, first, parts, last: mark + first + "/".join(parts) + last,
    st.sampled_from(["", "", "", "!", "#", "\\#", "\\!"]),
    st.sampled_from(["", "", "/"]),
    st.lists(PARTS, min_size=1, max_size=3),
    st.sampled_from(["", "", "/", " ", "  "]),
)
LINES = st.lists(PATTERNS, max_size=6)
PATHS = [
    "/".join(random.Random(seed).choices(["a", "b", "ab", "a.b", ".a", "b.b"], k=1 + seed % 4))
    for seed in range(40)
]


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("git") is None:
        pytest.skip("git, the peer to agree with, is absent")
    folder = tmp_path_factory.mktemp("repository")
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    return folder


@given(LINES)
@settings(max_examples=120, deadline=None)
def test_patterns_mean_what_git_says_they_mean(repository: Path, lines: list[str]) -> None:
    text = "\n".join(lines) + "\n"
    (repository / ".gitignore").write_text(text)
    done = subprocess.run(
        ["git", "-c", "core.excludesFile=", "check-ignore", "--no-index", "-z", "--stdin"],
        cwd=repository, input="\0".join(PATHS).encode(), capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr
    ignored = set(done.stdout.decode().split("\0"))
    rules = PathRules(gitignore_lines(text), braces=False)
    for path in PATHS:
        assert rules.excludes(path.split("/")) == (path in ignored), (lines, path)


def test_a_gitignore_of_a_megabyte_and_many_ignored_files_cost_little(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    lines = [f"build/out{number}/*.tmp\nname{number}.yaml\n*.x{number}" for number in range(25_000)]
    text = "\n".join([*lines, "*-spaces.yaml", "*a*a*a*a*a*a*a*a*ab"])
    assert len(text) > 1_000_000
    (tmp_path / ".gitignore").write_text(text)
    start = time.process_time()
    ignored = Gitignore.at(str(tmp_path))
    assert all(ignored.ignores(f"{number}-spaces.yaml", False) for number in range(100_000))
    assert not ignored.ignores("a" * 250, False)
    assert time.process_time() - start < 20


@pytest.mark.parametrize(
    "config",
    [
        "[core]\n\texcludesFile = {path}\n",
        '[user]\nname = x\n[Core]\n bare = false\n excludesfile="{path}" # mine\n[a]\nb = 1\n',
        "[core]\nexcludesFile = nowhere\n[core]\nexcludesFile = ~/ignore-me\n",
    ],
)
@pytest.mark.parametrize("place", [".gitconfig", ".config/git/config"])
def test_the_users_own_ignore_file_counts(tmp_path, monkeypatch, config, place):
    home, repository = tmp_path / "home", tmp_path / "repo"
    (home / ".config" / "git").mkdir(parents=True)
    (home / "ignore-me").write_text("secret-spaces.yaml\n")
    (home / place).write_text(config.replace("{path}", f"{home}/ignore-me"))
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    make(repository, "spaces.yaml", "secret-spaces.yaml", ".git/x")
    assert plans(repository) == ["spaces.yaml"]
    if shutil.which("git") is not None:
        subprocess.run(["git", "init", "-q", str(repository)], check=True)
        told = subprocess.run(
            ["git", "-C", str(repository), "check-ignore", "secret-spaces.yaml", "spaces.yaml"],
            capture_output=True, text=True,
        )  # fmt: skip
        assert told.stdout.split() == ["secret-spaces.yaml"]
