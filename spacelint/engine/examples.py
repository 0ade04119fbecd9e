"""Test rules by their own examples.

Every ``valid`` title is silent; every ``invalid`` one is marked at ``highlight`` with its
``message``; ``output`` is what the rule's fix gives, is silent itself and does not change again;
and the safe fixes of the whole set, together, come to an end on every example. The examples of a
rule about plans are whole files, tested among all rules: whether a suppression is needed shows only
beside the rule it suppresses.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

from spacelint.checks.contract import Context
from spacelint.engine.example_context import example_context
from spacelint.engine.linter import Linter
from spacelint.engine.load import parse_rules
from spacelint.engine.plans import PlanDiagnostic, check_plan
from spacelint.engine.rule import Diagnostic, Example, Rule, RuleDocs, RuleSet, apply_edits
from spacelint.engine.rulefile import FILE_SCOPES
from spacelint.engine.suppress import suppress
from spacelint.plan import read_plan

FixTitle = Callable[[Linter, str, bool, Context], str]
FixPlan = Callable[[Linter, str, str, bool, Context, Collection[str]], str]


_DEFAULT_FORMAT = "toml"


class Failure(NamedTuple):
    """An example that does not hold: its rule and title, what was expected and what was found.

    ``start`` and ``end`` are the code points of the title to point at.
    """

    code: str
    title: str
    start: int
    end: int
    expected: str
    found: str


class ExampleResults(NamedTuple):
    """How many examples of how many rules were tested, and those that do not hold."""

    rules: int
    examples: int
    failures: tuple[Failure, ...]


def check_examples(
    rules: RuleSet, fix_title: FixTitle, fix_plan: FixPlan, *, among: RuleSet | None = None
) -> ExampleResults:
    """Test every example of ``rules``.

    ``fix_title`` applies fixes to a title (linter, title, unsafe, context), ``fix_plan`` to a plan
    (linter, text, format, unsafe, context, codes). ``among`` is the whole set whose safe fixes must
    converge together; ``rules`` alone if None.
    """
    whole = Linter(among or rules)
    fixing = Linter(_that_fix(among or rules))
    failures: list[Failure] = []
    examples = 0
    for rule in rules.rules:
        docs = rules.docs(rule.code)
        examples += len(docs.valid) + len(docs.invalid)
        if rule.scope in FILE_SCOPES:
            failures += plan_failures(rule, docs, whole, fix_plan)
        else:
            failures += title_failures(rule, docs, rules, fix_title)
            for example in (*docs.valid, *docs.invalid):
                failures += _divergence(rule, fixing, example, fix_title)
    return ExampleResults(len(rules.rules), examples, tuple(failures))


def _that_fix(rules: RuleSet) -> RuleSet:
    """Return the rules that decide what safe fixes do: to run all on each title takes long."""
    kept = [one for one in rules.rules if one.applicability == "safe" or one.supersedes]
    return rules._replace(rules=tuple(kept))


def title_failures(
    rule: Rule, docs: RuleDocs, rules: RuleSet, fix_title: FixTitle
) -> Iterator[Failure]:
    """Yield the examples of a rule about titles that do not hold, the rule tested alone."""
    alone = Linter(rules._replace(rules=(rule,)), select=[rule.code])
    for example in docs.valid:
        for d in alone.lint(example.title, example_context(example)):
            yield _at(d, "silence", f'"{d.message}"')
    for example in docs.invalid:
        linter = _with_rules_beside(rule, alone, rules, example)
        if isinstance(linter, Failure):
            yield linter
        else:
            yield from _marks(rule, linter, example, fix_title)


def plan_failures(
    rule: Rule, docs: RuleDocs, linter: Linter, fix_plan: FixPlan
) -> Iterator[Failure]:
    """Yield the examples of a rule about plans that do not hold.

    An empty highlight asks only that something is found.
    """
    for example in docs.valid:
        for one in _found(rule, linter, example, example.title):
            yield _in_plan(rule, example.title, one, "silence", f'"{one.diagnostic.message}"')
    for example in docs.invalid:
        yield from _marks_in_plan(rule, linter, example, fix_plan)


def _with_rules_beside(
    rule: Rule, alone: Linter, rules: RuleSet, example: Example
) -> Linter | Failure:
    """Return a linter with the rules that an example needs beside its own."""
    if not example.beside:
        return alone
    more, problems = parse_rules(example.beside, f"<beside {rule.code}>")
    if problems:
        expected, found = "rules beside it that can be read", str(problems[0])
        return Failure(rule.code, example.title, 0, len(example.title), expected, found)
    codes = [one.code for one in more.rules]
    return Linter(rules.joined(more), select=[rule.code, *codes])


def _marks(rule: Rule, linter: Linter, example: Example, fix_title: FixTitle) -> Iterator[Failure]:
    title, context = example.title, example_context(example)
    found = [d for d in linter.lint(title, context) if d.rule.code == rule.code]
    marked = tuple(d.match for d in found)
    if marked != example.highlight:
        start = title.find(example.highlight[0])
        end = start + len(example.highlight[0])
        expected, got = _quoted(example.highlight, "a mark"), _quoted(marked, "no mark")
        yield Failure(rule.code, title, start, end, expected, got)
        return
    first = found[0]
    if example.message is not None and first.message != example.message:
        yield _at(first, f'"{example.message}"', f'"{first.message}"')
    if example.output is None:
        if rule.applicability in ("safe", "unsafe") and any(d.fix for d in found):
            output = fix_title(linter, title, True, context)
            yield _at(first, "an output for the fix", f'a fix to "{output}"')
        return
    output = _output(rule, linter, first, fix_title, context)
    if output != example.output:
        yield _at(first, f'the output "{example.output}"', f'"{output}"')
        return
    for d in linter.lint(output, context):
        yield Failure(rule.code, output, d.start, d.end, "silence after the fix", f'"{d.message}"')


def _output(
    rule: Rule, linter: Linter, first: Diagnostic, fix_title: FixTitle, context: Context
) -> str:
    if rule.applicability == "display":
        return apply_edits(first.text, first.edits)
    return fix_title(linter, first.text, True, context)


def _divergence(
    rule: Rule, whole: Linter, example: Example, fix_title: FixTitle
) -> Iterator[Failure]:
    context = example_context(example)
    once = fix_title(whole, example.title, False, context)
    twice = fix_title(whole, once, False, context)
    if once != twice:
        expected, found = f'safe fixes to end at "{once}"', f'"{twice}"'
        yield Failure(rule.code, example.title, 0, len(example.title), expected, found)


def _marks_in_plan(
    rule: Rule, linter: Linter, example: Example, fix_plan: FixPlan
) -> Iterator[Failure]:
    text = example.title
    found = _found(rule, linter, example, text)
    marked = tuple([text[one.start : one.end] for one in found])
    wanted = tuple(example.highlight)
    if not found or (wanted and marked != wanted):
        sought = wanted[0] if wanted else ""
        start = max(0, text.find(sought))
        got = _quoted(marked, "a mark") if found else "no mark"
        expected = _quoted(wanted, "a mark")
        yield Failure(rule.code, text, start, start + len(sought), expected, got)
        return
    first = found[0]
    if example.message is not None and first.diagnostic.message != example.message:
        expected, got = f'"{example.message}"', f'"{first.diagnostic.message}"'
        yield _in_plan(rule, text, first, expected, got)
    output = _fixed(rule, linter, example, text, fix_plan)
    if output != (text if example.output is None else example.output):
        goal = "no fix" if example.output is None else f'the output "{example.output}"'
        yield _in_plan(rule, text, first, goal, f'"{output}"')
        return
    if example.output is None:
        return
    for one in _found(rule, linter, example, output):
        yield _in_plan(rule, output, one, "silence after the fix", f'"{one.diagnostic.message}"')
    again = _fixed(rule, linter, example, output, fix_plan)
    if again != output:
        yield Failure(rule.code, output, 0, len(output), "a fix that ends", f'"{again}"')


def _found(rule: Rule, linter: Linter, example: Example, text: str) -> list[PlanDiagnostic]:
    context = example_context(example)
    plan = read_plan(text.encode(), "example", format=example.format or _DEFAULT_FORMAT)
    found = suppress(plan, check_plan(plan, linter, context), linter, context).left
    return [one for one in found if one.diagnostic.rule.code == rule.code]


def _fixed(rule: Rule, linter: Linter, example: Example, text: str, fix_plan: FixPlan) -> str:
    """Return the text after the fixes of this rule alone."""
    format = example.format or _DEFAULT_FORMAT
    return fix_plan(linter, text, format, True, example_context(example), (rule.code,))


def _at(diagnostic: Diagnostic, expected: str, found: str) -> Failure:
    return Failure(
        diagnostic.code, diagnostic.text, diagnostic.start, diagnostic.end, expected, found
    )


def _in_plan(rule: Rule, text: str, one: PlanDiagnostic, expected: str, found: str) -> Failure:
    return Failure(rule.code, text, one.start, one.end, expected, found)


def _quoted(parts: tuple[str, ...], nothing: str) -> str:
    return "a mark under " + ", ".join(f'"{part}"' for part in parts) if parts else nothing
