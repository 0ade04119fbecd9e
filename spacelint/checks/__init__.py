"""The algorithms that rules use, one a module; found by name, imported when first run."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType

#: Modules of this folder that are no checks.
_SHARED = frozenset(("contract",))
ENTRY_POINT_GROUP = "spacelint.checks"


def find_check(name: str) -> ModuleType:
    """Return the module of the check ``name``, built in or of an installed package.

    A package offers a check through the entry-point group ``spacelint.checks``. Raises KeyError
    where there is none of that name.
    """
    import importlib

    module = name.replace("-", "_")
    if module.isidentifier() and module not in _SHARED and module[0] != "_":
        try:
            return importlib.import_module(f"spacelint.checks.{module}")
        except ModuleNotFoundError as error:
            if error.name != f"spacelint.checks.{module}":
                raise
    from importlib.metadata import entry_points

    for point in entry_points(group=ENTRY_POINT_GROUP, name=name):
        found: ModuleType = point.load()
        return found
    raise KeyError(name)


def builtin_checks() -> frozenset[str]:
    """Return the names of the checks of this folder."""
    if not _names:
        from os import listdir

        for file in listdir(__path__[0]):
            module = file.removesuffix(".py")
            if file.endswith(".py") and module not in _SHARED and module[0] != "_":
                _names.add(module.replace("_", "-"))
    return frozenset(_names)


def check_names() -> list[str]:
    """Return the names of all checks, installed packages' included, in order."""
    from importlib.metadata import entry_points

    return sorted(builtin_checks() | {p.name for p in entry_points(group=ENTRY_POINT_GROUP)})


_names: set[str] = set()
