"""Lint record batches: the answers are those of `spacelint.lint`, row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

try:
    import pyarrow as pa
except ImportError:
    raise ImportError(
        "spacelint.arrow needs an extra, here and on every executor: pip install 'spacelint[arrow]'"
    ) from None

from spacelint import __version__
from spacelint.arrow.cells import MAX_TITLE_BYTES, Cell, Piece, arrow_field, shown, texts, values
from spacelint.arrow.columns import COLUMNS, NAMES, VERSION, Column
from spacelint.arrow.linter import BatchLinter
from spacelint.arrow.names import ColumnsError, answer_columns, column_named, fields_of, names_given
from spacelint.checks.contract import Context
from spacelint.checks.shared.space import is_on_x
from spacelint.engine.fields import check_fields
from spacelint.engine.rule import Diagnostic
from spacelint.engine.suppressions import ignored_codes
from spacelint.fixer.titles import fix_title
from spacelint.plan import BadValue, PlannedSpace
from spacelint.plan.fields import FIELDS
from spacelint.plan.problems import single_space
from spacelint.suggester.search import Request, suggest
from spacelint.text import Title
from spacelint.text.pattern import utf16_length
from spacelint.text.width import visible

#: Rows of an answer, and findings and links in it, after which the rest goes into another.
MOST_ROWS = 65_536
MOST_PARTS = 500_000
_FINDINGS, _ENTITIES = NAMES.index("findings"), NAMES.index("entities")
_READ = [each.name for each in FIELDS if each.read or each.name in ("scheduled_start", "ends")]
_SPACE_ON_X = "https://x.com/i/spaces/"


#: What is said of a row: a value a column. Tuples of plain values alone, as there may be millions.
_Row = tuple[Any, ...]


class _Titles(NamedTuple):
    """What rows are read with: the linter, the columns wanted, the largest cell in bytes."""

    linter: BatchLinter
    wanted: frozenset[str]
    most: int


def schema(keep: Iterable[pa.Field] = (), columns: Sequence[str] = NAMES) -> pa.Schema:
    """Return the schema of an answer: the fields carried along, then ours.

    Its metadata says ``spacelint.schema``, the version of the columns, and ``spacelint.version``.
    Raises `ColumnsError` for a column that no answer has.
    """
    columns = names_given("columns", columns)
    kept, ours = list(keep), [arrow_field(column) for _, column in answer_columns(columns)]
    if not kept and not ours:
        raise ColumnsError("an answer without columns has no rows: name one in columns or keep")
    for field in kept:
        if not isinstance(field, pa.Field):
            found = type(field).__name__
            raise TypeError(f"keep has Arrow fields, those of batch.schema; found {found}")
        if field.name in columns:
            raise ColumnsError(f'a column "{shown(field.name)}" cannot be kept: the answer has'
                               " one of that name")  # fmt: skip
    metadata = {"spacelint.schema": str(VERSION), "spacelint.version": __version__}
    return pa.schema([*kept, *ours], metadata)


def lint_batches(
    batches: Iterable[pa.RecordBatch] | pa.Table,
    linter: object = None,
    *,
    keep: Sequence[str] = (),
    columns: Sequence[str] = NAMES,
    max_title_bytes: int = MAX_TITLE_BYTES,
) -> Iterator[pa.RecordBatch]:
    """Yield the answers for batches of titles: a row for each row, in order (see `schema`).

    A batch has a column ``title`` (or ``name``), and may have columns for the fields of the Space
    (``host``, ``speakers``, ``campaign``, … as in docs/plans.md, in any case); other columns are
    passed over.
    Text is taken in every type that Arrow has for it. ``batches`` may also be a table, a reader or
    anything with ``__arrow_c_stream__``. ``linter`` is a `Linter`, a `BatchLinter` or None for the
    built-in rules; the rules over several Spaces are not run. ``keep`` names columns to be carried
    along, ``columns`` the ones wanted, all if not given; better titles take most of the time.

    Equal rows of a batch are linted once. One batch is read at a time, and the answer comes in
    pieces of at most 65,536 rows. What is wrong with a row stands in ``problem``: a title that is
    null, is no text, is not UTF-8 or has more than ``max_title_bytes``, and a field that cannot be
    read. Raises `ColumnsError` for a batch without titles or with two columns for one field,
    TypeError for what is no batch or no linter.
    """
    keep, columns = names_given("keep", keep), names_given("columns", columns)
    chosen = answer_columns(columns)
    if type(max_title_bytes) is not int or max_title_bytes < 0:
        raise TypeError(f"max_title_bytes is a number of bytes; found {max_title_bytes!r}")
    titles = _Titles(BatchLinter.of(linter), frozenset(columns), max_title_bytes)
    titles.linter.settings.linter.start_run()
    for batch in _batches(batches):
        kept = [column_named(batch, name) for name in keep]
        whole = schema([batch.schema.field(index) for index in kept], columns)
        start = 0
        for piece in _pieces(batch, titles, chosen):
            size = len(piece.numbers)
            data = [batch.column(index).slice(start, size) for index in kept]
            start += size
            data += piece.arrays()
            yield pa.RecordBatch.from_arrays(data, schema=whole)


def _batches(given: Any) -> Iterator[pa.RecordBatch]:
    if isinstance(given, pa.RecordBatch | pa.Table):
        given = (given,)
    elif hasattr(given, "__arrow_c_stream__"):
        try:
            given = pa.RecordBatchReader.from_stream(given)
        except pa.ArrowInvalid as error:  # such as a column without its name
            raise _no_batch(given) from error
    for one in given if isinstance(given, Iterable) else (given,):
        if isinstance(one, pa.Table):
            yield from one.to_batches() or [pa.RecordBatch.from_pylist([], schema=one.schema)]
        elif isinstance(one, pa.RecordBatch):
            yield one
        else:
            raise _no_batch(one)


def _no_batch(found: object) -> TypeError:
    kind = type(found).__name__
    return TypeError(f"batches are Arrow record batches; found {kind}: put titles in a pa.table")


def _pieces(
    batch: pa.RecordBatch, titles: _Titles, chosen: Sequence[tuple[int, Column]]
) -> Iterator[Piece]:
    """Yield the pieces of an answer; an empty batch has one, which is empty."""
    fields = fields_of(batch)
    cells, own = texts(batch.column(fields.pop("title")), titles.most)
    spaces = _spaces(batch, fields, titles.most)
    keys: Sequence[object] = own
    if spaces:
        keys = [
            (number, repr(raw), wrong) for number, (raw, wrong) in zip(own, spaces, strict=True)
        ]
    often = {key for key, count in Counter(keys).items() if count > 1}
    known: dict[object, _Row] = {}
    piece = Piece(chosen)
    for place, key in enumerate(keys):
        row = known.get(key) if often else None
        if row is None:
            raw, problems = spaces[place] if spaces else ({}, ())
            row = _read(cells[own[place]], raw, problems, titles)
            if key in often:
                known[key] = row
        parts = len(row[_FINDINGS] or ()) + len(row[_ENTITIES] or ())
        if piece.numbers and (len(piece.numbers) == MOST_ROWS or piece.parts + parts > MOST_PARTS):
            yield piece
            piece = Piece(chosen)
        piece.add(key, row, parts)
    if piece.numbers or not keys:
        yield piece


def _spaces(
    batch: pa.RecordBatch, fields: Mapping[str, int], most: int
) -> list[tuple[dict[str, Any], tuple[str, ...]]]:
    """Return the fields of each row's Space and what is wrong with them; empty without fields."""
    known = [
        (field, batch.schema.names[index], values(batch.column(index), most))
        for field, index in fields.items()
    ]
    return [_space(known, row) for row in range(batch.num_rows)] if known else []


def _space(
    known: Sequence[tuple[str, str, Sequence[Cell]]], row: int
) -> tuple[dict[str, Any], tuple[str, ...]]:
    raw: dict[str, Any] = {}
    problems = []
    for field, name, cells in known:
        value, problem = cells[row]
        if problem:
            problems.append(f"{shown(name)} {problem}")
        elif value is not None:
            raw[field] = value
    # Ids and addresses differ row by row, and all they tell is whether X has the Space.
    where: dict[str, object] = {name: raw.pop(name) for name in ("id", "url") if name in raw}
    if where:
        space = single_space(where)
        problems += _unread(space, where)
        if is_on_x(space):
            raw["url"] = _SPACE_ON_X
    return raw, tuple(problems)


def _read(cell: Cell, raw: dict[str, Any], problems: Sequence[str], titles: _Titles) -> _Row:
    """Return what is said of a row with this title and these fields."""
    linter = titles.linter
    context, space = linter.context, None
    if raw:
        space = single_space(raw, linter.layout)
        context = context.about(space)
        problems = [*problems, *_unread(space, _READ)]
    text, wrong = cell
    if wrong:
        problem = "; ".join([f"the title {wrong}", *problems])
        return (None, problem, *[None] * (len(COLUMNS) - 2))
    title = Title(text)
    found = _findings(title, space, context, linter)
    wanted = titles.wanted
    entities = title.entities if "entities" in wanted else ()
    return (
        text,
        "; ".join(problems) or None,
        tuple([_finding(field, one) for field, one in found]),
        tuple(map(tuple, entities)),
        title.length.graphemes if "graphemes" in wanted else None,
        utf16_length(text) if "utf16" in wanted else None,
        _fixed(text, context, linter) if "fixed" in wanted else None,
        _better(text, context, linter, found) if "better" in wanted else None,
    )


def _unread(space: PlannedSpace, fields: Iterable[str]) -> Iterator[str]:
    """Yield what is wrong with fields of a Space."""
    for field in fields:
        value = space.get(field)
        if isinstance(value, BadValue):
            hint = f"; {value.hint}" if value.hint else ""
            yield visible(f"{field}: {value.reason}{hint}")


def _findings(
    title: Title, space: PlannedSpace | None, context: Context, linter: BatchLinter
) -> list[tuple[str | None, Diagnostic]]:
    """Return the findings in a title and in the fields of its Space, each with its field."""
    rules = linter.settings.linter
    found: list[tuple[str | None, Diagnostic]] = [(None, one) for one in rules.lint(title, context)]
    if space is not None:
        for rule, (name, given, _, _) in check_fields(space, linter.entries, context):
            if name == "title":
                whole = Diagnostic(0, len(title.text), rule, title.text, given)
                found.append((None, whole))
            else:
                found.append((name or "space", Diagnostic(0, 0, rule, "", given)))
        ignored = ignored_codes(space, rules)
        found = [each for each in found if each[1].code not in ignored]
    if linter.settings.min_severity != "hint":
        shown = linter.severities
        found = [each for each in found if each[1].severity in shown]
    return found


def _finding(field: str | None, one: Diagnostic) -> tuple[Any, ...]:
    start, end = (one.start, one.end) if field is None else (None, None)
    fix = one.fix
    edits: list[Any] = [] if fix is None else [tuple(edit) for edit in fix.edits]
    plain = fix and (fix.title, fix.applicability, tuple(edits))
    rule = one.rule
    return (
        rule.code, rule.name, rule.severity, field, start, end, one.message, one.help, plain,
    )  # fmt: skip


def _fixed(text: str, context: Context, linter: BatchLinter) -> str | None:
    settings = linter.settings
    fixed = fix_title(settings.linter, text, context=context, fixable=settings.fixable).text
    return fixed if fixed != text else None


def _better(
    text: str,
    context: Context,
    linter: BatchLinter,
    found: Sequence[tuple[str | None, Diagnostic]],
) -> str | None:
    settings = linter.settings
    shown = None
    if context.space is not None or settings.min_severity != "hint":
        shown = [one for field, one in found if field is None and one.severity != "hint"]
    request = Request(found=shown, fixable=settings.fixable)
    better = suggest(text, settings.linter, context, request, most=1)
    return better[0].text if better else None
