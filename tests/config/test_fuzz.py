"""No text that may stand in a configuration file brings a traceback."""

from __future__ import annotations

import random
from pathlib import Path

import tomli
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spacelint.brand.index import TagIndex
from spacelint.brand.make import brand_book
from spacelint.config.find import plan_layout
from spacelint.config.load import load_config
from spacelint.config.show import config_show_rows
from spacelint.config.table import CONFIG
from spacelint.schema import Problem, parse_toml, validate, validate_data

EVERYTHING = """
extend = []
required-version = ">=0.1"
select = ["SL1"]
per-file-ignores = { "drafts/*" = ["SL3"] }
severity = { SL502 = "error" }
rules.SL502 = { most = 3 }
baseline = "a"
[plan]
timezone = "Europe/Berlin"
[plan."*.md"]
title = "description"
start = ["date", 2]
where = { location = "Spaces" }
[brand]
names = ["Acme"]
handle = "@AcmeHQ"
hashtags = ["#AcmeTalks", "#日本語"]
timezone = "Asia/Tokyo"
competitors = { handles = ["@Globex"] }
[brands.a]
closed = true
[campaigns.w]
hashtag = "#AcmeWinter"
starts = 2026-11-15
ends = 2027-01-06
disclosure = { word = "#ad" }
exclusive-with = ["s"]
[campaigns.s]
hashtag = "#AcmeSummer"
brand = "a"
[handles]
Other = ["a"]
[hashtags]
Live = "x"
[retired]
Old = { date = 2026-01-01, successor = "#Live" }
[renamed]
old = { successor = "new" }
"""


def use(path: Path) -> None:
    """Everything a run does with a configuration, right or wrong."""
    config, problems = load_config(str(path))
    for problem in problems:
        assert str(problem).isprintable()
        assert problem.line >= 0
    config_show_rows(config)
    plan_layout(config, str(path.with_name("a.md")))
    for brand in (None, "a"):
        book = brand_book(config.book, brand)
        TagIndex(book.hashtags).near("#AcmeTalsk")


def test_a_thousand_slips_of_the_keyboard(tmp_path: Path) -> None:
    rng = random.Random(1)
    path = tmp_path / "spacelint.toml"
    pieces = ["[", "]", '"', "'", "=", "\n", "{", "}", "1", "true", ".", ",", "#", "é", "\x00", " "]
    for _ in range(1_000):
        text = EVERYTHING
        for _ in range(rng.choice((1, 1, 2, 3))):
            at = rng.randrange(len(text))
            cut = rng.choice((0, 0, 1, 3, 12))
            text = text[:at] + rng.choice(["", *pieces]) + text[at + cut :]
        path.write_text(text, encoding="utf-8")
        use(path)


values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(list(CONFIG.fields)), values, max_size=4))
def test_a_value_of_any_kind_at_any_key_is_a_fault_or_right(data: dict[str, object]) -> None:
    found, faults = validate_data(data, CONFIG)
    assert set(CONFIG.fields) <= set(found)
    for fault in faults:
        assert fault.message


def test_each_value_of_a_kind_not_its_own_is_told_at_its_line() -> None:
    lines = EVERYTHING.splitlines()
    told = 0
    for number, line in enumerate(lines):
        if " = " not in line:
            continue
        key = line.partition(" = ")[0]
        text = "\n".join([*lines[:number], f"{key} = 2020-01-01T10:00:00", *lines[number + 1 :]])
        assert tomli.loads(text)
        document = parse_toml(text, "f")
        assert not isinstance(document, Problem)
        problems = validate(document, CONFIG).problems
        if key.startswith("rules."):
            continue  # the engine's to judge
        assert [problem.line for problem in problems] == [number + 1], line
        told += 1
    assert told > 25
