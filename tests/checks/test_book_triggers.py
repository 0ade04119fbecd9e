"""What tells at once that a book has nothing to say of a title never hides what it would say."""

from __future__ import annotations

import gc
import itertools
import random
import re
import time
import weakref
from types import SimpleNamespace

import pytest
import regex

from spacelint.brand import index as brand_index
from spacelint.brand.book import BrandBook
from spacelint.brand.fold import bare_tag, fold_tag
from spacelint.brand.index import TagIndex
from spacelint.brand.make import brand_book, spelled_out
from spacelint.brand.table import BOOK_FIELDS
from spacelint.checks import words
from spacelint.checks.contract import BOOK_TRIGGERS, Context
from spacelint.checks.shared import book_lookup, book_triggers, phrase_index
from spacelint.engine.linter import Linter
from spacelint.schema import Table, validate_data
from spacelint.text import Title
from tests.checks.families import rules_of
from tests.titles import titles

RULES = rules_of("1-hashtags", "2-mentions", "3-title", "4-brand", "5-reach", "7-disclosure")
EVERYTHING = sum(BOOK_TRIGGERS.values())
WORDS = (
    "Acme Winter Launch AI IT Pro x 2026 25 HQ Labs Expo Go the cheap free guaranteed Zürich straße"
    " アクメ 冬フェス 東京 Москва Зима ＡＣＭＥ İzmir e\u0301t ﬁne ǅ Ⅳ"
).split()
JOINTS = ("", "", "", "_")
SIGNS = ("", "", "#", "#", "@", "@", "＃", "＠", "x#", "x@", "#x ", "##", "$", "&")
GAPS = (" ", " ", " ", "  ", "    ", "-", " - ", "–", ", ", "", "\u00a0", "\u3000", "/", "'s ", ".")


def random_book(source: random.Random) -> BrandBook:
    """Return a small book of words that the titles have too, most of them not as it has them."""

    def name(most: int = 3, of: list[str] = WORDS) -> str:
        joint = source.choice(JOINTS)
        return joint.join(source.choice(of) for _ in range(source.randint(1, most)))

    def names(count: int, most: int = 3) -> list[str]:
        return list(dict.fromkeys(name(most) for _ in range(source.randint(0, count))))

    ascii_words = [word for word in WORDS if word.isascii()]
    handles = {fold_tag(h): h for h in (name(3, ascii_words)[:15] for _ in range(6))}
    tags = [f"#{tag}" for tag in names(8)]
    campaigns = {
        f"c{number}": {
            "hashtag": f"#{tag}",
            "ends": source.choice(("2026-01-31", "2099-12-31")),
            "exclusive-with": [f"c{1 - number}"],
            "alternatives": [f"#{other}" for other in names(1)],
        }
        for number, tag in enumerate([name(), name()])
    }
    spoken = [" ".join(source.sample(WORDS, source.randint(1, 3))) for _ in handles]
    tables = {
        "brand": {
            "names": ["Acme Winter"],
            "handle": source.choice(["@AcmeHQ", "@Acme_IT"]),
            "blocked": [source.choice(GAPS).join(source.sample(WORDS, 2)), *names(3), "$$"]
            if source.random() < 0.7
            else [],
            "closed": source.random() < 0.3,
        },
        "hashtags": tags,
        "campaigns": campaigns if source.random() < 0.6 else {},
        "handles": dict(zip(handles.values(), spoken, strict=True)),
        "retired": {"Go2026": {"successor": "#Acme"}},
        "renamed": {"Labs25": {"successor": "@Acme"}},
        "competitors": {
            "handles": ["@Labs"],
            "hashtags": ["#ProPro"],
            "names": [name(2) for _ in range(source.choice((0, 1, 12)))],
        },
    }
    values, _ = validate_data(tables, Table("", BOOK_FIELDS))
    return brand_book(values)


def random_title(source: random.Random, book: BrandBook) -> str:
    """Return a title of the book's own words and tags, whole, cut up or with a slip."""
    known = [*book.hashtags, *book.handles, *book.blocked, *book.competitors.names, *WORDS]
    known += [name for names in book.handle_names.values() for name in names]
    known += [*(one.hashtag for one in book.campaigns.values()), "Go2026", "Labs25"] * 2
    known += [tag.replace("c", "с").replace("A", "А") for tag in book.hashtags]  # Cyrillic ones
    parts = []
    for _ in range(source.randint(1, 5)):
        part = source.choice(known)
        change = source.random()
        at = source.randrange(len(part))
        if change < 0.15:
            part = part[:at] + part[at + 1 :]
        elif change < 0.3:
            part = part[:at] + source.choice(GAPS) + part[at:]
        elif change < 0.34:
            part = " ".join(part[:4]) + part[4:]
        elif change < 0.5:
            part = source.choice((part.lower(), part.upper(), part.swapcase()))
        parts.append(source.choice(SIGNS) + part)
    return "".join(part + source.choice(GAPS) for part in parts)


def said(linter: Linter, title: str, context: Context) -> list[tuple[object, ...]]:
    return [(d.code, d.start, d.end, d.message, d.edits) for d in linter.lint(title, context)]


def test_the_triggers_of_a_title_hide_nothing_that_any_rule_would_say() -> None:
    source = random.Random(1)
    quick, slow = Linter(RULES), Linter(RULES)
    slow.program._book_triggers = lambda title, context: EVERYTHING
    plain = titles(400, 1)
    spoken: set[object] = set()
    for number in range(40):
        book = random_book(source)
        planned = SimpleNamespace(
            campaigns=("c0",),
            scheduled_start=None,
            speakers=(),
            cohosts=(),
            host=None,
            sponsored=None,
        )
        # The first titles of a book are gone through, later ones looked up.
        for at in range(120):
            context = Context(book=book, space=planned if at % 5 == 0 else None)
            text = random_title(source, book) if at % 6 else source.choice(plain)
            told = said(quick, text, context)
            assert told == said(slow, text, context), (number, at, text, book)
            spoken.update(one[0] for one in told)
    # It would prove nothing if the rules of the book had nothing to say.
    wanted = {rule.code for rule in RULES.rules if RULES.triggers[rule.code].book}
    assert spoken.issuperset(wanted), wanted - spoken


def slow_scan(title: Title, entries: dict[str, str]) -> list[tuple[int, int, str]]:
    """Return the same as `Words.within` for entries of spaced scripts, by trying every place."""
    text = title.text
    taken = [(one.start, one.end) for one in title.candidates]
    taken += [(one.start, one.end) for one in title.entities]
    words = [
        match
        for match in re.finditer(r"[^\W_]+", text)
        if match.start() == 0 or text[match.start() - 1] not in "#＃@＠"
    ]
    found: list[tuple[int, int, str]] = []
    for index, first in enumerate(words):
        if found and first.start() < found[-1][1]:
            continue
        for last in reversed(words[index : index + 6]):
            start, end = first.start(), last.end()
            run = [word for word in words if start <= word.start() < end]
            gaps = [text[a.end() : b.start()] for a, b in itertools.pairwise(run)]
            if any(len(gap) > 3 or gap.strip(" \u00a0\u3000-‐‑–") for gap in gaps):
                continue
            name = "".join(fold_tag("#" + word[0]) for word in run)
            if name in entries and (len(run) == 1 or len(name) >= 4):
                if not any(s < end and start < e for s, e in taken):
                    found.append((start, end, entries[name]))
                break
    return found


def test_plain_words_are_found_where_trying_every_place_finds_them() -> None:
    source = random.Random(8)
    hits = 0
    for _ in range(40):
        book = random_book(source)
        spaced = [tag for tag in book.hashtags if not re.search("[\u3040-\u9fff]", tag)]
        plain = phrase_index.Words(spelled_out(spaced, spaced))
        starts = phrase_index.StartIndex([plain.entries])
        entries: dict[str, str] = {}
        for tag in spaced:
            name = "".join(fold_tag("#" + part) for part in re.findall(r"[^\W_]+", tag))
            entries.setdefault(name, tag)
        for _ in range(100):
            text = random_title(source, book)
            wanted = slow_scan(Title(text), entries)
            hits += len(wanted)
            assert [tuple(one) for one in plain.within(Title(text))] == wanted, (text, entries)
            heads = {head for _, head in starts.found(phrase_index.plain_words(text))}
            assert [tuple(one) for one in plain.within(Title(text), heads)] == wanted, (
                text,
                entries,
            )
    assert hits > 500


def test_a_tag_is_folded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    folded: list[str] = []

    def counted(text: str) -> str:
        folded.append(bare_tag(text))
        return fold_tag(text)

    given = {"hashtags": ["#AcmeWinter", "#AcmeTalks"], "handles": {"AcmeHQ": ["Acme"]}}
    book = brand_book(validate_data(given, Table("", BOOK_FIELDS))[0])
    linter, context = Linter(extend_select=["ALL"]), Context(book=book)
    linter.lint("AMA on #Warm with @up", context)
    for module in (book_lookup, brand_index):
        monkeypatch.setattr(module, "fold_tag", counted)
    given_tags = ("AcmeWintr", "Other", "acmetalks", "AcmeH", "someone_else")
    linter.lint("AMA on #{} #{} #{} with @{} @{}".format(*given_tags), context)
    assert [folded.count(tag) for tag in given_tags] == [1] * len(given_tags)


def test_the_letters_that_handles_go_on_with_are_those_of_all_that_start_alike() -> None:
    source = random.Random(2)
    handles = {"".join(source.choices("abc_", k=source.randint(1, 6))) for _ in range(60)}
    index = TagIndex(handles)
    for _ in range(400):  # the first few are compared, the rest looked up
        text = "".join(source.choices("abc_", k=source.randint(1, 5)))
        after = {one[len(text)] for one in handles if one.startswith(text) and one != text}
        assert index.letters_after(text) == after


def test_the_words_of_a_list_are_found_just_where_one_pattern_of_all_of_them_finds_them() -> None:
    source = random.Random(9)
    hits = 0
    for _ in range(40):
        book = random_book(source)
        listed = {words._key(word): word for word in (*book.blocked, *book.competitors.names)}
        listed.pop("", None)
        every = regex.compile("|".join(map(words._whole, listed.values())) or "(?!)", regex.I)
        search = words._search_of(listed)
        for _ in range(100):
            text = random_title(source, book)
            wanted = [match.span() for match in every.finditer(text)]
            hits += len(wanted)
            assert [match.span() for match in search(text)] == wanted, (text, listed)
    assert hits > 500


@pytest.mark.parametrize(
    "title",
    [
        "Open Source Hour with Tanner Linsley",
        "THE BIG CRYPTO MARKET SHOW TONIGHT WITH FRIENDS",
        "Talk about #cryptomarkets today with @jack",
        "東京の夏祭りについて話そう",
        "cheap talk for everyone 🎉",
        "Meet #cheapbooks tonight",
        "@Acme Corp and #AT&T",
    ],
)
def test_a_title_costs_about_the_same_beside_a_book_of_any_size(title: str) -> None:
    linter = Linter(RULES)

    def cost(size: int) -> float:
        source = random.Random(size)
        names = {"".join(source.choices("aceilmnorst", k=9)) for _ in range(size)}
        kanji = {
            "".join(source.choices("東京冬夏祭春秋都大阪山川海空月日", k=4)) for _ in range(size)
        }
        tables = {
            "brand": {
                "names": ["Acme"],
                "words": [f"{name}w" for name in names],
                "blocked": ["cheap", *(f"{name}x" for name in names)],
            },
            "hashtags": [f"#{name.title()}" for name in (*names, *kanji)],
            "handles": {name: f"{name[:4]} {name[4:]}" for name in names},
            "campaigns": {f"c{name}": {"hashtag": f"#{name}C"} for name in names},
            "competitors": {
                "names": [f"{name}y" for name in names],
                "hashtags": [f"#{name}z" for name in names],
                "handles": [f"@{name}z" for name in names],
            },
        }
        book = brand_book(validate_data(tables, Table("", BOOK_FIELDS))[0])
        context = Context(book=book, words=(*book.words, *book.names, *book.hashtags))
        times = []
        for number in range(80):
            start = time.perf_counter()
            linter.lint(title, context)
            times.append(time.perf_counter() - start if number > 30 else 1.0)
        return min(times)

    assert cost(3_000) < 8 * cost(30)  # a hundredfold book


def test_what_is_kept_of_books_and_tags_is_bounded() -> None:
    source = random.Random(4)
    linter = Linter(RULES)
    book = random_book(source)
    linter.lint("Acme Winter", Context(book=book))
    looked_up = weakref.ref(book.derived(book_triggers.BookTriggers)._look)
    assert looked_up() is not None
    book = random_book(source)
    gc.collect()
    assert looked_up() is None  # what was derived from a book goes with it
    for number in range(10_000):
        linter.lint(f"#Tag{number} @name{number}", Context(book=book))
    kept = book.derived(book_triggers.BookTriggers)
    assert len(kept._known) <= 4_100
    assert len(kept._letters) <= 4_100


def test_a_text_that_is_no_title_costs_no_more_a_character() -> None:
    context = Context(book=random_book(random.Random(5)))
    for piece in ("Acme Winter ", "#Acme ", "a b ", "アクメ", "@Acme #", "x#cheap"):

        def cost(size: int, piece: str = piece) -> float:
            title = Title(piece * size)
            assert title.candidates or "#" not in piece  # read before
            start = time.process_time()
            book_triggers.book_triggers(title, context)
            return time.process_time() - start

        cost(100)
        few, many = (min(cost(size) for _ in range(3)) for size in (2_000, 8_000))
        assert many < 16 * few, piece
