"""`make house` sees each fault it looks for, and finds none in this tree."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
_spec = importlib.util.spec_from_file_location("house", ROOT / "tools" / "house.py")
assert _spec is not None
assert _spec.loader is not None
house = importlib.util.module_from_spec(_spec)
sys.modules["house"] = house
_spec.loader.exec_module(house)

PARAMETERS = ", ".join(f"p{n}" for n in range(house.MOST_PARAMETERS + 1))
BODY = "\n".join(f"    x{n} = {n}" for n in range(house.MOST_LINES_OF_FUNCTION))
SAME = "\n".join(f"value_{n} = call({n})" for n in range(house.MOST_IDENTICAL_LINES + 1))


NEW = {"a page (18)": ("page/",)}


def measure(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    new: dict | None = None,
    added: dict | None = None,
    **files: str,
) -> tuple[int, str]:
    for name, text in {"__init__": "", "a/__init__": "", "b/__init__": "", **files}.items():
        path = tmp_path / "spacelint" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    status = house.main(tmp_path, new or {}, added or {})
    return status, capsys.readouterr().out


@pytest.mark.parametrize(
    ("files", "line"),
    [
        (
            {"a/x": "from spacelint.b import y", "b/y": "from spacelint.a import x"},
            "import circles: 1",
        ),
        (
            {
                "a/x": "def f():\n    import spacelint.b.y",
                "b/y": "if TYPE_CHECKING:\n    from spacelint.a.x import f",
            },
            "import circles: 1",
        ),
        ({"a/x": "_hidden = 1", "b/y": "from spacelint.a.x import _hidden"}, "private imports: 1"),
        ({"a/_x": "seen = 1", "b/y": "from spacelint.a._x import seen"}, "private imports: 1"),
        ({"a/x": f"def f({PARAMETERS}): pass"}, "long functions: 1"),
        ({"a/x": f"async def f(self):\n{BODY}"}, "long functions: 1"),
        ({"a/x": "\n" * (house.MOST_LINES_OF_MODULE + 1)}, "long modules: 1"),
        ({"a/x": SAME, "b/y": SAME}, "repeated lines: 1"),
    ],
)  # fmt: skip
def test_each_fault_is_seen(tmp_path, capsys, files, line):
    status, out = measure(tmp_path, capsys, **files)
    assert status == 1
    assert line in out


@pytest.mark.parametrize(
    "files",
    [
        {"a/x": "from spacelint.b import y", "b/y": "import os"},
        {"a/x": "from spacelint.a.y import _ours", "a/y": "_ours = 1"},
        {"a/_x": "seen = 1", "a/y": "from spacelint.a import _x\nfrom spacelint.a._x import seen"},
        {"a/x": f"def f({PARAMETERS}):  # house: typer reads the options here\n    pass"},
        {"a/x": "# house: one grammar\nimport os\n" + "\n" * house.MOST_LINES_OF_MODULE},
        {"a/x": "import os\n# note\n\n" * 20, "b/y": "import os\n# note\n\n" * 20},
    ],
)
def test_what_is_allowed_is_not_a_fault(tmp_path, capsys, files):
    status, out = measure(tmp_path, capsys, **files)
    assert status == 0, out


def test_too_many_modules_and_lines_are_seen(tmp_path, capsys):
    many = {f"a/m{n}": "" for n in range(house.MOST_MODULES)}
    status, out = measure(tmp_path, capsys, **many)
    assert status == 1
    assert f"modules: {len(many) + 3} " in out


def test_modules_of_new_features_are_counted_apart(tmp_path, capsys):
    page = {f"page/m{n}": "x = 1\n" for n in range(house.MOST_MODULES)}
    status, out = measure(tmp_path, capsys, NEW, **page)
    assert status == 0
    assert f"modules: 3 (at most {house.MOST_MODULES}), with new features {len(page) + 3}" in out
    assert f"with new features {len(page)}\n" in out


def test_lines_of_new_features_are_counted_apart(tmp_path, capsys):
    long = "x = 1\n" * (house.MOST_LINES_OF_MODULE // 2)
    many = {f"a/m{n}": long for n in range(house.MOST_LINES // house.MOST_LINES_OF_MODULE * 2 + 1)}
    whole = len(many) * house.MOST_LINES_OF_MODULE // 2
    status, out = measure(tmp_path, capsys, **many)
    assert status == 1
    assert f"lines: {whole:,} (at most {house.MOST_LINES:,})" in out
    status, out = measure(tmp_path, capsys, added={"a page (18)": 1_000}, **many)
    assert f"lines: {whole - 1_000:,} " in out
    assert f"with new features {whole:,}\n" in out


def test_a_new_module_that_is_not_there_is_a_fault(tmp_path, capsys):
    status, out = measure(tmp_path, capsys, NEW)
    assert status == 1
    assert "new modules that are not there: 1" in out


def test_this_tree_keeps_every_limit_on_structure(capsys):
    status = house.main(ROOT)
    assert status == 0, capsys.readouterr().out
