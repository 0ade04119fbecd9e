"""The examples of rules about plans are tried as whole files, and a wrong one is told."""

from __future__ import annotations

import pytest

from spacelint.engine.default import default_rules, rules_folder
from spacelint.engine.examples import Failure, check_examples
from spacelint.engine.load import parse_rules
from spacelint.fixer.plans import fixed_plan_text
from spacelint.fixer.titles import fixed_text

with open(f"{rules_folder()}/0-plan.toml", encoding="utf-8") as file:
    TEXT = file.read()


def failures(old: str = "", new: str = "") -> list[Failure]:
    assert old in TEXT
    rules, problems = parse_rules(TEXT.replace(old, new) if old else TEXT, builtin=True)
    assert problems == ()
    return list(
        check_examples(
            rules, fixed_text, fixed_plan_text, among=default_rules().joined(rules)
        ).failures
    )


def test_the_examples_of_family_0_hold() -> None:
    assert failures() == []


@pytest.mark.parametrize(
    ("old", "new", "code", "expected"),
    [
        # An example that is called valid and is not.
        ('valid = [{ plan = "title: \'2026\'\\n"', 'valid = [{ plan = "title: 2026\\n"', "SL004",
         "silence"),
        # A mark in another place.
        ('highlight = "speekers"', 'highlight = "AMA"', "SL005", 'a mark under "AMA"'),
        # An output that the fix does not give.
        ('output = "title: \\"2026\\"\\n"', 'output = "title: 2027\\n"', "SL004",
         'the output "title: 2027\n"'),
        # A fix whose output is not written down.
        ('output = "title: \\"2026\\"\\n"', "", "SL004", "no fix"),
        # No fault at all.
        ('plan = "title: @acme live\\n"', 'plan = "title: acme live\\n"', "SL001", "a mark"),
        # Rules beside it that can't be read.
        ("regex = '#(\\w+?", "regexp = '#(\\w+?", "SL010", "rules beside it that can be read"),
    ],
)  # fmt: skip
def test_a_wrong_example_is_told(old: str, new: str, code: str, expected: str) -> None:
    found = failures(old, new)
    assert [each.code for each in found] == [code]
    assert found[0].expected == expected
