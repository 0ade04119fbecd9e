"""YAML scalars: plain, single, double, literal and folded (as PyYAML and libyaml read them)."""

from __future__ import annotations

import re

from spacelint.source.styles.plain import Builder, Decoded, encodable, verbatim

# Patterns are texts, compiled (and cached by re) on first use: only a title with a finding needs
# them, and compiling all takes as long as reading a small plan.
_BREAK = r"(?:\r\n|[\r\n\x85\u2028\u2029])"
# Blanks are looked at from the first of a row, or the first behind an escaped one: a row that no
# break follows is read once and not once from each of its blanks.
_BLANKS = r"(?:(?:(?<![ \t])|(?<=\\[ \t]))[ \t]+)?"
_FOLD = rf"{_BLANKS}{_BREAK}(?:[ \t]*{_BREAK})*[ \t]*"
_PLAIN = f"({_FOLD})"
_SINGLE = f"({_FOLD})|('')"
_DOUBLE = (
    rf"\\({_BREAK}(?:[ \t]*{_BREAK})*[ \t]*)|({_FOLD})|"
    r'\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([0abt\tnvfre "/\\N_LP])|)'
)
_SHORT = {
    "0": "\0", "a": "\x07", "b": "\x08", "t": "\t", "\t": "\t", "n": "\n", "v": "\x0b",
    "f": "\x0c", "r": "\r", "e": "\x1b", " ": " ", '"': '"', "/": "/", "\\": "\\", "N": "\x85",
    "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
_PROPERTIES = (
    r"(?:(?:&[^\s,\[\]{}]+|!<[^>\s]*>|![^\s,\[\]{}]*)"
    rf"(?:[ \t]+|{_BREAK}|(?<=[ \t\r\n\x85\u2028\u2029])#[^\r\n\x85\u2028\u2029]*|\Z)+)+"
)
_HEADER = rf"([|>])(?:([+-])([1-9])?|([1-9])([+-])?)?[ \t]*(?:#[^\r\n\x85\u2028\u2029]*)?{_BREAK}"
# What libyaml refuses, and what would be folded, turned round or not seen.
_MUST_ESCAPE = (
    r"[^\t\x20-\x7e\xa0-\u2027\u202f-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_DOUBLE_ESCAPE = _MUST_ESCAPE + r'|["\\]'
_WRITE = {"\n": "\\n", "\r": "\\r", '"': '\\"', "\\": "\\\\", "\0": "\\0"}


class YamlStyle:
    """How YAML writes a text; ``flow`` inside ``[…]`` or ``{…}``."""

    def __init__(self, flow: bool = False) -> None:
        self.flow = flow

    def decode(self, text: str, start: int, end: int, value: str) -> Decoded | None:
        """Read a scalar, which may be preceded by a tag and an anchor."""
        properties = _properties(text, start, end)
        if properties:
            start = properties.end()
        mark = text[start : start + 1]
        if mark in ('"', "'"):
            if end - start < 2 or text[end - 1] != mark:
                return None
            double = mark == '"'
            return _folded(
                text, start + 1, end - 1, _DOUBLE if double else _SINGLE,
                "double" if double else "single",
            )  # fmt: skip
        if mark in ("|", ">"):
            return _block(text, start, end, value)
        if mark == "*":
            return None
        return _folded(text, start, end, _PLAIN, "plain")

    def piece(self, new: str, style: str, written: str) -> str | None:
        if style == "double":
            if new.isprintable() and '"' not in new and "\\" not in new:
                return new
            return re.compile(_DOUBLE_ESCAPE).sub(_escape, new) if encodable(new) else None
        if _must_escape(new):
            return None
        return new.replace("'", "''") if style == "single" else new

    def whole(self, value: str, written: str = "") -> str | None:
        """Write a quoted scalar on one line, keeping tag and anchor."""
        properties = _properties(written, 0, len(written))
        # A lone "!" means "text", as quotes do.
        names = re.sub(r"#[^\r\n]*", "", properties[0]).split() if properties else []
        head = "".join(name + " " for name in names if name != "!")
        single = not _must_escape(value) and ('"' in value or "\\" in value)
        if single and "'" not in value:
            return f"{head}'{value}'"
        piece = self.piece(value, "double", written)
        return None if piece is None else f'{head}"{piece}"'

    def holds(self, written: str, value: str) -> bool:
        """Ask PyYAML, with the scalar in a mapping and, in flow context, in a list."""
        import yaml

        properties = _properties(written, 0, len(written))
        bare = written[properties.end() :] if properties else written
        if bare and bare[0] in "|>":
            # Checked by reading it, as its indentation needs the document; but white space in
            # first place would be taken for indentation.
            return value[:1] not in (" ", "\t", "\n")
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        document = f"k: [{written}, x]\n" if self.flow else f"k: {written}\n"
        try:
            expected: object = [value, "x"] if self.flow else value
            return bool(yaml.load(document, loader) == {"k": expected})
        except (yaml.YAMLError, ValueError):
            return False


def _properties(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the tag and the anchor before a scalar; None for nearly all, which have neither."""
    if text[start : start + 1] not in ("&", "!"):
        return None
    return re.compile(_PROPERTIES).match(text, start, end)


def _must_escape(text: str) -> bool:
    """True if a character of ``text`` is one that YAML writes only as an escape."""
    # Compiling the class of all others takes 4 ms, and nothing that Python can print is in it.
    return not text.isprintable() and bool(re.compile(_MUST_ESCAPE).search(text))


def _folded(text: str, start: int, end: int, tokens: str, style: str) -> Decoded | None:
    written = text[start:end]
    if written.isprintable() and "\\" not in written and "'" not in written:
        return verbatim(text, start, end, style)  # one line with no escape
    build = Builder()
    for found in build.tokens(re.compile(tokens), text, start, end):
        at, after = found.span()
        if style == "double":
            if found[1]:
                _add_breaks(build, text, found.start(1), after, keep_first=False)
            elif found[2]:
                _fold(build, text, at, after)
            elif found[6]:
                build.add(_SHORT[found[6]], at, after)
            else:
                number = int(found[3] or found[4] or found[5] or "-1", 16)
                if not 0 <= number <= 0x10FFFF:
                    return None
                build.add(chr(number), at, after)
        elif found[1]:
            _fold(build, text, at, after)
        else:
            build.add("'", at, after)
    return build.done(start, style)


def _fold(build: Builder, text: str, start: int, end: int) -> None:
    """Add what one run of line breaks becomes: a space, or the breaks after the first."""
    breaks = list(re.compile(_BREAK).finditer(text, start, end))
    if len(breaks) == 1 and text[breaks[0].start()] not in "\u2028\u2029":
        build.add(" ", start, end)
        return
    _add_breaks(build, text, start, end, keep_first=text[breaks[0].start()] in "\u2028\u2029")


def _add_breaks(build: Builder, text: str, start: int, end: int, *, keep_first: bool) -> None:
    breaks = list(re.compile(_BREAK).finditer(text, start, end))
    kept = breaks if keep_first else breaks[1:]
    for index, found in enumerate(kept):
        build.add(
            _break(found[0]),
            start if index == 0 else found.start(),
            end if index == len(kept) - 1 else found.end(),
        )


def _break(written: str) -> str:
    return written if written in "\u2028\u2029" else "\n"


def _block(text: str, start: int, end: int, value: str) -> Decoded | None:
    header = re.compile(_HEADER).match(text, start, end)
    if header is None:
        return None
    style = "literal" if header[1] == "|" else "folded"
    chomp = header[2] or header[5] or ""
    width = header[3] or header[4]
    first = header.end()
    if not width:
        return _block_lines(text, first, end, style, chomp, _indent(text, first, end))
    # The indicator counts from the parent's indentation, which only the parser knows: the value
    # shows which one it was. A title has no line break at its end, a block mostly does.
    line_indent = start - (text.rfind("\n", 0, start) + 1)
    for parent in (*range(line_indent + 1), -1):
        found = _block_lines(text, first, end, style, chomp, max(parent, 0) + int(width))
        if found.value.rstrip("\r\n") == value.rstrip("\r\n"):
            return found
    return None


def _indent(text: str, pos: int, end: int) -> int:
    """Return the indentation of a block: that of its first line that is not blank."""
    deepest = 0
    while pos < end:
        at = pos
        while at < end and text[at] == " ":
            at += 1
        deepest = max(deepest, at - pos)
        found = re.compile(_BREAK).match(text, at)
        if at >= end or found is None:
            break
        pos = found.end()
    return deepest


def _block_lines(text: str, pos: int, end: int, style: str, chomp: str, indent: int) -> Decoded:
    build = Builder()
    start = pos
    waiting: list[tuple[str, int, int]] = []  # breaks not yet known to be kept
    last: tuple[str, int, int] | None = None
    last_text = True
    content = False
    while pos < end:
        at = pos
        while at < end and at - pos < indent and text[at] == " ":
            at += 1
        found = re.compile(_BREAK).search(text, at, end)
        line_end = found.start() if found else end
        if at == line_end:
            if found is None:
                break
            waiting.append((_break(found[0]), at, found.end()))
            pos = found.end()
            continue
        if at - pos < indent:
            break
        is_text = text[at] not in " \t"
        if last is not None:
            if style == "folded" and last[0] == "\n" and last_text and is_text:
                if not waiting:
                    build.add(" ", last[1], at)
            else:
                build.add(*last)
        elif not content:
            start = at if not waiting else start
        for each in waiting:
            build.add(*each)
        waiting = []
        build.run(text, at, line_end)
        content = True
        last_text = is_text
        last = (_break(found[0]), line_end, found.end()) if found else None
        pos = found.end() if found else end
    if chomp != "-" and last is not None:
        build.add(*last)
    if chomp == "+":
        for each in waiting:
            build.add(*each)
    return build.done(start, style)


def _escape(found: re.Match[str]) -> str:
    char = found[0]
    number = ord(char)
    if char in _WRITE:
        return _WRITE[char]
    if number < 0x100:
        return f"\\x{number:02X}"
    return f"\\u{number:04X}" if number < 0x10000 else f"\\U{number:08X}"
