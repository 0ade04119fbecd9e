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

from spacelint.arrow.batches import ColumnsError, lint_batches, schema
from spacelint.arrow.cells import MAX_TITLE_BYTES
from spacelint.arrow.linter import BatchLinter

__all__ = ["MAX_TITLE_BYTES", "BatchLinter", "ColumnsError", "lint_batches", "schema"]
