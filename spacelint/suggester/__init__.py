"""The better titles of a planned Space, and what each changes."""
