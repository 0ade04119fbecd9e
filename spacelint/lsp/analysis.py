"""Read a document and run the rules over it; a Space that has not changed is not linted again."""

from __future__ import annotations

from typing import NamedTuple

from spacelint.engine.plan_memory import SpaceMemory
from spacelint.engine.plans import PlanDiagnostic
from spacelint.lsp.documents import Document
from spacelint.lsp.governing import DocumentSettings
from spacelint.lsp.positions import Positions
from spacelint.plan import Plan
from spacelint.plan.blocks import BlockMemory
from spacelint.plan.read import read_plan
from spacelint.severity import SEVERITIES


class Analysis(NamedTuple):
    """A document as it reads now, and what the rules say of it (suppressions heeded).

    ``plan`` is None, and ``found`` empty, for a document that is no plan.
    """

    document: Document
    governing: DocumentSettings
    positions: Positions
    plan: Plan | None
    found: tuple[PlanDiagnostic, ...]

    def read(self, text: str) -> Plan:
        """Read a changed text of the plan."""
        return read_text(self.document._replace(text=text, raw=None), self.governing)

    def look(self, plan: Plan) -> list[PlanDiagnostic]:
        """Return what the rules say of a plan that a changed text makes."""
        governing = self.governing
        return SpaceMemory().look(plan, governing.linter, governing.context)


def analyse(
    document: Document, governing: DocumentSettings, memory: SpaceMemory, encoding: str = "utf-16"
) -> Analysis:
    """Return the analysis of a document; positions are in ``encoding``."""
    if governing.kind != "plan":
        positions = Positions(document.text, encoding)
        return Analysis(document, governing, positions, None, ())
    plan = read_text(document, governing, memory.blocks)
    positions = Positions(document.text, encoding, plan.lines)
    least = SEVERITIES.index(governing.min_severity)
    shown = SEVERITIES[: least + 1]
    governing.linter.start_run()
    found = memory.look(plan, governing.linter, governing.context)
    return Analysis(
        document, governing, positions, plan,
        tuple([each for each in found if each.diagnostic.rule.severity in shown]),
    )  # fmt: skip


def read_text(
    document: Document, governing: DocumentSettings, memory: BlockMemory | None = None
) -> Plan:
    """Read the plan in a document; never raises for what it holds."""
    return read_plan(
        document.data,
        document.path or document.uri,
        format=governing.format,
        layout=governing.layout,
        max_bytes=governing.max_bytes,
        memory=memory,
    )
