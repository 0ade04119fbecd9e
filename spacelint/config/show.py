"""Every value of a configuration with the file and line that set it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacelint.config.merge import fill, merge
from spacelint.config.table import CONFIG
from spacelint.schema import key_path_text, key_spans, shown
from spacelint.text.value import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from spacelint.config.merge import Origin
    from spacelint.config.value import Config

    Path = tuple[str | int, ...]


class Row(NamedTuple):
    """One value as TOML writes it; `file` is empty and `line` 0 for a default."""

    key: str
    value: str
    file: str
    line: int


def config_show_rows(config: Config) -> tuple[Row, ...]:
    """The rows of ``config show``: every value that holds, defaults included, ordered by key path.

    Lists that add up over several files come entry by entry, each with its own line.
    """
    values, origins = merge(config.layers)
    flat = list(_flat(fill(values, CONFIG), (), origins))
    lines = _lines(config, [origin for _, _, origin in flat if origin is not None])
    rows = []
    for path, value, origin in flat:
        file = config.layers[origin.layer].document.path if origin is not None else ""
        line = lines[origin] if origin is not None else 0
        rows.append(Row(key_path_text(path), toml_text(value), file, line))
    return tuple(rows)


def toml_text(value: Any) -> str:
    """A value as TOML writes it, on one line, control characters escaped; None as nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, (tuple, list)):
        return f"[{', '.join(toml_text(one) for one in value)}]"
    if isinstance(value, dict):
        inner = ", ".join(
            f"{key_path_text((key,))} = {toml_text(one)}" for key, one in value.items()
        )
        return f"{{ {inner} }}" if inner else "{}"
    return str(value)


def _quoted(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{shown(plain, 10_000)}"'.replace("\\x", "\\u00")


def _flat(
    value: Any, path: Path, origins: Mapping[Path, Origin]
) -> Iterator[tuple[Path, Any, Origin | None]]:
    if (
        isinstance(value, dict)
        and (value or not path)
        and not (path[:1] == ("rules",) and len(path) > 2)
    ):
        for key, one in value.items():
            yield from _flat(one, (*path, key), origins)
    elif isinstance(value, tuple) and (*path, 0) in origins:
        for index, one in enumerate(value):
            yield (*path, index), one, origins.get((*path, index))
    else:
        yield path, value, origins.get(path)


def _lines(config: Config, wanted: list[Origin]) -> dict[Origin, int]:
    lines: dict[Origin, int] = {}
    for index, layer in enumerate(config.layers):
        ours = [origin for origin in wanted if origin.layer == index]
        spans = key_spans(layer.document, [(layer.at + origin.path, True) for origin in ours])
        text = layer.document.text
        for origin, (start, _) in zip(ours, spans, strict=True):
            lines[origin] = text.count("\n", 0, start) + 1
    return lines
