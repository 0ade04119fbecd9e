"""Build hook: compile the built-in rules, so that an installed command need not read them."""

from __future__ import annotations

import os
import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileRules(BuildHookInterface[Any]):
    """Write the modules of literals before the files of the wheel are gathered."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the rules with the package as it stands in the source tree."""
        sys.path.insert(0, self.root)
        try:
            from spacelint.engine.compiled import main
        finally:
            sys.path.remove(self.root)
        main()
        for data in ("engine/_rules_data.py", "checks/shared/_languages_data.py"):
            made = f"spacelint/{data}"
            build_data["artifacts"].append(made)
            assert os.path.isfile(os.path.join(self.root, made))
