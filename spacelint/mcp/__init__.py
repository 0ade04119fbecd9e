"""The server for assistants: tools over the Model Context Protocol, on standard streams alone."""
