"""Part 1 beside its peers: links, rules, the start of the command, memory, hostile texts.

Prints tables and exits 1 where a target is missed. All is measured in one run on one machine, round
by round in turn; only the ratios mean something, and only beyond the spread that stands beside.
Peers are installed into ``build/`` when first needed; without node or a package index their rows
say so and fail nothing.
"""

from __future__ import annotations

import gc
import json
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from spacelint.engine.linter import Linter  # noqa: E402
from spacelint.text import parse  # noqa: E402
from spacelint.text.entities import entities  # noqa: E402
from tests.peers import node  # noqa: E402
from tests.titles import titles as generated_titles  # noqa: E402

HERE = Path(__file__).resolve().parent
PEERS = ROOT / "build" / "bench-venv"
CASES = ROOT.parent / "shared" / "cases"
PACKAGES = ("gitlint", "yamllint", "twitter-text-parser", "check-jsonschema")
TITLE = "Town hall #AT&T with @acme, live @8pm"
ROUNDS, ROUND_TITLES = 60, 1_000
# The corpora that have targets; the other shows what many scripts cost.
AIMED = ("real", "hard")
# The least that any reading of a title in Python does: one call, one search.
LOOK = re.compile("[#@$\uff03\uff20]")
BYTES_A_ROUND = 8_000


class Timing(NamedTuple):
    """The median of some rounds in seconds, and the spread of the middle half as a part of it."""

    median: float
    spread: float


def timing(seconds: list[float]) -> Timing:
    quarters = statistics.quantiles(seconds, n=4)
    return Timing(quarters[1], (quarters[2] - quarters[0]) / quarters[1])


def corpora() -> dict[str, list[str]]:
    """Return a round's titles by corpus; no two of a round are the same string."""
    real = [line for line in lines_of("space_titles.txt") if line]
    hard = [line.split("\t")[0] for line in lines_of("brand_titles.tsv")[1:] if line]
    found = {"generated": generated_titles(ROUND_TITLES, seed=7)}
    if real and hard:
        found = {"real": different(real), "hard": different(hard), **found}
    return found


def lines_of(name: str) -> list[str]:
    path = CASES / name
    return path.read_text(encoding="utf-8").split("\n") if path.exists() else []


def different(titles: list[str]) -> list[str]:
    return [f"{titles[i % len(titles)]} {i}" for i in range(ROUND_TITLES)]


class Node:
    """npm twitter-text over one corpus: a round each time it is asked."""

    def __init__(self, titles: list[str]) -> None:
        folder = node.ensure("twitter-text@3.1.0")
        file = folder / "titles.json"
        file.write_text(json.dumps(titles), encoding="ascii")
        self._process = subprocess.Popen(
            ["node", str(HERE / "entities.js"), str(file)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=dict(os.environ, NODE_PATH=str(folder / "node_modules")),
        )

    def round(self) -> float:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return float(json.loads(self._process.stdout.readline())["seconds"])

    def close(self) -> None:
        self._process.communicate()


def timed(work: Callable[[str], object], titles: list[str]) -> float:
    start = time.perf_counter()
    for title in titles:
        work(title)
    return time.perf_counter() - start


def extraction() -> Iterator[bool]:
    print(f"Links and rules, titles a second ({ROUNDS} rounds of {ROUND_TITLES}, in turn)\n")
    print(
        "| corpus | npm twitter-text | links | times npm | all rules | part of npm | one look |"
        " part of npm | spread |"
    )
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|")
    linter = Linter()
    for name, titles in corpora().items():
        try:
            peer: Node | None = Node(titles)
        except node.NoNode as reason:
            print(f"(npm twitter-text: {reason})")
            peer = None
        rows: tuple[list[float], ...] = ([], [], [], [])
        for number in range(ROUNDS + 10):
            took = (
                peer.round() if peer else float("nan"),
                timed(entities, titles),
                timed(linter.lint, titles) if number % 4 == 0 else None,
                timed(one_look, titles),
            )
            if number >= 10:  # both have warmed up
                for row, seconds in zip(rows, took, strict=True):
                    if seconds is not None:
                        row.append(seconds)
        npm, links, rules, look = map(timing, rows)
        if peer:
            peer.close()
        ratio, part = npm.median / links.median, npm.median / rules.median
        print(
            f"| {name} | {rate(npm)} | {rate(links)} | {ratio:.2f} | {rate(rules)} | {part:.3f} |"
            f" {rate(look)} | {npm.median / look.median:.2f} |"
            f" ±{50 * max(npm.spread, links.spread, rules.spread):.0f} % |"
        )
        if peer and name in AIMED:
            yield verdict(f"links, {name}: at least 1.5 times npm", ratio, ratio >= 1.5)
            yield verdict(f"all rules, {name}: at least 1/3 of npm", part, part >= 1 / 3)
    print()


def one_look(title: str) -> object:
    return LOOK.search(title)


def rate(one: Timing) -> str:
    return f"{ROUND_TITLES / one.median:,.0f}"


def python_parser() -> Iterator[bool]:
    """PyPI twitter-text-parser, in the environment of its own, over the same titles."""
    if not ready():
        return
    script = (
        "import json,sys,time\nfrom twitter_text import parse_tweet\n"
        "for path in sys.argv[1:]:\n"
        " titles=json.load(open(path)); took=[]\n"
        " for _ in range(5):\n"
        "  start=time.perf_counter()\n"
        "  for title in titles: parse_tweet(title)\n"
        "  took.append(time.perf_counter()-start)\n"
        " print(sorted(took)[2])\n"
    )
    print("Links against PyPI twitter-text-parser, titles a second\n")
    print("| corpus | twitter-text-parser | links | times |")
    print("|---|--:|--:|--:|")
    for name, titles in corpora().items():
        some = titles[:300]
        path = PEERS / "titles.json"
        path.write_text(json.dumps(some), encoding="ascii")
        done = subprocess.run(
            [peer("python"), "-c", script, str(path)], capture_output=True, text=True
        )
        if done.returncode:
            print(f"| {name} | fails: {done.stderr.strip().splitlines()[-1][:60]} | | |")
            continue
        theirs = float(done.stdout)
        ours = statistics.median(timed(entities, some) for _ in range(20))
        print(
            f"| {name} | {len(some) / theirs:,.0f} | {len(some) / ours:,.0f} |"
            f" {theirs / ours:,.0f} |"
        )
        if name in AIMED:
            yield verdict(
                f"links, {name}: at least 50 times twitter-text-parser",
                theirs / ours,
                theirs > 50 * ours,
            )
    print()


def ready() -> bool:
    """Install the peers of PyPI once; say why where that cannot be done."""
    if Path(peer("yamllint")).exists():
        return True
    subprocess.run([sys.executable, "-m", "venv", str(PEERS)], check=True)
    install = [peer("python"), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    done = subprocess.run([*install, *PACKAGES], capture_output=True, text=True)
    if done.returncode:
        print(f"(peers of PyPI: {(done.stderr.strip().splitlines() or ['no pip'])[-1]})")
    return done.returncode == 0


def peer(name: str) -> str:
    return str(PEERS / "bin" / name)


def starts() -> Iterator[bool]:
    folder = ROOT / "build" / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "one.txt").write_text("Say what X links\n")
    (folder / "one.yaml").write_text("---\ntitle: one\n")
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "spacelint 'TITLE'": [str(Path(sys.executable).with_name("spacelint")), TITLE],
    }
    if ready():
        commands["gitlint"] = [peer("gitlint"), "--msg-filename", str(folder / "one.txt"), "lint"]
        commands["yamllint"] = [peer("yamllint"), str(folder / "one.yaml")]
        commands["check-jsonschema"] = [peer("check-jsonschema"), "--version"]
    took: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(33):
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, capture_output=True, cwd=folder, stdin=subprocess.DEVNULL)
            if number >= 3:
                took[name].append(time.perf_counter() - start)
    found = {name: timing(seconds) for name, seconds in took.items()}
    ours = found["spacelint 'TITLE'"].median
    print("A whole process (30 runs each, in turn)\n")
    print("| command | ms | spread | spacelint takes |")
    print("|---|--:|--:|--:|")
    for name, one in found.items():
        print(
            f"| `{name}` | {1000 * one.median:.0f} | ±{50 * one.spread:.0f} % |"
            f" {ours / one.median:.2f} times |"
        )
    print()
    for name, most in (("python -c pass", 4.0), ("gitlint", 0.6), ("yamllint", 0.6)):
        if name in found:
            ratio = ours / found[name].median
            yield verdict(f"a bare call: at most {most} times {name}", ratio, ratio <= most)


def memory() -> Iterator[bool]:
    command = str(Path(sys.executable).with_name("spacelint"))
    one = peak([command, TITLE], 0)
    many = peak([command, "-"], 1_000_000)
    print("Peak memory\n")
    print("| run | MB |")
    print("|---|--:|")
    print(f"| one title as an argument | {one / 1024:.1f} |")
    print(f"| 1,000,000 titles on standard input | {many / 1024:.1f} |")
    print()
    yield verdict("a million titles: at most 2 times one", many / one, many <= 2 * one)


def peak(command: list[str], lines: int) -> int:
    """Return the peak memory in KB of ``command`` with so many titles on its standard input."""
    script = (
        "import resource,subprocess,sys\n"
        "p=subprocess.Popen(sys.argv[2:],stdin=subprocess.PIPE,stdout=subprocess.DEVNULL,"
        "stderr=subprocess.DEVNULL)\n"
        "for i in range(int(sys.argv[1])): p.stdin.write(b'Town hall with @acme, part %d\\n' % i)\n"
        "p.stdin.close(); p.wait()\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(lines), *command],
        capture_output=True,
        text=True,
        check=True,
        cwd="/",
    )
    return int(done.stdout)


def hostile() -> Iterator[bool]:
    pieces = (
        "#",
        "@a",
        "$A ",
        "a.",
        "#a#",
        "http://",
        "a\u0301",
        "a.co/(",
        "a.co/#b ",
        "#日",
        "\ud800",
    )
    sizes = [20_000 * 2**i for i in range(5)]
    print("Texts made to hurt: nanoseconds a character to read links, what was meant and length\n")
    print("| piece | " + " | ".join(f"{size:,}" for size in sizes) + " |")
    print("|---" + "|--:" * len(sizes) + "|")
    for piece in pieces:
        cost = []
        for size in sizes:
            text = piece * (size // len(piece))
            took = []
            for _ in range(3):
                gc.collect()
                start = time.perf_counter()
                title = parse(text)
                title.candidates, title.length.weighted  # noqa: B018
                took.append(time.perf_counter() - start)
            cost.append(min(took) / len(text) * 1e9)
        print(f"| {piece!a} × n | " + " | ".join(f"{ns:,.0f}" for ns in cost) + " |")
        # 16 times the size: a quadratic reading would cost 16 times as much a character.
        yield verdict(f"{piece!a} × n: linear", cost[-1] / cost[0], cost[-1] < 4 * cost[0])
    print()


_verdicts: list[tuple[str, float, bool]] = []


def verdict(what: str, figure: float, held: bool) -> bool:
    _verdicts.append((what, figure, held))
    return held


def main() -> int:
    parts = (extraction, python_parser, starts, memory, hostile)
    named = [part for part in parts if not sys.argv[1:] or part.__name__ in sys.argv[1:]]
    for part in named:
        for _ in part():
            pass
    print("Targets\n")
    for what, figure, held in _verdicts:
        print(f"- {'held' if held else 'MISSED'}: {what}: {figure:.2f}")
    return int(not all(held for _, _, held in _verdicts))


if __name__ == "__main__":
    sys.exit(main())
