"""What `config init` writes is valid as it stands, and when its comments are taken in."""

from __future__ import annotations

import re
from pathlib import Path

import jsonschema
import pytest
import tomli

from spacelint.config.load import load_config
from spacelint.config.show import init_text
from spacelint.config.table import config_schema

PLANS = [
    (),
    ("spaces/a.toml", "spaces/b.toml", "calls/1.md", "calls/2.md"),
    ("plan.csv",),
    ("week ä/*odd[1].yaml", 'we"ird/\\x.json', "./a.ics"),
]


@pytest.mark.parametrize("plans", PLANS, ids=str)
def test_the_text_is_valid_and_covers_the_plans(tmp_path: Path, plans: tuple[str, ...]) -> None:
    path = tmp_path / "spacelint.toml"
    path.write_text(init_text(plans), encoding="utf-8")
    config, problems = load_config(str(path))
    assert problems == ()
    for plan in plans:
        assert any(glob.matches(str(tmp_path / plan)) for glob in config.plan_files), plan


def test_where_no_plan_is_yet_none_made_later_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "spacelint.toml").write_text(init_text(), encoding="utf-8")
    config, _ = load_config(str(tmp_path / "spacelint.toml"))
    assert config.plan_files == ()
    assert '\n# files = ["spaces/*.toml", "spaces/*.yaml"]\n' in init_text()
    assert "\nfiles = " in init_text(["plan.csv"])


def test_every_commented_example_is_valid_too(tmp_path: Path) -> None:
    path = tmp_path / "spacelint.toml"
    text = init_text(PLANS[1])
    path.write_text(re.sub(r"(?m)^# (?=[a-z-]+ = |\[)", "", text), encoding="utf-8")
    config, problems = load_config(str(path))
    assert problems == ()
    assert config.book["campaigns"]["winter"]["hashtag"] == "#AcmeWinter"
    assert {layout.glob.pattern for layout in config.layouts} == {"spaces/*.toml", "calls/*.md"}


def test_the_schema_accepts_it_and_refuses_what_loading_refuses() -> None:
    schema = config_schema("https://example.org/config.json")
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    assert validator.is_valid(tomli.loads(init_text()))
    assert validator.is_valid({"plan": {"calls/*.md": {"start": ["a", "b"]}}})
    assert not validator.is_valid({"plan": {"calls/*.md": {"titel": "a"}}})
    assert not validator.is_valid({"fail-on": "eror"})
    assert not validator.is_valid({"campaigns": {"winter": {}}})
