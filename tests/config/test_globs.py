"""Globs mean what they mean in .gitignore."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from spacelint.config.globs import expand_braces, matches


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("*.md", "a.md", True),
        ("*.md", "deep/er/a.md", True),
        ("calls/*.md", "calls/a.md", True),
        ("calls/*.md", "x/calls/a.md", False),
        ("calls/*.md", "calls/sub/a.md", False),
        ("calls/**/*.md", "calls/a.md", True),
        ("calls/**/*.md", "calls/s/u/b.md", True),
        ("**/drafts", "a/b/drafts/c.toml", True),
        ("drafts", "a/drafts/c.toml", True),
        ("drafts/", "a/drafts/c.toml", True),
        ("drafts/", "a/drafts", False),
        ("/drafts", "a/drafts", False),
        ("/drafts", "drafts", True),
        ("a/**", "a/b", True),
        ("a/**", "a", False),
        ("?.md", "é.md", True),
        ("[a-c].md", "b.md", True),
        ("[!a-c].md", "b.md", False),
        ("[", "[", True),
        ("{a,b}.{md,yml}", "b.yml", True),
        ("{a,b}.{md,yml}", "c.yml", False),
        ("", "a", False),
        ("*", "", False),
        (".venv", ".venv/lib/x.toml", True),
        ("./spaces/*.toml", "spaces/a.toml", True),
        ("spaces/*.toml", "spaces\\a.toml", True),
    ],
)
def test_a_pattern_matches_as_in_gitignore(pattern: str, path: str, expected: bool) -> None:
    assert matches(pattern, path) is expected


parts = st.lists(st.text(alphabet="ab.", min_size=1, max_size=3), min_size=1, max_size=4).map(
    "/".join
)
patterns = st.lists(
    st.one_of(st.just("**"), st.text(alphabet="ab.*?", min_size=1, max_size=4)),
    min_size=1,
    max_size=4,
).map("/".join)


@example("?/*", "a/a/a")
@given(patterns, parts)
def test_patterns_without_brackets_agree_with_pathspec(pattern: str, path: str) -> None:
    names = path.split("/")
    wanted = pattern.split("/")
    if {".", ".."} & {*names, *wanted} or any("**" in one and one != "**" for one in wanted):
        return  # neither is a path git would be asked about
    pathspec = pytest.importorskip("pathspec", reason="pathspec, the peer to agree with, is absent")
    # Its other class leaves out what is below a directory that `a/*` matches; git does not.
    spec = pathspec.GitIgnoreSpec.from_lines([pattern])
    assert matches(pattern, path) == spec.match_file(path)


def test_no_pattern_takes_long() -> None:
    start = time.perf_counter()
    matches("*a" * 200 + "b", "a" * 2_000)
    matches("**/a/" * 100 + "b", "a/" * 1_000)
    matches("{a,b}" * 200, "a" * 200)
    matches("{" * 10_000 + "," + "}" * 10_000, "a")
    assert time.perf_counter() - start < 5


def test_braces_beyond_the_bound_stay_text() -> None:
    assert len(expand_braces("{a,b}" * 20)) <= 64
