"""The files that a configuration is made of, so that a change of any of them can be noticed."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacelint.config.value import Config, Loaded


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
