"""Prove rules about plans by their own examples, which are whole files.

They are tried among all rules: whether a suppression is needed only shows beside the rule it
suppresses.
"""

from __future__ import annotations

from spacelint.engine.plans import check_plan
from spacelint.engine.prove import Failure, example_context
from spacelint.engine.suppress import suppress
from spacelint.plan import read_plan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacelint.engine.linter import Linter
    from spacelint.engine.plans import Located
    from spacelint.engine.prove import MendPlan
    from spacelint.engine.rule import Rule
    from spacelint.engine.ruleset import Example, RuleDocs

_DEFAULT_FORMAT = "toml"


def prove_plans(
    rule: Rule, docs: RuleDocs, linter: Linter, mend_plan: MendPlan
) -> Iterator[Failure]:
    """Yield the examples of ``rule`` that do not hold; an empty highlight asks for a place only."""
    for example in docs.valid:
        for one in _found(rule, linter, example, example.title):
            yield _failure(rule, example.title, one, "silence", f'"{one.diagnostic.message}"')
    for example in docs.invalid:
        yield from _invalid(rule, linter, example, mend_plan)


def _invalid(
    rule: Rule, linter: Linter, example: Example, mend_plan: MendPlan
) -> Iterator[Failure]:
    text = example.title
    found = _found(rule, linter, example, text)
    marked = tuple([text[one.start : one.end] for one in found])
    wanted = tuple(example.highlight)
    if not found or (wanted and marked != wanted):
        sought = wanted[0] if wanted else ""
        start = max(0, text.find(sought))
        told = _quoted(marked) if found else "no mark"
        yield Failure(rule.code, text, start, start + len(sought), _quoted(wanted), told)
        return
    first = found[0]
    if example.message is not None and first.diagnostic.message != example.message:
        expected, got = f'"{example.message}"', f'"{first.diagnostic.message}"'
        yield _failure(rule, text, first, expected, got)
    output = _mended(rule, linter, example, text, mend_plan)
    if output != (text if example.output is None else example.output):
        wish = "no fix" if example.output is None else f'the output "{example.output}"'
        yield _failure(rule, text, first, wish, f'"{output}"')
        return
    if example.output is None:
        return
    for one in _found(rule, linter, example, output):
        told = f'"{one.diagnostic.message}"'
        yield _failure(rule, output, one, "silence after the fix", told)
    again = _mended(rule, linter, example, output, mend_plan)
    if again != output:
        yield Failure(rule.code, output, 0, len(output), "a fix that ends", f'"{again}"')


def _found(rule: Rule, linter: Linter, example: Example, text: str) -> list[Located]:
    context = example_context(example)
    plan = read_plan(text.encode(), "example", format=example.format or _DEFAULT_FORMAT)
    found = suppress(plan, check_plan(plan, linter, context), linter, context).left
    return [one for one in found if one.diagnostic.rule.code == rule.code]


def _mended(rule: Rule, linter: Linter, example: Example, text: str, mend_plan: MendPlan) -> str:
    """Return the text after the fixes of this rule alone."""
    format = example.format or _DEFAULT_FORMAT
    return mend_plan(linter, text, format, True, example_context(example), (rule.code,))


def _failure(rule: Rule, text: str, one: Located, expected: str, found: str) -> Failure:
    return Failure(rule.code, text, one.start, one.end, expected, found)


def _quoted(parts: tuple[str, ...]) -> str:
    return "a mark under " + ", ".join(f'"{part}"' for part in parts) if parts else "a mark"
