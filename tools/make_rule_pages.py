"""Write the pages made from rules and checks: ``python tools/make_rule_pages.py FOLDER``.

One page a rule (``rules/SL103.md``), the table of them by family (``rules/index.md``) and the
checks with their parameters (``checks.md``). They are made when the docs are built and are not
committed.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spacelint.checks import builtin_checks, find_check
from spacelint.config.reference import field_doc, field_kind
from spacelint.config.show import toml_text
from spacelint.engine.default import default_rules
from spacelint.engine.evidence import evidence
from spacelint.engine.example_context import example_context
from spacelint.engine.linter import Linter
from spacelint.engine.rulefile import FILE_SCOPES
from spacelint.report.terminal import Line
from spacelint.text.width import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacelint.engine.rule import Example, Rule, RuleSet
    from spacelint.schema import Field

FAMILIES = {
    "SL0": "Plan files and suppressions",
    "SL1": "Hashtags",
    "SL2": "Mentions and cashtags",
    "SL3": "Title text",
    "SL4": "Brand and campaign",
    "SL5": "Reach and accessibility",
    "SL6": "Schedule and people",
    "SL7": "Disclosure and marks",
    "SL8": "Live facts, only after a look-up",
}
_OVERVIEW_HEAD = """\
| code | name | finds | severity | fix | per 1,000 titles, welcome |
|---|---|---|---|---|---|"""
_FIX = {
    "safe": "safe: `--fix` applies it",
    "unsafe": "unsafe, since it may change what was meant: `--fix --unsafe-fixes` applies it",
    "display": "shown, never applied",
    None: "none: somebody has to decide",
}


def pages(known: RuleSet) -> dict[str, str]:
    """Return the Markdown of every page by its path below the docs."""
    made = {f"rules/{rule.code}.md": rule_page(known, rule) for rule in known.rules}
    return {**made, "rules/index.md": overview(known), "checks.md": checks_page(known)}


def rule_page(known: RuleSet, rule: Rule) -> str:
    """Return the page of one rule."""
    docs = known.docs(rule.code)
    parts = [
        f"# {rule.code}: {rule.name}",
        f"{docs.summary}.",
        f"| severity | fix | looks at | since |\n|---|---|---|---|\n"
        f"| {rule.severity} | {_FIX[rule.applicability]} | {rule.scope} | {docs.since} |",
        "## What it says",
        f"> {_code(rule.message)}",
    ]
    parts += [f"> {_code(rule.help)}"] if rule.help else []
    parts += [f"Its fix: {_code(rule.fix_title)}."] if rule.applicability else []
    parts += ["## Why", _linked(docs.rationale, known)]
    figures = evidence(rule.code)
    parts += ["## On real titles", figures.sentence()] if figures else []
    parts += ["## What it marks"]
    linter = Linter(known, select=[rule.code])
    parts += [_marked(rule, example, linter) for example in docs.invalid]
    parts += ["## What it leaves alone"]
    left_alone = [_left_alone(rule, example) for example in docs.valid]
    parts += ["\n".join(left_alone) if rule.scope not in FILE_SCOPES else "\n\n".join(left_alone)]
    parts += ["## Settings", *_settings(rule)]
    sources = list(_sources(rule))
    parts += ["## Where its words are from", *sources] if sources else []
    parts += ["## To leave it out", _ignoring(rule)]
    return "\n\n".join(parts) + "\n"


def overview(known: RuleSet) -> str:
    """Return the table of all rules by family, with the pages for the navigation."""
    parts = [
        "# Rules",
        "What spacelint looks for, by family. `spacelint rule SL103` says the same on the command"
        " line. A rule is named by its code, its name or the beginning of its code:"
        ' `ignore = ["SL5", "shouting-title"]`. A fix in brackets is [not a safe one]'
        "(../guide-engineer.md#fixes). The last column is how many of 1,000 real titles a rule"
        " fires on, and how many of the firings that people judged were welcome.",
    ]
    for family, says in FAMILIES.items():
        rows = [
            f"| [{rule.code}]({rule.code}.md) | `{rule.name}`"
            f" | {_cell(known.docs(rule.code).summary)} | {rule.severity} | {_fix_mark(rule)} |"
            f" {_evidence_cell(rule)} |"
            for rule in known.rules
            if rule.code.startswith(family)
        ]
        if rows:
            parts.append(f"## {says}")
            parts.append(_OVERVIEW_HEAD)
            parts[-1] += "\n" + "\n".join(rows)
    codes = "\n".join(rule.code for rule in known.rules)
    parts.append(f"```{{toctree}}\n:hidden:\n:maxdepth: 1\n\n{codes}\n```")
    return "\n\n".join(parts) + "\n"


def checks_page(known: RuleSet) -> str:
    """Return every check with its parameters, placeholders and the rules that use it."""
    parts = [
        "# Checks",
        "A rule names one of these algorithms as its `check`, and gives it parameters: see"
        " [writing rules](writing-rules.md). In `message`, `help` and the fix's title a rule may"
        " use the placeholders of its check, and `{match}` and `{title}` always. What a rule of the"
        " built-in set gives a parameter stands on the rule's page.",
    ]
    for name in sorted(builtin_checks()):
        check = find_check(name)
        users = [rule.code for rule in known.rules if rule.check == name]
        parts += [f"## {name}", _first_sentence(check.__doc__ or "")]
        parts.append(f"Looks at: {', '.join(check.scopes)}.")
        if check.placeholders:
            parts.append(
                "Placeholders: " + ", ".join(f"`{{{p}}}`" for p in check.placeholders) + "."
            )
        fields = check.params()
        if fields:
            rows = [f"| `{key}` | {field_kind(f)} | {_doc(f)} |" for key, f in fields.items()]
            parts.append("| parameter | value | what it says |\n|---|---|---|\n" + "\n".join(rows))
        if users:
            links = ", ".join(f"[{code}](rules/{code}.md)" for code in users)
            parts.append(f"Used by {links}.")
    return "\n\n".join(parts) + "\n"


def _marked(rule: Rule, example: Example, linter: Linter) -> str:
    note = f"{_sentence(example.note)}\n\n" if example.note else ""
    if rule.scope in FILE_SCOPES:
        marks = ", ".join(_code(visible(part)) for part in example.highlight if part)
        text = note + _fence(_lines_of(example.title), _language(example))
        text += f"\n\nMarked: {marks}." if marks else ""
        if example.output is not None:
            text += f"\n\nBecomes:\n\n{_fence(_lines_of(example.output), _language(example))}"
        return text
    found = linter.lint(example.title, example_context(example))
    mine = [d for d in found if d.code == rule.code]
    lines = [visible(example.title), _carets(example.title, [(d.start, d.end) for d in mine])]
    lines += list(dict.fromkeys(visible(d.message) for d in mine))
    if example.output is not None:
        lines += ["", f"becomes: {visible(example.output)}"]
    return note + _circumstances(example) + _fence("\n".join(lines), "text")


def _left_alone(rule: Rule, example: Example) -> str:
    note = f" ({example.note})" if example.note else ""
    if rule.scope in FILE_SCOPES:
        before = f"{_sentence(example.note)}\n\n" if example.note else ""
        return before + _fence(_lines_of(example.title), _language(example))
    circumstances = _circumstances(example)
    return f"- {_code(visible(example.title)) if example.title else 'an empty title'}{note}" + (
        f"\n\n{_indented(circumstances.strip())}" if circumstances else ""
    )


def _linked(text: str, known: RuleSet) -> str:
    """Return Markdown in which the codes of rules are links to their pages."""
    codes = {rule.code for rule in known.rules}
    return re.sub(
        r"(?<![\w`\[])SL\d{3}(?![\w`\]])",
        lambda match: f"[{match[0]}]({match[0]}.md)" if match[0] in codes else match[0],
        text,
    )


def _circumstances(example: Example) -> str:
    """Return what an example takes for granted: its day, its Space, its brand book."""
    lines = [f"today = {example.today.isoformat()}"] if example.today else []
    lines += [f"words = {toml_text(list(example.words))}"] if example.words else []
    for name in ("space", "brand", "live"):
        value = getattr(example, name, None)
        if value:
            lines.append(f"{name} = {_inline(value)}")
    return f"With\n\n{_fence(chr(10).join(lines), 'text')}\n\n" if lines else ""


def _inline(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_inline(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_inline, value)) + "]"
    return visible(toml_text(value))


def _settings(rule: Rule) -> Iterator[str]:
    fields = find_check(rule.check).params()
    check = f"This rule uses the check [{rule.check}](../checks.md#{rule.check})"
    if fields:
        rows = [
            f"| `{key}` | {_value(rule.params.get(key))} | {_doc(field)} |"
            for key, field in fields.items()
        ]
        yield (
            f"{check} with these parameters, which"
            f" `[rules.{rule.code}]` in the [configuration](../configuration.md) changes:"
        )
        yield "| parameter | here | what it says |\n|---|---|---|\n" + "\n".join(rows)
    else:
        yield f"{check}; it has no parameters."
    yield (
        "Its severity is changed by"
        f' `[severity]`: `{rule.code} = "{"info" if rule.severity != "info" else "warning"}"`.'
    )


def _sources(rule: Rule) -> Iterator[str]:
    """Return the rows of the rule's lists that age: how old each is, and where it was read."""
    for key, table in rule.params.items():
        rows = table.items() if isinstance(table, dict) else ()
        lines = [
            f"| `{name}` | {_words(row)} | {row.get('checked') or row['date']} | {_read_in(row)} |"
            for name, row in rows
            if isinstance(row, dict) and row.get("source")
        ]
        if lines:
            yield (
                f"The rows of `{key}`: `[rules.{rule.code}.{key}.NAME]` in the configuration"
                " changes one or puts in another."
            )
            head = "| row | what it has | looked up | source |\n|---|---|---|---|\n"
            yield head + "\n".join(lines)


def _words(row: dict[str, Any]) -> str:
    return ", ".join(_code(visible(word)) for word in row.get("words") or (row.get("to", "–"),))


def _read_in(row: dict[str, Any]) -> str:
    links = " ".join(f"[{n}]({page})" for n, page in enumerate(row.get("pages") or (), 1))
    return f"{visible(row['source'])} {links}".replace("|", "\\|")


def _ignoring(rule: Rule) -> str:
    return (
        f'Everywhere: `ignore = ["{rule.code}"]` in the [configuration](../configuration.md). For'
        f" one Space: the comment `# spacelint: ignore[{rule.code}]` on the title's line or above"
        f' it, or the field `ignore = ["{rule.code}"]` of the Space. For one file: `# spacelint:'
        f" file-ignore[{rule.code}]`."
    )


def _doc(field: Field) -> str:
    """Return what a parameter means; a long default stands on the page of the rule that has it."""
    whole = field_doc(field)
    return whole if len(whole) <= 400 else field_doc(field._replace(default=None))


def _value(value: Any) -> str:
    if value is None or value == () or value == {}:
        return "–"
    text = _inline(value)
    return _cell(_code(text if len(text) <= 200 else text[:200] + "…"))


def _fix_mark(rule: Rule) -> str:
    return {"safe": "safe", "unsafe": "(unsafe)", "display": "(shown)", None: "–"}[
        rule.applicability
    ]


def _evidence_cell(rule: Rule) -> str:
    figures = evidence(rule.code)
    if figures is None:
        return "–"
    judged = f", {figures.welcome} of {figures.judged}" if figures.judged else ""
    return f"{figures.per_thousand:.1f}{judged}"


def _carets(text: str, spans: list[tuple[int, int]]) -> str:
    line, row = Line(text), ""
    for start, end in sorted(spans):
        first, last = line.cells(start, end)
        row += " " * (first - len(row)) + "^" * (last - max(first, len(row)))
    return row


def _fence(text: str, language: str) -> str:
    ticks = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{ticks}{language}\n{text.rstrip(chr(10))}\n{ticks}"


def _code(text: str) -> str:
    """Return a code span of any text, backticks in it or not."""
    ticks = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    pad = " " if text[:1] in "` " or text[-1:] in "` " else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def _lines_of(text: str) -> str:
    return "\n".join(visible(line) for line in text.split("\n"))


def _language(example: Example) -> str:
    known = ("toml", "yaml", "json", "markdown", "csv", "ics")
    return example.format if example.format in known else "text" if example.format else "toml"


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" if line else "" for line in text.split("\n"))


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:].rstrip(".") + ":"


def _first_sentence(doc: str) -> str:
    return re.sub("``([^`]*)``", r"`\1`", doc.split("\n\n")[0].strip().replace("\n", " "))


def main() -> None:
    """Write the pages below the folder named on the command line."""
    folder = Path(sys.argv[1])
    for path, text in pages(default_rules()).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
