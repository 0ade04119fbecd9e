"""The kind of a document and the settings it is linted with."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from spacelint.checks.contract import Context
from spacelint.config.find import NAMES, config_in, why_plan
from spacelint.config.value import is_excluded
from spacelint.engine.linter import Linter
from spacelint.engine.rule import Diagnostic
from spacelint.lsp.documents import Document
from spacelint.lsp.projects import Project, Projects
from spacelint.plan import Layout, PlannedSpace
from spacelint.plan.formats import format_of
from spacelint.project import file_settings

Kind = Literal["plan", "config", "rules", "other"]

_RULE_HEADER = re.compile(r"^\[rules\.[A-Z]{2,8}[0-9]{3,4}\]", re.MULTILINE)
_MENTIONS_TITLES = re.compile(r"\b(?:spaces|title)\b", re.IGNORECASE)


class DocumentSettings(NamedTuple):
    """The settings of one document; ``fixable`` has the codes that "fix all" fixes.

    ``min_severity`` is the least severity that is shown, ``brand`` the NAME of [brands.NAME] that
    the configuration sets for the whole file.
    """

    kind: Kind
    project: Project
    linter: Linter
    context: Context
    layout: Layout | None
    format: str | None
    max_bytes: int
    min_severity: str
    fixable: frozenset[str]
    brand: str | None = None

    def brand_of(self, space: PlannedSpace | None) -> str | None:
        """Return the brand of a Space: its own, or else the file's."""
        return (space.brand if space is not None else None) or self.brand

    def context_of(self, space: PlannedSpace | None) -> Context:
        """Return the context of a Space; None: of any in the file."""
        return self.context if space is None else self.context.about(space)

    def should_fix(self, diagnostic: Diagnostic) -> bool:
        """True if "fix all" applies the fix of a finding."""
        rule = diagnostic.rule
        return rule.applicability == "safe" and rule.code in self.fixable


def document_settings(
    document: Document, projects: Projects, folders: Sequence[str]
) -> DocumentSettings:
    """Return the settings of ``document``; ``folders`` are those of the workspace."""
    path = document.path or (os.path.join(folders[0], "unsaved") if folders else "")
    project = projects.of(path)
    config, settings = project.config, projects.settings
    kind = kind_of(document, project, folders)
    reading = file_settings(config, path, named=not document.path)
    linter = projects.linter(project, reading.ignored if path else ())
    min_severity = settings.min_severity or config.min_severity
    return DocumentSettings(
        kind,
        project,
        linter,
        projects.context(project, reading.brand),
        reading.layout,
        reading.format or format_of(document.path) or document.format,
        config.limits.plan_bytes,
        min_severity,
        linter.fixable_codes(min_severity, config.fixable, config.unfixable),
        reading.brand,
    )


def kind_of(document: Document, project: Project, folders: Sequence[str]) -> Kind:
    """Return the kind of a document."""
    path, config = document.path, project.config
    if not path:
        return "plan" if document.format and _MENTIONS_TITLES.search(document.text) else "other"
    real, name = os.path.realpath(path), os.path.basename(path)
    if real in project.rule_files:
        return "rules"
    if name == "pyproject.toml":
        return "config" if "[tool.spacelint" in document.text else "other"
    if name in NAMES or real in project.files:
        return "config"
    if name.endswith(".toml") and _RULE_HEADER.search(document.text):
        return "rules"
    if is_excluded(config, path):
        return "other"
    return "plan" if why_plan(path, config, shown_path(path, folders)) else "other"


def shown_path(path: str, folders: Sequence[str]) -> str:
    """Return the part of a path that may tell its content: that below the workspace's folder.

    With the folder's own name if it is no project: a client that opens a single file sends its
    folder as the workspace.
    """
    for folder in sorted(folders, key=len, reverse=True):
        top = folder.rstrip(os.sep)
        if path.startswith(top + os.sep):
            is_project = config_in(top) or os.path.lexists(os.path.join(top, ".git"))
            return path[len(top if is_project else os.path.dirname(top)) :]
    return os.sep.join(path.split(os.sep)[-2:])
