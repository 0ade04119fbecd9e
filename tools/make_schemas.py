"""Write the JSON Schemas in ``schemas/`` from the code: ``make schemas``."""

from __future__ import annotations

import json
from pathlib import Path

from spacelint.cli.config import SCHEMAS, schema_object

FOLDER = Path(__file__).resolve().parents[1] / "schemas"


def schema_text(which: str) -> str:
    """Return the schema of that name as it stands in its file."""
    return json.dumps(schema_object(which), indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Write every schema whose text has changed."""
    FOLDER.mkdir(exist_ok=True)
    for which in SCHEMAS:
        path = FOLDER / f"{which}.schema.json"
        text = schema_text(which)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(f"wrote {path.relative_to(FOLDER.parent)}")


if __name__ == "__main__":
    main()
