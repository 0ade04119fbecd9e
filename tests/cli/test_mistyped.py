"""Command lines that are meant otherwise than they are written."""

from __future__ import annotations

import re
import shlex

import pytest
import typer

from spacelint.cli import COMMANDS
from spacelint.cli.app import application
from tests.cli.command import spacelint
from tests.docs.test_commands import parsed


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (("chek", "spaces"), "spacelint check spaces"),
        (("chek",), "spacelint check"),
        (("sugest", "Town hall #AT&T"), "spacelint suggest 'Town hall #AT&T'"),
        (("suggets", "x"), "spacelint suggest x"),
        (("rules",), "spacelint rule"),
        (("preveiw", "x"), "spacelint preview x"),
        (("chek", "--fix", "spaces"), "spacelint check --fix spaces"),
        (("version",), "spacelint --version"),
        (("lint", "spaces"), "spacelint check spaces"),
        (("fix", "spaces"), "spacelint check --fix spaces"),
    ],
)
def test_a_mistyped_command_is_an_error_with_the_right_one(arguments, meant):
    done = spacelint(*arguments)
    assert done.status == 2
    assert done.out == ""
    assert done.err.splitlines()[0].endswith(f"is not a command. Did you mean: {meant}")


@pytest.mark.parametrize("word", ["hello", "Check", "chék", "crypto", "music", "bitcoin"])
def test_a_word_that_is_no_command_is_a_title(word):
    done = spacelint(word)
    assert done.out.startswith(f"{word}\n")
    assert done.status in (0, 1)


def test_a_lone_folder_is_an_error_with_the_right_command(tmp_path):
    (tmp_path / "spaces").mkdir()
    (tmp_path / "Town hall").mkdir()
    for path in ("spaces", "./spaces", "."):
        done = spacelint(path, cwd=tmp_path)
        assert (done.out, done.status) == ("", 2)
        assert f"{path} is a folder, not a title." in done.err
        assert done.err.rstrip().endswith(f"spacelint check {path}")
    assert spacelint("Town hall", cwd=tmp_path).status == 0
    assert spacelint("--", "spaces", cwd=tmp_path).status == 0


def test_a_lone_file_is_an_error_with_the_right_command(tmp_path):
    (tmp_path / "my plan").mkdir()
    (tmp_path / "my plan" / "q1.yaml").write_text("- AMA with @jack\n")
    (tmp_path / "notes").write_text("")
    for path, shown in (("my plan/q1.yaml", "'my plan/q1.yaml'"), ("notes", "notes")):
        done = spacelint(path, cwd=tmp_path)
        assert (done.out, done.status) == ("", 2)
        assert done.err.endswith(f"spacelint check {shown}\n")
    (tmp_path / "-").write_text("")  # which is not what - stands for
    assert spacelint("-", "--isolated", cwd=tmp_path, stdin=b"AMA\n").status == 0
    gone = spacelint("spaces/q1.yaml", cwd=tmp_path)
    assert gone.status == 2
    assert "spacelint check spaces/q1.yaml" in gone.err


@pytest.mark.parametrize("title", ["AMA about notes.txt", "Node.js", "#5.0", "Q&A v1.5", "3.14"])
def test_a_title_with_a_dot_in_it_is_a_title(title):
    assert spacelint(title).out.startswith(f"{title}\n")


def test_words_without_quotes_get_a_hint_and_two_hyphens_lint_them(tmp_path):
    done = spacelint("Town", "hall", "with", "@jack")
    assert (done.out, done.status) == ("", 2)
    assert "spacelint 'Town hall with @jack'" in done.err
    assert spacelint("--", "Town", "hall", "with", "@jack").out.count("X links") >= 1
    assert spacelint("Town hall", "Open hour", "Office hours").status == 0


@pytest.mark.parametrize(
    ("before", "command"),
    [
        (("--fix",), "spacelint"),
        (("--select", "SL1"), "spacelint"),
        (("titles",), "spacelint"),
        (("suggest",), "spacelint suggest"),
        (("suggest", "--limit", "1"), "spacelint suggest"),
    ],
)
def test_words_without_quotes_get_the_hint_after_options_and_commands_too(before, command):
    words = ("Town", "hall", "with", "@jack")
    done = spacelint(*before, *words)
    assert (done.out, done.status) == ("", 2)
    assert done.err.startswith("These 4 words look like one title. Put it in quotes: ")
    assert f": {command} 'Town hall with @jack'\n" in done.err
    assert spacelint(*before, "--", *words).out
    assert spacelint(*before, "Town hall", "Open hour", "Office hours").out
    file = spacelint(*before, "spaces/q1.yaml")
    assert (file.out, file.status) == ("", 2)
    assert "spacelint check spaces/q1.yaml" in file.err


@pytest.mark.parametrize(
    "words",
    ["history list --since yesterday --tag x", "history list --nope a b c",
     "history nope a b c", "reach calendar --week next --plan a --plan b", "check a b c --nope",
     "reach calendar a b c", "titles Once --today x --fail-on y", "config nope a b c"],
)  # fmt: skip
def test_what_is_no_title_gets_no_hint_about_quotes(words):
    done = spacelint(*words.split())
    assert (done.out, done.status) == ("", 2)
    assert "Error:" in done.err
    assert "in quotes" not in done.err


@pytest.mark.parametrize("command", ["preview", "suggest", "--quiet"])
def test_a_command_after_a_command_or_an_option_is_told_what_to_write(command):
    done = spacelint(command, "history")
    assert (done.out, done.status) == ("", 2)
    assert "Did you mean: spacelint history" in done.err
    assert spacelint(command, "--", "history").status == 0


def test_words_after_an_option_that_is_not_there_get_the_hint():
    done = spacelint("--campaign", "x", "Town", "hall", "with", "@jack")
    assert (done.out, done.status) == ("", 2)
    assert "No such option: --campaign" in done.err
    assert "Put a title of several words in quotes: 'Town hall with @jack'" in done.err
    assert "in quotes" not in spacelint("--campaign", "x", "Town hall with @jack").err


@pytest.mark.parametrize("word", ["chek", "version", "spaces/q1.yaml", "help", *COMMANDS])
def test_two_hyphens_lint_anything(word):
    assert spacelint("--", word).out.startswith(f"{word}\n")


def test_help_and_version_can_be_had_in_every_way():
    assert spacelint("-V") == spacelint("--version")
    assert spacelint("help").out == spacelint("--help").out
    assert spacelint("help", "check").out == spacelint("check", "--help").out
    unknown = spacelint("help", "chek")
    assert (unknown.out, unknown.status) == ("", 2)
    assert unknown.err.startswith('no command is called "chek"; there are titles, check, ')


def commands(group=None, *names):
    """Yield the words of every command that does something."""
    group = group or typer.main.get_command(application())
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, *names, name)
        else:
            yield (*names, name)


def test_the_help_of_every_command_ends_with_two_command_lines_that_can_be_typed():
    every = [*commands()]
    assert ("check",) in every
    assert ("config", "init") in every
    for words in every:
        group = typer.main.get_command(application())
        for word in words:
            group = group.commands[word]
        heading, *examples = group.epilog.replace("\\[", "[").split("\n\n")
        assert heading == "Examples:", words
        assert len(examples) == 2, words
        for example in examples:
            parsed(shlex.split(re.split(r" [|<>] ", example)[0])[1:])


def test_the_help_of_check_has_groups_and_shows_the_choices():
    shown = spacelint("check", "--help", COLUMNS="160").out
    for group in ("What to check", "Rules", "Fixing", "Output", "Asking X", "Configuration"):
        assert group in shown
    assert "[error|warning|info|hint]" in "".join(shown.split())
    assert "[REF]" in shown


def test_quiet_prints_findings_alone():
    done = spacelint("-q", "Office hours with @jack and friends", "great#tag for all of us")
    assert "Office hours" not in done.out
    assert "SL102" in done.out
    assert done.err == ""


def test_the_most_findings_are_shown_and_the_others_counted():
    title = "Town hall #AT&T with us, live @8pm, and great#Winter"
    done = spacelint("--max-diagnostics", "1", title)
    assert done.out.count(" SL") == 1
    assert "3 errors" in done.err
    assert "2 not shown (--max-diagnostics)" in done.err
    assert done.status == 1
