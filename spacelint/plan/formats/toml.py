"""Plans in TOML; tomli reads the values.

For the editor a plan is read in blocks, one a Space. A block is ``[[spaces]]`` at the start of a
line and everything up to the next such line. Where what stands before the first block is TOML that
says nothing of ``spaces``, and each block alone is TOML that holds one Space and nothing else, the
whole file reads as these Spaces in their order: a TOML parser goes from left to right, is between
two statements where a block begins, and an array of tables starts anew with each header. Any other
file is not read in blocks.
"""

from __future__ import annotations

import re
from functools import cached_property, partial

from spacelint.plan.find_spaces import find_spaces, with_bare
from spacelint.plan.formats import ReadRequest
from spacelint.plan.text_places import title_spans
from spacelint.plan.values import PlanProblem, Reading, duplicate_key_problem, unreadable
from spacelint.source.lines import Place
from spacelint.source.styles.toml import TomlStyle

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.plan.blocks import Blocks
    from spacelint.plan.values import Comment
    from spacelint.source.toml_places import TomlScan
    from spacelint.text.value import Path

_TITLE = (
    r"^[ \t]*+KEY[ \t]*+=[ \t]*+"
    r"(\"(?:[^\"\\\r\n]|\\[^\r\n])*+\"(?!\")|'[^'\r\n]*+'(?!'))"
)
_STYLE = TomlStyle()
_BARE = r"[A-Za-z0-9_-]+"


def read(request: ReadRequest) -> Reading | PlanProblem:
    """Read a plan in TOML; a :class:`PlanProblem` where it is not TOML."""
    import tomli

    text, layout, shift = request.text, request.layout, request.shift
    if request.memory is not None:
        reading = _read_blocks(request, layout.items or "spaces")
        if reading is not None:
            return reading
    try:
        data = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        return _fault(text, error.pos, error.msg, shift)
    except RecursionError:
        return unreadable(shift, "it is nested too deeply", "use fewer levels")
    except ValueError:  # an integer of more digits than Python converts
        return unreadable(shift, "a number is too long", "put it in quotes")
    found = find_spaces(data, layout)
    document = _Part(text, data)

    def locate(path: Path) -> Place | None:
        place = document.places.get(path)
        return None if place is None else place.moved(shift)

    def comments() -> tuple[Comment, ...]:
        from spacelint.plan.text_places import find_comments

        found = find_comments(text, document.places.values(), glued=True)
        return tuple([each.moved(shift) for each in found])

    titles = partial(title_spans, text, _TITLE, _STYLE, found.records, shift)
    return Reading(
        "toml", found.records, with_bare(locate, found.bare), lambda path: _STYLE,
        comments=comments, data=data, other_keys=request.layout.own_shape,
        titles=None if found.bare else titles,
    )  # fmt: skip


class _Part:
    """A document or a block of one, read: its values as tomli gives them, places when asked for."""

    def __init__(self, text: str, values: dict[str, object]) -> None:
        self.text = text
        self.values = values

    @cached_property
    def places(self) -> dict[Path, Place]:
        return _scan(self.text).places

    @cached_property
    def title(self) -> tuple[int, int] | None:
        """The span of the title where one pass over the block finds it; or None."""
        spans = title_spans(self.text, _TITLE, _STYLE, [((), self.values)])
        return spans[0] if spans else None


def _read_blocks(request: ReadRequest, name: str) -> Reading | None:
    """Read a text in blocks under headers ``[[name]]``; None where it cannot be."""
    text, mark = request.text, f"[[{name}]]"
    first = ("\n" + text).find("\n" + mark)
    if request.memory is None or first < 0 or not re.fullmatch(_BARE, name):
        return None
    blocks = request.memory.read(
        text, first, mark, f"toml {name}", partial(_read_head, name), partial(_read_block, name)
    )
    if blocks is None:
        return None
    data = {**blocks.head.values, name: [block.values for block in blocks.blocks]}
    found = find_spaces(data, request.layout)
    numbers = [where[1] for where, _ in found.records if len(where) == 2]
    aligned = numbers == list(range(len(blocks.starts)))

    def locate(path: Path) -> Place | None:
        if not path or path[0] != name:
            place: Place | None = blocks.head.places.get(path)
            return place
        number, *rest = path[1:] or (0,)
        return blocks.locate(number, (name, 0, *rest) if len(path) > 1 else path)

    return Reading(
        "toml", found.records, locate, lambda path: _STYLE,
        comments=partial(blocks.comments, glued=True), data=data,
        other_keys=request.layout.own_shape,
        titles=partial(_titles, blocks) if aligned else None,
        record_offsets=(lambda: blocks.starts) if aligned else None,
        self_contained=True,
    )  # fmt: skip


def _titles(blocks: Blocks) -> list[tuple[int, int]] | None:
    """Return the spans of all titles; None unless each is found at once."""
    found = []
    for block, at in zip(blocks.blocks, blocks.starts, strict=True):
        if block.title is None:
            return None
        start, end = block.title
        found.append((start + at, end + at))
    return found


def _read_block(name: str, text: str) -> _Part | None:
    """Read a block; None where it is more or less than one Space."""
    values = _load(text)
    rows = values.get(name) if values is not None and len(values) == 1 else None
    if not isinstance(rows, list) or len(rows) != 1 or not isinstance(rows[0], dict):
        return None
    return _Part(text, rows[0])


def _read_head(name: str, text: str) -> _Part | None:
    values = _load(text)
    return None if values is None or name in values else _Part(text, values)


def _load(text: str) -> dict[str, object] | None:
    import tomli

    try:
        return tomli.loads(text)
    except (ValueError, RecursionError):
        return None


def _scan(text: str) -> TomlScan:
    from spacelint.source.toml_places import scan_toml

    return scan_toml(text)


def _fault(text: str, pos: int, message: str, shift: int) -> PlanProblem:
    pos = _original(text, pos)
    if "overwrite" in message or "Duplicate" in message or "twice" in message:
        duplicates = _scan(text).duplicates
        if duplicates:
            path, place = min(duplicates, key=lambda each: each[1].key_start)
            start, end = place.key_start + shift, place.key_end + shift
            return duplicate_key_problem(path[-1], start, end, "TOML takes a key once")
    reason, hint = _words(text, pos, message)
    if pos >= len(text):  # something was left open: where it opened says more than the end
        opened = _scan(text).fault
        pos = opened if opened >= 0 else pos
    return unreadable(pos + shift, reason, hint)


def _original(text: str, pos: int) -> int:
    """Return an offset in the text for one in the text that tomli made of it (CRLF as LF)."""
    for found in re.finditer("\r\n", text):
        if found.start() >= pos:
            break
        pos += 1
    return min(pos, len(text))


_FAULTS = (
    (("Illegal character", "Unterminated", "Expected \"'"),
     "a quote is opened and not closed", "close the quote at the end of the title"),
    (("Unescaped",), "a backslash inside double quotes starts a code", "use single quotes"),
    (("newline or end of document",), "something follows where the value should have ended",
     'put the whole title in one pair of quotes; inside double quotes write \\"'),
    (("Expected '='",), "a key has no value", 'write key = "value"'),
    (("Unclosed",), "a list or table is not closed, or a comma is missing", "close it with ] or }"),
    (("Invalid statement", "key part"),
     "this is not a key", "a line is key = value, [table], or # comment"),
)  # fmt: skip


def _words(text: str, pos: int, message: str) -> tuple[str, str]:
    end = text.find("\n", pos)
    line = text[text.rfind("\n", 0, pos) + 1 : end if end >= 0 else len(text)]
    key, _, value = (part.strip() for part in line.strip().partition("="))
    if "Invalid value" in message and not value:
        return "a value is missing, or a list above it is not closed", 'write key = "value"'
    if "Invalid value" in message and value[:1] not in ("[", "{"):
        return "the value is not in quotes", f'write {key} = "{value.strip(chr(34))}"'
    for marks, reason, hint in _FAULTS:
        if any(mark in message for mark in marks):
            return reason, hint
    from spacelint.source.toml_places import lower_first

    return lower_first(message), "see the line above it too"
