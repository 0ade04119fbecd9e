"""The word that says a Space is paid for: where it goes."""

from __future__ import annotations

from spacelint.checks.shared.disclosure import label
from spacelint.suggester.fit import fitted
from spacelint.suggester.pieces import last_links, tokens
from spacelint.suggester.values import Change, Step

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacelint.suggester.goals import Disclosure
    from spacelint.suggester.scene import Look, Scene

_SIGNS = ("#", "＃")


def disclosed(look: Look, scene: Scene) -> Iterator[Step]:
    """Yield the title with the disclosure it lacks: in front, where nobody misses it, or before
    the links at the end."""
    wanted = scene.undisclosed(look)
    if wanted is None:
        return
    yield from fitted(in_front(look.text, wanted), scene, leave_out=True)
    if wanted.word[:1] in _SIGNS:
        text = look.text.strip()
        parts = tokens(scene.look(text).title)
        first = last_links(parts)
        if 0 < first < len(parts):
            head, rest = text[: parts[first - 1].end], text[parts[first].start :]
            step = Step(f"{head} {wanted.word} {rest}", (_change(wanted),))
            yield from fitted(step, scene, leave_out=True)


def in_front(text: str, wanted: Disclosure) -> Step:
    """Return the title with the disclosure in front."""
    return Step(f"{label(wanted.word)} {text.strip()}".rstrip(), (_change(wanted),))


def _change(wanted: Disclosure) -> Change:
    return Change(f"Adds the disclosure {wanted.word}", wanted.why, "", wanted.word)
