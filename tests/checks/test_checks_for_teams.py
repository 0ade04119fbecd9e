"""The checks of tags and mentions, in rule files that teams write themselves."""

from __future__ import annotations

import pytest

from spacelint.engine.linter import Linter
from spacelint.engine.load import parse_rules

FORM = """
[rules.ACME001]
name = "own-rule"
summary = "A rule of ours"
check = "{check}"
scope = "{scope}"
message = "{message}"
rationale = "We want it so."
valid = ["Plain"]
{params}
[[rules.ACME001.invalid]]
title = "x"
highlight = "x"
"""


def said(check: str, scope: str, params: str, title: str, message: str = "{match}") -> list[str]:
    text = FORM.format(check=check, scope=scope, params=params, message=message)
    rules, problems = parse_rules(text)
    assert not problems, problems[0].message
    return [d.message for d in Linter(rules).lint(title)]


def fault(check: str, scope: str, params: str, message: str = "{match}") -> str:
    _, problems = parse_rules(FORM.format(check=check, scope=scope, params=params, message=message))
    assert problems
    return problems[0].message


def test_a_tag_may_be_too_short_as_well_as_too_long():
    params = "minimum = 3\nmaximum = 8\nallow = ['ai', '#UX']"
    told = "{match}: {length}, {over} off {limit}"
    title = "#AI #ux #hi #acme #acmewinter #日本"
    assert said("candidate-length", "hashtag", params, title, told) == [
        "#hi: 2, 1 off 3",
        "#acmewinter: 10, 2 off 8",
        "#日本: 2, 1 off 3",
    ]


def test_a_cashtag_can_be_on_a_list():
    params = "values = ['scam', '$rug']"
    assert said("candidate-value", "cashtag", params, "$SCAM $BTC $RUG") == ["$SCAM", "$RUG"]


def test_names_on_a_list_are_compared_without_case_and_underscores():
    params = "values = ['acme_old', 'ПРИВЕТ']"
    title = "#AcmeOld #acme_old #Acme-Old #acmeolder #привет"
    assert said("candidate-value", "hashtag", params, title) == [
        "#AcmeOld",
        "#acme_old",
        "#привет",
    ]


def test_numbers_and_brackets_count_only_where_asked_for():
    title = "#slot1 #[slot]"
    assert said("candidate-value", "hashtag", "values = ['slot']", title) == []
    params = "values = ['slot']\nnumbered = true\nbracketed = true"
    assert said("candidate-value", "hashtag", params, title) == ["#slot1", "#[slot]"]


def test_a_plain_sign_can_be_asked_to_be_full_width():
    params = "sign = '#'\nplain = '＃'"
    told = "{sign} -> {replacement}"
    assert said("candidate-sign", "hashtag", params, "#a ＃b #2026", told) == ["# -> ＃a"]


def test_a_team_has_renamings_of_its_own():
    params = (
        "[rules.ACME001.renamed.AcmeOld]\nto = 'AcmeHQ'\ndate = '2025-03-01'\nsource = 'our wiki'"
    )
    told = "{match} is {successor} since {date}"
    title = "With @acmeold and @AcmeOldies"
    assert said("renamed-handle", "mention", params, title, told) == [
        "@acmeold is @AcmeHQ since 1 March 2025"
    ]


@pytest.mark.parametrize("date", ["2025-13", "soon", "25-03-01"])
def test_a_date_of_a_renaming_must_be_one(date):
    params = f"[rules.ACME001.renamed.Old]\nto = 'New'\ndate = '{date}'\nsource = 'x'"
    assert "a date like 2026-11-30" in fault("renamed-handle", "mention", params)


def test_nouns_of_ones_own_are_numbered():
    own = "meant = 'tag'\nnouns = ['Folge']"
    assert said("number-sign", "hashtag", own, "Folge #2026") == []
    assert said("number-sign", "hashtag", own, "Issue #2026") == ["#2026"]
    assert said("number-sign", "hashtag", "meant = 'tag'", "Issue #2026") == []


def test_several_faults_can_be_one_rule():
    params = "fault = ['glued', 'chained']\nrepair = 'space-apart'"
    told = "{replacement}"
    title = "great#tag #one#two #fine"
    assert said("candidate-fault", "hashtag", params, title, told) == ["#tag", "#one #two"]


def test_invisible_characters_are_found_beside_handles_and_symbols():
    told = "{clean} hides {characters}"
    assert said("invisible", "mention", "", "@jack\u200b!", told) == [
        "@jack hides a zero width space (U+200B)"
    ]
    assert said("invisible", "cashtag", "", "$BTC\u2060 up", told) == [
        "$BTC hides a word joiner (U+2060)"
    ]


def test_a_lookalike_in_a_handle_is_named():
    told = "{letter} {script} {looks_like} {plain}"
    assert said("mixed-script", "mention", "", "@a\u0441me_hq", told) == [
        "\u0441 Cyrillic c @acme_hq"
    ]


@pytest.mark.parametrize(
    ("check", "scope", "params", "expected"),
    [
        ("candidate-fault", "hashtag", "fault = 'gluedd'", "glued"),
        ("candidate-fault", "url", "fault = 'glued'", "scope"),
        ("candidate-value", "hashtag", "", "values"),
        ("candidate-sign", "hashtag", "sign = 'x'\nplain = '#'", "x"),
        ("candidate-length", "mention", "maximum = 0", "1"),
        ("number-sign", "hashtag", "meant = 'both'", "both"),
        ("renamed-handle", "mention", "[rules.ACME001.renamed]", "at least 1 entry"),
    ],
)
def test_a_wrong_parameter_is_named(check, scope, params, expected):
    assert expected in fault(check, scope, params)
