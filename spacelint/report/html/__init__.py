"""A report for those who approve Spaces: one self-contained HTML file."""
