"""A mapping that reads from another one and writes only to itself."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from typing import Any


class Overlay(MutableMapping[Any, Any]):
    """As `collections.ChainMap` of two, without deletion, and with a length that is not counted.

    The rules over all Spaces ask for the length with each Space. A subclass of
    `ChainMap` would not do: its ``pop`` and ``clear`` pass ``__delitem__`` by.
    """

    def __init__(self, below: MutableMapping[Any, Any]) -> None:
        self._below = below
        self._own: dict[Any, Any] = {}
        self._added = 0  # keys that are not below

    def __getitem__(self, key: Any) -> Any:
        return self._own[key] if key in self._own else self._below[key]

    def __setitem__(self, key: Any, value: Any) -> None:
        self._added += key not in self
        self._own[key] = value

    def __delitem__(self, key: Any) -> None:
        raise TypeError("what is remembered of a run is not taken back")

    def __iter__(self) -> Iterator[Any]:
        yield from self._below
        yield from (key for key in self._own if key not in self._below)

    def __len__(self) -> int:
        return len(self._below) + self._added
