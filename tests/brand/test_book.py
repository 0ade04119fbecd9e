"""What a brand book says comes out typed, for one brand or several."""

from __future__ import annotations

import datetime
from itertools import product
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from spacelint.brand.book import BrandBook, Campaign, Competitors, Renamed, Retired
from spacelint.brand.make import brand_book, plurals
from spacelint.config.load import load_config


def tables(directory: Path, text: str) -> Any:
    path = directory / "spacelint.toml"
    path.write_text(text, encoding="utf-8")
    config, problems = load_config(str(path))
    assert problems == ()
    return config.book


def test_everything_a_book_may_say_comes_out_typed(tmp_path: Path) -> None:
    book = brand_book(
        tables(
            tmp_path,
            """
[brand]
names = ["Acme", "Acme Corp"]
handle = "@AcmeHQ"
handles = ["AcmeHelp"]
hashtags = ["#AcmeTalks"]
words = ["AcmeCloud"]
blocked = ["cheap"]
closed = true
timezone = "Europe/Berlin"
competitors = { handles = ["@Globex"], hashtags = ["#GlobexLive"], names = ["Globex"] }

[campaigns.winter]
hashtag = "#AcmeWinter"
starts = 2026-11-15
ends = "2027-01-06"
required = false
disclosure = { word = "#ad", region = "US" }
exclusive-with = ["summer"]
alternatives = ["#AcmeWinter26"]
owner = "Dana"

[campaigns.summer]
hashtag = "AcmeSummer"

[handles]
AcmeCares = "Acme Foundation"
"@AcmeJobs" = ["Acme Jobs", "Acme Careers"]

[hashtags]
AcmeLive = "our weekly call"
"#日本語タグ" = ""

[words]
known = ["DoIt"]
blocked = ["guarantee"]

[retired]
AcmeChat = { date = 2026-01-01, successor = "#AcmeTalks" }
"#AT&T" = {}

[renamed]
AcmeSupport = { date = 2025-06-01, successor = "@AcmeHelp" }
""",
        )
    )
    assert book.names == ("Acme", "Acme Corp")
    assert book.handle == "AcmeHQ"
    assert book.handles == ("AcmeHQ", "AcmeHelp", "AcmeCares", "AcmeJobs")
    assert book.handle_names == {
        "AcmeCares": ("Acme Foundation",),
        "AcmeJobs": ("Acme Jobs", "Acme Careers"),
    }
    assert book.hashtags == (
        "AcmeLive",
        "日本語タグ",
        "AcmeTalks",
        "AcmeWinter",
        "AcmeWinter26",
        "AcmeSummer",
    )
    assert book.notes == {"AcmeLive": "our weekly call", "日本語タグ": ""}
    assert book.campaigns["winter"] == Campaign(
        "winter",
        "AcmeWinter",
        None,
        "2026-11-15",
        "2027-01-06",
        False,
        "#ad",
        "US",
        ("summer",),
        ("AcmeWinter26",),
        "Dana",
    )
    assert book.campaigns["winter"].starts == datetime.date(2026, 11, 15)
    assert book.campaigns["winter"].ends == datetime.date(2027, 1, 6)
    assert book.campaigns["summer"].starts is None
    assert book.campaigns["summer"] == Campaign("summer", "AcmeSummer")
    assert book.words == ("DoIt", "AcmeCloud")
    assert book.blocked == ("guarantee", "cheap")
    assert book.retired == {
        "acmechat": Retired("AcmeChat", "2026-01-01", "AcmeTalks"),
        "at&t": Retired("AT&T", None, None),
    }
    assert book.renamed == {"acmesupport": Renamed("AcmeSupport", "2025-06-01", "AcmeHelp")}
    assert book.competitors == Competitors(("Globex",), ("GlobexLive",), ("Globex",))
    assert book.closed
    assert book.timezone == "Europe/Berlin"


SEVERAL = """
[brand]
blocked = ["cheap"]
hashtags = ["#Together"]
[brands.acme]
names = ["Acme"]
handle = "@AcmeHQ"
hashtags = ["#AcmeTalks"]
closed = true
timezone = "Europe/Berlin"
[brands.zeta]
names = ["Zeta"]
handle = "@ZetaHQ"
[campaigns.winter]
hashtag = "#AcmeWinter"
brand = "acme"
[campaigns.spring]
hashtag = "#ZetaSpring"
brand = "zeta"
[campaigns.fair]
hashtag = "#BigFair"
"""


def test_a_brand_has_its_own_and_what_is_shared(tmp_path: Path) -> None:
    acme = brand_book(tables(tmp_path, SEVERAL), "acme")
    assert acme.hashtags == ("Together", "AcmeTalks", "AcmeWinter", "BigFair")
    assert (acme.names, acme.handle, acme.closed) == (("Acme",), "AcmeHQ", True)
    assert list(acme.campaigns) == ["winter", "fair"]
    assert (acme.blocked, acme.timezone) == (("cheap",), "Europe/Berlin")
    zeta = brand_book(tables(tmp_path, SEVERAL), "zeta")
    assert zeta.hashtags == ("Together", "ZetaSpring", "BigFair")
    assert (zeta.handle, zeta.closed, zeta.timezone) == ("ZetaHQ", False, None)


def test_without_a_choice_every_brand_counts(tmp_path: Path) -> None:
    book = brand_book(tables(tmp_path, SEVERAL))
    assert book.names == ("Acme", "Zeta")
    assert book.handles == ("AcmeHQ", "ZetaHQ")
    assert (book.handle, book.closed) == (None, False)
    assert list(book.campaigns) == ["winter", "spring", "fair"]


@pytest.mark.parametrize("text", ["", "[brand]\n", "[hashtags]\n[words]\n", "hashtags = []\n"])
def test_an_empty_book_is_a_book(tmp_path: Path, text: str) -> None:
    assert brand_book(tables(tmp_path, text)) == BrandBook()


def test_of_a_book_with_problems_what_can_be_used_is(tmp_path: Path) -> None:
    path = tmp_path / "spacelint.toml"
    path.write_text(
        "[campaigns.a]\n[campaigns.b]\nhashtag = '#Fine'\n[renamed]\nold = {}\n[retired]\nx = 1\n"
    )
    config, problems = load_config(str(path))
    assert len(problems) == 3
    assert brand_book(config.book).hashtags == ("Fine",)


def test_plurals_of_very_many_names_are_made_in_one_pass() -> None:
    """Each plural was looked for in the list of all names: a minute and more for 200,000."""
    names = ["".join(letters) for letters in product("abcdefghijklmnop", repeat=4)]  # 65,536
    before = process_time()
    made = plurals([*names, "abcds"])
    assert process_time() - before < 5
    assert made["abces"] == "abce"
    assert "abcds" not in made
