"""``spacelint 'TITLE'``: what is written for a person, and the exit status."""

from __future__ import annotations

import os

import pytest

from spacelint.cli import COMMANDS
from tests.cli.command import spacelint
from tests.titles import titles

SIMPLE = "Town hall with @acme on remote work #AcmeWinter"
BROKEN = "Town hall #AT&T with @acme on remote work"


def test_a_clean_title_is_shown_with_its_links_and_the_status_is_0():
    done = spacelint(SIMPLE)
    assert done.out == f"{SIMPLE}\nX links @acme and #AcmeWinter.\n"
    assert done.err == "1 title: no problems found\n"
    assert done.status == 0


def test_a_finding_has_carets_code_name_message_help_and_the_better_title_last():
    done = spacelint(BROKEN)
    assert done.out.splitlines() == [
        "Town hall #AT&T with @acme on remote work",
        "          ^^^^^",
        "  error SL103 cut-short-hashtag",
        "    X links only #AT, not #AT&T",
        "    A hashtag ends before &: write #ATT",
        "X links #AT and @acme.",
        "Better:",
        "Town hall #ATT with @acme on remote work",
    ]
    assert done.err == "1 title: 1 error · 1 fixable with --fix --unsafe-fixes\n"
    assert done.status == 1


@pytest.mark.parametrize(
    ("title", "blank", "carets"),
    [
        ("東京 town hall for everyone #AT&T", 28, 5),
        ("👩‍💻🇫🇷 town hall for everyone #AT&T", 28, 5),
        ("Cafe\u0301 town hall for everyone #AT&T", 28, 5),
        ("ｗｉｄｅ town hall for everyone #L'Oréal", 32, 8),
    ],
)
def test_carets_stand_right_under_wide_joined_and_combined_characters(title, blank, carets):
    done = spacelint(title, "--select", "SL103")
    assert done.out.splitlines()[1] == " " * blank + "^" * carets


@pytest.mark.parametrize("title", ["", " ", "   ", "\u3000"])
@pytest.mark.parametrize("options", [(), ("--fix",), ("--output-format", "json")])
def test_an_empty_title_is_an_error(title, options):
    done = spacelint(title, *options)
    assert done.status == 2
    assert done.err == "the title is empty; write the words of the title between the quotes\n"
    assert spacelint(SIMPLE, title, *options).err.startswith("title 2 is empty")


@pytest.mark.parametrize("title", ["#", "@", "$", "＃", "＠", "a"])
def test_a_title_of_next_to_nothing_is_linted_and_raises_nothing(title):
    done = spacelint(title)
    assert done.status in (0, 1)
    assert "1 title" in done.err
    assert "SL501" in done.out or "X links nothing in this title." in done.out


def test_several_titles_are_told_apart_and_one_bad_one_fails_the_run():
    done = spacelint(SIMPLE, BROKEN, SIMPLE)
    assert done.out.count("X links") == 4
    assert done.err == "3 titles: 1 error · 1 fixable with --fix --unsafe-fixes\n"
    assert done.status == 1


def test_the_bare_way_and_the_way_through_the_options_write_the_same():
    samples = [*(t.replace("\0", "") for t in titles(120, seed=3))]
    samples = [t for t in samples if t.strip() and not t.startswith("-") and t not in COMMANDS]
    assert len(samples) > 100
    bare = spacelint(*samples)
    parsed = spacelint("--color=auto", "--", *samples)
    assert bare == parsed
    assert bare.status == 1


@pytest.mark.parametrize(
    "title", [SIMPLE, BROKEN, "check-in with @acme", "日本語 #タグ！", "#2026", "a"]
)
def test_one_title_goes_both_ways_alike(title):
    bare = spacelint(title)
    assert spacelint("titles", title) == bare
    assert spacelint(title, "--color", "auto") == bare
    assert spacelint("--", title) == bare


def test_standard_input_goes_both_ways_alike():
    stdin = f"{SIMPLE}\n{BROKEN}\n".encode()
    assert spacelint("-", stdin=stdin) == spacelint("-", "--color", "auto", stdin=stdin)


@pytest.mark.parametrize("word", ["check", "rule", "test", "config", "titles", "--help", "-x"])
def test_a_word_that_is_a_command_or_an_option_is_a_title_after_two_hyphens(word):
    done = spacelint("--", word)
    assert done.out.startswith(word + "\n")
    assert done.status == 0
    assert spacelint("--color", "auto", "--", word).out == done.out


def test_fix_prints_the_mended_title_and_nothing_else():
    done = spacelint("Meet us at great#Winter live at 8pm", "--fix")
    assert done.out == "Meet us at great #Winter live at 8pm\n"
    assert done.err == ""
    assert done.status == 0


def test_fix_of_a_title_whose_fix_is_unsafe_says_so():
    done = spacelint(BROKEN, "--fix")
    assert done.out == BROKEN + "\n"
    assert done.err == "1 title: 1 error · 1 more with --unsafe-fixes\n"
    assert done.status == 1


def test_a_title_that_is_left_with_its_problems_says_how_many_can_be_fixed():
    done = spacelint("Town hall #AT&T with us, live @8pm, and great#Winter")
    assert " · 1 fixable with --fix (2 more with --unsafe-fixes)" in done.err


def test_fix_leaves_what_may_change_the_meaning_unless_told_otherwise():
    safe = spacelint(BROKEN, "--fix")
    assert safe.out == BROKEN + "\n"
    assert safe.status == 1  # an error is left
    unsafe = spacelint(BROKEN, "--fix", "--unsafe-fixes")
    assert unsafe.out == "Town hall #ATT with @acme on remote work\n"
    assert unsafe.status == 0


def test_a_better_title_fits_or_there_is_none():
    title = "Join our weekly community call on privacy, wallets and more with#Acme!"
    assert len(title) == 70
    assert spacelint("--fix", title).out == title.replace("#", " #") + "\n"
    assert "Better:" not in spacelint(title).out
    shorter = title.replace("weekly ", "")
    better = shorter.replace("#", " #")
    assert spacelint(shorter).out.endswith(f"Better:\n{better}\n")


def test_the_configuration_decides_what_is_mended_and_what_is_called_better(tmp_path):
    title = "Meet us at great#tag"
    for line in ('unfixable = ["SL102"]', 'fixable = ["SL3"]'):
        (tmp_path / "spacelint.toml").write_text(line + "\n")
        assert spacelint("--fix", title, cwd=tmp_path).out == title + "\n"
        assert "Better:" not in spacelint(title, cwd=tmp_path).out
    (tmp_path / "spacelint.toml").write_text('fixable = ["glued-hashtag"]\n')
    assert spacelint("--fix", title, cwd=tmp_path).out == "Meet us at great #tag\n"
    assert "Better:\nMeet us at great #tag\n" in spacelint(title, cwd=tmp_path).out


def test_fix_keeps_one_line_a_title_of_standard_input():
    stdin = f"{SIMPLE}\ngreat#Winter today with @acme\n".encode()
    done = spacelint("-", "--fix", stdin=stdin)
    assert done.out == f"{SIMPLE}\ngreat #Winter today with @acme\n"


def test_select_and_ignore_choose_the_rules():
    both = "Town hall #AT&T and great#Winter"
    assert spacelint(both, "--select", "SL103").out.count(" SL") == 1
    assert "SL102" not in spacelint(both, "--ignore", "glued-hashtag").out
    assert "SL103" in spacelint(both, "--select", "SL2,SL103").out
    added = spacelint(both, "--select", "SL102", "--extend-select", "SL103").out
    assert "SL102" in added
    assert "SL103" in added


@pytest.mark.parametrize("option", ["--select", "--ignore", "--extend-select"])
def test_an_unknown_selector_is_refused_with_the_nearest_one(option):
    done = spacelint(SIMPLE, option, "cut-short-hastag")
    assert done.status == 2
    assert done.out == ""
    assert done.err.strip() == (
        'no rule, prefix, name or tag is called "cut-short-hastag"'
        " (did you mean cut-short-hashtag?)"
    )


def test_an_unknown_selector_of_hostile_characters_is_shown_escaped():
    done = spacelint(SIMPLE, "--select", "\x1b[31mSL103")
    assert done.status == 2
    assert '"<U+001B>[31mSL103"' in done.err


def test_min_severity_hides_and_fail_on_decides_the_status():
    plain = "🎙️🔥"  # no words: an info
    assert spacelint(plain).status == 0
    assert "info SL303" in spacelint(plain).out
    assert "SL303" not in spacelint(plain, "--min-severity", "warning").out
    assert spacelint(plain, "--fail-on", "info").status == 1
    assert spacelint(BROKEN, "--fail-on", "never").status == 0
    hidden = spacelint(plain, "--min-severity", "error", "--fail-on", "info")
    assert hidden.status == 1


@pytest.mark.parametrize(
    ("option", "value", "near"),
    [
        ("--min-severity", "eror", "error"),
        ("--fail-on", "warnings", "warning"),
        ("--output-format", "jsno", "json"),
        ("--color", "allways", "always"),
    ],
)
def test_a_value_an_option_does_not_have_is_refused_with_the_nearest(option, value, near):
    done = spacelint(SIMPLE, option, value)
    assert done.status == 2
    assert near in done.err
    assert value in done.err


def test_an_option_that_does_not_exist_is_refused():
    done = spacelint(SIMPLE, "--fixx")
    assert done.status == 2
    assert "--fix" in done.err


def test_statistics_count_findings_by_rule():
    done = spacelint(BROKEN, BROKEN, "great#Winter with @acme live now", "--statistics")
    lines = [line.split() for line in done.out.splitlines()[-2:]]
    assert lines == [["2", "SL103", "cut-short-hashtag"], ["1", "SL102", "glued-hashtag"]]


def test_colour_is_off_in_a_pipe_on_when_asked_and_said_by_the_environment():
    assert "\x1b[" not in spacelint(BROKEN).out
    painted = spacelint(BROKEN, "--color", "always").out
    assert "\x1b[4;34m#AT\x1b[0m" in painted  # what X links: underlined
    assert "\x1b[" in spacelint(BROKEN, FORCE_COLOR="1").out
    assert "\x1b[" not in spacelint(BROKEN, FORCE_COLOR="0").out
    assert "\x1b[" not in spacelint(BROKEN, FORCE_COLOR="1", NO_COLOR="1").out
    assert "\x1b[" not in spacelint(BROKEN, "--color", "never", FORCE_COLOR="1").out


def test_the_report_keeps_within_the_width_of_the_terminal():
    long = "Town hall #AT&T with @acme on how we work from everywhere | brought to you by the town"
    done = spacelint(long, COLUMNS="40")
    *lines, better = done.out.splitlines()  # the better title is whole, to be copied
    assert max(map(len, lines)) <= 42
    assert len(better) > 50
    assert any("^^^^^" in line for line in lines)


def test_the_version_is_the_packages():
    from spacelint import __version__

    assert spacelint("--version").out == f"spacelint {__version__}\n"


def test_help_tells_of_the_commands():
    done = spacelint("--help")
    assert done.status == 0
    for command in ("rule", "test", "config", "titles"):
        assert command in done.out
    assert "--unsafe-fixes" in spacelint("titles", "--help").out


def test_a_call_without_anything_shows_the_help_and_fails():
    done = spacelint()
    assert done.status == 2
    assert "Usage" in done.out + done.err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_offered_for_shells(shell):
    script = spacelint(_SPACELINT_COMPLETE=f"source_{shell}")
    assert script.status == 0
    assert "spacelint" in script.out


def test_completion_knows_commands_and_options():
    offered = spacelint(
        _SPACELINT_COMPLETE="complete_bash", COMP_WORDS="spacelint titles --un", COMP_CWORD="2"
    )
    assert "--unsafe-fixes" in offered.out
    commands = spacelint(
        _SPACELINT_COMPLETE="complete_bash", COMP_WORDS="spacelint ru", COMP_CWORD="1"
    )
    assert "rule" in commands.out.split()


def test_a_configuration_beside_the_call_is_followed_and_may_be_left_aside(tmp_path):
    (tmp_path / "spacelint.toml").write_text('ignore = ["SL103"]\n')
    assert spacelint(BROKEN, cwd=tmp_path).status == 0
    assert spacelint(BROKEN, "--isolated", cwd=tmp_path).status == 1
    other = tmp_path / "other.toml"
    other.write_text('[severity]\nSL103 = "info"\n')
    assert "info SL103" in spacelint(BROKEN, "--config", str(other), cwd=tmp_path).out


def test_a_broken_configuration_is_told_with_its_line_and_fails_with_2(tmp_path):
    (tmp_path / "spacelint.toml").write_text('\nignoer = ["SL103"]\n')
    done = spacelint(BROKEN, cwd=tmp_path)
    assert done.status == 2
    assert "spacelint.toml:2" in done.err
    assert "ignore" in done.err


def test_an_argument_that_is_not_utf_8_is_shown_by_its_bytes():
    done = spacelint(os.fsencode("Town hall #AT&T for all \udcff"))
    assert "<U+DCFF>" in done.out
    assert done.status == 1


def test_what_is_not_shown_is_not_mended(tmp_path):
    (tmp_path / "spacelint.toml").write_text('hashtags = ["#Bitcoin"]\n')
    title = "An evening on Bitcoin with @acme for us, live @8pm"
    (tmp_path / "spaces.yaml").write_text(f'- "{title}"\n')
    better = "An evening on Bitcoin with @acme for us, live at 8pm"
    with_hint = "An evening on #Bitcoin with @acme for us, live at 8pm"

    assert f"Better:\n{better}\n" in spacelint(title, cwd=tmp_path).out
    fixed = ("titles", "--fix", "--unsafe-fixes")
    assert spacelint(*fixed, title, cwd=tmp_path).out == better + "\n"
    hints = spacelint(*fixed, "--min-severity", "hint", title, cwd=tmp_path)
    assert hints.out == with_hint + "\n"

    assert better in spacelint("check", "spaces.yaml", cwd=tmp_path).out
    done = spacelint("check", "--fix", "--unsafe-fixes", "spaces.yaml", cwd=tmp_path)
    assert "Fixed 1 problem in 1 file" in done.err
    assert (tmp_path / "spaces.yaml").read_text() == f'- "{better}"\n'
