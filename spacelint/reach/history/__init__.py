"""The team's own past Spaces, in one SQLite file of theirs."""
