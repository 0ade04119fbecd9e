"""All families of attacks, by name."""

from __future__ import annotations

from tools.attack import (
    archives,
    documents,
    editor,
    environments,
    kills,
    links,
    outputs,
    stores,
    streams,
    titles,
    writers,
)

_MODULES = (titles, documents, editor, environments, streams, kills, writers, archives, stores,
            outputs, links)  # fmt: skip
FAMILIES = {module.FAMILY.name: module.FAMILY for module in _MODULES}
