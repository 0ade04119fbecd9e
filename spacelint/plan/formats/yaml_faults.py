"""What is wrong with a text that is not YAML, in plain words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacelint.plan.values import PlanProblem, unreadable
from spacelint.source.styles.yaml import YamlStyle
from spacelint.source.yaml_places import MAX_DEPTH, MAX_VALUES

if TYPE_CHECKING:
    from typing import Any

    from spacelint.source.yaml_places import YamlScan

_STYLE = YamlStyle()
_TOO_DEEP = f"it is nested deeper than {MAX_DEPTH} levels"


def refused(scan: YamlScan, shift: int) -> PlanProblem:
    """Return the problem of a document that must not be loaded."""
    at = scan.fault_at + shift
    if scan.fault == "depth":
        return unreadable(at, _TOO_DEEP, "use fewer levels")
    reason = f"its aliases multiply it to more than {MAX_VALUES:,} values"
    return unreadable(at, reason, "write the values out")


def fault(text: str, error: Any, shift: int) -> PlanProblem:
    """Return the problem that PyYAML met, at its place."""
    mark = error.problem_mark or error.context_mark
    at = min(mark.index if mark is not None else 0, len(text))
    problem = str(error.problem or "")
    if "nest" in problem.lower() or "depth" in problem.lower():  # libyaml has a limit of its own
        return unreadable(at + shift, _TOO_DEEP, "use fewer levels")
    if "escape" in problem or "hex" in problem:
        reason = "a backslash inside double quotes starts a code that YAML does not know"
        return unreadable(at + shift, reason, "use single quotes, or write two: \\\\")
    if "quoted scalar" in str(error.context or "") and error.context_mark is not None:
        at = error.context_mark.index
        hint = "close it, or remove it"
        return unreadable(at + shift, "a quote is opened and not closed", hint)
    context = str(error.context or "")
    hidden = None
    if "flow" in context and error.context_mark is not None:
        opened = max(text.rfind("{", 0, at), text.rfind("[", 0, at), 0)
        hidden = _hidden(text, min(error.context_mark.index, opened), at)
    at, reason, hint = hidden or _words(text, at, problem, context)
    return unreadable(at + shift, reason, hint)


_HIDDEN = re.compile(r"(?<=[ \t])#[^\s#!]")
_KEY = re.compile(r"([^\s\[\]{},:#][^\[\]{},:#]*):[ \t]+\Z")


def _hidden(text: str, start: int, end: int) -> tuple[int, str, str] | None:
    """Say of a list or table in brackets that a hashtag hides what follows it, and its end."""
    for found in _HIDDEN.finditer(text, start, end):
        at = found.start()
        before = text[max(start, text.rfind("\n", 0, at) + 1) : at]
        if any(before.count(quote) % 2 for quote in ('"', "'")):
            continue
        shown = re.split(r"[\[{,]|:[ \t]", before)[-1].strip()
        rest = re.compile(r"[^,}\]\r\n]*").match(text, at)
        whole = f"{shown} {rest[0] if rest else ''}".strip()
        hint = f"write {_STYLE.whole(whole, 'plain', '')}"
        return at, "a # after a space hides the rest of the line, as a comment", hint
    return None


def _bad_first_character(text: str, line: int, at: int) -> tuple[int, str, str]:
    """Say that a value cannot start so; ``line`` is where its line starts."""
    before = text[line:at]
    opened = sum(before.count(mark) for mark in "[{") > sum(before.count(mark) for mark in "]}")
    flow = opened or text[:at].rstrip()[-1:] in ("[", "{", ",")
    found = re.compile(r"[^,\]}\r\n]+" if flow else r"[^\r\n]+").match(text, at)
    value = re.sub(r"\s+#\s.*\Z", "", found[0] if found else "").strip()
    key = _KEY.search(before)
    named = re.sub(r"\A(?:-[ \t]+)+", "", key[1]) + ": " if key else ""
    hint = f"write {named}{_STYLE.whole(value, 'plain', '')}"
    return at, f"YAML does not let a value start with {text[at]}", hint


_KEY_VALUE = re.compile(r"[ \t]*(?:-[ \t]+)*([^\s:#][^:#\r\n]*?):[ \t]+([^\r\n]*)")


def _words(text: str, at: int, problem: str, context: str) -> tuple[int, str, str]:
    """Say what is wrong in plain words; looks at the line, and at the one before it too."""
    start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    if re.match(r"[ ]*\t", text[start:]):
        return at, "the line is indented with a tab", "indent with spaces"
    if "cannot start any token" in problem and text[at : at + 1] in ("@", "`", "%"):
        return _bad_first_character(text, start, at)
    for line_start in (start, text.rfind("\n", 0, max(start - 1, 0)) + 1):
        line = re.compile(r"[^\r\n]*").match(text, line_start)
        found = _KEY_VALUE.match(line[0]) if line else None
        if found is None:
            continue
        key, value = found[1], found[2]
        value = re.sub(r"\s+#\s.*\Z", "", value).strip()
        place = line_start + found.start(2)
        quoted = _STYLE.whole(value, "plain", "")
        if value[:1] in ("*", "&", "!") and ("anchor" in context or "alias" in problem + context
                                             or "tag" in problem + context):  # fmt: skip
            return (
                place,
                f"YAML takes {value[0]} in first place for a mark of its own",
                f"write {key}: {quoted}",
            )
        if value[:1] not in ("", '"', "'", "|", ">", "[", "{") and re.search(r":(\s|\Z)", value):
            colon = place + re.search(r":(\s|\Z)", value).start()  # type: ignore[union-attr]
            return (
                colon,
                "a colon and a space inside a value start a new key",
                f"write {key}: {quoted}",
            )
        if value[:1] in ('"', "'") and not re.fullmatch(
            r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'', value
        ):
            return (
                place,
                "something follows the closing quote",
                "put the whole title in one pair of quotes",
            )
        if value[:1] in ("[", "{"):
            return (
                place,
                f"YAML takes {value[0]} in first place for a list or table",
                (f"write {key}: {quoted}" if value[:1] not in (value[-1:], "") else "close it"),
            )
    if "another document" in problem:
        return (
            at,
            "it holds more than one document",
            "keep one document a file, without --- between",
        )
    if "alias" in problem:
        return at, "an alias names nothing", "put a value that starts with * in quotes"
    if "tag" in problem:
        return at, "a tag (!) is not known", "put a value that starts with ! in quotes"
    return at, "the line does not fit what stands before it", "check its indentation and its colon"
