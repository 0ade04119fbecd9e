"""Fragments repeated 1,000 to 8,000 times: what grows faster than its input is named.

Each fragment is linted, fixed, reported, drawn, made better and typed into the editor, and read,
fixed and ignored in one of the plan formats in turn. A path is measured at 1,000 and 4,000
repetitions, and at all of 1,000, 2,000, 4,000 and 8,000 where it looks steeper than linear: then
the last doubling counts, and where that is too steep the next one, to 16,000. Times are CPU
seconds, the least of several where it matters, so that other work on the machine matters little.
Prints the steepest fragment of each path and exits 1 where one grows more than 2.2 times a
doubling. All fragments take half an hour; ``--fragments N`` takes N of them, evenly chosen (40 by
default), ``--path NAME`` one path.
"""

from __future__ import annotations

import argparse
import gc
import io
import os
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from datetime import date
from functools import lru_cache
from pathlib import Path
from time import process_time
from typing import NamedTuple

from lsprotocol.types import Position, Range

from spacelint.cli.options import Options
from spacelint.cli.session import Session, open_session
from spacelint.engine.baseline import Baseline, counted
from spacelint.engine.plans import PlanDiagnostic, check_plan
from spacelint.engine.suppress import suppress
from spacelint.fixer.ignores import add_ignores
from spacelint.fixer.plans import fix_plan
from spacelint.fixer.titles import fix_title
from spacelint.lsp.actions import code_actions
from spacelint.lsp.publish import diagnostics
from spacelint.lsp.workspace import Workspace
from spacelint.output_formats import FORMATS
from spacelint.plan import Plan, read_plan
from spacelint.preview.card import card_of
from spacelint.preview.svg import svg
from spacelint.preview.terminal import drawn
from spacelint.report.item import Item
from spacelint.report.terminal import Style
from spacelint.report.writer import ReportSettings, Writer
from spacelint.suggester.search import suggest
from spacelint.text.title import Title
from tests.texts import HOSTILE
from tests.titles import EMOJI, HOSTS, WORDS
from tools.attack.texts import BOOK, COMMANDS, ESCAPES, SIGNS

COUNTS = (1_000, 2_000, 4_000, 8_000)
#: Growth a doubling above which a path is not linear.
MOST_GROWTH = 2.2
#: Shorter times (seconds) say nothing.
_LEAST = 0.02
FRAGMENTS = tuple(
    dict.fromkeys(
        (
            *HOSTILE, *WORDS[::2], *HOSTS[::2], *EMOJI[::2], *COMMANDS, *ESCAPES,
            *(each for each in SIGNS if len(each) < 30),
            "#a&", "#a& ", "@]cme ", "Globex ", "Acme ", "acme labs ", "#AcmeTalk ", "#acmetalks ",
            "@AcmeHq ", "guarantee ", "#AcmeWinter ", "8pm ", "3 March ", "Tuesday ", "2026-12-01 ",
            "10:30 CET ", "12/11/2026 ", "tomorrow ", "sponsored ", "#ad ", "gm ", "AMA ", "A B ",
            "great#tag ", "#susanalbumparty ", "&amp; ", "(", ") ", "[x](y) ", "!!! ", "- ", " | ",
            "SHOUTING ", "{guest} ", "TBD ", "$BTC ", "$btc.", "@jack ", "@jack,", "@a @b ",
            "# spacelint: ignore[SL102]\n", "# spacelint: ignore[SL102, SL103] why ",
            "# spacelint: file-ignore\n", "with @jack ", "ft. @susan ", "é", "ﬁ", "𝓑𝓸 ", "Ѕ",
            "‘a’ ", "“b” ", "…", "\t", "1. ", "a-b ", "C++ ", "C# ", "v2.0 ", "50% ", "#1 ",
        )
    )
)  # fmt: skip
_PLANS = {
    "toml": "[[spaces]]\ntitle = {}\n", "yaml": "spaces:\n- title: {}\n  host: a\n",
    "json": '{{"spaces": [{{"title": {}}}]}}', "jsonl": '{{"title": {}}}\n',
}  # fmt: skip


class Row(NamedTuple):
    """How a path does on a fragment: CPU seconds for each of `COUNTS`, or for its ends alone."""

    path: str
    fragment: str
    seconds: tuple[float, ...]

    @property
    def growth(self) -> float:
        """Return the growth of the last doubling, or that of the ends alone."""
        if self.seconds[-1] < _LEAST:
            return 1.0
        if len(self.seconds) >= len(COUNTS):
            return self.seconds[-1] / self.seconds[-2]
        return float((self.seconds[-1] / max(self.seconds[0], 1e-4)) ** 0.5)


@lru_cache(1)
def session() -> Session:
    """Return a linter with a brand book."""
    path = Path(tempfile.mkdtemp(prefix="doubling-")) / "spacelint.toml"
    path.write_text(BOOK)
    return open_session(Options(config=str(path), today=date(2026, 12, 1)))


@lru_cache(2)
def _linted(text: str) -> Item:
    known = session()
    found = tuple(known.linter.lint(text, known.context))
    return Item(Title(text), found, text + "x", path="spaces.txt")


@lru_cache(1)
def _plan(text: str, format: str) -> Plan:
    import json

    quoted = json.dumps(text, ensure_ascii=format not in ("json", "jsonl"))
    if format == "toml":  # TOML has no escape for half a character
        quoted = json.dumps(text.encode("utf-8", "replace").decode(), ensure_ascii=False)
        quoted = quoted.replace("\x7f", "\\u007f")
    return _read(_PLANS[format].format(quoted), format)


def _read(text: str, format: str) -> Plan:
    return read_plan(text.encode("utf-8", "surrogatepass"), "p", format=format)


def _look(plan: Plan) -> list[PlanDiagnostic]:
    known = session()
    found = check_plan(plan, known.linter, known.context)
    return suppress(plan, found, known.linter, known.context).left


def _lint(text: str) -> Callable[[], object]:
    known = session()
    return lambda: known.linter.lint(text, known.context)


def _fix(text: str) -> Callable[[], object]:
    known = session()
    return lambda: fix_title(known.linter, text, unsafe=True, context=known.context)


def _report(format: str) -> Callable[[str], Callable[[], object]]:
    def prepared(text: str) -> Callable[[], object]:
        item = _linted(text)

        def write() -> None:
            with Writer(io.StringIO(), format, ReportSettings(Style(False))) as writer:
                writer.write(item)

        return write

    return prepared


def _suggest(text: str) -> Callable[[], object]:
    known = session()
    return lambda: suggest(text, known.linter, known.context)


def _preview(text: str) -> Callable[[], object]:
    def draw() -> None:
        card = card_of(Title(text))
        svg(card)
        drawn(card, Style(False))

    return draw


def _in_plan(format: str) -> Callable[[str], Callable[[], object]]:
    """The fragment as the title of a Space: read, checked, fixed and ignored."""

    def prepared(text: str) -> Callable[[], object]:
        plan = _plan(text, format)

        def work() -> None:
            fix_plan(plan, _look, lambda d: d.rule.applicability in ("safe", "unsafe"),
                     lambda text: _read(text, format))  # fmt: skip
            add_ignores(plan, _look(plan), lambda text: _read(text, format))

        return work

    return prepared


def _baseline(text: str) -> Callable[[], object]:
    """What was found in a title is written to a baseline and looked for in it."""
    keys = [(each.rule.code, each.text) for each in _linted(text).diagnostics]

    def work() -> None:
        known = Baseline(counted(keys))
        for key in keys:
            known.accepts(*key)

    return work


def _raw(format: str) -> Callable[[str], Callable[[], object]]:
    """The fragment as the file itself, which is then mostly broken."""

    def prepared(text: str) -> Callable[[], object]:
        return lambda: _look(_read(text, format))

    return prepared


def _above(text: str) -> Callable[[], object]:
    """The fragment in lines of comments above a title."""
    lines = text.splitlines() or [text]
    above = "".join(f"  # {line}\n" if line[:1] != "#" else f"  {line}\n" for line in lines)
    return lambda: _look(_read(f"spaces:\n{above}  - title: great#tag x\n", "yaml"))


def _editor(text: str) -> Callable[[], object]:
    known = Workspace([])
    uri = "file:///tmp/doubling/spaces.toml"
    document = _plan(text, "toml").text

    def type_in() -> None:
        known.open(uri, "toml", 1, document)
        analysis = known.analysis(uri)
        assert analysis is not None
        diagnostics(analysis)
        whole = Range(Position(0, 0), Position(9, 0))
        code_actions(analysis, whole, None)

    return type_in


_TITLES = {f"title in {name}": _in_plan(name) for name in _PLANS}
_RAW = {f"file of {name}": _raw(name) for name in (*_PLANS, "csv", "ics", "text", "front-matter")}
PATHS: dict[str, Callable[[str], Callable[[], object]]] = {
    "lint": _lint, "fix": _fix, "suggest": _suggest, "preview": _preview,
    **{f"report {name}": _report(name) for name in FORMATS}, **_TITLES, **_RAW,
    "comments above": _above, "baseline": _baseline, "editor": _editor,
}  # fmt: skip


def _seconds(prepared: Callable[[], object], tries: int = 1) -> float:
    best = float("inf")
    gc.collect()
    gc.disable()  # a collection more or less is much of a short time
    for _ in range(tries):
        start = process_time()
        prepared()
        best = min(best, process_time() - start)
    gc.enable()
    return best


def measure(path: str, fragment: str) -> Row:
    """Measure one path on one fragment; closer where it looks steeper than linear."""
    prepare = PATHS[path]
    row = Row(path, fragment, tuple(_seconds(prepare(fragment * n)) for n in (1_000, 4_000)))
    if row.growth > MOST_GROWTH * 0.9:
        row = Row(path, fragment, tuple(_seconds(prepare(fragment * n), 2) for n in COUNTS))
    for _ in range(2):
        if row.growth > MOST_GROWTH:  # other work on the machine, or steep indeed
            last = [_seconds(prepare(fragment * n), 3) for n in COUNTS[2:]]
            row = row._replace(seconds=(*row.seconds[:2], *map(min, row.seconds[2:], last)))
    if row.growth > MOST_GROWTH:  # what is steep is so in the next doubling too
        last = [_seconds(prepare(fragment * n), 3) for n in (COUNTS[-1], 2 * COUNTS[-1])]
        row = row._replace(seconds=(*row.seconds[:-1], *last))
    return row


def measured(number: int, fragment: str, paths: list[str]) -> list[Row]:
    """Measure a fragment on all paths; of the plan formats it meets those whose turn it is."""
    turns = [
        name
        for group in (_TITLES, _RAW)
        for place, name in enumerate(group)
        if (place - number) % len(group)
    ]
    return [measure(path, fragment) for path in paths if path not in turns]


def main() -> int:
    """Measure and print the table; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--path", action="append", choices=list(PATHS))
    parser.add_argument("--fragments", type=int, default=40)
    asked = parser.parse_args()
    fragments = FRAGMENTS[:: max(1, len(FRAGMENTS) // asked.fragments)]
    paths = asked.path or list(PATHS)
    with ProcessPoolExecutor(asked.jobs) as pool:
        waiting = [pool.submit(measured, *each, paths) for each in enumerate(fragments)]
        rows = [row for each in as_completed(waiting) for row in _shown(each.result())]
    print(f"{len(fragments)} of {len(FRAGMENTS)} fragments\n")
    print("| path | steepest fragment | CPU seconds | growth a doubling |\n|---|---|---|--:|")
    for path in paths:
        of_path = [row for row in rows if row.path == path]
        if of_path:
            print(_line(max(of_path, key=lambda row: row.growth)))
    steep = [row for row in rows if row.growth > MOST_GROWTH]
    print(f"\n{'MISSED' if steep else 'held'}: nothing grows more than {MOST_GROWTH} times a"
          f" doubling: {len(steep)} do")  # fmt: skip
    return int(bool(steep))


def _shown(rows: list[Row]) -> list[Row]:
    """Print what is too steep as soon as it is known."""
    for row in rows:
        if row.growth > MOST_GROWTH:
            print(_line(row), file=sys.stderr, flush=True)
    return rows


def _line(row: Row) -> str:
    times = " ".join(f"{each:.3f}" for each in row.seconds)
    return f"| {row.path} | `{row.fragment!a}` | {times} | {row.growth:.2f} |"


if __name__ == "__main__":
    sys.exit(main())
