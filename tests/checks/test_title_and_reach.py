"""What the rules on the text of a title and on the reach of its links say."""

from __future__ import annotations

import datetime
import subprocess
import sys
from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spacelint.checks.contract import Context
from spacelint.engine.examples import title_failures
from spacelint.engine.rule import apply_edits
from spacelint.fixer.titles import fix_title, fixed_text
from tests import titles
from tests.checks.families import ROOT, linter_of, rules_of

FAMILIES = ("3-title", "5-reach")
CASES = ROOT / "../shared/cases/space_titles.txt"
TITLE_ONLY = [rule.code for rule in rules_of(*FAMILIES).rules]
NOW = datetime.date(2026, 3, 1)
SPACE = SimpleNamespace(scheduled_start=NOW, speakers=("@jack", "Ann"))
CONTEXT = Context(words=("Acme", "AcmeLabs"), today=NOW)


def codes(title: str, *only: str, context: Context = CONTEXT) -> list[str]:
    return [d.code for d in linter_of(FAMILIES, *only).lint(title, context)]


@pytest.mark.parametrize("code", TITLE_ONLY)
def test_every_example_of_a_rule_holds(code):
    rules = rules_of(*FAMILIES)
    assert not list(title_failures(rules.get(code), rules.docs(code), rules, fixed_text))


@pytest.mark.parametrize("code", TITLE_ONLY)
def test_a_rule_has_three_examples_each_way_in_more_than_one_script(code):
    docs = rules_of(*FAMILIES).docs(code)
    assert len(docs.valid) >= 3
    assert len(docs.invalid) >= 3
    for examples in (docs.valid, docs.invalid):
        assert any(not example.title.isascii() for example in examples)


@pytest.mark.skipif(not CASES.is_file(), reason="the shared cases are not beside this checkout")
def test_real_titles_get_no_error_and_no_warning():
    linter = linter_of(FAMILIES)
    loud = [
        (d.code, title)
        for title in CASES.read_text("utf-8").splitlines()
        for d in linter.lint(title, Context(today=NOW))
        if d.severity in ("error", "warning")
    ]
    assert not loud


@pytest.mark.parametrize(
    ("title", "code"),
    [
        (
            "Everything you always wanted to know about decentralised social media but no",
            "SL302",
        ),
        ("Live: #susanalbumparty", "SL505"),
    ],
)
def test_a_rule_alone_catches_what_a_graver_one_silences_in_the_set(title, code):
    assert code in codes(title, code)
    assert code not in codes(title)


@pytest.mark.parametrize(
    "title",
    [
        "Fenêtre à Ávila “à la carte”",
        "naïve façade – «été» à 5 €",
        "L’Œuvre d’Émile Zola … où ?",
        "“É assim” – às 20h, ÉTÉ «À LA MER»",
        "Đà Nẵng và Huế – đi đâu?",
        "Україна: що далі? Різдво, Сімʼя і Рій",
        "№ 5 – Русский, Рёв и Сёла",
        "Þetta reddast — ØL på Ærø",
        "【LIVE】今夜22時〜 Ｑ＆Ａ　１０月２４日",
        "Vitamin D & you: x² + y² = z², 20°C, 5½",
        "[Guest] Ann Lee at the [Show time]",
        "Te contamos TODO de Bitcoin",
        "Bali: bora bora, pelan pelan, धीरे धीरे",
        "Crypto & NFTs: Q&A w/ devs at 8 p.m...",
        "می‌خواهم با شما حرف بزنم دوستان",
    ],
)
def test_an_ordinary_title_of_any_language_gets_no_error_and_no_warning(title):
    found = linter_of(FAMILIES).lint(title, CONTEXT)
    assert [d.code for d in found if d.severity in ("error", "warning")] == []


@pytest.mark.parametrize("units", [0, 1, 2])
def test_a_title_is_cut_between_characters_never_inside_of_one(units):
    title = "a" * (69 + units) + "🎉b"
    found = linter_of(FAMILIES, "SL301").lint(title)
    kept = title[: found[0].start]
    assert len(kept) == 70
    assert title.startswith(kept)


def test_what_remains_of_an_overlong_title_fits():
    title = "  " + "日本🎉" * 30 + "  "
    found = linter_of(FAMILIES, "SL301").lint(title)
    assert len(title[2 : found[0].start]) == 70
    assert codes(title[: found[0].start], "SL301") == []


@pytest.mark.parametrize("year", "2025 ２０２５ ٢٠٢٥ ۲۰۲۵ २०२५ ২০২৫".split())
def test_a_stale_year_is_found_in_the_digits_of_any_script(year):
    assert codes(f"é {year} é", "SL316") == ["SL316"]


def test_a_year_is_judged_by_the_space_before_it_is_judged_by_today():
    old = SimpleNamespace(scheduled_start=datetime.date(2025, 1, 6))
    assert codes("Live from #CES2025", "SL314", "SL316") == ["SL316"]
    assert codes("Live from #CES2025", "SL314", "SL316", context=Context(space=old)) == []
    dated = CONTEXT._replace(space=SPACE)
    assert codes("Live from #CES2025", "SL314", "SL316", context=dated) == ["SL314"]
    undated = CONTEXT._replace(space=SimpleNamespace(scheduled_start=None))
    assert codes("Live from #CES2025", "SL314", "SL316", context=undated) == ["SL316"]


@pytest.mark.parametrize(
    "tag", ["susanalbumparty", "therapist", "nowthatchersdead", "vegasslicker"]
)
def test_the_famous_second_readings_are_found(tag):
    assert codes(f"Join #{tag}", "SL506") == ["SL506"]


def test_a_title_without_links_is_offered_a_speaker_and_never_a_tag_made_of_its_words():
    linter = linter_of(FAMILIES, "SL501")
    title = "Open Source Hour with Tanner"
    assert "@jack" in linter.lint(title, Context(space=SPACE))[0].help
    assert not linter.lint(title)
    assert not linter.lint(title, Context(words=("Hour",)))


def test_a_clean_title_and_one_in_plain_accents_load_neither_word_list_nor_ftfy():
    program = (
        "import sys\n"
        "from spacelint.engine.linter import Linter\n"
        "from spacelint.engine.load import load_rules\n"
        f"rules, _ = load_rules({[str(ROOT / 'rules' / f'{f}.toml') for f in FAMILIES]!r},"
        " builtin=True)\n"
        "linter = Linter(rules)\n"
        "for title in ('#AcmeWinter live', 'Café “à la carte” – été', '#東京 #Москва', '#ai'):\n"
        "    linter.lint(title)\n"
        "print([m for m in ('ftfy', 'spacelint.text.words', 'spacelint.text.readings')"
        " if m in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"


ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=90) | st.text(
    st.sampled_from(
        "aA1#＃@$ 　\t\n\x00"
        "\x85\xa0\u200d\ufe0f\u202e\ud800\udc00ÃÂ©€éÐŸı🅱🎉𝓑ｆあ가हि.!?…:%{}<>[]2026"
    ),
    max_size=60,
)


@given(ANY_TEXT)
@settings(max_examples=300, deadline=None)
def test_spans_and_edits_stay_inside_of_any_text(text):
    _hold(text, linter_of(FAMILIES).lint(text, CONTEXT._replace(space=SPACE)))


def test_spans_and_edits_stay_inside_of_generated_titles():
    linter = linter_of(FAMILIES)
    for text in titles.titles(1500, seed=35):
        _hold(text, linter.lint(text, CONTEXT))


def _hold(text, found):
    for d in found:
        assert 0 <= d.start <= d.end <= len(text)
        assert "{" not in d.message or "{" in text
        ends = sorted((edit.start, edit.end) for edit in d.edits)
        assert all(0 <= start <= end <= len(text) for start, end in ends)
        assert all(a[1] <= b[0] for a, b in pairwise(ends))


def test_a_safe_mend_takes_letters_only_from_what_its_finding_marks():
    linter = linter_of(FAMILIES)
    for text in titles.titles(1500, seed=36):
        for d in linter.lint(text, CONTEXT):
            if d.rule.applicability != "safe":
                continue
            for edit in d.edits:
                outside = text[edit.start : max(edit.start, d.start)] + text[d.end : edit.end]
                assert not outside.strip()
            changed = apply_edits(text, d.edits)
            assert changed[: d.start].startswith(text[: d.start].rstrip())
            assert changed.endswith(text[d.end :].lstrip())


def test_safe_mends_come_to_an_end_and_leave_nothing_to_mend():
    linter = linter_of(FAMILIES)
    for text in titles.titles(800, seed=37):
        fixed = fix_title(linter, text, context=CONTEXT)
        again = fix_title(linter, fixed.text, context=CONTEXT)
        assert again.text == fixed.text


@pytest.mark.parametrize(
    "piece",
    [
        "a ",
        "!",
        "{",
        "{{",
        "<",
        "[",
        "the ",
        "#a ",
        "#susan",
        "A",
        "Ã©",
        "𝓑",
        "2025",
        " ",
        "-",
        "a.",
        "e\u0301",
        "🎉",
    ],
)
def test_time_grows_with_the_length_of_texts_that_hurt(piece):
    import time

    linter = linter_of(FAMILIES)
    spent = []
    for times in (500, 4000):
        text = (piece * times)[: times * 2]
        started = time.process_time()
        linter.lint(text, CONTEXT)
        spent.append(time.process_time() - started)
    assert spent[1] < max(30 * spent[0], 2.0)
