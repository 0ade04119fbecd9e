"""The brand book as one frozen value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

from spacelint.text.value import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date
    from typing import TypeVar

    Made = TypeVar("Made")


class Campaign(NamedTuple):
    """A hashtag with its days and requirements. Tags are without their ``#``.

    `first_day` and `last_day` are texts like ``2026-11-30``, which compare as the days do;
    `starts` and `ends` are the same as dates.
    """

    name: str
    hashtag: str
    brand: str | None = None
    first_day: str | None = None
    last_day: str | None = None
    required: bool = True
    disclosure_word: str | None = None
    disclosure_region: str | None = None
    exclusive_with: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    owner: str | None = None

    @property
    def starts(self) -> date | None:
        """The first day as a date."""
        return _day(self.first_day)

    @property
    def ends(self) -> date | None:
        """The last day as a date."""
        return _day(self.last_day)


class Retired(NamedTuple):
    """A hashtag no longer used, since when (``2026-11-30``), and what took its place."""

    hashtag: str
    since: str | None = None
    successor: str | None = None


class Renamed(NamedTuple):
    """A handle no longer used, since when (``2026-11-30``), and what took its place."""

    handle: str
    since: str | None = None
    successor: str = ""


class Competitors(NamedTuple):
    """Handles, hashtags and names of competitors."""

    handles: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


class Spelled(NamedTuple):
    """Entries of a book by their words, joined and folded: ``acmewinter``.

    `unspaced` are those in scripts without spaces, each as written and with its entry.
    """

    joined: Mapping[str, str] = {}
    unspaced: tuple[tuple[str, str], ...] = ()


class _Fields(NamedTuple):
    brand: str = ""
    names: tuple[str, ...] = ()
    handle: str | None = None
    handles: tuple[str, ...] = ()
    handle_names: Mapping[str, tuple[str, ...]] = {}
    hashtags: tuple[str, ...] = ()
    notes: Mapping[str, str] = {}
    campaigns: Mapping[str, Campaign] = {}
    retired: Mapping[str, Retired] = {}
    renamed: Mapping[str, Renamed] = {}
    words: tuple[str, ...] = ()
    blocked: tuple[str, ...] = ()
    competitors: Competitors = Competitors()
    closed: bool = False
    timezone: str | None = None
    folded_hashtags: Mapping[str, str] = {}
    folded_handles: Mapping[str, str] = {}
    spelled_hashtags: Spelled = Spelled()
    spelled_handles: Spelled = Spelled()
    brands: tuple[str, ...] = ()


class BrandBook(_Fields):
    """The book of one brand. Tags and handles are without ``#`` and ``@``.

    `brands` are the names of all brands of the configuration, if it has several. `hashtags` are
    all of the brand's, those of campaigns and their alternatives included, with the capitals they
    should have; `handle_names` has the plain names of each handle. `campaigns` is keyed by name,
    `retired` and `renamed` by `fold_tag` of the old one, the two ``folded_`` mappings by that of
    each hashtag and handle. `spelled_hashtags` are the hashtags as plain words, `spelled_handles`
    the handles by their names.
    """

    @cached_property
    def _derived(self) -> dict[Callable[[BrandBook], object], object]:
        return {}

    def derived(self, make: Callable[[BrandBook], Made]) -> Made:
        """Return ``make(self)``, computed once and cached as long as the book exists."""
        found = self._derived.get(make)
        if found is None:
            found = self._derived[make] = make(self)
        return found  # type: ignore[return-value]

    def __getstate__(self) -> None:
        """Leave out derived values when a book is copied or sent to another process."""


def _day(iso: str | None) -> date | None:
    if iso is None:
        return None
    # Few rules need a date, and importing the module takes a millisecond.
    from datetime import date

    return date.fromisoformat(iso)
