"""Every command line and option that a page names is one that spacelint takes."""

from __future__ import annotations

import re
import shlex

import pytest
import typer

from spacelint.__main__ import is_bare
from spacelint.cli import COMMANDS
from spacelint.cli.app import application, with_values
from spacelint.cli.mistyped import meant_otherwise
from tests.docs.test_examples import PAGES

_FENCE = re.compile(r"^ {0,3}(`{3,})([\w.+-]*)[^\n]*\n(.*?)^ {0,3}\1`*$", re.M | re.S)
_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.S)
_OPTION = re.compile(r"--[a-z][a-z-]*|-[A-Za-z]")
_SHELLS = ("sh", "powershell", "console")
#: Options that the pages name and that are those of other programs.
_OTHERS = {"--force", "--user", "--strict", "--from", "--packagePath", "--quiet", "--version"}
COMMAND = typer.main.get_command(application())
#: Written as what not to write.
WRONG = {"spacelint Town hall with @jack"}


def lines(page):
    """Yield every command line of spacelint on a page: in shell blocks, and between backticks."""
    text = page.read_text(encoding="utf-8")
    for _, language, body in _FENCE.findall(text):
        if language in _SHELLS:
            for line in body.splitlines():
                line = line.removeprefix("$ ").strip()
                if line.startswith("spacelint "):
                    yield line
    text = _FENCE.sub("", text)
    yield from (line[1] for line in re.finditer(r"^ {4}(spacelint .*)$", text, re.M))
    for _, span in _SPAN.findall(text):
        line = " ".join(span.split())
        if line.startswith("spacelint "):
            yield line


def parsed(words):
    """Parse ``words`` as the command line does, down to the command that they name; run nothing."""
    if words in (["--version"], ["-V"], ["help"]):
        return
    if words[0] not in COMMANDS and not words[0].startswith("--"):
        assert not meant_otherwise(words), words
    if is_bare(words) and words[0] != "check":
        return
    if words[0] not in COMMANDS:
        words = ["titles", *words]
    command = COMMAND
    while hasattr(command, "commands") and words and not words[0].startswith("-"):
        if words[0] not in command.commands and "titles" in command.commands:
            words = ["titles", *words]
        assert words[0] in command.commands, words
        command, words = command.commands[words[0]], words[1:]
    if words or not hasattr(command, "commands"):
        # A command that a sentence only names may lack its arguments.
        command.make_context("spacelint", with_values(words), resilient_parsing=not words)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_line_of_a_page_is_one_that_can_be_typed(page):
    for line in lines(page):
        if line in WRONG:
            assert meant_otherwise(shlex.split(line)[1:])
            continue
        words = shlex.split(re.split(r" [|<>] ", line)[0], comments=True)
        try:
            parsed(words[1:])
        except Exception as error:
            raise AssertionError(f"{page.name}: {line}: {error}") from None


def test_the_pages_name_command_lines_and_one_that_is_wrong_is_found():
    found = [line for page in PAGES for line in lines(page)]
    assert len(found) > 80
    assert {"check", "suggest", "rule", "config", "page", "reach", "history"} <= {
        words[1] for line in found if len(words := line.split()) > 1
    }
    for wrong in (
        ["check", "--fx"],
        ["chek", "spaces"],
        ["config", "sow"],
        ["suggest", "--limit", "x", "y"],
    ):
        with pytest.raises(Exception):  # noqa: B017, PT011
            parsed(wrong)


def every_option(command):
    for parameter in command.params:
        yield from (*parameter.opts, *parameter.secondary_opts)
    for inner in getattr(command, "commands", {}).values():
        yield from every_option(inner)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_option_of_a_page_is_one_of_a_command(page):
    known = {*every_option(COMMAND), "--help", "-h", *_OTHERS}
    text = _FENCE.sub("", page.read_text(encoding="utf-8"))
    named = {
        option
        for _, span in _SPAN.findall(text)
        if span.startswith("-")
        for option in span.split("=")[0].split()[0].split("/")
        if _OPTION.fullmatch(option)
    }
    assert sorted(named - known) == []
