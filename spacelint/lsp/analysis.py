"""Read a document and run the rules over it; a Space that has not changed is not linted again."""

from __future__ import annotations

from typing import NamedTuple

from spacelint.engine.plan_memory import SpaceMemory
from spacelint.engine.plans import PlanDiagnostic
from spacelint.lsp.document_settings import DocumentSettings
from spacelint.lsp.documents import Document
from spacelint.lsp.positions import Positions
from spacelint.plan import Plan
from spacelint.plan.blocks import BlockMemory
from spacelint.plan.read import read_plan
from spacelint.severity import SEVERITIES


class Analysis(NamedTuple):
    """A document as it is now, and its findings (without suppressed ones).

    ``plan`` is None, and ``found`` empty, for a document that is no plan.
    """

    document: Document
    settings: DocumentSettings
    positions: Positions
    plan: Plan | None
    found: tuple[PlanDiagnostic, ...]

    def read(self, text: str) -> Plan:
        """Read a changed text of the plan."""
        return read_text(self.document._replace(text=text, raw=None), self.settings)

    def check(self, plan: Plan) -> list[PlanDiagnostic]:
        """Return the findings of a plan read from a changed text."""
        return SpaceMemory().check(plan, self.settings.linter, self.settings.context)


def analyse(
    document: Document, settings: DocumentSettings, memory: SpaceMemory, encoding: str = "utf-16"
) -> Analysis:
    """Return the analysis of a document; positions are in ``encoding``."""
    if settings.kind != "plan":
        positions = Positions(document.text, encoding)
        return Analysis(document, settings, positions, None, ())
    plan = read_text(document, settings, memory.blocks)
    positions = Positions(document.text, encoding, plan.lines)
    shown = SEVERITIES[: SEVERITIES.index(settings.min_severity) + 1]
    settings.linter.start_run()
    found = memory.check(plan, settings.linter, settings.context)
    return Analysis(
        document, settings, positions, plan,
        tuple([each for each in found if each.diagnostic.rule.severity in shown]),
    )  # fmt: skip


def read_text(
    document: Document, settings: DocumentSettings, memory: BlockMemory | None = None
) -> Plan:
    """Read the plan in a document; never raises for its content."""
    return read_plan(
        document.data,
        document.path or document.uri,
        format=settings.format,
        layout=settings.layout,
        max_bytes=settings.max_bytes,
        memory=memory,
    )
