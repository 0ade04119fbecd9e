"""Where a project's configuration is, found with a few looks at each directory."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAMES = ("spacelint.toml", ".spacelint.toml", "pyproject.toml")
_MARKS = (".git", ".hg", ".jj", ".svn")
_MOST_BYTES = 5_000_000


def find_config(
    start: str = ".",
    cache: dict[str, str | None] | None = None,
    texts: Mapping[str, str] | None = None,
) -> str | None:
    """The path of the configuration that governs `start`, a file or directory, or None.

    In each directory from `start` upwards ``spacelint.toml`` comes before ``.spacelint.toml``,
    and that before a ``pyproject.toml`` with ``[tool.spacelint]``; the nearest wins. The search
    ends at the root of the repository, at the home directory or at the root of the file system,
    each still looked at. `cache`, where given, remembers answers by directory. `texts` has, by real
    path, what stands in place of a file, there or not: an editor's text that is not saved. Nothing
    is raised.
    """
    asked: list[str] = []
    found: str | None = None
    for directory in _upwards(start):
        if cache is not None and directory in cache:
            found = cache[directory]
            break
        asked.append(directory)
        found = config_in(directory, texts)
        if found is not None:
            break
    if cache is not None:
        cache.update(dict.fromkeys(asked, found))
    return found


def config_in(directory: str, texts: Mapping[str, str] | None = None) -> str | None:
    """The path of the configuration file of this very directory, or None; for `texts` see above."""
    import os

    for name in NAMES:
        path = os.path.join(directory, name)
        text = texts.get(path) if texts else None
        if text is not None:
            if name != "pyproject.toml" or _speaks(text.encode("utf-8", "replace")):
                return path
        elif os.path.isfile(path) and (name != "pyproject.toml" or has_section(path)):
            return path
    return None


def project_root(start: str) -> str:
    """The directory that a configuration may not reach out of; `start` is a file or directory.

    That is the repository's root, or without one the topmost directory with a configuration.
    """
    import os

    top = ""
    directory = ""
    for directory in _upwards(start):
        if config_in(directory) is not None:
            top = directory
    if any(os.path.lexists(os.path.join(directory, mark)) for mark in _MARKS):
        return directory
    return top or _directory(start)


def has_section(path: str) -> bool:
    """Whether a pyproject.toml has ``[tool.spacelint]``; False where it cannot be read."""
    from spacelint.source.reader import NotRead, read_bytes

    content = read_bytes(path, _MOST_BYTES)
    return not isinstance(content, NotRead) and _speaks(content)


def _speaks(content: bytes) -> bool:
    if b"tool.spacelint" not in content and b"[tool]" not in content:
        return False  # without importing a TOML parser
    import tomli

    try:
        tool = tomli.loads(content.decode("utf-8-sig")).get("tool")
    except (ValueError, RecursionError):
        # It cannot be parsed: it is ours if a line says so, and loading it will tell why.
        return any(line.strip().startswith(b"[tool.spacelint") for line in content.split(b"\n"))
    return isinstance(tool, dict) and "spacelint" in tool


def _upwards(start: str) -> Iterator[str]:
    import os

    home = os.path.realpath(os.path.expanduser("~"))
    directory = _directory(start)
    while True:
        yield directory
        if any(os.path.lexists(os.path.join(directory, mark)) for mark in _MARKS):
            return
        parent = os.path.dirname(directory)
        if parent == directory or directory == home:
            return
        directory = parent


def _directory(start: str) -> str:
    import os

    # realpath, so that ".." and links lead up the way the file system does.
    path = os.path.realpath(start)
    return path if os.path.isdir(path) else os.path.dirname(path)
