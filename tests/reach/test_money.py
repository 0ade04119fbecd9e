"""What a look-up costs is known before it is made."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from packages import xapi


def test_the_price_table_is_dated_newest_first():
    days = [table.since for table in xapi.PRICES]
    assert days == sorted(days, reverse=True)
    table = xapi.prices_on("2026-11-01")
    assert (table.user, table.space, table.counts) == (10, 5, 5)
    assert xapi.prices_on("1999-01-01") == xapi.PRICES[-1]


@pytest.mark.parametrize(
    ("text", "mills"),
    [("0.50", 500), ("$2", 2000), (".5", 500), ("0", 0), ("0.0019", 1), (" 1.005 ", 1005)],
)
def test_amounts_are_read_as_dollars(text, mills):
    assert xapi.mills(text) == mills


@pytest.mark.parametrize("text", ["", "$", "-1", "1e9", "nan", "0,50", "1.2.3", "٣", "9" * 99])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(ValueError, match="not an amount of dollars"):
        xapi.mills(text)


def test_mills_are_shown_as_dollars():
    shown = [xapi.dollars(n) for n in (0, 5, 500, 12345)]
    assert shown == ["$0.000", "$0.005", "$0.500", "$12.345"]


def test_an_estimate_counts_requests_and_the_highest_price_and_makes_no_file(cache_path):
    handles = tuple(f"user{i}" for i in range(150))
    plan = xapi.estimate(xapi.Ask(handles, ("one", "two"), page=10), cache_path)
    # 150 users at a cent; two count requests; two searches of ten Spaces with their creators.
    assert len(plan.calls) == 2 + 2 + 2
    assert plan.at_most == 150 * 10 + 2 * 5 + 2 * 10 * (5 + 10)
    assert not Path(cache_path).parent.exists()


def test_above_the_limit_nothing_is_sent(x, ask):
    with pytest.raises(xapi.TooDearError, match=r"1 request may cost up to \$0.510, more than"):
        ask([f"user{i}" for i in range(51)], limit=xapi.DEFAULT_LIMIT)
    assert x.log == []
    x.everyone_exists = True
    assert ask([f"user{i}" for i in range(50)], limit=xapi.DEFAULT_LIMIT).sent == 1


def test_what_is_known_today_is_not_paid_again(x, ask, cache_path):
    x.everyone_exists = True
    ask(["one", "two"])
    plan = xapi.estimate(xapi.Ask(("ONE", "two", "three")), cache_path)
    assert (plan.cached, plan.at_most) == (2, 10)
    tomorrow = xapi.estimate(xapi.Ask(("one",)), cache_path, time.time() + 86400)
    assert (tomorrow.cached, tomorrow.at_most) == (0, 10)


def test_what_was_spent_counts_each_resource_that_came_back_once(x, ask):
    x.account("AcmeHQ")
    x.spaces = [{"id": i, "title": "#one #two", "creator_id": "1000"} for i in ("1a", "1b")]
    answer = ask(["AcmeHQ", "nobody"], ["one", "two"])
    # One account (it hosts both Spaces), two count requests, two Spaces found twice.
    assert answer.spent == 10 + 2 * 5 + 2 * 5


def test_an_account_that_came_with_a_space_is_known_today(x, ask):
    x.account("AcmeHQ")
    x.spaces = [{"id": "1a", "title": "#one", "creator_id": "1000"}]
    ask([], ["one"])
    assert ask(["acmehq"]).sent == 0
