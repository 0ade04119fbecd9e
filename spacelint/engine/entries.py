"""Rules beside their checks, and which of them to run for titles of one kind."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from spacelint.checks.contract import Trigger
    from spacelint.engine.budget import PatternBudget
    from spacelint.engine.rule import Rule

#: What a trigger may ask of a name.
NAMES: Mapping[str, Callable[[str], bool]] = {
    "beyond-ascii": lambda name: not name.isascii(),
    "number": lambda name: name[:1].isdigit(),
    "small": str.islower,
}
KINDS = ("hashtag", "mention", "cashtag")
_DIGITS = "0123456789"
_MOST_NAMES = 4096  # that are remembered


class Entry:
    """A rule, what triggers it, and its check with the rule's parameters."""

    __slots__ = ("algorithm", "budget", "rule", "trigger")

    def __init__(self, rule: Rule, trigger: Trigger, budget: PatternBudget | None = None) -> None:
        self.rule = rule
        self.trigger = trigger
        self.budget = budget
        # Built on the first call, which puts the check in its own place.
        self.algorithm: Callable[..., Any] = self._build

    def _build(self, *what: Any) -> Any:
        from spacelint.checks import find_check

        algorithm = find_check(self.rule.check).build(self.rule.params)
        self.algorithm = (
            algorithm if self.budget is None else self.budget.guard(self.rule, algorithm)
        )
        return self.algorithm(*what)


class KindRules:
    """The entries for the candidates of one kind whose fault no rule has to have.

    ``all`` of them, and for a candidate that X links as it was meant, where there is no brand book,
    those that its name calls for: ``always``, ``by_name`` (folded as `fold_name` does),
    ``by_form`` (of `NAMES`), and ``by_length`` where it has fewer characters than ``least`` or more
    than ``most``.
    """

    __slots__ = ("_called", "all", "always", "by_form", "by_length", "by_name", "least", "most")

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.all = list(entries)
        self.always: list[Entry] = []
        self.by_name: dict[str, list[Entry]] = {}
        self.by_form: dict[str, list[Entry]] = {}
        self.by_length: list[Entry] = []
        self.least, self.most = 0, 1 << 62
        self._called: dict[str, list[Entry]] = {}
        for entry in entries:
            names, least, most = entry.trigger.names, entry.trigger.least, entry.trigger.most
            if entry.trigger.name:
                self.by_form.setdefault(entry.trigger.name, []).append(entry)
            elif names:
                for name in {fold_name(name) for name in names}:
                    self.by_name.setdefault(name, []).append(entry)
            elif least or most >= 0:
                self.by_length.append(entry)
                self.least = max(self.least, least)
                self.most = min(self.most, most) if most >= 0 else self.most
            else:
                self.always.append(entry)

    def called(self, name: str) -> list[Entry]:
        """Return the entries to run for a candidate of that name, without its sign."""
        found = self._called.get(name)
        if found is None:
            found = self.always
            if not self.least <= len(name) <= self.most:
                found = [*found, *self.by_length]
            for form, entries in self.by_form.items():
                if NAMES[form](name):
                    found = [*found, *entries]
            named = self.by_name.get(fold_name(name))
            if named is not None:
                found = [*found, *named]
            if len(self._called) < _MOST_NAMES:  # calendars repeat theirs
                self._called[name] = found
        return found


def fold_name(name: str) -> str:
    """Return ``name`` without its case, underscores, and digits at the end."""
    name = name.casefold()
    return name if name.isalpha() else name.replace("_", "").rstrip(_DIGITS)


class CandidateRules:
    """The entries for candidates: by kind and fault, and by kind where no fault is called for."""

    __slots__ = ("by_fault", "by_kind")

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.by_fault: dict[tuple[str, str], list[Entry]] = {}
        by_kind: dict[str, list[Entry]] = {kind: [] for kind in KINDS}
        for entry in entries:
            for fault in entry.trigger.faults:
                self.by_fault.setdefault((entry.rule.scope, fault), []).append(entry)
            if not entry.trigger.faults:
                by_kind[entry.rule.scope].append(entry)
        self.by_kind = {kind: KindRules(some) for kind, some in by_kind.items()}


class RulePlan:
    """The entries to run for titles of one key; ``candidates`` is None where there are none.

    ``shared`` has the candidate rules of other plans by the identities of their entries: most keys
    differ in other rules, and these are what takes long to make.
    """

    __slots__ = ("candidates", "title", "url")

    def __init__(
        self, entries: Sequence[Entry], shared: dict[tuple[int, ...], CandidateRules]
    ) -> None:
        self.title = [e for e in entries if e.rule.scope == "title"]
        self.url = [e for e in entries if e.rule.scope == "url"]
        self.candidates: CandidateRules | None = None
        some = [e for e in entries if e.rule.scope in KINDS]
        if some:
            same = tuple(map(id, some))
            if same not in shared:
                shared[same] = CandidateRules(some)
            self.candidates = shared[same]
