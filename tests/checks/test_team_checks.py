"""The general checks that teams write rules of their own with: pattern, words, length, count."""

from __future__ import annotations

import pytest

from spacelint.engine.linter import Linter
from spacelint.engine.load import load_rules, parse_rules
from spacelint.engine.rule import RuleSet
from spacelint.fixer.titles import fix_title
from tests.checks.families import ROOT

FORM = """
[rules.ACME001]
name = "house-rule"
summary = "A rule of the house"
message = "{match}"
rationale = "The house wants it."
valid = ["fine"]
invalid = [{ title = "bad", highlight = "bad" }]
"""
FIX = 'fix = { title = "Write {replacement}", applicability = "safe" }\n'


def rules(declared: str) -> RuleSet:
    made, problems = parse_rules(FORM + declared)
    assert not problems, "\n".join(map(str, problems))
    return made


def marked(declared: str, title: str) -> list[str]:
    return [d.match for d in Linter(rules(declared)).lint(title)]


def fixed(declared: str, title: str) -> str:
    return fix_title(Linter(rules(FIX + declared)), title).text


def test_a_pattern_marks_each_match_that_is_not_empty():
    assert marked("check = 'pattern'\nregex = 'x*'", "axxbx") == ["xx", "x"]


def test_a_pattern_stops_at_a_hundred_findings():
    assert len(marked("check = 'pattern'\nregex = 'x'", "x" * 500)) == 100


def test_a_pattern_may_wait_for_a_text():
    declared = "check = 'pattern'\nregex = '[a-z]+'\ncontains = ['AT', 'PM']"
    assert marked(declared, "tea") == []
    assert marked(declared, "tea AT five") == ["tea", "five"]


def test_a_pattern_in_a_tag_sees_the_tag_alone():
    declared = "check = 'pattern'\nscope = 'hashtag'\nregex = '^#acme.*$'"
    assert marked(declared, "acme #acmewinter and #Acme") == ["#acmewinter"]


@pytest.mark.parametrize(
    ("replacement", "output"),
    [
        (r"\2-\1", "js-Node"),
        (r"\g<tail>", "js"),
        (r"\7x\g<none>", "x"),
        (r"\\1", r"\1"),
        ("", ""),
    ],
)
def test_a_replacement_fills_groups_and_never_fails(replacement, output):
    declared = r"regex = '(Node)\.(?<tail>js)'" + f"\nreplacement = '{replacement}'"
    assert fixed("check = 'pattern'\n" + declared, "Node.js") == output


def test_a_pattern_that_takes_too_long_is_reported_and_the_others_run():
    slow = rules("check = 'pattern'\nregex = '^(?:a|aa)+$'\ntimeout = 0.02")
    plan, _ = load_rules([str(ROOT / "rules/0-plan.toml")], builtin=True)
    other, _ = parse_rules(FORM.replace("ACME001", "ACME002") + "check = 'pattern'\nregex = 'b$'")
    linter = Linter(plan.joined(slow).joined(other), select=["ACME"], extend_select=["SL010"])
    found = linter.lint("a" * 80 + "b")
    assert [d.code for d in found] == ["SL010", "ACME002"]
    assert "ACME001" in found[0].message


def test_words_are_whole_words_in_any_case():
    declared = "check = 'words'\nwords = ['webinar', 'buy now', 'C++']"
    title = "Webinars? A WEBINAR: buy  now, C++ or C"
    assert marked(declared, title) == ["WEBINAR", "buy  now", "C++"]


def test_a_word_with_marks_is_whole_only_with_them():
    declared = "check = 'words'\nwords = ['नमस', 'café']"
    assert marked(declared, "नमस्ते CAFÉ cafés") == ["CAFÉ"]


def test_words_of_scripts_without_spaces_are_found_inside_of_a_line():
    assert marked("check = 'words'\nwords = ['ライブ', '直播']", "今夜ライブ配信 看直播吧") == [
        "ライブ",
        "直播",
    ]


def test_words_are_found_among_the_words_of_a_tag_and_not_inside_of_a_word():
    declared = "check = 'words'\nwords = ['ass', 'rival corp']"
    title = "#classical #BadAssParty #rivalcorpnews #RivalCorp @assassin"
    assert marked(declared, title) == ["Ass", "rivalcorp", "RivalCorp"]


def test_tags_can_be_left_out():
    assert marked("check = 'words'\nin-tags = false\nwords = ['bad']", "#TooBadDay bad") == ["bad"]


def test_preferred_forms_are_written_in_text_and_tag():
    declared = "check = 'words'\n[rules.ACME001.preferred]\nwebinar = 'X Space'\nFacebook = 'Meta'"
    assert fixed(declared, "A webinar on #FacebookAds") == "A X Space on #MetaAds"


def test_a_preferred_form_that_differs_in_case_alone_is_written_once():
    declared = "check = 'words'\n[rules.ACME001.preferred]\niphone = 'iPhone'"
    assert fixed(declared, "IPHONE and iphone") == "iPhone and iPhone"


def test_a_handle_that_is_a_listed_word_is_marked_whole():
    declared = "check = 'words'\nscope = 'mention'\nwords = ['rival']"
    assert marked(declared, "@Rival and @rivals") == ["@Rival"]


def test_length_counts_in_the_unit_that_is_named():
    title = "👨‍👩‍👧 日本"
    for unit, length in (("graphemes", 4), ("code-points", 8), ("utf16", 11), ("weighted", 7)):
        declared = f"check = 'length'\nunit = '{unit}'\nmaximum = "
        assert marked(declared + str(length), title) == []
        assert len(marked(declared + str(length - 1), title)) == 1


def test_length_marks_what_is_too_short_as_a_whole():
    assert marked("check = 'length'\nminimum = 5", "gm") == ["gm"]
    assert marked("check = 'length'\nscope = 'hashtag'\nminimum = 3", "#ab #abc") == ["#ab"]


@pytest.mark.parametrize(
    ("of", "title", "first_too_many"),
    [
        ("hashtags", "#a1 #b2 @c", "#b2"),
        ("mentions", "@a @b #c1", "@b"),
        ("cashtags", "$A $B", "$B"),
        ("urls", "a.com b.com", "b.com"),
        ("links", "#a1 b.com", "b.com"),
        ("lists", "@a/b @c/d", "@c/d"),
        ("emoji", "👩🏽‍💻 🇺🇸 x", "🇺🇸"),
        ("words", "don't नमस्ते", "नमस्ते"),
    ],
)
def test_count_marks_the_first_that_is_too_many(of, title, first_too_many):
    assert marked(f"check = 'count'\nof = '{of}'\nmaximum = 1", title) == [first_too_many]
    assert marked(f"check = 'count'\nof = '{of}'\nmaximum = 2", title) == []


def test_count_asks_for_what_is_missing():
    declared = "check = 'count'\nof = 'hashtags'\nminimum = 1"
    assert marked(declared, "no tag") == ["no tag"]
    assert marked(declared, "a #tag") == []
