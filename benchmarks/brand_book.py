"""What a brand book costs: a title, as the book grows, and one bare call.

Prints three tables and exits 1 where a target is missed. Everything is measured in one run on one
machine: only the ratios mean something.

- a book of 500 hashtags, 50 campaigns and 2,000 handles: at most twice the default set
- hashtags from 10 to 10,000: the cost of a title grows at most with their logarithm
- one bare call beside such a book: at most half of `python -c pass` more than without one

What is compared takes turns, round by round, and the ratio is the middle one of all rounds: a busy
moment meets both. All times are those on the processor, which waiting does not lengthen.
"""

from __future__ import annotations

import math
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median

from spacelint.brand.book import BrandBook
from spacelint.brand.make import brand_book
from spacelint.brand.table import BOOK_FIELDS
from spacelint.checks.contract import Context
from spacelint.engine.compiled import main as compile_rules
from spacelint.engine.linter import Linter
from spacelint.schema import Table, validate_data

TARGET_TITLE = 2.0
TARGET_CALL = 0.5
SIZES = (10, 100, 1_000, 10_000)
ROUNDS = 15
SYLLABLES = (
    "ba ce di fo gu ha ki lo mu na pe qui ra so tu va we xi yo za bri cla dro fle gri".split()
)
TITLES = (
    "Open Source Hour with Tanner Linsley",
    "Why privacy is critical for a fully functional currency",
    "Town hall with @acme and #AcmeWinter, live",
    "Measuring Impact of Grant Funding",
    "Ask us anything: {tag} with {handle}",
    "{tag} kickoff with the founders and @jack",
    "5 proposals up - general discussion",
    "AI in Healthcare: what is next for {plain}?",
    "Liquid Devs AMA with {handle}",
    "Exploring possibilities of decentralized social media",
    "{slip} is what we talk about tonight",
    "Launch night! #Launch with friends of ours",
)


def main() -> int:
    missed = per_title()
    missed += growth()
    missed += bare_call()
    return int(bool(missed))


def per_title() -> int:
    """Compare the full set beside a large book with the default set."""
    tables = book_tables(500, 50, 2_000)
    titles = titles_of(tables, 240)
    linter = Linter()
    plain, beside = Context(), context_of(tables)
    works = [partial(lint, linter, titles, context) for context in (plain, beside)]
    ones, twos = in_turn(works, ROUNDS * 3)
    one, two = min(ones) / len(titles), min(twos) / len(titles)
    ratio = median(there / here for here, there in zip(ones, twos, strict=True))
    print("500 hashtags, 50 campaigns, 2,000 handles")
    print(f"  default set {one * 1e6:7.1f} µs a title")
    print(f"  with book   {two * 1e6:7.1f} µs a title, {ratio:.2f} times (at most {TARGET_TITLE})")
    print(f"  the book adds {(two - one) * 1e6:5.1f} µs")
    return int(ratio > TARGET_TITLE)


def growth() -> int:
    """Let the book grow a thousandfold."""
    linter = Linter()
    works = []
    for size in SIZES:
        tables = book_tables(size, 5, 20)
        works.append(partial(lint, linter, titles_of(tables, 240), context_of(tables)))
    costs = [min(times) / 240 for times in in_turn(works, ROUNDS * 3)]
    print("as the book grows")
    for size, cost in zip(SIZES, costs, strict=True):
        print(f"  {size:6,} hashtags {cost * 1e6:7.1f} µs a title")
    allowed = math.log(SIZES[-1]) / math.log(SIZES[0])
    print(
        f"  {costs[-1] / costs[0]:.2f} times (at most {allowed:.1f}, the growth of the logarithm)"
    )
    return int(costs[-1] / costs[0] > allowed)


def bare_call() -> int:
    """Compare one bare call beside a large book with one beside an empty configuration."""
    compile_rules()  # as in a wheel: newer than their sources
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for name, text in (("none", ""), ("book", toml_of(book_tables(500, 50, 2_000)))):
            (home / name).mkdir()
            (home / name / "spacelint.toml").write_text(text, encoding="utf-8")
            stamp = time.time() - 60  # a file just written is not kept: it may change once more
            os.utime(home / name / "spacelint.toml", (stamp, stamp))
        title = "Town hall with @acme and #AcmeWinter, live"
        empty = [sys.executable, "-c", "pass"]
        call = [sys.executable, "-m", "spacelint", title]
        runs = {"pass": (empty, home), "none": (call, home / "none"), "book": (call, home / "book")}
        taken: dict[str, list[float]] = {name: [] for name in runs}
        for _ in range(ROUNDS * 3):
            for name, (command, where) in runs.items():
                taken[name].append(process(command, where, home))
    for times in taken.values():
        del times[:3]  # what is kept for the next call is made in the first
    middle = {name: median(times) for name, times in taken.items()}
    more = median(book - none for none, book in zip(taken["none"], taken["book"], strict=True))
    ratio = more / middle["pass"]
    print("one bare call")
    print(f"  python -c pass    {middle['pass'] * 1e3:6.1f} ms")
    print(f"  without a book    {middle['none'] * 1e3:6.1f} ms")
    print(f"  with the book     {middle['book'] * 1e3:6.1f} ms")
    print(f"  the book adds {ratio:.2f} of python -c pass (at most {TARGET_CALL})")
    return int(ratio > TARGET_CALL)


def process(command: list[str], where: Path, home: Path) -> float:
    """Run a process and return its seconds on the processor."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(home / "cache")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # as installed: compiled once
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=where, env=environment, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def in_turn(works: Sequence[Callable[[], object]], rounds: int) -> list[list[float]]:
    """Return the seconds that each work took, round by round; the first round is not told."""
    times: list[list[float]] = [[] for _ in works]
    for number in range(rounds + 1):
        for work, taken in zip(works, times, strict=True):
            start = time.process_time()
            work()
            if number:
                taken.append(time.process_time() - start)
    return times


def lint(linter: Linter, titles: list[str], context: Context) -> None:
    for title in titles:
        linter.lint(title, context)


def book_tables(tags: int, campaigns: int, handles: int) -> dict[str, object]:
    """Return the tables of a made-up book; the same for the same sizes."""
    source = random.Random(tags)
    names: dict[str, None] = {}
    while len(names) < tags + campaigns + handles:
        parts = ("".join(source.choices(SYLLABLES, k=2)).capitalize() for _ in range(2))
        names["".join(parts)[:14]] = None
    every = list(names)
    return {
        "brand": {"names": ["Acme"], "handle": "@AcmeHQ", "blocked": ["guaranteed", "cheap"]},
        "hashtags": [f"#{name}" for name in every[:tags]],
        "campaigns": {
            f"c{number}": {"hashtag": f"#{name}", "starts": "2026-01-01", "ends": "2099-12-31"}
            for number, name in enumerate(every[tags : tags + campaigns])
        },
        "handles": {name: f"{name[:5]} {name[5:]}" for name in every[tags + campaigns :]},
        "competitors": {"handles": ["@Globex"], "hashtags": ["#Globex"], "names": ["Globex"]},
    }


def titles_of(tables: dict[str, object], count: int) -> list[str]:
    source = random.Random(7)
    tags: list[str] = tables["hashtags"]  # type: ignore[assignment]
    handles = list(tables["handles"])  # type: ignore[call-overload]
    found = []
    for number in range(count):
        tag = source.choice(tags)
        at = source.randrange(2, len(tag) - 1)
        slip = tag[:at] + tag[at + 1 :]
        form = TITLES[number % len(TITLES)]
        handle = "@" + source.choice(handles)
        found.append(form.format(tag=tag, slip=slip, handle=handle, plain=source.choice(handles)))
    return found


def context_of(tables: dict[str, object]) -> Context:
    values, faults = validate_data(tables, Table("", BOOK_FIELDS))
    assert not faults
    book: BrandBook = brand_book(values)
    return Context(words=(*book.words, *book.names, *book.hashtags), book=book)


def toml_of(tables: dict[str, object]) -> str:
    import json

    lines = []
    for name, table in sorted(tables.items(), key=lambda item: isinstance(item[1], dict)):
        if isinstance(table, dict) and name == "campaigns":
            for key, campaign in table.items():
                lines.append(f"[campaigns.{key}]")
                lines += [f"{field} = {json.dumps(value)}" for field, value in campaign.items()]
        elif isinstance(table, dict):
            lines.append(f"[{name}]")
            lines += [f"{json.dumps(key)} = {json.dumps(value)}" for key, value in table.items()]
        else:
            lines.append(f"{name} = {json.dumps(table)}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
