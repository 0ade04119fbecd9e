"""What stands elsewhere and belongs to a finding: the campaign's or the tag's line in the book."""

from __future__ import annotations

from lsprotocol import types

from spacelint.brand import fold_tag
from spacelint.lsp.book_places import campaign_place, handle_place, tag_place
from spacelint.lsp.positions import Positions
from spacelint.text.escape import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.engine.plans import Located
    from spacelint.lsp.analysis import Analysis
    from spacelint.lsp.book_places import BookPlace
    from spacelint.lsp.workspace import Workspace

_NAMED = ("campaign", "tag", "instead", "successor", "handle")


def related(
    analysis: Analysis, located: Located, workspace: Workspace
) -> list[types.DiagnosticRelatedInformation]:
    """Return the lines of the brand book that a finding rests on; none without a book."""
    if not analysis.governing.project.config.book:
        return []
    memo = workspace.projects.memo(analysis.governing.project)
    values = located.diagnostic.values
    key = ("related", *(values.get(name, "") for name in _NAMED))
    if key not in memo:
        memo[key] = _place(analysis, located)
    place: BookPlace | None = memo[key]
    if place is None:
        return []
    where = Positions(place.text, workspace.encoding).range(place.start, place.end)
    location = types.Location(workspace.uri_at(place.path), where)
    return [types.DiagnosticRelatedInformation(location, visible(place.says))]


def _place(analysis: Analysis, located: Located) -> BookPlace | None:
    config, book = analysis.governing.project.config, analysis.governing.context.book
    values = located.diagnostic.values
    campaigns = book.campaigns if book is not None else {}
    for name in _NAMED:
        value = values.get(name, "").strip()
        if not value:
            continue
        for campaign in campaigns.values():
            tags = (campaign.hashtag, *campaign.alternatives)
            if value == campaign.name or fold_tag(value) in map(fold_tag, tags):
                return campaign_place(config, campaign.name)
        found = handle_place(config, value) if value[0] == "@" else tag_place(config, value)
        if found is not None:
            return found
    return None
