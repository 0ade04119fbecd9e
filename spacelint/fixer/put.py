"""Put a file of our own in its place: a report, a picture, a baseline."""

from __future__ import annotations

import os


def put_file(path: str, data: bytes) -> None:
    """Write a file whole or not at all, made or replaced; raises ``OSError`` and ``ValueError``.

    A symbolic link stays one and its target is written; a pipe or a device is written directly.
    """
    target = os.path.realpath(path)
    if os.path.exists(target) and not os.path.isfile(target):
        with open(target, "wb") as pipe:
            pipe.write(data)
        return
    temporary = f"{target}.{os.urandom(4).hex()}.tmp"
    try:
        with open(temporary, "xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, target)
    finally:
        if os.path.exists(temporary):
            os.unlink(temporary)
