"""``spacelint rule``, ``spacelint test`` and ``--rules``: rules shown, proved and brought along."""

from __future__ import annotations

import json
import os
import time

import pytest

from tests.cli.command import ROOT, spacelint

BROKEN = "Town hall #AT&T with @acme on remote work"
RULE = """\
[rules.ACME001]
name = "plain-webinar"
summary = "Webinar said for Space"
check = "pattern"
scope = "title"
regex = '\\bwebinar\\b'
severity = "warning"
message = "We say Space, not {match}"
rationale = "House style."
valid = ["A Space on tax"]
invalid = [{ title = "A webinar on tax", highlight = "webinar" }]
"""


@pytest.fixture
def rules(tmp_path):
    path = tmp_path / "acme.toml"
    path.write_text(RULE, encoding="utf-8")
    return path


def test_a_rule_is_explained_by_code_or_name():
    by_code = spacelint("rule", "SL103")
    assert by_code == spacelint("rule", "cut-short-hashtag")
    assert by_code == spacelint("rule", "sl103")
    assert by_code.out.startswith("SL103 cut-short-hashtag (error)\n")
    assert "twitter-text" in by_code.out  # the source of the fact
    assert "Town hall #ATT" in by_code.out


def test_all_rules_are_listed_a_line_each():
    lines = spacelint("rule").out.splitlines()
    assert [line.split()[0] for line in lines] == sorted(line.split()[0] for line in lines)
    assert any(line.startswith("SL103") for line in lines)


def test_rules_as_json_have_all_that_their_files_say():
    everything = json.loads(spacelint("rule", "--output-format", "json").out)
    assert len(everything) == len(spacelint("rule").out.splitlines())
    [one] = json.loads(spacelint("rule", "cut-short-hashtag", "--output-format", "json").out)
    assert one in everything
    assert one["code"] == "SL103"
    assert one["fix"]["applicability"] == "unsafe"
    assert one["rationale"]
    assert {"title", "highlight", "output"} <= set(one["invalid"][0])


@pytest.mark.parametrize(
    ("given", "near"), [("SL130", "SL1"), ("cut-short-hashtags", "cut-short-hashtag")]
)
def test_an_unknown_rule_is_answered_with_the_nearest(given, near):
    done = spacelint("rule", given)
    assert done.status == 2
    assert done.out == ""
    assert f'no rule, prefix, name or tag is called "{given}" (did you mean {near}' in done.err


def test_an_unknown_rule_of_hostile_characters_is_shown_escaped():
    done = spacelint("rule", "\x1b[31mSL103")
    assert done.status == 2
    assert "\x1b" not in done.err


def test_the_built_in_rules_prove_themselves():
    done = spacelint("test")
    assert (done.out, done.status) == ("", 0)
    assert done.err.endswith(" hold, 0 do not.\n")


def test_a_broken_example_fails_with_the_title_a_caret_and_the_difference(rules):
    assert spacelint("test", str(rules)).status == 0
    rules.write_text(RULE.replace('highlight = "webinar"', 'highlight = "tax"'))
    done = spacelint("test", str(rules))
    assert done.status == 1
    assert done.out.splitlines() == [
        "ACME001",
        "  A webinar on tax",
        "               ^^^",
        '  expected a mark under "tax"',
        '  found    a mark under "webinar"',
    ]
    assert done.err == "1 rule, 2 examples: 1 hold, 1 do not.\n"


def test_a_valid_example_that_is_marked_fails(rules):
    rules.write_text(RULE.replace("A Space on tax", "No webinar"))
    done = spacelint("test", str(rules))
    assert done.status == 1
    assert "  No webinar\n     ^^^^^^^\n  expected silence\n" in done.out


def test_a_breach_of_a_built_in_rule_s_example_is_found(tmp_path):
    source = (ROOT / "rules" / "1-hashtags.toml").read_text(encoding="utf-8")
    broken = source.replace('output = "Town hall #ATT"', 'output = "Town hall #ATandT"', 1)
    assert broken != source
    path = tmp_path / "1-hashtags.toml"
    path.write_text(broken.replace("[rules.SL", "[rules.MY").replace('"SL1', '"MY1'))
    done = spacelint("test", str(path))
    assert done.status in (1, 2)
    assert "Town hall #ATandT" in done.out


def test_a_team_s_rules_run_beside_the_built_in_ones(rules):
    done = spacelint("A webinar on #AT&T for all", "--rules", str(rules))
    assert "warning ACME001 plain-webinar" in done.out
    assert "We say Space, not webinar" in done.out
    assert "SL103" in done.out
    alone = spacelint("A webinar on #AT&T", "--rules", str(rules), "--select", "ACME")
    assert "SL103" not in alone.out
    assert "We say Space" in spacelint("rule", "ACME001", "--rules", str(rules)).out


@pytest.mark.parametrize(
    "rewrite",
    [lambda text: "\ufeff" + text, lambda text: text.replace("\n", "\r\n")],
    ids=["byte order mark", "CRLF"],
)
def test_a_byte_order_mark_and_crlf_do_no_harm(rules, rewrite):
    rules.write_bytes(rewrite(RULE).encode())
    done = spacelint("A webinar on tax", "--rules", str(rules))
    assert "ACME001" in done.out


def test_every_problem_of_a_rule_file_is_told_with_its_line_and_the_nearest_name(rules):
    rules.write_text(
        RULE.replace("severity =", "severty =")
        .replace('"pattern"', '"patern"')
        .replace("valid = [", "valdi = [", 1)
        + RULE.replace("ACME001", "ACME002")
        .replace("{match}", "{mtach}")
        .replace('"title"\n', '"titel"\n')
        .replace("plain-webinar", "other-name")
    )
    done = spacelint("A webinar", "--rules", str(rules))
    assert done.status == 2
    assert done.out == ""
    for line, near in (
        (4, "pattern"),
        (7, "severity"),
        (10, "valid"),
        (16, "title"),
        (19, "match"),
    ):
        told = [each for each in done.err.splitlines() if f"acme.toml:{line}" in each]
        assert told, (line, done.err)
        assert any(near in each for each in told), (near, told)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (RULE + RULE, "ACME001"),  # a table twice
        (RULE.replace("summary", "name", 1), "name"),  # a key twice
        ("[rules.ACME001\n", ":1"),
        (RULE.replace(r"\bwebinar\b", "(webinar"), "pattern"),
        (RULE.replace("ACME001", "SL999"), "SL999"),
        (RULE.replace("ACME001", "acme1"), "acme1"),
        ("x = '\xff'".encode("latin-1"), "UTF-8"),
        ("", "rules"),
    ],
    ids=["duplicate table", "duplicate key", "no TOML", "bad pattern", "reserved", "code",
         "bytes", "empty"],
)  # fmt: skip
def test_a_bad_rule_file_is_told_and_ends_with_2(rules, content, said):
    rules.write_bytes(content if isinstance(content, bytes) else content.encode())
    done = spacelint("A webinar", "--rules", str(rules))
    assert done.status == 2
    assert "acme.toml" in done.err
    assert said in done.err


def test_a_directory_a_missing_and_an_unreadable_file_are_told(tmp_path, rules):
    folder = spacelint("A webinar", "--rules", str(tmp_path))
    assert folder.status == 2
    assert "director" in folder.err or "folder" in folder.err
    missing = spacelint("A webinar", "--rules", str(tmp_path / "none.toml"))
    assert missing.status == 2
    assert "none.toml" in missing.err
    if os.geteuid():
        rules.chmod(0)
        assert spacelint("A webinar", "--rules", str(rules)).status == 2


def test_a_rule_file_of_50_megabytes_is_refused_at_once(rules):
    with rules.open("wb") as file:
        file.truncate(50_000_000)
    start = time.perf_counter()
    done = spacelint("A webinar", "--rules", str(rules))
    assert time.perf_counter() - start < 10
    assert done.status == 2
    assert "5,000,000" in done.err or "5 MB" in done.err or "5000000" in done.err


def test_a_pattern_that_runs_out_of_time_is_told_and_the_other_rules_still_run(rules):
    slow = RULE.replace("ACME001", "ACME002").replace("plain-webinar", "slow-one")
    slow = slow.replace(r"\bwebinar\b", r"(a|a|aa)+$x?(\w+\s?)+!{3}")
    rules.write_text(RULE + slow)
    title = "A webinar on #AT&T " + "a" * 60 + "?"
    done = spacelint(title, "--rules", str(rules), "--ignore", "SL3")
    assert "SL010 slow-rule" in done.out
    assert "ACME002" in done.out
    assert "SL103" in done.out
    assert "We say Space" in done.out


def test_a_pattern_of_yours_takes_as_long_as_the_configuration_allows(tmp_path):
    # Some tens of milliseconds: within a second, and not within a thousandth of one.
    rule = """
[rules.ACME001]
name = "slow"
summary = "A slow pattern"
check = "pattern"
regex = '(?:a|aa){26}b'
message = "slow"
rationale = "A test."
valid = ["nothing"]
invalid = [{ title = "aaaaaaaaaaaaaaaaaaaaaaaaaab", highlight = "aaaaaaaaaaaaaaaaaaaaaaaaaab" }]
"""
    title = "a" * 30 + " with @jack and @acme"
    for said, own, codes in (
        ("pattern-seconds = 0.001", "", ["SL010"]),
        ("pattern-seconds = 5", "", []),
        ("pattern-seconds = 0.001", "timeout = 10\n", []),  # the rule's own word goes first
    ):
        (tmp_path / "ours.toml").write_text(rule.replace("message", own + "message"))
        (tmp_path / "spacelint.toml").write_text(
            f'rule-files = ["ours.toml"]\nselect = ["ACME", "SL010"]\n[limits]\n{said}\n'
        )
        done = spacelint("--output-format", "json", title, cwd=tmp_path)
        found = [d["code"] for item in json.loads(done.out)["titles"] for d in item["diagnostics"]]
        assert found == codes, (said, own)


def test_a_rule_shows_its_options_with_types_and_values(tmp_path):
    shown = spacelint("rule", "SL301", cwd=tmp_path).out
    assert "Its options, under [rules.SL301] in spacelint.toml:" in shown
    assert "  maximum = 70\n    whole number: The most that is allowed." in shown
    assert "  minimum is not set\n    whole number: " in shown
    (tmp_path / "spacelint.toml").write_text("[rules.SL301]\nmaximum = 60\n")
    assert "  maximum = 60 (default: 70)\n" in spacelint("rule", "SL301", cwd=tmp_path).out


def test_the_rules_of_the_configuration_in_force_are_known(tmp_path):
    (tmp_path / "team.toml").write_text(RULE)
    (tmp_path / "spacelint.toml").write_text('rule-files = ["team.toml"]\n')
    assert spacelint("rule", "ACME001", cwd=tmp_path).out.startswith("ACME001 ")
    assert "ACME001" in spacelint("rule", cwd=tmp_path).out
    (tmp_path / "spacelint.toml").write_text("rule-files = 3\n")
    broken = spacelint("rule", "SL103", cwd=tmp_path)
    assert broken.status == 2
    assert "rule-files" in broken.err


@pytest.mark.parametrize(("selector", "has"), [("hashtags", "SL103"), ("SL2", "SL201")])
def test_a_tag_or_the_beginning_of_codes_lists_its_rules(selector, has):
    lines = spacelint("rule", selector).out.splitlines()
    assert has in [line.split()[0] for line in lines]
    assert len(lines) < len(spacelint("rule").out.splitlines())


@pytest.mark.parametrize(
    ("typed", "completes"),
    [
        ("rule SL10", "SL103"),
        ("check --select cut-", "cut-short-hashtag"),
        ("check --select SL102,cut-", "SL102,cut-short-hashtag"),
        ("check --output-format sa", "sarif"),
        ("suggest --campaign w", "winter"),
    ],
)
def test_a_shell_completes_codes_formats_and_campaigns(tmp_path, typed, completes):
    (tmp_path / "spacelint.toml").write_text('[campaigns.winter]\nhashtag = "#AcmeWinter"\n')
    words = f"spacelint {typed}"
    done = spacelint(
        cwd=tmp_path,
        _SPACELINT_COMPLETE="complete_bash",
        COMP_WORDS=words,
        COMP_CWORD=str(len(words.split()) - 1),
    )
    assert completes in done.out.split()
