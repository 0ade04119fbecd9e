"""X's own library, over generated titles of many scripts: the same links and the same length."""

from __future__ import annotations

import json

import pytest
import regex

from spacelint.text.entities import entities
from spacelint.text.length import weighted_length
from spacelint.text.pattern import utf16_length
from tests.glued_addresses import glued_titles
from tests.peers import node
from tests.titles import titles

COUNT = 120_000
GLUED = 60_000

# The one explained difference: letters and digits that Unicode got after X's table was made (and
# two marks, U+20E3 and U+FE0F, which its table has among the digits).
_LETTERS = regex.compile(r"[\p{L}\p{M}\p{Nd}]")


@pytest.fixture(scope="session")
def answers(tmp_path_factory):
    try:
        node.ensure("twitter-text@3.1.0")
    except node.NoNode as reason:
        pytest.skip(str(reason))
    folder = tmp_path_factory.mktemp("twitter-text")
    samples = titles(COUNT) + glued_titles(GLUED, seed=1)
    (folder / "titles.json").write_text(json.dumps(samples), encoding="ascii")
    node.run("twitter_text.js", str(folder / "titles.json"), str(folder / "answers.json"))
    return samples, json.loads((folder / "answers.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def newer_letters(tmp_path_factory):
    """Characters that are letters, marks or digits to Unicode and not to X's library."""
    node.ensure("twitter-text@3.1.0")
    folder = tmp_path_factory.mktemp("letters")
    letters = [
        chr(c) for c in range(0x80, 0x20000) if not 0xD800 <= c < 0xE000 and _LETTERS.match(chr(c))
    ]
    (folder / "titles.json").write_text(json.dumps([f"#a{c}" for c in letters]), encoding="ascii")
    node.run("twitter_text.js", str(folder / "titles.json"), str(folder / "answers.json"))
    rows = json.loads((folder / "answers.json").read_text(encoding="utf-8"))
    return {c for c, (found, _) in zip(letters, rows, strict=True) if found[0][1] != f"a{c}"}


def _ours(title):
    return [
        [e.kind, e.value, utf16_length(title[: e.start]), utf16_length(title[: e.end])]
        for e in entities(title)
    ]


def test_links_are_x_s_own_but_for_letters_newer_than_its_table(answers, newer_letters):
    differing = [
        (title, theirs, ours)
        for title, (theirs, _) in zip(*answers, strict=True)
        if theirs != (ours := _ours(title)) and newer_letters.isdisjoint(title)
    ]
    assert differing == []
    linked = sum(bool(theirs) for theirs, _ in answers[1])
    assert linked > (COUNT + GLUED) // 3  # the titles do have links to differ in


@pytest.mark.parametrize(
    ("title", "links"),
    [
        # X skips b.com for the hyphen before it, and its path is used up all the same.
        ("@e-b.com/x;c.com", ["@e"]),
        ("a@e-b.com/x;c.com", []),
        ("a@e.com/x;c.com", ["c.com"]),
        # A bracket behind a mark is no part of a path, unless a letter follows.
        ("https://x.com/a;(b)", ["https://x.com/a"]),
        ("https://x.com/a;(@b)", ["https://x.com/a", "@b"]),
        ("https://x.com/a;(b)c", ["https://x.com/a;(b)c"]),
        ("x.com/(a)(b);(c)", ["x.com/(a)(b)"]),
        ("日本の x.com/a(b)(c);d;(e)", ["x.com/a(b)(c);d"]),
    ],
)
def test_paths_end_where_x_ends_them(title, links):
    assert [entity.text for entity in entities(title)] == links


def test_weighted_length_is_x_s_own(answers):
    differing = [
        (title, theirs, ours)
        for title, (_, theirs) in zip(*answers, strict=True)
        if theirs != (ours := weighted_length(title))
    ]
    assert differing == []


def test_titles_with_newer_letters_are_few(answers, newer_letters):
    assert len(newer_letters) > 1000
    touched = sum(not newer_letters.isdisjoint(title) for title in answers[0])
    assert touched < COUNT // 10
