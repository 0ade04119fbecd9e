"""Where each key and each value of a YAML document stands."""

from __future__ import annotations

from spacelint.source.lines import Place
from spacelint.text.value import NamedTuple

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Any

    from spacelint.text.value import Path

MAX_DEPTH = 100
# What aliases may multiply a document to, in values: a calendar has thousands, a bomb billions.
MAX_VALUES = 1_000_000


class YamlScan(NamedTuple):
    """Places of a document and what else the walk saw.

    ``flow`` holds the paths written inside ``[…]`` or ``{…}``. ``fault`` says why the document
    must not be loaded: ``depth``, ``aliases`` or "" — and ``fault_at`` where.
    """

    places: dict[Path, Place]
    duplicates: tuple[tuple[Path, Place], ...]
    flow: frozenset[Path]
    fault: str
    fault_at: int


class _Open:
    """A collection that is open."""

    __slots__ = ("anchor", "count", "flow", "key", "keys", "path", "place", "sequence", "values")

    def __init__(self, path: Path, place: tuple[int, int, int], sequence: bool, flow: bool) -> None:
        self.path = path
        self.place = place  # key start, key end, start
        self.sequence = sequence
        self.flow = flow
        self.count = 0
        self.key: tuple[str, int, int] | None = None
        self.keys: set[str] = set()
        self.anchor: str | None = None
        self.values = 1


def scan_yaml(text: str) -> YamlScan:  # house: one loop over the events; calls cost a third more
    """Return the place of every key path of the first document of a YAML stream.

    Offsets are code points. A scalar's place takes in its tag and anchor; an alias stands where
    it is used. Raises ``yaml.YAMLError`` where the text is no YAML. Nothing is built from the
    text, so it is safe for any input: linear in the text, and it stops at ``MAX_DEPTH`` levels.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    places: dict[Path, Place] = {}
    duplicates: list[tuple[Path, Place]] = []
    flow_paths: set[Path] = set()
    sizes: dict[str, int] = {}
    stack: list[_Open] = []
    top: _Open | None = None
    fault, fault_at, last = "", -1, -1
    scalar_event, alias_event = yaml.ScalarEvent, yaml.AliasEvent
    sequence_event, mapping_event = yaml.SequenceStartEvent, yaml.MappingStartEvent
    next_event = loader.get_event
    try:
        while True:
            event = next_event()
            kind = type(event)
            if kind is scalar_event:
                start, end = event.start_mark.index, event.end_mark.index
                size = 1
                if event.anchor is not None:
                    sizes[event.anchor] = 1
            elif kind is sequence_event or kind is mapping_event:
                start, end = event.start_mark.index, -1
            elif kind is alias_event:
                start, end = event.start_mark.index, event.end_mark.index
                size = sizes.get(event.anchor, 1)
            elif kind is yaml.SequenceEndEvent or kind is yaml.MappingEndEvent:
                closed = stack.pop()
                top = stack[-1] if stack else None
                if closed.flow:
                    last = end = event.end_mark.index
                else:  # its mark is what follows it, behind comments
                    end = max(last, closed.place[2])
                    while end > closed.place[2] and text[end - 1] in " \t\r\n":
                        end -= 1
                if closed.path not in places:
                    places[closed.path] = Place(*closed.place, end)
                if closed.anchor is not None:
                    sizes[closed.anchor] = closed.values
                if top is not None:
                    top.values += closed.values
                    if top.values > MAX_VALUES:
                        fault, fault_at = "aliases", closed.place[2]
                        break
                continue
            elif kind is yaml.DocumentEndEvent or kind is yaml.StreamEndEvent:
                break
            else:
                continue

            if top is None:
                path: Path = ()
                key_start, key_end = start, max(end, start)
            elif top.sequence:
                path = (*top.path, top.count)
                top.count += 1
                key_start, key_end = start, max(end, start)
            elif top.key is None:
                if end >= 0:
                    name = event.value if kind is scalar_event else "*" + event.anchor
                    top.key = (name, start, end)
                    continue
                path = (*top.path, "?")  # a collection as a key, which no field of a Space is
                top.key = ("?", start, start)
                key_start, key_end = start, start
                stack.append(_Open(path, (start, start, start), kind is sequence_event, True))
                top = stack[-1]
                if len(stack) > MAX_DEPTH:
                    fault, fault_at = "depth", start
                    break
                continue
            else:
                name, key_start, key_end = top.key
                top.key = None
                path = (*top.path, name)
                if name in top.keys and name != "<<":
                    duplicates.append((path, Place(key_start, key_end, start, max(end, start))))
                top.keys.add(name)
            last = end
            if kind is scalar_event and not event.value and text[start : start + 1] in ("|", ">"):
                last = _end_of_header(text, start)  # its mark is behind a comment
            if end < 0:
                opened = _Open(
                    path, (key_start, key_end, start), kind is sequence_event, event.flow_style
                )
                opened.anchor = event.anchor
                stack.append(opened)
                top = opened
                if len(stack) > MAX_DEPTH:
                    fault, fault_at = "depth", start
                    break
                continue
            # The last of two equal keys is the one the parser keeps.
            places[path] = Place(key_start, key_end, start, end)
            if top is not None:
                top.values += size
                if top.flow:
                    flow_paths.add(path)
                if top.values > MAX_VALUES:
                    fault, fault_at = "aliases", start
                    break
    finally:
        loader.dispose()
    return YamlScan(places, tuple(duplicates), frozenset(flow_paths), fault, fault_at)


def _end_of_header(text: str, start: int) -> int:
    """Return where the header of a block scalar ends: ``>-``."""
    end = start + 1
    while text[end : end + 1] in ("-", "+", *"123456789"):
        end += 1
    return end


def load_values(text: str, loader: Any) -> object:
    """Return what ``yaml.load`` does, and raise as it does.

    PyYAML makes a tree of nodes of the whole document first, which takes three times the memory of
    its values. Here the values are made of the events, unless there are anchors, tags, merged keys
    or the like.
    """
    import yaml

    reader = loader(text)
    try:
        return _values(reader)
    except Exception:  # of a fault PyYAML tells in its own order
        return yaml.load(text, loader)
    finally:
        reader.dispose()


class _NotPlain(Exception):
    """A document has more than plain values in it."""


def _values(reader: Any) -> object:
    from yaml import (
        AliasEvent,
        DocumentEndEvent,
        MappingEndEvent,
        MappingStartEvent,
        ScalarEvent,
        SequenceEndEvent,
        SequenceStartEvent,
        StreamEndEvent,
    )

    whole: list[Any] = []
    stack: list[Any] = [whole]
    keys: list[Any] = [_NO_KEY]  # of the mappings among them
    while True:
        event = reader.get_event()
        kind = type(event)
        if kind is ScalarEvent:
            value = _scalar(reader, event)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            value = {} if kind is MappingStartEvent else []
            if event.anchor is not None or event.tag is not None:
                raise _NotPlain
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            stack.pop()
            keys.pop()
            continue
        elif kind is DocumentEndEvent:
            if type(reader.get_event()) is not StreamEndEvent:
                raise _NotPlain
            return whole[0]
        elif kind is StreamEndEvent:
            return None
        elif kind is AliasEvent:
            raise _NotPlain
        else:
            continue
        top = stack[-1]
        if type(top) is list:
            top.append(value)
        elif keys[-1] is _NO_KEY:
            if kind is not ScalarEvent:
                raise _NotPlain
            keys[-1] = value
            continue
        else:
            top[keys[-1]] = value
            keys[-1] = _NO_KEY
        if kind is not ScalarEvent:
            stack.append(value)
            keys.append(_NO_KEY)


_NO_KEY = object()
_TEXT = "tag:yaml.org,2002:str"


def _scalar(reader: Any, event: Any) -> Any:
    import yaml

    if event.anchor is not None or event.tag is not None:
        raise _NotPlain
    tag = reader.resolve(yaml.ScalarNode, event.value, event.implicit)
    if tag == _TEXT:
        return event.value
    construct = reader.yaml_constructors.get(tag)
    if construct is None or tag.endswith((":merge", ":value")):
        raise _NotPlain
    return construct(reader, yaml.ScalarNode(tag, event.value, event.start_mark, event.end_mark))
