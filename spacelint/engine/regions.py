"""Regions that campaigns of the brand book name and no rule has accepted words for."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacelint.engine.rule import Rule
    from spacelint.schema import Fault


def region_faults(named: Iterable[tuple[str, str]], rules: Iterable[Rule]) -> Iterator[Fault]:
    """Yield what is wrong with the regions of campaigns: pairs of a campaign's name and its region.

    The regions that are known are those that the rules on disclosures accept words of.
    """
    pairs = [(campaign, region) for campaign, region in named if region]
    if not pairs:
        return
    known = [r for rule in rules if rule.check == "disclosure" for r in rule.params["accepted"]]
    if not known:
        return
    from spacelint.checks.shared.disclosure import row_of
    from spacelint.schema import Fault, nearest, shown

    table = dict.fromkeys(known)
    for campaign, region in pairs:
        if not row_of(table, region):
            message = f'unknown region "{shown(region)}"; known are {", ".join(table)}'
            path = ("campaigns", campaign, "disclosure", "region")
            yield Fault(path, message, nearest(region, table) or "")
