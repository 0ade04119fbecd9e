"""What is wrong with a text that is not YAML, and titles that YAML cuts at a hashtag."""

from __future__ import annotations

import re

from spacelint.plan.values import PlanProblem, unreadable
from spacelint.source.styles.yaml import YamlStyle
from spacelint.source.yaml_places import MAX_DEPTH, MAX_VALUES
from spacelint.text.model import Edit
from spacelint.text.pattern import Pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from spacelint.source.yaml_places import YamlScan
    from spacelint.text.value import Path


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
        reason = "a backslash inside double quotes starts a code that YAML doesn't know"
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


_HIDDEN = Pattern(r"(?<=[ \t])#[^\s#!]")
_KEY = Pattern(r"(?<![^\[\]{},:#])\s*+([^\s\[\]{},:#][^\[\]{},:#]*):[ \t]+\Z")
_COMMENT = Pattern(r"(?<!\s)\s+#\s.*\Z")


def _hidden(text: str, start: int, end: int) -> tuple[int, str, str] | None:
    """Say of a list or table in brackets that a hashtag hides what follows it, and its end."""
    for found in _HIDDEN.reading(text).finditer(text, start, end):
        at = found.start()
        before = text[max(start, text.rfind("\n", 0, at) + 1) : at]
        if any(before.count(quote) % 2 for quote in ('"', "'")):
            continue
        shown = re.split(r"[\[{,]|:[ \t]", before)[-1].strip()
        rest = re.compile(r"[^,}\]\r\n]*").match(text, at)
        whole = f"{shown} {rest[0] if rest else ''}".strip()
        hint = f"write {_STYLE.whole(whole)}"
        return at, "a # after a space hides the rest of the line, as a comment", hint
    return None


def _bad_first_character(text: str, line: int, at: int) -> tuple[int, str, str]:
    """Say that a value cannot start so; ``line`` is where its line starts."""
    before = text[line:at]
    opened = sum(before.count(mark) for mark in "[{") > sum(before.count(mark) for mark in "]}")
    flow = opened or text[:at].rstrip()[-1:] in ("[", "{", ",")
    found = re.compile(r"[^,\]}\r\n]+" if flow else r"[^\r\n]+").match(text, at)
    value = _COMMENT.sub("", found[0] if found else "").strip()
    key = _KEY.search(before)
    named = re.sub(r"\A(?:-[ \t]+)+", "", key[1]) + ": " if key else ""
    hint = f"write {named}{_STYLE.whole(value)}"
    return at, f"YAML doesn't let a value start with {text[at]}", hint


_KEY_VALUE = Pattern(r"[ \t]*+(?:-[ \t]++)*+([^\s:#][^:#\r\n]*+):[ \t]+([^\r\n]*)")


def _words(text: str, at: int, problem: str, context: str) -> tuple[int, str, str]:
    """Say what is wrong in plain words; looks at the line, and at the one before it too."""
    start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    if re.match(r"[ ]*\t", text[start:]):
        return at, "the line is indented with a tab", "indent with spaces"
    if "cannot start any token" in problem and text[at : at + 1] in ("@", "`", "%"):
        return _bad_first_character(text, start, at)
    for line_start in (start, text.rfind("\n", 0, max(start - 1, 0)) + 1):
        found = _KEY_VALUE.match(text, line_start)
        if found is None:
            continue
        key, value = found[1], _COMMENT.sub("", found[2]).strip()
        place = found.start(2)
        quoted = _STYLE.whole(value)
        write, mark = f"write {key}: {quoted}", value[:1]
        full = problem + context
        if mark in ("*", "&", "!") and ("anchor" in context or "alias" in full or "tag" in full):
            return place, f"YAML takes {mark} in first place for a mark of its own", write
        colon = _COLON.search(value)
        if colon is not None and mark not in ('"', "'", "|", ">", "[", "{"):
            return (
                place + colon.start(),
                "a colon and a space inside a value start a new key",
                write,
            )
        if mark in ('"', "'") and not _QUOTED.fullmatch(value):
            hint = "put the whole title in one pair of quotes"
            return place, "something follows the closing quote", hint
        if mark in ("[", "{"):
            hint = write if mark != value[-1:] else "close it"
            return place, f"YAML takes {mark} in first place for a list or table", hint
    for mark, reason, hint in _PROBLEMS:
        if mark in problem:
            return at, reason, hint
    return at, "the line doesn't fit what stands before it", "check its indentation and its colon"


_COLON = Pattern(r":(\s|\Z)")
_QUOTED = Pattern(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'')
_PROBLEMS = (
    ("another document",
     "it holds more than one document", "keep one document a file, without --- between"),
    ("alias", "an alias names nothing", "put a value that starts with * in quotes"),
    ("tag", "a tag (!) is not known", "put a value that starts with ! in quotes"),
)  # fmt: skip


# A comment glued to its "#" reads like a hashtag; "# note" and "#!" do not.
_HASHTAG = Pattern(r"[ \t]+(#[^\s#!][^\r\n]*)")
# The same at the start of a line that goes on with the value; not a key that was commented out.
_WRAPPED = Pattern(r"[ \t]*(?:\r\n|\r|\n)([ \t]+)(#(?![\w-]+:(?:\s|\Z))[^\s#!][^\r\n]*)")
_NOTE = Pattern(r"(?<![ \t])[ \t]+(?:#(?:[ \t#!][^\r\n]*)?\Z|# [^\r\n]*)")


def hash_comments(
    text: str, scan: YamlScan, titles: list[Path], index: int, shift: int = 0
) -> list[PlanProblem]:
    """Return the problem of a hashtag after a plain title; of ``titles`` the first there is."""
    place = next((scan.places[path] for path in titles if path in scan.places), None)
    if place is None or text[place.start : place.start + 1] in (*"\"'|>[{&!*",):
        return []
    start = place.start
    found = _HASHTAG.match(text, place.end)
    group = 1
    if found is None and place.end > start:
        found, group = _WRAPPED.match(text, place.end), 2
        column = place.key_start - text.rfind("\n", 0, place.key_start) - 1
        if found is not None and len(found[1]) <= column:
            return []  # a comment of what follows
    if found is None or re.match(r"#[ \t]*spacelint:", found[group]):
        return []
    hidden = _NOTE.sub("", found[group]).rstrip()
    end = found.start(group) + len(hidden)
    # An empty value stands right after its colon or dash.
    first = start if place.end > start else found.start(group)
    whole, kept = (
        re.sub(r"(?:(?<![ \t])[ \t]+)?(?:\r\n|\r|\n)[ \t]*", " ", written)
        for written in (text[first:end], text[start : place.end])
    )
    quoted = _STYLE.whole(whole)
    edits = (Edit(first + shift, end + shift, quoted),) if quoted is not None else ()
    values = {"title": kept, "swallowed": hidden, "replacement": whole}
    return [PlanProblem("SL002", found.start(group) + shift, end + shift, values, edits, index)]
