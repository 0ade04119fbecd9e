"""A configuration file with everything it extends, nearest first."""

from __future__ import annotations

import os
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

from spacelint.config.find import project_root
from spacelint.config.table import CONFIG
from spacelint.config.value import Layer
from spacelint.schema import (
    Fault,
    Problem,
    TomlDocument,
    load_toml,
    locate,
    parse_toml,
    shown,
    validate_data,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spacelint.config.value import Config, Loaded

MOST_FILES = 32


class Chain(NamedTuple):
    """The layers from the file itself to the furthest it extends, and what is wrong with them."""

    layers: tuple[Layer, ...]
    problems: tuple[Problem, ...]


def read_chain(path: str, texts: Mapping[str, str] | None = None) -> Chain:
    """Read the configuration at `path` and what it extends, in its project or in packages.

    `texts` has, by real path, what stands in place of a file: an editor's text that is not saved.
    Of several extended files the later comes before the earlier. Nothing is raised: a file that
    extends itself by way of others, one outside of the project, a URL, and more than 32 files in
    all are problems at the ``extend`` that asks for them.
    """
    layers: list[Layer] = []
    problems: list[Problem] = []
    base = os.path.dirname(os.path.abspath(path))
    lost = _read(path, base, (), layers, problems, texts or {})
    if lost is not None:
        problems.append(lost)
    # A file reached in two ways counts where it is furthest, behind all that build on it.
    order = {os.path.realpath(layer.document.path): layer for layer in reversed(layers)}
    return Chain(tuple(reversed(order.values())), tuple(problems))


def _read(
    path: str,
    base: str,
    above: tuple[str, ...],
    layers: list[Layer],
    problems: list[Problem],
    texts: Mapping[str, str],
) -> Problem | None:
    """Add the file and what it extends; the problem of a file that cannot be read at all."""
    text = texts.get(os.path.realpath(path)) if texts else None
    if text is None:
        document = load_toml(path, limit_name="the limit for configuration")
    else:
        document = parse_toml(text, path)
    if isinstance(document, Problem):
        return document
    at, given = _section(document)
    if not isinstance(given, dict):
        problems.extend(locate(document, [Fault(at, "expected a table")]))
        return None
    values, found = validate_data(given, CONFIG, at=at)
    if above or "extend" in given:
        # What one file leaves out another may say: `missing` looks at all of them together.
        found = [fault for fault in found if not fault.missing]
    problems.extend(locate(document, found))
    directory = os.path.dirname(os.path.abspath(path))
    layers.append(Layer(document, at, given, values, base, directory))
    wanted = values["extend"] or ()
    names = (wanted,) if isinstance(wanted, str) else wanted
    above = (*above, os.path.realpath(path))
    faults: list[Fault] = []
    for index, name in reversed(list(enumerate(names))):
        key = (*at, "extend") if isinstance(wanted, str) else (*at, "extend", index)
        message = _extend(name, base, directory, above, layers, problems, texts)
        if message:
            faults.append(Fault(key, message))
    problems.extend(locate(document, faults))
    return None


def _extend(
    name: str,
    base: str,
    directory: str,
    above: tuple[str, ...],
    layers: list[Layer],
    problems: list[Problem],
    texts: Mapping[str, str],
) -> str:
    """Add one extended file; what is wrong with asking for it, or nothing."""
    if "://" in name:
        return "a URL is never fetched: keep the file in the project or in a package"
    if name.startswith("pkg:"):
        path, message = package_file(name)
        # Globs in a package's file are about the project that uses it.
        new_base = base
    else:
        path, message = inside(os.path.join(directory, name), project_root(above[0]))
        new_base = os.path.dirname(path)
    if message:
        return message
    real = os.path.realpath(path)
    if real in above:
        circle = [*above[above.index(real) :], real]
        return f"goes in a circle: {' → '.join(shown(os.path.basename(one)) for one in circle)}"
    if len(layers) >= MOST_FILES:
        return f"more than {MOST_FILES} files in all"
    lost = _read(path, new_base, above, layers, problems, texts)
    if lost is None:
        return ""
    if lost.line:
        problems.append(lost)
        return ""
    return f"{shown(path, 500)}: {lost.message}"


def inside(path: str, root: str) -> tuple[str, str]:
    """The normalised path, and what is wrong where it leads out of `root` (links followed)."""
    try:
        real, top = os.path.realpath(path), os.path.realpath(root)
    except ValueError:
        return path, "not a path"
    if real != top and not real.startswith(top.rstrip(os.sep) + os.sep):
        return path, f"leads out of the project: {shown(real, 500)} is not in {shown(top, 500)}"
    return os.path.normpath(path), ""


def package_file(name: str) -> tuple[str, str]:
    """The path of ``pkg:NAME/file.toml`` in an installed package, and what is wrong with it.

    The package is looked up and not imported, so none of its code runs.
    """
    package, _, file = name.removeprefix("pkg:").partition("/")
    if not package.isidentifier() or not file:
        return "", "expected pkg:NAME/file.toml, NAME being an installed package"
    try:
        spec = find_spec(package)
    except (ImportError, ValueError):
        spec = None
    places = list(spec.submodule_search_locations or ()) if spec is not None else []
    if not places:
        return "", f'there is no installed package "{shown(package)}"'
    path = os.path.join(places[0], file)
    return path, inside(path, places[0])[1]


def _section(document: TomlDocument) -> tuple[tuple[str | int, ...], object]:
    if os.path.basename(document.path) != "pyproject.toml":
        return (), document.data
    tool = document.data.get("tool")
    section = tool.get("spacelint", {}) if isinstance(tool, dict) else {}
    return ("tool", "spacelint"), section


def config_files(path: str, loaded: Loaded) -> tuple[frozenset[str], frozenset[str]]:
    """Return all files that the configuration at ``path`` hangs on, and those of rules among them.

    As real paths; what it extends and names in vain is there too, as it may be made yet. ``loaded``
    comes from `load_config`: what is kept in the cache no longer knows what it was made of.
    """
    config = loaded.config
    named = (path, *(each.path for each in loaded.problems if each.path))
    layers = [layer.document.path for layer in config.layers]
    rules = frozenset([*map(os.path.realpath, config.rule_files), *_named(config, "rule-files")])
    files = {*map(os.path.realpath, (*named, *layers)), *rules, *_named(config, "extend")}
    return frozenset(files), rules


def _named(config: Config, key: str) -> Iterator[str]:
    """Yield the real paths that a key names, whether there is such a file or not yet."""
    for layer in config.layers:
        value = layer.values[key] or ()
        for name in (value,) if isinstance(value, str) else value:
            if "://" not in name and not name.startswith("pkg:") and "\0" not in name:
                yield os.path.realpath(os.path.join(layer.directory, name))
