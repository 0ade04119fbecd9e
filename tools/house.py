"""Measure the structure of spacelint/ against its limits: `make house`.

The limits on modules and lines hold for what the product did when they were set (commit 20890dd:
375 modules, 41,348 lines). Modules of later features are those of `NEW`; lines of later features
stand in `ADDED`, since most are in modules that were there. All counts are printed.
A module, function or parameter list may be longer for a reason, given beside it in a comment:
`# house: <reason>`, above the module's first import or on a line of the function's signature.
"""

from __future__ import annotations

import ast
import sys
import tokenize
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

MOST_MODULES = 300
MOST_LINES = 36_000
MOST_LINES_OF_MODULE = 320
MOST_LINES_OF_FUNCTION = 60
MOST_PARAMETERS = 7
MOST_IDENTICAL_LINES = 10
#: Made by tools, not written by hand.
GENERATED = ("engine/_rules_data.py", "checks/shared/_languages_data.py", "text/cluster_table.py")
#: What the product could not do at commit 20890dd, with the issue that asked for it: the modules
#: that hold nothing else. They are left out of the counts of modules and lines alone.
NEW = {
    "titles in columns (19)": ("arrow/",),
    "a server for assistants (19)": ("mcp/", "cli/mcp.py"),
    "the local page (18)": ("page/", "cli/page.py"),
    "a report for approvers, approvals read back (18)": (
        "report/html/", "report/html/entries.py", "cli/report.py", "report/html/review.py",
    ),
    "workbooks (15)": ("plan/formats/xlsx.py",),
    "suggestions as CSV (15)": ("report/lines.py",),
    "tables of any length, read in pieces (15)": ("plan/pieces.py",),
    "series of calendars (15)": ("plan/formats/ics_events.py",),
    "YAML streams of several documents (15)": ("plan/formats/yaml.py",),
    "plans known by their content (15)": ("plan/evidence.py",),
    "the configuration that would read a file (15)": ("plan/explain.py",),
    ".gitignore (15)": ("config/walk.py",),
    "check --changed (15)": ("cli/gather.py",),
    "mistyped commands (15)": ("cli/mistyped.py",),
    "no workflow command in an output (16)": ("report/writer.py",),
    "a budget for patterns (16)": ("engine/budget.py", "schema/scalars.py"),
    "no save is lost to a fix (16)": ("source/exchange.py",),
    "a calendar of plans (17)": ("reach/calendar.py",),
    "a comparison of titles, HTML pages (17)": ("reach/comparison.py", "reach/page.py"),
    "history: weekdays and hours, speakers, trend (17)": (
        "reach/history/stats.py", "reach/history/query.py", "reach/history/trend.py",
    ),
}  # fmt: skip
#: The lines that commits for later features brought, net, by the issue that asked for them; counted
#: with `git log --no-merges --full-history --numstat 20890dd..`. Which issue a commit is for was
#: read from its message, as no message names one; so the figures stand here and are no function's.
#: A commit for a new feature adds its lines; one that makes the code smaller or plainer does not.
ADDED = {
    "judgement: new rules, languages, a length in graphemes (12)": 2_334,
    "one engine for better titles (13)": 452,
    "plans: workbooks, series, pieces, spellings; the command line (15)": 2_755,
    "reliability: budgets, saves, pipes, workflow commands (16)": 1_465,
    "reach: calendar, comparison, history by hour, the download (17)": 3_026,
    "the page, the report for approvers (18)": 3_191,
    "columns, the server for assistants, fewer rules a title (19)": 2_913,
}
REASON = "# house:"

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Module(NamedTuple):
    """One module: its dotted name, its path from the package's folder, its text and its tree."""

    name: str
    path: str
    text: str
    tree: ast.Module

    @property
    def lines(self) -> int:
        return self.text.count("\n")


def read_modules(package: Path) -> list[Module]:
    """Return the hand-written modules of a package."""
    found = []
    for file in sorted(package.rglob("*.py")):
        path = file.relative_to(package).as_posix()
        if path in GENERATED:
            continue
        name = ".".join((package.name, *Path(path).with_suffix("").parts))
        with tokenize.open(file) as source:
            text = source.read()
        found.append(Module(name.removesuffix(".__init__"), path, text, ast.parse(text)))
    return found


def imports(module: Module, names: set[str], top: str) -> Iterator[tuple[str, str]]:
    """Yield (module of ours, imported name) for each import, type-only and inner ones included."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name in names:
                    yield alias.name, ""
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == top:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield (whole, "") if whole in names else (node.module or "", alias.name)


def circles(modules: list[Module]) -> list[list[str]]:
    """Return the import circles: the strongly connected groups of more than one module."""
    names = {module.name for module in modules}
    top = modules[0].name.split(".")[0]
    # The package itself hands out public names lazily: what it names is no dependency.
    graph = {
        module.name: {name for name, _ in imports(module, names, top)} - {top, module.name}
        for module in modules
    }
    reach = {name: reachable(graph, name) for name in graph}
    groups = {
        tuple(sorted(one for one in reach[name] if name in reach.get(one, ()))) for name in reach
    }
    return [list(group) for group in sorted(groups) if len(group) > 1]


def reachable(graph: dict[str, set[str]], start: str) -> set[str]:
    """Return the modules that ``start`` depends on, directly or through others."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        for name in graph.get(waiting.pop(), ()):
            if name not in found:
                found.add(name)
                waiting.append(name)
    return found


def private_imports(modules: list[Module]) -> Iterator[str]:
    """Yield the imports of a name or module that another package keeps private."""
    names = {module.name for module in modules}
    top = modules[0].name.split(".")[0]
    for module in modules:
        package = module.name if module.path.endswith("__init__.py") else parent(module.name)
        for target, name in imports(module, names, top):
            owner = target if target in names and is_package(target, names) else parent(target)
            hidden = name.startswith("_") or target.rsplit(".", 1)[-1].startswith("_")
            if hidden and owner not in (package, top):
                yield f"{module.path}: {target}{'.' + name if name else ''}"


def parent(name: str) -> str:
    """Return the package of a module."""
    return name.rpartition(".")[0]


def is_package(name: str, names: set[str]) -> bool:
    """True where modules stand below ``name``."""
    return any(one.startswith(name + ".") for one in names)


def functions(modules: list[Module]) -> Iterator[tuple[Module, Function]]:
    """Yield every function and method with its module."""
    for module in modules:
        for node in ast.walk(module.tree):
            if isinstance(node, Function):
                yield module, node


def has_reason(module: Module, node: Function) -> bool:
    """True where a reason stands on a line of the signature."""
    lines = module.text.splitlines()
    return any(REASON in line for line in lines[node.lineno - 1 : node.body[0].lineno - 1])


def long_functions(modules: list[Module]) -> Iterator[str]:
    """Yield the functions with too many lines or parameters, and no reason beside them."""
    for module, node in functions(modules):
        lines = (node.end_lineno or node.lineno) - node.lineno + 1
        given = node.args
        count = len([*given.posonlyargs, *given.args, *given.kwonlyargs])
        if given.args and given.args[0].arg in ("self", "cls"):
            count -= 1
        if (lines > MOST_LINES_OF_FUNCTION or count > MOST_PARAMETERS) and not has_reason(
            module, node
        ):
            yield f"{module.path}:{node.lineno} {node.name}: {lines} lines, {count} parameters"


def long_modules(modules: list[Module]) -> Iterator[str]:
    """Yield the modules with too many lines, and no reason above their first import."""
    for module in modules:
        first = next(
            (n for n in module.tree.body if isinstance(n, ast.Import | ast.ImportFrom)), None
        )
        head = module.text.splitlines()[: first.lineno if first else 20]
        if module.lines > MOST_LINES_OF_MODULE and not any(REASON in line for line in head):
            yield f"{module.path}: {module.lines} lines"


def repeats(files: Iterable[Path], root: Path) -> Iterator[str]:
    """Yield the pairs of places that share too many identical lines in a row.

    Blank lines, comments and imports do not count, and neither does indentation.
    """
    size = MOST_IDENTICAL_LINES + 1
    seen: dict[tuple[str, ...], tuple[Path, int]] = {}
    told: set[tuple[Path, Path]] = set()
    for file in files:
        lines = list(significant_lines(file.read_text(encoding="utf-8")))
        for index in range(len(lines) - size + 1):
            window = tuple(line for _, line in lines[index : index + size])
            first = seen.setdefault(window, (file, lines[index][0]))
            apart = first[0] != file or lines[index][0] - first[1] >= size
            if apart and (first[0], file) not in told:
                told.add((first[0], file))
                one, other = first[0].relative_to(root), file.relative_to(root)
                yield f"{one}:{first[1]} = {other}:{lines[index][0]}"


def significant_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield number and text of the lines that say something."""
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip()
        if bare and not bare.startswith(("#", "import ", "from ")) and any(map(str.isalnum, bare)):
            yield number, bare


def main(
    root: Path,
    new: Mapping[str, tuple[str, ...]] = NEW,
    added: Mapping[str, int] = ADDED,
) -> int:
    """Print the measures of the tree at ``root``; return 1 where a limit is broken."""
    modules = read_modules(root / "spacelint")
    names = tuple(name for group in new.values() for name in group)
    counted = [module for module in modules if not module.path.startswith(names)]
    every = sum(module.lines for module in modules)
    total = every - sum(added.values())
    code = [root / "spacelint" / module.path for module in modules]
    code += sorted((root / "tools").rglob("*.py")) + sorted((root / "benchmarks").rglob("*.py"))
    found: dict[str, list[str]] = defaultdict(list)
    if len(counted) > MOST_MODULES:
        found["modules"].append(f"{len(counted)} modules")
    if total > MOST_LINES:
        found["lines"].append(f"{total:,} lines")
    found["long modules"] += long_modules(modules)
    found["long functions"] += long_functions(modules)
    found["private imports"] += private_imports(modules)
    found["import circles"] += [", ".join(circle) for circle in circles(modules)]
    found["repeated lines"] += repeats(code, root)
    found["new modules that are not there"] += [
        name for name in names if not any(module.path.startswith(name) for module in modules)
    ]
    print(f"modules: {len(counted)} (at most {MOST_MODULES}), with new features {len(modules)}")
    print(f"lines: {total:,} (at most {MOST_LINES:,}), with new features {every:,}")
    for what in ("long modules", "long functions", "private imports", "import circles",
                 "repeated lines", "new modules that are not there"):  # fmt: skip
        print(f"{what}: {len(found[what])} (none)")
        for one in found[what]:
            print(f"  {one}")
    return int(any(found.values()))


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parents[1]))
