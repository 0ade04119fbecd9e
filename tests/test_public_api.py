"""The public names: documented, typed, and their examples true."""

from __future__ import annotations

import doctest
import importlib
import inspect
from pathlib import Path

import pytest

import spacelint

PACKAGE = Path(spacelint.__file__).parent
WITH_EXAMPLES = [
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
    for path in sorted(PACKAGE.rglob("*.py"))
    if ">>> " in path.read_text(encoding="utf-8")
]


def test_the_public_functions_have_examples():
    assert {"spacelint", "spacelint.engine.linter", "spacelint.text.title"} <= set(WITH_EXAMPLES)


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_the_examples_of_the_documentation_are_true(name):
    result = doctest.testmod(importlib.import_module(name), raise_on_error=False)
    assert result.attempted > 0
    assert result.failed == 0


def test_every_public_name_is_there_and_says_what_it_is():
    assert sorted(spacelint.__all__) == spacelint.__all__
    for name in spacelint.__all__:
        assert inspect.getdoc(getattr(spacelint, name)), name
    assert set(spacelint.__all__) <= set(dir(spacelint))


def test_a_name_that_is_not_public_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        spacelint.nothing  # noqa: B018
