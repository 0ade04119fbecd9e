"""The brand book: campaigns, tags, handles and words, and look-ups in it."""
