"""A baseline: findings that are known and accepted, by rule and title, each with how often.

It is kept in JSON or TOML (by the file's ending), sorted, an entry a line, so that a change of it
reads well in a diff. A title counts as the same whatever its capitals, spaces and Unicode form.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

import tomli

from spacelint.config.show import toml_text
from spacelint.source.reader import NotRead, read_bytes
from spacelint.text.width import visible

Key = tuple[str, str]


VERSION = 1
MOST_BYTES = 20_000_000
DEFAULT = "spacelint-baseline.json"


class BaselineError(Exception):
    """A baseline cannot be read; the text says which and why, for the person who called."""


class Baseline:
    """Counts of accepted findings; each accepted finding uses one up."""

    __slots__ = ("_left",)

    def __init__(self, counts: Mapping[Key, int]) -> None:
        self._left = dict(counts)

    def copy(self) -> Baseline:
        """Return an independent copy, for a trial run."""
        return Baseline(self._left)

    def accepts(self, code: str, title: str) -> bool:
        """True if the baseline accepts this finding, which uses up one of its count."""
        key = (code, normalised(title))
        left = self._left.get(key, 0)
        if left:
            self._left[key] = left - 1
        return left > 0


@lru_cache(1)  # each finding of a long title would read all of it again
def normalised(title: str) -> str:
    """Return what a title is known by: NFKC, white space as one space, case folded.

    Half a character (a lone surrogate) cannot be written to a file, so U+FFFD stands for it.
    """
    if not title.isascii():
        title = unicodedata.normalize("NFKC", re.sub("[\ud800-\udfff]", "\ufffd", title))
    return " ".join(title.split()).casefold()


def counted(findings: Iterable[Key]) -> dict[Key, int]:
    """Count findings, given as code and title."""
    counts: dict[Key, int] = {}
    for code, title in findings:
        key = (code, normalised(title))
        counts[key] = counts.get(key, 0) + 1
    return counts


def read_baseline(path: str) -> dict[Key, int]:
    """Read a baseline; raises BaselineError with path, line and column."""
    data = read_bytes(path, MOST_BYTES)
    if isinstance(data, NotRead):
        raise BaselineError(f"{visible(path)}: {data.message}")
    try:
        return _counts(_parsed(data.decode("utf-8-sig"), path))
    except UnicodeDecodeError:
        raise BaselineError(f"{visible(path)}: it is not UTF-8") from None
    except ValueError as error:
        raise BaselineError(f"{visible(path)}:{error}") from None
    except RecursionError:
        raise BaselineError(f"{visible(path)}: it is nested too deeply") from None


def written(counts: Mapping[Key, int], path: str) -> str:
    """Return the text of a baseline, in the format that the ending of ``path`` tells."""
    rules: dict[str, dict[str, int]] = {}
    for code, title in sorted(counts):
        if counts[code, title] > 0:
            rules.setdefault(code, {})[title] = counts[code, title]
    if not path.endswith(".toml"):
        whole = {"version": VERSION, "findings": rules}
        return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"
    lines = ["# Findings that are known and accepted; written by spacelint check --write-baseline.",
             f"version = {VERSION}"]  # fmt: skip
    for code, titles in rules.items():
        lines += ["", f"[findings.{code}]"]
        lines += [f"{toml_text(title)} = {count}" for title, count in titles.items()]
    return "\n".join(lines) + "\n"


def _parsed(text: str, path: str) -> object:
    if path.endswith(".toml"):
        try:
            return tomli.loads(text)
        except tomli.TOMLDecodeError as error:
            raise ValueError(f"{error.lineno}:{error.colno}: {error.msg}") from None
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"{error.lineno}:{error.colno}: {error.msg}") from None


def _counts(value: object) -> dict[Key, int]:
    if not isinstance(value, dict) or not isinstance(value.get("findings"), dict):
        raise ValueError(' expected a table "findings"; found none')
    if value.get("version") != VERSION:
        found = visible(repr(value.get("version"))[:40])
        raise ValueError(f' expected "version" {VERSION}; found {found}')
    counts: dict[Key, int] = {}
    for code, titles in value["findings"].items():
        if not isinstance(titles, dict):
            raise ValueError(f" findings.{visible(code)}: expected titles, each with a number")
        for title, count in titles.items():
            if not isinstance(count, int) or isinstance(count, bool) or count < 1:
                found = visible(repr(count)[:40])
                raise ValueError(
                    f" findings.{visible(code)}: expected a number from 1; found {found}"
                )
            counts[code, title] = count
    return counts
