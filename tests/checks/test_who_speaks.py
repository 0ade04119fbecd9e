"""What a run fails for: facts and a brand's own rules, and never the style of a title."""

from __future__ import annotations

import datetime
import subprocess
import sys
from pathlib import Path

import pytest

from spacelint.brand.make import brand_book
from spacelint.checks.contract import Context
from spacelint.config.load import load_config
from spacelint.engine.example_context import example_space
from spacelint.engine.linter import Linter

BOOK = brand_book({"words": {"known": ("Acme",), "blocked": ()}})


def severities(code: str, title: str, context: Context) -> list[str]:
    return [d.severity for d in Linter(select=[code]).lint(title, context)]


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("SL704", "Super Bowl watch party with the gang"),
        ("SL704", "今夜はオリンピックの話"),
        ("SL704", "Les coulisses de la Coupe du Monde"),
        ("SL702", "#collab night with all our friends"),
    ],
)
def test_what_concerns_brands_is_a_hint_where_no_brand_speaks(code: str, title: str) -> None:
    assert severities(code, title, Context()) == ["hint"]
    paid = example_space(title, {"sponsored": True})
    assert severities(code, title, Context(space=paid)) == ["warning"]
    assert severities(code, title, Context(book=BOOK)) == ["warning"]


def test_the_severity_without_a_brand_is_an_option(tmp_path: Path) -> None:
    (tmp_path / "spacelint.toml").write_text('[rules.SL704]\nwithout-brand = "info"\n')
    done = spacelint(tmp_path, "Super Bowl watch party with the gang", "--output-format", "concise")
    assert "info SL704" in done.stdout
    assert done.returncode == 0


@pytest.mark.parametrize(
    "title",
    [
        "Super Bowl watch party with the gang",
        "Watching the Champions League together",
        "Eurovision-Abend mit Freunden",
        "#gift ideas for makers, all evening long",
    ],
)
def test_a_title_of_no_brand_does_not_fail_the_run(tmp_path: Path, title: str) -> None:
    assert spacelint(tmp_path, title).returncode == 0


def test_a_quarters_calendar_does_not_fail_the_run(tmp_path: Path) -> None:
    today = datetime.date.today()
    weeks = [today + datetime.timedelta(weeks=number) for number in range(1, 11)]
    rows = [f"Evening {day.isocalendar().week} with makers of tools,{day}T18:00Z" for day in weeks]
    (tmp_path / "plan.csv").write_text("title,start\n" + "\n".join(rows) + "\n")
    done = spacelint(tmp_path, "check", "plan.csv", "--output-format", "concise")
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("info SL602") == 6


def test_a_space_that_is_on_x_already_cannot_be_months_away(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(
        "title = 'Town hall'\nscheduled_start = 2027-03-01T10:00:00Z\n"
        "url = 'https://x.com/i/spaces/1YqKDoaMvQrKV'\n"
    )
    done = spacelint(
        tmp_path, "check", "--today", "2026-12-01", "plan.toml", "--output-format", "concise"
    )
    assert "error SL612" in done.stdout
    assert "SL602" not in done.stdout
    assert done.returncode == 1


YEAR = datetime.date.today().year - 1


@pytest.mark.parametrize("title", [f"Live from #CES{YEAR}", f"Noticias desde #FITUR{YEAR}"])
def test_python_the_bare_command_and_check_know_the_same_day(tmp_path: Path, title: str) -> None:
    (tmp_path / "plan.txt").write_text(title + "\n")
    assert severities("SL316", title, Context()) == ["hint"]
    bare = spacelint(tmp_path, title, "--min-severity", "hint", "--output-format", "concise")
    checked = spacelint(
        tmp_path, "check", "plan.txt", "--min-severity", "hint", "--output-format", "concise"
    )
    assert "hint SL316" in bare.stdout
    assert "hint SL316" in checked.stdout


def test_a_campaigns_dates_are_judged_by_the_same_day_from_python_and_from_the_command(
    tmp_path: Path,
) -> None:
    (tmp_path / "spacelint.toml").write_text(
        '[campaigns.winter]\nhashtag = "#AcmeWinter"\nends = 2020-01-06\n'
    )
    config = load_config(str(tmp_path / "spacelint.toml")).config
    assert config is not None
    title = "A long evening with #AcmeWinter and friends"
    context = Context(book=brand_book(config.book))
    assert severities("SL406", title, context) == ["error"]
    assert "error SL406" in spacelint(tmp_path, title, "--output-format", "concise").stdout
    assert "SL406" in spacelint(tmp_path, title).stdout


def spacelint(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "spacelint", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


@pytest.mark.parametrize(
    ("row", "hint"),
    [
        ("Town hall, live with us,acme", 'Put the title in quotes: "Town hall, live with us"'),
        ("“Town hall, live”,acme", 'Write straight quotes, which CSV needs: "Town hall, live"'),
        ("„Runde, offen“,acme", 'Write straight quotes, which CSV needs: "Runde, offen"'),
        ("Question,réponse,acme", "Put the cell that has a comma in it in quotes"),
    ],
)
def test_a_title_cut_at_a_comma_is_reported_and_what_is_left_of_it_is_not_judged(
    tmp_path: Path, row: str, hint: str
) -> None:
    (tmp_path / "plan.csv").write_text(f"title,host\n{row}\n", encoding="utf-8")
    done = spacelint(tmp_path, "check", "plan.csv")
    assert "SL012" in done.stdout
    assert hint in done.stdout
    assert done.stdout.count("SL") == 1
    assert done.returncode == 1


def test_ten_thousand_long_rows_are_no_ten_thousand_findings(tmp_path: Path) -> None:
    (tmp_path / "plan.csv").write_text("title,host\n" + "One, two and three,acme\n" * 10_000)
    concise = ("--output-format", "concise")
    done = spacelint(tmp_path, "check", "plan.csv", "--select", "SL012", *concise)
    assert done.stdout.count("SL012") == 100


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Why Apple lost, and what is next", ["Apple"]),
        ("An apple a day, and more apples for all", []),
        ("Feeling free tonight, my friends", []),
        ("google changed the whole of search", ["google"]),
        ("#KitKats for everybody in the room", ["KitKats"]),
        ("Zwei KitKats und ein Gespräch", ["KitKats"]),
    ],
)
def test_a_competitor_whose_name_is_a_common_word_counts_as_the_company_writes_it(
    title: str, told: list[str]
) -> None:
    rivals = {"handles": (), "hashtags": (), "names": ("Apple", "Free", "Google", "KitKat")}
    context = Context(book=brand_book({"competitors": rivals}))
    assert [d.match for d in Linter(select=["SL408"]).lint(title, context)] == told


def test_a_sign_apart_from_a_campaigns_tag_is_reported_once() -> None:
    campaign = {
        "hashtag": "#AcmeWinter", "brand": None, "starts": None, "ends": None, "required": True,
        "disclosure": None, "exclusive-with": (), "alternatives": (), "owner": None,
    }  # fmt: skip
    context = Context(book=brand_book({"campaigns": {"winter": campaign}}))
    found = Linter().lint("An evening of talks with # AcmeWinter and you", context)
    assert [d.code for d in found] == ["SL104"]
