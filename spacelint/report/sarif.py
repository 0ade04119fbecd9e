"""SARIF 2.1.0, for code scanning: results with regions, fixes and the rules they break.

Results come first in the document and the rules last, so that results are written as they come.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from spacelint import __version__
from spacelint.engine.default import default_rules
from spacelint.engine.rule import Diagnostic, Rule, RuleDocs
from spacelint.report.common import HOME, Fingerprints, rule_link, sentences
from spacelint.report.item import Counts, FilePlace, Item
from spacelint.report.jsons import JsonList
from spacelint.report.writer import Output
from spacelint.text.width import visible

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {"error": "error", "warning": "warning", "info": "note", "hint": "note"}
_FINGERPRINT = "spacelint/v1"


class Sarif:
    """Writes a result a finding; columns in UTF-16 units, as ``columnKind`` says."""

    def __init__(self, out: Output) -> None:
        self._write = out.write
        self._docs = out.settings.docs
        self._results = JsonList(out)
        self._fingerprints = Fingerprints()
        self._rules: dict[str, tuple[int, Rule]] = {}
        self._write(
            f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{'
            '"columnKind": "utf16CodeUnits", "results": ['
        )

    def add(self, item: Item) -> None:
        for i, d in enumerate(item.diagnostics):
            self._results.add_value(self._result(item, i, d))

    def close(self, counts: Counts) -> None:
        """Write the tool with the rules that have results, and end the document."""
        docs = self._docs or default_rules().docs
        driver = {
            "name": "spacelint",
            "version": __version__,
            "semanticVersion": __version__,
            **({"informationUri": HOME} if HOME else {}),
            "rules": [descriptor(rule, docs) for _, rule in self._rules.values()],
        }
        run = {"tool": {"driver": driver}}
        if counts.unchecked:
            notes = [{"level": "error", "message": {"text": visible(s)}} for s in counts.unchecked]
            run["invocations"] = [  # type: ignore[assignment]
                {"executionSuccessful": False, "toolExecutionNotifications": notes}
            ]
        self._write(f"\n], {json.dumps(run)[1:-1]}}}]}}\n")

    def _result(self, item: Item, index: int, d: Diagnostic) -> dict[str, Any]:
        rule_index = self._rules.setdefault(d.code, (len(self._rules), d.rule))[0]
        result: dict[str, Any] = {
            "ruleId": d.code,
            "ruleIndex": rule_index,
            "level": _LEVELS[d.severity],
            "message": {"text": visible(sentences(d))},
            "locations": [_location(item, item.place(index))],
            "partialFingerprints": {_FINGERPRINT: self._fingerprints.of(item, index)},
        }
        changes = item.fixes(index) if _in_file(item) else ()
        fix = d.fix
        if changes:
            replacements = [
                {"deletedRegion": region(c.place), "insertedContent": {"text": c.text}}
                for c in changes
            ]
            change = {"artifactLocation": _artifact(item.path), "replacements": replacements}
            title = fix.title if fix else "Fix it"
            result["fixes"] = [
                {"description": {"text": visible(title)}, "artifactChanges": [change]}
            ]
        return result


def region(place: FilePlace) -> dict[str, int]:
    """Return the region of a place; ``charOffset`` counts code points, ``byteOffset`` bytes."""
    return {
        "startLine": place.line,
        "startColumn": place.utf16_column,
        "endLine": place.end_line,
        "endColumn": place.utf16_end_column,
        "charOffset": place.offset,
        "charLength": place.end_offset - place.offset,
        "byteOffset": place.byte,
        "byteLength": place.end_byte - place.byte,
    }


def descriptor(rule: Rule, docs: Callable[[str], RuleDocs]) -> dict[str, Any]:
    """Return a rule as SARIF's ``reportingDescriptor``, made from the docs in its file."""
    found: dict[str, Any] = {
        "id": rule.code,
        "name": rule.name,
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        **({"helpUri": rule_link(rule.code)} if HOME else {}),
        "properties": {"tags": list(rule.tags)},
    }
    try:
        own = docs(rule.code)
    except KeyError:  # a rule that was made by a program, not read from a file
        found["shortDescription"] = {"text": rule.name.replace("-", " ").capitalize()}
        return found
    rationale = own.rationale.strip()
    paragraph = " ".join(rationale.split("\n\n", 1)[0].split())
    found["shortDescription"] = {"text": own.summary}
    found["fullDescription"] = {"text": paragraph.replace("`", "") or own.summary}
    found["help"] = {"text": rationale.replace("`", ""), "markdown": _markdown(own)}
    return found


def _markdown(docs: RuleDocs) -> str:
    examples = [
        f"- {_code(example.title)}"
        + (f" → {_code(example.output)}" if example.output is not None else "")
        for example in docs.invalid[:5]
        if example.format is None
    ]
    shown = "\n\n**Titles it marks**\n\n" + "\n".join(examples) if examples else ""
    return f"**{docs.summary}**\n\n{docs.rationale.strip()}{shown}\n"


def _code(text: str) -> str:
    shown = visible(text)
    fence = "``" if "`" in shown else "`"
    space = " " if "`" in shown else ""
    return f"{fence}{space}{shown}{space}{fence}"


def _location(item: Item, place: FilePlace) -> dict[str, Any]:
    if _in_file(item):
        physical = {"artifactLocation": _artifact(item.path), "region": region(place)}
        return {"physicalLocation": physical}
    what = "line" if item.path == "-" else "title"
    return {"logicalLocations": [{"name": f"{what} {item.line}"}]}


def _in_file(item: Item) -> bool:
    return item.path not in ("", "-")


def _artifact(path: str) -> dict[str, str]:
    path = path.replace(os.sep, "/")
    while path.startswith("./"):
        path = path[2:]
    try:
        uri = quote(os.fsencode(path))
    except UnicodeEncodeError:  # half a pair, which no file system gives
        uri = quote(path.encode("utf-8", "surrogatepass"))
    if os.path.isabs(path):
        return {"uri": f"file://{uri if uri.startswith('/') else '/' + uri}"}
    return {"uri": uri, "uriBaseId": "%SRCROOT%"}
