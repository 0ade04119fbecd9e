"""Text from outside is shown escaped: wherever a message shows a path or a value, by one function.

The first test reads the code: no message may show a name of the kind that holds such text as it is.
The others run the command with hostile text in every place that a repository can put it.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "spacelint"
#: Names that hold text from outside: a path, a title, a key, an answer.
FOREIGN = frozenset(
    "path paths folder file filename title name value text key uri url host handle tag given word"
    " label argument selector".split()
)
#: What makes text safe to show.
ESCAPES = frozenset(("visible", "shown", "quoted", "repr", "code", "plain", "escape", "toml_text"))
#: Exceptions and values whose whole text is escaped where it is shown, with the place.
ESCAPED_WHEN_SHOWN = {
    "HistoryError": "cli/history_figures.py",
    "Fault": "schema/problem.py",
    "Problem": "schema/problem.py",
    "ConfigurationError": "cli/page.py",
    "HostError": "reach/xapi/models.py",
    "_BrokenError": "reach/xapi/models.py",
}
#: Shown as they are, since they are ours; each is (module, expression).
OURS = {
    ("_lazy.py", "name"),
    ("page/serve.py", "url"),
    ("cli/reach_report.py", "file"),  # escaped a line above
}
SHOWING = re.compile(r"(?:print|echo|.*(?:Error|Problem|Fault|NotRead|NotWritten|Refused))\Z")


def shown_raw(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and expression of each foreign value that a message shows as it is."""
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(call, ast.Call):
            continue
        function = called(call)
        if not SHOWING.match(function) or function in ESCAPED_WHEN_SHOWN:
            continue
        for given in [*call.args, *(keyword.value for keyword in call.keywords)]:
            for value in values_shown(given):
                name = value.attr if isinstance(value, ast.Attribute) else getattr(value, "id", "")
                if name in FOREIGN:
                    yield call.lineno, ast.unparse(value)


def called(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def values_shown(node: ast.AST) -> Iterator[ast.expr]:
    """Yield what f-strings show, but for what is inside of a call that escapes or is an `!r`."""
    if isinstance(node, ast.Call) and called(node) in ESCAPES:
        return
    if isinstance(node, ast.FormattedValue) and node.conversion == -1:
        yield node.value
    for child in ast.iter_child_nodes(node):
        yield from values_shown(child)


def test_no_message_shows_a_path_or_value_as_it_is():
    found = [
        f"{path.relative_to(PACKAGE)}:{line} {{{expression}}}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if not path.name.endswith("_data.py")
        for line, expression in shown_raw(path)
        if (str(path.relative_to(PACKAGE)), expression) not in OURS
    ]
    assert found == []


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ("print(f'{path}: gone')", ["path"]),
        ("raise UsageError(f'{space.title} is long')", ["space.title"]),
        ("print('x', f'{a}', file=f'{path}')", ["path"]),
        ("print(visible(f'{path}: gone'))", []),
        ("print(f'{visible(path)}: {value!r}')", []),
        ("save(f'{path}.tmp')", []),
    ],
)
def test_the_reading_of_the_code_sees_them(tmp_path, code, seen):
    path = tmp_path / "module.py"
    path.write_text(code)
    assert [expression for _, expression in shown_raw(path)] == seen


EVIL = "\x1b]0;pwned\x07\u202e\x9b31m"


def raw(text: str) -> list[str]:
    """Return what a terminal might obey, or nobody would see."""
    return [char for char in text if not char.isprintable() and char not in "\n\t"]


def run(folder: Path, *args: str) -> str:
    env = {"PATH": "/usr/bin:/bin", "HOME": str(folder)}
    command = [sys.executable, "-m", "spacelint", *args]
    done = subprocess.run(command, cwd=folder, capture_output=True, input=b"", env=env)
    text = (done.stdout + done.stderr).decode()
    assert "Traceback" not in text
    return text


@pytest.mark.parametrize(
    "config",
    [
        'rule-files = ["EVIL"]', 'baseline = "EVIL"', 'baseline = "b.json"', 'extend = ["EVIL"]',
        'extend = ["EVIL.toml"]', 'select = ["EVIL"]', '"EVIL" = 1', '[rules."EVIL"]\na = 1',
        'required-version = "EVIL"', '[plan]\n"EVIL" = 1', '[campaigns."EVIL"]\nx = 1',
        '[brand]\nnames = ["EVIL"]\nhashtags = ["#EVIL"]', '[handles]\n"EVIL" = "x"',
        '[severity]\n"EVIL" = "error"', 'per-file-ignores = {"EVIL" = ["EVIL"]}', "EVIL",
    ],
)  # fmt: skip
@pytest.mark.parametrize("command", [["check"], ["config", "show"], ["AMA"], ["suggest", "AMA"]])
def test_a_configuration_cannot_speak_to_the_terminal(tmp_path, config, command):
    escaped = "".join(f"\\u{ord(char):04x}" if not char.isprintable() else char for char in EVIL)
    written = EVIL if config == "EVIL" else config.replace("EVIL", escaped)
    (tmp_path / "spacelint.toml").write_text(written, encoding="utf-8")
    codes = {"version": 1, "findings": {EVIL: {EVIL: EVIL}}}
    (tmp_path / "b.json").write_text(json.dumps(codes))
    (tmp_path / "space.yaml").write_text("- title: AMA with all of us\n")
    assert raw(run(tmp_path, *command)) == []


@pytest.mark.parametrize(
    "args",
    [
        [EVIL], ["check", EVIL], ["check", f"{EVIL}.yaml"], ["--select", EVIL, "AMA"],
        ["rule", EVIL], [f"--{EVIL}"], ["suggest", EVIL], ["preview", EVIL], ["reach", EVIL],
        ["check", "--output-file", f"{EVIL}=x"], ["check", "--output-format", EVIL], ["test", EVIL],
        ["history", "import", EVIL], ["check", "--config", EVIL], ["config", "schema", EVIL],
        ["check", "--today", EVIL], ["--campaign", EVIL, "AMA"], ["preview", "AMA", "--svg", EVIL],
    ],
)  # fmt: skip
def test_an_argument_cannot_speak_to_the_terminal(tmp_path, args):
    assert raw(run(tmp_path, *args)) == []


@pytest.mark.parametrize("args", [["rule", "EV001"], ["rule"], ["test", "e.toml"], ["check", "."]])
@pytest.mark.parametrize("output", ["", "x"])
def test_a_rule_cannot_speak_to_the_terminal(tmp_path, args, output):
    """Each text of a rule file is shown, and where an example fails its parts are too."""
    evil = json.dumps(f"{EVIL}\n::error::x")
    (tmp_path / "e.toml").write_text(f"""
        [rules.EV001]
        name = "evil"
        summary = {evil}
        check = "pattern"
        scope = "title"
        regex = "a+"
        replacement = {evil}
        message = {evil}
        help = {evil}
        rationale = {evil}
        fix = {{ title = {evil}, applicability = "safe" }}
        valid = [{evil}]
        [[rules.EV001.invalid]]
        title = {evil[:-1] + 'a"'}
        highlight = {evil}
        output = {evil}
        {f"note = {evil}" if output else ""}
    """)
    (tmp_path / "spacelint.toml").write_text('rule-files = ["e.toml"]')
    (tmp_path / "spaces.yaml").write_text("spaces:\n- title: aab\n  host: '@jack'\n")
    shown = run(tmp_path, *args)
    assert raw(shown) == []
    assert "U+" in shown
