"""A name for a finding that stays the same while lines around it come and go."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.report.item import Item


class Fingerprints:
    """Gives each finding of a run a fingerprint of its own.

    It is made of the path, the rule, the title and the marked text, not of the line. The second
    finding that would have the same one gets another, in the order of the run.
    """

    __slots__ = ("_seen",)

    def __init__(self) -> None:
        self._seen: dict[bytes, int] = {}

    def of(self, item: Item, index: int) -> str:
        """Return the fingerprint of the diagnostic of this index: 32 hexadecimal digits."""
        d = item.diagnostics[index]
        title = " ".join(item.title.text.split()).casefold()
        key = _digest((item.path.replace("\\", "/"), d.rule.code, title, d.match))
        earlier = self._seen.get(key, 0)
        self._seen[key] = earlier + 1
        return (_digest((key.hex(), str(earlier))) if earlier else key).hex()


def _digest(parts: tuple[str, ...]) -> bytes:
    import hashlib

    whole = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(whole, digest_size=16).digest()
