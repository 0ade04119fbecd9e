"""Command lines that are taken for titles and are meant otherwise."""

from __future__ import annotations

import os
import shlex

from spacelint.cli import COMMANDS
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
            f"{visible(first)} is a file, not a title. To lint the titles in it:"
            f" spacelint check {visible(_quoted(first))}"
        )
    command = _nearest_command(first)
    if command:
        rest = " ".join(visible(_quoted(each)) for each in arguments[1:])
        written = f"{command} {rest}".rstrip()
        return (
            f'"{visible(first)}" is not a command. Did you mean: {written}\n'
            f"To lint it as a title: spacelint -- {visible(_quoted(first))}"
        )
    words = [each for each in arguments if each != "-"]
    if len(words) > 2 and not any(" " in each or each.startswith("-") for each in words):
        title = visible(_quoted(" ".join(words)))
        return (
            f"These {len(words)} words look like one title. Put it in quotes: spacelint {title}\n"
            f"To lint each as a title: spacelint -- {' '.join(visible(_quoted(w)) for w in words)}"
        )
    return ""


def _is_plan(argument: str) -> bool:
    """True for a path that is there, and for a word that ends as the name of a plan does."""
    if len(argument) > 255 or "\n" in argument:
        return False
    if os.path.exists(argument) and (os.path.isfile(argument) or os.sep in argument):
        return True
    if " " in argument or "." not in argument:
        return False
    from spacelint.plan.formats import format_of

    return format_of(argument) is not None


def _nearest_command(word: str) -> str:
    """Return the command that a lower-case ASCII word is likely to mean."""
    if not (word.isascii() and word.isalpha() and word.islower()):
        return ""
    if word in _ELSEWHERE:
        return _ELSEWHERE[word]
    from spacelint.text.distance import distance

    most = 1 if len(word) < 5 else 2
    near = min(COMMANDS, key=lambda command: distance(word, command, most))
    return f"spacelint {near}" if distance(word, near, most) <= most else ""


def _quoted(argument: str) -> str:
    """Return an argument as a shell takes it whole."""
    if os.name == "nt":
        return f'"{argument}"' if set(argument) & set(" &|<>^#'") else argument
    return shlex.quote(argument)
