"""The shape of the code: imports run downward, a bare call imports little, modules stay small."""

from __future__ import annotations

import ast
import re
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
#: Modules of the standard library that some Pythons are without.
NOT_EVERYWHERE = ("ctypes", "fcntl")


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


def tricks(source: str) -> set[str]:
    """Return what a module does to start faster: only hot ones may."""
    tree = ast.parse(source)
    found = {one for node in ast.walk(tree) for one in trick_of(node)}
    tries = [node for node in ast.walk(tree) if isinstance(node, ast.Try) and guards_import(node)]
    guarded = {id(node) for one in tries for part in one.body for node in ast.walk(part)}
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                if id(node) not in guarded:
                    found |= {
                        f"{name} in a function"
                        for name in imported_names(node)
                        if not name.startswith((*NEED_EXTRAS, *NOT_EVERYWHERE))
                    }
    return found


def trick_of(node: ast.AST) -> set[str]:
    match node:
        case ast.Assign(targets=[ast.Name("TYPE_CHECKING")]):
            return {"TYPE_CHECKING = False"}
        case ast.ImportFrom(module="spacelint.text.value", names=names):
            return {one.name for one in names} & {"NamedTuple"}
        case ast.ImportFrom(module="spacelint._lazy"):
            return {"lazy names"}
    return set()


def imported_names(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names}
    return {str(node.module)} if isinstance(node, ast.ImportFrom) else set()


def guards_import(node: ast.Try) -> bool:
    """True where what cannot be imported is dealt with: an extra, or a part of some Pythons."""
    return any(one.type and "ImportError" in ast.unparse(one.type) for one in node.handlers)


def test_only_hot_modules_and_checks_save_on_imports():
    """A title decides which checks a call imports, so that each of them may be hot."""
    found = {}
    for path in modules():
        name = name_of(path)
        if name not in MODULES and room(path) != "checks" and name not in NEED_EXTRAS:
            found[name] = tricks(path.read_text(encoding="utf-8"))
    assert {name: sorted(some) for name, some in found.items() if some} == {}


@pytest.mark.parametrize(
    "source",
    [
        "TYPE_CHECKING = False",
        "from spacelint.text.value import NamedTuple",
        "from spacelint.text.value import Path, NamedTuple as Named",
        "from spacelint._lazy import lazily",
        "def f():\n    import json",
        "async def f():\n    from spacelint.plan import Plan",
        "def f():\n    import tomli",
        "def f():\n    try:\n        import json\n    except ValueError:\n        pass",
        "class A:\n    def f(self):\n        if x:\n            import json",
    ],
)
def test_each_trick_is_seen(source):
    assert len(tricks(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        "from typing import TYPE_CHECKING, NamedTuple\nif TYPE_CHECKING:\n    import json",
        "from spacelint.text.value import Path",
        "def f():\n    try:\n        import keyring\n    except ImportError:\n        pass",
        "def f():\n    from spacelint.lsp.start import serve_tcp",
    ],
)
def test_what_needs_an_extra_is_no_trick(source):
    assert tricks(source) == set()


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
