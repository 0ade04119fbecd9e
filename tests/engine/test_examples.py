"""The built-in rules, proved by the examples in their files."""

from __future__ import annotations

import re
from time import process_time

import pytest

from spacelint import Linter, default_rules
from spacelint.engine.default import rule_files
from spacelint.engine.examples import check_examples
from spacelint.engine.load import load_rules, parse_rules
from spacelint.fixer.plans import fixed_plan_text
from spacelint.fixer.titles import fixed_text

RULES, PROBLEMS = load_rules(rule_files(), builtin=True)
SLOT = re.compile(r"\{(\w+)\}")
BEYOND_LATIN = re.compile(
    "[^\u0000-\u024f\u1e00-\u20cf\u2100-\u2bff\ufe00-\ufe0f\U0001f000-\U0001faff]"
)


def test_the_rule_files_have_no_problem():
    assert [str(problem) for problem in PROBLEMS] == []


def test_every_example_holds():
    results = check_examples(RULES, fixed_text, fixed_plan_text)
    assert [tuple(failure) for failure in results.failures] == []
    assert results.rules == len(RULES.rules)
    assert results.examples > 5 * results.rules


def test_the_compiled_rules_are_those_of_the_files():
    assert [tuple(rule)[:-1] for rule in default_rules().rules] == [
        tuple(rule)[:-1] for rule in RULES.rules
    ]


@pytest.mark.parametrize("rule", RULES.rules, ids=lambda rule: rule.code)
def test_a_rule_says_what_why_and_how_with_several_examples(rule):
    docs = RULES.docs(rule.code)
    assert docs.summary
    assert not docs.summary.endswith(".")
    assert len(docs.rationale) > 80
    assert rule.message
    assert not rule.message.endswith(".")
    assert len(docs.invalid) >= (2 if rule.code[2] in "1235" else 1)
    assert len(docs.valid) >= 1


def test_the_tag_rules_have_examples_in_more_than_one_script():
    for rule in RULES.rules:
        if rule.scope == "hashtag":
            docs = RULES.docs(rule.code)
            shown = "".join(example.title for example in (*docs.valid, *docs.invalid))
            assert BEYOND_LATIN.search(shown), rule.code


@pytest.mark.parametrize("rule", RULES.rules, ids=lambda rule: rule.code)
def test_what_a_rule_says_of_its_examples_has_no_empty_slot(rule):
    linter = Linter(select=[rule.code])
    slots = tuple(f"{{{name}}}" for name in SLOT.findall(f"{rule.message} {rule.help}"))
    for example in RULES.docs(rule.code).invalid:
        for found in linter.lint(example.title):
            said = f"{found.message} {found.help}".replace(example.title, "")
            assert not any(slot in said for slot in slots), said


def test_names_and_codes_are_unique_and_in_order():
    codes = [rule.code for rule in RULES.rules]
    names = [rule.name for rule in RULES.rules]
    assert codes == sorted(set(codes))
    assert len(set(names)) == len(names)


def test_a_rule_steps_back_only_for_rules_that_exist():
    known = {rule.code for rule in RULES.rules}
    assert {code for rule in RULES.rules for code in rule.supersedes} <= known


def test_a_file_of_a_thousand_rules_is_proved_in_time():
    """No rule but those that fix is tried on the examples of all others."""
    names = ["".join(chr(97 + n // 26**place % 26) for place in range(3)) for n in range(1_000)]
    text = "".join(
        f"[rules.EV{n:03d}]\nname = 'e-{name}'\nsummary = 's'\nscope = 'title'\n"
        "check = 'pattern'\nregex = 'aab'\nmessage = 'm'\nrationale = 'r'\nvalid = ['ok']\n"
        "invalid = [{ title = 'aab', highlight = 'aab' }]\n"
        for n, name in enumerate(names)
    )
    rules, problems = parse_rules(text, "team.toml")
    assert (len(rules.rules), len(problems)) == (1_000, 0)
    began = process_time()
    among = default_rules().joined(rules)
    assert not check_examples(rules, fixed_text, fixed_plan_text, among=among).failures
    assert process_time() - began < 8  # half a second; 28 where all are tried
