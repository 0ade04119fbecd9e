"""What the report says of titles: every fact with its source, nothing scored."""

from __future__ import annotations

import json
import random
import re
import xml.etree.ElementTree as ElementTree
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from packages import history, xapi

from spacelint.brand.book import BrandBook, Campaign, Competitors, Renamed, Retired
from spacelint.reach.comparison import svg
from spacelint.reach.facts import ask_for, gather, report_json
from spacelint.reach.questions import alternatives
from spacelint.reach.table import bar, compared, render, sparkline
from spacelint.reach.values import Past, Question
from spacelint.suggester.tokens import Suggestion
from spacelint.text.width import cells

TODAY = "2026-11-23"


def facts_of(title, name, **known):
    """The sentences on one subject of a title, by what they are about."""
    question = known.pop("question", Question(title))
    (made,) = gather([question._replace(title=title)], today=TODAY, **known)
    return {
        fact.what: fact.text
        for subject, facts in made.facts
        for fact in facts
        if subject.name == name
    }


@pytest.mark.parametrize(
    ("title", "name", "said"),
    [
        ("Town hall #ATT", "#ATT", "links as written"),
        ("Town hall #AT&T", "#AT&T", "X links only #AT, not #AT&T"),
        ("great#tag now", "#tag", "no link: it needs a space before it"),
        ("see #2026", "#2026", "no link: a tag of digits alone doesn't link"),
        ("#one#two", "#one#two", "no link: X links neither of two tags without a space"),
        ("with @jack", "@jack", "links as written"),
        ("with @jack's", "@jack", None),
        ("日本語#タグ", "#タグ", "no link: it needs a space before it"),
    ],
)
def test_what_links_and_what_is_cut(title, name, said):
    found = facts_of(title, name)
    assert said is None or found["links"].startswith(said)


BOOK = BrandBook(
    handle="AcmeHQ",
    handles=("AcmeHQ", "bea"),
    handle_names={"bea": ("Bea Baker",)},
    hashtags=("AcmeWinter", "AcmeLive"),
    campaigns={
        "winter": Campaign(
            "winter", "AcmeWinter", first_day="2026-12-01", last_day="2027-02-01", owner="Bo"
        )
    },
    retired={"acmeold": Retired("AcmeOld", None, "AcmeLive")},
    renamed={"twitter": Renamed("Twitter", None, "X")},
    competitors=Competitors(("Rival",), ("RivalTag",), ()),
)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("#AcmeWinter", "tag of the campaign winter (2026-12-01 to 2027-02-01), owner Bo"),
        ("#acmelive", "in the brand book as #AcmeLive"),
        ("#AcmeOld", "retired: use #AcmeLive"),
        ("#RivalTag", "a competitor's tag"),
        ("#AcmeWintr", "not in the brand book; #AcmeWinter is"),
        ("#Other", "not in the brand book"),
        ("@acmehq", "in the brand book as @AcmeHQ"),
        ("@bea", "in the brand book as @bea (Bea Baker)"),
        ("@twitter", "renamed: it is @X now"),
        ("@rival", "a competitor's account"),
        ("@nobody", "not in the brand book"),
    ],
)
def test_what_the_brand_book_says(name, said):
    assert facts_of(f"Live {name}", name, book=BOOK)["in-book"] == said


def own(number, *, tags=(), guests=(), day=1, hour=18, participants=100):
    return history.PastSpace(
        f"1S{number}", "t", "plan", f"2026-06-{day:02d}T{hour:02d}:00:00Z", None, participants,
        tuple(tags), ("acmehq",), tuple(guests),
    )  # fmt: skip


PAST = Past(
    tuple(
        [own(n, tags=("acme",), day=n + 1, participants=100 + n) for n in range(6)]
        + [own(9, guests=("bea",), day=1, hour=9, participants=7), own(10, participants=None)]
    ),
    "2026-11-01T10:00:00Z",
)


def test_own_spaces_have_count_median_and_range():
    assert facts_of("#Acme", "#Acme", past=PAST)["own-tag"] == (
        "6 own Spaces with this tag: median 102.5 participants (100 to 105)"
    )


def test_few_own_spaces_say_that_they_are_few():
    assert facts_of("with @Bea", "@Bea", past=PAST)["own-guest"] == (
        "1 own Space with this guest: median 7 participants; too few to compare"
    )
    assert facts_of("#New", "#New", past=PAST)["own-tag"] == "no own Space with this tag on record"


def test_weekday_and_hour_of_the_planned_start_are_looked_up():
    # 2026-06-01 is a Monday, and so is 2026-12-07.
    question = Question("", datetime(2026, 12, 7, 18, tzinfo=UTC))
    found = facts_of("Hello", "Hello", past=PAST, question=question)
    assert found["own-weekday"] == (
        "2 own Spaces on Monday (UTC): median 53.5 participants (7 to 100); too few to compare"
    )
    assert found["own-hour"].startswith("6 own Spaces at 18:00 (UTC): median 102.5")


def test_hours_are_compared_by_one_clock_which_is_named():
    # The past Spaces began at 18:00 UTC: 19:00 by the clock of the plan.
    zone = timezone(timedelta(hours=1))

    def at(hour):
        question = Question("", datetime(2026, 12, 7, hour, tzinfo=zone))
        return facts_of("Hello", "Hello", past=PAST, question=question)["own-hour"]

    assert at(18) == "no own Space at 18:00 (UTC+01:00) on record"
    assert at(19).startswith("6 own Spaces at 19:00 (UTC+01:00): median 102.5")


def test_guests_whom_the_title_does_not_mention_are_named():
    question = Question("", guests=("@Cleo", "bea"))
    assert facts_of("with @bea", "@Cleo", question=question)["mentioned"].startswith("a guest whom")
    assert "mentioned" not in facts_of("with @bea", "@bea", question=question)


def test_what_the_rules_miss_in_a_title_is_told_with_their_words():
    class Found:
        code, message = "SL501", "Nothing links"

    question = Question("", found=(Found(),))
    assert facts_of("Hello all", "Hello all", question=question)["lacks"] == "Nothing links"


def test_every_fact_has_a_source_and_a_time(x, ask):
    x.account("jack")
    x.counts["acme"] = [1] * 7
    questions = [Question("AMA with @jack and @gone #Acme #AT&T", datetime(2026, 12, 7, 18))]
    answer = ask(["jack", "gone"], ["acme", "at"])
    (made,) = gather(questions, today=TODAY, book=BOOK, past=PAST, answer=answer)
    facts = [fact for _, facts in made.facts for fact in facts]
    assert len(facts) > 20
    assert all(fact.source and fact.at for fact in facts)
    assert not any("score" in fact.what or "score" in fact.text for fact in facts)


def test_live_facts_of_accounts_tags_and_spaces(x, ask):
    x.account("jack", followers=6500000, protected=True, verified=True)
    x.suspended.add("baddy")
    x.counts["acme"] = [0, 1, 2, 3, 4, 5, 6]
    x.spaces = [
        {"id": "1a", "title": "Now #Acme", "state": "live", "creator_id": "1000",
         "started_at": "2026-12-07T17:30:00Z"},
        {"id": "1b", "title": "Then #acme", "state": "scheduled",
         "scheduled_start": "2026-12-09T17:30:00Z"},
        {"id": "1c", "title": "#AcmeTwo is another tag", "state": "live"},
    ]  # fmt: skip
    title = "AMA with @jack @baddy @gone #Acme"
    question = Question(title, datetime(2026, 12, 7, 18, tzinfo=UTC))
    answer = ask(["jack", "baddy", "gone"], ["acme"])

    def said(name):
        return facts_of(title, name, answer=answer, question=question)

    assert said("@jack")["followers"] == "6,500,000 followers"
    assert said("@jack")["protected"].startswith("protected: only its followers")
    assert said("@jack")["verified"] == "verified by X"
    assert said("@baddy")["account"] == "X has suspended the account"
    assert said("@gone")["account"] == "no such account"
    assert said("#Acme")["posts"] == "21 posts in the last seven days, not counting reposts"
    assert said("#Acme")["spaces"] == "2 Spaces with this tag, 1 live now"
    assert said("#Acme")["spaces-at-hour"] == (
        "1 Space with this tag within an hour of yours, by @jack"
    )


def test_what_x_was_asked_earlier_that_day_is_shown_as_such(x, ask):
    x.account("jack")
    ask(["jack"])
    made = gather([Question("with @jack")], today=TODAY, answer=ask(["jack"]))
    assert "UTC, asked earlier today]" in render(made)


def test_only_what_links_is_looked_up():
    asked = ask_for([Question("AMA @jack #AT&T great#tag #日本語", guests=("cleo",))])
    assert asked.handles == ("jack", "cleo")
    assert asked.tags == ("AT", "日本語")


def test_other_titles_are_the_suggested_ones_first_and_then_the_books_alternatives():
    book = BrandBook(
        campaigns={"winter": Campaign("winter", "AcmeWinter", alternatives=("AcmeSnow",))}
    )
    better = [Suggestion("Live #acmewinter and #ATT", ())]
    assert alternatives("Live #acmewinter and #AT&T", book, better) == (
        ("Live #acmewinter and #ATT", "suggested"),
        ("Live #AcmeSnow and #AT&T", "another tag of winter"),
        ("Live #AcmeSnow and #ATT", "another tag of winter"),
    )
    assert alternatives("Live #AcmeSnow", book) == (("Live #AcmeWinter", "another tag of winter"),)
    assert alternatives("Live", None) == ()


# The table and the pictures.


def two_titles(x, ask):
    x.account("jack", followers=100)
    x.account("bea", followers=50)
    x.counts |= {"acme": [0, 0, 0, 0, 0, 0, 14], "winter": [1] * 7}
    answer = ask(["jack", "bea"], ["acme", "winter"])
    questions = [Question("AMA with @jack #Acme"), Question("AMA with @bea #Winter", origin="p")]
    return gather(questions, today=TODAY, past=PAST, answer=answer)


def test_titles_stand_side_by_side_with_bars_on_one_scale(x, ask):
    text = render(two_titles(x, ask), width=90)
    assert text.startswith("A  AMA with @jack #Acme\nB  AMA with @bea #Winter  [p]\n")
    rows = {row.group + " " + row.label: row for row in compared(two_titles(x, ask))}
    jack, bea = rows["@jack followers"], rows["@bea followers"]
    assert (jack.cells[0].text, jack.cells[0].share, jack.cells[1]) == ("100", 1.0, None)
    assert (bea.cells[1].text, bea.cells[1].share) == ("50", 0.5)
    assert "14 ▁▁▁▁▁▁█" in text


def test_titles_that_do_not_fit_side_by_side_stand_in_a_table_below():
    questions = [Question(f"Call {n} on #Tag{n}") for n in range(12)]
    text = render(gather(questions, today="2026-12-07"), width=80)
    heads = [line.split() for line in text.splitlines() if re.match(r" {10,}[A-Z]", line)]
    assert heads == [["A", "B", "C"], ["D", "E", "F"], ["G", "H", "I"], ["J", "K", "L"]]
    comparison = text[text.index("\n\n") : text.index("The title  (A)")]
    assert max(map(len, comparison.splitlines())) <= 80


def test_a_median_of_few_spaces_gets_no_bar():
    made = gather([Question("with @Bea #Acme")], today=TODAY, past=PAST)
    rows = {row.group: row for row in compared(made) if row.label == "own participants"}
    assert rows["#acme"].cells[0].share == 1.0
    assert rows["@bea"].cells[0] == ("7 (n=1)", 0.0, ())


@pytest.mark.parametrize(
    ("share", "said", "plain"),
    [(0, "", ""), (0.001, "▏", "#"), (0.5, "███", "###"), (1, "██████", "######")],
)
def test_bars_show_shares(share, said, plain):
    assert (bar(share), bar(share, plain=True)) == (said, plain)


def test_sparklines_go_by_the_highest():
    assert sparkline([0, 1, 2, 7]) == "▁▂▃█"
    assert sparkline([0, 0]) == "▁▁"
    assert sparkline([5, 0], plain=True) == "@_"
    assert sparkline([]) == ""


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(max_size=40), min_size=1, max_size=3), st.integers(20, 120), st.booleans())
def test_no_title_breaks_the_report_or_sends_a_terminal_a_command(texts, width, plain):
    past = Past((own(1, tags=("a",)),), "2026-01-01T00:00:00Z")
    made = gather([Question(text) for text in texts], today=TODAY, book=BOOK, past=past)
    shown = render(made, width=width, plain=plain)
    assert all(char == "\n" or char.isprintable() or char in "\u3000\u200c\u200d" for char in shown)
    assert ElementTree.fromstring(svg(made)).tag.endswith("svg")
    assert json.loads(json.dumps(report_json(made)))["schema"] == "spacelint.reach/1"


def test_hostile_titles_stay_text_in_the_picture():
    title = "<script>alert(1)</script> &amp; \x1b[31m \x00 \ud800 ]]> #Acme"
    picture = svg(gather([Question(title)], today=TODAY))
    root = ElementTree.fromstring(picture)
    texts = [node.text for node in root.iter("{http://www.w3.org/2000/svg}text")]
    assert any("<script>alert(1)</script> &amp;" in (text or "") for text in texts)
    assert not any(node.tag.endswith("script") for node in root.iter())


def test_every_figure_of_the_picture_stands_in_text_beside_its_bar(x, ask):
    titles = two_titles(x, ask)
    picture = svg(titles)
    for row in compared(titles):
        for cell in row.cells:
            assert cell is None or f">{cell.text}</text>" in picture


def test_columns_line_up_whatever_the_script():
    titles = ["AMA 日本語 #タグ", "👨‍👩‍👧 #Acme", "plain"]
    lines = render(gather([Question(t) for t in titles], today=TODAY), width=100).splitlines()
    header = next(line for line in lines if line.split() == ["A", "B", "C"])
    length = next(line for line in lines if line.strip().startswith("length"))
    for letter in "BC":
        column = header.index(letter)
        assert cells(length[:column]) == column
        assert length[column].isdigit()


def test_the_same_question_gives_the_same_report():
    chance = random.Random(3)
    titles = ["#Acme @bea " + "".join(chance.choices("ab #@", k=20)) for _ in range(20)]
    made = [gather([Question(t) for t in titles], today=TODAY, book=BOOK, past=PAST) for _ in "12"]
    assert made[0] == made[1]
    assert xapi.DEFAULT_LIMIT == 500


def test_the_members_of_a_fact_in_json_keep_their_order() -> None:
    made = gather([Question("Town hall #ATT")], today=TODAY)
    title = report_json(made)["titles"][0]
    facts = [fact for subject in title["subjects"] for fact in subject["facts"]]
    assert facts
    for fact in facts:
        assert list(fact) == [
            "what", "text", "value", "series", "spaces", "source", "at", "cached", "state",
        ]  # fmt: skip


def test_the_people_of_the_first_title_are_asked_for_first() -> None:
    first = Question("AMA with @ann", guests=("bob",))
    assert ask_for([first, Question("AMA with @cy")]).handles == ("ann", "bob", "cy")
