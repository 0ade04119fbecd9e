"""The shape of the code: imports run downward, a bare call imports little, modules stay small."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hot import MODULES

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "spacelint"
#: From the highest room to the lowest; rooms of one level do not import each other.
LEVELS = (
    ("__main__",),
    ("cli",),
    ("arrow", "lsp", "mcp", "page"),
    ("suggester", "preview"),
    ("report", "fixer", "reach"),
    ("engine",),
    ("checks",),
    ("config",),
    ("brand", "plan"),
    ("schema",),
    ("source",),
    ("text",),
)
LEVEL = {room: level for level, rooms in enumerate(LEVELS) for room in rooms}


def modules() -> list[Path]:
    return [p for p in sorted(PACKAGE.rglob("*.py")) if not p.name.endswith("_data.py")]


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """Return every module that ``path`` imports at run time, wherever the import stands."""
    found: set[str] = set()
    pending: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            pending.extend(node.orelse)
            continue
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: a relative import"
            found.add(node.module)
            if node.module == "spacelint":
                found.update(f"spacelint.{alias.name}" for alias in node.names)
        pending.extend(ast.iter_child_nodes(node))
    return found


def rooms_imported(path: Path) -> set[str]:
    parts = [name.split(".") for name in imports(path) if name.startswith("spacelint.")]
    return {part[1] for part in parts if part[1] in LEVEL}


def test_imports_run_downward_only():
    upward = [
        f"{path.relative_to(ROOT)} imports {other}"
        for path in modules()
        if (here := room(path)) in LEVEL
        for other in sorted(rooms_imported(path))
        if other != here and LEVEL[other] <= LEVEL[here]
    ]
    assert upward == []


def test_text_imports_nothing_of_ours_but_itself():
    outside = {
        f"{path.name}: {name}"
        for path in modules()
        if room(path) == "text"
        for name in imports(path)
        if name.startswith("spacelint") and not name.startswith("spacelint.text")
    }
    assert outside == set()


def test_only_the_client_of_x_talks_http():
    users = {
        path.relative_to(PACKAGE).parts[:2]
        for path in modules()
        for name in imports(path)
        if name.split(".")[0] in ("httpx", "urllib3", "requests", "http")
    }
    assert users <= {("reach", "xapi")}


def test_more_than_half_of_the_modules_have_fewer_than_200_lines():
    lines = {p: len(p.read_text(encoding="utf-8").splitlines()) for p in modules()}
    long = [p for p, count in lines.items() if count >= 200]
    assert len(long) < len(lines) / 2


@pytest.mark.parametrize(
    "page", [*sorted(PACKAGE.rglob("README.md")), ROOT / "docs/architecture.md"],
    ids=lambda page: str(page.relative_to(ROOT)),
)  # fmt: skip
def test_a_page_on_the_code_names_modules_that_are_there(page):
    folders = [ROOT / name for name in ("spacelint", "tests", "tools")]
    there = [f"/{p.relative_to(ROOT)}" for folder in folders for p in folder.rglob("*.py")]
    named = re.findall(r"`([\w/]+\.py)`", page.read_text(encoding="utf-8"))
    missing = [name for name in named if not any(p.endswith(f"/{name}") for p in there)]
    assert set(missing) <= {"_rules_data.py"}, missing  # that one is made


def test_every_module_and_every_public_thing_says_what_it_is():
    silent = []
    for path in modules():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if tree.body and not ast.get_docstring(tree):
            silent.append(str(path.relative_to(ROOT)))
        for node in tree.body:
            kinds = (ast.FunctionDef, ast.ClassDef)
            if isinstance(node, kinds) and node.name[0] != "_" and not ast.get_docstring(node):
                silent.append(f"{path.relative_to(ROOT)}: {node.name}")
    assert silent == []


def imported_by(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", f"{code}\nimport sys\nprint(*sys.modules)"],
        capture_output=True,
        text=True,
        cwd="/",
        check=True,
    )
    return set(done.stdout.splitlines()[-1].split())


#: What a bare call must never pay for.
HEAVY = ("typer", "click", "rich", "httpx", "pydantic", "pygls", "tomli", "tomllib", "typing",
         "dataclasses", "json", "datetime", "regex", "yaml", "subprocess", "importlib.metadata",
         "inspect", "pathlib", "ftfy", "wcwidth", "decimal", "urllib", "logging",
         "asyncio")  # fmt: skip


@pytest.fixture(scope="module")
def _compiled():
    """Compile the built-in rules, as an installed package has them."""
    subprocess.run([sys.executable, "-m", "spacelint.engine.compiled"], cwd=ROOT, check=True)


#: Titles of many scripts, with and without findings.
HOT_TITLES = [
    "Town hall with @acme on remote work",
    "Town hall #AT&T with @acme, live @8pm",
    "Una charla de café con amigos",
    "Momentum 🎉 karaoke night 🇲🇽",
    "今日は東京の夜を語る",
    "हिन्दी में खुली बातचीत",
    "Разговор о Москве",
    "Una charla de café con @ana_sur y #CaféTalk",
    "今夜 #日本語 を @jack と話す 🎉",
]


@pytest.mark.usefixtures("_compiled")
@pytest.mark.parametrize("title", HOT_TITLES)
def test_a_bare_call_imports_little(title):
    bare = imported_by("pass")
    call = imported_by(f"from spacelint.__main__ import run\nrun([{title!r}])")
    more = call - bare
    assert sorted(more.intersection(HEAVY)) == []
    # The better title of a title with findings takes the suggester.
    most = 85 if "#" in title else 75
    assert len([name for name in more if name.startswith("spacelint")]) <= most
    assert len([name for name in more if not name.startswith("spacelint")]) <= 40


@pytest.mark.usefixtures("_compiled")
def test_a_check_of_the_example_needs_no_pattern_library(tmp_path):
    plan = tmp_path / "spaces.yaml"
    plan.write_bytes((ROOT / "docs" / "examples" / "spaces.yaml").read_bytes())
    more = imported_by(f"from spacelint.__main__ import run\nrun(['check', {str(plan)!r}])")
    # It reads YAML and dates, and the words of languages for the better titles.
    unwanted = set(HEAVY) - {"yaml", "datetime", "tomli"}
    assert sorted(more.intersection(unwanted)) == []
    assert len([name for name in more if name.startswith("spacelint")]) <= 165


#: Modules that need an extra, and the one that imports httpx, which answers of today do without.
NEED_EXTRAS = ("spacelint.reach.xapi.transport",
               "spacelint.arrow", "spacelint.lsp", "spacelint.mcp", "spacelint.page",
               "spacelint.preview.png", "spacelint.plan.formats.xlsx")  # fmt: skip


@pytest.fixture(scope="session")
def hot(tmp_path_factory) -> frozenset[str]:
    """The modules of ours that bare titles and a bare `check` import; any check may be one."""
    folder = tmp_path_factory.mktemp("hot")
    shutil.copy(ROOT / "docs" / "examples" / "spaces.yaml", folder)
    shutil.copytree(ROOT / "docs" / "examples" / "acme", folder / "acme")
    calls = [[title] for title in HOT_TITLES]
    calls += [["check", str(folder / "spaces.yaml")], ["check", str(folder / "acme")]]
    found = MODULES | {name_of(path) for path in modules() if room(path) == "checks"}
    for call in calls:
        code = f"from spacelint.__main__ import run\nrun({call!r})"
        found |= {name for name in imported_by(code) if name.startswith("spacelint")}
    return frozenset(found)


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


def inner_imports(path: Path) -> set[str]:
    """Return the standard or own modules that functions import, unless an extra is asked for."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tries = [node for one in ast.walk(tree) if isinstance(one, ast.Try) for node in one.body]
    asked = {id(node) for one in tries for node in ast.walk(one)}
    found = set()
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Import) and id(node) not in asked:
                    found |= {alias.name for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and id(node) not in asked:
                    found.add(str(node.module))
    known = {*sys.stdlib_module_names, "spacelint"} - {"fcntl"}  # Windows has none
    return {one for one in found if one.split(".")[0] in known and not one.startswith(NEED_EXTRAS)}


@pytest.mark.usefixtures("_compiled")
def test_only_hot_modules_save_on_imports(hot):
    """The import-free NamedTuple, `TYPE_CHECKING = False`, lazy names, imports in functions."""
    found = []
    for path in modules():
        name, text = name_of(path), path.read_text(encoding="utf-8")
        if name in hot or name == "spacelint.__main__":
            continue
        tricks = ("TYPE_CHECKING = False", "text.value import NamedTuple", "import lazily")
        found += [f"{name}: {one}" for one in tricks if one in text and name not in NEED_EXTRAS]
        found += [f"{name}: {one} in a function" for one in sorted(inner_imports(path))]
    assert found == []


def test_importing_the_package_imports_nothing_else_of_it():
    more = imported_by("import spacelint") - imported_by("pass")
    assert {name for name in more if name.startswith("spacelint")} <= {
        "spacelint",
        "spacelint._lazy",
    }


@pytest.mark.parametrize("scripts", [["typer"], ["httpx"], ["pygls"]])
def test_the_public_names_need_no_heavy_library(scripts):
    everything = "import spacelint\nfor n in spacelint.__all__: getattr(spacelint, n)"
    assert not imported_by(everything).intersection(scripts)
