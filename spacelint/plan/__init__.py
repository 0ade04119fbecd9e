"""Where titles live: plan files of every format, each value with its place."""

from __future__ import annotations

from spacelint.plan.formats import FORMATS, format_of
from spacelint.plan.model import PlannedSpace
from spacelint.plan.problems import Plan
from spacelint.plan.read import MAX_BYTES, read_file, read_pieces, read_plan
from spacelint.plan.values import BadValue, Comment, Layout, PlanProblem, Start, Where

__all__ = [
    "FORMATS",
    "MAX_BYTES",
    "BadValue",
    "Comment",
    "Layout",
    "Plan",
    "PlanProblem",
    "PlannedSpace",
    "Start",
    "Where",
    "format_of",
    "read_file",
    "read_pieces",
    "read_plan",
]
