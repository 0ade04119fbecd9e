"""``check --changed`` and reports whose paths are those of the repository."""

from __future__ import annotations

import json
import subprocess

import pytest

from tests.cli.command import spacelint

BROKEN = "spaces:\n- title: Town hall great#tag\n"


def git(folder, *arguments):
    subprocess.run(
        ["git", "-C", str(folder), "-c", "user.name=a", "-c", "user.email=a@b.example",
         "-c", "commit.gpgsign=false", *arguments],
        check=True, capture_output=True,
    )  # fmt: skip


@pytest.fixture
def repository(tmp_path):
    git(tmp_path, "init", "-b", "main")
    (tmp_path / "spaces").mkdir()
    for name in ("old.yaml", "ü b.yaml"):
        (tmp_path / "spaces" / name).write_text(BROKEN)
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "one")
    return tmp_path


def found(done):
    return sorted({line.split(":")[0] for line in done.out.splitlines()})


def test_only_what_git_says_changed_is_linted(repository):
    check = ("check", "--output-format", "concise")
    assert found(spacelint(*check, "--changed", cwd=repository)) == []
    (repository / "spaces" / "ü b.yaml").write_text(BROKEN + "#\n")
    (repository / "spaces" / "new.yaml").write_text(BROKEN)
    both = ["spaces/new.yaml", "spaces/ü b.yaml"]
    assert found(spacelint(*check, "--changed", cwd=repository)) == both
    assert found(spacelint(*check, "--changed", "spaces", cwd=repository)) == both
    names = ("old.yaml", "new.yaml", "ü b.yaml")
    inside = spacelint(*check, "--changed", *names, cwd=repository / "spaces")
    assert found(inside) == ["new.yaml", "ü b.yaml"]


def test_a_run_in_which_nothing_has_changed_says_so_and_succeeds(repository):
    for options in ((), ("--fix",), ("--diff",), ("--suggest",), ("spaces/old.yaml",)):
        done = spacelint("check", "--changed", *options, cwd=repository)
        assert (done.out, done.err, done.status) == ("", "no plan has changed since HEAD\n", 0)
    assert spacelint("check", "--changed", "--quiet", cwd=repository) == ("", "", 0)
    done = spacelint("check", "--changed", "main", "--output-format", "json", cwd=repository)
    assert (json.loads(done.out)["titles"], done.status) == ([], 0)
    (repository / "spaces" / "new.yaml").write_text(BROKEN)
    done = spacelint("check", "--changed", "--suggest", cwd=repository)
    assert "new.yaml" in done.out
    assert "old.yaml" not in done.out


def test_a_branch_is_compared_with_where_it_was_left(repository):
    git(repository, "checkout", "-b", "plans")
    (repository / "spaces" / "new.yaml").write_text(BROKEN)
    git(repository, "add", ".")
    git(repository, "commit", "-m", "two")
    git(repository, "checkout", "main")
    (repository / "spaces" / "old.yaml").write_text(BROKEN + "#\n")
    git(repository, "commit", "-am", "three")
    git(repository, "checkout", "plans")
    check = ("check", "--output-format", "concise", "--changed", "main")
    assert found(spacelint(*check, cwd=repository)) == ["spaces/new.yaml"]


def test_a_commit_that_is_not_there_and_a_folder_without_git_are_told(repository, tmp_path_factory):
    done = spacelint("check", "--changed", "gone", cwd=repository)
    assert (done.out, done.status) == ("", 2)
    assert done.err == '--changed: git knows no commit or branch "gone"\n'
    outside = tmp_path_factory.mktemp("outside")
    (outside / "spaces.yaml").write_text(BROKEN)
    done = spacelint("check", "--changed", cwd=outside)
    assert done.status == 2
    assert done.err.startswith("--changed: git says: ")
    injected = spacelint("check", "--changed=--output=x", cwd=repository)
    assert injected.status == 2
    assert not (repository / "x").exists()


@pytest.mark.parametrize("format", ["gitlab", "sarif", "github", "rdjson", "checkstyle", "junit"])
def test_reports_for_code_hosts_are_the_same_from_anywhere(repository, format):
    report = ("check", "--output-format", format)
    root = spacelint(*report, "spaces/old.yaml", cwd=repository).out
    inside = spacelint(*report, "old.yaml", cwd=repository / "spaces").out
    absolute = spacelint(*report, str(repository / "spaces" / "old.yaml"), cwd="/").out
    assert "spaces/old.yaml" in root
    assert str(repository) not in root
    assert root == inside == absolute


def test_the_fingerprint_of_gitlab_is_the_same_from_anywhere(repository):
    report = ("check", "--output-format", "gitlab")
    one = json.loads(spacelint(*report, cwd=repository).out)
    names = ("old.yaml", "ü b.yaml")
    other = json.loads(spacelint(*report, *names, cwd=repository / "spaces").out)
    assert [each["fingerprint"] for each in one] == [each["fingerprint"] for each in other]
    assert len({each["fingerprint"] for each in one}) == len(one) > 0


def test_the_text_report_keeps_the_path_as_it_was_given(repository):
    inside = spacelint("check", "--output-format", "concise", "old.yaml", cwd=repository / "spaces")
    assert found(inside) == ["old.yaml"]


def test_before_the_first_commit_every_file_is_new(tmp_path):
    git(tmp_path, "init")
    for name in ("a-spaces.yaml", "b-spaces.yaml", "c\nspaces.yaml"):
        (tmp_path / name).write_text(BROKEN)
    git(tmp_path, "add", "a-spaces.yaml")
    done = spacelint("check", "--output-format", "json", "--changed", cwd=tmp_path)
    assert done.status == 1
    for name in ("a-spaces.yaml", "b-spaces.yaml", "c\\nspaces.yaml"):
        assert name in done.out
