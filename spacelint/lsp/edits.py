"""Edits of documents, as the protocol has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from spacelint.text.model import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacelint.lsp.positions import Positions

    #: Address, version (None where the client has not opened it), and the edits of one document.
    Change = tuple[str, int | None, list[types.TextEdit]]


def text_edits(positions: Positions, edits: Iterable[Edit]) -> list[types.TextEdit]:
    """Return edits on a document's text (code points) in its positions."""
    return [types.TextEdit(positions.range(e.start, e.end), e.text) for e in sorted(edits)]


def workspace_edit(changes: Iterable[Change], versioned: bool) -> types.WorkspaceEdit:
    """Return edits of several documents, held to their versions where ``versioned``."""
    if not versioned:
        return types.WorkspaceEdit(changes={uri: edits for uri, _, edits in changes})
    return types.WorkspaceEdit(
        document_changes=[
            types.TextDocumentEdit(
                types.OptionalVersionedTextDocumentIdentifier(uri, version), list(edits)
            )
            for uri, version, edits in changes
        ]
    )


def difference(old: str, new: str) -> list[Edit]:
    """Return small edits that make ``new`` of ``old``.

    Where there are as many lines before as after, one for each that differs; otherwise one.
    """
    if old == new:
        return []
    before, after = old.split("\n"), new.split("\n")
    if len(before) != len(after):
        return [_trimmed(0, old, new)]
    edits = []
    start = 0
    for one, other in zip(before, after, strict=True):
        if one != other:
            edits.append(_trimmed(start, one, other))
        start += len(one) + 1
    return edits


def _trimmed(start: int, old: str, new: str) -> Edit:
    """Return the edit without the characters that both begin and end with."""
    head = 0
    most = min(len(old), len(new))
    while head < most and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < most - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return Edit(start + head, start + len(old) - tail, new[head : len(new) - tail])
