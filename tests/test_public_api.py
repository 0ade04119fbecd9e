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
    if name == "spacelint.arrow":
        pytest.importorskip("pyarrow", reason="the extra spacelint[arrow] is not installed")
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


@pytest.mark.parametrize("use", [spacelint.parse, spacelint.lint, spacelint.fix, spacelint.suggest])
@pytest.mark.parametrize("wrong", [None, 5, b"Live", ["Live"]])
def test_what_is_no_text_is_told_in_plain_words(use, wrong):
    with pytest.raises(TypeError, match=f"^a title is a str; found {type(wrong).__name__}$"):
        use(wrong)


def test_one_selector_or_speaker_may_be_given_as_it_is():
    one = [rule.code for rule in spacelint.Linter(select="SL103").rules]
    assert one == ["SL103"]
    fewer = spacelint.Linter(ignore="SL1", extend_select="SL103").rules
    assert [rule.code for rule in fewer if rule.code < "SL2" and rule.code > "SL1"] == ["SL103"]
    (found,) = spacelint.suggest("Town hall with us", speakers="@anna")
    assert "@anna" in found.text


def test_a_severity_that_is_none_is_named_with_the_nearest():
    spacelint.Linter(severity={"SL103": "hint"})
    with pytest.raises(ValueError, match=r"found 'eror' \(did you mean error\?\)$"):
        spacelint.Linter(severity={"SL103": "eror"})
    with pytest.raises(ValueError, match=r"error, warning, info, hint; found 'loud'$"):
        spacelint.Linter(severity={"SL103": "loud"})


def test_only_rules_whose_findings_are_shown_may_mend():
    linter = spacelint.Linter()
    severities = {rule.code: rule.severity for rule in linter.rules}
    assert {severities[code] for code in linter.fixable_codes("warning")} == {"error", "warning"}
    assert linter.fixable_codes("hint") == severities.keys() == linter.mendable("hint")
    assert linter.fixable_codes("hint", ["SL102", "SL103"], ["SL103"]) == {"SL102"}
    assert linter.fixable_codes("error", unfixable=["ALL"]) == frozenset()
    with pytest.raises(ValueError, match=r'is called "SL99"$'):
        linter.fixable_codes("error", ["SL99"])
