"""What the client makes of X's answers."""

from __future__ import annotations

import fake_x
import pytest
from packages import incomplete, xapi

TOO_LONG = "way_too_long_a_handle"


@pytest.mark.parametrize("version", ["2.165", "2.167"])
def test_both_spellings_of_both_versions_are_read(x, ask, version):
    x.version = version
    x.account("AcmeHQ", followers=1234, verified_type="business")
    x.counts["acme"] = [1, 2, 3, 4, 5, 6, 7]
    x.suspended.add("baddy")
    answer = ask(["AcmeHQ", "baddy", "nobody"], ["Acme"])
    assert answer.accounts["acmehq"].followers == 1234
    assert answer.accounts["baddy"].state == "suspended"
    assert answer.accounts["nobody"].state == "missing"
    assert answer.counts["acme"].total == 28
    assert [day.posts for day in answer.counts["acme"].days] == [1, 2, 3, 4, 5, 6, 7]
    assert incomplete(answer) is None


def test_a_hundred_handles_make_one_call_and_one_more_makes_two(x, ask):
    x.everyone_exists = True
    assert ask([f"user{i}" for i in range(100)]).sent == 1
    assert ask([f"other{i}" for i in range(101)]).sent == 2


def test_a_handle_or_tag_in_other_capitals_is_the_same_question(x, ask):
    x.account("AcmeHQ")
    answer = ask(["AcmeHQ", "acmehq", "@ACMEHQ"], ["Acme", "#ACME", "acme"], spaces=False)
    assert answer.sent == 2
    assert x.log[0].query_params["usernames"] == "acmehq"
    assert list(answer.accounts) == ["acmehq"]


def test_a_handle_x_cannot_have_is_not_asked_for(x, ask):
    answer = ask([TOO_LONG, "bad-handle", ""])
    assert answer.sent == 0
    assert answer.accounts[TOO_LONG].state == "impossible"
    assert "" not in answer.accounts


def test_a_tag_that_could_be_a_search_operator_is_not_asked_for(x, ask):
    assert ask([], ['a" OR from:jack', "a b", "-x"]).sent == 0


def test_a_whole_failure_with_status_200_says_so_of_every_handle(x, ask):
    x.suspended = {"one", "two"}
    answer = ask(["one", "two"])
    assert {account.state for account in answer.accounts.values()} == {"suspended"}


def test_a_whole_failure_with_status_404_is_read_the_same(x, ask):
    x.script = [{"status": 404, "json": {"errors": [{
        "value": "gone", "title": "Not Found Error", "detail": "Could not find user [gone].",
        "type": "https://api.elsewhere.example/2/problems/resource-not-found"}]}}]  # fmt: skip
    assert ask(["gone"]).accounts["gone"].state == "missing"


def test_an_error_that_names_no_handle_is_the_reason_why_the_handle_stays_unknown(x, ask):
    x.script = [{"json": {"errors": [{"title": "Odd", "detail": "Something \x1b[31m else",
                                      "type": "about:blank"}]}}]  # fmt: skip
    answer = ask(["jack"])
    assert answer.accounts["jack"].state == "unknown"
    assert answer.unknown == {("user", "jack"): "X says: Odd: Something <U+001B>[31m else"}


def test_the_old_error_shape_of_a_used_up_limit_is_understood(x, ask):
    x.script = [{"json": {"errors": [{"code": 88, "message": "Rate limit exceeded"}]}}]
    answer = ask(["jack"])
    assert incomplete(answer).startswith("X allows no more of these calls for now; it doesn't say")


def test_the_old_error_shape_of_a_bad_token_is_understood(x, ask):
    x.script = [{"status": 401, "json": {"errors": [{"code": 89, "message": "Invalid token"}]}}]
    assert "X doesn't take the token" in incomplete(ask(["jack"]))


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (403, {"title": "Client Forbidden", "reason": "client-not-enrolled",
               "type": "https://api.twitter.com/2/problems/client-forbidden",
               "detail": "When authenticating requests to the X API v2 endpoints, use keys from a "
                         "Project."}, "needs a project with access to it"),
        (403, {"title": "Unsupported Authentication", "detail": "OAuth 2.0 Application-Only",
               "type": "https://api.x.com/2/problems/unsupported-authentication"},
         "takes no token of this kind for this call"),
        (402, {"title": "CreditsDepleted", "detail": "no credits", "type": "about:blank"},
         "is used up (402)"),
        (429, {"title": "UsageCapExceeded", "detail": "Usage cap exceeded: Monthly product cap",
               "type": "https://api.x.com/2/problems/usage-capped", "period": "Monthly"},
         "usage cap or credit of this X app is used up"),
    ],
    ids=["not enrolled", "wrong kind", "no credit", "cap"],
)  # fmt: skip
def test_an_endpoint_that_is_refused_ends_that_question_and_no_other(x, ask, status, body, words):
    x.account("jack")
    x.script = [{}, {"status": status, "json": body}]
    answer = ask(["jack"], ["acme", "other"])
    assert answer.accounts["jack"].state == "exists"
    assert set(answer.unknown) == {("counts", "acme"), ("counts", "other")}
    assert set(answer.spaces) == {"acme", "other"}
    assert words in incomplete(answer)
    assert answer.sent == 4, "an endpoint that refused is not asked for the second tag"


def test_a_token_that_x_does_not_take_at_the_first_call_stops_all(x, ask):
    x.script = [{"status": 401, "json": {"title": "Unauthorized", "detail": "Unauthorized"}}]
    answer = ask(["jack"], ["acme"])
    assert "mistyped, expired, revoked" in answer.stopped
    assert answer.sent == 1
    assert len(answer.unknown) == 3


def test_a_token_that_worked_is_not_called_wrong_by_a_later_call(x, ask):
    x.account("jack")
    x.script = [{}, {"status": 401, "json": {"title": "Unauthorized", "detail": "Unauthorized"}}]
    answer = ask(["jack"], ["acme"])
    assert answer.stopped is None
    assert "X doesn't take this token for this call (401)" in incomplete(answer)
    assert "acme" in answer.spaces


def test_a_call_that_x_finds_wrong_does_not_keep_the_others_from_being_made(x, ask):
    x.script = [{"status": 400, "json": {
        "title": "Invalid Request", "detail": "One or more parameters is invalid.",
        "type": "https://api.x.com/2/problems/invalid-request"}}]  # fmt: skip
    answer = ask(["jack"], ["acme"])
    assert answer.sent == 3
    assert answer.unknown == {
        ("user", "jack"): "X refused the call (400). X says: Invalid Request: One or more "
        "parameters is invalid"
    }


def test_an_answer_that_is_not_json_is_quoted_by_its_first_200_characters_escaped(x, ask):
    x.script = [{"raw": b"<html>\x1b]0;owned\x07" + b"x" * 500}]
    answer = ask(["jack"])
    assert incomplete(answer) == (
        r"X's answer (200) is not the JSON it should be: '<html><U+001B>]0;owned<U+0007>"
        + "x" * 170 + "…'"
    )  # fmt: skip


@pytest.mark.parametrize(
    "raw", [b"[" * 200_000, b"[]", b"null", b"\xff\xfe"], ids=["deep", "list", "null", "bytes"]
)
def test_an_answer_of_another_shape_is_an_error_with_a_sentence(x, ask, raw):
    x.script = [{"raw": raw}]
    assert "is not the JSON it should be" in incomplete(ask(["jack"]))


def test_an_empty_answer_is_an_error_that_says_so(x, ask):
    x.script = [{"raw": b""}]
    assert incomplete(ask(["jack"])) == "X's answer (200) is empty"


def test_an_endless_answer_is_cut_off(x, ask):
    x.script = [{"raw": b" " * 9_000_000}]
    assert incomplete(ask(["jack"])) == "X's answer has more than 8,000,000 bytes"


def test_fields_of_odd_types_are_passed_over(x, ask):
    x.script = [
        {"json": {"data": [{"username": "jack", "id": 12, "public_metrics": [],
                            "protected": "no", "verified": None}, "text", None, {"id": "9"}]}},
        {"json": {"data": [{"start": 1, "end": 2, "post_count": "many"}, 7], "meta": "x"}},
        {"json": {"data": [{"id": "1a", "host_ids": "nobody"}, {"title": "no id"}], "meta": 3}},
    ]  # fmt: skip
    answer = ask(["jack"], ["acme"])
    assert answer.accounts["jack"].state == "exists"
    assert answer.accounts["jack"].followers is None
    assert answer.unknown == {("counts", "acme"): "X's answer doesn't say how many posts there are"}
    assert [space.id for space in answer.spaces["acme"].spaces] == ["1a"]


def test_spaces_come_with_the_handle_of_their_host(x, ask):
    x.account("AcmeHQ")
    x.spaces = [{"id": "1a", "title": "#Acme now", "state": "live", "creator_id": "1000"},
                {"id": "1b", "title": "else", "state": "live", "creator_id": "1000"}]  # fmt: skip
    answer = ask([], ["acme"], space_ids=("1b",), host_ids=("1000",))
    assert [(s.id, s.host) for s in answer.spaces["acme"].spaces] == [("1a", "AcmeHQ")]
    assert answer.by_id["1b"].spaces[0].title == "else"
    assert {space.id for space in answer.by_host["1000"].spaces} == {"1a", "1b"}


def test_a_second_run_on_the_same_day_sends_nothing_and_says_so(x, ask):
    x.account("AcmeHQ")
    x.suspended.add("baddy")
    question = (["AcmeHQ", "baddy", "nobody"], ["acme"])
    first = ask(*question)
    second = ask(*question)
    assert (second.sent, second.spent, second.cached) == (0, 0, 5)
    assert second.accounts["acmehq"].cached
    assert second.accounts["acmehq"]._replace(cached=False) == first.accounts["acmehq"]
    assert second.accounts["baddy"].state == "suspended"


def test_the_next_day_asks_again(x, ask):
    import time

    x.account("AcmeHQ")
    ask(["AcmeHQ"])
    assert ask(["AcmeHQ"], now=time.time() + 86400).sent == 1


def test_a_handle_that_vanished_is_found_under_its_new_name(x, ask):
    import time

    x.account("AcmeOld")
    ask(["AcmeOld"])
    x.accounts["acmenew"] = x.accounts.pop("acmeold") | {"username": "AcmeNew"}
    tomorrow = time.time() + 86400
    x.clock = 86400
    ask(["AcmeNew"], now=tomorrow)
    account = ask(["AcmeOld"], now=tomorrow).accounts["acmeold"]
    assert (account.state, account.renamed_to) == ("missing", "acmenew")


def test_a_handle_that_another_account_took_over_is_said_so(x, ask):
    x.account("AcmeHQ")
    ask(["AcmeHQ"])
    x.accounts["acmehq"]["id"] = "777"
    import time

    x.clock = 86400
    assert ask(["AcmeHQ"], now=time.time() + 86400).accounts["acmehq"].other_account


@pytest.mark.parametrize("schema", [False, True])
def test_a_damaged_cache_is_made_anew_and_the_look_up_goes_on(x, ask, cache_path, schema):
    from pathlib import Path

    x.account("AcmeHQ")
    ask(["AcmeHQ"])
    for tail in ("", "-wal"):
        if Path(cache_path + tail).exists():
            whole = Path(cache_path + tail).read_bytes()
            broken = whole.replace(b"CREATE TABLE ", b"CREA\x89E TABLE ")  # SQLite quotes it
            if not schema:
                broken = b"not a database, but long enough to be one" * 99
            Path(cache_path + tail).write_bytes(broken)
    answer = ask(["AcmeHQ"])
    assert answer.accounts["acmehq"].state == "exists"
    assert any("damaged" in note for note in answer.notes)
    assert ask(["AcmeHQ"]).sent == 0


def test_a_cache_that_cannot_be_written_costs_a_note_and_nothing_else(x, tmp_path, address):
    x.account("AcmeHQ")
    (tmp_path / "file").write_text("")
    answer = xapi.look_up(
        xapi.Ask(("AcmeHQ",)),
        cache_path=str(tmp_path / "file" / "x.sqlite3"),
        token=lambda: xapi.Token(fake_x.TOKEN),
        host=lambda: xapi.api_host({"SPACELINT_X_TEST_API": address}),
    )
    assert answer.accounts["acmehq"].state == "exists"
    assert len(answer.notes) == 1
    assert "answers are not kept" in answer.notes[0]
