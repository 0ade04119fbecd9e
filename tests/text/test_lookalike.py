"""Look-alike letters are found; honest scripts are left in peace."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spacelint.text.lookalike import mixed_script, skeleton


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Sаle", "Sale"),  # Cyrillic а
        ("АСМЕ", "ACME"),  # all Cyrillic
        ("Αcme", "Acme"),  # Greek capital alpha
        ("Acmе", "Acme"),
        ("ցօօցlе", "google"),  # Armenian and Cyrillic
        ("ＡｃｍｅＷｉｎｔｅｒ", "AcmeWinter"),
        ("𝐀𝖼𝓂𝑒", "Acme"),
        ("𝛂cme", "acme"),  # mathematical Greek
        ("Ac\u200bme\ufeff", "Acme"),
        ("Ac\u00adme\U000e0041", "Acme"),
        ("Acme", "Acme"),
        ("日本語AI", "日本語AI"),
        ("", ""),
        ("\ud800", "\ud800"),
    ],
)
def test_the_skeleton_is_what_the_text_looks_like(text: str, plain: str) -> None:
    assert skeleton(text) == plain


@given(st.text())
def test_a_skeleton_is_its_own_skeleton(text: str) -> None:
    assert skeleton(skeleton(text)) == skeleton(text)


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("Sаle", ((1, "а", "a"),)),
        ("AсmeWіnter", ((1, "с", "c"), (5, "і", "i"))),
        ("Сoca", ((0, "С", "C"),)),
        ("Cкидки", ((0, "C", "С"),)),  # a Latin C before Cyrillic
        ("Привeт", ((4, "e", "е"),)),
        ("Οlympics", ((0, "Ο", "O"),)),
        ("Gοogle", ((1, "ο", "o"),)),
        ("Eλλάδα", ((0, "E", "Ε"),)),
        ("gօօgle", ((1, "օ", "o"), (2, "օ", "o"))),
        ("Black_Fridаy", ((10, "а", "a"),)),
        ("2026Sаle", ((5, "а", "a"),)),
        ("Sａle", ((1, "ａ", "a"),)),
        ("S𝐚le", ((1, "𝐚", "a"),)),
        ("S\u200bаle", ((2, "а", "a"),)),
        ("СОVID", ((0, "С", "C"), (1, "О", "O"))),  # two parts, and a word that people know
        ("YouТube", ((3, "Т", "T"),)),
        ("ТikТоk", ((0, "Т", "T"), (3, "Т", "T"), (4, "о", "o"))),
        ("АIФорум", ((0, "А", "A"),)),  # the slip is in the acronym
        ("AIФоpум", ((4, "p", "р"),)),
        ("BigФоpум", ((5, "p", "р"),)),
        ("MТС", ((0, "M", "М"),)),
        ("Мocква", ((1, "o", "о"), (2, "c", "с"))),
        ("Web3Фoрум", ((5, "o", "о"),)),
    ],
)
def test_a_look_alike_is_named_with_its_place(
    word: str, found: tuple[tuple[int, str, str], ...]
) -> None:
    assert mixed_script(word) == found


@pytest.mark.parametrize(
    "word",
    [
        "日本語AI",
        "AI日本語",
        "Ελλάδα",
        "Привет",
        "Հայաստան",
        "한국어AI",
        "ＡＩ",
        "日本語ＡＩ",
        "ＡＩとAI",
        "𝓑𝓸𝓵𝓭",
        "ITконференция",
        "SMMспециалист",
        "ITКонференция",
        "AIФорум",
        "CEOКлуб",
        "AIΕλλάδα",
        "ITΣυνέδριο",
        "AIՀայաստան",
        "Web3Форум",
        "AIAgentsΑθήνα",
        "C3Клуб",
        "XФорум",
        "iФорум",
        "ФорумAI",
        "МойAIПомощник",
        "ITФОРУМ",
        "итконференцияit",
        "itконференция",
        "aiфорум",
        "aiαγορά",
        "мойaiпомощник",
        "xпространство",
        "Bitcoinа",
        "ITстартапAI2026",
        "КонференцияIT",
        "Sale_Распродажа",
        "Xпространство",
        "Windowsи",
        "NFκB",
        "TNFα",
        "αSynuclein",
        "µTorrent",
        "Beyoncé",
        "naïve",
        "سلامAI",
        "हिन्दीAI",
        "АБВ2026",
        "",
        "#",
        "\ud800a",
    ],
)
def test_honest_words_are_not_suspicious(word: str) -> None:
    assert mixed_script(word) == ()


@given(st.text(alphabet="aeoсаеоοЖжΩ日本ａ𝐚_1\u200b", max_size=12))
def test_what_is_named_stands_where_it_is_said_to_stand(word: str) -> None:
    for index, char, looks_like in mixed_script(word):
        assert word[index] == char
        assert looks_like != char
        assert skeleton(char) == skeleton(looks_like)


def test_the_cost_grows_with_the_text_alone() -> None:
    start = time.process_time()
    mixed_script("Sаle" * 50_000)
    skeleton("Sаle" * 250_000)
    assert time.process_time() - start < 5
