"""Where a project's configuration is, which files are plans, and how they are read."""

from __future__ import annotations

import os
import re
from functools import cache

from spacelint.config.value import layout_for
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spacelint.config.value import Config
    from spacelint.plan.values import Layout

NAMES = ("spacelint.toml", ".spacelint.toml", "pyproject.toml")
_REPOSITORY = (".git", ".hg", ".jj", ".svn")
_MOST_BYTES = 5_000_000

#: Why a path is looked at though its name and what it holds do not say that it is a plan.
NAMED = "named"
NOT_THERE = "named, and not there"
UNREADABLE = "a folder that can't be listed"


class FoundPath(NamedTuple):
    """A path that a run met: ``why`` it is looked at, or why it is ``skipped``, in words."""

    path: str
    why: str = ""
    skipped: str = ""


def find_config(
    start: str = ".",
    cache: dict[str, str | None] | None = None,
    texts: Mapping[str, str] | None = None,
) -> str | None:
    """The path of the configuration in force for `start`, a file or directory, or None.

    In each directory from `start` upwards ``spacelint.toml`` comes before ``.spacelint.toml``,
    and that before a ``pyproject.toml`` with ``[tool.spacelint]``; the nearest wins. The search
    ends at the root of the repository, at the home directory or at the root of the file system,
    each included. `cache`, where given, maps directories to results. `texts` maps real paths to
    texts that replace the files: an editor's unsaved texts. Nothing is raised.
    """
    known = {} if cache is None else cache
    searched: list[str] = []
    found: str | None = None
    for directory in _upwards(start):
        searched.append(directory)
        found = known[directory] if directory in known else config_in(directory, texts)
        if found is not None or directory in known:
            break
    known.update(dict.fromkeys(searched, found))
    return found


def config_in(directory: str, texts: Mapping[str, str] | None = None) -> str | None:
    """The path of the configuration file of this very directory, or None; for `texts` see above."""
    for name in NAMES:
        path = os.path.join(directory, name)
        text = texts.get(path) if texts else None
        if text is not None:
            if name != "pyproject.toml" or _has_table(text.encode("utf-8", "replace")):
                return path
        elif os.path.isfile(path) and (name != "pyproject.toml" or has_section(path)):
            return path
    return None


def project_root(start: str) -> str:
    """The directory that all files of a configuration must be in; `start` is a file or directory.

    The repository's root, or without one the topmost directory with a configuration.
    """
    top = ""
    directory = ""
    for directory in _upwards(start):
        if config_in(directory) is not None:
            top = directory
    if _is_repository(directory):
        return directory
    return top or _directory(start)


def has_section(path: str) -> bool:
    """True if a pyproject.toml has ``[tool.spacelint]``; False where it cannot be read."""
    from spacelint.source.reader import NotRead, read_bytes

    content = read_bytes(path, _MOST_BYTES)
    return not isinstance(content, NotRead) and _has_table(content)


def _has_table(content: bytes) -> bool:
    if b"tool.spacelint" not in content and b"[tool]" not in content:
        return False  # without importing a TOML parser
    import tomli

    try:
        tool = tomli.loads(content.decode("utf-8-sig")).get("tool")
    except (ValueError, RecursionError):
        # It cannot be parsed: the table's header decides, and loading the file reports the fault.
        return any(line.strip().startswith(b"[tool.spacelint") for line in content.split(b"\n"))
    return isinstance(tool, dict) and "spacelint" in tool


def _upwards(start: str) -> Iterator[str]:
    home = os.path.realpath(os.path.expanduser("~"))
    directory = _directory(start)
    while True:
        yield directory
        if _is_repository(directory):
            return
        parent = os.path.dirname(directory)
        if directory in (parent, home):
            return
        directory = parent


def _is_repository(directory: str) -> bool:
    return any(os.path.lexists(os.path.join(directory, name)) for name in _REPOSITORY)


def _directory(start: str) -> str:
    # realpath, so that ".." and links lead up the way the file system does.
    path = os.path.realpath(start)
    return path if os.path.isdir(path) else os.path.dirname(path)


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
    """Return why a file found in a folder may be a plan, in words; "" where it is not one.

    ``shown`` is its path as a user sees it. With its name as the only reason, its content must look
    like a plan as well (`Layout.evident_only`).
    """
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


#: The reason for a file that no configuration names.
BY_NAME = "its name and what it holds"


def is_unlisted(path: str, config: Config, shown: str) -> bool:
    """True for a file that is not a plan only because `[plan] files` names others."""
    if not config.plan_files or why_plan(path, config, shown):
        return False
    return why_plan(path, config._replace(plan_files=()), shown) == BY_NAME


def is_declared(path: str, config: Config | None) -> bool:
    """True if a glob of the configuration declares the file a plan."""
    return config is not None and why_plan(path, config, "") not in ("", BY_NAME)


def _may_be_plan(path: str) -> bool:
    return "space" in path.lower() and _compiled_pattern().search(path) is not None


@cache
def _compiled_pattern() -> re.Pattern[str]:
    return re.compile(plan_pattern(), re.DOTALL)  # a name may hold a line break


def found_layout(layout: Layout | None, path: str) -> Layout:
    """Return the layout of a file that nobody named; its content has to look like a plan.

    Where it cannot be read, its own name may say that it is a plan (`spaces.yaml`); that of its
    folder does not.
    """
    from spacelint.plan.values import Layout

    says = _may_be_plan(os.path.basename(path))
    return (layout or Layout())._replace(evident_only=True, says_spaces=says)


def plan_layout(config: Config, path: str) -> Layout | None:
    """Return the `Layout` of the plan file at ``path``; None if nothing is configured for it.

    Zone and date order of ``[plan]`` apply where the glob's own layout sets none.
    """
    found = layout_for(config, path)
    if found is None and config.timezone is None and config.date_order is None:
        return None
    from spacelint.plan.values import Layout, Where

    zone, order = config.timezone or "", config.date_order or ""
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
        where=tuple([Where(name, *texts) for name, texts in found.where.items()]),
        date_order=found.date_order or order,
        timezone=found.timezone or zone,
        separator=found.delimiter or "",
        header=found.header,
    )
