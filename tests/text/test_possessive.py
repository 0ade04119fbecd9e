"""Possessive groups of `re`, which match too much before Python 3.11.5."""

import re
import subprocess
import sys

import pytest
import regex  # its possessive groups are right on every Python
from hypothesis import example, given, settings
from hypothesis import strategies as st

from spacelint.text import pattern

BODIES = (r"\d|[:,](?=\d)", r"ab{1,2}d|z", r"(?<=#)x|a", "(?:ab)+d|z", r"[^)\]]|\)", r"a(?:b|c)?+d")


@pytest.mark.parametrize("quantifier", ["*+", "++", "?+", "{0,2}+", "{2}+"])
@pytest.mark.parametrize("body", BODIES)
@settings(deadline=None)
@given(st.text("#1:,abdcxz)] ", max_size=12), st.integers(0, 3))
@example("x #1:c", 2)
@example("x#1abb", 1)
def test_an_atomic_group_stands_for_a_possessive_one(body, quantifier, text, start):
    possessive = f"#?(?:{body}){quantifier}(b?)"
    assert "(?>(?:" in pattern._atomic(possessive)
    found = re.compile(pattern._atomic(possessive)).match(text, start)
    expected = regex.compile(possessive).match(text, start)
    assert (found and found.span()) == (expected and expected.span())


def test_what_is_no_possessive_group_stays():
    for same in (r"[)]*+(\)+)+", r"\(a\)*+", r"[]()*+]a++", r"(a)+(b)*c{2}+", "[^]]*+"):
        assert pattern._atomic(same) == same


_WATCH = """
import importlib, pkgutil, re, sys
from re import _compiler, _parser

compile_ = _compiler.compile
seen = set()

def has_possessive_group(items):
    for code, value in items:
        if code is _parser.POSSESSIVE_REPEAT and not _compiler._simple(value[2]):
            return True
        for part in value if isinstance(value, (tuple, list)) else (value,):
            for one in part if isinstance(part, list) else (part,):
                if isinstance(one, _parser.SubPattern) and has_possessive_group(one):
                    return True
    return False

def watched(text, flags=0):
    caller = sys._getframe(3 if sys._getframe(2).f_code.co_filename == re.__file__ else 2)
    if isinstance(text, str) and has_possessive_group(_parser.parse(text, flags)):
        name = caller.f_globals["__name__"], caller.f_code.co_name
        if name != ("spacelint.text.pattern", "compile_re"):
            print(*name, ascii(text))
        seen.add(name)
    return compile_(text, flags)

_compiler.compile = watched
import spacelint
for module in pkgutil.walk_packages(spacelint.__path__, "spacelint."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
from spacelint.__main__ import main
sys.argv = ["spacelint", "test"]
try:
    main()
except SystemExit as ended:
    assert not ended.code, ended.code
assert seen or sys.version_info < (3, 11, 5)
"""


def test_every_possessive_group_is_compiled_where_old_pythons_get_another():
    watched = subprocess.run([sys.executable, "-c", _WATCH], capture_output=True, text=True)
    assert watched.returncode == 0, watched.stderr
    assert [line for line in watched.stdout.splitlines() if line.startswith("spacelint.")] == []
