"""Which rules are in use: codes, prefixes, names and tags, the more exact one winning."""

from __future__ import annotations

from time import process_time

import pytest

from spacelint import Linter, UnknownSelector, default_rules
from spacelint.config.value import Config, Glob
from spacelint.engine.options import with_options
from spacelint.engine.select import select, selector_faults, without_faults
from tests.work import calls

RULES = default_rules().rules
CODES = {rule.code for rule in RULES}


def codes(*wanted, ignore=(), more=()):
    return {rule.code for rule in select(RULES, wanted or None, ignore, more)}


def test_without_a_word_all_rules_are_in_use():
    assert codes() == codes("ALL") == codes("all") == CODES


@pytest.mark.parametrize("selector", ["SL103", "sl103", "cut-short-hashtag", "Cut-Short-Hashtag"])
def test_a_code_or_a_name_selects_one_rule(selector):
    assert codes(selector) == {"SL103"}


def test_the_start_of_a_code_selects_a_family():
    assert codes("SL1") == {code for code in CODES if code.startswith("SL1")}
    assert codes("SL") == CODES


def test_a_tag_selects_the_rules_that_have_it():
    tagged = {rule.code for rule in RULES if "links" in rule.tags}
    assert "SL103" in tagged
    assert codes("links") == tagged != CODES


def test_of_selected_and_ignored_the_more_exact_one_wins():
    assert "SL103" not in codes("SL1", ignore=["SL103"])
    assert codes("SL103", ignore=["SL1"]) == {"SL103"}
    assert codes("SL103", ignore=["SL103"]) == set()
    assert codes("ALL", ignore=["SL1"]) == CODES - codes("SL1")
    assert "SL103" in codes("ALL", ignore=["SL1"], more=["SL103"])
    assert codes("SL10", ignore=["SL1"]) == codes("SL10")
    assert codes("SL1", ignore=["SL10"]) == codes("SL1") - codes("SL10")
    assert codes("SL103", ignore=["links"]) == {"SL103"}


def test_an_empty_selection_selects_nothing():
    assert select(RULES, []) == ()
    assert Linter(select=[]).lint("Town hall #AT&T") == []


@pytest.mark.parametrize(
    ("given", "nearest"),
    [
        ("SL130", "SL13"),
        ("cut-short-hashtga", "cut-short-hashtag"),
        ("link", "links"),
        ("ALLL", "ALL"),
    ],
)
def test_an_unknown_selector_is_refused_with_the_nearest(given, nearest):
    with pytest.raises(UnknownSelector) as caught:
        select(RULES, [given])
    assert caught.value.selector == given
    assert caught.value.nearest
    assert caught.value.nearest.startswith(nearest[:3])
    assert f'called "{given}" (did you mean ' in str(caught.value)


def test_a_selector_like_nothing_gets_no_suggestion():
    with pytest.raises(UnknownSelector, match=r'called "zzzzzzzzzzzz"$') as caught:
        Linter(ignore=["zzzzzzzzzzzz"])
    assert caught.value.nearest is None


def test_severities_can_be_changed_by_code():
    [found] = Linter(select=["SL103"], severity={"SL103": "hint"}).lint("Town hall #AT&T")
    assert found.severity == "hint"


def test_very_many_unknown_names_are_counted_and_the_first_get_the_nearest():
    """The nearest name was looked for 100,000 times: minutes."""
    codes = tuple(f"SL1O{number}" for number in range(100_000))
    config = Config(fixable=("SL103", *codes), severity=dict.fromkeys(codes, "error"))
    before = process_time()
    faults = list(selector_faults(config, default_rules()))
    _, of_options = with_options(default_rules(), {code: {} for code in codes})
    kept = without_faults(config, default_rules())
    assert process_time() - before < 15
    assert kept.fixable == ("SL103",)
    assert [fault.path for fault in faults].count(("fixable", 1)) == 1
    assert faults[0].suggestion.startswith("SL1")
    ends = [fault.message for fault in (*faults, *of_options) if fault.message.startswith("and ")]
    assert ends == [
        "and 99,000 more that name no rule",
        *["and 99,000 more that no rule is called"] * 2,
    ]
    assert len(faults) == 2_002


def test_unknown_codes_of_very_many_globs_are_counted_together():
    """Each glob had its own nearest name and its own tables of all names: minutes for 100,000."""

    def faults(count: int):
        globs = [(Glob("", f"plans/{number}/*"), (f"XX{number}",)) for number in range(count)]
        config = Config(per_file_ignores=tuple(globs))
        kept = without_faults(config, default_rules()).per_file_ignores
        assert [codes for _, codes in kept] == [()] * count
        return list(selector_faults(config, default_rules()))

    found = faults(5_000)
    assert len(found) == 1_001
    assert found[999].path == ("per-file-ignores", "plans/999/*", 0)
    assert found[-1].path == ("per-file-ignores", "plans/1000/*")
    assert found[-1].message == "and 4,000 more that name no rule"
    fewer, more = calls(lambda: faults(5_000)), calls(lambda: faults(10_000))
    assert more - fewer < 40 * 5_000
