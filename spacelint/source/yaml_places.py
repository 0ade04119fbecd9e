"""Where each key and each value of a YAML document stands, and the values, in one walk."""

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
_TEXT = "tag:yaml.org,2002:str"


class YamlScan(NamedTuple):
    """Places of a document and what else the walk saw.

    ``flow`` holds the paths written inside ``[…]`` or ``{…}``. ``fault`` says why the document
    must not be loaded: ``depth``, ``aliases`` or "" — and ``fault_at`` where. ``data`` is the
    document where it is ``plain``: without anchors, tags, merged keys or the like.
    """

    places: dict[Path, Place]
    duplicates: tuple[tuple[Path, Place], ...]
    flow: frozenset[Path]
    fault: str
    fault_at: int
    plain: bool
    data: object


def load_yaml(text: str, loader: Any) -> tuple[YamlScan, object]:
    """Return the places of a document, and its values as ``yaml.load`` gives them.

    Raises as `scan_yaml` and ``yaml.load`` do; the values are None where the scan has a fault.
    PyYAML makes a tree of nodes of the whole document first, which takes three times the memory of
    its values; so it is asked only for a document that is not plain.
    """
    import yaml

    scan = scan_yaml(text, loader)
    if scan.plain or scan.fault:
        return scan, scan.data
    return scan, yaml.load(text, loader)


def scan_yaml(text: str, loader: Any) -> YamlScan:
    """Return the place of every key path of the first document of a YAML stream.

    Offsets are code points. A scalar's place takes in its tag and anchor; an alias stands where
    it is used. Raises ``yaml.YAMLError`` where the text is no YAML. Only plain values are built,
    so it is safe for any input: linear in the text, and it stops at ``MAX_DEPTH`` levels.
    """
    import yaml

    reader = loader(text)
    walk = _Walk(text, reader, yaml.ScalarNode)
    steps = {
        yaml.ScalarEvent: walk.scalar,
        yaml.AliasEvent: walk.alias,
        yaml.SequenceStartEvent: lambda event: walk.open(event, []),
        yaml.MappingStartEvent: lambda event: walk.open(event, {}),
        yaml.SequenceEndEvent: walk.close,
        yaml.MappingEndEvent: walk.close,
    }
    ends = (yaml.DocumentEndEvent, yaml.StreamEndEvent)
    fault, fault_at = "", -1
    try:
        while (kind := type(event := reader.get_event())) not in ends:
            if (step := steps.get(kind)) is not None:
                step(event)
        if kind is yaml.DocumentEndEvent and walk.plain:
            walk.plain = _is_last(reader)
    except _Refused as refused:
        fault, fault_at = refused.args
    finally:
        reader.dispose()
    data = walk.data if walk.plain and not fault else None
    places, duplicates, flow = walk.places, tuple(walk.duplicates), frozenset(walk.flow)
    return YamlScan(places, duplicates, flow, fault, fault_at, walk.plain, data)


def _is_last(reader: Any) -> bool:
    """True where nothing follows the document; what does is left to PyYAML to refuse."""
    import yaml

    try:
        return type(reader.get_event()) is yaml.StreamEndEvent
    except yaml.YAMLError:
        return False


class _Refused(Exception):
    """A document must not be loaded: why, and the place of the value that is too much."""


class _Open:
    """A collection that is open; ``count`` its values, with what aliases stand for."""

    __slots__ = ("anchor", "count", "flow", "items", "key", "keys", "path", "place")

    def __init__(
        self, path: Path, place: tuple[int, int, int], items: Any, flow: bool, anchor: str | None
    ) -> None:
        self.path = path
        self.place = place  # key start, key end, start
        self.items = items  # a list or a dict
        self.flow = flow
        self.anchor = anchor
        self.key: tuple[str, int, int, Any] | None = None  # as written, its span, its value
        self.keys: set[str] = set()
        self.count = 1

    @property
    def needs_key(self) -> bool:
        """True where what comes next is the key of a mapping."""
        return self.key is None and type(self.items) is dict


class _Walk:
    """What a walk over the events of a document has found so far."""

    def __init__(self, text: str, reader: Any, node: Any) -> None:
        self.text = text
        self.reader = reader
        self.node = node
        self.places: dict[Path, Place] = {}
        self.duplicates: list[tuple[Path, Place]] = []
        self.flow: set[Path] = set()
        self.sizes: dict[str, int] = {}  # of the anchors, in values
        self.stack: list[_Open] = []
        self.last = -1  # where the last value ends
        self.plain = True
        self.data: Any = None

    def scalar(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        if event.anchor is not None:
            self.sizes[event.anchor] = 1
        self._value(event.value, start, end, 1, self._read(event) if self.plain else None)

    def alias(self, event: Any) -> None:
        self.plain = False
        size = self.sizes.get(event.anchor, 1)
        self._value(f"*{event.anchor}", event.start_mark.index, event.end_mark.index, size, None)

    def _value(self, name: str, start: int, end: int, size: int, value: Any) -> None:
        """Take a value without values in it, or the key of one."""
        top = self.stack[-1] if self.stack else None
        if top is not None and top.needs_key:
            top.key = (name, start, end, value)
            return
        path, key_start, key_end = self._next(start, end, value)
        # The last of two equal keys is the one the parser keeps.
        self.places[path] = Place(key_start, key_end, start, end)
        self.last = end
        if not name and self.text[start : start + 1] in ("|", ">"):  # its mark is behind a comment
            header = self.text[start + 1 : start + 3]
            self.last = start + 1 + len(header) - len(header.lstrip("-+123456789"))
        if top is not None:
            if top.flow:
                self.flow.add(path)
            top.count += size
            if top.count > MAX_VALUES:
                raise _Refused("aliases", start)

    def open(self, event: Any, items: Any) -> None:
        start = event.start_mark.index
        top = self.stack[-1] if self.stack else None
        if event.anchor is not None or event.tag is not None:
            self.plain = False
        if top is not None and top.needs_key:  # a collection as a key, which no Space has
            self.plain = False
            top.key = ("?", start, start, None)
            opened = _Open((*top.path, "?"), (start, start, start), items, True, None)
        else:
            path, key_start, key_end = self._next(start, start, items)
            place = (key_start, key_end, start)
            opened = _Open(path, place, items, event.flow_style, event.anchor)
            self.last = -1
        self.stack.append(opened)
        if len(self.stack) > MAX_DEPTH:
            raise _Refused("depth", start)

    def close(self, event: Any) -> None:
        closed = self.stack.pop()
        start = closed.place[2]
        if closed.flow:
            self.last = end = event.end_mark.index
        else:  # its mark is what follows it, behind comments
            end = max(self.last, start)
            while end > start and self.text[end - 1] in " \t\r\n":
                end -= 1
        self.places.setdefault(closed.path, Place(*closed.place, end))
        if closed.anchor is not None:
            self.sizes[closed.anchor] = closed.count
        if self.stack:
            self.stack[-1].count += closed.count
            if self.stack[-1].count > MAX_VALUES:
                raise _Refused("aliases", start)

    def _next(self, start: int, end: int, value: Any) -> tuple[Path, int, int]:
        """Put the next value where it belongs; return its path and the span of its key."""
        if not self.stack:
            self.data = value
            return (), start, end
        top = self.stack[-1]
        if top.key is None:
            top.items.append(value)
            return (*top.path, len(top.items) - 1), start, end
        name, key_start, key_end, key = top.key
        top.key = None
        top.items[key] = value
        path = (*top.path, name)
        if name in top.keys and name != "<<":
            self.duplicates.append((path, Place(key_start, key_end, start, end)))
        top.keys.add(name)
        return path, key_start, key_end

    def _read(self, event: Any) -> Any:
        """Return the value of a scalar; what cannot be read is left to PyYAML to refuse."""
        if event.anchor is None and event.tag is None:
            tag = self.reader.resolve(self.node, event.value, event.implicit)
            if tag == _TEXT:
                return event.value
            construct = self.reader.yaml_constructors.get(tag)
            if construct is not None and not tag.endswith((":merge", ":value")):
                node = self.node(tag, event.value, event.start_mark, event.end_mark)
                try:
                    return construct(self.reader, node)
                except Exception:
                    pass
        self.plain = False
        return None
