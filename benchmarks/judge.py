"""How right the rules are: findings on real titles, and what people said of these findings.

``make judge`` prints it and writes ``rules/evidence.toml``: figures, no titles. The titles are in
``../shared/cases``, beside the checkout; where they are not, it says so and exits with 2. The
verdicts of the file are ``thank`` (welcome), ``neutral``, ``noise`` and ``WRONG`` (unwelcome).
"""

from __future__ import annotations

import argparse
import csv
import datetime
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.offers import print_offers  # noqa: E402
from spacelint.checks.contract import Context  # noqa: E402
from spacelint.engine.evidence import EVIDENCE_FILE  # noqa: E402
from spacelint.engine.linter import Linter  # noqa: E402
from spacelint.engine.rule import Diagnostic  # noqa: E402
from spacelint.severity import SEVERITIES  # noqa: E402
from spacelint.text import Title, parse  # noqa: E402

CASES = ROOT.parent / "shared" / "cases"
MADE_UP = ROOT / "tests" / "cases" / "made_up_titles.jsonl"
TODAY = datetime.date.today()
WELCOME, NEUTRAL, UNWELCOME = "welcome", "neutral", "unwelcome"
VERDICTS = {"thank": WELCOME, "neutral": NEUTRAL, "noise": UNWELCOME, "WRONG": UNWELCOME}
#: Rules that speak of a title as a whole: beside a problem of a part of it they find nothing.
OF_THE_WHOLE = ("no-links", "short-title")
#: The most titles in a hundred with an error, with an unwelcome error or warning, with anything.
TARGETS = {"error": 1.0, "unwelcome error or warning": 3.0, "anything by default": 25.0}


class Judged(NamedTuple):
    """A title with what the rules say of it, and the verdicts that people gave, by code."""

    title: str
    found: list[Diagnostic]
    verdicts: dict[str, str]

    def verdict(self, code: str) -> str:
        """Return what is known of a finding of ``code``; "" where nobody judged it."""
        return self.verdicts.get(code, "")

    def has(self, *severities: str) -> bool:
        """True if the title has a finding of one of ``severities``."""
        return any(one.severity in severities for one in self.found)


def read_titles(path: Path, linter: Linter) -> list[Judged]:
    """Return the titles of a file of JSON lines, linted as a bare call would."""
    context = Context(today=TODAY)
    judged: list[Judged] = []
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        given = row.get("judged") or ()
        verdicts = {one["code"]: VERDICTS[one["verdict"]] for one in given}
        judged.append(Judged(row["title"], linter.lint(row["title"], context), verdicts))
    return judged


def shares(rows: list[Judged]) -> dict[str, float]:
    """Return how many titles in a hundred have each kind of finding."""
    kinds = {
        "error": sum(row.has("error") for row in rows),
        "error or warning": sum(row.has("error", "warning") for row in rows),
        "unwelcome error or warning": sum(bool(unthanked(row)) for row in rows),
        "anything by default": sum(row.has("error", "warning", "info") for row in rows),
        "anything, hints too": sum(bool(row.found) for row in rows),
    }
    return {kind: 100 * count / len(rows) for kind, count in kinds.items()}


def unthanked(row: Judged) -> list[Diagnostic]:
    """Return the errors and warnings of a title that nobody is known to be thankful for."""
    severe = [one for one in row.found if one.severity in ("error", "warning")]
    return [one for one in severe if row.verdict(one.code) != WELCOME]


def by_rule(rows: list[Judged]) -> dict[str, Counter[str]]:
    """Return by code: titles fired on, findings, and the titles by verdict."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        for code in {one.code for one in row.found}:
            counted[code]["titles"] += 1
            counted[code][row.verdict(code) or "unjudged"] += 1
        for code in {one.code for one in row.found if one.severity in ("error", "warning")}:
            counted[code]["alarms judged"] += bool(row.verdict(code))
            counted[code]["alarms welcome"] += row.verdict(code) == WELCOME
        for one in row.found:
            counted[one.code]["findings"] += 1
    return counted


def missed(rows: list[Judged]) -> Counter[str]:
    """Return how many welcome findings of the file each rule does not give."""
    lost: Counter[str] = Counter()
    for row in rows:
        codes = {one.code for one in row.found}
        lost.update(c for c, said in row.verdicts.items() if said == WELCOME and c not in codes)
    return lost


class Brand(NamedTuple):
    """A row of the brands' titles: what is to be said, what X links, what was found."""

    title: str
    problem: bool
    links_right: bool
    found: list[Diagnostic]

    @property
    def codes(self) -> str:
        """Codes of what was found about a part of the title, with commas between; may be empty."""
        codes = {one.code for one in self.found if one.name not in OF_THE_WHOLE}
        return ", ".join(sorted(codes))


def read_brands(path: Path, linter: Linter) -> list[Brand]:
    """Return the rows of ``brand_titles.tsv``; a problem that begins with "control" is none."""
    context = Context(today=TODAY)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Brand(
            row["title"],
            bool(row["problem"]) and not row["problem"].startswith("control"),
            linked(parse(row["title"])) == (row["clickable"] or ""),
            linter.lint(row["title"], context),
        )
        for row in rows
    ]


def linked(title: Title) -> str:
    """Return what X links, as the file of the brands' titles writes it."""
    return ";".join(title.text[one.start : one.end] for one in title.entities)


def print_titles(name: str, rows: list[Judged], linter: Linter, targets: dict[str, float]) -> bool:
    """Print the shares and the table of a file; return whether the targets are met."""
    print(f"{name}: {len(rows)} titles\n")
    met = True
    for kind, share in shares(rows).items():
        most = targets.get(kind)
        aim = "" if most is None else f"  (at most {most:g} %{'' if share <= most else ': missed'})"
        met = met and (most is None or share <= most)
        print(f"  {kind:<28} {share:5.1f} %{aim}")
    print(f"\n  {'rule':<30} {'severity':<9} titles findings  welcome neutral unwelcome unjudged")
    label = {rule.code: f"{rule.code} {rule.name}" for rule in linter.rules}
    order = {(one.code, one.severity): Counter[str]() for row in rows for one in row.found}
    for row in rows:
        for key in {(one.code, one.severity) for one in row.found}:
            order[key].update(("titles", row.verdict(key[0]) or "unjudged"))
        for one in row.found:
            order[one.code, one.severity]["findings"] += 1
    for code, severity in sorted(order, key=lambda key: (SEVERITIES.index(key[1]), key[0])):
        n = order[code, severity]
        print(
            f"  {label[code]:<30} {severity:<9} {n['titles']:6} {n['findings']:8}  "
            f"{n[WELCOME]:7} {n[NEUTRAL]:7} {n[UNWELCOME]:9} {n['unjudged']:8}"
        )
    lost = missed(rows)
    if lost:
        print("  welcome, and not said now: " + ", ".join(f"{c} {n}" for c, n in lost.items()))
    print()
    return met


def print_said(rows: list[Judged], severities: tuple[str, ...]) -> None:
    """Print every finding of these severities with its title, for a person to read aloud."""
    for row in rows:
        shown = [one for one in row.found if one.severity in severities]
        if shown:
            print(f"  {row.title!r}")
        for one in shown:
            said = row.verdict(one.code) or "unjudged"
            print(
                f"    {one.code} {one.severity} [{said}] {one.match!r}: {one.message}. {one.help}"
            )
    print()


def print_brands(rows: list[Brand]) -> None:
    """Print what was found in the brands' titles, and the problems on which nothing was said."""
    problems = [row for row in rows if row.problem]
    found = [row for row in problems if row.codes]
    links = sum(row.links_right for row in rows)
    print(f"brand_titles.tsv: {len(rows)} titles, the links of {links} as the file has them")
    print(f"  {len(found)} of {len(problems)} problems found")
    for row in problems:
        print(f"    {row.codes or '-':<14} {row.title!r}")
    quiet = [row for row in rows if not row.problem]
    loud = [row for row in quiet if any(one.severity in ("error", "warning") for one in row.found)]
    print(f"  {len(loud)} of {len(quiet)} faultless titles with an error or warning")
    for row in loud:
        print(f"  {row.title!r}: {', '.join(one.code for one in row.found)}")
    print()


def evidence_text(real: list[Judged], made_up: list[Judged], brands: list[Brand]) -> str:
    """Return the figures beside the rules as TOML; no title is in them."""
    lines = [
        "# How often each rule fires on real titles of Spaces, and how often that was welcome.",
        "# Written by `make judge`, not by hand. Rules without a table here fire on none.",
        f"dated = {TODAY.isoformat()}",
        f"titles = {len(real)}",
        f"made-up-titles = {len(made_up)}",
        f"brand-problems = {sum(row.problem for row in brands)}",
        f"brand-problems-found = {sum(row.problem and bool(row.codes) for row in brands)}",
    ]
    of_real, of_made_up = by_rule(real), by_rule(made_up)
    for code in sorted({*of_real, *of_made_up}):
        lines += ["", f"[rules.{code}]", f"titles = {of_real[code]['titles']}"]
        for key in (WELCOME, NEUTRAL, UNWELCOME):
            lines.append(f"{key} = {of_real[code][key]}")
        lines.append(f"made-up-titles = {of_made_up[code]['titles']}")
        for key in (WELCOME, NEUTRAL, UNWELCOME):
            lines.append(f"made-up-{key} = {of_made_up[code][key]}")
        for key in ("alarms judged", "alarms welcome"):
            count = of_real[code][key] + of_made_up[code][key]
            lines.append(f"{key.replace(' ', '-')} = {count}")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Print the judgement and write the evidence; 1 where a target is missed, 2 without titles."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--show",
        default="",
        metavar="SEVERITIES",
        help="print the findings of these severities with their titles: error,warning",
    )
    options.add_argument(
        "--no-write", action="store_true", help="leave rules/evidence.toml as it is"
    )
    given = options.parse_args()
    files = [CASES / "real_titles.jsonl", CASES / "brand_titles.tsv"]
    for path in files:
        if not path.is_file():
            print(f"{path} is not there: the judgement needs the real titles", file=sys.stderr)
            return 2
    linter = Linter()
    real = read_titles(files[0], linter)
    brands = read_brands(files[1], linter)
    made_up = read_titles(MADE_UP, linter) if MADE_UP.is_file() else []
    met = print_titles("real_titles.jsonl", real, linter, TARGETS)
    if made_up:
        # Half of these have a slip on purpose: nothing is aimed at.
        print_titles("made_up_titles.jsonl", made_up, linter, {})
    shown = tuple(given.show.split(",")) if given.show else ()
    if shown:
        print_said([*real, *made_up], shown)
    print_brands(brands)
    print_offers(files[0], TODAY)
    if not given.no_write:
        Path(EVIDENCE_FILE).write_text(evidence_text(real, made_up, brands), "utf-8")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
