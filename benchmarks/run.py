"""Titles beside peers: links, rules, better titles, scripts, growth, the command, hostile texts.

Prints tables and exits 1 where a target is missed. All is measured in one run on one machine, round
by round in turn; only the ratios mean something, and only beyond the spread that stands beside.
Titles are measured in time of the processor, which other work on the machine hardly changes.
Peers are installed into ``build/`` when first needed; without node or a package index their rows
say so and fail nothing. Arguments are names of parts; ``growth 1000000`` sets the most titles.
"""

from __future__ import annotations

import datetime
import gc
import itertools
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import regex

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from spacelint.checks.contract import Context  # noqa: E402
from spacelint.engine.linter import Linter  # noqa: E402
from spacelint.suggester.search import suggest  # noqa: E402
from spacelint.text import parse  # noqa: E402
from spacelint.text.entities import entities  # noqa: E402
from tests.peers import node  # noqa: E402
from tests.titles import titles as generated_titles  # noqa: E402

HERE = Path(__file__).resolve().parent
PEERS = ROOT / "build" / "bench-venv"
CASES = ROOT.parent / "shared" / "cases"
MADE_UP = ROOT / "tests" / "cases" / "made_up_titles.jsonl"
TITLES_PEERS = ("proselint", "codespell", "typos", "gitlint-core")
PACKAGES = ("gitlint", "yamllint", "twitter-text-parser", "check-jsonschema", *TITLES_PEERS)
TITLE = "Town hall #AT&T with @acme, live @8pm"
ROUNDS, ROUND_TITLES = 60, 1_000
LINKS_AIM, RULES_AIM, SCRIPTS_AIM = 1.5, 0.15, 2.0
# The corpora whose links, and whose rules, have targets beside npm.
LINKS_AIMED, RULES_AIMED, PARSER_AIMED = ("real", "generated"), ("real",), ("real", "hard")
# The first that a title has is its script; fewer real titles than FEW are joined by made-up ones.
SCRIPTS = {
    "Devanagari": r"\p{Devanagari}",
    "Arabic": r"\p{Arabic}",
    "CJK": r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]",
    "emoji": r"[\p{Extended_Pictographic}\p{Regional_Indicator}]",
    "Latin with accents": r"(?=[^\x00-\x7F])\p{Latin}|\p{M}",
}
FEW = 20


class Timing(NamedTuple):
    """The median of some rounds in seconds a title, and the spread of the middle half as a part."""

    median: float
    spread: float


def timing(seconds: list[float], titles: int = 1) -> Timing:
    quarters = statistics.quantiles(seconds, n=4)
    return Timing(quarters[1] / titles, (quarters[2] - quarters[0]) / quarters[1])


def real_titles() -> list[str]:
    """Return titles of Spaces as people gave them; none where the file is not at hand."""
    return [json.loads(line)["title"] for line in lines_of(CASES / "real_titles.jsonl") if line]


def corpora() -> dict[str, list[str]]:
    """Return a round's titles by corpus; no two of a round are the same string."""
    real = real_titles()
    hard = [line.split("\t")[0] for line in lines_of(CASES / "brand_titles.tsv")[1:] if line]
    found = {}
    if real:
        found["real"] = real
        found["real, ASCII"] = [title for title in real if title.isascii()]
        found["real, other"] = [title for title in real if not title.isascii()]
    else:
        print("(real_titles.jsonl is not at hand: generated titles stand for real ones)\n")
    found["generated"] = generated_titles(ROUND_TITLES, seed=7)
    if hard:
        found["hard"] = different(hard, ROUND_TITLES)
    return found


def lines_of(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("\n") if path.exists() else []


def different(titles: list[str], count: int) -> list[str]:
    return [f"{title} {i}" for i, title in zip(range(count), itertools.cycle(titles))]


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


def has_npm() -> bool:
    """True if npm twitter-text is at hand; say why where it is not."""
    try:
        node.ensure("twitter-text@3.1.0")
    except node.NoNode as reason:
        print(f"(npm twitter-text: {reason})\n")
        return False
    return True


def timed(work: Callable[[str], object], titles: list[str]) -> float:
    """Return the seconds of the processor that ``work`` takes for all ``titles``."""
    start = time.process_time()
    for title in titles:
        work(title)
    return time.process_time() - start


def works() -> dict[str, Callable[[str], object]]:
    """Return what is measured on a title, by the heading of its column."""
    linter, context = Linter(), Context(today=datetime.date(2026, 6, 1))
    return {
        "links": entities,
        "all rules": linter.lint,
        "suggest": lambda title: suggest(title, linter, context),
    }


def in_turn(titles: list[str], npm: Node | None) -> dict[str, Timing]:
    """Return what a title costs npm and each of ours, the first rounds left out as a warm-up."""
    ours = works()
    took: dict[str, list[float]] = {name: [] for name in ("npm", *ours)}
    for number in range(ROUNDS + 10):
        rounds = {"npm": npm.round()} if npm else {}
        for name, work in ours.items():
            if name == "links" or number % 10 == 0:  # the others take a hundred times as long
                rounds[name] = timed(work, titles)
        for name, seconds in rounds.items():
            if number >= 10:
                took[name].append(seconds)
    return {name: timing(rounds, len(titles)) for name, rounds in took.items() if rounds}


def extraction() -> Iterator[bool]:
    found, peered = corpora(), has_npm()
    print("Links, rules and better titles: titles a second, and the ratio to npm twitter-text\n")
    print(
        "| corpus | titles | npm | links | × npm | all rules | × npm | suggest | × npm | spread |"
    )
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    for name, titles in found.items():
        npm = Node(titles) if peered else None
        took = in_turn(titles, npm)
        if npm:
            npm.close()
        cells = [name, f"{len(titles)}", rate(took["npm"]) if npm else "–"]
        for column in ("links", "all rules", "suggest"):
            times = f"{ratio(took, column):.3f}" if npm else "–"
            cells += [rate(took[column]), times]
        spread = max(one.spread for one in took.values())
        print("| " + " | ".join(cells) + f" | ±{50 * spread:.0f} % |")
        if npm and name in LINKS_AIMED:
            yield at_least(f"links, {name}: × npm", ratio(took, "links"), LINKS_AIM)
        if npm and name in RULES_AIMED:
            yield at_least(f"all rules, {name}: × npm", ratio(took, "all rules"), RULES_AIM)
    print()


def ratio(took: dict[str, Timing], column: str) -> float:
    return took["npm"].median / took[column].median


def rate(one: Timing) -> str:
    return f"{1 / one.median:,.0f}"


def by_script() -> dict[str, list[str]]:
    """Return real titles by script, with made-up ones where there are few of a script."""
    real = real_titles()
    made_up = [json.loads(line)["title"] for line in lines_of(MADE_UP) if line]
    found = {"ASCII": [title for title in real or made_up if title.isascii()]}
    for name in reversed(SCRIPTS):
        titles = [title for title in real if script_of(title) == name]
        if len(titles) < FEW:
            titles += [title for title in made_up if script_of(title) == name]
        found[name] = titles
    found["all but ASCII"] = [title for title in real or made_up if not title.isascii()]
    return found


def script_of(title: str) -> str:
    return next((name for name, sign in SCRIPTS.items() if regex.search(sign, title)), "")


def scripts() -> Iterator[bool]:
    print("Microseconds a title by script, and times what an ASCII title takes\n")
    print("| script | titles | characters | links | × ASCII | all rules | × ASCII | suggest |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|")
    ours = works()
    corpus = {name: titles for name, titles in by_script().items() if titles}
    took: dict[str, dict[str, list[float]]] = {
        name: {column: [] for column in ours} for name in corpus
    }
    for _ in range(9):
        for name, titles in corpus.items():
            for column, work in ours.items():
                many = titles * (1 + 200 // len(titles))
                took[name][column].append(timed(work, many) / len(many))
    cost = {
        name: {column: 1e6 * statistics.median(rounds) for column, rounds in columns.items()}
        for name, columns in took.items()
    }
    plain = cost["ASCII"]
    for name, one in cost.items():
        length = statistics.mean(map(len, corpus[name]))
        times = {column: one[column] / plain[column] for column in one}
        print(
            f"| {name} | {len(corpus[name])} | {length:.0f} | {one['links']:.2f} |"
            f" {times['links']:.2f} | {one['all rules']:.1f} | {times['all rules']:.2f} |"
            f" {one['suggest']:.0f} |"
        )
        if name != "ASCII":
            yield at_most(f"all rules, {name}: × ASCII", times["all rules"], SCRIPTS_AIM)
    print()


def growth() -> Iterator[bool]:
    """Read more and more titles in one process: what a title costs must not grow."""
    most = next((int(word) for word in sys.argv[1:] if word.isdigit()), 100_000)
    marks = [size for size in (10_000, 100_000, 1_000_000) if size <= most]
    print("Growth: microseconds a title after so many, no two of them the same string\n")
    print("| titles | links | all rules | suggest |")
    print("|--:|--:|--:|--:|")
    source = real_titles() or generated_titles(ROUND_TITLES, seed=7)
    many, ours = different(source, marks[-1]), works()
    costs: dict[str, list[float]] = {name: [] for name in ours}
    for start in range(0, len(many), ROUND_TITLES):
        titles = many[start : start + ROUND_TITLES]
        for name, work in ours.items():
            costs[name].append(1e6 * timed(work, titles) / len(titles))
        if start + ROUND_TITLES in marks:
            row = [f"{min(rounds[-10:]):.2f}" for rounds in costs.values()]
            print("| " + " | ".join([f"{start + ROUND_TITLES:,}", *row]) + " |")
    print("\n(the quickest of the ten rounds of 1,000 titles before)\n")
    for name, rounds in costs.items():
        grown = min(rounds[-10:]) / min(rounds[:10])
        yield at_most(f"{name}: the last of {len(many):,} titles × the first", grown, 1.25)


def text_linters() -> Iterator[bool]:
    """Show the rules beside peers that lint text; no target, as each looks for other things."""
    titles = real_titles() or generated_titles(ROUND_TITLES, seed=7)
    path = ROOT / "build" / "bench" / "titles.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(titles), encoding="ascii")
    lint = Linter().lint
    ours = len(titles) / min(timed(lint, titles) for _ in range(3))
    print("Peers that lint text: titles a second of the processor, on the same titles\n")
    print("| peer | titles a second | all rules of spacelint are |")
    print("|---|--:|--:|")
    print(f"| spacelint, all rules | {ours:,.0f} | 1.0 times as fast |")
    for name, figure in {**python_linters(path), **alex(path)}.items():
        if isinstance(figure, float):
            print(f"| {name} | {figure:,.0f} | {ours / figure:,.2g} times as fast |")
        else:
            print(f"| {name} | skipped: {figure} | |")
    print()
    yield from ()


def python_linters(path: Path) -> dict[str, float | str]:
    if not ready():
        return dict.fromkeys(TITLES_PEERS, "not installed")
    command = [peer("python"), str(HERE / "text_linters.py"), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    if done.returncode:
        return dict.fromkeys(TITLES_PEERS, done.stderr.strip().splitlines()[-1][:60])
    found: dict[str, float | str] = json.loads(done.stdout.splitlines()[-1])
    return found


def alex(path: Path) -> dict[str, float | str]:
    try:
        folder = node.ensure("alex@11.0.1")
    except node.NoNode as reason:
        return {"alex": str(reason)}
    command = ["node", str(HERE / "alex.mjs"), str(folder), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    if done.returncode:
        return {"alex": (done.stderr.strip().splitlines() or ["fails"])[-1][:60]}
    return {"alex": float(done.stdout)}


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
        if name in PARSER_AIMED:
            yield verdict(
                f"links, {name}: at least 50 times twitter-text-parser",
                theirs / ours,
                theirs > 50 * ours,
            )
    print()


def ready() -> bool:
    """Install the peers of PyPI once; say why where that cannot be done."""
    if Path(peer("yamllint")).exists() and Path(peer("typos")).exists():
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


def at_least(what: str, figure: float, aim: float) -> bool:
    return verdict(f"{what}: at least {aim}", figure, figure >= aim)


def at_most(what: str, figure: float, aim: float) -> bool:
    return verdict(f"{what}: at most {aim}", figure, figure <= aim)


PARTS = (extraction, scripts, text_linters, growth, python_parser, starts, memory, hostile)


def main() -> int:
    names = [word for word in sys.argv[1:] if not word.isdigit()]
    for part in PARTS:
        if not names or part.__name__ in names:
            for _ in part():
                pass
    print("Targets\n")
    for what, figure, held in _verdicts:
        print(f"- {'held' if held else 'MISSED'}: {what}: {figure:.4g}")
    return int(not all(held for _, _, held in _verdicts))


if __name__ == "__main__":
    sys.exit(main())
