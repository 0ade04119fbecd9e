"""Generated brand books, planned Spaces and titles that have to do with each other."""

from __future__ import annotations

import datetime
import random
from typing import Any, NamedTuple

from spacelint.brand.book import BrandBook
from spacelint.brand.faults import book_faults
from spacelint.brand.make import brand_book
from spacelint.brand.table import BOOK_FIELDS
from spacelint.checks.contract import Context
from spacelint.engine.example_context import example_space
from spacelint.schema import Table, validate_data
from tests.titles import EMOJI, title

NAMES = "Acme Zeta Globex Initech Café Ünika 日本 Привет Winter Summer Talks Live Day Cloud".split()
TAGS = (
    "AcmeWinter AcmeTalks ZetaCloud GlobexLive InitechDay Bitcoin CaféTalks 日本語 ПриветДень AI"
    " WinterDay AcmeWinterFest SummerTalks CloudDay Web3 OpenSource"
).split()
PEOPLE = ("jack", "susan_w", "AcmeHQ", "Zeta_Help", "dr_who", "live", "anne1")
PERSONS = ("Jack Doe", "Susan", "Acme", "Zeta", "Dr Who", "Live", "Anne")
PLAIN = (
    "the and with of for how we talk about money future really exclusive episode 12 and and with"
    " questions and answers by our Bitcoin acme winter Acme Talks open source ai cloud day"
    " town hall"
    " Sie und die mit Zukunft para con el futuro avec les amis com você Wednesday 8pm 2025 @8pm"
    ' 50 percent number 7 café 東京で話そう (bonus round) | - : ! ? “big” "odd'
).split(" ")
ODD = (
    "#AT&T", "great#tag", "#one#two", "@user-name", "donâ€™t", "𝓑𝓸𝓵𝓭", "e\u0301t", "\ud800", "  ",
    "a.co/x", "#2026", "the the", "!!!", "\u202e", "#", "@", "x@y.com", "#a\u200bb",
)  # fmt: skip
#: Where a step goes wrong first: short forms that touch what X links or what was meant as a link,
#: tags beside punctuation, scripts that are written from the right or without spaces.
EDGES = (
    "Monday.com", "information.org", "Sunday.co/and", "application.dev", "https://x.co/with-and",
    "# without", "@ with", "# information", "@ Wednesday", "$and", "(and #AI)", "[with @jack]",
    "#Web3and", "#and", "@and_with", "and#AI", "#AI,and", "#AI-and-with", "with@jack", "#R&D and",
    "#AcmeTalks, and", "#Bitcoin: with", "(#Bitcoin and money)", "Bitcoin #Bitcoin", "w/ @jack",
    "Acme Talks #AcmeTalks", "Acme-Talks", "acme  talks", "the #Bitcoin", "#Bitcoin!", "#AI #AI",
    "50 percent", "12 million", "number 7", "minutes and hours", "in order to", "as well as",
    "questions and answers", "what is", "without and with", "— part two", "| and more", "(bonus",
    "広告", "東京 and 大阪", "東京#日本語", "#日本語を話す", "مرحبا and سلام",
    "שלום with חברים", "#مرحبا", "‫#AI‬ and", "🎉 and 🎊", "really🎉",
    "👩‍👩‍👧 with", "#Party🎉Time", "👨‍💻👨‍💻", "𝟬𝟭", "café and", "and​",
)  # fmt: skip
#: Words that have a short form, and some of them as a domain, where they have none.
SHORTS = (
    *("and with without versus featuring information applications Monday Wednesday").split(),
    *("Friday October November December laboratory Monday.com information.org Friday.co").split(),
    *("questions and answers;question and answer;ask me anything;in order to;as well as").split(
        ";"
    ),
    *("it is;what is;do not;we are;episode 12;number 7;12 million;50 percent;3 hours").split(";"),
)
_TABLE = Table("", BOOK_FIELDS)
_TODAY = datetime.date(2026, 11, 30)


class Case(NamedTuple):
    """A title, what is known beside it, and what is asked for."""

    title: str
    context: Context
    campaign: str | None
    speakers: tuple[str, ...]


def cases(count: int, seed: int) -> list[Case]:
    """Return that many cases, always the same for a seed; a book serves some dozen titles."""
    source = random.Random(seed)
    made: list[Case] = []
    book: BrandBook | None = None
    for number in range(count):
        if number % 40 == 0:
            book = _book(source)
        made.append(_case(source, book))
    return made


def _case(source: random.Random, book: BrandBook | None) -> Case:
    fields: dict[str, Any] = {}
    campaigns = tuple(book.campaigns) if book is not None else ()
    if source.random() < 0.4:
        if campaigns and source.random() < 0.6:
            fields["campaign"] = source.choice(campaigns)
        if source.random() < 0.5:
            fields["speakers"] = ["@" + who for who in source.sample(PEOPLE, source.randint(1, 4))]
        if source.random() < 0.3:
            fields["sponsored"] = True
        if source.random() < 0.2:
            fields["lang"] = source.choice(("en", "de", "ja"))
        fields["host"] = source.choice(PEOPLE)
    text = _title(source)
    words = (*book.words, *book.names, *book.hashtags) if book is not None else ()
    space = example_space(text, fields) if fields else None
    today = _TODAY if source.random() < 0.7 else None
    asked = source.choice(campaigns) if campaigns and source.random() < 0.3 else None
    speakers = tuple(source.sample(PEOPLE, source.randint(1, 2))) if source.random() < 0.2 else ()
    return Case(text, Context(words, today, space, book), asked, speakers)


def _title(source: random.Random) -> str:
    if source.random() < 0.1:
        return title(source)
    if source.random() < 0.2:
        return _tight(source)
    edges = source.choice((0.0, 0.1, 0.35))
    pieces: list[str] = []
    for _ in range(source.choice((2, 3, 5, 8, 10, 12, 13, 15))):
        roll = source.random()
        if source.random() < edges:
            pieces.append(source.choice(EDGES))
        elif roll < 0.72:
            pieces.append(source.choice(PLAIN))
        elif roll < 0.80:
            pieces.append("#" + _slip(source, source.choice(TAGS)))
        elif roll < 0.86:
            pieces.append("@" + source.choice(PEOPLE))
        elif roll < 0.90:
            pieces.append(source.choice(PERSONS))
        elif roll < 0.93:
            pieces.append(source.choice(EMOJI))
        elif roll < 0.96:
            pieces.append("#" + source.choice(("love", "susanalbumparty", "crypto")))
        else:
            pieces.append(source.choice(ODD))
    return " ".join(pieces)


def _tight(source: random.Random) -> str:
    """Return an English title a little too long, full of words that have a short form."""
    text = source.choice(("How we and the", "What is", "The art of", "Why"))
    room = source.choice((70, 70, 74, 80))
    while len(text) <= room:
        near = source.choice((EDGES, SHORTS, SHORTS, PLAIN))
        text += source.choice((" ", " ", " ", ", ", ": ", " (", "/")) + source.choice(near)
    return text


def _slip(source: random.Random, tag: str) -> str:
    roll = source.random()
    if roll < 0.6:
        return tag
    if roll < 0.75:
        return tag.lower()
    at = source.randrange(len(tag))
    if roll < 0.9:
        return tag[:at] + tag[at + 1 :]
    return tag[:at] + "-" + tag[at:]


def _book(source: random.Random) -> BrandBook | None:
    if source.random() < 0.15:
        return None
    while True:
        tags = source.sample(TAGS, 8)
        data: dict[str, Any] = {
            "brand": {
                "names": source.sample(NAMES, 2),
                "handle": "@AcmeHQ",
                "hashtags": tags[:3],
                "words": source.sample(NAMES, 1),
                "closed": source.random() < 0.2,
                "blocked": source.choice(([], ["cheap"], ["money"])),
            },
            "handles": {
                who: name
                for who, name in zip(PEOPLE, PERSONS, strict=True)
                if source.random() < 0.5
            },
            "campaigns": {
                name: _campaign(source, tag, extra)
                for name, tag, extra in zip(("winter", "summer"), tags[3:5], tags[5:7], strict=True)
            },
        }
        if source.random() < 0.4:
            data["campaigns"]["winter"]["exclusive-with"] = ["summer"]
        if source.random() < 0.4:
            data["retired"] = {tags[7]: {"successor": tags[0]}}
        if source.random() < 0.3:
            data["competitors"] = {"names": ["Globex"], "hashtags": ["#Rival"]}
        tables, faults = validate_data(data, _TABLE)
        assert not faults, faults
        if not book_faults(tables):
            return brand_book(tables)


def _campaign(source: random.Random, tag: str, extra: str) -> dict[str, Any]:
    made: dict[str, Any] = {"hashtag": f"#{tag}"}
    if source.random() < 0.5:
        made["alternatives"] = [extra]
    if source.random() < 0.4:
        made["disclosure"] = source.choice(
            ({"word": "#ad"}, {"region": "UK"}, {"word": "Advertisement"}, {"region": "IN"})
        )
    if source.random() < 0.4:
        made["owner"] = "Mirjam"
    if source.random() < 0.3:
        made["ends"] = source.choice((datetime.date(2026, 1, 1), datetime.date(2027, 1, 1)))
    if source.random() < 0.2:
        made["required"] = False
    return made
