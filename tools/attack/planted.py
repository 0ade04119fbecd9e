"""The command with the fault of a family in it: ``python -m tools.attack.planted FAMILY ARGS``."""

from __future__ import annotations

import sys
from importlib import import_module

if __name__ == "__main__":
    family = import_module(f"tools.attack.{sys.argv.pop(1)}").FAMILY
    with family.plant():
        from spacelint.__main__ import main

        main()
