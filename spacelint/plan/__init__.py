"""Where titles live: plan files of every format, each value with its place."""

from __future__ import annotations

from spacelint.plan.layout import Layout, Where
from spacelint.plan.model import Comment, Plan, PlannedSpace, Problem
from spacelint.plan.moment import BadValue, Start
from spacelint.plan.read import FORMATS, MAX_BYTES, format_of, read_file, read_pieces, read_plan

__all__ = [
    "FORMATS",
    "MAX_BYTES",
    "BadValue",
    "Comment",
    "Layout",
    "Plan",
    "PlannedSpace",
    "Problem",
    "Start",
    "Where",
    "format_of",
    "read_file",
    "read_pieces",
    "read_plan",
]
