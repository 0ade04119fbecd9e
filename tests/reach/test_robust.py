"""Whatever X, a clock or a file says, there is an answer or a sentence, never a traceback."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import fake_x
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from make_archive import files, post, space, space_id, unpacked, zipped
from packages import history, xapi

from spacelint.reach.facts import gather
from spacelint.reach.history.download import read_mentions, read_owner, read_post, read_space
from spacelint.reach.history.records import utc
from spacelint.reach.table import render
from spacelint.reach.values import Question
from spacelint.reach.xapi.models import Patience
from spacelint.reach.xapi.waits import server_clock

KEYS = st.sampled_from(
    "data errors includes users meta id username public_metrics followers_count start end title"
    " post_count tweet_count total_post_count type detail value status code message host_ids"
    " creator_id state verified protected tweet entities urls expanded_url id_str full_text"
    " created_at spacesMetadata speakers userId sessions startedAt totalParticipated account"
    " accountId hashtags text user_mentions screen_name hostUserIds creatorUserId".split()
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False),
    st.text(max_size=12),
    st.sampled_from(
        ["jack", "acme", "1000", "https://x.com/i/spaces/1abc", "2026-01-01T00:00:00Z",
         "https://api.x.com/2/problems/resource-not-found", "Forbidden", "[jack]", "\ud800"]
    ),
)  # fmt: skip
BODIES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=20,
)


@pytest.fixture(scope="module")
def server():
    x = fake_x.FakeX()
    with fake_x.serving(x) as address:
        yield x, address


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(BODIES, min_size=3, max_size=3), st.sampled_from([200, 400, 401, 403, 404]))
def test_any_json_from_x_gives_an_answer_that_can_be_shown(
    server, tmp_path_factory, bodies, status
):
    x, address = server
    x.script = [{"raw": json.dumps(body).encode(), "status": status} for body in bodies]
    answer = xapi.look_up(
        xapi.Ask(("jack",), ("acme",)),
        cache_path=str(tmp_path_factory.mktemp("cache") / "x.sqlite3"),
        host=lambda: xapi.api_host({"SPACELINT_X_TEST_API": address}),
        token=lambda: xapi.Token(fake_x.TOKEN),
        terms=xapi.Terms(policy=Patience(tries=1)),
    )
    assert answer.accounts["jack"].state in ("exists", "suspended", "missing", "unknown")
    assert all(note.isprintable() for note in answer.notes)
    shown = render(gather([Question("AMA @jack #acme")], today="2026-11-23", answer=answer))
    assert "@jack" in shown


def test_half_characters_of_x_do_not_keep_an_answer_from_being_kept(x, ask):
    x.script = [
        {"raw": rb'{"data": [{"username": "jack", "id": "\ud83d", "name": "a\ud83d"}]}'},
        {
            "raw": rb'{"data": [{"start": "\udc00", "post_count": 1}], '
            rb'"meta": {"total_post_count": 1}}'
        },
        {"raw": rb'{"data": [{"id": "\ud83d", "title": "#acme \ud83d"}]}'},
    ]
    answer = ask(["jack"], ["acme", "\ud83d"])
    assert answer.accounts["jack"].name == "a\ufffd"
    assert ask(["jack"], ["acme"]).cached == 3


def test_half_characters_of_a_download_do_not_keep_it_from_being_imported(tmp_path):
    made = files([space(0)], [post(1, "Live \ud83d now", space=space_id(0), tags=("\ud83d",))])
    with history.history_at(str(tmp_path / "h.sqlite3"), create=True) as db:
        history.import_download(db, str(zipped(tmp_path / "a.zip", made)))
        history.apply_plans(db, [history.PlanNote(space_id(0), None, ("\ud83d",), ("\udc00",))])
        (found,) = history.past_spaces(db)
        assert found.title == "Live \ufffd now"
        history.apply_plans(db, [history.PlanNote(space_id(0), "A \ud83d")])
        assert history.past_spaces(db)[0].title == "A \ufffd"


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(BODIES)
def test_any_record_of_a_download_is_read_or_passed_over(record):
    for read in (read_owner, read_space, read_post):
        read(record)
    list(read_mentions(record))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.datetimes(datetime(1971, 1, 1), datetime(2100, 1, 1)))
def test_every_way_that_x_writes_a_time_means_the_same_instant(moment):
    moment = moment.replace(microsecond=0, tzinfo=UTC)
    expected = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    seconds = int(moment.timestamp())
    months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
    post = f"Sat {months[moment.month - 1]} {moment:%d %H:%M:%S} +0000 {moment.year}"
    ways = [expected, moment.isoformat(), f"{moment:%Y-%m-%dT%H:%M:%S}.123Z", post]
    ways += [str(seconds * 1000)] if seconds * 1000 > 10**11 else []
    for written in ways:
        assert utc(written) == expected


@given(st.text(max_size=40) | st.integers() | st.none() | st.floats())
def test_what_is_no_time_is_none(value):
    assert utc(value) is None or utc(value).endswith("Z")


@pytest.mark.parametrize(
    "text", [None, "", "yesterday", "Mon, 99 Foo 2026 99:99:99 GMT", "2026-01-01", "\x00" * 50]
)
def test_a_clock_that_cannot_be_read_is_none(text):
    assert server_clock(text) is None


def test_a_folder_whose_name_is_no_text_can_be_imported(tmp_path):
    folder = os.fsencode(tmp_path) + b"/caf\xe9"
    try:
        os.mkdir(folder)
    except OSError:
        pytest.skip("this file system takes only names that are text")
    place = unpacked(Path(os.fsdecode(folder)), files([space(0)], [], media={"a.m4a": b"x"}))
    with history.history_at(str(tmp_path / "h.sqlite3"), create=True) as db:
        assert history.import_download(db, str(place)).new_spaces == 1
