"""The texts of ``config show``, each value with the file and line that set it, and of ``init``."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from spacelint.config.merge import Origin, fill, is_option, merge
from spacelint.config.table import CONFIG
from spacelint.config.value import Config
from spacelint.schema import key_path_text, key_spans, shown
from spacelint.severity import FAIL_ON, MIN_SEVERITY
from spacelint.text.value import Path


class Row(NamedTuple):
    """One value as TOML writes it; `file` is empty and `line` 0 for a default."""

    key: str
    value: str
    file: str
    line: int


def config_show_rows(config: Config) -> tuple[Row, ...]:
    """The rows of ``config show``: every value in force, defaults included, ordered by key path.

    Lists merged from several files come entry by entry, each with its own line.
    """
    values, origins = merge(config.layers)
    flat = list(_flat(fill(values, CONFIG), (), origins))
    lines = _lines(config, [origin for _, _, origin in flat if origin is not None])
    rows = []
    for path, value, origin in flat:
        file = config.layers[origin.layer].document.path if origin is not None else ""
        line = lines[origin] if origin is not None else 0
        rows.append(Row(key_path_text(path), toml_text(value), file, line))
    return tuple(rows)


def toml_text(value: Any) -> str:
    """A value as TOML writes it, on one line, control characters escaped; None as nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, (tuple, list)):
        return f"[{', '.join(toml_text(one) for one in value)}]"
    if isinstance(value, dict):
        inner = ", ".join(
            f"{key_path_text((key,))} = {toml_text(one)}" for key, one in value.items()
        )
        return f"{{ {inner} }}" if inner else "{}"
    return str(value)


def _quoted(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{shown(plain, 10_000)}"'.replace("\\x", "\\u00")


def _flat(
    value: Any, path: Path, origins: Mapping[Path, Origin]
) -> Iterator[tuple[Path, Any, Origin | None]]:
    if isinstance(value, dict) and (value or not path) and not is_option(path):
        for key, one in value.items():
            yield from _flat(one, (*path, key), origins)
    elif isinstance(value, tuple) and (*path, 0) in origins:
        for index, one in enumerate(value):
            yield (*path, index), one, origins.get((*path, index))
    else:
        yield path, value, origins.get(path)


def _lines(config: Config, origins: list[Origin]) -> dict[Origin, int]:
    lines: dict[Origin, int] = {}
    for index, layer in enumerate(config.layers):
        own = [origin for origin in origins if origin.layer == index]
        spans = key_spans(layer.document, [(layer.at + origin.path, True) for origin in own])
        text = layer.document.text
        for origin, (start, _) in zip(own, spans, strict=True):
            lines[origin] = text.count("\n", 0, start) + 1
    return lines


_HEAD = f"""\
# How spacelint reads this project. Every key is explained in docs/configuration.md;
# `spacelint config show` prints what holds, with the file and line that set it.

# Rules in use or not, by code (SL502), by the start of one (SL5) or by name.
# select = ["SL1", "SL2", "SL3"]
# extend-select = []
# ignore = ["SL502"]

# What is shown, and what makes a run fail: error, warning, info or hint.
min-severity = "{MIN_SEVERITY}"
fail-on = "{FAIL_ON}"
"""

_PLAN = """
[plan]
# The plan files, where none are named on the command line.{note}
{mark}files = [{files}]
# The zone of times that name none.
# timezone = "Europe/Berlin"
"""

_BY_NAME = """ Without this line
# they are the files with "spaces" in their name, or in a folder's, that hold Spaces."""

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

    `plans` are paths relative to the file's folder. Settings that suit everybody are set, those
    that need a decision are comments. The text is a valid configuration.
    """
    found = _globs(plans)
    globs = found or ["spaces/*.toml", "spaces/*.yaml"]
    # Set where there are no plans yet, it would pass over those made later elsewhere.
    text = _HEAD + _PLAN.format(
        files=", ".join(toml_text(glob) for glob in globs),
        note="" if found else _BY_NAME,
        mark="" if found else "# ",
    )
    for glob in globs:
        if glob.endswith((".md", ".yaml", ".yml", ".toml", ".json", ".jsonl")):
            text += _MARKDOWN.format(glob=toml_text(glob))
        elif glob.endswith((".csv", ".tsv")):
            text += _TABLE.format(glob=toml_text(glob))
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
