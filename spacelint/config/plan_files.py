"""Which files are plans: by the configuration's globs, or else by what their names speak of."""

from __future__ import annotations

from spacelint.config.find import NAMES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.config.value import Config

# Words with "space" in them that are not about Spaces.
_OTHER_WORDS = ("workspace", "namespace", "whitespace", "codespace", "backspace", "spacelint")


def is_plan(path: str, config: Config | None, shown: str) -> bool:
    """Tell whether a file found in a folder is a plan; `shown` is its path as a user sees it."""
    import os

    from spacelint.plan.formats import format_of

    name = os.path.basename(path)
    if name in NAMES:
        return False
    if config is not None:
        if os.path.abspath(path) in (*config.rule_files, config.baseline):
            return False
        if any(layout.glob.matches(path) for layout in config.layouts):
            return True
        if config.plan_files:
            return any(glob.matches(path) for glob in config.plan_files)
    return format_of(name) is not None and about_spaces(shown)


def about_spaces(path: str) -> bool:
    """Tell whether a path speaks of Spaces: "space" in a name, other words with it left out."""
    lower = path.lower()
    if "space" not in lower:
        return False
    for word in _OTHER_WORDS:
        lower = lower.replace(word, "")
    return "space" in lower
