"""The figures beside the rules: what a rule may be, given how welcome it is on real titles."""

from __future__ import annotations

import datetime

import pytest

from spacelint import default_rules
from spacelint.engine.evidence import Evidence, evidence

#: Rules whose verdicts are argued with, and why.
ARGUED = {
    "SL301": "three titles, two of them cut by the page that lists them: no client takes so many",
}
DAY = datetime.date(2026, 11, 29)


def test_the_figures_of_a_rule_are_said_in_a_sentence():
    fired = Evidence(DAY, titles=800, fired=4, welcome=1, neutral=1, unwelcome=1)
    assert fired.sentence() == (
        "Fires on 5 of 1,000 real titles (2026-11-29); 1 of 3 judged firings were welcome."
    )
    assert Evidence(DAY, 859, 0, 0, 0, 0).sentence() == (
        "Fires on none of 859 real titles (2026-11-29)."
    )


def test_a_rule_of_a_team_has_no_figures():
    assert evidence("ACME001") is None
    assert evidence("SL303").titles > 500


@pytest.mark.parametrize("code", [r.code for r in default_rules().rules if r.code not in ARGUED])
def test_an_error_or_a_warning_is_welcome_nine_times_of_ten(code):
    figures = evidence(code)
    assert figures.alarms_welcome >= 0.9 * figures.alarms_judged


@pytest.mark.parametrize("code", [rule.code for rule in default_rules().rules])
def test_the_figures_add_up(code):
    figures = evidence(code)
    assert 0 <= figures.judged <= figures.fired <= figures.titles
