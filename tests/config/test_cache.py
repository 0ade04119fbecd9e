"""A kept configuration is the one that was read, and is forgotten when anything changes."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from spacelint.brand import brand_book
from spacelint.config import Config, config_problems, load_config, open_config
from spacelint.config.cache import KeptTables, cache_directory, read_cached
from spacelint.schema import Fault

TEXT = """
extend = "base.toml"
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
BASE = '[campaigns.w]\nhashtag = "#Acme"\nstarts = 2026-11-15\nends = 2027-01-06\n'


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "spacelint" / "config"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    directory = tmp_path / "project"
    (directory / ".git").mkdir(parents=True)
    write(directory / "base.toml", BASE)
    write(directory / "spacelint.toml", TEXT)
    return directory


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    settled = time.time() - 60
    os.utime(path, (settled, settled))


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
    assert kept == fresh._replace(layers=())
    assert repr(kept._replace(book={})) == repr(fresh._replace(book={}, layers=()))
    assert isinstance(kept.book, KeptTables)
    assert repr(dict(kept.book)) == repr(fresh.book)
    whole, made = kept.book.whole, brand_book(fresh.book)
    assert whole == made
    assert repr(whole._replace(handle_names={})) == repr(made._replace(handle_names={}))
    assert kept.layouts[0].glob.matches(str(project / "calls" / "a.md"))


@pytest.mark.parametrize("name", ["spacelint.toml", "base.toml"])
def test_a_changed_file_is_read_again(project: Path, name: str) -> None:
    opened(project)
    text = (project / name).read_text()
    write(project / name, text.replace("SL1", "SL2").replace("#Acme", "#Zeta"))
    os.utime(project / name, (time.time() - 30, time.time() - 30))
    assert opened(project) == load_config(str(project / "spacelint.toml")).config


def test_a_vanished_file_is_missed(project: Path) -> None:
    opened(project)
    (project / "base.toml").unlink()
    assert "no such file" in open_config(str(project / "spacelint.toml")).problems[0].message


def test_a_file_that_may_still_change_unseen_is_not_kept(project: Path, cache: Path) -> None:
    (project / "spacelint.toml").write_text(TEXT)
    opened(project)
    assert not cache.exists()


def test_a_configuration_with_problems_is_not_kept(project: Path, cache: Path) -> None:
    write(project / "spacelint.toml", "nonsense = 1\n")
    assert open_config(str(project / "spacelint.toml")).problems
    assert not cache.exists()


@pytest.mark.parametrize("junk", [b"", b"junk", b"\xe9\x00\x00\x00\x00", b"i\x01\x00\x00\x00"])
def test_junk_in_the_cache_is_passed_over(project: Path, cache: Path, junk: bytes) -> None:
    opened(project)
    (kept,) = cache.iterdir()
    kept.write_bytes(junk)
    assert opened(project).layers


def test_a_cache_that_cannot_be_written_does_no_harm(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = project / "file"
    blocked.write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    assert cache_directory().startswith(str(blocked))
    assert opened(project).layers
    assert opened(project).layers


def test_the_number_of_kept_files_is_bounded(project: Path, cache: Path) -> None:
    cache.mkdir(parents=True)
    for number in range(150):
        (cache / f"{number}.bin").write_bytes(b"")
    opened(project)
    assert len(list(cache.iterdir())) == 100
    assert read_cached(str(project / "spacelint.toml")) is not None


def test_faults_found_later_have_their_places_all_the_same(project: Path) -> None:
    opened(project)
    kept = opened(project)
    problems = config_problems(kept, [Fault(("select", 0), "no such rule")])
    assert [(problem.line, problem.column) for problem in problems] == [(3, 11)]
