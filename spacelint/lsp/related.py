"""What stands elsewhere and belongs to a finding: the campaign's or the tag's line in the book."""

from __future__ import annotations

from lsprotocol import types

from spacelint.brand import fold_tag
from spacelint.lsp.book_places import campaign_place, handle_place, tag_place
from spacelint.lsp.positions import Positions
from spacelint.text.escape import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacelint.engine.plans import Located
    from spacelint.lsp.analysis import Analysis
    from spacelint.lsp.book_places import BookPlace
    from spacelint.lsp.workspace import Workspace
    from spacelint.plan import PlannedSpace

_NAMED = ("campaign", "tag", "instead", "successor", "handle")


def related(
    analysis: Analysis, located: Located, workspace: Workspace
) -> list[types.DiagnosticRelatedInformation]:
    """Return the lines of the brand book that a finding rests on; none without a book."""
    if not analysis.governing.project.config.book:
        return []
    memo = workspace.projects.memo(analysis.governing.project)
    values = located.diagnostic.values
    named = [values.get(name, "") for name in _NAMED]
    if not any(named):
        return []
    plan = analysis.plan
    space = plan.spaces[located.space] if plan is not None and located.space >= 0 else None
    key = ("related", analysis.governing.brand_of(space), *named)
    if key not in memo:
        place = _place(analysis, space, values)
        memo[key] = None
        if place is not None:
            where = Positions(place.text, workspace.encoding).range(place.start, place.end)
            memo[key] = place.path, where, visible(place.says)
    if memo[key] is None:
        return []
    path, where, says = memo[key]
    return [types.DiagnosticRelatedInformation(types.Location(workspace.uri_at(path), where), says)]


def _place(
    analysis: Analysis, space: PlannedSpace | None, values: Mapping[str, str]
) -> BookPlace | None:
    governing = analysis.governing
    config, book = governing.project.config, governing.context_of(space).book
    brand = governing.brand_of(space)
    campaigns = book.campaigns if book is not None else {}
    for name in _NAMED:
        value = values.get(name, "").strip()
        if not value:
            continue
        for campaign in campaigns.values():
            tags = (campaign.hashtag, *campaign.alternatives)
            if value == campaign.name or fold_tag(value) in map(fold_tag, tags):
                return campaign_place(config, campaign.name)
        found = (handle_place if value[0] == "@" else tag_place)(config, value, brand)
        if found is not None:
            return found
    return None
