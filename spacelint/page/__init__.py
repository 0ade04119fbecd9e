"""The local page: write titles, look over a plan, read the brand book and the rules."""
