"""Which files are plans: by the configuration's globs, or else by what their names speak of."""

from __future__ import annotations

from spacelint.config.find import NAMES
from spacelint.config.value import layout_for

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.config.value import Config
    from spacelint.plan.layout import Layout

# Words with "space" in them that are not about Spaces.
_OTHER_WORDS = ("workspace", "namespace", "whitespace", "codespace", "backspace", "spacelint")


def is_plan(path: str, config: Config | None, shown: str) -> bool:
    """Tell whether a file found in a folder is a plan; `shown` is its path as a user sees it."""
    import os

    from spacelint.plan.formats import format_of

    name = os.path.basename(path)
    if name in NAMES:
        return False
    if config is not None:
        if os.path.abspath(path) in (*config.rule_files, config.baseline):
            return False
        if any(layout.glob.matches(path) for layout in config.layouts):
            return True
        if config.plan_files:
            return any(glob.matches(path) for glob in config.plan_files)
    return format_of(name) is not None and about_spaces(shown)


def about_spaces(path: str) -> bool:
    """Tell whether a path speaks of Spaces: "space" in a name, other words with it left out."""
    lower = path.lower()
    if "space" not in lower:
        return False
    for word in _OTHER_WORDS:
        lower = lower.replace(word, "")
    return "space" in lower


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
    from spacelint.plan.fields import FIELDS

    names = {field.key: field.name for field in FIELDS}
    fields = {
        names[name]: tuple([str(part) for part in parts])
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
