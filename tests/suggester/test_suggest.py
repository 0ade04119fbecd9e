# ruff: noqa: E501 - titles beside their better ones
"""What is suggested for a title, by example."""

from __future__ import annotations

from typing import Any

import pytest

import spacelint
from spacelint.checks.contract import Context
from spacelint.engine.example_context import example_space
from spacelint.engine.linter import Linter
from spacelint.engine.rule import RuleSet
from spacelint.suggester.languages import language_of, languages
from spacelint.suggester.tokens import LinkSpans, plain_words
from spacelint.text import parse
from tests.suggester.helpers import LINTER, TODAY, better, book, context, suggest, texts, told


def test_the_campaigns_hashtag_comes_last_and_the_change_says_who_asks_for_it() -> None:
    (one,) = better("A town hall for the whole team", campaign="spring")
    assert one.text == "A town hall for the whole team #BrewlySpring"
    assert told(one) == ["Adds #BrewlySpring (the spring campaign asks for it; ask Mirjam)"]


def test_all_the_words_and_the_hashtag_come_where_they_fit() -> None:
    title = "Spring launch party: meet the new Brewly cold brew"
    assert texts(title, campaign="spring") == [f"{title} #BrewlySpring"]


@pytest.mark.parametrize(
    ("title", "best"),
    [
        (
            "Is remote work killing creativity? A debate",
            "Is #RemoteWork killing creativity? A debate",
        ),
        ("Remote-work and coffee for all", "#RemoteWork and coffee for all"),
        ("Why we love remote work", "Why we love #RemoteWork"),
        ("¿El remote work mata la creatividad?", "¿El #RemoteWork mata la creatividad?"),
        ("Remote, work and play for all", "Remote, work and play for all #RemoteWork"),
        ("Ein Abend über remote work", "Ein Abend über #RemoteWork"),
        ("A town hall on the new office", "A town hall on the new office #RemoteWork"),
        ("A town hall on the office #Tea", "A town hall on the office #Tea #RemoteWork"),
        ("A town hall on #Remote-Work", "A town hall on #RemoteWork"),
        ("A town hall on #RemoteWrok", "A town hall on #RemoteWork"),
        ("今夜みんなで話そう、楽しい夜を", "今夜みんなで話そう、楽しい夜を #RemoteWork"),
    ],
)
def test_the_hashtag_stands_where_its_words_do_else_last(title: str, best: str) -> None:
    linter = Linter(select=["SL301"])  # whichever rules there are
    found = suggest(title, linter, context(title), campaign="remote")
    assert [one.text for one in found] == [best]


def test_another_edition_is_no_slip_of_the_campaigns_hashtag() -> None:
    title = "A town hall for the team #BrewlySpring27"
    linter = Linter(select=["SL301"])
    found = suggest(title, linter, context(title), campaign="spring")
    assert [one.text for one in found] == [f"{title} #BrewlySpring"]


@pytest.mark.parametrize("tag", ["#BrewlySpring", "#brewlyspringfest"])
def test_the_hashtag_or_an_alternative_of_it_is_enough(tag: str) -> None:
    title = f"A long town hall for all our team {tag}"
    assert not any("#BrewlySpring #" in text for text in texts(title, campaign="spring"))


def test_a_shorter_alternative_comes_where_the_hashtag_does_not_fit() -> None:
    title = "Twelve quiet gardeners discuss winter greens behind old walls"
    assert len(f"{title} #BrewlyWinterDeals") > 70
    (one,) = better(title, campaign="long")
    assert one.text == f"{title} #BWD26"
    assert one.missing == ()


def test_no_word_goes_for_a_hashtag_that_does_not_fit() -> None:
    title = "Twelve really quiet gardeners discuss winter greens | behind old walls"
    assert len(title) == 70
    assert texts(title, campaign="spring") == []


def test_the_hashtags_of_several_campaigns_come_in_together() -> None:
    title = "A town hall for the team"
    (one,) = better(title, campaign=["spring", "remote"])
    assert one.text == f"{title} #BrewlySpring #RemoteWork"


def test_what_a_plan_asks_for_comes_in_only_where_a_rule_says_so() -> None:
    title = "A town hall for the team"
    space = {"campaign": "spring", "speakers": ["@ann_lee"], "sponsored": True}
    assert texts(title, space) == ["#ad A town hall for the team with @ann_lee #BrewlySpring"]
    linter = Linter(ignore=["SL401", "SL507"])
    found = suggest(title, linter, context(title, space))
    assert [one.text for one in found] == ["#ad A town hall for the team"]


def test_a_campaign_that_does_not_require_its_hashtag_is_not_pushed() -> None:
    title = "A town hall for the whole team"
    assert texts(title, {"campaign": "soft"}) == []
    assert texts(title, {"campaign": "soft"}, campaign="soft") == [f"{title} #BrewlySoft"]


def test_the_disclosure_comes_first() -> None:
    (one,) = better("A town hall for the whole team", campaign="paid")
    assert one.text == "#ad A town hall for the whole team #BrewlyDeals"
    assert told(one)[0] == (
        "Adds the disclosure #ad (the paid campaign must say that it is paid for)"
    )


@pytest.mark.parametrize(
    ("title", "best"),
    [
        ("How we plan a week of work (#ad)", "#ad How we plan a week of work"),
        ("How we plan a week of work | #ad", "#ad How we plan a week of work"),
    ],
)
def test_a_disclosure_that_stands_last_comes_in_front(title: str, best: str) -> None:
    (one,) = better(title, {"sponsored": True})
    assert one.text == best
    assert [change.what for change in one.changes] == ["Moves #ad to the front"]


@pytest.mark.parametrize(
    "title",
    [
        "#ad How we plan a week of work with friends",
        "Sponsored: how we plan a week of work with friends",
        "#Werbung How we plan a week of work with friends",
        "広告 今夜みんなで話そう、楽しい夜を",
    ],
)
def test_a_word_that_says_so_already_is_enough(title: str) -> None:
    assert not any(
        "disclosure" in " ".join(told(one)) for one in better(title, {"sponsored": True})
    )


def test_without_any_rules_a_paid_campaign_says_ad_all_the_same() -> None:
    title = "How we plan a week of work with friends"
    linter = Linter(RuleSet((), {}, dict))
    (one,) = suggest(title, linter, context(title), campaign="paid")
    assert one.text == f"#ad {title} #BrewlyDeals"


@pytest.mark.parametrize(
    ("title", "best"),
    [
        ("The future of coffee", "The future of coffee with @ann_lee and @bob_cid"),
        ("Die Zukunft der Arbeit", "Die Zukunft der Arbeit mit @ann_lee und @bob_cid"),
        ("El futuro de la música", "El futuro de la música con @ann_lee y @bob_cid"),
        ("L'avenir de la musique", "L'avenir de la musique avec @ann_lee et @bob_cid"),
        ("Fête d’été à la mairie", "Fête d’été à la mairie avec @ann_lee et @bob_cid"),
        ("Fête d’été à Genève", "Fête d’été à Genève avec @ann_lee et @bob_cid"),
        ("O futuro da música e do som", "O futuro da música e do som com @ann_lee e @bob_cid"),
        ("Il futuro della musica", "Il futuro della musica con @ann_lee e @bob_cid"),
        ("De toekomst van het geld", "De toekomst van het geld met @ann_lee en @bob_cid"),
        ("Framtiden för och med kaffe i vår stad", None),
        ("Przyszłość kawy i herbaty", "Przyszłość kawy i herbaty z @ann_lee i @bob_cid"),
        ("Будущее кофе и чая в городе", "Будущее кофе и чая в городе с @ann_lee и @bob_cid"),
        ("Masa depan kopi dan teh di kota", "Masa depan kopi dan teh di kota bersama @ann_lee dan @bob_cid"),
        ("コーヒーの未来について話そう", "@ann_lee・@bob_cidとコーヒーの未来について話そう"),
        ("相互さん大歓迎です", "相互さん大歓迎です @ann_lee @bob_cid"),
        ("커피의 미래와 우리의 도시", "커피의 미래와 우리의 도시 @ann_lee @bob_cid"),
        ("Kahvenin geleceği ve çay", "Kahvenin geleceği ve çay @ann_lee @bob_cid"),
        ("Why we love old machines", "Why we love old machines, with @ann_lee and @bob_cid"),
        ("What is next for our town?", "What is next for our town? With @ann_lee and @bob_cid"),
        ("Was kommt als nächstes für uns?", "Was kommt als nächstes für uns? Mit @ann_lee und @bob_cid"),
        ("Talking about coffee #Beans", "Talking about coffee with @ann_lee and @bob_cid #Beans"),
        ("The coffee hour with @cy_dee", "The coffee hour with @cy_dee, @ann_lee and @bob_cid"),
        ("A long morning with Tanner Linsley",
         "A long morning with Tanner Linsley, @ann_lee and @bob_cid"),
        ("A long evening with beans", "A long evening with beans, with @ann_lee and @bob_cid"),
        ("The past and the future of @cy_dee",
         "The past and the future of @cy_dee, with @ann_lee and @bob_cid"),
        ("A debate between @cy_dee and @di_eff",
         "A debate between @cy_dee and @di_eff, with @ann_lee and @bob_cid"),
        ("Live from the city with @cy_dee!", "Live from the city with @cy_dee, @ann_lee and @bob_cid!"),
        ("Una noche de charla con @cy_dee 🎉",
         "Una noche de charla con @cy_dee, @ann_lee y @bob_cid 🎉"),
        ("Who is afraid of @cy_dee?", "Who is afraid of @cy_dee? With @ann_lee and @bob_cid"),
        ("حوار الليلة عن مستقبل #التعليم",
         "حوار الليلة عن مستقبل #التعليم مع @ann_lee و @bob_cid"),
        ("نقاش الليلة مع @cy_dee عن #التعليم",
         "نقاش الليلة مع @cy_dee عن #التعليم، مع @ann_lee و @bob_cid"),
        ("سهرة اليوم مع @cy_dee", "سهرة اليوم مع @cy_dee و @ann_lee و @bob_cid"),
        ("گفتگو درباره #ایران", "گفتگو درباره #ایران @ann_lee @bob_cid"),
        ("คุยกันเรื่อง #คริปโต", "คุยกันเรื่อง #คริปโต @ann_lee @bob_cid"),
        ("Bitcoin'e ne oluyor? Saat 21.00'de",
         "Bitcoin'e ne oluyor? Saat 21.00'de @ann_lee @bob_cid"),
    ],
)  # fmt: skip
def test_people_stand_where_a_native_writer_puts_them(title: str, best: str | None) -> None:
    linter = Linter(select=["SL301"])  # whichever rules there are
    found = suggest(title, linter, context(title), speakers=["@ann_lee", "bob_cid"])
    if best is not None:
        assert [one.text for one in found] == [best]
    else:
        assert len(found) == 1


@pytest.mark.parametrize(
    ("title", "best"),
    [
        ("Coffee chat with @cy_dee", "Coffee chat with @cy_dee and @ann_lee"),
        ("Coffee chat with @cy_dee and @di_eff", "Coffee chat with @cy_dee, @di_eff and @ann_lee"),
        ("Coffee chat ft. @cy_dee & @di_eff", "Coffee chat ft. @cy_dee, @di_eff & @ann_lee"),
        ("Coffee chat w/ @cy_dee, @di_eff #Tea", "Coffee chat w/ @cy_dee, @di_eff, @ann_lee #Tea"),
        ("Charla con @cy_dee y @di_eff", "Charla con @cy_dee, @di_eff y @ann_lee"),
        ("A community talk @cy_dee", "A community talk @cy_dee, with @ann_lee"),
        ("Hablemos de la banda en #Latam", "Hablemos de la banda en #Latam con @ann_lee"),
    ],
)
def test_a_guest_joins_the_guests_who_are_there(title: str, best: str) -> None:
    linter = Linter(select=["SL301"])
    found = suggest(title, linter, context(title), speakers=["@ann_lee"])
    assert [one.text for one in found] == [best]


@pytest.mark.parametrize(
    ("title", "best"),
    [
        ("A chat on #cafe#brasil for all", "A chat on #cafe #brasil for all"),
        ("Obrolan kopi malam ini#Kopi", "Obrolan kopi malam ini #Kopi"),
        ("Ask us all #one#two#three", "Ask us all #one #two #three"),
    ],
)
def test_hashtags_that_hang_together_come_apart(title: str, best: str) -> None:
    linter = Linter(select=["SL1"])
    assert [one.text for one in suggest(title, linter, Context())] == [best]


@pytest.mark.parametrize(
    ("title", "best"),
    [
        ("AMA with #AT&T", "AMA with @ann_lee and @bob_cid #ATT"),
        ("A talk with #AT&T", "A talk with @ann_lee and @bob_cid #ATT"),
        ("AMA tonight with #Tea", "AMA tonight with @ann_lee and @bob_cid #Tea"),
        ("AMA with", "AMA with @ann_lee and @bob_cid"),
        ("AMA WITH", "AMA WITH @ann_lee and @bob_cid"),
        ("AMA with…", "AMA with… @ann_lee and @bob_cid"),
        ("AMA ft.", "AMA ft. @ann_lee @bob_cid"),
        ("AMA with Cy Dee and #AT&T", "AMA with Cy Dee and @ann_lee and @bob_cid #ATT"),
        ("AMA with @cy_dee, #AT&T", "AMA with @cy_dee, @ann_lee and @bob_cid #ATT"),
        ("AMA with @cy_dee +", "AMA with @cy_dee + @ann_lee and @bob_cid"),
        ("A debate between", "A debate between @ann_lee and @bob_cid"),
        ("Ein Gespräch mit #AT&T", "Ein Gespräch mit @ann_lee und @bob_cid #ATT"),
        ("Una charla con", "Una charla con @ann_lee y @bob_cid"),
        ("Une discussion avec #AT&T", "Une discussion avec @ann_lee et @bob_cid #ATT"),
        ("Uma conversa com #AT&T", "Uma conversa com @ann_lee e @bob_cid #ATT"),
        ("Questa è una intervista con", "Questa è una intervista con @ann_lee e @bob_cid"),
        ("Een gesprek met", "Een gesprek met @ann_lee en @bob_cid"),
        ("Ett samtal med", "Ett samtal med @ann_lee och @bob_cid"),
        ("To jest rozmowa z #AT&T", "To jest rozmowa z @ann_lee i @bob_cid #ATT"),
        ("Ngobrol dengan", "Ngobrol dengan @ann_lee dan @bob_cid"),
        ("Это разговор с #AT&T", "Это разговор с @ann_lee и @bob_cid #ATT"),
        ("لقاء مع #AT&T", "لقاء مع @ann_lee و @bob_cid #ATT"),
    ],
)
def test_a_title_that_waits_for_a_guest_is_completed(title: str, best: str) -> None:
    linter = Linter(select=["SL103"])
    found = suggest(title, linter, Context(), speakers=["@ann_lee", "bob_cid"])
    assert [one.text for one in found] == [best]


@pytest.mark.parametrize(
    ("title", "best"),
    [
        ("A talk about #AT&T", "A talk about #ATT with @ann_lee"),
        ("Tea and #AT&T", "Tea and #ATT with @ann_lee"),
        ("Getting started with #AT&T", "Getting started with #ATT, with @ann_lee"),
        ("Building with React and #AT&T", "Building with React and #ATT, with @ann_lee"),
        ("Wie geht es weiter mit #KI", "Wie geht es weiter mit #KI, mit @ann_lee"),
        ("To jest dziś Pokolenie Z", "To jest dziś Pokolenie Z, z @ann_lee"),
    ],
)
def test_what_a_title_is_about_is_not_taken_from_it(title: str, best: str) -> None:
    linter = Linter(select=["SL103"])
    found = suggest(title, linter, Context(), speakers=["@ann_lee"])
    assert [one.text for one in found] == [best]


def test_a_question_that_ends_in_with_is_complete() -> None:
    title = "What are we dealing with"
    assert suggest(title, LINTER, Context(), speakers=["@ann_lee"]) == ()


@pytest.mark.parametrize(
    ("title", "best"),
    [
        ("#AI#ML#Data night", "#AI #ML #Data night"),  # three link now: SL502
        ("#chill_vibes＃Music", "#chill_vibes #Music"),  # SL509
        ("Ask us all #AI#ML#Data#Go", "Ask us all #AI #ML #Data #Go"),
    ],
)
def test_an_error_is_repaired_though_an_info_comes_of_it(title: str, best: str) -> None:
    found = suggest(title, LINTER, Context())
    assert [one.text for one in found] == [best]
    assert suggest(best, LINTER, Context()) == ()


def test_a_name_that_the_book_knows_becomes_the_handle() -> None:
    (one,) = better("A long morning with Jack Doe at the coffee bar", speakers=["@jackdoe"])
    assert one.text == "A long morning with @jackdoe at the coffee bar"
    assert one.changes[0].before == "Jack Doe"


@pytest.mark.parametrize("handle", ["ceo", "an", "tea"])
def test_a_common_word_is_not_taken_for_a_handle(handle: str) -> None:
    title = "An hour of tea with the CEO in our town"
    linter = Linter(select=["SL301"])
    found = suggest(title, linter, context(title), speakers=[handle])
    assert [one.text for one in found] == [f"{title}, with @{handle}"]


def test_no_more_than_three_people_of_a_plan_are_mentioned() -> None:
    people = {"speakers": ["@annie_a", "@bobby_b", "@cindy_c", "@danny_d", "@evelyn_e"]}
    (one,) = better("The future of coffee in our town", people)
    assert one.text.endswith(" with @annie_a, @bobby_b and @cindy_c")
    assert one.missing == ()


def test_whom_somebody_asks_for_and_finds_no_place_is_told() -> None:
    title = "The quiet gardeners of Ohio discuss#winter vegetables"
    found = better(title, speakers=["ann_lee", "bob_cid", "cy_dee"])
    for one in found:
        here = {f"@{name}" for name in ("ann_lee", "bob_cid", "cy_dee") if name in one.text}
        assert {"@ann_lee", "@bob_cid", "@cy_dee"} - here == set(one.missing)
    assert found


def test_a_step_that_a_later_step_undoes_is_not_told() -> None:
    from spacelint.suggester.draft import Reason, draft_of
    from spacelint.text.model import Edit

    draft = draft_of("Money and music")
    there = draft.edited((Edit(6, 9, "&"), Reason(why="to make room")))
    assert [change.after for change in there.changes()] == ["&"]
    back = there.edited((Edit(6, 7, "and"), Reason(why="there is room")))
    assert back.text == "Money and music"
    assert back.changes() == ()
    one = draft.edited((Edit(0, 5, "Gold"), Reason(why="a")))
    two = one.edited((Edit(0, 4, "Silver"), Reason(why="b")))
    (change,) = two.changes()
    assert (change.before, change.after, change.why) == ("Money", "Silver", "a; b")


def test_a_change_is_told_by_the_whole_words_it_touches() -> None:
    (one,) = better("A long evening of great#tag talk")
    assert [change.what for change in one.changes] == ["Writes “great #tag” for “great#tag”"]
    (one,) = better("The the town we live in")
    assert [(change.what, change.code) for change in one.changes] == [("Takes out “the”", "SL312")]


def test_at_most_three_are_offered_and_the_first_loses_least() -> None:
    title = "Fireside chat | the state of open source today (in short) | brought to you by friends"
    found = texts(title)
    assert 1 <= len(found) <= 3
    assert found[0] == "Fireside chat | the state of open source today (in short)"
    assert texts(title, most=1) == found[:1]


def test_a_campaign_that_the_book_does_not_have_is_an_error() -> None:
    with pytest.raises(KeyError):
        suggest("Town hall", LINTER, Context(), campaign="winter")


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("The future of money", "en"),
        ("Die Zukunft der Arbeit", "de"),
        ("El futuro de la música", "es"),
        ("L'avenir de la musique et du cinéma", "fr"),
        ("O futuro da música e do cinema", "pt"),
        ("Morning coffee", "en"),
        ("AI in Healthcare", "en"),
        ("King Carlo e la mossa Kansas City per fare il Grande Centro", "it"),
        ("De toekomst van het geld", "nl"),
        ("Gespräch um 20 Uhr", "de"),
        ("Wie geht es weiter? Um 19:30 live", "de"),
        ("Nos vemos en Madrid", "es"),
        ("¿Para qué?", "es"),
        ("Rendez-vous lundi", "fr"),
        ("Um, dois, três", None),
        ("Shakin dat A$$", None),
        ("東京で話そう", "ja"),
        ("東京", None),
        ("커피의 미래", None),
    ],
)
def test_the_language_of_a_title_is_the_one_it_has_most_words_of(
    title: str, code: str | None
) -> None:
    parsed = parse(title)
    found = language_of(title, None, plain_words(parsed, LinkSpans(parsed)))
    assert (found.code if found is not None else None) == code


def test_the_plan_says_the_language_first() -> None:
    table = languages()
    assert language_of("The future", "de-AT", ()) is table["de"]
    assert language_of("The future", "tlh", ()) is None


@pytest.mark.parametrize("code", ["en", "es", "fr", "de", "pt", "it", "nl"])
def test_every_short_form_is_found_where_it_may_be_and_saves_something(code: str) -> None:
    for one in languages()[code].shortenings:
        title = f"One {one.words} two, 3 {one.words} 4 five"
        found = one.pattern.search(title)
        assert found, one.words
        assert len(one.short) < len(found[0]), one.words
        assert not parse(f"one {one.short} two").entities, one.short
        for unfit in (
            f"One x{one.words} two", f"One {one.words}x two", f"One 3{one.words}-ish two 4"
        ):  # fmt: skip
            assert not one.pattern.search(unfit), (one.words, unfit)


def test_no_short_form_is_written_inside_of_a_tag_or_a_quotation() -> None:
    title = "“Pride and Prejudice” and the friends of #MoneyAndArt with @and_with, a long evening!!"
    assert len(title) > 70
    for text in texts(title):
        assert "“Pride and Prejudice”" in text
        assert "#MoneyAndArt" in text


def test_a_day_in_a_name_is_not_shortened() -> None:
    title = "Deals of our whole old town from Black Friday to Monday and all of December"
    assert "Black Friday" in texts(title)[0]


def test_the_library_takes_a_linter_a_context_and_what_is_asked_for() -> None:
    title = "The town hall for the the team"
    known = Context(book=book(), today=TODAY)
    asked: dict[str, Any] = {"campaign": "spring", "speakers": ["ann_lee"], "most": 1}
    (one,) = spacelint.suggest(title, LINTER, known, **asked)
    assert isinstance(one, spacelint.Suggestion)
    assert isinstance(one.changes[0], spacelint.Change)
    assert one.text.endswith("@ann_lee #BrewlySpring")
    assert spacelint.suggest(title, Linter(select=["SL301"])) == ()
    assert all(len(one.text) <= 34 for one in spacelint.suggest(title, limit=34))
    with pytest.raises(KeyError):
        spacelint.suggest(title, campaign="winter")


@pytest.mark.parametrize(
    "title",
    [
        "x" * 71, "🎉" * 71, "日本語" * 30, "“" + "word " * 14 + "”", "one, two, three, " * 6,
        "Кофе на рассвете مع القهوة और चाय with friends and @ann_lee",
        "مساء الخير مع @ann_lee و @bob_cid من المدينة", "“only a quote”", "a, b, c", "#", "@", "?",
        "\u202eshow", "\ud800", " \u200b ", "ערב טוב עם @ann_lee ועם @bob_cid בעיר הגדולה",
    ],
)  # fmt: skip
@pytest.mark.parametrize("limit", [1, 12, 70, 1000])
def test_bad_input_has_an_answer_that_fits(title: str, limit: int) -> None:
    ten = [f"speaker_{number}" for number in range(10)]
    words = ("with", "and", "the", "one", "الخير")
    common = {"campaigns": {f"c{at}": {"hashtag": f"#{word}"} for at, word in enumerate(words)}}
    for asked in ({}, {"speakers": ten}, {"campaign": "c3", "data": common}):
        for one in better(title, limit=limit, **asked):
            assert parse(one.text).length.graphemes <= limit
            assert one.text != title


def test_a_hashtag_longer_than_the_room_is_told_and_nothing_goes_for_it() -> None:
    title = "Live#tea with all of our friends"
    data = {"campaigns": {"big": {"hashtag": "#" + "Brewly" * 9}}}
    for one in better(title, campaign="big", data=data):
        assert one.missing == ("#" + "Brewly" * 9,)
        assert "friends" in one.text
    space = example_space(title, {"campaign": "big"})
    assert space.campaigns == ("big",)


@pytest.mark.parametrize(
    ("title", "best"),
    [
        ("The old hands of our trade on the present state of coffee – with @hosty",
         ["The old hands of our trade on the present state of coffee with @hosty"]),
        ("Die alten Hasen über den gegenwärtigen Zustand des Kaffees – mit @hosty",
         ["Die alten Hasen über den gegenwärtigen Zustand des Kaffees mit @hosty"]),
        ("Join us for a very exciting conversation about the future of open-source AI in Europe!",
         []),
        ("We had a really amazing evening of talks about old trains, old towns and railway men",
         []),
    ],
)  # fmt: skip
def test_room_is_made_without_a_broken_phrase(title: str, best: list[str]) -> None:
    assert [one.text for one in suggest(title, Linter(select=["SL301"]), context(title))] == best
