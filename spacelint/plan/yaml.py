"""Plans in YAML; PyYAML's safe loader reads the values, after a walk that keeps bombs out."""

from __future__ import annotations

from spacelint.plan.comments import find_comments
from spacelint.plan.model import Comment, Problem, Reading, twice
from spacelint.plan.shapes import find_spaces, with_bare
from spacelint.plan.starts import starts_of
from spacelint.plan.swallowed import swallowed
from spacelint.source.place import Place
from spacelint.source.styles.yaml import YamlStyle
from spacelint.source.text import Edit
from spacelint.source.yaml_places import scan_yaml

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Any

    from spacelint.plan.blocks import BlockMemory
    from spacelint.plan.layout import Layout
    from spacelint.plan.model import Path
    from spacelint.plan.yaml_blocks import YamlBlocks

_STYLE, _FLOW = YamlStyle(), YamlStyle(flow=True)


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
            from spacelint.plan.yaml_faults import refused

            return refused(scan, shift)
        data = yaml.load(text, _loader())
    except yaml.MarkedYAMLError as error:
        from spacelint.plan.yaml_faults import fault

        return fault(text, error, shift)
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
            twice(path[-1], place.key_start + shift, place.key_end + shift)
            for path, place in scan.duplicates
        ]
        if "#" in text:
            for index, (where, _) in enumerate(found.records):
                titles = _titles(where, where in found.bare, layout)
                problems += swallowed(text, scan, titles, index, shift)
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
        with_bare(lambda path: _FLOW if path in scan.flow else _STYLE, found.bare),
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
        for index, (block, start, place, (where, _)) in enumerate(
            zip(blocks.blocks, blocks.starts, places, found.records, strict=True)
        ):
            for path, at in block.scan.duplicates:
                problems.append(twice(path[-1], at.key_start + start, at.key_end + start))
            if "#" in block.text and place is not None:
                titles = _titles(place[1], where in found.bare, layout)
                for each in swallowed(block.text, block.scan, titles, index, 0):
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
        with_bare(style, found.bare),
        faults,
        blocks.comments,
        data=data,
        free=layout is not None and layout.own_shape,
        starts=lambda: blocks.starts,
        alone=True,
    )


def _titles(where: Path, bare: bool, layout: Layout | None) -> list[Path]:
    """Give the paths where the title of a Space may stand."""
    if bare:
        return [where]
    own = layout.title if layout is not None else ""
    keys = (own,) if own else ("title", "name")
    return [(*where, *key.split(".")) for key in keys]


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
