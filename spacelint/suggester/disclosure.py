"""The word that says a Space is paid for: is it there, and where does it go."""

from __future__ import annotations

from spacelint.suggester.fit import fitted
from spacelint.suggester.pieces import last_links, tokens
from spacelint.suggester.values import Change, Step

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacelint.suggester.goals import Disclosure, Way
    from spacelint.suggester.scene import Look, Scene

_SIGNS = ("#", "＃")


def discloses(look: Look, way: Way) -> bool:
    """Tell whether a word stands in the title: a hashtag that links, or plain words."""
    if ("hashtag", way.tag) in look.links:
        return True
    if way.only_tag:
        return False
    if way.unspaced:
        return way.word in look.text
    there = [each.fold for each in look.words]
    size = len(way.folds)
    return way.folds[0] in there and any(
        there[at : at + size] == way.folds for at in range(len(there) - size + 1)
    )


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
    colon = "" if wanted.word[:1] in _SIGNS else ":"
    return Step(f"{wanted.word}{colon} {text.strip()}".rstrip(), (_change(wanted),))


def _change(wanted: Disclosure) -> Change:
    return Change(f"Adds the disclosure {wanted.word}", wanted.why, "", wanted.word)
