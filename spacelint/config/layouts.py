"""What reading a plan takes, out of what the configuration says of its glob."""

from __future__ import annotations

from spacelint.config.value import layout_for

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.config.value import Config
    from spacelint.plan.layout import Layout

_NAMES = {"start": "scheduled_start", "end": "ends"}


def plan_layout(config: Config, path: str) -> Layout | None:
    """The `Layout` of the plan file at `path`; None where the configuration says nothing of it.

    Zone and date order of ``[plan]`` hold where the glob's own layout names none.
    """
    found = layout_for(config, path)
    if found is None and config.timezone is None and config.date_order is None:
        return None
    from spacelint.plan.layout import Layout, Where

    zone = config.timezone or ""
    order = config.date_order or ""
    if found is None:
        return Layout(timezone=zone, date_order=order)
    fields = {
        _NAMES.get(name, name): tuple([str(part) for part in parts])
        for name, parts in found.places.items()
        if name != "title"
    }
    return Layout(
        title=str(found.places.get("title", ("",))[0]),
        fields=fields or None,
        items=found.spaces or "",
        where=tuple([Where(name, one.contains, one.equals) for name, one in found.where.items()]),
        date_order=found.date_order or order,
        timezone=found.timezone or zone,
        separator=found.delimiter or "",
        header=found.header,
    )
