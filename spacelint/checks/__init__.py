"""The algorithms that rules use; found by name, imported when first run."""

from __future__ import annotations

from functools import cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.checks.contract import Check

#: The checks that share a module, by the module; all others have one of their own name.
_SHARED = {
    "brand": "brand-tag brand-handle brand-words",
    "campaign": "campaign unknown-campaign",
    "candidate": "candidate-fault candidate-length candidate-sign candidate-value full-name",
    "count": "count tag-share",
    "dates_of_title": "stale-year contradicting-date",
    "encoding": "mojibake normal-form html-entity",
    "length": "length short-title",
    "letters": "styled-letters mixed-script invisible",
    "links": "address no-links",
    "live": "live-account live-hashtag live-hour",
    "people": "people renamed-handle",
    "repeated": "repeated-entity repeated-word",
    "signs": "lone-sign number-sign",
    "space_fields": "start handle-field consent crowd plan-problem",
    "spacing": "stray-whitespace missing-space dangling-separator",
}
_MODULES = {check: module for module, checks in _SHARED.items() for check in checks.split()}
#: Modules of this folder that are no checks.
_OTHERS = frozenset(("__init__", "contract"))
ENTRY_POINT_GROUP = "spacelint.checks"


def find_check(name: str) -> Check:
    """Return the check ``name``, built in or of an installed package.

    A package offers a check through the entry-point group ``spacelint.checks``: the object that the
    decorator `spacelint.checks.contract.check` makes. Raises KeyError where there is none of that
    name, with the reason as its second argument where the entry point gives something else.
    """
    function = name.replace("-", "_")
    module = _MODULES.get(name, function)
    if module.isidentifier() and module not in _OTHERS:
        try:
            # Not `importlib`, which takes longer to import than most checks do.
            home = __import__(f"spacelint.checks.{module}", fromlist=(module,))
            found: Check = getattr(home, function)
            return found
        except ModuleNotFoundError as error:
            if error.name != f"spacelint.checks.{module}":
                raise
        except AttributeError:
            pass  # a folder of what checks share
    return _installed(name)


def _installed(name: str) -> Check:
    from importlib.metadata import entry_points

    from spacelint.checks.contract import Check

    for point in entry_points(group=ENTRY_POINT_GROUP, name=name):
        found = point.load()
        if not isinstance(found, Check):
            kind = type(found).__name__
            reason = f"{point.value} is a plain {kind}, not one under the decorator @check"
            raise KeyError(name, reason)
        return found
    raise KeyError(name)


@cache
def builtin_checks() -> frozenset[str]:
    """Return the names of the checks of this folder."""
    from os import listdir

    modules = {file[:-3] for file in listdir(__path__[0]) if file.endswith(".py")}
    alone = modules - _OTHERS - _SHARED.keys()
    return frozenset([*_MODULES, *(one.replace("_", "-") for one in alone)])


def check_names() -> list[str]:
    """Return the names of all checks, installed packages' included, in order."""
    from importlib.metadata import entry_points

    return sorted(builtin_checks() | {p.name for p in entry_points(group=ENTRY_POINT_GROUP)})
