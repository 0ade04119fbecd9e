"""The patterns of a team's rules, together, have a budget on one title and in one run."""

from __future__ import annotations

import time

import pytest

from spacelint import Linter
from spacelint.engine import budget
from spacelint.engine.default import default_rules
from spacelint.engine.load import parse_rules

RULE = r"""
[rules.EV{n:03d}]
name = "slow-{n}"
summary = "Slow"
check = "pattern"
scope = "title"
regex = '{regex}'
timeout = 10
message = "found"
rationale = "Slow on purpose."
valid = ["ok"]
invalid = [{{ title = "aab", highlight = "aab" }}]
"""
TITLE = "a" * 60 + " b"


def linter(count: int, regex: str = r"(a|a)*b") -> Linter:
    text = "".join(RULE.format(n=n, regex=regex) for n in range(count))
    rules, problems = parse_rules(text, "team.toml")
    assert not problems
    return Linter(default_rules().joined(rules), select=["EV", "SL010", "SL305"])


@pytest.fixture
def short(monkeypatch):
    monkeypatch.setattr(budget, "TITLE_SECONDS", 0.2)
    monkeypatch.setattr(budget, "RUN_SECONDS", 0.5)


@pytest.mark.usefixtures("short")
def test_hundreds_of_slow_rules_end_within_the_budget_and_are_told_once():
    slow = linter(300)
    start = time.perf_counter()
    codes = [d.code for n in range(200) for d in slow.lint(f"{TITLE} {n}")]
    assert time.perf_counter() - start < 10
    assert set(codes) == {"SL010"}
    told = [d.values["rule"] for n in range(3) for d in slow.lint(f"{TITLE} {n}")]
    assert told == []
    assert len(codes) == 300


@pytest.mark.usefixtures("short")
def test_built_in_rules_still_speak_when_the_budget_is_spent():
    slow = linter(20)
    slow.lint(TITLE)
    assert "SL305" in [d.code for d in slow.lint(f"{TITLE} \x07")]


@pytest.mark.usefixtures("short")
def test_a_new_run_tells_again_what_is_off_and_does_not_run_it():
    slow = linter(1)
    assert [d.code for d in slow.lint(TITLE)] == ["SL010"]
    assert slow.lint(TITLE) == []
    slow.start_run()
    start = time.perf_counter()
    assert [d.code for d in slow.lint(TITLE)] == ["SL010"]
    assert time.perf_counter() - start < 0.1


@pytest.mark.usefixtures("short")
def test_quick_patterns_are_never_over_the_budget():
    quick = linter(5, r"zz+b")
    quick.lint("zzb")  # imports the library and compiles
    for n in range(3_000):
        assert quick.lint(f"Town hall zzb {n}") != []
        assert {d.code for d in quick.lint(f"zzb {n}")} == {f"EV{i:03d}" for i in range(5)}
