"""Read a configuration into its value and report every fault."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from packaging.specifiers import InvalidSpecifier, SpecifierSet

from spacelint import __version__
from spacelint.brand.faults import book_faults, unknown_brand
from spacelint.brand.table import BOOK_FIELDS
from spacelint.config.chain import inside, package_file, read_chain
from spacelint.config.find import project_root
from spacelint.config.merge import fill, merge, missing, place_faults
from spacelint.config.table import CONFIG
from spacelint.config.value import (
    Config,
    Glob,
    Limits,
    Loaded,
    PlanLayout,
    default_config,
)
from spacelint.plan.fields import FIELDS
from spacelint.schema import Fault, Problem, locate, shown
from spacelint.schema.scalars import zone_faults

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from spacelint.config.value import Layer

_DATES = ("starts", "ends", "date")
#: Keys whose values are those of the `Config`'s fields.
_AS_GIVEN = (
    *("select", "extend-select", "ignore", "severity", "rules", "fixable", "unfixable"),
    *("min-severity", "fail-on", "output-format", "respect-gitignore"),
)
_LIMITS = ("max-file-size", "max-rule-file-size", "pattern-seconds", "max-findings")
_PLACES = frozenset(field.key for field in FIELDS if field.key)


def load_config(path: str, texts: Mapping[str, str] | None = None) -> Loaded:
    """Read the configuration at `path` with all it extends; nothing is raised.

    `texts` maps real paths to texts that replace the files (see `read_chain`).
    """
    layers, problems = read_chain(path, texts)
    if not layers:
        return Loaded(default_config(), problems)
    values, faults = layers[0].values, list[Fault]()
    if len(layers) > 1:
        values, _ = merge(layers)
        faults += missing(values, CONFIG)
        values = fill(values, CONFIG)
    given = {name for layer in layers for name in layer.given}
    book = {} if given.isdisjoint(BOOK_FIELDS) else {name: values[name] for name in BOOK_FIELDS}
    more = place_faults(layers, (*faults, *_faults(values, book)))
    paths, unusable = _own_paths(layers)
    book = {name: _without_dates(name, table) for name, table in book.items()}
    return Loaded(_config(path, layers, values, book, paths), (*more, *problems, *unusable))


def config_problems(config: Config, faults: Sequence[Fault]) -> tuple[Problem, ...]:
    """Return faults at key paths of the configuration as problems of its files.

    For what only the engine finds: a selector without a rule, an unknown option of a rule.
    """
    layers = config.layers
    if not layers and config.path and faults:
        layers, _ = read_chain(config.path)
    return place_faults(layers, faults) if layers else ()


def _config(
    path: str,
    layers: tuple[Layer, ...],
    values: Mapping[str, Any],
    book: Mapping[str, Any],
    paths: Mapping[str, Any],
) -> Config:
    first = layers[0]
    nearest_exclude = next((one for one in layers if "exclude" in one.given), first)
    return Config(
        path=path,
        per_file_ignores=tuple(
            (Glob(layer.base, pattern), selectors)
            for layer in layers
            for pattern, selectors in layer.values["per-file-ignores"].items()
        ),
        rule_files=paths["rule-files"],
        exclude=(
            *(Glob(nearest_exclude.base, one) for one in nearest_exclude.values["exclude"]),
            *(Glob(layer.base, one) for layer in layers for one in layer.values["extend-exclude"]),
        ),
        baseline=paths["baseline"],
        plan_files=tuple(
            Glob(layer.base, one) for layer in layers for one in layer.values["plan"]["files"]
        ),
        layouts=tuple(layout for layer in layers for layout in _layouts(layer)),
        timezone=values["plan"]["timezone"],
        date_order=values["plan"]["date-order"],
        limits=Limits(*[values["limits"][name] for name in _LIMITS]),
        book=book,
        people=values["people"] or {},
        layers=layers,
        **{name.replace("-", "_"): values[name] for name in _AS_GIVEN},
    )


def _layouts(layer: Layer) -> Iterator[PlanLayout]:
    for pattern, table in layer.values["plan"].items():
        if not isinstance(table, dict):
            continue
        yield PlanLayout(
            Glob(layer.base, pattern),
            format=table["format"],
            spaces=table["spaces"],
            places={
                name: value if isinstance(value, tuple) else (value,)
                for name, value in table.items()
                if name in _PLACES and value is not None
            },
            where={
                name: (one, "")
                if isinstance(one, str)
                else (one["contains"] or "", one["equals"] or "")
                for name, one in table["where"].items()
            },
            header=table["header"],
            delimiter=table["delimiter"],
            date_order=table["date-order"],
            timezone=table["timezone"],
            brand=table["brand"],
        )


def _faults(values: Mapping[str, Any], book: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield the faults of values that are valid by themselves."""
    required = values["required-version"]
    if required is not None:
        yield from _version_faults(required)
    plan = values["plan"]
    yield from zone_faults(("plan", "timezone"), plan["timezone"])
    for pattern, table in plan.items():
        if not isinstance(table, dict):
            continue
        yield from zone_faults(("plan", pattern, "timezone"), table["timezone"])
        brand = table["brand"]
        if brand is not None and brand not in values["brands"]:
            yield unknown_brand(("plan", pattern, "brand"), brand, values["brands"])
    if book:
        yield from book_faults(book)


def _version_faults(required: str) -> Iterator[Fault]:
    # A bare version means exactly that version.
    clauses = [one if one.lstrip()[:1] in "<>=!~" else f"=={one}" for one in required.split(",")]
    message = f"this file is for spacelint {shown(required)}, and this is {__version__}"
    try:
        if SpecifierSet(",".join(clauses)).contains(__version__, prereleases=True):
            return
        message += ": install another"
    except InvalidSpecifier:
        message = f'expected versions like ">=0.1,<1", found "{shown(required)}"'
    yield Fault(("required-version",), message)


def _without_dates(name: str, table: Any) -> Any:
    """Return a table of the book with its dates as texts, which the cache can store."""
    if name not in ("campaigns", "retired", "renamed"):
        return table
    return {
        key: {
            field: value.isoformat() if value is not None and field in _DATES else value
            for field, value in entry.items()
        }
        for key, entry in table.items()
    }


def _own_paths(layers: Sequence[Layer]) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """Return the absolute paths of rule files and baseline, and problems of unusable ones."""
    found: list[str] = []
    baseline: str | None = None
    problems: list[Problem] = []
    for layer in layers:
        faults: list[Fault] = []
        for index, name in enumerate(layer.values["rule-files"]):
            path, message = _own_path(layer, layers[0], name)
            if not message and not os.path.isfile(path):
                message = f"no such file: {shown(path, 500)}"
            if message:
                faults.append(Fault((*layer.at, "rule-files", index), message))
            elif path not in found:
                found.append(path)
        name = layer.values["baseline"]
        if name is not None:
            path, message = _own_path(layer, layers[0], name)
            if message:
                faults.append(Fault((*layer.at, "baseline"), message))
            elif baseline is None:
                baseline = path
        if faults:
            problems.extend(locate(layer.document, faults))
    return {"rule-files": tuple(found), "baseline": baseline}, tuple(problems)


def _own_path(layer: Layer, first: Layer, name: str) -> tuple[str, str]:
    if name.startswith("pkg:"):
        return package_file(name)
    # A package's own files are beside its configuration, all others in the project.
    own = layer.directory if layer.base != layer.directory else ""
    path = os.path.abspath(os.path.join(layer.directory, name))
    return inside(path, own or project_root(first.document.path))
