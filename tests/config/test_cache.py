"""A kept configuration is the one that was read, and is forgotten when anything changes."""

from __future__ import annotations

import importlib
import json
import os
import random
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spacelint.brand import brand_book
from spacelint.checks.contract import Context
from spacelint.config import Config, config_problems, load_config, open_config
from spacelint.config.cache import KeptTables, cache_directory, read_cached
from spacelint.engine.book import with_book
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


@pytest.mark.parametrize(
    "junk",
    [
        *(b"", b"junk", b"\xe9\x00\x00\x00\x00", b"i\x01\x00\x00\x00"),
        *(b"{}", b"[]\n\n\n", b"[" * 100_000, b'{"key": 1}\n\n'),
    ],
)
def test_junk_in_the_cache_is_passed_over(project: Path, cache: Path, junk: bytes) -> None:
    opened(project)
    (kept,) = cache.iterdir()
    kept.write_bytes(junk)
    assert opened(project).layers


def test_what_is_kept_is_data_that_nothing_runs(project: Path, cache: Path) -> None:
    opened(project)
    (kept,) = cache.iterdir()
    head, *lines, last = kept.read_text(encoding="ascii").split("\n")
    assert json.loads(head)["path"] == str(project / "spacelint.toml")
    assert all(json.dumps(json.loads(line)) for line in lines)
    assert last == ""


def test_a_kept_file_cut_off_or_scribbled_on_does_no_harm(project: Path, cache: Path) -> None:
    fresh = opened(project)
    (kept,) = cache.iterdir()
    whole = kept.read_bytes()
    source = random.Random(6)
    for at in range(0, len(whole), 97):
        kept.write_bytes(whole[:at])
        assert opened(project) == fresh or opened(project).layers == ()
    for _ in range(200):
        at = source.randrange(len(whole))
        kept.write_bytes(whole[:at] + bytes([source.randrange(256)]) + whole[at + 1 :])
        config = opened(project)
        dict(config.book)
        with_book(Context(), config.book, None)
    table = json.dumps(json.loads(whole.split(b"\n")[5])).encode()  # one that is read late
    kept.write_bytes(whole.replace(whole.split(b"\n")[5], b"!" * len(table)))
    assert repr(dict(opened(project).book)) == repr(fresh.book)


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root may give away")
def test_another_users_file_is_passed_over(project: Path, cache: Path) -> None:
    opened(project)
    assert not opened(project).layers
    (kept,) = cache.iterdir()
    os.chown(kept, 12345, 12345)
    assert opened(project).layers


def test_a_file_put_in_the_place_of_another_of_the_same_time_and_size_is_read(
    project: Path,
) -> None:
    opened(project)
    before = (project / "base.toml").stat()
    other = project / "other.toml"
    other.write_text(BASE.replace("#Acme", "#Zeta"), encoding="utf-8")
    os.utime(other, ns=(before.st_mtime_ns, before.st_mtime_ns))
    other.replace(project / "base.toml")
    after = (project / "base.toml").stat()
    assert (after.st_mtime_ns, after.st_size) == (before.st_mtime_ns, before.st_size)
    assert opened(project).book["campaigns"]["w"]["hashtag"] == "#Zeta"


def test_an_extended_file_that_is_no_longer_allowed_is_not_taken_from_the_cache(
    tmp_path: Path,
) -> None:
    write(tmp_path / "base.toml", BASE)
    (tmp_path / ".git").mkdir()
    (tmp_path / "project").mkdir()
    write(tmp_path / "project" / "spacelint.toml", 'extend = "../base.toml"\n')
    assert opened(tmp_path / "project").layers
    assert not opened(tmp_path / "project").layers
    (tmp_path / "project" / ".git").mkdir()
    problems = open_config(str(tmp_path / "project" / "spacelint.toml")).problems
    assert "leads out of the project" in problems[0].message


def test_a_package_found_elsewhere_is_read_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place, tag in (("one", "#Acme"), ("two", "#Zeta")):
        (tmp_path / place / "housestyle").mkdir(parents=True)
        write(tmp_path / place / "housestyle" / "base.toml", BASE.replace("#Acme", tag))
    write(tmp_path / "spacelint.toml", 'extend = "pkg:housestyle/base.toml"\n')
    for place, tag in (("one", "#Acme"), ("one", "#Acme"), ("two", "#Zeta")):
        with monkeypatch.context() as patch:
            patch.syspath_prepend(str(tmp_path / place))
            importlib.invalidate_caches()
            assert opened(tmp_path).book["campaigns"]["w"]["hashtag"] == tag


@given(
    st.dictionaries(
        st.from_regex(r"[A-Za-z0-9_]{1,15}", fullmatch=True),
        st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12), max_size=2),
        max_size=8,
    ),
    st.lists(st.from_regex(r"[^\s#＃\x00-\x1f\x7f-\x9f]{1,12}", fullmatch=True), max_size=8),
)
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_book_comes_out_of_the_cache_as_it_went_in(
    tmp_path_factory: pytest.TempPathFactory, handles: dict[str, list[str]], tags: list[str]
) -> None:
    project = tmp_path_factory.mktemp("project")
    text = [f"hashtags = {json.dumps(tags, ensure_ascii=False)}", "[handles]"]
    text += [f"{name} = {json.dumps(of, ensure_ascii=False)}" for name, of in handles.items()]
    write(project / "spacelint.toml", "\n".join(text))
    fresh, problems = open_config(str(project / "spacelint.toml"))
    if problems:
        return
    kept = opened(project)
    assert repr(dict(kept.book)) == repr(fresh.book)
    if isinstance(kept.book, KeptTables):
        assert kept.book.whole == brand_book(fresh.book)


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
