"""A workspace of real files, asked without a client."""

from __future__ import annotations

from pathlib import Path

from lsprotocol.types import CodeAction, TextDocumentEdit

from spacelint.lsp.actions import code_actions
from spacelint.lsp.documents import uri_of
from spacelint.lsp.positions import Positions
from spacelint.lsp.workspace import Analysis, Workspace
from spacelint.source.text import apply
from spacelint.text.model import Edit

BOOK = """\
[brand]
names = ["Acme"]
hashtags = ["#AcmeTalks"]

[campaigns.winter]
hashtag = "#AcmeWinter"
starts = 2026-11-01
ends = 2027-02-28
owner = "Susan"

[handles]
AcmeHQ = "Acme"
"""


def workspace(folder: Path, files: dict[str, str] | None = None, **more: str) -> Workspace:
    """Return a workspace of ``folder`` with these files written into it."""
    for name, text in (files or {}).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
    return Workspace([str(folder)], **more)


def opened(known: Workspace, path: Path, text: str, language: str = "toml") -> Analysis:
    """Return the analysis of a text that a client has open."""
    uri = uri_of(str(path))
    known.open(uri, language, 1, text)
    analysis = known.analysis(uri)
    assert analysis is not None
    return analysis


def plan(title: str) -> str:
    """Return a plan in TOML with one Space of that title."""
    return f'[[spaces]]\ntitle = "{title}"\nhost = "AcmeHQ"\n'


def at(analysis: Analysis, part: str, plus: int = 1) -> int:
    """Return the offset of a part of a plan's text, ``plus`` some characters."""
    return analysis.plan.text.index(part) + plus


def actions_at(
    analysis: Analysis, known: Workspace, part: str, only: list[str] | None = None
) -> dict[str, CodeAction]:
    """Return the code actions offered inside of a part of a plan's text, by title."""
    offset = at(analysis, part)
    where = analysis.positions.range(offset, offset)
    return {one.title: one for one in code_actions(analysis, where, only)}


def after(action: CodeAction, known: Workspace, uri: str) -> str:
    """Return the text of a document after an action, applied as a client would."""
    assert action.edit is not None
    assert action.edit.document_changes is not None
    document = known.documents[uri]
    positions = Positions(document.text, known.encoding)
    edits = []
    for change in action.edit.document_changes:
        assert isinstance(change, TextDocumentEdit)
        if change.text_document.uri == uri:
            assert change.text_document.version == document.version
            edits += [Edit(*positions.span(one.range), one.new_text) for one in change.edits]
    return apply(document.text, edits)
