"""What X said, as diagnostics: ``check --live``, ``spacelint 'TITLE' --live``, ``reach --live``."""

from __future__ import annotations

import csv
import io
import json
import os
import pickle
import re
import subprocess
import sys
from datetime import UTC, datetime
from xml.etree import ElementTree

import fake_x
import jsonschema
import pytest
from commands import COMMAND
from make_archive import files, post, space, zipped

from spacelint.checks.contract import Context, LiveAccount
from spacelint.engine.linter import Linter
from spacelint.reach.facts_live import live_results
from tests.report.test_rdjson import SCHEMA as RDJSON

PLAN = """\
[[spaces]]
title = "AMA with @jakc and @jack"
start = 2026-12-07T18:00:00Z

[[spaces]]
title = "Town hall #Acme #Silence"
host = "@AcmeHQ"
start = 2026-12-08T18:00:00Z
"""


@pytest.fixture
def plan(tmp_path, x):
    """A plan, and an X in which two of its titles have something to tell."""
    (tmp_path / "spaces.toml").write_text(PLAN)
    x.account("jack", protected=True)
    x.account("rival")
    x.counts["acme"] = [1, 2, 3, 4, 5, 6, 7]
    x.spaces = [
        {"id": "1a", "title": "Rivals on #Acme", "state": "scheduled", "creator_id": "1001",
         "scheduled_start": "2026-12-08T18:30:00.000Z"},
        {"id": "1b", "title": "Next day #Acme", "state": "scheduled",
         "scheduled_start": "2026-12-09T18:30:00.000Z"},
    ]  # fmt: skip
    return "spaces.toml"


FOUND = [
    "spaces.toml:2:19: error SL801 X has no account @jakc",
    "spaces.toml:2:29: warning SL803 @jack is a protected account: only its followers"
    " see its posts",
    "spaces.toml:6:20: info SL805 There is 1 other Space with #Acme within 60 minutes of yours,"
    " by @rival",
    "spaces.toml:6:26: info SL804 No posts with #Silence in the last seven days,"
    " not counting reposts",
]


def concise(done):
    """The findings of family 8, one a line, without a fix's mark."""
    return [line for line in done.stdout.splitlines() if " SL8" in line]


def check(with_x, *arguments, **more):
    options = ("--live", "--max-cost", "9", "--output-format", "concise", "--today", "2026-12-01")
    return with_x("check", *options, *arguments, **more)


def test_check_asks_x_and_marks_what_it_says_in_the_file(with_x, plan):
    done = check(with_x, plan)
    assert concise(done) == FOUND
    assert done.returncode == 1
    assert "asked X 5 times, about $0.040\n" in done.stderr


def test_without_live_nothing_is_asked_and_nothing_said(with_x, plan, x):
    done = with_x("check", "--output-format", "concise", plan)
    assert concise(done) == []
    assert x.log == []


def test_a_second_check_asks_nothing(with_x, plan, x):
    first = check(with_x, plan)
    asked = len(x.log)
    again = check(with_x, plan)
    assert concise(again) == concise(first)
    assert len(x.log) == asked
    assert "X was not asked: 6 answers of earlier today cost nothing" in again.stderr


def test_several_processes_know_what_x_said(with_x, plan, tmp_path):
    (tmp_path / "more-spaces.toml").write_text('[[spaces]]\ntitle = "With @jakc"\n')
    done = check(with_x, "--jobs", "2", plan, "more-spaces.toml")
    assert concise(done)[:-1] == FOUND
    assert concise(done)[-1].startswith("more-spaces.toml:2:15: error SL801")


def test_a_dry_run_of_check_prints_the_price_and_checks_nothing(with_x, plan, x):
    done = with_x("check", "--dry-run", plan)
    assert done.stdout.splitlines() == [
        "accounts: 2 in 1 request, at most $0.020",
        "posts with a tag, by day: 2 in 2 requests, at most $0.010",
        "Spaces with a tag: 2 in 2 requests, at most $0.300",
        "5 requests, at most $0.330 (price table of 2026-02-01)",
    ]
    assert (done.returncode, done.stderr, x.log) == (0, "", [])


def test_above_the_highest_price_check_refuses_and_looks_at_no_file(with_x, plan, x):
    done = with_x("check", "--live", "--max-cost", "0.1", plan)
    assert (done.returncode, done.stdout, x.log) == (2, "", [])
    assert "5 requests may cost up to $0.330, more than the limit of $0.100" in done.stderr


def test_without_a_token_check_says_so_and_looks_at_no_file(run, plan):
    done = run("check", "--live", plan, PYTHON_KEYRING_BACKEND="keyring.backends.null.Keyring")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("no token: set SPACELINT_X_TOKEN in the environment")


@pytest.mark.parametrize(
    ("selected", "paths"),
    [
        ("SL801,SL802", ["/2/users/by"]),
        ("SL804", ["/2/tweets/counts/recent"] * 2),
        ("SL805", ["/2/spaces/search"] * 2),
        ("SL1", []),
    ],
)
def test_only_what_a_rule_in_use_wants_is_paid_for(with_x, plan, x, selected, paths):
    done = check(with_x, "--select", selected, plan)
    assert x.paths() == paths
    many = f"asked X {len(paths)} time{'' if len(paths) == 1 else 's'},"
    assert (many if paths else "X was not asked: there was nothing to ask") in done.stderr


def test_at_the_limit_of_x_what_is_known_is_reported_with_status_2(with_x, plan, x):
    x.limit = 1
    done = check(with_x, plan)
    assert concise(done)[:2] == FOUND[:2]
    assert done.returncode == 2
    assert "it allows more from" in done.stderr


def test_a_plan_on_standard_input_is_asked_about(with_x, plan):
    done = check(with_x, "-", "--stdin-filename", "spaces.toml", stdin=PLAN)
    assert concise(done) == FOUND


def test_a_plan_on_standard_input_is_asked_about_and_fixed(with_x):
    plan = PLAN + '[[spaces]]\ntitle = "Meet us at great#tag"\n'
    given = ("--fix", "--live", "--max-cost", "9", "--stdin-filename", "spaces.toml")
    assert with_x("check", "-", *given, stdin=plan).stdout == plan.replace(
        "great#tag", "great #tag"
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are those of POSIX")
def test_a_plan_that_can_be_read_but_once_is_refused_before_x_is_asked(with_x, tmp_path, x):
    os.mkfifo(tmp_path / "spaces.toml")
    done = check(with_x, "spaces.toml")
    assert done.returncode == 2
    assert "with --live a plan is read twice, so it must be a file" in done.stderr
    assert x.log == []


def test_watching_and_asking_do_not_go_together(with_x, plan, x):
    done = check(with_x, "--watch", plan)
    assert done.returncode == 2
    assert "X charges for each look" in re.sub(r"\W*\n\W*", " ", done.stderr)
    assert x.log == []


def test_an_ignored_live_rule_is_not_called_unused_while_x_is_not_asked(with_x, plan, tmp_path):
    text = PLAN.replace('"AMA', '"AMA', 1).replace('@jack"', '@jack"  # spacelint: ignore[SL801]')
    (tmp_path / "spaces.toml").write_text(text)
    done = with_x("check", "--output-format", "concise", plan)
    assert "SL008" not in done.stdout
    assert not [line for line in concise(check(with_x, plan)) if "SL801" in line]


def test_a_missing_file_is_told_and_the_others_are_asked_about(with_x, plan):
    done = check(with_x, plan, "nowhere.toml")
    assert concise(done) == FOUND
    assert done.returncode == 2
    assert "nowhere.toml" in done.stdout + done.stderr


def test_titles_as_arguments_can_be_asked_about(with_x, plan, x):
    done = with_x("--live", "--output-format", "concise", "AMA with @jakc #Silence")
    assert [re.search(r"SL8\d\d", line)[0] for line in concise(done)] == ["SL801", "SL804"]
    assert done.returncode == 1
    # A title alone has no hour, so Spaces are not paid for.
    assert x.paths() == ["/2/users/by", "/2/tweets/counts/recent"]


def test_titles_on_standard_input_can_be_asked_about(with_x, plan):
    done = with_x("-", "--live", "--output-format", "concise", stdin="With @jack\nWith @jakc\n")
    assert [re.search(r"SL8\d\d", line)[0] for line in concise(done)] == ["SL803", "SL801"]


def test_a_dry_run_of_titles_prints_the_price(with_x, x):
    done = with_x("--dry-run", "AMA with @jakc")
    assert done.stdout.splitlines()[0] == "accounts: 1 in 1 request, at most $0.010"
    assert (done.returncode, x.log) == (0, [])


def test_what_cannot_be_asked_is_a_sentence_and_status_2(with_x, x):
    done = with_x("--live", "--max-cost", "0", "AMA with @jakc")
    assert (done.returncode, done.stdout, x.log) == (2, "", [])
    assert "more than the limit of $0.000" in done.stderr


def test_the_token_is_in_nothing_that_check_prints(with_x, plan, x):
    x.script = [{"status": 401, "json": {"title": f"Bad {fake_x.TOKEN}", "type": "about:blank"}}]
    done = check(with_x, plan)
    assert done.returncode == 2
    assert "X doesn't take the token" in done.stderr
    assert fake_x.TOKEN not in done.stdout + done.stderr


def test_reach_shows_the_findings_of_family_8(live, plan):
    done = live("AMA with @jakc #Silence", "--output-format", "json")
    title = json.loads(done.stdout)["titles"][0]["subjects"][0]
    assert [f["value"] for f in title["facts"] if f["what"] == "finding"] == ["SL801", "SL804"]
    text = live("AMA with @jakc #Silence").stdout
    assert "error SL801: X has no account @jakc" in text


def test_reach_compares_the_hour_of_a_title_that_is_given_one(live, plan):
    done = live("Town hall #Acme", "--at", "2026-12-08T18:00Z")
    assert (
        "info SL805: There is 1 other Space with #Acme within 60 minutes of yours, by @rival"
        in (done.stdout)
    )


def test_what_x_said_can_be_sent_to_another_process(x, ask):
    x.spaces = [{"id": "1a", "title": "#Acme", "state": "live", "started_at": "2026-11-01T10:00Z"}]
    said = live_results(ask(["jack"], ["acme"]))
    assert said.spaces["acme"][0].until > said.spaces["acme"][0].start
    assert pickle.loads(pickle.dumps(said)) == said


def test_what_x_did_not_answer_is_held_against_nobody(x, ask):
    x.script = [{"json": {"errors": [{"title": "Trouble", "type": "about:blank"}]}}]
    said = live_results(ask(["jack"], []))
    assert said.accounts["jack"] == LiveAccount("unknown")
    found = Linter(select=["SL8"]).lint("AMA with @jack #Acme", Context(live=said))
    assert found == []


def test_a_renamed_account_is_named_as_it_is_now(x, ask):
    x.account("oldacme")
    ask(["oldacme"])
    x.accounts["newacme"] = x.accounts.pop("oldacme") | {"username": "newacme"}
    day = datetime.now(UTC).timestamp() + 86400
    x.clock = 86400
    ask(["newacme"], now=day)
    said = live_results(ask(["oldacme"], now=day))
    (found,) = Linter(select=["SL801"]).lint("With @OldAcme", Context(live=said))
    assert found.message == "X has no account @OldAcme; the account is now @newacme"


CONFIG = """\
[plan]
timezone = "Europe/Berlin"

[plan."weekly/*.yaml"]
spaces = "calls"
title = "headline"
start = "when"
id = "room"
speakers = "who"
consent = "agreed"

[brands.acme]
handle = "@AcmeHQ"
hashtags = ["AcmeWinter"]

[brands.other]
handle = "@Other"
hashtags = ["OtherTag"]
"""
OWN_PLAN = """\
calls:
  - headline: "Ask us: #AcmeWinter"
    brand: acme
    when: "2026-12-07 18:00"
    room: "{room}"
    who: ["@bea"]
    agreed: ["@bea"]
  - headline: "Ask them: #AcmeWinter"
    brand: other
"""


@pytest.fixture
def own_layout(tmp_path):
    (tmp_path / "spacelint.toml").write_text(CONFIG)
    (tmp_path / "weekly").mkdir()
    (tmp_path / "weekly" / "calls.yaml").write_text(OWN_PLAN.replace("{room}", "1AcmeRoom0000"))
    return "weekly/calls.yaml"


def test_reach_reads_plans_by_the_layouts_of_the_configuration(run, own_layout):
    done = run("reach", "--plan", own_layout, "--output-format", "json")
    assert done.returncode == 0, done.stderr
    titles = json.loads(done.stdout)["titles"]
    assert [title["title"] for title in titles] == ["Ask us: #AcmeWinter", "Ask them: #AcmeWinter"]
    assert titles[0]["start"] == "2026-12-07T18:00:00+01:00"
    assert "@bea" in [subject["name"] for subject in titles[0]["subjects"]]
    assert run("reach", "--isolated", "--plan", own_layout).returncode == 2


def test_each_space_is_held_against_the_book_of_its_brand(run, own_layout):
    titles = json.loads(
        run("reach", "--plan", own_layout, "--output-format", "json").stdout
    )["titles"]  # fmt: skip
    said = []
    for title in titles:
        (tag,) = [subject for subject in title["subjects"] if subject["kind"] == "tag"]
        said += [fact["value"] for fact in tag["facts"] if fact["what"] == "in-book"]
    assert said == [True, False]


def test_history_reads_plans_by_the_layouts_of_the_configuration(run, own_layout, tmp_path):
    (tmp_path / "past.csv").write_text("id,participants\n1AcmeRoom0000,12\n")
    assert run("history", "import", "past.csv").returncode == 0
    done = run("history", "import", "--plan", own_layout)
    assert done.stdout == "1 Space of the history found in the plans\n", done.stderr
    assert "Ask us: #AcmeWinter" in run("history", "list").stdout


def test_a_broken_configuration_is_a_sentence_for_history_too(run, own_layout, tmp_path):
    (tmp_path / "past.csv").write_text("id,participants\n1AcmeRoom0000,12\n")
    run("history", "import", "past.csv")
    (tmp_path / "spacelint.toml").write_text("nonsense = 1\n")
    done = run("history", "import", "--plan", own_layout)
    assert done.returncode == 2
    assert "spacelint.toml:1" in done.stderr


def test_candidates_come_from_suggestions_and_the_brand_books_alternatives(run, tmp_path):
    (tmp_path / "spacelint.toml").write_text(
        '[campaigns.winter]\nhashtag = "AcmeWinter"\nalternatives = ["AcmeSnow"]\n'
    )
    shown = run("reach", "--candidates", "Ask us anything on #AcmeWinter #AT&T").stdout
    assert "Ask us anything on #AcmeWinter #ATT  [suggested]" in shown
    assert "Ask us anything on #AcmeSnow #ATT  [another tag of winter]" in shown
    shown = run("reach", "--candidates", "Ask Acme on acme winter  #AcmeWinter").stdout
    assert "Ask Acme on acme winter #AcmeWinter  [suggested]" in shown


def test_a_bare_call_of_reach_says_what_the_full_one_says(run, plan):
    titles = ("Town hall #AT&T with @jack", "Später #Acme")
    assert run("reach", *titles).stdout == run("reach", *titles, "--no-wait").stdout


def test_a_bare_call_of_reach_imports_no_option_parser_and_no_client(env, tmp_path):
    names = "typer rich httpx pydantic pygls keyring".split()
    program = (
        "import sys\nfrom spacelint.__main__ import run\nrun(sys.argv[1:])\n"
        f"print(sorted(set({names}) & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "reach", "Town hall #Acme"],
        capture_output=True, text=True, encoding="utf-8", env=env, cwd=tmp_path,
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "[]", done.stderr


def test_a_warm_bare_call_with_live_makes_no_request_and_imports_no_client(
    with_x, env, tmp_path, x, address
):
    x.account("jack")
    first = with_x("reach", "--live", "AMA @jack #Acme")
    asked = len(x.log)
    program = (
        "import sys\nfrom spacelint.__main__ import run\nrun(sys.argv[1:])\n"
        "print(sorted({'typer', 'httpx', 'rich'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "reach", "--live", "AMA @jack #Acme"],
        capture_output=True, text=True, encoding="utf-8", env=env, cwd=tmp_path,
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "[]", done.stderr
    assert "exists: Jack" in done.stdout
    assert first.returncode == 0
    assert len(x.log) == asked


def test_commands_that_can_ask_say_so_in_their_help(run):
    for command in (["check"], ["reach"], ["titles"]):
        help_text = run(*command, "--help", COLUMNS="200").stdout
        for option in ("--live", "--dry-run", "--max-cost"):
            assert option in help_text, (command, option)


def test_no_plan_can_name_a_host_or_a_token(with_x, tmp_path, x):
    other = fake_x.FakeX()
    with fake_x.serving(other) as elsewhere:
        keys = ("api", "host", "x-api", "url", "token", "proxy", "SPACELINT_X_TEST_API")
        (tmp_path / "spaces.toml").write_text(
            "".join(f'{key} = "{elsewhere}"\n' for key in keys)
            + '[[spaces]]\ntitle = "AMA with @jakc"\n'
            + "".join(f'{key} = "{elsewhere}"\n' for key in keys)
        )
        check(with_x, "spaces.toml")
    assert other.log == []
    assert x.paths() == ["/2/users/by"]


def test_an_import_shows_how_far_it_is_on_a_terminal_alone(run, env, tmp_path):
    pty = pytest.importorskip("pty", reason="pseudo-terminals are those of POSIX")
    zipped(tmp_path / "a.zip", files([space(0)], [post(1, "Hello")]))
    assert "[" not in run("history", "import", "a.zip").stderr
    terminal, inside = pty.openpty()
    done = subprocess.run(
        [*COMMAND, "history", "import", "a.zip"], stderr=inside, stdout=subprocess.PIPE,
        stdin=subprocess.DEVNULL, cwd=tmp_path, env=env,
    )  # fmt: skip
    os.close(inside)
    shown = os.read(terminal, 65536).decode()
    os.close(terminal)
    assert done.returncode == 0
    assert re.search(r"reading \[#{30}\] 100% of \d+ MB", shown)


FORMATS = ("text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "checkstyle",
           "rdjson", "csv", "html")  # fmt: skip


def told(kind: str, text: str) -> list[str]:
    """What a report in this format says was not checked, read as a program of its kind reads it."""
    if kind == "json":
        return json.loads(text)["summary"]["unchecked"]
    if kind == "jsonl":
        return json.loads(text.splitlines()[-1])["unchecked"]
    if kind == "sarif":
        run = json.loads(text)["runs"][0]["invocations"][0]
        assert run["executionSuccessful"] is False
        return [each["message"]["text"] for each in run["toolExecutionNotifications"]]
    if kind == "gitlab":
        issue = json.loads(text)[-1]
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["location"] == {"path": ".", "lines": {"begin": 1}}
        assert re.fullmatch(r"[0-9a-f]{32}", issue["fingerprint"])
        return [issue["description"]]
    if kind == "rdjson":
        found = json.loads(text)["diagnostics"][-1]
        jsonschema.validate(json.loads(text), RDJSON)
        assert found["severity"] == "ERROR"
        return [found["message"]]
    if kind in ("junit", "checkstyle"):
        error = ElementTree.fromstring(text).find(".//error")
        return [error.get("message")]
    if kind == "csv":
        *_, row = csv.reader(io.StringIO(text))
        assert row[3] == "error"
        return [row[5]]
    return [text]


@pytest.mark.parametrize("kind", FORMATS)
def test_a_rule_that_x_left_unchecked_fails_the_run_and_is_named_in_every_format(
    with_x, tmp_path, x, kind
):
    (tmp_path / "one.txt").write_text("Town hall #Acme\n")
    x.script = [{"status": 403, "json": {"title": "Forbidden", "detail": "not for you"}}]
    select = ("--select", "SL804", "--output-format", kind, "one.txt")
    done = with_x("check", "--live", *select)
    said = "SL804 was not checked for #Acme: X forbids this call for this token (403). "
    assert done.returncode == 2
    assert said in done.stderr
    if kind in ("text", "concise"):
        assert "1 title: no problems found, but not everything was checked" in done.stderr
    if kind not in ("text", "concise"):
        assert said in told(kind, done.stdout)[0]
    x.script = [{"status": 403, "json": {"title": "Forbidden", "detail": "not for you"}}]
    soft = with_x("check", "--live-optional", *select)
    assert soft.returncode == 0
    assert said in soft.stderr
    # In a file, beside what standard error says.
    x.script = [{"status": 403, "json": {"title": "Forbidden", "detail": "not for you"}}]
    also = ("--output-file", f"{kind}=report.out", "--select", "SL804", "one.txt")
    assert with_x("check", "--live", *also).returncode == 2
    assert said in told(kind, (tmp_path / "report.out").read_text(encoding="utf-8"))[0]


def test_a_title_that_x_left_unchecked_is_not_called_clean(with_x, x):
    x.script = [{"json": {}}]
    done = with_x("--live", "--select", "SL801", "--", "Town hall with @acme")
    assert done.returncode == 2
    assert "SL801 was not checked for @acme: X's answer doesn't say" in done.stderr
    assert "not everything was checked" in done.stderr


def test_an_account_that_may_be_protected_leaves_that_rule_unchecked(with_x, x):
    x.account("acme")
    x.accounts["acme"].pop("protected")
    arguments = ("--live", "--select", "SL801,SL803", "--", "Town hall with @acme")
    done = with_x(*arguments)
    assert done.returncode == 2
    assert "SL803 was not checked for @acme" in done.stderr
    assert with_x("--live", "--select", "SL801", "--", "Town hall with @acme").returncode == 0


def test_what_is_known_is_reported_beside_what_is_not(with_x, x, tmp_path):
    x.script = [{}, {"status": 404, "raw": b""}]
    (tmp_path / "one.txt").write_text("Town hall #Acme with @nobody_1\n")
    done = with_x("check", "--live", "--select", "SL801,SL804", "one.txt")
    assert done.returncode == 2
    assert "SL801" in done.stdout
    assert "SL804 was not checked for #Acme: X doesn't offer this call" in done.stderr


def test_live_optional_goes_on_without_a_token(run, tmp_path):
    (tmp_path / "one.txt").write_text("Town hall with @acme\n")
    done = run("check", "--live-optional", "--select", "SL801", "one.txt")
    assert done.returncode == 0
    assert "X was not asked: no token" in done.stderr
    assert run("check", "--live", "--select", "SL801", "one.txt").returncode == 2


def test_on_a_runner_of_github_what_was_not_checked_is_an_annotation(with_x, x, tmp_path):
    (tmp_path / "one.txt").write_text("Town hall #Acme\n")
    x.script = [{"status": 403, "json": {"title": "Forbidden", "detail": "not for you"}}]
    done = with_x("check", "--live", "--select", "SL804", "one.txt", GITHUB_ACTIONS="true")
    assert done.returncode == 2
    assert "::error title=Not everything was checked::SL804 was not checked" in done.stdout


@pytest.mark.parametrize(
    "more", [["--fix"], ["--add-ignore"], ["--write-baseline", "--baseline=b"]]
)
def test_a_run_that_writes_files_says_too_what_was_not_checked(with_x, x, tmp_path, more):
    (tmp_path / "one.txt").write_text("Town hall #Acme\n")
    x.script = [{"json": {}}]
    done = with_x("check", "--live", "--select", "SL804", "one.txt", *more)
    assert done.returncode == 2
    assert "1 title: no problems found, but not everything was checked" in done.stderr


def test_a_fixed_title_says_too_what_was_not_checked(with_x, x):
    x.script = [{"json": {}}]
    done = with_x("--live", "--select", "SL804", "--fix", "Town hall #Acme")
    assert (done.returncode, done.stdout) == (2, "Town hall #Acme\n")
    assert "but not everything was checked" in done.stderr


def test_suggesting_and_asking_do_not_go_together(with_x, plan, x):
    done = with_x("check", "--suggest", "--live", plan)
    assert done.returncode == 2
    assert "--suggest and --live can't be asked for together" in " ".join(done.stderr.split())
    assert x.log == []
