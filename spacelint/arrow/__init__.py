"""Lint columns of titles: Arrow record batches in, Arrow record batches out.

>>> import pyarrow as pa
>>> from spacelint.arrow import lint_batches
>>> titles = pa.record_batch({"title": ["Town hall #AT&T", None]})
>>> [answer] = lint_batches([titles])
>>> answer.column("problem").to_pylist()
[None, 'the title is null']
>>> [finding["message"] for finding in answer.column("findings")[0].as_py()]
['X links only #AT, not #AT&T']

It needs the extra ``spacelint[arrow]``. docs/columns.md has the few lines that DuckDB, Spark,
Polars, Ray Data and Dask take.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacelint._lazy import lazily

if TYPE_CHECKING:
    from spacelint.arrow.batches import lint_batches as lint_batches
    from spacelint.arrow.batches import schema as schema
    from spacelint.arrow.cells import MAX_TITLE_BYTES as MAX_TITLE_BYTES
    from spacelint.arrow.linter import BatchLinter as BatchLinter
    from spacelint.arrow.names import ColumnsError as ColumnsError

__all__ = ["MAX_TITLE_BYTES", "BatchLinter", "ColumnsError", "lint_batches", "schema"]

_HOMES = {
    "BatchLinter": "spacelint.arrow.linter",
    "ColumnsError": "spacelint.arrow.names",
    "MAX_TITLE_BYTES": "spacelint.arrow.cells",
    "lint_batches": "spacelint.arrow.batches",
    "schema": "spacelint.arrow.batches",
}
__getattr__ = lazily(__name__, _HOMES)
