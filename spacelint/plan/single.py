"""A planned Space that stands in no file: its fields as plain values."""

from __future__ import annotations

from spacelint.plan.model import PlannedSpace
from spacelint.plan.problems import Plan
from spacelint.plan.values import Layout, Reading
from spacelint.source.styles.plain import UnknownStyle


def single_space(raw: dict[str, object], layout: Layout | None = None) -> PlannedSpace:
    """Return the Space of ``raw``, whose keys are names or aliases of `FIELDS`; it has no places.

    ``layout`` says how days and times are meant.
    """
    reading = Reading(
        "values", [((), raw)], lambda path: None, lambda path: UnknownStyle(), list, tuple
    )
    return Plan("", "", "utf-8", 0, reading, layout).spaces[0]
