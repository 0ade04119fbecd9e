"""Text that is written later, kept on disk where it is much."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_IN_MEMORY = 300_000  # bytes
_PIECE = 100_000  # characters


class Spooled:
    """Takes text as a stream does and gives it back once, in order."""

    __slots__ = ("_file",)

    def __init__(self) -> None:
        import tempfile

        self._file = tempfile.SpooledTemporaryFile(  # noqa: SIM115
            _IN_MEMORY, "w+", encoding="utf-8", errors="surrogatepass", newline="\n"
        )

    def write(self, text: str) -> None:
        """Take ``text``."""
        self._file.write(text)

    def release(self, write: Callable[[str], object]) -> None:
        """Write all that was taken, and keep nothing."""
        self._file.seek(0)
        while piece := self._file.read(_PIECE):
            write(piece)
        self._file.close()

    def drop(self) -> None:
        """Keep nothing; nothing is raised where that is so already."""
        self._file.close()
