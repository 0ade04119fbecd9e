"""Command lines that are taken for titles and are meant otherwise."""

from __future__ import annotations

import os
import shlex
import sys

from spacelint.cli import COMMANDS, UsageError
from spacelint.plan.formats import format_of
from spacelint.text.distance import distance
from spacelint.text.width import visible

#: Words that other programs have as commands, and what to write here.
_ELSEWHERE = {"version": "spacelint --version", "lint": "spacelint check", "fix":
              "spacelint check --fix", "format": "spacelint check --fix",
              "completion": "spacelint --install-completion"}  # fmt: skip


def meant_otherwise(arguments: list[str]) -> str:
    """Return what a command line is likely meant for if not for titles; nothing if it is.

    ``arguments`` are those of a call whose first word is no command and no option.
    """
    first = arguments[0]
    if len(arguments) == 1 and _is_plan(first):
        return (
            f"{visible(first)} is {_kind(first)}, not a title. To lint the titles in it:"
            f" spacelint check {visible(quoted(first))}"
        )
    command = _nearest_command(first)
    if command:
        rest = " ".join(visible(quoted(each)) for each in arguments[1:])
        written = f"{command} {rest}".rstrip()
        return (
            f'"{visible(first)}" is not a command. Did you mean: {written}\n'
            f"To lint it as a title: spacelint -- {visible(quoted(first))}"
        )
    return loose_words(arguments)


def loose_words(arguments: list[str], command: str = "spacelint") -> str:
    """Return the hint about quotes where the titles of ``command`` look like the words of one."""
    words = [each for each in arguments if each != "-"]
    if len(words) < 3 or any(" " in each or each.startswith("-") for each in words):
        return ""
    title = visible(quoted(" ".join(words)))
    return (
        f"These {len(words)} words look like one title. Put it in quotes: {command} {title}\n"
        f"To lint each as a title: {command} -- {' '.join(visible(quoted(w)) for w in words)}"
    )


def require_titles(titles: list[str], command: str) -> None:
    """Raise UsageError with what the titles of a command with options are likely meant for.

    ``command`` is the command line up to them. Nothing is refused that stands after ``--``.
    """
    if "--" not in sys.argv and (message := _titles_meant_otherwise(titles, command)):
        raise UsageError(message)


def _titles_meant_otherwise(titles: list[str], command: str) -> str:
    first, *rest = titles or [""]
    if not rest and _is_plan(first):
        shown = visible(quoted(first))
        verb, known = "check", "check"
        if command == "spacelint reach":
            verb, known = "look at", "reach --plan"
        message = f"{shown} is {_kind(first)}, not a title. To {verb} the titles in it"
        return f"{message}: spacelint {known} {shown}"
    meant = _command_of(first, command)
    if meant:
        shown = visible(quoted(first))
        written = " ".join((meant, *(visible(quoted(each)) for each in rest)))
        return (
            f"{shown} would be a title here. Did you mean: {written}\n"
            f"To take it as a title: {command} -- {shown}"
        )
    return loose_words(titles, command)


def _command_of(word: str, command: str) -> str:
    """Return the command line that ``word`` after ``command`` likely means; "" for a title."""
    if command == "spacelint reach":
        if word in ("live", "plan", "candidates", "plot"):
            return f"{command} --{word}"
        if word.islower() and _is_near(word, "calendar"):
            return f"{command} calendar"
    return f"spacelint {word}" if word in COMMANDS else ""


def _kind(path: str) -> str:
    return "a folder" if os.path.isdir(path) else "a file"


def _is_plan(argument: str) -> bool:
    """True for a path that is there, and for a word that ends as the name of a plan does."""
    if len(argument) > 255 or "\n" in argument or argument == "-":
        return False
    if os.path.isfile(argument) or (os.path.isdir(argument) and " " not in argument):
        return True
    if os.path.exists(argument) and os.sep in argument:
        return True
    if " " in argument or "." not in argument:
        return False
    return format_of(argument) is not None


def _nearest_command(word: str) -> str:
    """Return the command that a lower-case ASCII word is likely to mean."""
    if not (word.isascii() and word.isalpha() and word.islower()):
        return ""
    if word in _ELSEWHERE:
        return _ELSEWHERE[word]
    near = min(COMMANDS, key=lambda command: distance(word, command, 2))
    return f"spacelint {near}" if _is_near(word, near) else ""


def _is_near(word: str, command: str) -> bool:
    most = 1 if len(word) < 5 else 2
    return distance(word, command, most) <= most


def quoted(argument: str) -> str:
    """Return an argument as a shell takes it whole."""
    if os.name == "nt":
        return f'"{argument}"' if set(argument) & set(" &|<>^#'") else argument
    return shlex.quote(argument)
