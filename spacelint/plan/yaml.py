"""Plans in YAML; PyYAML's safe loader reads the values, after a walk that keeps bombs out."""

from __future__ import annotations

import re

from spacelint.plan.comments import find_comments
from spacelint.plan.model import Comment, Problem, Reading
from spacelint.plan.shapes import find_spaces, with_bare
from spacelint.plan.starts import starts_of
from spacelint.source.place import Place
from spacelint.source.styles.yaml import YamlStyle
from spacelint.source.text import Edit
from spacelint.source.yaml_places import MAX_DEPTH, MAX_VALUES, YamlScan, scan_yaml

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Any

    from spacelint.plan.blocks import BlockMemory
    from spacelint.plan.layout import Layout
    from spacelint.plan.model import Path
    from spacelint.plan.yaml_blocks import YamlBlocks

_STYLE, _FLOW = YamlStyle(), YamlStyle(flow=True)
# A comment glued to its "#" reads like a hashtag; "# note" and "#!" do not.
_SWALLOWED = re.compile(r"[ \t]+(#[^\s#!][^\r\n]*)")
_NOTE = re.compile(r"[ \t]+#(?:[ \t#!][^\r\n]*)?\Z|[ \t]+# [^\r\n]*")


def read_yaml(
    text: str, layout: Layout | None, shift: int = 0, memory: BlockMemory | None = None
) -> Reading | Problem:
    """Read a plan in YAML; a :class:`Problem` where it is none. Places are shifted by ``shift``.

    With a ``memory`` of the file as it was last read, only what changed is read.
    """
    import yaml

    if memory is not None:
        from spacelint.plan.yaml_blocks import read_yaml_blocks

        loader = _loader()
        blocks = read_yaml_blocks(text, lambda each: yaml.load(each, loader), memory)
        reading = _of_blocks(blocks, layout) if blocks is not None else None
        if reading is not None:
            return reading
    try:
        scan = scan_yaml(text)
        if scan.fault:
            return _refused(scan, shift)
        data = yaml.load(text, _loader())
    except yaml.MarkedYAMLError as error:
        return _fault(text, error, shift)
    except yaml.YAMLError as error:  # a character that YAML forbids; it knows where
        at = min(int(getattr(error, "position", 0)), len(text))
        char = f"U+{ord(text[at]):04X}" if at < len(text) else "a character"
        values = {"reason": f"YAML forbids {char}", "hint": "take it out"}
        return Problem("SL001", at + shift, at + shift, values)
    except (ValueError, OverflowError, RecursionError, TypeError, AttributeError):
        values = {
            "reason": "a value cannot be read",
            "hint": "put values with a tag (!!) in quotes",
        }
        return Problem("SL001", shift, shift, values)
    found = find_spaces(data, layout)
    places = scan.places

    def locate(path: Path) -> Place | None:
        place = places.get(path)
        return place if place is None or not shift else Place(*(each + shift for each in place))

    def faults() -> list[Problem]:
        problems = [
            Problem("SL006", place.key_start + shift, place.key_end + shift, {"key": str(path[-1])})
            for path, place in scan.duplicates
        ]
        if "#" in text:
            keys = _title_keys(layout)
            for index, (where, _) in enumerate(found.records):
                problems += _swallowed(text, scan, where, keys, index, shift)
        return problems

    def comments() -> tuple[Comment, ...]:
        return tuple(
            Comment(each.start + shift, each.end + shift, each.text)
            for each in find_comments(text, places.values())
        )

    return Reading(
        "yaml",
        found.records,
        with_bare(locate, found.bare),
        lambda path: _FLOW if path in scan.flow else _STYLE,
        faults,
        comments,
        data=data,
        free=layout is not None and layout.own_shape,
        starts=lambda: starts_of(found.records, with_bare(locate, found.bare)),
    )


def _of_blocks(blocks: YamlBlocks, layout: Layout | None) -> Reading | None:
    data = blocks.data
    found = find_spaces(data, layout)
    places = [blocks.inside(path) for path, _ in found.records]
    if [place[0] for place in places if place is not None] != [*range(len(blocks.starts))]:
        return None  # the Spaces stand elsewhere

    def style(path: Path) -> YamlStyle:
        at = blocks.inside(path)
        return _FLOW if at is not None and at[1] in blocks.blocks[at[0]].scan.flow else _STYLE

    def faults() -> list[Problem]:
        problems = []
        keys = _title_keys(layout)
        for index, (block, start, place) in enumerate(
            zip(blocks.blocks, blocks.starts, places, strict=True)
        ):
            for path, twice in block.scan.duplicates:
                span = twice.key_start + start, twice.key_end + start
                problems.append(Problem("SL006", *span, {"key": str(path[-1])}))
            if "#" in block.text and place is not None:
                for each in _swallowed(block.text, block.scan, place[1], keys, index, 0):
                    edits = tuple(
                        [Edit(e.start + start, e.end + start, e.text) for e in each.edits]
                    )
                    span = each.start + start, each.end + start
                    problems.append(Problem(each.code, *span, each.values, edits, index))
        return problems

    return Reading(
        "yaml",
        found.records,
        with_bare(blocks.locate, found.bare),
        style,
        faults,
        blocks.comments,
        data=data,
        free=layout is not None and layout.own_shape,
        starts=lambda: blocks.starts,
        alone=True,
    )


def _title_keys(layout: Layout | None) -> tuple[str, ...]:
    return (layout.title,) if layout is not None and layout.title else ("title", "name")


def _loader() -> Any:
    """Give PyYAML's safe loader, in C where there is one; a day there is not stays a text."""
    import yaml

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    def timestamp(loader: Any, node: Any) -> object:
        try:
            return loader.construct_yaml_timestamp(node)
        except (ValueError, OverflowError):
            return node.value

    # PyYAML offers no other way to change one constructor for one loader.
    loader: Any = type("_Loader", (base,), {})
    loader.add_constructor("tag:yaml.org,2002:timestamp", timestamp)
    return loader


def _swallowed(
    text: str, scan: YamlScan, where: Path, keys: tuple[str, ...], index: int, shift: int
) -> list[Problem]:
    """Tell of a hashtag after a plain title, which YAML reads as a comment."""
    for key in keys:
        place = scan.places.get((*where, *key.split(".")))
        if place is None:
            continue
        start = place.start
        if text[start : start + 1] in ('"', "'", "|", ">", "[", "{", "&", "!", "*"):
            return []
        found = _SWALLOWED.match(text, place.end)
        if found is None or re.match(r"#[ \t]*spacelint:", found[1]):
            return []
        swallowed = _NOTE.sub("", found[1]).rstrip()
        end = found.start(1) + len(swallowed)
        # An empty value stands right after its colon.
        first = start if place.end > start else found.start(1)
        written = text[first:end]
        whole = re.sub(r"[ \t]*(?:\r\n|\r|\n)[ \t]*", " ", written)
        quoted = _STYLE.whole(whole, "plain", "")
        edits = (Edit(first + shift, end + shift, quoted),) if quoted is not None else ()
        kept = re.sub(r"[ \t]*(?:\r\n|\r|\n)[ \t]*", " ", text[start : place.end])
        values = {"title": kept, "swallowed": swallowed, "replacement": whole}
        return [Problem("SL002", found.start(1) + shift, end + shift, values, edits, index)]
    return []


def _refused(scan: YamlScan, shift: int) -> Problem:
    at = scan.fault_at + shift
    if scan.fault == "depth":
        values = {
            "reason": f"it is nested deeper than {MAX_DEPTH} levels",
            "hint": "use fewer levels",
        }
    else:
        values = {
            "reason": f"its aliases multiply it to more than {MAX_VALUES:,} values",
            "hint": "write the values out",
        }
    return Problem("SL001", at, at, values)


def _fault(text: str, error: Any, shift: int) -> Problem:
    mark = error.problem_mark or error.context_mark
    at = min(mark.index if mark is not None else 0, len(text))
    problem = str(error.problem or "")
    if "escape" in problem or "hex" in problem:
        values = {
            "reason": "a backslash inside double quotes starts a code that YAML does not know",
            "hint": "use single quotes, or write two: \\\\",
        }
        return Problem("SL001", at + shift, at + shift, values)
    if "quoted scalar" in str(error.context or "") and error.context_mark is not None:
        at = error.context_mark.index
        values = {"reason": "a quote is opened and not closed", "hint": "close it, or take it out"}
        return Problem("SL001", at + shift, at + shift, values)
    at, reason, hint = _words(text, at, str(error.problem or ""), str(error.context or ""))
    return Problem("SL001", at + shift, at + shift, {"reason": reason, "hint": hint})


_KEY_VALUE = re.compile(r"[ \t]*(?:-[ \t]+)*([^\s:#][^:#\r\n]*?):[ \t]+([^\r\n]*)")


def _words(text: str, at: int, problem: str, context: str) -> tuple[int, str, str]:
    """Say what is wrong in plain words; looks at the line, and at the one before it too."""
    start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    if re.match(r"[ ]*\t", text[start:]):
        return at, "the line is indented with a tab", "indent with spaces"
    for line_start in (start, text.rfind("\n", 0, max(start - 1, 0)) + 1):
        line = re.compile(r"[^\r\n]*").match(text, line_start)
        found = _KEY_VALUE.match(line[0]) if line else None
        if found is None:
            continue
        key, value = found[1], found[2]
        value = re.sub(r"\s+#\s.*\Z", "", value).strip()
        place = line_start + found.start(2)
        quoted = _STYLE.whole(value, "plain", "")
        if value[:1] in ("@", "`", "%"):
            return (
                place,
                f"YAML does not let a value start with {value[0]}",
                f"write {key}: {quoted}",
            )
        if value[:1] in ("*", "&", "!") and ("anchor" in context or "alias" in problem + context
                                             or "tag" in problem + context):  # fmt: skip
            return (
                place,
                f"YAML takes {value[0]} in first place for a sign",
                f"write {key}: {quoted}",
            )
        if value[:1] not in ("", '"', "'", "|", ">", "[", "{") and re.search(r":(\s|\Z)", value):
            colon = place + re.search(r":(\s|\Z)", value).start()  # type: ignore[union-attr]
            return (
                colon,
                "a colon and a space inside a value start a new key",
                f"write {key}: {quoted}",
            )
        if value[:1] in ('"', "'") and not re.fullmatch(
            r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'', value
        ):
            return (
                place,
                "something follows the closing quote",
                "put the whole title in one pair of quotes",
            )
        if value[:1] in ("[", "{"):
            return (
                place,
                f"YAML takes {value[0]} in first place for a list or table",
                (f"write {key}: {quoted}" if value[:1] not in (value[-1:], "") else "close it"),
            )
    if "another document" in problem:
        return (
            at,
            "it holds more than one document",
            "keep one document a file, without --- between",
        )
    if "alias" in problem:
        return at, "an alias names nothing", "put a value that starts with * in quotes"
    if "tag" in problem:
        return at, "a tag (!) is not known", "put a value that starts with ! in quotes"
    return at, "the line does not fit what stands before it", "check its indentation and its colon"
