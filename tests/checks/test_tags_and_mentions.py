"""The rules of hashtags and mentions: each alone, all together, and on every text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spacelint.engine.examples import check_examples
from spacelint.engine.rule import apply_edits
from spacelint.fixer.plans import fixed_plan_text
from spacelint.fixer.titles import fixed_text
from spacelint.text.pattern import CLASSES
from tests.checks.families import TAGS_AND_MENTIONS, linter_of, rules_of
from tests.titles import titles

RULES = rules_of(*TAGS_AND_MENTIONS)
CODES = [rule.code for rule in RULES.rules]


def codes(title: str, *chosen: str) -> list[tuple[str, str]]:
    return [(d.code, d.match) for d in linter_of(TAGS_AND_MENTIONS, *chosen).lint(title)]


def test_every_example_of_the_rules_holds():
    results = check_examples(RULES, fixed_text, fixed_plan_text)
    assert results.rules == 32
    assert not results.failures, results.failures


@pytest.mark.parametrize("code", CODES)
def test_a_rule_has_examples_enough_in_more_than_one_script(code):
    docs = RULES.docs(code)
    assert len(docs.valid) >= 3
    assert len(docs.invalid) >= 3
    assert docs.invalid[0].message is not None
    letters = [c for e in docs.invalid for c in e.title if c.isalpha()]
    assert any("a" <= c <= "z" for c in letters)
    assert any(c > "\u0370" for c in letters)
    assert "Source:" in docs.rationale or "The list has" in docs.rationale


# What each rule is there for; where another, more exact rule runs too, that one speaks.
CAUGHT = [
    ("SL101", "#2026"),
    ("SL101", "#24/7"),
    ("SL101", "#100%"),
    ("SL102", "great#tag"),
    ("SL102", "日本語#タグ"),
    ("SL103", "#AT&T"),
    ("SL103", "#L'Oréal"),
    ("SL103", "#COVID-19"),
    ("SL103", "#Node.js"),
    ("SL103", "#Black\u200bFriday"),
    ("SL103", "#Party🎉Time"),
    ("SL104", "#"),
    ("SL104", "# tag"),
    ("SL104", "#.NET"),
    ("SL104", "#7-Eleven"),
    ("SL105", "#one#two"),
    ("SL106", "#\ufe0f⃣tag"),
    ("SL107", "example.com/#frag"),
    ("SL108", "#Bl\u200back"),
    ("SL108", "#a\u00adb"),
    ("SL108", "#Sale\ufe0f"),
    ("SL108", "#Sale\u200f"),
    ("SL108", "#\u2066Sale\u2069"),
    ("SL108", "\u200b#Sale"),
    ("SL109", "#S\u0430le"),
    ("SL111", "＃tag"),
    ("SL112", "#hashtag"),
    ("SL112", "#yourtag"),
    ("SL112", "#TBD"),
    ("SL112", "#CampaignName"),
    ("SL112", "#{{tag}}"),
    ("SL113", "Issue #12a"),
    ("SL113", "our #1st choice"),
    ("SL201", "@a123456789012345"),
    ("SL202", "@acme.bsky.social"),
    ("SL202", "@user-name"),
    ("SL202", "@hello1\ufe0f⃣"),
    ("SL203", "with@jack"),
    ("SL204", "@Beyoncé"),
    ("SL204", "@usér"),
    ("SL205", "@nasa@mastodon.social"),
    ("SL205", "@acme.bsky.social"),
    ("SL206", "press@acme.com"),
    ("SL207", "@AcmeHR/Recruiting"),
    ("SL208", "Live @8pm"),
    ("SL208", "@20h"),
    ("SL208", "@19:00"),
    ("SL209", "@everyone"),
    ("SL209", "@here"),
    ("SL209", "@channel"),
    ("SL209", "@all"),
    ("SL210", "@guest"),
    ("SL210", "@username"),
    ("SL210", "@TBD"),
    ("SL210", "@handle"),
    ("SL211", "@Twitter"),
    ("SL212", "@jk"),
    ("SL213", "with @ jack"),
    ("SL213", "@ jack"),
    ("SL215", "($TSLA)"),
    ("SL215", "$TSLA/$F"),
    ("SL215", "$BTC’s"),
    ("SL215", "＄BTC"),
    ("SL216", "＠jack"),
]
MORE_EXACT = {"#Black\u200bFriday": "SL108", "@acme.bsky.social": "SL205"}


@pytest.mark.parametrize(("code", "title"), CAUGHT)
def test_a_rule_catches_what_it_is_there_for_alone_and_in_the_set(code, title):
    assert {d.code for d in linter_of(TAGS_AND_MENTIONS, code).lint(title)} == {code}
    assert [c for c, _ in codes(title)] == [MORE_EXACT.get(title, code)]


# What each rule catches alone, though another rule speaks of it where both run.
ALONE = [
    ("SL103", "#Black\u200bFriday preview", "#Black\u200bFriday"),
    ("SL103", "#Party🎉Time", "#Party🎉Time"),
    ("SL103", "#your-tag", "#your-tag"),
    ("SL202", "@acme.bsky.social live", "@acme.bsky.social"),
    ("SL204", "AMA @гость", "@гость"),
    ("SL213", "with @", "@"),
    ("SL212", "@TV", "@TV"),
    ("SL104", "#{{tag}}", "#"),
    ("SL102", "x\u200d#Launch", "#Launch"),
    ("SL111", "＃tag", "＃tag"),
]


@pytest.mark.parametrize(("code", "title", "match"), ALONE)
def test_a_rule_alone_catches_what_another_would_supersede(code, title, match):
    assert codes(title, code) == [(code, match)]


# Tags with a case ending, of which X links the name; and names that an apostrophe cuts apart.
ENDINGS = (
    *("#Fenerbahçe'nin", "#EYT'liler", "#EYT’lilerin", "#İYİ'den", "#AB'ye", "#TÜRKİYE'DE"),
    *("#Gazze'deki", "#PiS'u", "#Biden’owi"),
)
APOSTROPHES = (
    *("#don't", "#we're", "#aujourd'hui", "#п'ятниця", "#L'un", "#d'Artagnan", "#Xi'an"),
    "#Rock'n'Roll",
)
# Every title with all that the whole set says of it.
TOGETHER = [
    ("#Black\u200bFriday preview", [("SL108", "#Black\u200bFriday")]),
    ("Hosted by @acme.bsky.social", [("SL205", "@acme.bsky.social")]),
    ("@nasa@mastodon.social", [("SL205", "@nasa@mastodon.social")]),
    ("AMA #{{tag}} with @[guest]", [("SL112", "#{{tag}}"), ("SL210", "@[guest]")]),
    ("#YOUR-TAG", [("SL112", "#YOUR-TAG")]),
    ("AMA with @user-name", [("SL202", "@user-name")]),
    ("Live @8pm", [("SL208", "@8pm")]),
    ("Live @8", [("SL208", "@8")]),
    ("Live @19:00 sharp", [("SL208", "@19:00")]),
    ("Hey @all", [("SL209", "@all")]),
    ("Write to press@acme.com", [("SL206", "press@acme.com")]),
    ("@AcmeHR/Recruiting-team", [("SL207", "@AcmeHR/Recruiting-team")]),
    ("@a_handle_of_18_ch", [("SL201", "@a_handle_of_18_ch")]),
    ("@acme@jack", [("SL203", "@acme@jack")]),
    ("#McDonald's", [("SL114", "#McDonald's")]),
    *((tag, []) for tag in ENDINGS),  # X links the name, as it should
    *((tag, [("SL103", tag)]) for tag in APOSTROPHES),
    ("#R&D's future", [("SL103", "#R&D's")]),
    ("#Bitcoin/$BTC weekly", [("SL215", "$BTC")]),
    ("'#שלום' and \"#שלום\"", []),
    ("#Gluten-free and #AI-led, #gluten-free", [("SL103", "#gluten-free")]),
    ("#AI-led-ish", [("SL103", "#AI-led-ish")]),
    ("@acme-led and @NASA-wide", []),
    ("გვესტუმრეთ @acme-თან, @jackთან და #AI-ის შესახებ", []),
    ("Зустріч з @acme-командою про #NFT-ки", []),
    ("Beszélgetés @acme-val a #AI-ról", []),
    ("Discuție cu @acme-ul și #NFT-uri", []),
    ("Gespräch mit dem @acme-Team, @jack'in ve @acme:n", []),
    ("@ACME'S NIGHT, @GALATASARAY'IN MAÇI", []),
    ("с @durovым и @acme-Vorstand о #NATO-a, #AI-t, #EU-s", []),
    ("@D'Angelo, @acmе", [("SL202", "@D'Angelo"), ("SL202", "@acmе")]),
    ("#90er-Party", [("SL103", "#90er-Party")]),
    ("#Acme-Team", [("SL103", "#Acme-Team")]),
    ("@user-name and @acme-us", [("SL202", "@user-name"), ("SL202", "@acme-us")]),
    ("Прогноз на #2026-й год", [("SL101", "#2026")]),
    ("Best #7-eleven", [("SL104", "#7-eleven")]),
    ("#one#2", [("SL104", "#one#2")]),
    ("#Disney+ and #C++", [("SL103", "#Disney+"), ("SL103", "#C++")]),
    ("#one##two", [("SL105", "#one##two")]),
    ("#C#", [("SL104", "#C#")]),
    ("S\u0430le #S\u0430le", [("SL109", "#S\u0430le")]),
    ("我们的#话题", [("SL102", "#话题")]),
    ("great#2026", []),
    ("great#tag and ＃tag", [("SL102", "#tag"), ("SL111", "＃tag")]),
    ("x\u200b#Launch and \u200b#Day", [("SL108", "\u200b#Day")]),
    ("@ jack", [("SL213", "@ jack")]),
    ("Vol. #3a", [("SL113", "#3a")]),
    ("#2A, #3D, #4K, #5G, #9to5, #100DaysOfCode", []),
    ("Seminar #06", []),
    ("Voices #6: formats", []),
    ("Who owns Punk #2024?", []),
    ("Block #840,000", []),
    ("Part #1/3", []),
    ("Talk #2/5 on growth", []),
    ("№5 and No. #5", []),
    ("第#5回 勉強会", []),
    ("Meetup #2026", [("SL101", "#2026")]),
    ("the class of #1999", [("SL101", "#1999")]),
    ("Live now! #420", [("SL101", "#420")]),
    ("We did it! #1", []),
    ("#50+ community", [("SL101", "#50+")]),
    ("C#, F# and C#/.NET", []),
    ("F#m7 and C#minor", []),
    ("Rock &#39;n roll &#x27;", []),
    ("The # of guests", []),
    ("Drinks @ Consensus, @ the bar, @ noon", []),
    ("Lunch @ 12:30", []),
    ("p@ssword hygiene", []),
    ("w/@jack, (@acme), “@beta” …", []),
    (".@acme's week with @beta—live", []),
    ("@21savage @50cent @1inch @8ball", []),
    ("US$5M, Ke$ha, $5M", []),
    ("$BTC, $ETH: $BRK.A!", []),
    ("#می\u200cخواهم و #کتاب\u200cخوانی", []),
    ("#ശ്\u200dരീ #हिन्दी 👩\u200d💻#code ❤️#love", []),
    ("#Café #naïve #straße #ÅBO #Ελλάδα #日本語 #한국어 #ไทย", []),
]


@pytest.mark.parametrize(("title", "expected"), TOGETHER)
def test_the_set_says_one_thing_of_one_fault(title, expected):
    assert codes(title) == expected


MENDS = [
    ("#Bitcoin/$BTC weekly", "SL215", "#Bitcoin / $BTC weekly"),
    ("#C#14#dotnet", "SL105", "#C #14 #dotnet"),
    ("#one##two", "SL105", "#one ##two"),
    ("x\u200d#Launch", "SL108", "x#Launch"),
    ("[$BTC] and “$ETH”", "SL215", "$BTC and $ETH"),
    ("$BTC/$ETH/$SOL", "SL215", "$BTC / $ETH / $SOL"),
    ("@jack\u200b_d on air", "SL202", "@jack_d on air"),
    ("@a@b@c", "SL203", "@a @b @c"),
    ("#R&D's future", "SL103", "#RandD's future"),
    ("#Fish&Chips Friday", "SL103", "#FishAndChips Friday"),
]


@pytest.mark.parametrize(
    ("title", "lang", "expected"),
    [
        ("Heute Abend: #Kunst&Kultur", None, "Heute Abend: #KunstUndKultur"),
        ("Parlons de #Art&Musique ce soir", None, "Parlons de #ArtEtMusique ce soir"),
        ("Charla del jueves: #Arte&Cultura", None, "Charla del jueves: #ArteYCultura"),
        ("Conversa sobre #Arte&Cultura com você", None, "Conversa sobre #ArteECultura com você"),
        ("Praten over #Kunst&Muziek", None, "Praten over #KunstEnMuziek"),
        ("Bu akşam #Sanat&Kültür", None, "Bu akşam #SanatVeKültür"),
        ("Сегодня вечером #Наука＆Техника", None, "Сегодня вечером #НаукаИТехника"),
        ("Сьогодні про #Наука&Техніка", None, "Сьогодні про #НаукаІТехніка"),
        ("نقاش اليوم عن #الفن&الثقافة", None, "نقاش اليوم عن #الفن_و_الثقافة"),
        ("היום על #אמנות&תרבות", None, "היום על #אמנות_ותרבות"),
        ("Vad gäller? #Konst&Musik", None, "Vad gäller? #KonstOchMusik"),
        ("Tonight: #Art&Culture", None, "Tonight: #ArtAndCulture"),
        ("#Kunst&Kultur", None, "#KunstAndKultur"),
        ("#Kunst&Kultur", "de-AT", "#KunstUndKultur"),
        ("#Kunst&Kultur", "tlh", "#KunstAndKultur"),
        ("#アニメ&マンガ の話", None, "#アニメ_マンガ の話"),
        ("आज #संगीत&नृत्य", None, "आज #संगीत_नृत्य"),
        ("คุยกัน #กรุงเทพ&เชียงใหม่", None, "คุยกัน #กรุงเทพ_เชียงใหม่"),
        ("음악 이야기 #클래식음악&현대예술", None, "음악 이야기 #클래식음악_현대예술"),
        ("#الفن&الثقافة", "tlh", "#الفن_الثقافة"),
        ("Wir reden um #Schmuck&Uhren", None, "Wir reden um #SchmuckUndUhren"),
        ("heute #kunst&kultur", None, "heute #kunstundkultur"),
    ],
)
def test_the_word_for_an_ampersand_is_that_of_the_language(title, lang, expected):
    from spacelint.checks.contract import Context
    from spacelint.engine.example_context import example_space

    space = example_space(title, {"lang": lang} if lang else {})
    linter = linter_of(TAGS_AND_MENTIONS, "SL103")
    assert fixed_text(linter, title, True, Context(space=space)) == expected


def test_a_tag_that_no_letter_opens_has_the_word_of_the_language_too():
    from spacelint.checks.contract import Context
    from spacelint.engine.example_context import example_space

    title, linter = "#.Kunst&Kultur", linter_of(TAGS_AND_MENTIONS, "SL104")
    german = Context(space=example_space(title, {"lang": "de"}))
    assert fixed_text(linter, title, True, german) == "#KunstUndKultur"
    assert fixed_text(linter, title, True, Context()) == "#KunstAndKultur"


@pytest.mark.parametrize(
    "title", ["@L'Oréal on air", "@the.real.jack", "@acme.com live", "@j.k.rowling", "@user-name"]
)
def test_no_account_is_made_up_for_a_name_that_x_cuts_short(title):
    (finding,) = linter_of(TAGS_AND_MENTIONS, "SL202").lint(title)
    assert finding.fix is None
    assert finding.help.startswith("Look the handle up")


@pytest.mark.parametrize(("title", "code", "expected"), MENDS)
def test_a_mend_writes_what_links(title, code, expected):
    from spacelint.checks.contract import Context

    linter = linter_of(TAGS_AND_MENTIONS, code)
    assert fixed_text(linter, title, True, Context()) == expected
    assert linter.lint(expected) == []


def test_names_of_invisible_characters_can_be_read_aloud():
    [found] = linter_of(TAGS_AND_MENTIONS, "SL103").lint("#Black\u200bFriday")
    assert found.help == ("A hashtag ends before a zero width space (U+200B): write #BlackFriday")


def test_a_flag_is_named_whole():
    [found] = linter_of(TAGS_AND_MENTIONS, "SL103").lint("#Kenya🇰🇪Decides")
    assert found.help == "A hashtag ends before 🇰🇪: write #KenyaDecides"


def test_a_renaming_names_its_month():
    [found] = linter_of(TAGS_AND_MENTIONS, "SL211").lint("Ask @twitterapi")
    assert found.message == "@twitterapi was renamed @API in July 2023"


def test_the_brand_book_goes_before_the_table_of_renamings():
    from spacelint.brand.book import BrandBook, Renamed
    from spacelint.checks.contract import Context

    book = BrandBook(
        renamed={
            "acmeold": Renamed("AcmeOld", "2025-03-01", "AcmeHQ"),
            "acmeuk": Renamed("AcmeUK", None, "AcmeEurope"),
            "twitterapi": Renamed("TwitterAPI", "2025", "XDevs"),
        },
        folded_handles={"twitter": "Twitter"},
    )
    linter = linter_of(TAGS_AND_MENTIONS, "SL211")
    found = linter.lint("@acmeold @AcmeUK @Twitter @TwitterAPI @TwitterDev", Context(book=book))
    assert [d.message for d in found] == [
        "@acmeold was renamed @AcmeHQ on 1 March 2025",
        "@AcmeUK was renamed @AcmeEurope",
        "@TwitterAPI was renamed @XDevs in 2025",
        "@TwitterDev was renamed @XDevelopers in July 2023",
    ]


def may_be_touched(old: str, new: str, code: str) -> bool:
    """Tell whether a safe mend of the rule may write ``new`` in the place of ``old``."""
    if code in ("SL102", "SL105", "SL203", "SL208"):
        return (old, new) == ("", " ")
    if code in ("SL111", "SL216"):
        return (old, new) in (("＃", "#"), ("＠", "@"))
    # The joiners, tag characters and Hangul fillers beside what candidates call invisible.
    more = "\u034f\u200c\u200d\u2065\ufe0f\uffa0"
    hidden = old in more or 0xE0000 < ord(old) < 0xE0080 or not old.isprintable()
    return code == "SL108" and not new and (hidden or _is_invisible(old))


def _is_invisible(char: str) -> bool:
    import re

    return re.fullmatch(f"[{CLASSES['INVISIBLE'][0]}]", char) is not None


def hold_what_holds_for_every_text(text: str) -> None:
    for d in linter_of(TAGS_AND_MENTIONS).lint(text):
        assert 0 <= d.start < d.end <= len(text)
        assert d.message
        assert "{" not in d.rule.message or d.message != d.rule.message
        for start, end, new in d.edits:
            assert 0 <= start <= end <= len(text)
            if d.rule.applicability == "safe":
                assert may_be_touched(text[start:end], new, d.code), (d.code, text)
        if d.fix and d.rule.applicability == "safe":
            fixed = apply_edits(text, d.edits)
            assert fixed != text


SIGNS = "#＃@＠$＄#@$ab1é語я 8pm.,'’&-/()[]{}<>%:+\u200b\u200c\u200d\u00ad\ufe0f\u20e3\u200f"
PIECES = st.sampled_from(
    (
        *SIGNS,
        *("\ud800", "\udfff", "\x00", "🎉", "👩\u200d💻", "की", "می\u200cخواهم", "ശ്\u200d", "C#"),
        *("tag", "guest", "TBD", "Issue ", "#1st", "#2026", "@8pm", "@x@y.zz", "$BTC", ".com"),
        "@a.bsky.social",
    )
)


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=14).map("".join)))
def test_spans_and_edits_stay_inside_of_any_text(text):
    hold_what_holds_for_every_text(text)


def test_spans_and_edits_stay_inside_of_generated_titles():
    for title in titles(3_000, seed=12):
        hold_what_holds_for_every_text(title)


def test_safe_mends_come_to_an_end_on_generated_titles():
    from spacelint.checks.contract import Context

    linter = linter_of(TAGS_AND_MENTIONS)
    for title in titles(1_500, seed=7):
        once = fixed_text(linter, title, False, Context())
        assert fixed_text(linter, once, False, Context()) == once, title


HURTING = (
    *(
        "#",
        "@",
        "#a",
        "@a",
        "#a\u200b",
        "#\u200b",
        "\u200d#",
        "# ",
        "@@a",
        "#1/",
        "$a/",
        "#{",
        "1#",
    ),
    *(
        "x#/a",
        "F#m",
        "@a.",
        "@a-",
        "a@b",
        "a@b.",
        "#a'",
        "#1,",
        "\u200f",
        "#a\u200f ",
        "😀#",
        "第#5",
        "#a・",
        '#א"',
        "#א'",
        "#A.",
        "@a가",
        "$a",
    ),
)


@pytest.mark.parametrize("rule", [r for r in RULES.rules if r.applicability in ("safe", "unsafe")])
def test_a_mended_title_has_nothing_left_that_the_rule_would_mend(rule):
    from spacelint.checks.contract import Context

    linter = linter_of(TAGS_AND_MENTIONS, rule.code)
    for title in titles(1_500, seed=3):
        if any(d.fix for d in linter.lint(title)):
            fixed = fixed_text(linter, title, True, Context())
            assert not any(d.fix for d in linter.lint(fixed)), ascii(title)


@pytest.mark.parametrize("piece", HURTING)
def test_time_grows_with_the_length_of_texts_that_hurt(piece):
    from time import process_time

    def seconds(count: int) -> float:
        linter = linter_of(TAGS_AND_MENTIONS)
        text = piece * count
        start = process_time()
        linter.lint(text)
        return process_time() - start

    seconds(500)
    small, large = min(seconds(1_000) for _ in range(3)), min(seconds(8_000) for _ in range(2))
    assert large < 0.05 + 24 * small
