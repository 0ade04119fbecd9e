"""Answers as X was seen to give them: an unknown answer is never zero, a refusal never the end."""

from __future__ import annotations

import gzip
import json
import random
import time
from datetime import UTC, datetime

import fake_x
import pytest
from packages import incomplete

from spacelint.reach.facts import gather
from spacelint.reach.table import render
from spacelint.reach.values import Question
from spacelint.reach.xapi.models import Patience

ONLY_ERRORS = {"errors": [{"title": "Service Unavailable", "detail": "Try later",
                           "type": "about:blank", "status": 503}]}  # fmt: skip
FORBIDDEN = {
    "title": "Client Forbidden", "reason": "client-not-enrolled", "detail": "not enrolled",
    "type": "https://api.twitter.com/2/problems/client-forbidden",
}  # fmt: skip


def facts(answer, title="AMA @jack #acme"):
    (made,) = gather([Question(title)], today="2026-11-23", answer=answer)
    return {fact.what: fact for _, each in made.facts for fact in each if fact.source == "X API"}


NO_COUNT = "X's answer doesn't say how many posts there are"
SOME_LEFT_OUT = {"errors": [{"title": "Partial", "detail": "some were not counted"}]}


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (ONLY_ERRORS, "X says: Service Unavailable: Try later"),
        ({}, NO_COUNT),
        ({"data": [], "meta": {}}, NO_COUNT),
        ({"data": [{"start": "2026-11-22T00:00:00Z", "end": "x", "posts": 4}],
          "meta": {"total_posts": 4}}, NO_COUNT),
        ({"meta": {"total_post_count": -4}}, NO_COUNT),
        ({"meta": {"total_post_count": 10**15}}, NO_COUNT),
        ({"meta": {"total_post_count": 1.5}}, NO_COUNT),
        ({"meta": {"total_post_count": True}}, NO_COUNT),
        ({"meta": {"total_post_count": 0}, "data": [
            {"start": "2026-11-22T00:00:00Z", "end": "2026-11-23T00:00:00Z", "post_count": 9}]},
         "X's answer contradicts itself"),
        ({"meta": {"total_post_count": 9}, "data": [
            {"start": "2026-11-22T00:00:00Z", "end": "2026-11-23T00:00:00Z", "post_count": 0}]},
         "X's answer contradicts itself"),
        ({"data": [], "meta": {"total_post_count": 0}, **SOME_LEFT_OUT},
         "X says: Partial: some were not counted"),
    ],
    ids=["errors", "empty", "no count", "renamed", "negative", "absurd", "part", "true", "both",
         "only the days zero",
         "zero beside errors"],
)  # fmt: skip
def test_counts_that_x_does_not_tell_are_unknown_and_asked_again(x, ask, body, why):
    x.counts["acme"] = [5] * 7
    x.script = [{"json": body}]
    answer = ask([], ["acme"], spaces=False)
    assert answer.counts == {}
    assert answer.unknown == {("counts", "acme"): why}
    fact = facts(answer, "AMA #acme")["posts"]
    assert (fact.state, fact.value) == ("unknown", None)
    assert fact.text == f"posts in the last seven days: unknown ({why})"
    again = ask([], ["acme"], spaces=False)
    assert (again.cached, again.counts["acme"].total) == (0, 35)


@pytest.mark.parametrize(
    "body", [{}, ONLY_ERRORS, {"data": []}, {"meta": {"result_count": 3}}, {"data": [{"x": 1}]}]
)
def test_spaces_that_x_does_not_tell_are_unknown_and_asked_again(x, ask, body):
    x.script = [{"json": body}]
    answer = ask([], ["acme"], counts=False)
    assert answer.spaces == {}
    assert facts(answer, "AMA #acme")["spaces"].state == "unknown"
    again = ask([], ["acme"], counts=False)
    assert again.cached == 0
    assert again.spaces["acme"].spaces == (), "result_count 0 is an answer"


@pytest.mark.parametrize("body", [{}, ONLY_ERRORS, {"data": []}, {"data": [{"name": "Jack"}]}])
def test_accounts_that_x_does_not_tell_are_unknown_and_asked_again(x, ask, body):
    x.account("jack")
    x.script = [{"json": body}]
    answer = ask(["jack"])
    assert answer.accounts["jack"].state == "unknown"
    assert facts(answer)["account"].text.startswith("whether this account exists: unknown (X")
    assert ask(["jack"]).accounts["jack"].state == "exists"


def test_a_live_space_without_a_title_is_a_space(x, ask):
    started = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 60))
    space = {"id": "1a", "title": None, "state": "live", "started_at": started}
    x.script = [{"json": {"data": [space], "meta": {"result_count": 1}}}]
    answer = ask([], ["acme"], counts=False)
    assert [each.id for each in answer.spaces["acme"].spaces] == ["1a"]
    assert facts(answer, "AMA #acme")["spaces"].text.endswith(
        "1 Space found for it without a title"
    )


def test_what_was_not_asked_is_said_not_to_be(x, ask):
    answer = ask([], ["acme"], spaces=False)
    assert facts(answer)["spaces"].state == "not asked"
    assert facts(answer)["account"].state == "not asked"


@pytest.mark.parametrize(
    ("status", "body"),
    [(404, b""), (410, b""), (403, json.dumps(FORBIDDEN).encode()), (402, b""),
     (403, json.dumps({"title": "Forbidden", "detail": "Spend cap reached"}).encode()),
     (429, json.dumps({"title": "UsageCapExceeded", "detail": "Monthly cap",
                       "type": "https://api.x.com/2/problems/usage-capped"}).encode()),
     (403, json.dumps({"title": "Unsupported Authentication", "detail": "App-Only is forbidden",
                       "type": "https://api.x.com/2/problems/unsupported-authentication"}).encode()),
     (500, b"oh"), (200, b"<html>"), (200, b""), (302, b"")],
    ids=["404", "410", "403", "402", "spend", "cap", "kind", "500", "html", "empty", "redirect"],
)  # fmt: skip
@pytest.mark.parametrize("at", [0, 1, 2], ids=["users", "counts", "spaces"])
def test_one_endpoints_failure_ends_that_question_only(x, ask, at, status, body):
    x.account("jack")
    tries = 3 if status == 500 else 1
    x.script = [{}] * at + [{"status": status, "raw": body}] * tries
    answer = ask(["jack"], ["acme"])
    kinds = {kind for kind, _ in answer.unknown}
    assert kinds == {("user", "counts", "spaces")[at]}
    assert answer.stopped is None
    assert "does not take the token" not in incomplete(answer)
    assert (answer.accounts["jack"].state == "exists") is (at != 0)
    assert ("acme" in answer.counts) is (at != 1)
    assert ("acme" in answer.spaces) is (at != 2)


def test_a_limit_of_24_hours_is_read_and_its_end_has_a_date(x, ask):
    now = int(time.time())
    hours = now + 22 * 3600
    x.script = [{"status": 429, "raw": b"", "headers": {
        "x-rate-limit-remaining": "0", "x-rate-limit-reset": str(now + 60),
        "x-app-limit-24hour-limit": "500", "x-app-limit-24hour-remaining": "0",
        "x-app-limit-24hour-reset": str(hours)}}]  # fmt: skip
    answer = ask([], ["acme"], spaces=False, policy=Patience(tries=1, wait=True))
    when = time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime(hours))
    assert incomplete(answer) == (
        f"X allows no more of these calls in 24 hours (429); it allows more from {when}"
    )


def test_of_two_limits_the_one_that_is_used_up_matters(x, ask):
    now = int(time.time())
    x.script = [{"status": 429, "raw": b"", "headers": {
        "x-rate-limit-remaining": "0", "x-rate-limit-reset": str(now + 600),
        "x-app-limit-24hour-remaining": "477",
        "x-app-limit-24hour-reset": str(now + 70000)}}]  # fmt: skip
    answer = ask([], ["acme"], spaces=False)
    assert incomplete(answer).endswith(time.strftime("%H:%M:%S UTC", time.gmtime(now + 600)))


@pytest.mark.parametrize("name", ["reset_date", "reset"])
def test_the_reset_date_of_a_cap_is_told(x, ask, name):
    x.script = [{"status": 429, "json": {
        "title": "UsageCapExceeded", "detail": "Usage cap exceeded", "period": "Monthly",
        "type": "https://api.x.com/2/problems/usage-capped",
        name: "2031-12-01T00:00:00.000Z"}}]  # fmt: skip
    assert "X resets it at 2031-12-01 00:00 UTC" in incomplete(ask(["jack"]))


def test_the_words_of_x_are_cut_at_a_word(x, ask):
    x.script = [{"status": 403, "json": {"title": "Forbidden", "detail": "wordy " * 100}}]
    said = incomplete(ask(["jack"]))
    assert said.endswith("wordy wordy…")
    assert len(said) < 280


@pytest.mark.parametrize("at", [0, 1, 2])
@pytest.mark.parametrize("seed", range(12))
def test_shuffled_truncated_doubled_and_mislabelled_answers_are_never_zero(x, ask, seed, at):
    x.account("jack")
    x.counts["acme"] = [7] * 7
    x.spaces = [{"id": "1a", "title": "#acme", "state": "live", "creator_id": "1000"}]
    good = [fake_x._ANSWERS[path](x, params) for path, params in (
        ("/2/users/by", {"usernames": "jack"}), ("/2/tweets/counts/recent", {"query": "#acme"}),
        ("/2/spaces/search", {"query": "#acme"}))]  # fmt: skip
    chance = random.Random(seed * 3 + at)
    raw = json.dumps(good[at]).encode()
    kind = seed % 6
    if kind == 0:  # another endpoint's answer
        fault = {"json": good[(at + 1 + seed % 2) % 3]}
    elif kind == 1:
        fault = {"raw": raw[: chance.randrange(1, len(raw) - 1)]}
    elif kind == 2:
        fault = {"raw": raw + raw}
    elif kind == 3:
        fault = {"raw": raw, "headers": {"content-encoding": "gzip"}}
    elif kind == 4:
        fault = {"raw": gzip.compress(raw)[:-9], "headers": {"content-encoding": "gzip"}}
    else:
        fault = {"raw": gzip.compress(raw)}
    x.script = [{}] * at + [fault] * 3
    answer = ask(["jack"], ["acme"])
    assert answer.accounts["jack"].state in ("exists", "unknown")
    assert "acme" not in answer.counts or answer.counts["acme"].total == 49
    assert "acme" not in answer.spaces or answer.spaces["acme"].spaces
    assert all(part.isprintable() for part in answer.reasons)
    assert render(gather([Question("AMA @jack #acme")], today="2026-11-23", answer=answer))


def test_an_answer_whose_records_come_twice_is_read_once(x, ask):
    x.counts["acme"] = [1, 2, 3, 4, 5, 6, 7]
    body = fake_x._ANSWERS["/2/tweets/counts/recent"](x, {"query": "#acme"})
    x.script = [{"json": {"data": body["data"][::-1] * 2}}]
    counts = ask([], ["acme"], spaces=False).counts["acme"]
    assert counts.total == 28
    assert [day.posts for day in counts.days] == [1, 2, 3, 4, 5, 6, 7]


def test_a_body_of_200_mb_is_left_after_8(x, ask):
    x.script = [{"raw": gzip.compress(b" " * 200_000_000, 1),
                 "headers": {"content-encoding": "gzip"}}]  # fmt: skip
    x.account("jack")
    answer = ask(["jack"], ["acme"])
    assert answer.unknown == {("user", "jack"): "X's answer has more than 8,000,000 bytes"}


def test_an_answer_that_drips_is_given_up_in_bounded_time(x, ask):
    x.script = [{"drip": 0.1}] * 4
    began = time.monotonic()
    answer = ask(["jack"], policy=Patience(tries=4, timeout=0.5))
    assert time.monotonic() - began < 5
    assert len(x.log) == 1, "another try would drip as long"
    assert incomplete(answer) == "127.0.0.1 didn't answer in full within 0.5 seconds"


def test_an_endpoint_that_is_slow_does_not_keep_the_others_from_being_asked(x, ask):
    x.account("jack")
    x.script = [{"sleep": 1.0}]
    answer = ask(["jack"], ["acme"], policy=Patience(tries=2, pause=0.01, timeout=0.3))
    assert answer.accounts["jack"].state == "unknown"
    assert "acme" in answer.counts
    assert "acme" in answer.spaces


def test_names_titles_and_problems_of_any_length_are_bounded(x, ask):
    long = "x" * 90_000
    x.script = [
        {"json": {"data": [{"username": "jack", "name": long, "id": "1"}],
                  "errors": [{"title": f"Odd {n}", "detail": long} for n in range(80)]}},
        {"json": {"data": [{"id": "1a", "title": "#acme " + long, "state": long}]}},
    ]  # fmt: skip
    began = time.monotonic()
    answer = ask(["jack"], ["acme"], counts=False)
    shown = render(gather([Question("AMA @jack #acme")], today="2026-11-23", answer=answer))
    assert time.monotonic() - began < 5
    assert len(answer.notes) <= 5
    assert max(map(len, answer.notes)) < 300
    assert max(map(len, shown.splitlines())) < 400


def test_a_clock_a_year_off_goes_by_that_of_x(x, ask):
    x.clock = 366 * 86400
    x.counts["acme"] = [1] * 7
    answer = ask([], ["acme"], spaces=False)
    assert answer.counts["acme"].total == 7
    assert "366 days behind X's" in answer.notes[0]


def test_some_posts_beside_a_problem_are_told_with_it(x, ask):
    x.script = [{"json": {"meta": {"total_post_count": 4}, **SOME_LEFT_OUT}}]
    answer = ask([], ["acme"], spaces=False)
    assert answer.counts["acme"].total == 4
    assert answer.notes == ("X says: Partial: some were not counted",)


def test_no_space_beside_a_problem_is_unknown(x, ask):
    x.script = [{"json": {"meta": {"result_count": 0}, **SOME_LEFT_OUT}}]
    answer = ask([], ["acme"], counts=False)
    assert answer.unknown == {("spaces", "acme"): "X says: Partial: some were not counted"}


def test_an_account_that_x_both_names_and_misses_is_unknown(x, ask):
    x.account("jack")
    missing = {"value": "jack", "title": "Not Found Error", "detail": "Could not find user",
               "type": "https://api.x.com/2/problems/resource-not-found"}  # fmt: skip
    x.script = [{"json": {"data": [x.accounts["jack"]], "errors": [missing]}}]
    answer = ask(["jack"])
    assert answer.unknown == {("user", "jack"): "X's answer contradicts itself"}
    assert ask(["jack"]).accounts["jack"].state == "exists"


@pytest.mark.parametrize(
    "headers",
    [{"x-rate-limit-reset": ""}, {"x-rate-limit-reset": "1000"}, {"x-rate-limit-reset": "-5"},
     {"x-rate-limit-reset": "soon", "x-rate-limit-remaining": "none"},
     {"x-rate-limit-reset": "99999999999"}, {"x-rate-limit-reset": "", "retry-after": "soon"}],
    ids=["none", "past", "negative", "words", "far", "retry-after in words"],
)  # fmt: skip
def test_an_end_of_a_limit_that_x_does_not_name_is_not_made_up(x, ask, headers):
    x.script = [{"status": 429, "raw": b"", "headers": {"x-rate-limit-remaining": "0", **headers}}]
    assert incomplete(ask(["jack"])) == (
        "X allows no more of these calls for now (429); it doesn't say from when it does"
    )


def test_a_date_to_retry_after_is_read(x, ask):
    at = time.time() + 5 * 3600
    header = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(at))
    x.script = [{"status": 429, "raw": b"", "headers": {
        "x-rate-limit-reset": "", "retry-after": header}}]  # fmt: skip
    when = time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime(int(at)))
    assert incomplete(ask(["jack"])).endswith(f"it allows more from {when}")


@pytest.mark.parametrize("detail", ["Usage cap exceeded", "Usage cap exceeded."])
def test_what_is_told_after_the_words_of_x_is_a_sentence_of_its_own(x, ask, detail):
    x.script = [{"status": 429, "json": {"title": "Cap", "detail": detail, "reset": "2031-12-01",
                                         "type": "x/usage-capped"}}]  # fmt: skip
    assert incomplete(ask(["jack"])) == (
        "the usage cap or credit of this X app is used up (429). X says: Cap: Usage cap exceeded. "
        "X resets it at 2031-12-01 00:00 UTC"
    )


def test_a_refusal_without_words_of_x_has_no_stop_in_its_middle(x, ask):
    for status in (402, 403, 404, 410, 418, 451):
        x.script = [{"status": status, "raw": b""}]
        assert incomplete(ask(["jack"])).endswith(f"({status})")


def test_what_cost_nothing_is_said_so(x, with_x):
    assert "asked X 1 time, at no cost\n" in with_x("reach", "--live", "AMA @jack").stderr
    x.script = [{"drop": True}] * 4
    # Whether X charges for an answer that broke off is not known.
    assert "asked X 4 times\n" in with_x("reach", "--live", "AMA @bea").stderr


HOUR = datetime(2031, 12, 2, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("space", "number", "said"),
    [
        ({"scheduled_start": None}, 1, "unknown (X doesn't say when 1 of them start)"),
        ({"scheduled_start": "2031-12-09T18:00:00Z"}, 50, "unknown (X's list goes on)"),
        ({"scheduled_start": "2031-12-02T18:30:00Z"}, 50, "1 or more Spaces with this tag"),
        ({"scheduled_start": "2031-12-02T18:30:00Z"}, 1, "1 Space with this tag within"),
        ({"scheduled_start": "2031-12-02T18:30:00Z", "state": "ended"}, 1, "0 Spaces with this"),
        ({"scheduled_start": "2031-12-09T18:00:00Z"}, 1, "0 Spaces with this tag within an hour"),
    ],
    ids=["no start", "cut off", "cut off, one seen", "one", "ended", "another day"],
)
def test_spaces_of_an_hour_that_were_not_seen_are_no_zero(x, ask, space, number, said):
    found = {"id": "1a", "title": "Live #acme", "state": "scheduled", **space}
    x.script = [{"json": {"data": [found], "meta": {"result_count": number}}}]
    answer = ask([], ["acme"], counts=False)
    made = gather([Question("AMA #acme", HOUR)], today="2026-11-29", answer=answer)
    (fact,) = [f for title in made for _, each in title.facts for f in each
               if f.what == "spaces-at-hour"]  # fmt: skip
    assert said in fact.text
    assert (fact.state == "unknown") == (fact.value is None) == ("unknown" in said)


def test_a_check_says_that_x_has_more_spaces_than_it_read(x, with_x, tmp_path):
    x.spaces = [{"id": f"1a{n}", "title": "Live #acme", "state": "scheduled",
                 "scheduled_start": "2031-12-09T18:00:00Z"} for n in range(12)]  # fmt: skip
    (tmp_path / "p.toml").write_text(
        '[[spaces]]\ntitle = "AMA #acme"\nstart = "2031-12-02T18:00Z"\n'
    )
    check = ("check", "p.toml", "--live", "--select", "SL805")
    done = with_x(*check)
    assert "SL805 looked at 10 Spaces found for #acme; X has more (--spaces asks" in done.stderr
    assert done.returncode == 0
    assert "X has more" not in with_x(*check, "--spaces", "100").stderr
