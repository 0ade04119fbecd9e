"""The features that answer with a value of their module and need nothing else."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from lsprotocol import types

from spacelint.lsp import completion, hints, hover, links, symbols

if TYPE_CHECKING:
    from spacelint.lsp.server import Server


def register(server: Server) -> None:
    """Register hover, completion, inlay hints, document links and symbols."""
    feature = server.feature
    feature(types.TEXT_DOCUMENT_HOVER)(partial(_hover, server))
    triggers = types.CompletionOptions(trigger_characters=["#", "@", "[", '"'])
    feature(types.TEXT_DOCUMENT_COMPLETION, triggers)(partial(_complete, server))
    feature(types.TEXT_DOCUMENT_INLAY_HINT)(partial(_hints, server))
    feature(types.TEXT_DOCUMENT_DOCUMENT_LINK)(partial(_links, server))
    feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)(partial(_symbols, server))


def _hover(server: Server, params: types.HoverParams) -> types.Hover | None:
    analysis = server.known.analysis(params.text_document.uri)
    if analysis is None:
        return None
    return hover.hover(analysis, analysis.positions.offset(params.position))


def _complete(server: Server, params: types.CompletionParams) -> types.CompletionList:
    analysis = server.known.analysis(params.text_document.uri)
    items: list[types.CompletionItem] = []
    if analysis is not None:
        items = completion.complete(analysis, analysis.positions.offset(params.position))
    return types.CompletionList(is_incomplete=False, items=items)


def _hints(server: Server, params: types.InlayHintParams) -> list[types.InlayHint]:
    analysis = server.known.analysis(params.text_document.uri)
    if analysis is None:
        return []
    start, end = analysis.positions.span(params.range)
    return hints.inlay_hints(analysis, start, end, server.known.projects.settings)


def _links(server: Server, params: types.DocumentLinkParams) -> list[types.DocumentLink]:
    analysis = server.known.analysis(params.text_document.uri)
    if analysis is None:
        return []
    document = server.client_capabilities.text_document
    link = document.document_link if document is not None else None
    return links.document_links(analysis, bool(link and link.tooltip_support))


def _symbols(server: Server, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
    analysis = server.known.analysis(params.text_document.uri)
    return symbols.document_symbols(analysis) if analysis is not None else []
