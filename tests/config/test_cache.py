"""A kept configuration is the one that was read, and is forgotten when anything changes."""

from __future__ import annotations

import json
import marshal
import os
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spacelint.config import cache as config_cache
from spacelint.config.cache import open_config
from spacelint.config.load import config_problems, load_config
from spacelint.config.value import Config
from spacelint.schema import Fault

TEXT = """
select = ["SL1"]
extend-exclude = ["*.bak"]
per-file-ignores = { "drafts/*" = ["SL3"] }
severity = { SL502 = "error" }
rules.SL502 = { most = 3, list = ["a", 1.5, true], deep = { er = "x" } }
limits = { pattern-seconds = 1 }
[plan]
files = ["spaces/*.toml"]
timezone = "Europe/Berlin"
[plan."calls/*.md"]
title = "description"
start = ["date", 2]
where = { location = "Spaces", state = { equals = "planned" } }
[handles]
AcmeHQ = "Acme"
Other = ["a", "b"]
[retired]
Old = { date = 2026-01-01 }
[renamed]
old = { date = 2026-01-01, successor = "new" }
"""


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "spacelint" / "config"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    directory = tmp_path / "project"
    (directory / ".git").mkdir(parents=True)
    (directory / "spacelint.toml").write_text(TEXT, encoding="utf-8")
    return directory


def opened(project: Path) -> Config:
    config, problems = open_config(str(project / "spacelint.toml"))
    assert problems == ()
    return config


def test_what_is_kept_is_what_was_read(project: Path, cache: Path) -> None:
    fresh = opened(project)
    assert fresh.layers
    assert len(list(cache.iterdir())) == 1
    kept = opened(project)
    assert kept.layers == ()
    assert repr(kept) == repr(fresh._replace(layers=()))
    assert kept.layouts[0].glob.matches(str(project / "calls" / "a.md"))


def test_a_changed_file_is_read_again_even_of_the_same_size_and_time(project: Path) -> None:
    opened(project)
    path = project / "spacelint.toml"
    before = path.stat()
    path.write_text(path.read_text().replace('"SL1"', '"SL2"'), encoding="utf-8")
    os.utime(path, ns=(before.st_mtime_ns, before.st_mtime_ns))
    assert opened(project) == load_config(str(path)).config
    path.unlink()
    assert "no such file" in open_config(str(path)).problems[0].message


def test_another_version_reads_anew(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(project)
    assert not opened(project).layers
    monkeypatch.setattr("spacelint.__version__", "99")
    assert opened(project).layers


@pytest.mark.parametrize(
    "text", ["nonsense = 1\n", 'extend = "base.toml"\n', "rules.SL502.day = 2026-01-01\n"]
)
def test_what_cannot_be_kept_is_read_each_time(project: Path, cache: Path, text: str) -> None:
    (project / "base.toml").write_text('hashtags = ["#Acme"]\n', encoding="utf-8")
    (project / "spacelint.toml").write_text(text, encoding="utf-8")
    for _ in range(2):
        loaded = open_config(str(project / "spacelint.toml"))
        assert loaded.problems or loaded.config.layers
    assert not cache.exists() or not list(cache.iterdir())


def test_a_kept_file_cut_off_or_scribbled_on_does_no_harm(project: Path, cache: Path) -> None:
    fresh = opened(project)
    (kept,) = cache.iterdir()
    whole = kept.read_bytes()
    assert marshal.loads(whole[4:])[0][-2] == str(project / "spacelint.toml")
    source = random.Random(6)
    broken = [whole[:at] for at in range(0, len(whole), 97)]
    for _ in range(200):
        at = source.randrange(len(whole))
        broken.append(whole[:at] + bytes([whole[at] ^ source.randrange(1, 256)]) + whole[at + 1 :])
    for content in broken:
        kept.write_bytes(content)
        assert opened(project) == fresh


def test_a_file_that_others_may_write_is_passed_over(project: Path, cache: Path) -> None:
    opened(project)
    (kept,) = cache.iterdir()
    assert kept.stat().st_mode & 0o777 == 0o600
    assert not opened(project).layers
    kept.chmod(0o666)
    assert opened(project).layers


def test_a_pipe_or_a_link_in_its_place_is_replaced(project: Path, cache: Path) -> None:
    opened(project)
    (kept,) = cache.iterdir()
    whole = kept.read_bytes()
    other = project / "other"
    for target in ("a pipe", "/dev/zero", other, kept):
        kept.unlink()
        os.mkfifo(kept) if target == "a pipe" else kept.symlink_to(target)
        opened(project)
        assert (kept.is_symlink(), kept.is_file() and kept.read_bytes()) == (False, whole)
        assert not other.exists()


def test_without_a_home_nothing_is_kept(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setattr("os.path.expanduser", lambda path: path)
    monkeypatch.chdir(project)
    before = sorted(project.rglob("*"))
    opened(project)
    assert sorted(project.rglob("*")) == before


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root may give away")
def test_another_users_file_is_passed_over(project: Path, cache: Path) -> None:
    opened(project)
    assert not opened(project).layers
    (kept,) = cache.iterdir()
    os.chown(kept, 12345, 12345)
    assert opened(project).layers


@given(
    st.dictionaries(
        st.from_regex(r"[A-Za-z0-9_]{1,15}", fullmatch=True),
        st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12), max_size=2),
        max_size=8,
    ),
    st.lists(st.from_regex(r"[^\s#＃\x00-\x1f\x7f-\x9f]{1,12}", fullmatch=True), max_size=8),
)
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_book_comes_out_of_the_cache_as_it_went_in(
    tmp_path_factory: pytest.TempPathFactory, handles: dict[str, list[str]], tags: list[str]
) -> None:
    project = tmp_path_factory.mktemp("project")
    text = [f"hashtags = {json.dumps(tags, ensure_ascii=False)}", "[handles]"]
    text += [f"{name} = {json.dumps(of, ensure_ascii=False)}" for name, of in handles.items()]
    (project / "spacelint.toml").write_text("\n".join(text), encoding="utf-8")
    fresh, problems = open_config(str(project / "spacelint.toml"))
    if not problems:
        assert repr(opened(project).book) == repr(fresh.book)


def test_a_cache_that_cannot_be_written_does_no_harm(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = project / "file"
    blocked.write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    assert opened(project).layers
    assert opened(project).layers


def test_the_number_of_kept_files_is_bounded(
    project: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(config_cache, "_MOST_FILES", 10)
    cache.mkdir(parents=True)
    for number in range(15):
        (cache / f"{number}").write_bytes(b"")
        os.utime(cache / f"{number}", (number, number))
    opened(project)
    assert len(list(cache.iterdir())) == 10
    assert not opened(project).layers


def test_faults_found_later_have_their_places_all_the_same(project: Path) -> None:
    opened(project)
    kept = opened(project)
    problems = config_problems(kept, [Fault(("select", 0), "no such rule")])
    assert [(problem.line, problem.column) for problem in problems] == [(2, 11)]
