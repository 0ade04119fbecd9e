"""Document links: from a tag or mention to what X would open."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from lsprotocol import types

from spacelint.text import Title

if TYPE_CHECKING:
    from spacelint.lsp.analysis import Analysis
    from spacelint.text import Entity

_X = "https://x.com"


def document_links(analysis: Analysis, tooltips: bool = True) -> list[types.DocumentLink]:
    """Return a link for everything that X links in the titles of a plan, addresses left out.

    ``tooltips`` where the client can show them.
    """
    if analysis.plan is None:
        return []
    found = []
    for space in analysis.plan.spaces:
        source = space.title
        if source is None or not any(sign in source.value for sign in "#＃@＠$"):
            continue
        entities = [e for e in Title(source.value).entities if e.kind != "url"]
        if not entities or not source.exact:
            continue
        for entity in entities:
            start, end = source.span(entity.start, entity.end)
            where = analysis.positions.range(start, end)
            tip = _TIPS[entity.kind] if tooltips else None
            found.append(types.DocumentLink(where, address_of(entity), tooltip=tip))
    return found


def address_of(entity: Entity) -> str:
    """Return the page on X that a tag, mention, list or cashtag leads to."""
    value = quote(entity.value, safe="")
    if entity.kind == "mention":
        return f"{_X}/{value}"
    if entity.kind == "hashtag":
        return f"{_X}/hashtag/{value}"
    if entity.kind == "list":
        user, _, name = entity.value.partition("/")
        return f"{_X}/{quote(user, safe='')}/lists/{quote(name, safe='')}"
    return f"{_X}/search?q=%24{value}"


_TIPS = {
    "mention": "Open the profile on X",
    "hashtag": "Open the search page on X",
    "list": "Open the List on X",
    "cashtag": "Open the search page on X",
}
