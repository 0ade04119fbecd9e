"""Prove rules by their own examples.

Every ``valid`` title is silent; every ``invalid`` one is marked at ``highlight`` with its
``message``; ``output`` is what the rule's fix gives, is silent itself and stays as it is; and the
safe fixes of the whole set, together, come to an end on every example.
"""

from __future__ import annotations

import datetime

from spacelint.engine.rulefile import FILE_SCOPES
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from spacelint.checks.contract import Context
    from spacelint.engine.linter import Linter
    from spacelint.engine.rule import Diagnostic, Rule
    from spacelint.engine.ruleset import Example, RuleSet

    Mend = Callable[[Linter, str, bool, Context], str]
    MendPlan = Callable[[Linter, str, str, bool, Context, Collection[str]], str]

#: The day that examples without a day of their own are judged on, so that they hold on any day.
EXAMPLE_DAY = datetime.date(2026, 12, 1)


class Failure(NamedTuple):
    """An example that does not hold: of which rule, on which title, what was expected and found.

    ``start`` and ``end`` are the code points of the title to point at.
    """

    code: str
    title: str
    start: int
    end: int
    expected: str
    found: str


class Proof(NamedTuple):
    """How many examples of how many rules were tried, and those that do not hold."""

    rules: int
    examples: int
    failures: tuple[Failure, ...]


def prove(
    rules: RuleSet, mend: Mend, mend_plan: MendPlan, *, among: RuleSet | None = None
) -> Proof:
    """Try every example of ``rules``.

    ``mend`` applies fixes to a title (linter, title, unsafe, context), ``mend_plan`` to a plan
    (linter, text, format, unsafe, context, codes). ``among`` is the whole set whose safe fixes must
    converge together; ``rules`` alone if None.
    """
    from spacelint.engine.linter import Linter

    whole = Linter(among or rules)
    failures: list[Failure] = []
    examples = 0
    for rule in rules.rules:
        docs = rules.docs(rule.code)
        examples += len(docs.valid) + len(docs.invalid)
        if rule.scope in FILE_SCOPES:
            from spacelint.engine.prove_plans import prove_plans

            failures.extend(prove_plans(rule, docs, whole, mend_plan))
            continue
        alone = Linter(rules, select=[rule.code])
        for example in docs.valid:
            failures.extend(_valid(rule, alone, example))
        for example in docs.invalid:
            beside = _beside(rule, alone, rules, example)
            if isinstance(beside, Failure):
                failures.append(beside)
            else:
                failures.extend(_invalid(rule, beside, example, mend))
        for example in (*docs.valid, *docs.invalid):
            failures.extend(_converges(rule, whole, example, mend))
    return Proof(len(rules.rules), examples, tuple(failures))


def _beside(rule: Rule, alone: Linter, rules: RuleSet, example: Example) -> Linter | Failure:
    """Return a linter that has the rules an example wants beside its own."""
    if not example.beside:
        return alone
    from spacelint.engine.linter import Linter
    from spacelint.engine.load import parse_rules

    more, problems = parse_rules(example.beside, f"<beside {rule.code}>")
    if problems:
        expected, found = "rules beside it that can be read", str(problems[0])
        return Failure(rule.code, example.title, 0, len(example.title), expected, found)
    codes = [one.code for one in more.rules]
    return Linter(rules.joined(more), select=[rule.code, *codes])


def example_context(example: Example) -> Context:
    """Return the context that an example stands in: its day, Space, brand book and facts."""
    from spacelint.checks.contract import Context

    space = None
    if example.space is not None:
        from spacelint.engine.example_space import example_space

        space = example_space(example.title, example.space)
    book, words = None, tuple(example.words)
    if example.brand is not None:
        from spacelint.brand import brand_book
        from spacelint.engine.example_space import example_tables

        book = brand_book(example_tables(example.brand)[0])
        words = (*words, *book.words, *book.names, *book.hashtags)
    live = None
    if example.live is not None:
        from spacelint.engine.example_live import example_live

        live = example_live(example.live)
    return Context(words, example.today or EXAMPLE_DAY, space, book, live)


def _valid(rule: Rule, alone: Linter, example: Example) -> Iterator[Failure]:
    for d in alone.lint(example.title, example_context(example)):
        yield Failure(rule.code, example.title, d.start, d.end, "silence", f'"{d.message}"')


def _invalid(rule: Rule, alone: Linter, example: Example, mend: Mend) -> Iterator[Failure]:
    title, context = example.title, example_context(example)
    found = [d for d in alone.lint(title, context) if d.rule.code == rule.code]
    marked = tuple(d.match for d in found)
    if marked != example.highlight:
        start = title.find(example.highlight[0])
        end = start + len(example.highlight[0])
        yield Failure(rule.code, title, start, end, _quoted(example.highlight), _quoted(marked))
        return
    first = found[0]
    if example.message is not None and first.message != example.message:
        yield _at(first, f'"{example.message}"', f'"{first.message}"')
    if example.output is None:
        if rule.applicability in ("safe", "unsafe") and any(d.fix for d in found):
            output = mend(alone, title, True, context)
            yield _at(first, "an output for the fix", f'a fix to "{output}"')
        return
    output = _output(rule, alone, first, mend, context)
    if output != example.output:
        yield _at(first, f'the output "{example.output}"', f'"{output}"')
        return
    for d in alone.lint(output, context):
        yield Failure(rule.code, output, d.start, d.end, "silence after the fix", f'"{d.message}"')


def _output(rule: Rule, alone: Linter, first: Diagnostic, mend: Mend, context: Context) -> str:
    if rule.applicability == "display":
        from spacelint.engine.rule import apply_edits

        return apply_edits(first.text, first.edits)
    return mend(alone, first.text, True, context)


def _converges(rule: Rule, whole: Linter, example: Example, mend: Mend) -> Iterator[Failure]:
    context = example_context(example)
    once = mend(whole, example.title, False, context)
    twice = mend(whole, once, False, context)
    if once != twice:
        expected, found = f'safe fixes to end at "{once}"', f'"{twice}"'
        yield Failure(rule.code, example.title, 0, len(example.title), expected, found)


def _at(diagnostic: Diagnostic, expected: str, found: str) -> Failure:
    return Failure(
        diagnostic.code, diagnostic.text, diagnostic.start, diagnostic.end, expected, found
    )


def _quoted(parts: tuple[str, ...]) -> str:
    return "a mark under " + ", ".join(f'"{part}"' for part in parts) if parts else "no mark"
