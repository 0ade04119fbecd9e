"""Plans in TOML; tomli reads the values."""

from __future__ import annotations

from spacelint.plan.find_spaces import find_spaces, with_bare
from spacelint.plan.text_places import title_spans
from spacelint.plan.values import PlanProblem, Reading, duplicate_key_problem, unreadable
from spacelint.source.lines import Place
from spacelint.source.styles.toml import TomlStyle

TYPE_CHECKING = False
if TYPE_CHECKING:
    from spacelint.plan.formats.toml_blocks import TomlBlocks
    from spacelint.plan.values import Comment, ReadRequest
    from spacelint.source.toml_places import TomlScan
    from spacelint.text.value import Path

_TITLE = (
    r"^[ \t]*+KEY[ \t]*+=[ \t]*+"
    r"(\"(?:[^\"\\\r\n]|\\[^\r\n])*+\"(?!\")|'[^'\r\n]*+'(?!'))"
)
_STYLE = TomlStyle()


def read(request: ReadRequest) -> Reading | PlanProblem:
    """Read a plan in TOML; a :class:`PlanProblem` where it is none."""
    import tomli

    text, layout, shift, memory = request.text, request.layout, request.shift, request.memory
    if memory is not None:
        from spacelint.plan.formats.toml_blocks import read_toml_blocks

        name = (layout.items if layout is not None else "") or "spaces"
        blocks = read_toml_blocks(text, name, memory)
        if blocks is not None:
            return _of_blocks(blocks, request)
    try:
        data = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        return _fault(text, error.pos, error.msg, shift)
    except RecursionError:
        return unreadable(shift, "it is nested too deeply", "use fewer levels")
    except ValueError:  # an integer of more digits than Python converts
        return unreadable(shift, "a number is too long", "put it in quotes")
    found = find_spaces(data, layout)
    finder = _Finder(text, shift)
    return Reading(
        "toml",
        found.records,
        with_bare(finder.locate, found.bare),
        lambda path: _STYLE,
        list,
        finder.comments,
        data=data,
        other_keys=request.own_shape,
        titles=None
        if found.bare
        else lambda: title_spans(text, _TITLE, _STYLE, found.records, shift),
    )


def _of_blocks(blocks: TomlBlocks, request: ReadRequest) -> Reading:
    data = blocks.data
    found = find_spaces(data, request.layout)
    numbers = [where[1] for where, _ in found.records if len(where) == 2]
    aligned = numbers == list(range(len(blocks.starts)))
    return Reading(
        "toml",
        found.records,
        blocks.locate,
        lambda path: _STYLE,
        list,
        blocks.comments,
        data=data,
        other_keys=request.own_shape,
        titles=(lambda: blocks.titles(_TITLE)) if aligned else None,
        record_offsets=(lambda: blocks.starts) if aligned else None,
        self_contained=True,
    )


class _Finder:
    """Finds places by a scan of the document, made at the first question."""

    def __init__(self, text: str, shift: int) -> None:
        self.text = text
        self.shift = shift
        self.scanned: TomlScan | None = None

    def locate(self, path: Path) -> Place | None:
        """Return the place of a path."""
        place = self.scan().places.get(path)
        return None if place is None else place.moved(self.shift)

    def scan(self) -> TomlScan:
        """Return all places, found once."""
        if self.scanned is None:
            from spacelint.source.toml_places import scan_toml

            self.scanned = scan_toml(self.text)
        return self.scanned

    def comments(self) -> tuple[Comment, ...]:
        """Return the comments that speak to spacelint."""
        from spacelint.plan.text_places import find_comments

        found = find_comments(self.text, self.scan().places.values(), glued=True)
        return tuple([each.moved(self.shift) for each in found])


def _fault(text: str, pos: int, message: str, shift: int) -> PlanProblem:
    from spacelint.source.toml_places import scan_toml

    pos = _original(text, pos)
    if "overwrite" in message or "Duplicate" in message or "twice" in message:
        scan = scan_toml(text)
        if scan.duplicates:
            path, place = min(scan.duplicates, key=lambda each: each[1].key_start)
            start, end = place.key_start + shift, place.key_end + shift
            return duplicate_key_problem(path[-1], start, end, "TOML takes a key once")
    reason, hint = _words(text, pos, message)
    if pos >= len(text):  # something was left open: where it opened says more than the end
        opened = scan_toml(text).fault
        pos = opened if opened >= 0 else pos
    return unreadable(pos + shift, reason, hint)


def _original(text: str, pos: int) -> int:
    """Return an offset in the text for one in the text that tomli made of it (CRLF as LF)."""
    if "\r\n" not in text:
        return min(pos, len(text))
    seen = 0
    at = 0
    for line in text.split("\n"):
        size = len(line) - line.endswith("\r")
        if pos <= seen + size:
            return at + pos - seen
        seen += size + 1
        at += len(line) + 1
    return len(text)


def _words(text: str, pos: int, message: str) -> tuple[str, str]:
    line_start = text.rfind("\n", 0, pos) + 1
    line = text[line_start : text.find("\n", pos) if "\n" in text[pos:] else len(text)].strip()
    key, _, value = line.partition("=")
    key, value = key.strip(), value.strip()
    if "Invalid value" in message and not value:
        return "a value is missing, or a list above it is not closed", 'write key = "value"'
    if "Invalid value" in message and value[:1] not in ("[", "{"):
        return "the value is not in quotes", f'write {key} = "{value.strip(chr(34))}"'
    if "Illegal character" in message or "Unterminated" in message or "Expected \"'" in message:
        return "a quote is opened and not closed", "close the quote at the end of the title"
    if "Unescaped" in message:
        return "a backslash inside double quotes starts a code", "use single quotes"
    if "newline or end of document" in message:
        return (
            "something follows where the value should have ended",
            'put the whole title in one pair of quotes; inside double quotes write \\"',
        )
    if "Expected '='" in message:
        return "a key has no value", 'write key = "value"'
    if "Unclosed" in message:
        return "a list or table is not closed, or a comma is missing", "close it with ] or }"
    if "Invalid statement" in message or "key part" in message:
        return "this is not a key", "a line is key = value, [table], or # comment"
    return message[:1].lower() + message[1:], "see the line above it too"
