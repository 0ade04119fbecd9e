"""How the tests call the command."""

import sys

COMMAND = [sys.executable, "-m", "spacelint"]
