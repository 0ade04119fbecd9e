"""A report for those who approve Spaces: one file of HTML that needs nothing from elsewhere."""

from __future__ import annotations

from spacelint.report.html.page import Html as Html
