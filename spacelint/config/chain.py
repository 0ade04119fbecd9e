"""A configuration file with everything it extends, nearest first."""

from __future__ import annotations

import os
from importlib.util import find_spec
from typing import TYPE_CHECKING

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


def read_chain(
    path: str, texts: Mapping[str, str] | None = None
) -> tuple[tuple[Layer, ...], tuple[Problem, ...]]:
    """Read the configuration at `path` and what it extends, in its project or in packages.

    Return the layers from the file itself to the furthest it extends, and their problems. `texts`
    maps real paths to texts that replace the files: an editor's unsaved texts. Of several extended
    files the later comes before the earlier. Nothing is raised: a file that extends itself through
    others, one outside of the project, a URL, and more than 32 files in all are problems at the
    ``extend`` that names them.
    """
    reader = _Reader(texts or {})
    problem = reader.read(path, os.path.dirname(os.path.abspath(path)))
    if problem is not None:
        reader.problems.append(problem)
    # A file reached in two ways counts where it is furthest, behind all that build on it.
    order = {os.path.realpath(layer.document.path): layer for layer in reversed(reader.layers)}
    return tuple(reversed(order.values())), tuple(reader.problems)


class _Reader:
    """Collects the layers of a chain and their problems."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.layers: list[Layer] = []
        self.problems: list[Problem] = []
        self._texts = texts

    def read(self, path: str, base: str, above: tuple[str, ...] = ()) -> Problem | None:
        """Add the file and what it extends; return the problem of a file that is not readable.

        `base` is the folder of its globs, `above` the real paths of the files that extend it.
        """
        text = self._texts.get(os.path.realpath(path))
        if text is None:
            document = load_toml(path, limit_name="the limit for configuration")
        else:
            document = parse_toml(text, path)
        if isinstance(document, Problem):
            return document
        at, given = _section(document)
        if not isinstance(given, dict):
            self.problems.extend(locate(document, [Fault(at, "expected a table")]))
            return None
        values, found = validate_data(given, CONFIG, at=at)
        if above or "extend" in given:
            # Another file may set what this one leaves out: `missing` checks all of them together.
            found = [fault for fault in found if not fault.missing]
        self.problems.extend(locate(document, found))
        layer = Layer(document, at, given, values, base, os.path.dirname(os.path.abspath(path)))
        self.layers.append(layer)
        extend = values["extend"] or ()
        names = (extend,) if isinstance(extend, str) else extend
        faults: list[Fault] = []
        for index, name in reversed(list(enumerate(names))):
            message = self._extend(name, layer, (*above, os.path.realpath(path)))
            if message:
                key = (*at, "extend") if isinstance(extend, str) else (*at, "extend", index)
                faults.append(Fault(key, message))
        self.problems.extend(locate(document, faults))
        return None

    def _extend(self, name: str, layer: Layer, above: tuple[str, ...]) -> str:
        """Add one file that `layer` extends; return why it cannot be extended, or nothing."""
        if "://" in name:
            return "a URL is never fetched: keep the file in the project or in a package"
        if name.startswith("pkg:"):
            path, message = package_file(name)
            # Globs in a package's file are about the project that uses it.
            base = layer.base
        else:
            path, message = inside(os.path.join(layer.directory, name), project_root(above[0]))
            base = os.path.dirname(path)
        if message:
            return message
        real = os.path.realpath(path)
        if real in above:
            circle = [*above[above.index(real) :], real]
            return f"goes in a circle: {' → '.join(shown(os.path.basename(one)) for one in circle)}"
        if len(self.layers) >= MOST_FILES:
            return f"more than {MOST_FILES} files in all"
        problem = self.read(path, base, above)
        if problem is None:
            return ""
        if problem.line:
            self.problems.append(problem)
            return ""
        return f"{shown(path, 500)}: {problem.message}"


def inside(path: str, root: str) -> tuple[str, str]:
    """The normalised path, and a message if it leads out of `root` (links followed)."""
    try:
        real, top = os.path.realpath(path), os.path.realpath(root)
    except ValueError:
        return path, "not a path"
    if real != top and not real.startswith(top.rstrip(os.sep) + os.sep):
        return path, f"leads out of the project: {shown(real, 500)} is not in {shown(top, 500)}"
    return os.path.normpath(path), ""


def package_file(name: str) -> tuple[str, str]:
    """The path of ``pkg:NAME/file.toml`` in an installed package, and a message if there is none.

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
    """Return the files that the configuration at ``path`` depends on, and which are rule files.

    As real paths, missing files included, as they may be created later. ``loaded`` comes from
    `load_config`: a configuration from the cache has no layers.
    """
    config = loaded.config
    named = (path, *(each.path for each in loaded.problems if each.path))
    layers = [layer.document.path for layer in config.layers]
    rules = frozenset([*map(os.path.realpath, config.rule_files), *_named(config, "rule-files")])
    files = {*map(os.path.realpath, (*named, *layers)), *rules, *_named(config, "extend")}
    return frozenset(files), rules


def _named(config: Config, key: str) -> Iterator[str]:
    """Yield the real paths that a key names, whether the files exist or not."""
    for layer in config.layers:
        value = layer.values[key] or ()
        for name in (value,) if isinstance(value, str) else value:
            if "://" not in name and not name.startswith("pkg:") and "\0" not in name:
                yield os.path.realpath(os.path.join(layer.directory, name))
