"""Remember what a function made of the very same values, a few calls long."""

from __future__ import annotations

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    Made = TypeVar("Made")

_MOST = 4  # books in use at one time


def kept(make: Callable[..., Made]) -> Callable[..., Made]:
    """Return a function that asks ``make`` once for the same objects, and not for equal ones.

    For arguments that nobody changes, and that are long: they are neither hashed nor compared.
    """
    made: list[tuple[tuple[object, ...], Made]] = []

    def asked(*given: object) -> Made:
        for values, result in made:
            if len(values) == len(given) and all(map(_is, values, given)):
                return result
        result = make(*given)
        made.insert(0, (given, result))  # they are held, so that no other can have their place
        del made[_MOST:]
        return result

    return asked


def _is(one: object, other: object) -> bool:
    return one is other
