"""The configuration: found, read with all it extends, and handed on as one frozen value."""
