"""Rules over all Spaces of a run, and options of rules in a configuration."""

from __future__ import annotations

import datetime
import json
import string

import pytest

from spacelint.checks.contract import Context
from spacelint.cli.check import check_paths
from spacelint.cli.options import CheckOptions, Options
from spacelint.cli.session import UsageError, open_session
from spacelint.engine.default import default_rules
from spacelint.engine.fields import RunMemory
from spacelint.engine.linter import Linter
from spacelint.engine.options import with_options
from spacelint.engine.plans import check_plan
from spacelint.plan import read_plan

LINTER = Linter(select=["SL603", "SL604", "SL609"])


def plan(path: str, *spaces: dict[str, object]):
    return read_plan(json.dumps({"spaces": list(spaces)}).encode(), path)


def told(found) -> list[tuple[str, str]]:
    return [(one.diagnostic.code, one.diagnostic.message) for one in found]


def test_a_title_of_another_file_is_told_with_its_file_and_line():
    memory = RunMemory()
    first = plan("a.json", {"title": "Town hall"})
    assert told(check_plan(first, LINTER, Context(), memory)) == []
    second = plan("b.json", {"title": "town  hall"})
    message = "Another Space already has this title (a.json, line 1)"
    assert told(check_plan(second, LINTER, Context(), memory)) == [("SL609", message)]


def test_a_host_is_told_as_the_plan_spells_it():
    spaces = [{"title": f"T{n}", "host": "@NPHockey", "start": "2030-01-02T20:00Z"} for n in "ab"]
    spaces.append({"title": "Tc", "host": "nphockey", "start": "2030-01-02T20:00Z"})
    found = told(check_plan(plan("a.json", *spaces), LINTER, Context()))
    assert [code for code, _ in found] == ["SL604", "SL604"]
    assert "@NPHockey" in found[0][1]


def test_without_a_memory_a_plan_is_looked_at_alone():
    second = plan("b.json", {"title": "town  hall"})
    assert told(check_plan(second, LINTER, Context())) == []
    assert told(check_plan(second, LINTER, Context())) == []


def test_a_plan_may_be_looked_at_again_on_a_fork_of_the_memory():
    memory, context = RunMemory(), Context(today=datetime.date(2030, 1, 1))
    first = plan("a.json", *({"title": f"T{n}", "host": "a_b", "start": f"2030-01-{n:02}"}
                             for n in range(1, 10)))  # fmt: skip
    check_plan(first, LINTER, context, memory)
    second = plan("b.json", *({"title": f"S{n}", "host": "a_b", "start": f"2030-01-{n + 9:02}"}
                              for n in range(1, 4)))  # fmt: skip
    looks = [told(check_plan(second, LINTER, context, memory.fork())) for _ in range(3)]
    assert looks[0] == looks[1] == looks[2]
    assert [code for code, _ in looks[0]] == ["SL603"]
    assert told(check_plan(second, LINTER, context, memory)) == looks[0]


def test_hosts_and_times_are_compared_across_files_and_zones():
    memory = RunMemory()
    first = {"title": "One", "host": "acme", "start": "2030-01-01T23:30+01:00",
             "ends": "2030-01-02T01:00+01:00"}  # fmt: skip
    check_plan(plan("a.json", first), LINTER, Context(), memory)
    second = {"title": "Two", "host": "@ACME", "start": "2030-01-01T18:45-05:00"}
    found = check_plan(plan("b.json", second), LINTER, Context(), memory.fork())
    assert [code for code, _ in told(found)] == ["SL604"]
    later = {**second, "start": "2030-01-01T19:00-05:00"}
    assert told(check_plan(plan("b.json", later), LINTER, Context(), memory.fork())) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_files_of_one_run_are_compared_however_many_processes_read_them(
    tmp_path, monkeypatch, capsys, jobs
):
    monkeypatch.chdir(tmp_path)
    for name in ("space_a", "space_b", "space_c"):
        (tmp_path / f"{name}.json").write_text('{"spaces": [{"title": "Town hall of ours"}]}')
    options = Options(select=("SL609",), output_format="concise", isolated=True)
    check_paths(["."], CheckOptions(options, jobs=jobs))
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines] == ["space_b.json", "space_c.json"]
    assert all("space_a.json, line 1" in line for line in lines)


def test_a_comment_suppresses_a_rule_over_all_spaces():
    from spacelint.engine.suppress import suppress

    text = b'[[spaces]]\ntitle = "One"\n[[spaces]]\n# spacelint: ignore[SL609]\ntitle = "one"\n'
    read = read_plan(text, "a.toml")
    found = check_plan(read, LINTER, Context())
    assert told(found)
    assert suppress(read, found, LINTER, Context()).left == []


def test_options_change_what_a_rule_finds():
    rules, faults = with_options(default_rules(), {"SL502": {"maximum": 1}})
    assert not faults
    found = Linter(rules, select=["SL502"]).lint("On #AI and #Web3 tonight")
    assert [d.match for d in found] == ["#Web3"]


def test_an_entry_of_a_dated_table_can_be_emptied_changed_and_added():
    marks = {"olympic": {"words": []}, "acme": {"words": ["Globex"], "owner": "Globex Inc",
             "date": "2026", "source": "us"}}  # fmt: skip
    rules, faults = with_options(default_rules(), {"protected-mark": {"marks": marks}})
    assert not faults
    found = Linter(rules, select=["SL704"]).lint("Olympics, Globex and the Super Bowl")
    assert [d.match for d in found] == ["Globex", "Super Bowl"]


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (
            "[rules.SL502]\nmaximun = 3",
            '2:1: rules.SL502.maximun: unknown key "maximun" (did you mean',
        ),
        ("[rules.SL502]\nmaximum = 'x'", "2:11: rules.SL502.maximum: expected a whole number"),
        ("[rules.SL52]\nmaximum = 3", '1:8: rules.SL52: no rule is called "SL52"'),
        ("[rules.SL502]\nseverity = 'error'", "2:1: rules.SL502.severity: set it under [severity]"),
        ("[rules.SL704.marks.x]\nwords = ['Globex']", 'rules.SL704.marks.x: "owner" is missing'),
    ],
)
def test_a_wrong_option_is_told_with_file_and_line(tmp_path, lines, problem):
    config = tmp_path / "spacelint.toml"
    config.write_text(lines)
    with pytest.raises(UsageError) as error:
        open_session(Options(config=str(config)))
    assert f"{config}:" in str(error.value)
    assert problem in str(error.value)


def test_a_handle_field_is_mended_in_its_file_and_nowhere_else(tmp_path):
    path = tmp_path / "spaces.yaml"
    path.write_text(
        "# ours\ntitle: Town hall of ours  # kept\nspeakers: ['@ann_lee,', 'Bob Kay']\n"
    )
    options = Options(select=("SL610",), isolated=True, fix=True)
    assert check_paths([str(path)], CheckOptions(options)) == 0
    assert path.read_text() == (
        "# ours\ntitle: Town hall of ours  # kept\nspeakers: ['@ann_lee', 'Bob Kay']\n"
    )


ADVICE = {
    "toml": ("title = 'a'\nstart = 2026-01-01T10:00:00\n", 'set state = "ended"',
             'set timezone = "Europe/Paris"'),
    "yaml": ("title: a\nstart: 2026-01-01T10:00:00\n", "set state: ended",
             "set timezone: Europe/Paris"),
    "json": ('{"title": "a", "start": "2026-01-01T10:00:00"}', 'set "state": "ended"',
             'set "timezone": "Europe/Paris"'),
    "jsonl": ('{"title": "a", "start": "2026-01-01T10:00:00"}\n', 'set "state": "ended"',
              'set "timezone": "Europe/Paris"'),
    "csv": ("title,start\na,2026-01-01 10:00\n", "write ended in a column state",
            "write Europe/Paris in a column timezone"),
    "front-matter": ("+++\ntitle = 'a'\nstart = 2026-01-01T10:00:00\n+++\n", 'set state = "ended"',
                     'set timezone = "Europe/Paris"'),
    "ics": ("BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:1\nDTSTART:20260101T100000\n"
            "SUMMARY:a\nEND:VEVENT\nEND:VCALENDAR\n", "set STATUS:CANCELLED if it is called off",
            "the time in UTC: 20261203T140000Z"),
}  # fmt: skip


@pytest.mark.parametrize("format", ADVICE)
def test_advice_about_a_start_is_in_the_spelling_of_the_format(format):
    text, ended, zone = ADVICE[format]
    found = check_plan(
        read_plan(text.encode(), "a", format=format),
        Linter(select=["SL601", "SL605"]),
        Context(today=datetime.date(2026, 11, 30)),
    )
    past, zoneless = sorted(found, key=lambda each: each.diagnostic.code)
    assert past.diagnostic.help == f"Give it a new date, or {ended}"
    setting = "or set timezone under [plan] in spacelint.toml, for all plans"
    assert zoneless.diagnostic.help.endswith(f", or {zone}; {setting}")


def test_what_is_left_of_a_cut_title_is_no_repeated_title():
    text = "- title: Town hall #one\n- title: Town hall #two\n- title: Town hall\n"
    assert told(check_plan(read_plan(text.encode(), "a.yaml"), LINTER, Context())) == []


@pytest.mark.parametrize(
    "mark", sorted({*string.punctuation, "’", "é", "\u0430"} - {"@", "_", "'"})
)
def test_no_other_account_is_made_of_a_handle_with_a_mark_in_it(tmp_path, mark):
    plan = {"title": "Town hall", "speakers": [f"@{mark}cme", f"@ac{mark}me", f"@ac {mark}me"]}
    path = tmp_path / "spaces.json"
    path.write_text(json.dumps(plan))
    options = Options(select=("SL610",), isolated=True, fix=True, unsafe_fixes=True)
    assert check_paths([str(path)], CheckOptions(options)) == 1
    assert json.loads(path.read_text()) == plan
