"""The hooks, with the real pre-commit against this repository.

pre-commit installs the package with pip into an environment of its own, once a session.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from spacelint.config.find import plan_pattern, why_plan
from tests.cli.command import ROOT

HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
PLANS = {
    **dict.fromkeys(
        (
            *("spaces.toml", "spaces.yaml", "SPACES.YAML", "Spaces.yml", "spaces2026.csv"),
            *("spaces/2026-12.yaml", "spaces/deep/down/plan.json", "content/spaces/town-hall.md"),
            *("marketing/x-spaces/plan.json", "x_spaces.csv", "xspaces.yaml", "XSpaces.csv"),
            *("twitter-spaces.ics", "twitterSpaces.ics", "TwitterSpaces/q1.toml", "x-space.yml"),
            *(
                "My Spaces 2026.csv",
                "our spaces/plan.tsv",
                "2026-spaces.jsonl",
                "2026spaces.ndjson",
            ),
            *(
                "workspace/spaces/a.jsonl",
                "makerspace/spaces.toml",
                "space.yaml",
                "space-calls.tsv",
            ),
            *("space/january.yaml", "team/x-space/plan.toml", "calendar/spaces.ical"),
            *("docs/spaces.qmd", "social/Spaces (final).csv"),
        ),
        True,
    ),
    **dict.fromkeys(
        (
            *("workspace/a.toml", "k8s/namespace.yaml", "namespaces.yaml", "whitespace.md"),
            *("makerspace/labels.yml", "Makerspaces/members.csv", "makerspace/CMakeLists.txt"),
            *("colorspace.json", "color_space.yaml", "search_space/grid.yaml", "search-space.toml"),
            *("aerospace/parts.csv", "codespaces.yml", ".devcontainer/codespace.json"),
            *("backspace.md", "cyberspace/index.md", "spaceship.json", "spacex/launches.csv"),
            *("disk_space.yaml", "subspace.ics", "hyperspaces.toml", "coworkspaces.csv"),
            *("spacelint.toml", ".spacelint.toml", "spaces/pyproject.toml", "pyproject.toml"),
            *("spacelint/rules.yaml", "spaces/app.py", "spaces/requirements.txt", "README.md"),
            *("spaces.toml.bak", "spaces", "spaces/plan", "spaces/robots.txt", "spaced.yaml"),
        ),
        False,
    ),
}
CONFIGS = {
    "spacelint.toml": True,
    ".spacelint.toml": True,
    "teams/de/spacelint.toml": True,
    "spacelint-rules.toml": True,
    "pyproject.toml": True,
    ".spacelint/acme.toml": True,
    "spaces/plan.toml": False,
    "notpyproject.toml": False,
    "spacelint.py": False,
}
CLEAN = '[[spaces]]\ntitle = "AMA with @jack on everything that we do here"\n'
GLUED = '[[spaces]]\ntitle = "AMA with @jack and founders great#launch for you"\n'


@pytest.mark.parametrize("hook", ["spacelint", "spacelint-fix"])
@pytest.mark.parametrize("path", PLANS)
def test_the_pattern_takes_plans_and_nothing_else(hook: str, path: str) -> None:
    assert _takes(HOOKS[hook], path) is PLANS[path]


@pytest.mark.parametrize("path", PLANS)
def test_the_hook_and_a_walk_through_folders_agree(path: str) -> None:
    assert bool(why_plan(path, None, path)) is PLANS[path]


def test_the_table_is_large_and_the_pattern_is_the_one_of_the_walk() -> None:
    assert len(PLANS) >= 60
    assert HOOKS["spacelint"]["files"] == HOOKS["spacelint-fix"]["files"] == plan_pattern()


@pytest.mark.parametrize("path", CONFIGS)
def test_the_pattern_takes_configuration_and_rule_files(path: str) -> None:
    assert _takes(HOOKS["spacelint-config"], path) is CONFIGS[path]


def test_the_hooks_are_made_as_the_field_makes_them() -> None:
    assert list(HOOKS) == ["spacelint", "spacelint-fix", "spacelint-config"]
    for hook in HOOKS.values():
        assert hook["entry"].startswith("spacelint ")
        assert hook["args"] == []
        assert hook["require_serial"] is True
        assert hook["language"] == "python"
        assert "pre-commit" in hook["stages"]
        assert hook["minimum_pre_commit_version"] == "3.2.0"


@pytest.fixture(scope="session")
def hooks_at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A clone of this repository with all that is in the working tree, committed.

    It and pre-commit's environments are shared by the processes that run the tests.
    """
    if shutil.which("git") is None:
        pytest.skip("git is not there")
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder = shared / "hooks"
    folder.mkdir(exist_ok=True)
    clone = folder / "spacelint"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not clone.exists():
            _clone(clone)
    os.environ["PRE_COMMIT_HOME"] = str(folder / "cache")
    yield clone
    del os.environ["PRE_COMMIT_HOME"]


def _clone(clone: Path) -> None:
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    kept = ("spacelint/", "rules/", ".pre-commit-hooks.yaml", "pyproject.toml", "README.md",
            "LICENSE", "hatch_build.py")  # fmt: skip
    for name in names.split("\0"):
        if name.startswith(kept) and (ROOT / name).is_file():
            (clone / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, clone / name)
    _git(clone, "init", "-q")
    _git(clone, "add", "-A")
    _git(clone, "commit", "-qm", "spacelint")


def _takes(hook: dict[str, str], path: str) -> bool:
    """Do as pre-commit does: search the one pattern, and not the other."""
    excluded = re.search(hook.get("exclude", "^$"), path)
    return bool(re.search(hook["files"], path)) and not excluded


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    identity = ["-c", "user.name=Dana", "-c", "user.email=dana@example.org"]
    return subprocess.run(
        ["git", *identity, *arguments], cwd=folder, capture_output=True, check=True
    )


def _pre_commit(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
    )


def _project(folder: Path, hooks: Path, *ids: str) -> Path:
    """Return a repository that uses the hooks ``ids``, with pre-commit installed."""
    folder.mkdir(exist_ok=True)
    _git(folder, "init", "-q")
    revision = _git(hooks, "rev-parse", "HEAD").stdout.decode().strip()
    listed = "".join(f"      - id: {one}\n" for one in ids)
    (folder / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {hooks.as_uri()}\n    rev: {revision}\n    hooks:\n{listed}"
    )
    _git(folder, "add", "-A")
    _git(folder, "commit", "-qm", "begin")
    assert _pre_commit(folder, "install").returncode == 0
    return folder


def _commit(folder: Path) -> subprocess.CompletedProcess[str]:
    _git(folder, "add", "-A")
    identity = ["-c", "user.name=Dana", "-c", "user.email=dana@example.org"]
    return subprocess.run(
        ["git", *identity, "commit", "-m", "plan"],
        cwd=folder, capture_output=True, text=True, timeout=300,
    )  # fmt: skip


def test_a_commit_with_a_broken_title_is_blocked_and_one_without_passes(
    hooks_at: Path, tmp_path: Path
) -> None:
    project = _project(tmp_path / "p", hooks_at, "spacelint", "spacelint-config")
    (project / "spaces.toml").write_text(GLUED)
    blocked = _commit(project)
    assert blocked.returncode == 1, blocked.stderr
    assert "SL102" in blocked.stderr
    (project / "spaces.toml").write_text(CLEAN)
    passed = _commit(project)
    assert passed.returncode == 0, passed.stderr


def test_an_excluded_file_stays_excluded_although_it_is_passed_by_name(
    hooks_at: Path, tmp_path: Path
) -> None:
    project = _project(tmp_path / "p", hooks_at, "spacelint")
    (project / "spacelint.toml").write_text('extend-exclude = ["drafts"]\n')
    (project / "drafts").mkdir()
    (project / "drafts" / "spaces.toml").write_text(GLUED)
    assert _commit(project).returncode == 0


def test_a_commit_is_mended_and_goes_through_the_second_time(
    hooks_at: Path, tmp_path: Path
) -> None:
    project = _project(tmp_path / "p", hooks_at, "spacelint-fix")
    (project / "spaces.toml").write_text(GLUED)
    blocked = _commit(project)
    assert blocked.returncode == 1
    assert "files were modified by this hook" in blocked.stderr
    assert "great #launch" in (project / "spaces.toml").read_text()
    assert _commit(project).returncode == 0


def test_a_wrong_configuration_and_a_rule_whose_example_fails_are_blocked(
    hooks_at: Path, tmp_path: Path
) -> None:
    project = _project(tmp_path / "p", hooks_at, "spacelint-config")
    (project / "spacelint.toml").write_text('ignroe = ["SL3"]\n')
    blocked = _commit(project)
    assert blocked.returncode == 1
    assert "did you mean ignore" in blocked.stderr
    (project / "spacelint.toml").write_text('rule-files = ["spacelint-rules.toml"]\n')
    rule = (
        '[rules.ACME001]\nname = "no-webinar"\nsummary = "Webinar"\ncheck = "pattern"\n'
        'regex = \'(?i)webinar\'\nmessage = "say Space"\nrationale = "It is one."\n'
        'valid = ["{}"]\ninvalid = [{{ title = "Our webinar", highlight = "webinar" }}]\n'
    )
    (project / "spacelint-rules.toml").write_text(rule.format("A webinar"))
    blocked = _commit(project)
    assert blocked.returncode == 1
    assert "expected silence" in blocked.stderr
    (project / "spacelint-rules.toml").write_text(rule.format("A Space"))
    passed = _commit(project)
    assert passed.returncode == 0, passed.stderr


def test_the_hooks_can_be_tried_from_the_repository(hooks_at: Path, tmp_path: Path) -> None:
    _git(tmp_path, "init", "-q")
    (tmp_path / "spaces.toml").write_text(GLUED)
    _git(tmp_path, "add", "-A")
    done = _pre_commit(tmp_path, "try-repo", str(hooks_at), "spacelint", "--all-files")
    assert done.returncode == 1, done.stderr
    assert "SL102" in done.stdout


def test_a_hook_changes_no_file_that_holds_no_spaces(hooks_at: Path, tmp_path: Path) -> None:
    project = _project(tmp_path / "p", hooks_at, "spacelint", "spacelint-fix")
    (project / "spaces").mkdir()
    others = {
        "labels.yml": "- name: team@core\n",
        "members.csv": "name\nC#dev\n",
        "chart.yaml": "a: {{ .Values.x }}\n---\nb: [\n",
        "tsconfig.json": '{// comment\n"compilerOptions": {}}\n',
        "requirements.txt": "foo==1.0#nocomment\n",
    }
    for name, text in others.items():
        (project / "spaces" / name).write_text(text)
    (project / "spaces" / "link.yaml").symlink_to("labels.yml")
    done = _commit(project)
    assert done.returncode == 0, done.stderr
    assert {name: (project / "spaces" / name).read_text() for name in others} == others
