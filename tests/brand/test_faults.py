"""A book that contradicts itself is told so, at the very place."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from spacelint.config.load import load_config


def faults(directory: Path, text: str) -> list[str]:
    path = directory / "spacelint.toml"
    path.write_text(text, encoding="utf-8")
    return [
        str(problem).removeprefix(f"{directory}/spacelint.toml:")
        for problem in load_config(str(path)).problems
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "[campaigns.w]\nhashtag = '#W1'\nstarts = 2026-12-01\nends = 2026-11-01\n",
            "4:8: campaigns.w.ends: this campaign ends on 2026-11-01,"
            " before it starts on 2026-12-01",
        ),
        (
            "[campaigns.w]\nhashtag = '#Acme'\n[campaigns.s]\nhashtag = '＃Ａcme'\n",
            '4:11: campaigns.s.hashtag: #Ａcme is the tag of the campaign "w" already',
        ),
        (
            "[brand]\nhashtags = ['#Fine', '#AT&T']\n",
            "2:22: brand.hashtags[1]: X links only #AT, not #AT&T: a hashtag is letters, digits"
            " and _, with at least one letter",
        ),
        (
            "[hashtags]\n'24/7' = 'always'\n",
            '2:1: hashtags."24/7": X doesn\'t link #24/7: a hashtag is letters, digits and _,'
            " with at least one letter",
        ),
        (
            "[campaigns.w]\nhashtag = '#2026'\n",
            "2:11: campaigns.w.hashtag: X doesn't link #2026: a hashtag is letters, digits and _,"
            " with at least one letter",
        ),
        (
            "hashtags = ['#日本語', '#Ελλάδα', '#naïve', '#हिन्दी', '_1a']\nwords.known = [1]\n",
            "2:16: words.known[0]: expected text in quotes, found the number 1",
        ),
        (
            "[brand]\nhandle = '@a_handle_of_20_chars'\n",
            "2:10: brand.handle: expected a handle of 1 to 15 letters, digits or _, like @AcmeHQ,"
            ' found "@a_handle_of_20_chars"',
        ),
        (
            "[handles]\na_handle_of_20_chars = ''\n",
            "2:1: handles.a_handle_of_20_chars: expected a handle of 1 to 15 letters, digits or _,"
            ' like @AcmeHQ, found "a_handle_of_20_chars"',
        ),
        (
            "[retired]\nA1 = {successor = '#B1'}\nB1 = {successor = '#C1'}\n",
            "2:19: retired.A1.successor: the successor #B1 is retired itself: name the hashtag"
            " that is used today (did you mean #C1?)",
        ),
        (
            "[retired]\nA1 = {successor = '#B1'}\nB1 = {}\n",
            "2:19: retired.A1.successor: the successor #B1 is retired itself",
        ),
        (
            "[retired]\nA1 = {successor = '#b1'}\nB1 = {successor = 'a1'}\n",
            "2:19: retired.A1.successor: successors go in a circle: #A1 → #B1 → #A1",
        ),
        (
            "[retired]\nA1 = {successor = '#A1'}\n",
            "2:19: retired.A1.successor: successors go in a circle: #A1 → #A1",
        ),
        (
            "[renamed]\nold = {successor = 'mid'}\nmid = {successor = 'new'}\n",
            "2:20: renamed.old.successor: the successor @mid is renamed itself: name the handle"
            " that is used today (did you mean @new?)",
        ),
        (
            "[renamed]\nold = {}\n",
            '2:1: renamed.old: "successor" is missing: The handle that took its place.',
        ),
        (
            "[brands.acme]\ntimezone = 'Europe/Belrin'\n",
            '2:12: brands.acme.timezone: there is no time zone "Europe/Belrin"'
            " (did you mean Europe/Berlin?)",
        ),
        (
            "[campaigns.winter]\nhashtag = '#A1'\n[campaigns.s]\nhashtag = '#B1'\n"
            "exclusive-with = ['wintr', 's']\n",
            '5:19: campaigns.s.exclusive-with[0]: unknown campaign "wintr"'
            " (did you mean winter?)|"
            "5:28: campaigns.s.exclusive-with[1]: a campaign can't exclude itself",
        ),
        (
            "[brands.acme]\n[campaigns.s]\nhashtag = '#B1'\nbrand = 'acne'\n",
            '4:9: campaigns.s.brand: unknown brand "acne"; known are acme (did you mean acme?)',
        ),
        (
            "hashtags = ['#AcmeWinter']\n[campaigns.w]\nhashtag = '#ACMEWinter'\n",
            "3:11: campaigns.w.hashtag: the book spells this tag #AcmeWinter as well:"
            " which capitals are right?",
        ),
        (
            "hashtags = ['#Old']\nretired.old = {}\n",
            "1:13: hashtags[0]: #Old is in use here and retired in [retired]",
        ),
        (
            "brand.handle = '@Old'\nrenamed.old.successor = 'new'\n",
            "1:16: brand.handle: @Old is in use here and renamed in [renamed]",
        ),
        (
            "hashtags = ['#Ours']\ncompetitors.hashtags = ['#ours']\n",
            "2:25: competitors.hashtags[0]: #ours is the brand's own",
        ),
    ],
)
def test_a_contradiction_is_told_at_its_place(tmp_path: Path, text: str, told: str) -> None:
    assert faults(tmp_path, text) == told.split("|")


def test_a_contradiction_between_two_files_is_told_at_the_one_that_is_wrong(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "book.toml").write_text("\n[campaigns.w]\nhashtag = '#A1'\nends = 2026-01-01\n")
    path = tmp_path / "spacelint.toml"
    path.write_text("extend = 'book.toml'\n[campaigns.w]\nstarts = 2026-02-01\n")
    problems = load_config(str(path)).problems
    assert [(Path(p.path).name, p.line, p.column) for p in problems] == [("book.toml", 4, 8)]


def test_a_long_chain_and_a_long_circle_of_successors_are_followed_quickly(tmp_path: Path) -> None:
    count = 5_000
    chain = "".join(f"t{i} = {{successor = 't{i + 1}'}}\n" for i in range(count))
    start = time.perf_counter()
    told = faults(tmp_path, "[retired]\n" + chain)
    assert told[0] == (
        "2:19: retired.t0.successor: the successor #t1 is retired itself: name the hashtag that is"
        f" used today (did you mean #t{count}?)"
    )
    circle = chain.replace(f"'t{count}'", "'t0'")
    told = faults(tmp_path, "[retired]\n" + circle)
    assert len(told) == 1
    assert "successors go in a circle: #t0 → #t1 → #t2 → " in told[0]
    assert time.perf_counter() - start < 20


def test_a_chain_that_runs_into_a_circle_is_no_part_of_it(tmp_path: Path) -> None:
    text = "[retired]\nT1 = {successor='A1'}\nA1 = {successor='B1'}\nB1 = {successor='A1'}\n"
    assert faults(tmp_path, text) == [
        "2:17: retired.T1.successor: the successor #A1 is retired itself",
        "3:17: retired.A1.successor: successors go in a circle: #A1 → #B1 → #A1",
    ]


def test_a_book_that_is_wrong_throughout_is_refused_within_bounds(tmp_path: Path) -> None:
    text = "".join(
        f"[campaigns.c{i}]\nhashtag = '#AT&T{i}'\nexclusive-with = ['nope{i}']\n"
        for i in range(3_000)
    )
    start = time.perf_counter()
    assert len(faults(tmp_path, text)) == 200
    assert time.perf_counter() - start < 20
