"""Write: the card, the findings, the fixes and the better titles of one title."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import spacelint
from tests.page.served import Page


def shown(answer) -> str:
    """Return the text of an answer as a reader sees it."""
    text = re.sub(r"<(script|style).*?</\1>", "", answer.text, flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", text)).split())


def takes(answer) -> list[str]:
    """Return the titles that a click would take."""
    return [html.unescape(one) for one in re.findall(r'name="take" value="([^"]*)"', answer.text)]


def test_a_form_alone_gives_card_findings_and_better_titles(page):
    answer = page.post("write", {"title": "Town hall #AT&T, live @8pm"})
    assert "X links only #AT, not #AT&T" in shown(answer)
    assert '<span class="link">#AT</span><s class="lost">&amp;T</s>' in answer.text
    assert "26/70" in shown(answer)
    assert spacelint.suggest("Town hall #AT&T, live @8pm")[0].text in takes(answer)


def test_the_findings_are_those_of_the_library(page):
    title = "Meet us at great#tag with @8pm and #2026"
    for finding in spacelint.lint(title):
        assert finding.message in shown(page.post("write/look", {"title": title}))


def test_a_safe_fix_is_one_button_and_an_unsafe_one_shows_before_and_after(page):
    answer = page.post("write/look", {"title": "Meet us at great#tag #AT&T"})
    safe, _, unsafe = answer.text.partition('<details class="choice">')
    assert 'value="Meet us at great #tag #AT&amp;T"' in safe
    text = " ".join(unsafe.split())
    assert '<dt>Before</dt><dd dir="auto">Meet us at great#tag #AT&amp;T</dd>' in text
    assert '<dt>After</dt><dd dir="auto">Meet us at great#tag #ATT</dd>' in text


def test_taking_a_fix_by_form_offers_the_way_back(page):
    before, after = "Meet us at great#tag", "Meet us at great #tag"
    answer = page.post("write", {"title": before, "take": after})
    assert f">\n{after}</textarea>" in answer.text
    assert before in takes(answer)


def test_host_speakers_campaign_and_start_have_their_rules(page):
    title = {"title": "A town hall on remote work"}
    alone = shown(page.post("write/look", title))
    assert "AcmeWinter" not in alone
    told = shown(page.post("write/look", {**title, "campaign": "winter"}))
    assert "#AcmeWinter" in told
    told = shown(page.post("write/look", {**title, "start": "next tuesday"}))
    assert "SL007" in told
    told = shown(
        page.post("write/look", {"title": "Town hall, live at 8pm", "start": "2026-12-10 18:00"})
    )
    assert "8pm" in told
    assert "SL606" in told


def test_a_campaign_is_asked_for_in_the_better_titles(page):
    answer = page.post(
        "write/better", {"title": "A town hall on remote work", "campaign": "winter"}
    )
    assert any("#AcmeWinter" in title for title in takes(answer))


def test_a_start_without_a_zone_is_meant_in_the_zone_of_the_book(page):
    told = shown(page.post("write/look", {"title": "Town hall", "start": "2026-12-10 18:00"}))
    assert "zone" not in told
    assert "Without a zone it is meant in Europe/Berlin" in shown(page.get("write"))


def test_line_ends_of_a_form_are_those_that_were_typed(page):
    answer = page.post("write/look", {"title": "One\r\ntwo #AT&T"})
    assert "One\ntwo" in html.unescape(answer.text)
    assert "\r" not in answer.text


HOSTILE = '</textarea></title><script>alert(1)</script><img src=x onerror="alert(1)">\'"&lt;{{7*7}}'


@pytest.mark.parametrize("field", ["title", "host", "speakers", "campaign", "start", "take"])
def test_a_hostile_text_is_shown_and_never_run(page, field):
    form = {"title": "Town hall #AT&T", field: HOSTILE + " #AT&T"}
    for path in ("write", "write/look", "write/better"):
        answer = page.post(path, form)
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text
        assert "<img" not in answer.text
        assert "49" not in re.sub(r"\d+/70", "", shown(answer)).split()


def test_what_nobody_sees_is_spelled_out(page):
    answer = page.post("write/look", {"title": "Town\u202ehall \u200b#AT&T\x1b[31m"})
    card = answer.text.partition('data-part="marks"')[0]
    assert "&lt;U+202E&gt;" in card
    assert "\x1b" not in card


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=90), st.text(max_size=20), st.text(max_size=20))
def test_any_text_in_any_field_has_an_answer(page, title, host, start):
    form = {"title": title.encode("utf-8", "replace"), "host": host.encode("utf-8", "replace"),
            "start": start.encode("utf-8", "replace")}  # fmt: skip
    for path in ("write/look", "write"):
        answer = page.post(path, form)
        assert answer.status_code == 200
        assert "<script>" not in answer.text


def test_without_a_book_the_built_in_rules_speak(tmp_path):
    with Page(tmp_path, "--isolated") as served:
        assert "SL103" in shown(served.post("write/look", {"title": "Town hall #AT&T"}))
