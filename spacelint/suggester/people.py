"""The people of a Space: mentioned, so that their followers find it."""

from __future__ import annotations

from spacelint.brand import fold_tag
from spacelint.suggester.fit import fitted
from spacelint.suggester.pieces import last_links, tokens
from spacelint.suggester.values import Change, Step, quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacelint.suggester.pieces import Token
    from spacelint.suggester.scene import Look, Scene
    from spacelint.suggester.table import Language

_WHY = "speaks in this Space, and is not linked yet"
_SHORTEST = 3  # letters of a handle that stands in the title as a plain word
_ENDS = ".!?:;…|-–—"
_AFTER = ("", ".", ",", "!", "?", ":", ";", ")")


def mentioned(look: Look, scene: Scene) -> Iterator[Step]:
    """Yield the title with the first person mentioned who is not; words may be shortened for it."""
    for handle in scene.unmentioned(look):
        for step in _with(look, handle, scene):
            yield from fitted(step, scene, leave_out=False)


def _with(look: Look, handle: str, scene: Scene) -> Iterator[Step]:
    """Yield the title with a person's name made the handle, or else the handle at the end."""
    span = _named(look, handle, scene)
    if span is not None:
        start, end = span
        name = look.text[start:end]
        change = Change(f"Writes @{handle} for {quoted(name)}", _WHY, name, f"@{handle}")
        yield Step(f"{look.text[:start]}@{handle}{look.text[end:]}", (change,))
        return
    text = look.text.strip()
    change = Change(f"Mentions @{handle}", _WHY, "", f"@{handle}")
    title = scene.look(text).title
    parts = tokens(title)
    first = last_links(parts)
    closing = parts[first].start if first < len(parts) else len(text)
    people = [e for e in title.entities if e.kind == "mention" and e.start >= closing]
    at = people[-1].end if people else 0
    # Not into the middle of something that X cuts short.
    if people and (text[at : at + 1].isspace() or text[at : at + 1] in _AFTER):
        yield Step(f"{text[:at]} & @{handle}{text[at:]}", (change,))
        return
    head, tail = text[:closing].rstrip(), text[closing:]
    join = _joined(head, parts[:first], scene.language(text))
    new = " ".join(part for part in (head, f"{join}@{handle}", tail) if part)
    yield Step(new, (change,))


def _joined(head: str, parts: list[Token], language: Language | None) -> str:
    """Return what stands between the title and a handle: ``with``, or ``&`` after another with."""
    if language is None or not head or head[-1] in _ENDS:
        return ""
    there = {part.text.lower() for part in parts}
    return "& " if not there.isdisjoint((language.join, "w/", "c/")) else f"{language.join} "


def _named(look: Look, handle: str, scene: Scene) -> tuple[int, int] | None:
    """Return where the title has the person's name in plain words, or the handle without its @."""
    names = scene.book.handle_names.get(handle, ()) if scene.book is not None else ()
    spelled = [name.split() for name in names if name.strip()]
    if len(handle) >= _SHORTEST:
        spelled.append([handle])
    words = look.words
    folded = [word.fold for word in words]
    for name in spelled:
        wanted = [fold_tag(f"#{part}") for part in name]
        size = len(wanted)
        for at in range(len(words) - size + 1):
            if folded[at : at + size] == wanted:
                return words[at].start, words[at + size - 1].end
    return None
