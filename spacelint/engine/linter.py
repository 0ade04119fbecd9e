"""The linter: a set of rules ready to be run over titles."""

from __future__ import annotations

from bisect import bisect_left

from spacelint.checks.contract import BARE, Context, Trigger
from spacelint.engine.program import Program
from spacelint.engine.rule import Diagnostic
from spacelint.engine.select import named
from spacelint.engine.select import select as select_rules
from spacelint.severity import SEVERITIES, at_least
from spacelint.text import Title
from spacelint.text.length import TITLE_LIMIT, UNITS, Limit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from spacelint.checks.contract import Finding
    from spacelint.engine.entries import Entry
    from spacelint.engine.rule import Rule, RuleDocs, RuleSet
    from spacelint.severity import Severity
    from spacelint.text import Title


#: The rule that speaks when another rule's pattern ran out of time.
SLOW_RULE = "SL010"
#: The rule whose number and unit are the limit of a title, in use or not.
LIMIT_RULE = "SL301"


class Linter:
    """Rules ready to run. Make it once and use it for many titles; it keeps no title.

    ``rules`` is the set to choose from (the built-in one if None); ``select``, ``ignore`` and
    ``extend_select`` take codes, prefixes, names and tags, and raise `UnknownSelector`;
    ``severity`` gives rules, by code or name, another severity than their own; raises likewise, and
    ValueError for what is not a severity.

    >>> linter = Linter(select=["SL103"])
    >>> [d.message for d in linter.lint("Town hall #AT&T")]
    ['X links only #AT, not #AT&T']
    """

    __slots__ = ("_slow", "docs", "known", "limit", "plan_rules", "program", "rules")

    def __init__(
        self,
        rules: RuleSet | None = None,
        *,
        select: Iterable[str] | None = None,
        ignore: Iterable[str] = (),
        extend_select: Iterable[str] = (),
        severity: Mapping[str, Severity] | None = None,
    ) -> None:
        if rules is None:
            from spacelint.engine.default import default_rules

            rules = default_rules()
        #: All rules of the set, in use or not.
        self.known: tuple[Rule, ...] = rules.rules
        #: The docs of a rule by its code; raises KeyError.
        self.docs = rules.docs
        chosen = rules.rules
        if select is not None or ignore or extend_select:
            chosen = select_rules(chosen, select, ignore, extend_select)
        if severity:
            own = {named(rules, key).code: _severity(each) for key, each in severity.items()}
            chosen = tuple(
                rule._replace(severity=own[rule.code]) if rule.code in own else rule
                for rule in chosen
            )
        self._slow = rules.get(SLOW_RULE)
        #: How long a title may be.
        self.limit = _limit(rules.get(LIMIT_RULE))
        self._use(chosen, rules.triggers)

    def _use(self, chosen: tuple[Rule, ...], triggers: Mapping[str, Trigger]) -> None:
        self.rules = chosen
        self.plan_rules = {rule.code: rule for rule in chosen if rule.scope == "plan"}
        self.program = Program([rule for rule in chosen if rule.scope != "plan"], triggers)

    def __reduce__(self) -> tuple[Any, ...]:
        """Send the rules to another process; what a team's own rules say for people stays here.

        Raises TypeError for a linter that is more than its rules.
        """
        from pickle import PicklingError, dumps

        triggers = {entry.rule.code: entry.trigger for entry in self.program.entries}
        rules = (self.known, self.rules, triggers)
        try:
            if type(self) is not Linter:
                raise TypeError(f"{type(self).__name__} is a class of your own")
            dumps(rules)
        except (TypeError, AttributeError, PicklingError) as error:
            raise TypeError(
                f"this linter can't be sent to another process ({error}): send"
                " spacelint.arrow.BatchLinter.from_config('spacelint.toml') in its place"
            ) from None
        return _received, rules

    def lint(self, title: str | Title, context: Context = BARE) -> list[Diagnostic]:
        """Return the findings in ``title``, in its order; spans in code points.

        Any ``str`` is taken and nothing is raised for it.
        """
        parsed = title if isinstance(title, Title) else Title(title)
        if self.limit is not TITLE_LIMIT:
            context = context._replace(limit=self.limit)
        return run(self.program, parsed, context, self._slow)

    def start_run(self) -> None:
        """Start a run: each rule that was stopped for its pattern is reported once more."""
        if self.program.budget is not None:
            self.program.budget.start_run()

    def running(self, context: Context) -> frozenset[str]:
        """Return the codes of the rules in use that have what they need in ``context``."""
        known = {
            "space",
            "space-or-book",
            *(need for need in ("book", "live") if getattr(context, need)),
        }
        entries = self.program.entries
        able = {e.rule.code for e in entries if known.issuperset(e.trigger.needs)}
        return frozenset((*able, *self.plan_rules))

    def fixable_codes(
        self, min_severity: str, fixable: Iterable[str] | None = None, unfixable: Iterable[str] = ()
    ) -> frozenset[str]:
        """Return the codes of the rules whose fixes may be applied; raises `UnknownSelector`.

        They are those that ``fixable`` and ``unfixable`` allow, of the rules in use whose findings
        are shown: a title never changes for a reason that is hidden.
        """
        severities = at_least(min_severity)
        shown = frozenset([rule.code for rule in self.rules if rule.severity in severities])
        if fixable is None and not unfixable:
            return shown
        return shown.intersection([r.code for r in select_rules(self.known, fixable, unfixable)])

    mendable = fixable_codes  # deprecated: the name it had before the first release


def _received(
    known: tuple[Rule, ...], chosen: tuple[Rule, ...], triggers: Mapping[str, Trigger]
) -> Linter:
    """Return the linter that was sent from another process."""
    from spacelint.engine.rule import RuleSet

    def docs() -> Mapping[str, RuleDocs]:
        from spacelint.engine.default import default_rules

        return default_rules().read_docs()

    waits = {rule.code: triggers.get(rule.code, Trigger()) for rule in known}
    linter = Linter(RuleSet(known, waits, docs))
    linter._use(chosen, waits)
    return linter


def _limit(rule: Rule | None) -> Limit:
    """Return the limit that a rule states; the one built in where it states none."""
    params = rule.params if rule is not None else {}
    maximum, unit = params.get("maximum"), params.get("unit")
    if maximum is None or unit not in UNITS or (maximum, unit) == TITLE_LIMIT:
        return TITLE_LIMIT
    return Limit(maximum, unit)


def _severity(given: Severity) -> Severity:
    if given in SEVERITIES:
        return given
    from spacelint.text.distance import nearest

    near = nearest(str(given), SEVERITIES)
    hint = f" (did you mean {near}?)" if near else ""
    raise ValueError(f"a severity is one of {', '.join(SEVERITIES)}; found {given!r}{hint}")


_new = tuple.__new__


def run(
    program: Program, title: Title, context: Context, slow: Rule | None = None
) -> list[Diagnostic]:
    """Return the findings of ``program`` in ``title``, ordered by place and then by code.

    ``slow`` is the rule that reports a rule whose pattern ran out of time; the others still run.
    """
    found: list[Diagnostic] = []
    plan = program.rules_for(title, context)
    for entry in plan.title:
        # Most rules find nothing in most titles: those cost one call.
        try:
            findings = entry.algorithm(title, None, context)
        except TimeoutError:
            _say_slow(entry.rule, title, found, slow)
            continue
        if findings:
            _add(entry.rule, title, findings, found)
    if plan.candidates is not None:
        by_fault, by_kind = plan.candidates.by_fault, plan.candidates.by_kind
        for candidate in title.candidates:
            kind, start, end, text, entity, fault = candidate
            rules = by_kind[kind]
            entries = rules.all
            if context.book is None:
                if fault is None and entity is not None and (entity[1], entity[2]) == (start, end):
                    entries = rules.called(entity[4])
                elif fault == "digits-only":
                    entries = rules.called(text[1:])
            for entry in entries:
                # As `_run`, without its call: there are a dozen rules to a tag.
                try:
                    findings = entry.algorithm(title, candidate, context)
                except TimeoutError:
                    _say_slow(entry.rule, title, found, slow)
                    continue
                if findings:
                    _add(entry.rule, title, findings, found)
            if fault is not None:
                for entry in by_fault.get((kind, fault), ()):
                    _run(entry, title, candidate, context, found, slow)
    if plan.url:
        for entity in title.entities:
            if entity.kind == "url":
                for entry in plan.url:
                    _run(entry, title, entity, context, found, slow)
    if len(found) > 1:
        found.sort(key=_place)
        if program.supersedes:
            return _without_superseded(found, program)
    return found


def _run(
    entry: Entry,
    title: Title,
    item: Any,
    context: Context,
    found: list[Diagnostic],
    slow: Rule | None,
) -> None:
    try:
        findings = entry.algorithm(title, item, context)
    except TimeoutError:
        _say_slow(entry.rule, title, found, slow)
        return
    if findings:
        _add(entry.rule, title, findings, found)


def _add(rule: Rule, title: Title, findings: Sequence[Finding], found: list[Diagnostic]) -> None:
    text = title.text
    for start, end, values, edits, severity in findings:
        own = rule._replace(severity=severity) if severity else rule
        found.append(_new(Diagnostic, (start, end, own, text, values, edits)))


def _say_slow(rule: Rule, title: Title, found: list[Diagnostic], slow: Rule | None) -> None:
    if slow is not None:
        text = title.text
        found.append(Diagnostic(0, len(text), slow, text, {"rule": rule.code, "name": rule.name}))


def _place(diagnostic: Diagnostic) -> tuple[int, int, str]:
    return diagnostic.start, diagnostic.end, diagnostic.rule.code


def _without_superseded(found: list[Diagnostic], program: Program) -> list[Diagnostic]:
    """Drop findings in a span that a more severe or more exact rule has already marked."""
    spans: dict[str, list[tuple[int, int]]] = {}  # by code that keeps quiet there, none overlapping
    for start, end, rule, *_ in found:
        for code in rule.supersedes:
            taken = spans.setdefault(code, [])
            if taken and start < taken[-1][1]:
                taken[-1] = (taken[-1][0], max(end, taken[-1][1]))
            else:
                taken.append((start, end))
    if not spans:
        return found
    return [d for d in found if not _overlaps(d, spans.get(d.rule.code, ()))]


def _overlaps(diagnostic: Diagnostic, taken: Sequence[tuple[int, int]]) -> bool:
    before = bisect_left(taken, (diagnostic.end, 0)) if taken else 0
    return before > 0 and diagnostic.start < taken[before - 1][1]
