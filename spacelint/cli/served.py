"""The settings of what runs for long: the page and the assistants' server."""

from __future__ import annotations

import os

from spacelint.cli import UsageError
from spacelint.cli.options import Options
from spacelint.cli.session import Sessions
from spacelint.cli.watch import state_of
from spacelint.config.chain import config_files
from spacelint.config.find import find_config
from spacelint.config.load import load_config
from spacelint.config.value import Config
from spacelint.plan.values import day_now
from spacelint.project import ConfigurationError, Settings, SettingsOf

#: Files whose settings are kept ready.
_MOST_KEPT = 32


def settings_of_files(options: Options) -> SettingsOf:
    """Return what gives the settings of a file, read anew when a configuration has changed.

    Nothing is written: they are kept here, not in the user's cache directory.
    """
    options = options._replace(cached=False)
    kept: dict[str, tuple[object, frozenset[str], Settings]] = {}

    def settings_of(path: str) -> Settings:
        if path in kept:
            stamp, files, made = kept[path]
            if stamp == _stamp(path, files):
                return made
        try:
            file = Sessions(options).of(path)
        except UsageError as error:
            raise ConfigurationError(str(error)) from None
        session = file.session
        whole, files = _with_places(session.config)
        made = Settings(
            session.linter, file.context, file.layout, file.format, file.max_bytes,
            file.fixable, session.min_severity, whole,
        )  # fmt: skip
        kept.pop(path, None)
        kept[path] = (_stamp(path, files), files, made)
        if len(kept) > _MOST_KEPT:
            del kept[next(iter(kept))]
        return made

    return settings_of


def _with_places(config: Config | None) -> tuple[Config | None, frozenset[str]]:
    """Return the configuration with its layers, which the cache does not keep, and its files."""
    if config is None:
        return None, frozenset()
    loaded = load_config(config.path)
    return loaded.config, config_files(config.path, loaded)[0]


def _stamp(path: str, files: frozenset[str]) -> object:
    """Return what changes when one of the files, the nearest configuration or the day does."""
    return day_now(), find_config(os.path.dirname(path) or "."), state_of(sorted(files))
