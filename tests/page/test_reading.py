"""Brand book and rules: what a team wrote down, with its place; each rule with its reason."""

from __future__ import annotations

import datetime
import re

import pytest

from spacelint import default_rules
from spacelint.brand.book import Campaign
from spacelint.page.reference import markdown, time_line
from tests.page.served import BOOK, Page
from tests.page.test_write import shown


def test_the_book_shows_each_entry_with_its_file_and_line(page):
    text = shown(page.get("book"))
    assert "winter #AcmeWinter spacelint.toml:10" in text
    assert "2026-11-15 to 2027-01-06" in text
    assert "AskDana" in text
    assert "#AcmeTalks spacelint.toml:5" in text
    assert "@AcmeHQ the main one spacelint.toml:4" in text
    assert "guaranteed returns spacelint.toml:6" in text


def test_without_a_book_it_says_how_to_have_one(tmp_path):
    with Page(tmp_path) as served:
        assert "There is no brand book yet" in shown(served.get("book"))


def test_each_brand_has_its_own(tmp_path):
    config = BOOK + '[brands.radio]\nhashtags = ["#OpenRadio"]\n[brands.tv]\nnames = ["Acme TV"]\n'
    (tmp_path / "spacelint.toml").write_text(config)
    with Page(tmp_path) as served:
        assert "#OpenRadio" in shown(served.get("book?brand=radio"))
        assert "#OpenRadio" not in shown(served.get("book?brand=tv"))
        assert served.get("book?brand=nonsense").status_code == 200


def test_every_rule_has_its_page_with_reason_source_and_examples(page):
    rules = default_rules()
    listed = page.get("rules")
    for rule in rules.rules:
        assert f"/rules/{rule.code}" in listed.text
        answer = page.get(f"rules/{rule.code}")
        assert answer.status_code == 200, rule.code
        assert re.search(r"<section[^>]*>\s*<p>\S", answer.text), rule.code
    answer = page.get("rules/SL103")
    assert '<mark class="error">#AT&amp;T</mark>' in answer.text
    assert "Titles that it leaves alone" in shown(answer)


def test_every_finding_leads_to_its_rule(page):
    answer = page.post("write/look", {"title": "Town hall #AT&T, live @8pm"})
    for link in re.findall(r'href="(/[^"]*/rules/\w+)"', answer.text):
        assert page.client.get(page.origin + link).status_code == 200


def test_the_rules_are_searched_without_a_script(page):
    assert "1 of" in shown(page.get("rules?words=cut-short-hashtag+SL103"))
    assert "0 of" in shown(page.get("rules?words=nothingatall"))
    assert page.get("rules/SL999").status_code == 404
    assert page.get("rules/%3Cscript%3E").status_code == 404


RULE = """\
[rules.TM001]
name = "no-shouting"
summary = "<script>alert(1)</script>"
check = "pattern"
scope = "title"
regex = 'SHOUT'
severity = "warning"
message = "<img src=x onerror=alert(1)> {match}"
rationale = '''
<script>alert(1)</script> ![x](https://evil.example/x.png) [y](javascript:alert(1)) <b>z</b>

Source: [ours](https://example.org/).
'''
since = "1.0.0"
valid = ["Quiet <script>alert(1)</script>"]
[[rules.TM001.invalid]]
title = "SHOUT <script>alert(1)</script>"
highlight = "SHOUT"
"""


def test_a_rule_file_and_a_book_of_a_stranger_are_shown_and_never_run(tmp_path):
    (tmp_path / "own.toml").write_text(RULE)
    (tmp_path / "spacelint.toml").write_text(
        'rule-files = ["own.toml"]\n[brand]\nnames = ["<script>alert(1)</script>"]\n'
        '[campaigns.winter]\nhashtag = "#A"\nowner = "<img src=x onerror=alert(1)>"\n'
    )
    with Page(tmp_path) as served:
        for path in ("book", "rules", "rules/TM001", "rules?words=<script>alert(1)</script>"):
            answer = served.get(path)
            assert answer.status_code == 200
            assert "<script>alert" not in answer.text
            assert "<img" not in answer.text
            assert 'href="javascript' not in answer.text
        assert 'href="https://example.org/"' in served.get("rules/TM001").text
        answer = served.post("write/look", {"title": "SHOUT <b>"})
        assert "<img" not in answer.text


def test_markdown_of_a_rule_is_text_links_and_code_alone():
    assert str(markdown("a `b` <i>c</i>\n\nd")) == (
        "<p>a <code>b</code> &lt;i&gt;c&lt;/i&gt;</p>\n<p>d</p>\n"
    )


DAY = datetime.date(2026, 11, 29)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2026-01-01", "2026-01-01"), ("2026-12-31", "2031-12-31"), (None, "2026-05-01"),
        ("1900-01-01", "2100-12-31"), ("2027-02-28", None),
    ],
)  # fmt: skip
def test_the_time_line_holds_every_campaign_whatever_its_days(first, last):
    line = time_line([Campaign("a", "A", first_day=first, last_day=last)], DAY)
    bar = line.bars[0]
    assert bar.x >= 0
    assert bar.width >= 4
    assert bar.x + bar.width <= 1005
    assert len(line.months) < 300


def test_campaigns_without_days_have_no_time_line():
    assert time_line([Campaign("a", "A")], DAY) is None
