"""The language server: what spacelint knows, while a title is typed."""
