"""The command with the fault of a family in it: ``python -m tools.attack.planted FAMILY ARGS``."""

from __future__ import annotations

import sys

from tools.attack.families import FAMILIES

if __name__ == "__main__":
    family = FAMILIES[sys.argv.pop(1)]
    with family.plant():
        from spacelint.__main__ import main

        main()
