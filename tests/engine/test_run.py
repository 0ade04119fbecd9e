"""Rules over titles: messages, order, what keeps quiet for what, patterns that take too long."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spacelint import Linter, RuleSet, default_rules, lint
from spacelint.engine.load import parse_rules
from spacelint.engine.rule import fill, placeholders, stray_brace
from tests.titles import titles


def rule(code, regex, more="", fix=""):
    return f"""
[rules.{code}]
name = "{code.lower()}"
summary = "A test"
check = "pattern"
regex = '{regex}'
message = "{{match}} of {{title}}"
rationale = "A test."
{more}
valid = ["nothing"]
invalid = [{{ title = "abc", highlight = "abc" }}]
{fix}
"""


def rules_of(*texts) -> RuleSet:
    rules, problems = parse_rules("".join(texts))
    assert problems == ()
    return rules


def said(rules, title):
    return [(d.code, d.match) for d in Linter(rules).lint(title)]


def test_findings_come_in_the_order_of_the_title_and_then_of_the_codes():
    rules = rules_of(rule("ACME002", "b+"), rule("ACME001", "b+"), rule("ACME003", "a+"))
    assert said(rules, "bb aa b") == [
        ("ACME001", "bb"),
        ("ACME002", "bb"),
        ("ACME003", "aa"),
        ("ACME001", "b"),
        ("ACME002", "b"),
    ]


def test_a_rule_keeps_quiet_where_one_that_supersedes_it_speaks():
    strong = rule("ACME001", "abc", 'supersedes = ["ACME002"]')
    rules = rules_of(strong, rule("ACME002", "b|x"))
    assert said(rules, "abc b") == [("ACME001", "abc"), ("ACME002", "b")]
    assert said(rules, "x b") == [("ACME002", "x"), ("ACME002", "b")]


def test_message_and_title_are_filled_with_what_stands_there_and_nothing_is_run():
    rules = rules_of(rule("ACME001", r"\{.*\}"))
    [found] = Linter(rules).lint("a {title.__class__} {0} {{match}}")
    assert found.message == "{title.__class__} {0} {{match}} of a {title.__class__} {0} {{match}}"


@given(st.dictionaries(st.from_regex(r"[a-z][a-z0-9_]{0,5}", fullmatch=True), st.text()), st.text())
def test_filling_puts_in_each_named_value_once_and_leaves_the_rest(values, rest):
    rest = rest.replace("{", "").replace("}", "")
    template = rest.join(f"{{{name}}}" for name in values)
    assert fill(template, values) == rest.join(values.values())
    assert placeholders(template) == list(values)[: template.count("{")]
    assert not stray_brace(template)


def test_two_braces_stand_for_one():
    assert fill("{{{a}}} {{b}}", {"a": "1"}) == "{1} {b}"
    assert stray_brace("{A}")
    assert stray_brace("}")


def test_a_pattern_that_takes_too_long_is_told_and_the_others_still_run():
    slow = rule("ACME001", r"(\w+\s?)+$(?<!a)", "timeout = 0.05")
    if "timeout" not in slow:
        pytest.fail("the pattern check has a time limit")
    rules = default_rules().joined(rules_of(slow, rule("ACME002", "zz")))
    start = time.perf_counter()
    found = Linter(rules, select=["ACME", "SL010"]).lint("a" * 40 + "! zz")
    assert time.perf_counter() - start < 5
    assert {d.code for d in found} >= {"ACME002"}
    if "ACME001" not in {d.code for d in found}:
        assert [d.message for d in found if d.code == "SL010"]


def test_a_linter_keeps_nothing_of_a_title():
    linter = Linter()
    samples = titles(300, seed=8)
    first = [linter.lint(title) for title in samples]
    assert [linter.lint(title) for title in reversed(samples)] == first[::-1]
    assert [Linter().lint(title) for title in samples[:20]] == first[:20]


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=60))
def test_any_text_at_all_can_be_linted(text):
    for found in lint(text):
        assert found.help is not None
        assert found.fix is None or found.fix.title


def test_rules_alone_say_what_they_say_together_but_for_those_that_step_back():
    """What a title triggers does not depend on which other rules are there."""
    everything = Linter()
    superseded = {code for one in default_rules().rules for code in one.supersedes}
    alone = {one.code: Linter(select=[one.code]) for one in everything.rules}
    for title in titles(60, seed=9):
        together: dict[str, list[tuple[int, int]]] = {}
        for d in everything.lint(title):
            together.setdefault(d.code, []).append((d.start, d.end))
        for code, linter in alone.items():
            if code not in superseded:
                assert [(d.start, d.end) for d in linter.lint(title)] == together.get(code, [])
