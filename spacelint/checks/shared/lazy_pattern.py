"""Patterns of the ``regex`` library, compiled when a title first needs them."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

    import regex


class Lazy:
    """A pattern, compiled at the first call; ``listed`` are the words of its ``\\L<listed>``.

    Importing ``regex`` and compiling takes longer than running all rules on a clean ASCII title.
    """

    __slots__ = ("_compiled", "_listed", "_text")

    def __init__(self, text: str, listed: Collection[str] | None = None) -> None:
        self._text = text
        self._listed = listed
        self._compiled: regex.Pattern[str] | None = None

    def __call__(self) -> regex.Pattern[str]:
        compiled = self._compiled
        if compiled is None:
            import regex

            named = {} if self._listed is None else {"listed": list(self._listed)}
            compiled = self._compiled = regex.compile(self._text, **named)
        return compiled
