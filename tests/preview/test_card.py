"""What a preview shows of a title."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from spacelint.preview.card import MOST_SHOWN, card_of
from spacelint.preview.layout import lines_of
from spacelint.preview.terminal import drawn
from spacelint.report.terminal import Style
from spacelint.text import parse
from spacelint.text.length import TITLE_LIMIT
from spacelint.text.width import cells, visible
from tests.texts import HOSTILE, TEXTS


def shown(pieces):
    return "".join(piece.text for piece in pieces)


def of_kind(card, kind):
    return [piece.text for piece in card.pieces if piece.kind == kind]


@pytest.mark.parametrize(
    ("title", "links", "lost"),
    [
        ("Town hall #AT&T with @acme", ["#AT", "@acme"], ["&T"]),
        ("Meet us at great#tag", [], ["#tag"]),
        ("#one#two", [], ["#one#two"]),
        ("Read #Acme's news", ["#Acme"], []),
        ("Write to ann@acme.com at 5", [], []),
        ("Party time #2026", [], ["#2026"]),
        ("Seminar #06", [], []),
        ("What is new in #.NET", [], ["#.NET"]),
        ("Who is next # of all", [], []),
        ("Nothing here", [], []),
        ("", [], []),
    ],
)
def test_what_x_links_is_a_link_and_what_was_meant_and_is_not_is_lost(title, links, lost):
    card = card_of(parse(title))
    assert of_kind(card, "link") == links
    assert of_kind(card, "lost") == lost


@settings(deadline=None)
@given(TEXTS)
def test_the_links_of_a_card_are_the_entities_of_the_parser(text):
    title = parse(text)
    card = card_of(title)
    at = 0
    spans = []
    for piece in card.pieces:
        if piece.kind == "link":
            spans.append((at, at + len(piece.text)))
        at += len(piece.text)
    expected = []
    for entity in title.entities:
        # Two links without anything between them look like one.
        start = len(visible_up_to(text, entity.start))
        end = len(visible_up_to(text, entity.end))
        if expected and expected[-1][1] == start:
            expected[-1] = (expected[-1][0], end)
        else:
            expected.append((start, end))
    assert spans == expected


def visible_up_to(text, end):
    from spacelint.text.width import visible_chars

    return "".join(visible_chars(text)[:end])


@settings(deadline=None)
@given(TEXTS)
def test_every_character_of_a_short_title_is_shown_and_nothing_else(text):
    if len(text) <= MOST_SHOWN:
        assert shown(card_of(parse(text)).pieces) == visible(text)


@settings(deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_everything_that_is_shown_can_be_seen(text, host, start):
    card = card_of(parse(text), host, start)
    for words in (shown(card.pieces), card.host, card.start, card.alt, *map(shown, card.notes)):
        assert visible(words) == words


@pytest.mark.parametrize(
    ("title", "alt"),
    [
        (
            "Town hall #AT&T with @acme",
            "Space title: Town hall #AT&T with @acme; X links #AT and @acme; #AT&T is cut short",
        ),
        (
            "#R&D and #AT&T, great#tag",
            "Space title: #R&D and #AT&T, great#tag; X links #R and #AT;"
            " #R&D and #AT&T are cut short; #tag is not linked",
        ),
        ("Plain words", "Space title: Plain words; X links nothing in it"),
        ("", "Space title: (none); X links nothing in it"),
        (
            "w" * 75,
            f"Space title: {'w' * 75}; X links nothing in it; It is 5 characters too long",
        ),
    ],
)
def test_the_alt_text_says_what_the_colours_say(title, alt):
    assert card_of(parse(title)).alt == alt


def test_the_alt_text_has_host_and_start_where_they_are_given():
    alt = card_of(parse("AMA"), "@acme", "Thu 3 Dec").alt
    assert alt == "Space title: AMA; host @acme; starts Thu 3 Dec; X links nothing in it"


@pytest.mark.parametrize(
    ("title", "counts"),
    [
        ("Town hall", "9/70"),
        ("  Town hall  ", "9/70"),
        ("日本語", "3/70"),
        ("👨‍👩‍👧‍👦 🇲🇽", "3/70"),
    ],
)
def test_the_length_is_in_characters_as_a_reader_counts_them(title, counts):
    assert card_of(parse(title)).counts == counts


def test_a_title_that_only_the_android_app_finds_too_long_says_so():
    card = card_of(parse("Family night " + "👨‍👩‍👧‍👦" * 7))
    assert card.counts == "20/70"
    assert "X's Android app counts 90, and may stop at 70" in card.alt
    assert "Android" not in card_of(parse("Family night")).alt


@pytest.mark.parametrize(
    ("title", "right_to_left"),
    [("@acme مع", True), ("AMA مع", False), ("", False), ("🎙️ שלום", True), ("日本 שלום", False)],
)
def test_the_first_letter_decides_the_direction(title, right_to_left):
    # A handle's letters are letters: only signs and emoji before the first word are passed over.
    expected = right_to_left and not title.startswith("@acme")
    assert card_of(parse(title)).right_to_left is expected


@pytest.mark.parametrize("piece", [*HOSTILE[:12], "\u0301", "👨\u200d", "日", "#a "])
def test_a_megabyte_is_counted_whole_and_shown_in_part(piece):
    text = (piece * 300_000)[:300_000]
    card = card_of(parse(text), text, text)
    assert card.length == TITLE_LIMIT.measure(text)
    assert len(shown(card.pieces)) <= 10 * MOST_SHOWN
    assert len(card.alt) <= 20_000
    assert len(card.host) <= 1000


def test_a_long_title_ends_in_an_ellipsis_and_never_within_a_character():
    text = "e\u0301" * 400
    words = shown(card_of(parse(text)).pieces)
    assert words == "e\u0301" * 150 + "…"


@settings(deadline=None)
@given(TEXTS)
def test_lines_keep_all_but_the_spaces_they_break_at_and_fit(text):
    card = card_of(parse(text))
    lines = lines_of(card.pieces, 20, cells)
    joined = "".join(shown(line) for line in lines)
    assert joined.replace(" ", "") == shown(card.pieces).replace(" ", "")
    for line in lines:
        # A single character that is wider than the room has nowhere else to go.
        assert sum(cells(piece.text) for piece in line) <= 20 or cells(shown(line)) <= 20


def test_japanese_lines_do_not_start_with_a_full_stop():
    card = card_of(parse("これは長い題名です。そして続きます、はい。"))
    lines = [shown(line) for line in lines_of(card.pieces, 18, cells)]
    assert len(lines) > 1
    assert not [line for line in lines if line[0] in "。、"]


@settings(deadline=None)
@given(TEXTS)
def test_the_frame_of_the_terminal_is_straight(text):
    for colour in (True, False):
        out = drawn(card_of(parse(text)), Style(False, 50 if colour else 0))
        framed = [line for line in out.splitlines() if line[:1] in "╭│├╰"]
        assert len({cells(line) for line in framed}) == 1


def test_no_title_obeys_its_escape_sequences():
    out = drawn(card_of(parse("a\x1b[31m \u202eb")), Style(True, 60))
    assert "<U+001B>[31m" in out
    assert "<U+202E>" in out
    assert "\x1b[31m" not in out
