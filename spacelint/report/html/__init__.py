"""A report for those who approve Spaces: one file of HTML that needs nothing from elsewhere."""
