"""The state of the server: open documents, projects, and the analysis of each document.

A Space that has not changed is not linted again.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import NamedTuple

from spacelint.engine.plan_memory import SpaceMemory
from spacelint.engine.plans import PlanDiagnostic
from spacelint.lsp.document_settings import DocumentSettings, document_settings
from spacelint.lsp.documents import Document, closed_document, path_of, uri_of
from spacelint.lsp.positions import Positions
from spacelint.lsp.projects import Projects
from spacelint.lsp.settings import Settings
from spacelint.plan import Plan
from spacelint.plan.blocks import BlockMemory
from spacelint.plan.read import read_plan
from spacelint.plan.values import Reading
from spacelint.severity import at_least

_TOML = ".toml"


class Analysis(NamedTuple):
    """A document as it is now, and its findings (without suppressed ones).

    A document of another kind counts as a plan without Spaces.
    """

    workspace: Workspace
    document: Document
    settings: DocumentSettings
    positions: Positions
    plan: Plan
    found: tuple[PlanDiagnostic, ...]

    def read(self, text: str) -> Plan:
        return read_text(self.document._replace(text=text, raw=None), self.settings)

    def check(self, plan: Plan) -> list[PlanDiagnostic]:
        """Return the findings of a plan read from a changed text."""
        return SpaceMemory().check(plan, self.settings.linter, self.settings.context)


def read_text(
    document: Document, settings: DocumentSettings, memory: BlockMemory | None = None
) -> Plan:
    """Read the plan in a document; never raises for its content."""
    if settings.kind != "plan":
        text = document.text.removeprefix("\ufeff")
        return Plan(document.path, text, "utf-8", 0, Reading("", []), None)
    return read_plan(
        document.data,
        document.path or document.uri,
        format=settings.format,
        layout=settings.layout,
        max_bytes=settings.max_bytes,
        memory=memory,
    )


class Workspace:
    """Documents by URI; reads files and writes none.

    ``encoding`` is the unit of the client's positions; ``versioned``: it accepts edits of certain
    versions of documents.
    """

    def __init__(
        self,
        folders: Iterable[str] = (),
        encoding: str = "utf-16",
        settings: Settings | None = None,
        versioned: bool = True,
    ) -> None:
        self.folders = list(folders)
        self.encoding = encoding
        self.versioned = versioned
        self.tooltips = True  # of links
        self.documents: dict[str, Document] = {}
        self._texts: dict[str, str] = {}
        self.projects = Projects(settings or Settings(), self._texts)
        self._analyses: dict[str, Analysis] = {}
        self._memories: dict[str, SpaceMemory] = {}

    def open(self, uri: str, language: str, version: int | None, text: str) -> bool:
        """Add or replace a document of the client's; return whether a project depends on it."""
        document = Document(uri, path_of(uri), language, version, text)
        self.documents[uri] = document
        self._drop(uri)
        return self._overlay(document)

    def change(self, uri: str, version: int | None, text: str) -> bool:
        """Replace the text of an open document; return whether a project depends on it."""
        document = self.documents.get(uri)
        return document is not None and self.open(uri, document.language, version, text)

    def close(self, uri: str) -> bool:
        """Remove a document, whose file applies again; return whether a project depends on it."""
        document = self.documents.pop(uri, None)
        self._drop(uri)
        self._memories.pop(uri, None)
        if document is None or not document.path.endswith(_TOML):
            return False
        self._texts.pop(os.path.realpath(document.path), None)
        return self.file_changed(document.path)

    def file_changed(self, path: str) -> bool:
        """Note that a file changed; return whether a project depends on it."""
        if not self.projects.changed(path):
            return False
        self._drop_all()
        return True

    def configure(self, settings: Settings) -> None:
        self.projects.reset(settings)
        self._drop_all()

    def set_folders(self, folders: Iterable[str]) -> None:
        self.folders = list(folders)
        self._drop_all()

    def analysis(self, uri: str) -> Analysis | None:
        """Return the analysis of an open document, valid until it changes; None if not open."""
        document = self.documents.get(uri)
        if document is None:
            return None
        found = self._analyses.get(uri)
        if found is None:
            memory = self._memories.setdefault(uri, SpaceMemory())
            found = self._analyses[uri] = self._analyse(document, memory)
        return found

    def analysis_of_file(self, path: str, data: bytes) -> Analysis:
        """Return the analysis of a file that is not open, from its bytes."""
        return self._analyse(closed_document(path, data), SpaceMemory())

    def uri_at(self, path: str) -> str:
        """Return the URI of a file: the client's own if it has the file open."""
        real = os.path.realpath(path)
        for uri, document in self.documents.items():
            if document.path and os.path.realpath(document.path) == real:
                return uri
        return uri_of(path)

    def _drop_all(self) -> None:
        for uri in list(self._analyses):
            self._drop(uri)

    def _drop(self, uri: str) -> None:
        old = self._analyses.pop(uri, None)
        if old is not None:
            old.plan.release()

    def _analyse(self, document: Document, memory: SpaceMemory) -> Analysis:
        settings = document_settings(document, self.projects, self.folders)
        plan = read_text(document, settings, memory.blocks)
        positions = Positions(document.text, self.encoding, plan.lines)
        shown = at_least(settings.min_severity)
        settings.linter.start_run()
        found = memory.check(plan, settings.linter, settings.context)
        kept = tuple([each for each in found if each.diagnostic.rule.severity in shown])
        return Analysis(self, document, settings, positions, plan, kept)

    def _overlay(self, document: Document) -> bool:
        """Let an unsaved text replace its file in configurations."""
        if not document.path.endswith(_TOML):
            return False
        real = os.path.realpath(document.path)
        if self._texts.get(real) == document.text:
            return False
        self._texts[real] = document.text
        return self.file_changed(document.path)
