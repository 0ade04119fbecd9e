"""The configuration: found, read with all it extends, and handed on as one frozen value."""

from __future__ import annotations

from spacelint._lazy import lazily

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from spacelint.config.cache import open_config
    from spacelint.config.find import find_config, project_root
    from spacelint.config.globs import matches
    from spacelint.config.load import config_problems, load_config
    from spacelint.config.plan_files import plan_layout
    from spacelint.config.show import Row
    from spacelint.config.value import (
        Condition,
        Config,
        Glob,
        Limits,
        Loaded,
        PlanLayout,
        default_config,
        ignored_for,
        is_excluded,
        layout_for,
    )

__all__ = [
    "Condition",
    "Config",
    "Glob",
    "Limits",
    "Loaded",
    "PlanLayout",
    "config_problems",
    "config_schema",
    "config_show_rows",
    "default_config",
    "find_config",
    "ignored_for",
    "init_text",
    "is_excluded",
    "layout_for",
    "load_config",
    "matches",
    "open_config",
    "plan_layout",
    "project_root",
]

_HOMES = {
    "Condition": "spacelint.config.value",
    "Config": "spacelint.config.value",
    "Glob": "spacelint.config.value",
    "Limits": "spacelint.config.value",
    "Loaded": "spacelint.config.value",
    "PlanLayout": "spacelint.config.value",
    "config_problems": "spacelint.config.load",
    "default_config": "spacelint.config.value",
    "find_config": "spacelint.config.find",
    "ignored_for": "spacelint.config.value",
    "is_excluded": "spacelint.config.value",
    "layout_for": "spacelint.config.value",
    "load_config": "spacelint.config.load",
    "matches": "spacelint.config.globs",
    "open_config": "spacelint.config.cache",
    "plan_layout": "spacelint.config.plan_files",
    "project_root": "spacelint.config.find",
}
__getattr__ = lazily(__name__, _HOMES)


def config_show_rows(config: Config) -> tuple[Row, ...]:
    """The rows of ``config show``: every value with the file and line that set it."""
    from spacelint.config.show import config_show_rows as rows

    return rows(config)


def config_schema(id: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a configuration file."""
    from spacelint.config.table import CONFIG
    from spacelint.schema import json_schema

    return json_schema(CONFIG, "spacelint configuration", id)


def init_text(plans: Sequence[str] = ()) -> str:
    """The text of a new, commented spacelint.toml that suits the given plan files."""
    from spacelint.config.init import init_text as text

    return text(plans)
