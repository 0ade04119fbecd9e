"""How long a title is, and where it would be cut: one count for every part that names the limit."""

import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import spacelint
from spacelint.text.length import ANDROID_LIMIT, TITLE_LIMIT, UNITS, Limit, cut_at, measured
from spacelint.text.width import graphemes
from tests.texts import TEXTS

FAMILY = "👨‍👩‍👧‍👦"
ONE_GRAPHEME = {
    "a joined family": FAMILY,
    "an astronaut with a skin tone": "👩🏽‍🚀",
    "a flag of two letters": "🇲🇽",
    "a flag of tags": "🏴󠁧󠁢󠁷󠁬󠁳󠁿",
    "a keycap": "6️⃣",
    "an emoji with its selector": "☕️",
    "jamo of one syllable": "\u1112\u1161\u11ab",
    "an old Hangul syllable": "\u1112\u119e\u11ab",
    "a precomposed syllable with a final jamo": "\uac00\u11a8",
    "a Devanagari conjunct with its vowel sign": "क्षि",
    "a conjunct of three": "स्त्र",
    "a conjunct with a joiner": "क्‍ष",
    "a Tamil letter with its vowel sign": "நி",
    "a Thai letter with its marks": "ที่",
    "thirty marks on one letter": "e" + "\u0301\u0316\u0489" * 10,
    "a mark alone": "\u0301",
    "a line end of two characters": "\r\n",
    "an Arabic letter with its mark": "بّ",
    "a number sign with its prefix": "\u0600\u0661",
}


@pytest.mark.parametrize("cluster", ONE_GRAPHEME.values(), ids=list(ONE_GRAPHEME))
def test_what_a_reader_sees_as_one_character_is_one(cluster):
    assert measured(cluster, "graphemes") == 1
    assert graphemes(cluster * 2)[0] == (0, len(cluster)) or cluster == "\u0301"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("🇲🇽🇲🇽🇲", 3),
        ("각\u1100", 2),
        ("\u200d", 1),
        ("a\u200db", 2),
        ("👩\u200d", 1),
        ("👩\u200da", 2),
        ("क् ष", 3),
        ("", 0),
        ("MIÉRCOLES con 3️⃣🇨🇴🇨🇺🇲🇽", 18),
    ],
)
def test_clusters_end_where_the_standard_ends_them(text, count):
    assert measured(text, "graphemes") == count


@pytest.mark.parametrize("cluster", sorted({*ONE_GRAPHEME.values()} - {"\r\n", "\u0301"}))
def test_seventy_of_anything_fit_and_one_more_does_not(cluster):
    linter = spacelint.Linter(select=["SL301"])
    assert not linter.lint(f"  {cluster * 70} ")
    (finding,) = linter.lint(cluster * 71)
    assert (finding.start, finding.end) == (len(cluster) * 70, len(cluster) * 71)
    assert finding.message.startswith("This title is 1 character too long")


def test_a_title_full_of_flags_is_short_but_long_for_android():
    title = "MARTES LATINO con 7️⃣🇨🇴🇨🇺🇲🇽🇩🇴🇵🇷🇻🇪🇵🇪🇪🇨🇧🇴🇨🇱🇦🇷🇺🇾🇵🇾🇭🇳"
    assert TITLE_LIMIT.measure(title) == 33
    (finding,) = spacelint.Linter(select=["SL301", "SL302"]).lint(title)
    assert (finding.code, finding.severity) == ("SL302", "info")
    assert str(ANDROID_LIMIT.measure(title)) in finding.message


def test_only_one_of_both_rules_speaks_of_a_title_too_long_for_both():
    found = spacelint.Linter(select=["SL301", "SL302"]).lint("🎉" * 71)
    assert [finding.code for finding in found] == ["SL301"]


@pytest.mark.parametrize("unit", UNITS)
@given(text=TEXTS, maximum=st.integers(0, 80))
@example("a.co b.co", 30)
@example("under_score.example.com@", 24)
@example("e\u0301\u200d", 1)
def test_what_is_kept_fits_and_tears_no_cluster(unit, text, maximum):
    cut = cut_at(text, maximum, unit)
    assert measured(text[:cut], unit) <= maximum
    assert cut in {0, *(end for _, end in graphemes(text))}
    limit = Limit(maximum, unit)
    assert limit.fits(text) == (limit.over(text) == 0) == (limit.measure(text) <= maximum)
    if limit.fits(text):
        assert limit.cut(text) == len(text)


def test_a_configured_unit_and_number_hold_for_rules_and_for_suggestions(tmp_path):
    assert spacelint.Linter().limit == TITLE_LIMIT == Limit(70, "graphemes")
    plan = tmp_path / "spaces.yaml"
    plan.write_text('spaces:\n  - title: "Community call, live 🎉"\n', encoding="utf-8")
    (tmp_path / "spacelint.toml").write_text(
        '[rules.SL301]\nmaximum = 20\nunit = "utf16"\n', encoding="utf-8"
    )
    for command, wanted in (("check", "3 UTF-16 units too long"), ("suggest", "/20")):
        what = [str(plan)] if command == "check" else ["Community call, live 🎉"]
        line = [sys.executable, "-m", "spacelint", command, *what]
        ran = subprocess.run(line, cwd=tmp_path, capture_output=True, encoding="utf-8")
        assert wanted in ran.stdout, ran.stderr
