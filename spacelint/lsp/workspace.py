"""All that the server knows: open documents, projects, and the analysis of each document."""

from __future__ import annotations

import os
from collections.abc import Iterable

from spacelint.engine.plan_memory import SpaceMemory
from spacelint.lsp.analysis import Analysis, analyse
from spacelint.lsp.documents import Document, closed_document, path_of, uri_of
from spacelint.lsp.governing import govern
from spacelint.lsp.projects import Projects
from spacelint.lsp.settings import Settings

_TOML = ".toml"


class Workspace:
    """Documents by address, in one encoding of positions. It reads files and writes none."""

    __slots__ = ("_analyses", "_memories", "_texts", "documents", "encoding", "folders", "projects")

    def __init__(
        self,
        folders: Iterable[str] = (),
        encoding: str = "utf-16",
        settings: Settings | None = None,
    ) -> None:
        self.folders = list(folders)
        self.encoding = encoding
        self.documents: dict[str, Document] = {}
        self._texts: dict[str, str] = {}
        self.projects = Projects(settings or Settings(), self._texts)
        self._analyses: dict[str, Analysis] = {}
        self._memories: dict[str, SpaceMemory] = {}

    def open(self, uri: str, language: str, version: int | None, text: str) -> bool:
        """Take in a document as the client has it; tell whether a project is made of it."""
        document = Document(uri, path_of(uri), language, version, text)
        self.documents[uri] = document
        self._drop(uri)
        return self._overlay(document)

    def change(self, uri: str, version: int | None, text: str) -> bool:
        """Take in a new text; one for a document that is not open changes nothing."""
        document = self.documents.get(uri)
        if document is None:
            return False
        return self.open(uri, document.language, version, text)

    def close(self, uri: str) -> bool:
        """Forget a document; what is on disk holds again."""
        document = self.documents.pop(uri, None)
        self._drop(uri)
        self._memories.pop(uri, None)
        if document is None or not document.path.endswith(_TOML):
            return False
        self._texts.pop(os.path.realpath(document.path), None)
        return self._touched(document.path)

    def file_changed(self, path: str) -> bool:
        """Note that a file changed on disk; tell whether a project is made of it."""
        return self._touched(path)

    def configure(self, settings: Settings) -> None:
        """Put other settings in force."""
        self.projects.reset(settings)
        self._drop_all()

    def regroup(self, folders: Iterable[str]) -> None:
        """Put other folders in force."""
        self.folders = list(folders)
        self._drop_all()

    def analysis(self, uri: str) -> Analysis | None:
        """Return the analysis of an open document as it is now; None where it is not open.

        It is good until the document changes.
        """
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
        """Return the address of a file: the client's own where it has the file open."""
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
        if old is not None and old.plan is not None:
            old.plan.release()

    def _analyse(self, document: Document, memory: SpaceMemory) -> Analysis:
        governing = govern(document, self.projects, self.folders)
        return analyse(document, governing, memory, self.encoding)

    def _overlay(self, document: Document) -> bool:
        """Let an unsaved text hold for the configurations made of its file."""
        if not document.path.endswith(_TOML):
            return False
        real = os.path.realpath(document.path)
        if self._texts.get(real) == document.text:
            return False
        self._texts[real] = document.text
        return self._touched(document.path)

    def _touched(self, path: str) -> bool:
        if not self.projects.changed(path):
            return False
        self._drop_all()
        return True
