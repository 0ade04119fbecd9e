"""The text of a first configuration, commented, for the plans a project has."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from spacelint.config.show import toml_text

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEAD = """\
# How spacelint reads this project. Every key is explained in docs/configuration.md;
# `spacelint config show` prints what holds, with the file and line that set it.

# Rules in use or not, by code (SL502), by the start of one (SL5) or by name.
# select = ["SL1", "SL2", "SL3"]
# extend-select = []
# ignore = ["SL502"]

# What is shown, and what makes a run fail: error, warning, info or hint.
min-severity = "info"
fail-on = "warning"
"""

_PLAN = """
[plan]
# The plan files, where none are named on the command line.
files = [{files}]
# The zone of times that name none.
# timezone = "Europe/Berlin"
"""

_MARKDOWN = """
# Where the values stand in these files, if the usual names (title, start, host …) are not theirs.
# [plan.{glob}]
# title = "description"
# start = ["date", "time"]
# where = {{ location = "Spaces" }}
"""

_TABLE = """
# Where the values stand in these files: a column's name, or its number from 1.
# [plan.{glob}]
# title = "Text"
# start = "Posting Time"
# date-order = "dmy"
"""

_BOOK = """
# Your brand book: what a title should have, and with which capitals.
# [brand]
# names = ["Acme"]
# handle = "@AcmeHQ"
# hashtags = ["#AcmeTalks"]
#
# [campaigns.winter]
# hashtag = "#AcmeWinter"
# starts = 2026-11-15
# ends = 2027-01-06
# owner = "Dana"
"""


def init_text(plans: Sequence[str] = ()) -> str:
    """The text of a new ``spacelint.toml`` that suits the given plan files.

    `plans` are paths relative to where the file will stand. What suits anybody stands there as
    it is, what has to be thought about as a comment. The text is valid as it stands.
    """
    globs = _globs(plans) or ["spaces/*.toml", "spaces/*.yaml"]
    text = _HEAD + _PLAN.format(files=", ".join(_quoted(glob) for glob in globs))
    for glob in globs:
        if glob.endswith((".md", ".yaml", ".yml", ".toml", ".json", ".jsonl")):
            text += _MARKDOWN.format(glob=_quoted(glob))
        elif glob.endswith((".csv", ".tsv")):
            text += _TABLE.format(glob=_quoted(glob))
    return text + _BOOK


def _globs(plans: Sequence[str]) -> list[str]:
    """One glob a directory and ending, in the order of the plans; single files by name."""
    groups: dict[tuple[str, str], list[str]] = {}
    for plan in plans:
        path = plan.replace(os.sep, "/").removeprefix("./")
        directory, name = os.path.split(path)
        groups.setdefault((directory, os.path.splitext(name)[1]), []).append(path)
    found = []
    for (directory, ending), paths in groups.items():
        if len(paths) == 1 and not directory:
            found.append(_literal(paths[0]))
        else:
            found.append(f"{_literal(directory)}/*{ending}" if directory else f"/*{ending}")
    return found[:20]


def _literal(path: str) -> str:
    """A path as a glob that matches it alone."""
    return "".join(f"[{char}]" if char in "*?[{" else char for char in path)


def _quoted(text: str) -> str:
    return toml_text(text)
