"""What holds for every text: nothing raises, spans fit, both readings agree, lengths are one."""

from __future__ import annotations

import random
import re
import time

import pytest
import regex
from hypothesis import example, given, settings
from hypothesis import strategies as st

from spacelint.text import candidates as candidates_module
from spacelint.text import entities as entities_module
from spacelint.text import parse
from spacelint.text import urls as urls_module
from spacelint.text.candidates import candidates
from spacelint.text.domains import _SURELY_FITS, _at_most, _canonical, _encoded_length, _part_length
from spacelint.text.entities import entities, tags
from spacelint.text.pattern import Pattern, utf16_length
from spacelint.text.urls import urls
from spacelint.text.width import visible, visible_chars
from tests import tags_by_pattern as tags_module
from tests.glued_addresses import glued_titles
from tests.tags_by_pattern import tags_by_pattern
from tests.texts import HOSTILE, MEGABYTE, TEXTS
from tests.titles import titles

#: Read a megabyte long; the others a fifth of that.
HURTS_MOST = ("#", "@a", "a.", "#a#", "http://", "\u0301", "a.co/(", "\ud800")
many = settings(max_examples=400, deadline=None)


@many
@given(TEXTS)
def test_links_are_slices_of_the_text_in_order_and_apart(text):
    end = 0
    for entity in parse(text).entities:
        assert end <= entity.start < entity.end <= len(text)
        assert text[entity.start : entity.end] == entity.text
        assert entity.kind in ("hashtag", "mention", "list", "cashtag", "url")
        assert entity.value
        assert entity.value in entity.text
        end = entity.end


@many
@given(TEXTS)
@example("#AMA#日本語bit.ly/3a-_b?c=d&e=f")
def test_what_was_meant_is_a_slice_with_its_link_inside(text):
    title = parse(text)
    end = 0
    for candidate in title.candidates:
        assert end <= candidate.start < candidate.end <= len(text)
        assert text[candidate.start : candidate.end] == candidate.text
        entity = candidate.entity
        if entity is not None:
            assert entity in title.entities
            assert candidate.start <= entity.start < entity.end <= candidate.end
            assert candidate.linked == entity.text
            assert candidate.text.endswith(candidate.rest)
        else:
            assert candidate.linked == candidate.rest == ""
            assert candidate.fault is not None
        end = candidate.end


@many
@given(TEXTS)
def test_every_link_of_a_tag_or_mention_was_meant(text):
    title = parse(text)
    meant = {c.entity for c in title.candidates if c.entity is not None}
    for entity in title.entities:
        assert (
            entity.kind == "url"
            or entity in meant
            or any(c.start <= entity.start < c.end for c in title.candidates)
        )


@many
@given(TEXTS)
def test_utf16_offsets_are_those_of_the_encoded_text(text):
    title = parse(text)
    encoded = text.encode("utf-16-le", "surrogatepass")
    assert title.length.utf16 == len(encoded) // 2
    for entity in title.entities:
        start, end = title.utf16(entity.start), title.utf16(entity.end)
        piece = entity.text.encode("utf-16-le", "surrogatepass")
        assert encoded[2 * start : 2 * end] == piece
    for offset in range(len(text) + 1):
        assert title.utf16(offset) == utf16_length(text[:offset])


@many
@given(TEXTS)
def test_lengths_agree_with_each_other(text):
    length = parse(text).length
    assert length.code_points == len(text)
    assert length.code_points <= length.utf16 == utf16_length(text) <= 2 * length.code_points
    assert length.graphemes <= length.code_points
    assert length.cells <= 2 * length.code_points
    assert (length.weighted == 0) is (text == "")
    if text.isascii() and "." not in text:
        assert length.weighted == length.code_points


@many
@given(TEXTS)
def test_the_quick_reading_of_tags_is_the_one_by_pattern(text):
    assert tags(text) == tags_by_pattern(text)


def test_the_quick_reading_of_tags_is_right_where_signs_crowd():
    # Chance seldom puts two signs beside each other, and a sign's neighbours are what matters.
    pieces = (
        "# @ $ ＃ ＠ & / :// . ! - _ a b é 日本 \U0001d5e6 😀 \ufe0f \u20e3 \u200d \u0301 ² ٣"
        " \ud800 1 TW RT rt @a/b-"
    ).split()
    chance = random.Random(11)
    for _ in range(60_000):
        text = "".join(chance.choice([" ", *pieces]) for _ in range(chance.randint(1, 8)))
        assert tags(text) == tags_by_pattern(text), text


def test_what_was_surely_meant_is_read_as_all_else(monkeypatch):
    pieces = (
        "#12 #1 #tag #Tag1 #A.I #C #7 #٣ @jack @8pm @noon @a/b $BTC # @ $ ( “ . , : ! ? ; ) é 第"
        " 日本 & x F - joe. 🏆 #️⃣ דלת http:// a.com/ \u200b 's #LGBTQ+ RT"
    ).split()
    chance = random.Random(11)
    texts = titles(4_000, seed=13)
    for _ in range(15_000):
        texts.append("".join(chance.choices([" ", *pieces], k=chance.randint(1, 9))))
    quick = [parse(text).candidates for text in texts]
    monkeypatch.setattr(candidates_module, "_is_closed", lambda *_: False)
    monkeypatch.setattr(candidates_module, "_all_whole", lambda *_: None)
    monkeypatch.setattr(candidates_module, "_NUMBER", Pattern("(?!)"))
    for text, found in zip(texts, quick, strict=True):
        assert parse(text).candidates == found, text


@many
@given(st.text(st.one_of(st.characters(max_codepoint=0xFF), st.sampled_from("🎙\ufe0f“”…😀"))))
def test_words_in_latin_letters_are_those_of_the_pattern(text):
    assert parse(text).words_in_latin() == re.findall(r"[^\W_]+", text.lower())


ADDRESS_PIECES = (
    "# @ $ ＃ & / :// http:// . . . .. - _ : ? a b- é 日本 𝗦 😀 \u200d \u3000 \ufeff \ud800 xn-- v"
    " com .co .co.uk .com .香港 .рф .xn--a- .vermögensberater /p 日é 日é 日é"
).split(" ")


def test_common_addresses_are_read_as_all_others(monkeypatch):
    chance = random.Random(11)
    texts = titles(20_000, seed=12) + glued_titles(20_000, seed=12)
    for _ in range(40_000):
        pieces = [chance.choice([" ", *ADDRESS_PIECES]) for _ in range(chance.randint(1, 8))]
        texts.append("".join([*pieces, chance.choice((".com", ".io/p", ".рф", ""))]))
    quick = [urls(text) for text in texts]
    monkeypatch.setattr(urls_module, "_common_url", lambda *_: -1)
    for text, found in zip(texts, quick, strict=True):
        assert urls(text) == found, text


def test_most_addresses_are_common(monkeypatch):
    common, ends = urls_module._common_url, []
    monkeypatch.setattr(urls_module, "_common_url", lambda *a: ends.append(common(*a)) or ends[-1])
    for title in titles(5_000, seed=5):
        urls(title)
    assert len(ends) > 1_000
    assert sum(end < 0 for end in ends) < len(ends) // 10


class _General(Pattern):
    """A pattern that reads every text, ASCII or not, the way it reads those beyond ASCII."""

    __slots__ = ()

    def reading(self, text):
        return super().reading(text + "日")


@pytest.fixture
def general(monkeypatch):
    """Make every pattern of entities, candidates and mentions read ASCII in its general form."""
    from spacelint.text import candidates as candidates_module
    from spacelint.text import hashtags as hashtags_module
    from spacelint.text import mentions as mentions_module

    swapped = 0
    for module in (
        tags_module,
        entities_module,
        candidates_module,
        hashtags_module,
        mentions_module,
    ):
        for name, value in list(vars(module).items()):
            if type(value) is Pattern:
                monkeypatch.setattr(module, name, _General(value._template))
                swapped += 1
    assert swapped > 10


def test_titles_in_ascii_read_the_same_by_the_patterns_for_all_scripts(general, monkeypatch):
    texts = ["".join(filter(str.isascii, title)) for title in titles(10_000, seed=11)]
    by_general = [(tags_by_pattern(t), candidates(t, entities(t))) for t in texts]
    monkeypatch.undo()
    by_ascii = [(tags_by_pattern(t), candidates(t, entities(t))) for t in texts]
    assert by_general == by_ascii
    assert sum(bool(found) for found, _ in by_ascii) > 3_000


@many
@given(TEXTS)
def test_a_shown_text_is_one_line_without_anything_a_terminal_obeys(text):
    shown = visible(text)
    assert "".join(visible_chars(text)) == shown
    assert len(visible_chars(text)) == len(text)
    assert len(shown.splitlines()) <= 1
    unsafe = regex.findall(r"[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\ufeff]", shown)
    assert unsafe == []


@many
@given(st.text(st.characters(codec=None, min_codepoint=0x80), max_size=_SURELY_FITS))
def test_a_short_domain_label_fits_into_dns_however_it_is_written(label):
    assert _part_length(label) <= 63


@many
@given(
    st.text(st.characters(codec=None, exclude_characters="."), max_size=63)
    | st.text("aé日本本京я\u3002😀-", max_size=63)
)
def test_a_domain_label_is_no_longer_than_foretold(label):
    assert _encoded_length(label) <= _at_most(label) or _at_most(label) > 63


def test_capitals_are_those_of_a_javascript_pattern():
    chars = [chr(c) for c in range(0x20000)]
    one_by_one = [c.upper() if len(c.upper()) == 1 and c not in "ıſ" else c for c in chars]
    assert list(map(_canonical, chars)) == one_by_one
    assert _canonical("".join(chars)) == "".join(one_by_one)
    alike = [c for c in chars if len(c.upper()) == 1 and c not in "ıſ"]
    assert _canonical("".join(alike)) == "".join(map(_canonical, alike))


@pytest.mark.parametrize("piece", HOSTILE, ids=ascii)
def test_a_text_made_to_hurt_is_read_in_seconds(piece):
    size = MEGABYTE if piece in HURTS_MOST else MEGABYTE // 5
    text = piece * (size // len(piece))
    start = time.process_time()
    title = parse(text)
    found = len(title.entities) + len(title.candidates)
    title.length.weighted, title.length.utf16  # noqa: B018
    assert found <= 2 * len(text)
    # Seconds at most; a reading that goes back over the text for every piece takes many minutes.
    assert time.process_time() - start < 60


@given(TEXTS)
@example("聊聊 ZKP#AcmeLaunch 🎉")
@example("日#tag")
@example("é #AT&T's @jack-d")
def test_a_token_in_ascii_is_read_alike_by_both_readings(text):
    found = candidates(text, entities(text))
    quick = Pattern.match_token
    Pattern.match_token = Pattern.match
    try:
        assert candidates(text, entities(text)) == found
    finally:
        Pattern.match_token = quick
