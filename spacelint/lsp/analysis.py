"""Read a document and run the rules over it; a title that has not changed is not linted again."""

from __future__ import annotations

from spacelint.engine.fields import judge_space
from spacelint.engine.plans import check_plan, lint_space
from spacelint.engine.rule import SEVERITIES
from spacelint.engine.suppress import suppress
from spacelint.lsp.positions import Positions
from spacelint.plan.read import read_plan
from spacelint.text._value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacelint.checks.contract import Context, FieldFinding
    from spacelint.engine.linter import Linter
    from spacelint.engine.plans import Located
    from spacelint.engine.program import Entry
    from spacelint.engine.rule import Diagnostic, Rule
    from spacelint.lsp.documents import Document
    from spacelint.lsp.governing import Governing
    from spacelint.plan import Plan, PlannedSpace
    from spacelint.source.text import SourceText


class Analysis(NamedTuple):
    """A document as it reads now, and what the rules say of it (suppressions heeded).

    ``plan`` is None, and ``found`` empty, for a document that is no plan.
    """

    document: Document
    governing: Governing
    positions: Positions
    plan: Plan | None
    found: tuple[Located, ...]

    def read(self, text: str) -> Plan:
        """Read a changed text of the plan."""
        return read_text(self.document._replace(text=text), self.governing)

    def look(self, plan: Plan) -> list[Located]:
        """Return what the rules say of a plan that a changed text makes."""
        return _look(plan, self.governing, SpaceMemory())


class SpaceMemory:
    """What came of the Spaces of a document when it was last looked at; nothing older is kept.

    What is found in a Space depends on its fields (the title is one), the rules and the context.
    """

    __slots__ = ("_keys", "_new", "_old", "_under", "linted")

    def __init__(self) -> None:
        self._old: dict[str, _Known] = {}
        self._new: dict[str, _Known] = {}
        self._keys: list[str] = []
        self._under: tuple[object, ...] = ()
        #: How many titles were linted and not remembered, for whoever wants to know.
        self.linted = 0

    def begin(self, plan: Plan, governing: Governing) -> None:
        """Begin to look at a new version of the document."""
        under = (governing.linter, governing.context, governing.layout, plan.format)
        if under != self._under:
            self._under = under
            self._new = {}
        self._old, self._new = self._new, {}
        self._keys = [repr(space.raw) for space in plan.spaces]
        for key, space in zip(self._keys, plan.spaces, strict=True):
            known = self._new.get(key) or self._old.get(key) or _Known()
            if plan.reading.names is None:
                space.recall(known.read)
            self._new[key] = known

    def lint(
        self, space: PlannedSpace, source: SourceText, linter: Linter, context: Context
    ) -> list[Diagnostic]:
        """Return what the rules say of a title, as `lint_space` does."""
        known = self._new[self._keys[space.index]]
        if known.title is None:
            self.linted += 1
            known.title = lint_space(space, source, linter, context)
        return known.title

    def judge(
        self, space: PlannedSpace, entries: Sequence[Entry], context: Context
    ) -> list[tuple[Rule, FieldFinding]]:
        """Return what the rules say of the fields, as `judge_space` does."""
        known = self._new[self._keys[space.index]]
        if known.fields is None:
            known.fields = judge_space(space, entries, context)
        return known.fields


class _Known:
    """What is known of a Space with certain fields; None where it was not asked yet."""

    __slots__ = ("fields", "read", "title")

    def __init__(self) -> None:
        self.read: dict[str, object] = {}
        self.title: list[Diagnostic] | None = None
        self.fields: list[tuple[Rule, FieldFinding]] | None = None


def analyse(
    document: Document, governing: Governing, memory: SpaceMemory, encoding: str = "utf-16"
) -> Analysis:
    """Return the analysis of a document; positions are in ``encoding``."""
    positions = Positions(document.text, encoding)
    if governing.kind != "plan":
        return Analysis(document, governing, positions, None, ())
    plan = read_text(document, governing)
    least = SEVERITIES.index(governing.min_severity)
    shown = SEVERITIES[: least + 1]
    found = _look(plan, governing, memory)
    return Analysis(
        document, governing, positions, plan,
        tuple([each for each in found if each.diagnostic.rule.severity in shown]),
    )  # fmt: skip


def read_text(document: Document, governing: Governing) -> Plan:
    """Read the plan in a document; never raises for what it holds."""
    return read_plan(
        document.data,
        document.path or document.uri,
        format=governing.format,
        layout=governing.layout,
        max_bytes=governing.max_bytes,
    )


def _look(plan: Plan, governing: Governing, memory: SpaceMemory) -> list[Located]:
    linter, context = governing.linter, governing.context
    memory.begin(plan, governing)
    found = check_plan(plan, linter, context, lint=memory.lint, judge=memory.judge)
    return suppress(plan, found, linter, context).left
