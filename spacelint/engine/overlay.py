"""A mapping that reads from another one and writes only to itself."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import MutableMapping
from typing import Any


class Overlay(ChainMap[Any, Any]):
    """A `ChainMap` of two whose length is known and not counted; nothing is deleted from it.

    The rules over all Spaces ask for the length with each Space.
    """

    def __init__(self, below: MutableMapping[Any, Any]) -> None:
        super().__init__({}, below)
        self._added = 0  # keys that are not below

    def __setitem__(self, key: Any, value: Any) -> None:
        self._added += key not in self
        super().__setitem__(key, value)

    def __delitem__(self, key: Any) -> None:
        raise TypeError("what is remembered of a run is not taken back")

    def __len__(self) -> int:
        return len(self.maps[1]) + self._added
