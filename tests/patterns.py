"""All patterns of the code, found in its syntax tree, and what they take on texts made to hurt.

A pattern is driven with each of its own characters, classes and pieces repeated, alone and behind
what stands before them in it. It is *steep* where twice the text takes more than three times
as long: it goes back over the same characters again and again.
"""

from __future__ import annotations

import ast
import importlib
import re
import re._constants as op  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
import signal
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, NamedTuple

import regex

from spacelint.text.pattern import CLASSES

ROOT = Path(__file__).resolve().parents[1]
_CALLS = ("compile", "search", "match", "fullmatch", "sub", "findall", "finditer", "split")
_ANCHORED = frozenset(("match", "fullmatch", "match_token", "a part"))
_LOOKS_LIKE_ONE = re.compile(r"[*+]")
_NONE_OF = {"CATEGORY_NOT_SPACE": "a.", "CATEGORY_NOT_DIGIT": "a ", "CATEGORY_NOT_WORD": ". "}
_SOME_OF = {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " \n", "CATEGORY_WORD": "a1", **_NONE_OF}
_TEXTS = (ast.Constant, ast.JoinedStr, ast.BinOp)
_SECONDS = 1  # that one call may take
_LENGTHS = (2_000, 8_000, 16_000)  # characters: of a first look, and of two that are compared


class Found(NamedTuple):
    """A pattern, where it stands (module and name) and whether it is looked for at each place."""

    place: str
    text: str | bytes
    flags: int
    library: str  # re, regex, or Pattern, which is both
    searched: bool


def found_in(source: str, module: str, names: dict[str, Any]) -> Iterator[Found]:
    """Yield the patterns of a module; those made of what only a call knows are not among them."""
    tree = ast.parse(source)
    above = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and (library := _library(node.func)):
            text = _value(node.args[0], names)
            if isinstance(text, str | bytes):
                given = [_value(each, names) for each in node.args[1:]]
                flags = sum(each for each in given if isinstance(each, re.RegexFlag))
                methods = _methods_of_call(node, above, tree)
                place = f"{module}.{_name_of(node, above) or ast.unparse(node.args[0])[:40]}"
                yield Found(place, text, int(flags), library, not methods <= _ANCHORED)
    for node in tree.body:  # what is compiled elsewhere, by its name
        target = node.targets[0] if isinstance(node, ast.Assign) else None
        if isinstance(target, ast.Name) and isinstance(node.value, _TEXTS):  # type: ignore[attr-defined]
            text = names.get(target.id)
            if isinstance(text, str) and _LOOKS_LIKE_ONE.search(text) and _compiles(text):
                methods = _methods_of_name(target.id, above, tree)
                if methods != {"a part"}:
                    searched = not methods <= _ANCHORED
                    yield Found(f"{module}.{target.id}", text, 0, "re", searched)


@cache
def all_patterns() -> tuple[Found, ...]:
    """Return the patterns of the package and of its rules."""
    return tuple(_all_patterns())


def _all_patterns() -> Iterator[Found]:
    for path in sorted((ROOT / "spacelint").rglob("*.py")):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        if not module.endswith("__main__"):
            names = vars(importlib.import_module(module))
            yield from found_in(path.read_text(), module.removeprefix("spacelint."), names)
    for path in sorted((ROOT / "rules").glob("*.toml")):
        for code, rule in tomllib.loads(path.read_text()).get("rules", {}).items():
            if "regex" in rule:
                yield Found(code, rule["regex"], 0, "regex", True)


def _library(called: ast.expr) -> str:
    if isinstance(called, ast.Name):
        return {"Pattern": "Pattern", "compiled": "re", "compile_re": "re"}.get(called.id, "")
    if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name):
        return called.value.id * (called.value.id in ("re", "regex") and called.attr in _CALLS)
    return ""


def _value(node: ast.expr, names: dict[str, Any]) -> object:
    try:
        return eval(compile(ast.Expression(node), "", "eval"), dict(names))
    except Exception:
        return None  # a name of the function that it stands in


def _name_of(node: ast.AST, above: dict[ast.AST, ast.AST]) -> str:
    while node in above and not isinstance(node, ast.stmt):
        node = above[node]
    target = node.targets[0] if isinstance(node, ast.Assign) else None
    return target.id if isinstance(target, ast.Name) else ""


def _methods_of_call(node: ast.Call, above: dict[ast.AST, ast.AST], tree: ast.AST) -> set[str]:
    called = node.func.attr if isinstance(node.func, ast.Attribute) else "compile"
    if called != "compile":
        return {called}
    parent = above[node]
    if isinstance(parent, ast.Attribute):
        return {parent.attr}
    name = _name_of(node, above)
    return _methods_of_name(name, above, tree) if name else {"handed on"}


def _methods_of_name(name: str, above: dict[ast.AST, ast.AST], tree: ast.AST) -> set[str]:
    methods = set() if name.startswith("_") else {"used elsewhere"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load):
            parent = above[node]
            if isinstance(parent, ast.FormattedValue | ast.BinOp):
                methods.add("a part")
                continue
            if isinstance(parent, ast.Call) and isinstance(parent.func, ast.Attribute):
                methods.add(parent.func.attr if parent.func.attr != "compile" else "")
            while isinstance(parent, ast.Call) or getattr(parent, "attr", "") == "reading":
                parent = above[parent]
            methods.add(parent.attr if isinstance(parent, ast.Attribute) else "handed on")
    known = methods & {*_CALLS, "match_token", "a part"}
    return known if known and methods - known <= {"", "handed on"} else methods


def _compiles(text: str) -> bool:
    try:
        return bool(re.compile(text))
    except (re.error, OverflowError):
        return False


def _filled(text: str, form: int) -> str:
    for name, forms in CLASSES.items():
        text = text.replace(f"«{name}»", forms[form])
    return text


def hard_texts(text: str | bytes, flags: int) -> list[tuple[str, str, str]]:
    """Return what a pattern may be slow on: what comes first, what is repeated, what ends it."""
    plain = text.decode("latin-1") if isinstance(text, bytes) else _filled(text, 1)
    plain = re.sub(r"\\p\{[^}]*\}", "aé", plain).replace("(?|", "(?:")
    chars: set[str] = set()
    repeated: dict[tuple[str, str], None] = {}
    _pieces(parser.parse(plain, flags), "", chars, repeated)
    some = sorted(chars)[:: max(1, len(chars) // 12)]
    some = list(dict.fromkeys([*some, " ", "a", "1"]))
    found = [("", a, end) for a in some for end in ("", "\x01")]
    found += [("", a + b, "\x01") for a in some[:7] for b in some[:7] if a != b]
    for before, piece in list(repeated)[:20]:
        found += [(before, piece, "\x01"), ("", before + piece, "\x01")]
    return [each for each in dict.fromkeys(found) if 0 < len(each[1]) < 80]


def _pieces(tree: Any, before: str, chars: set[str], repeated: dict[tuple[str, str], None]) -> str:
    """Return a text that ``tree`` may match, and gather its characters and what it repeats."""
    start = before
    for code, value in tree:
        piece = ""
        if code is op.LITERAL:
            piece = chr(value)
        elif code in (op.NOT_LITERAL, op.ANY):
            piece = "a" if value != ord("a") else "b"
        elif code is op.IN:
            several = _members(value)
            chars.update(several)
            piece = several[0]
        elif code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            known = set(chars)
            piece = _pieces(value[2], before, chars, repeated)
            for each in (piece, *sorted(chars - known)[:4]):
                repeated[before, each] = None
            piece *= min(max(1, value[0]), 30)
        elif code in (op.SUBPATTERN, op.ATOMIC_GROUP):
            piece = _pieces(value if code is op.ATOMIC_GROUP else value[3], before, chars, repeated)
        elif code is op.BRANCH:
            piece, *_ = (_pieces(each, before, chars, repeated) for each in value[1])
        elif code in (op.ASSERT, op.ASSERT_NOT):
            _pieces(value[1], before, chars, repeated)
        chars.update(piece[:1])
        before += piece
    return before[len(start) :]


def _members(items: Any) -> str:
    found = ""
    for code, value in items:
        if code is op.LITERAL:
            found += chr(value)
        elif code is op.RANGE:
            found += chr(value[0])
        elif code is op.CATEGORY:
            found += _SOME_OF[str(value)]
    if items[0][0] is op.NEGATE:
        found = "".join(char for char in "a1 .\n-x" if char not in found)
    return found[:6] or "a"


class _LateError(Exception):
    """A call took longer than `_SECONDS`."""


def _seconds(
    call: Callable[[Any], object], text: str | bytes, clock: Callable[[], float] = process_time
) -> float:
    def late(*_: object) -> None:
        raise _LateError

    before = signal.signal(signal.SIGVTALRM, late)
    signal.setitimer(signal.ITIMER_VIRTUAL, _SECONDS)
    try:
        start = clock()
        call(text)
        return clock() - start
    except _LateError:
        return _SECONDS if len(text) < _LENGTHS[2] else 4 * _SECONDS
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def steep_on(found: Found) -> tuple[str, str, str] | None:
    """Return a text that a pattern is steep on, in three parts of which the second is repeated."""
    for compiled in _forms(found):

        def call(text: Any, compiled: Any = compiled) -> None:
            if found.searched:
                for _ in compiled.finditer(text):
                    pass
            else:
                compiled.match(text)

        for parts in hard_texts(found.text, found.flags):
            short, middle, long = (_of_length(parts, n, found.text) for n in _LENGTHS)
            if _seconds(call, short, perf_counter) > 0.0007:  # a finer clock than CPU time
                taken = _seconds(call, long)
                if taken > 0.05 and taken > 3 * _seconds(call, middle):
                    return parts
    return None


def _forms(found: Found) -> list[Any]:
    if isinstance(found.text, str) and found.library == "Pattern" and "«" in found.text:
        return [re.compile(_filled(found.text, 1)), regex.compile(_filled(found.text, 0))]
    if found.library == "regex":
        return [regex.compile(found.text)] if r"\L<" not in str(found.text) else []
    return [re.compile(found.text, found.flags)]


def _of_length(parts: tuple[str, str, str], length: int, like: str | bytes) -> str | bytes:
    text = parts[0] + parts[1] * (length // len(parts[1])) + parts[2]
    return text.encode() if isinstance(like, bytes) else text
