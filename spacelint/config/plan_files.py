"""Which files are plans, by the configuration's globs or by their names, and how they are read."""

from __future__ import annotations

import re
from functools import cache

from spacelint.config.find import NAMES
from spacelint.config.value import layout_for

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.config.value import Config
    from spacelint.plan.values import Layout

# "spaces" is a word of its own here, with x- or twitter- before it or not; "space" alone too where
# a name begins with it. Not: makerspace, workspaces, search_space, spacelint.
_NAME = (
    r"(^|/|[^A-Za-z/])(x|twitter)?spaces(?![A-Za-z])"
    r"|(^|/)([^/]*[^A-Za-z/])?(?-i:[A-Za-z]*[a-z0-9]Spaces|X[Ss]paces)(?![a-z])"
    r"|(^|/)((x|twitter|my|our|next|live|the)[-_ .]?)?space(?![A-Za-z])"
)


def plan_pattern() -> str:
    """Return the pattern of paths that may be plans, as the hooks of pre-commit have it."""
    from spacelint.plan.formats import FORMATS

    endings = [
        ending[1:] for each in FORMATS.values() if each.in_folders for ending in each.endings
    ]
    return rf"(?i)^(?=.*\.({'|'.join(endings)})$)(?=.*({_NAME}))"


def why_plan(path: str, config: Config | None, shown: str) -> str:
    """Return why a file found in a folder may be a plan, in words; "" where it is none.

    ``shown`` is its path as a user sees it. Where only its name speaks for it, its content has to
    as well (`Layout.evident_only`).
    """
    import os

    name = os.path.basename(path)
    if name in NAMES:
        return ""
    if config is not None:
        if os.path.abspath(path) in (*config.rule_files, config.baseline):
            return ""
        for layout in config.layouts:
            if layout.glob.matches(path):
                return f'[plan."{layout.glob.pattern}"]'
        for glob in config.plan_files:
            if glob.matches(path):
                return f'[plan] files: "{glob.pattern}"'
        if config.plan_files:
            return ""
    return BY_NAME if _may_be_plan(shown.replace(os.sep, "/").lstrip("/")) else ""


#: What speaks for a file that no configuration names.
BY_NAME = "its name and what it holds"


def is_plan(path: str, config: Config | None, shown: str) -> bool:
    """True for a file found in a folder that may be a plan; see `why_plan`."""
    return why_plan(path, config, shown) != ""


def is_declared(path: str, config: Config | None) -> bool:
    """True where a glob of the configuration names the file as a plan."""
    return config is not None and why_plan(path, config, "") not in ("", BY_NAME)


def _may_be_plan(path: str) -> bool:
    return "space" in path.lower() and _compiled_pattern().search(path) is not None


@cache
def _compiled_pattern() -> re.Pattern[str]:
    return re.compile(plan_pattern())


def plan_layout(config: Config, path: str) -> Layout | None:
    """Return the `Layout` of the plan file at ``path``; None where nothing is said of it.

    Zone and date order of ``[plan]`` hold where the glob's own layout names none.
    """
    found = layout_for(config, path)
    if found is None and config.timezone is None and config.date_order is None:
        return None
    from spacelint.plan.values import Layout, Where

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
