"""What the brand book says of titles: at scale, at the edges, and across rules."""

from __future__ import annotations

import datetime
import json
import random
from time import process_time
from types import SimpleNamespace

import pytest

from spacelint.brand.book import BrandBook
from spacelint.brand.faults import book_faults
from spacelint.brand.make import brand_book
from spacelint.brand.table import BOOK_FIELDS
from spacelint.checks.contract import Context
from spacelint.engine.linter import Linter
from spacelint.engine.plans import check_plan
from spacelint.engine.rule import apply_edits
from spacelint.fixer.titles import fix_title
from spacelint.plan import Start, read_plan
from spacelint.schema import Table, validate_data
from tests.brand.test_index import common_words
from tests.checks.families import rules_of
from tests.titles import titles
from tests.work import calls

FAMILIES = (
    *("1-hashtags", "2-mentions", "3-title", "4-brand"),
    *("5-reach", "6-schedule", "7-disclosure"),
)
RULES = rules_of(*FAMILIES)
ALL = Linter(RULES)
WORDS = """
Acme Winter Summer Spring Launch Live Talks Builders Pioneer Harbour Copper Velvet Orbit Lantern
Meadow Granite Summit Market Cloud Garden Studio Signal Compass Bridge Falcon Marble Ember Canyon
""".split()
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def book(**tables: object) -> BrandBook:
    """Return the book of tables as a configuration has them."""
    values, faults = validate_data(dict(tables), Table("", BOOK_FIELDS))
    assert not faults
    assert not book_faults(values)
    return brand_book(values)


def codes(title: str, context: Context, *only: str) -> list[str]:
    linter = Linter(RULES, select=only) if only else ALL
    return [d.code for d in linter.lint(title, context)]


def tags(count: int, seed: int = 1) -> list[str]:
    """Return hashtags of two words, none a slip away from another."""
    source = random.Random(seed)
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(source.sample(WORDS, 2))] = None
    return list(found)


def slips(tag: str) -> set[str]:
    """Return all single edits of a tag, and all swaps of neighbours."""
    made = {tag[:i] + tag[i + 1 :] for i in range(len(tag))}
    made |= {tag[:i] + letter + tag[i:] for i in range(len(tag) + 1) for letter in LETTERS}
    made |= {tag[:i] + letter + tag[i + 1 :] for i in range(len(tag)) for letter in LETTERS}
    made |= {tag[:i] + tag[i + 1] + tag[i] + tag[i + 2 :] for i in range(len(tag) - 1)}
    return {slip for slip in made if slip.lower() != tag.lower()}


def test_of_the_slips_of_200_tags_nearly_all_are_caught_and_pointed_at_the_right_tag():
    names = tags(200)
    context = Context(book=book(hashtags=["#" + name for name in names]))
    linter = Linter(RULES, select=["SL402"])
    source = random.Random(7)
    tried = caught = 0
    for name in names:
        every = sorted(slips(name))
        for slip in source.sample(every, 120):
            if slip.lower() in {one.lower() for one in names}:
                continue
            tried += 1
            found = linter.lint(f"Live #{slip} now", context)
            caught += [d.values["tag"] for d in found] == [f"#{name}"]
    assert tried > 20_000
    assert caught >= tried * 0.98


def test_of_5000_common_words_nearly_none_is_called_a_misspelt_tag():
    singles = ["Winter", "Launch", "Builders", "Pioneer", "Harbour", "Lantern", "Studio", "Signal"]
    names = [*singles, *tags(42)]
    context = Context(book=book(hashtags=["#" + name for name in names]))
    linter = Linter(RULES, select=["SL402"])
    listed = common_words(5_000)
    assert len(listed) == 5_000
    wrong = [word for word in listed if linter.lint(f"Live #{word} now", context)]
    assert len(wrong) <= 25


@pytest.mark.parametrize("name", tags(25))
def test_a_tag_of_the_book_is_never_a_slip_of_another(name):
    near = name[:-1] + ("x" if name[-1] != "x" else "y")
    context = Context(book=book(hashtags=["#" + name, "#" + near]))
    assert codes(f"Live #{near} now", context, "SL402") == []


BOOK = book(
    brand={
        "handle": "@AcmeHQ",
        "names": ["Acme"],
        "blocked": ["cheap"],
        "timezone": "Europe/Berlin",
    },
    campaigns={
        "winter": {"hashtag": "#AcmeWinter", "starts": "2026-11-15", "ends": "2027-01-06"},
        "summer": {"hashtag": "#AcmeSummer", "exclusive-with": ["winter"]},
    },
    retired={"AcmeChat": {"successor": "#AcmeTalks"}},
    hashtags=["#AcmeTalks"],
)


def space(**fields: object) -> SimpleNamespace:
    none = {"campaigns": (), "speakers": (), "cohosts": (), "host": None, "sponsored": None}
    return SimpleNamespace(**{**none, "scheduled_start": None, **fields})


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Town hall on books #AcmeWintr", ["SL402"]),
        ("Town hall on books #acmewinter", ["SL403"]),
        ("Town hall on books #AcmеWinter", ["SL404"]),
        ("Town hall on books #AcmeChat", ["SL407"]),
        ("Town hall on books #Acme-Winter", ["SL402"]),
        ("Town hall on the Acme Winter", ["SL405"]),
        ("The books of the #AcmeWinter and of the #AcmeSummer to come", ["SL411"]),
        ("Town hall on books with @AcmeHQQ", ["SL413"]),
        ("Town hall on #cheapbooks of ours", ["SL505", "SL409"]),
    ],
)
def test_one_fault_gets_one_message(title, told):
    assert codes(title, Context(book=BOOK, today=datetime.date(2026, 12, 1))) == told


@pytest.mark.parametrize("part", ["#AcmeWintr", "#acmewinter", "#Acme-Winter", "Acme Winter"])
def test_a_campaigns_tag_that_is_broken_is_not_called_missing_as_well(part):
    context = Context(
        book=BOOK, space=space(campaigns=("winter",)), today=datetime.date(2026, 12, 1)
    )
    assert "SL401" not in codes(f"Town hall on books {part}", context)
    assert codes("Town hall on books", context) == ["SL401"]


def test_the_season_is_that_of_the_space_in_the_brands_zone_before_it_is_todays():
    title = "Town hall on books #AcmeWinter"
    today = datetime.date(2027, 3, 1)
    last = datetime.datetime.fromisoformat("2027-01-06T23:30-05:00")  # the 7th in Berlin
    assert codes(title, Context(book=BOOK, today=today), "SL406") == ["SL406"]
    early = space(scheduled_start=Start(last - datetime.timedelta(days=1), True, True))
    late = space(scheduled_start=Start(last, True, True))
    assert codes(title, Context(book=BOOK, today=today, space=early), "SL406") == []
    assert codes(
        title, Context(book=BOOK, today=datetime.date(2026, 12, 1), space=late), "SL406"
    ) == ["SL406"]


def test_two_books_in_one_run_are_kept_apart():
    other = book(hashtags=["#Globex"])
    for _ in range(3):
        assert codes("Live with us #AcmeWintr", Context(book=BOOK), "SL402") == ["SL402"]
        assert codes("Live with us #AcmeWintr", Context(book=other), "SL402") == []
        assert codes("Live with us #Globxe", Context(book=other), "SL402") == ["SL402"]


def test_an_empty_book_says_nothing_of_any_title():
    context = Context(book=brand_book({}))
    linter = Linter(RULES, select=["SL4", "SL214", "SL513"])
    assert [d for title in titles(400, 5) for d in linter.lint(title, context)] == []


def test_fixes_beside_a_book_and_a_space_end_and_change_only_what_they_name():
    context = Context(
        book=BOOK,
        today=datetime.date(2026, 12, 1),
        space=space(campaigns=("winter",), speakers=("@ann_lee",), sponsored=True),
    )
    source = random.Random(3)
    parts = [
        "#AcmeWintr",
        "acme winter",
        "#acmechat",
        "Acme",
        "@AcmeHQQ",
        "#sp",
        "cheap",
        "#ad",
        "日本",
    ]
    for title in titles(300, 9):
        text = f"{title} {' '.join(source.sample(parts, 3))}"
        for found in ALL.lint(text, context):
            assert 0 <= found.start <= found.end <= len(text)
            apply_edits(text, found.edits)
        once = fix_title(ALL, text, unsafe=True, context=context).text
        safe = fix_title(ALL, text, context=context).text
        assert fix_title(ALL, safe, context=context).text == safe
        assert isinstance(once, str)


def test_rules_about_fields_read_any_plan_without_a_traceback():
    odd = [
        *(None, 7, True, "", "@", [], ["@a b", 3, None], {"x": 1}, "2026-13-45", "a" * 500),
        *("9999-12-31T23:59Z", "0001-01-01T00:00+14:00"),
    ]
    fields = "host speakers cohosts start ends topics consent reuse record".split()
    source = random.Random(11)
    for _ in range(300):
        spaces = [
            {"title": "Tuesday 3 May 8pm", **{name: source.choice(odd) for name in fields}}
            for _ in range(3)
        ]
        plan = read_plan(json.dumps({"spaces": spaces}).encode(), "plan.json")
        check_plan(plan, ALL, Context(book=BOOK, today=datetime.date(2026, 12, 1)))


@pytest.mark.parametrize(
    "title",
    [
        "Is the NHL scared of us?",
        "Cheap books for everybody",
        "Morgen um 20 Uhr: Krimiabend",
        "On AcmeOld and all of you",
    ],
)
def test_no_tag_is_made_up_nor_proposed_that_the_book_speaks_against(title):
    spoken_against = book(
        brand={"blocked": ["cheap"], "competitors": {"names": ["NHL"]}}, retired={"AcmeOld": {}}
    )
    assert not Linter(RULES, select=["SL501"]).lint(title, Context(book=spoken_against))


def test_very_many_names_that_begin_alike_are_searched_for_those_in_the_title():
    """A pattern was made of all of them for each new set of first words: a minute and 2 GB."""
    names = [f"Rival {number}" for number in range(20_000)]
    many = book(competitors={"names": names, "handles": [], "hashtags": []})
    context = Context(book=many)
    before = process_time()
    found = [ALL.lint(f"We meet Rival {number} and friend {number}", context) for number in (7, 9)]
    assert process_time() - before < 10
    for number, diagnostics in zip((7, 9), found, strict=True):
        assert f'"Rival {number}" is a competitor\'s name' in [one.message for one in diagnostics]


def test_very_many_names_that_begin_alike_cost_a_few_calls_each_and_a_title_the_same():
    """All were compiled into one pattern, and all looked for in each title: 19 s and 1.5 GB."""

    def work(count: int) -> tuple[int, int]:
        names = [f"Acme brand{100_000 + number}" for number in range(count)]
        context = Context(book=book(competitors={"names": names, "handles": [], "hashtags": []}))
        linter = Linter(RULES, select=["SL408"])
        title = "We meet Acme Brand100007 and #OfAcme"
        build = calls(lambda: linter.lint(title, context))
        other = title.replace("We meet", "You see")
        found: list[str] = []
        later = calls(lambda: found.extend(one.message for one in linter.lint(other, context)))
        assert '"Acme Brand100007" is a competitor\'s name' in found
        return build, later

    few, many = work(2_000), work(4_000)
    assert many[0] - few[0] < 60 * 2_000
    assert many[1] - few[1] < 100


def test_a_listed_name_is_found_in_a_tag_in_any_case():
    listed = book(competitors={"names": ["Straße Nord", "ACME"], "handles": [], "hashtags": []})
    for title in ("All about #TeamStrasseNord", "All about #TeamAcme"):
        assert "SL408" in [one.code for one in ALL.lint(title, Context(book=listed))], title
