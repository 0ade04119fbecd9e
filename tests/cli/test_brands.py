"""Several brands in one repository: each Space is judged by the book of the brand it names."""

from __future__ import annotations

import subprocess
import sys

CONFIG = """
[brands.acme]
hashtags = ["AcmeWinter"]
[brands.zeta]
hashtags = ["ZetaWinter"]
"""
PLAN = """
spaces:
  - title: "A winter evening with #zetawinter and friends"
    brand: acme
  - title: "Another evening with #zetawinter and friends"
    brand: zeta
"""


def test_a_space_is_judged_by_the_book_of_its_own_brand(tmp_path):
    (tmp_path / "spacelint.toml").write_text(CONFIG)
    (tmp_path / "spaces.yaml").write_text(PLAN)
    done = subprocess.run(
        [sys.executable, "-m", "spacelint", "check", "--select", "SL403", "--output-format",
         "concise", "spaces.yaml"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )  # fmt: skip
    assert done.stdout == (
        "spaces.yaml:5:34: warning SL403 Your brand book writes #zetawinter as #ZetaWinter\n"
    )
    assert done.returncode == 1


def test_without_a_brand_every_book_holds(tmp_path):
    (tmp_path / "spacelint.toml").write_text(CONFIG)
    done = subprocess.run(
        [sys.executable, "-m", "spacelint", "--select", "SL403", "--output-format", "concise",
         "A winter evening with #zetawinter and #acmewinter"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )  # fmt: skip
    assert done.stdout.count("SL403") == 2


def test_a_first_configuration_suits_the_plans_that_are_found(tmp_path):
    (tmp_path / "spaces").mkdir()
    (tmp_path / "spaces" / "may.yaml").write_text("title: Open hour\n")
    init = [sys.executable, "-m", "spacelint", "config", "init"]
    printed = subprocess.run(
        [*init, "--output", "-"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    done = subprocess.run(init, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stderr == "wrote spacelint.toml\n"
    written = (tmp_path / "spacelint.toml").read_text()
    assert "spaces/*.yaml" in written
    assert printed.stdout == written
    again = subprocess.run(init, cwd=tmp_path, capture_output=True, text=True)
    assert again.returncode == 2
    assert again.stderr.startswith("spacelint.toml: this file exists and is left as it is")
    assert (tmp_path / "spacelint.toml").read_text() == written
    check = [sys.executable, "-m", "spacelint", "config", "check"]
    assert subprocess.run(check, cwd=tmp_path, capture_output=True).returncode == 0


def check_with_region(tmp_path, region):
    (tmp_path / "spacelint.toml").write_text(
        '[campaigns.winter]\nhashtag = "#AcmeWinter"\nrequired = false\n'
        f'disclosure = {{ region = "{region}" }}\n'
    )
    (tmp_path / "spaces.yaml").write_text(
        '- title: "Sponsored: an evening with all of us"\n  campaign: winter\n'
    )
    return subprocess.run(
        [sys.executable, "-m", "spacelint", "check", "--select", "SL701", "spaces.yaml"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )


def test_a_region_that_nobody_knows_is_told_at_its_place(tmp_path):
    done = check_with_region(tmp_path, "UX")
    assert done.returncode == 2
    assert 'spacelint.toml:4:25: campaigns.winter.disclosure.region: unknown region "UX"' in (
        done.stderr
    )
    assert "known are US, UK, IN, DE, FR, ES, BR, JP" in done.stderr


def test_gb_is_another_name_of_the_uk(tmp_path):
    done = check_with_region(tmp_path, "GB")
    assert "accepted in the UK" in done.stdout
    assert done.returncode == 1


def test_a_title_of_no_plan_is_compared_with_others_by_every_book(tmp_path):
    (tmp_path / "spacelint.toml").write_text(CONFIG)
    done = subprocess.run(
        [sys.executable, "-m", "spacelint", "reach", "--candidates", "Town hall #zetawinter"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.stderr == ""
    assert "Town hall #ZetaWinter" in done.stdout
    assert done.returncode == 0
