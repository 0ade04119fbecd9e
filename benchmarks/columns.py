"""What a row costs in DuckDB and Spark, beside a plain loop over the same titles.

Prints a table and exits 1 where a target is missed. All titles differ, so that nothing is saved by
linting equal ones once. Time is that of processors, of all processes, in one run; what an engine
takes to start is left out by comparing two sizes. ``--rows 5000000`` takes an hour and more.
The engines are those of ``make e2e-engines``; without them their rows say so and fail nothing.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
ENGINES = ROOT / "build" / "engines" / "bin" / "python"
FOLDER = ROOT / "build" / "bench"
COLUMNS = ("title", "problem", "findings", "entities")
MOST, FLAT = 1.3, 1.3


def rows(count: int) -> Path:
    """Return a Parquet file of so many different titles."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from examples.audit import titles

    path = FOLDER / f"different-{count}.parquet"
    if not path.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        given = titles(count)
        with pq.ParquetWriter(path, pa.schema({"title": pa.string()})) as writer:
            for first in range(0, count, 50_000):
                texts = [f"{next(given)} {n}" for n in range(first, min(first + 50_000, count))]
                writer.write_table(pa.table({"title": texts}))
    return path


def plain(path: Path) -> int:
    """A loop over the titles that reads of each what the columns have; the number of findings."""
    import pyarrow.parquet as pq

    import spacelint

    linter = spacelint.Linter()
    found = 0
    for batch in pq.ParquetFile(path).iter_batches(50_000):
        for text in batch.column(0).to_pylist():
            title = spacelint.parse(text)
            for d in linter.lint(title):
                d.code, d.name, d.severity, d.message, d.help, d.fix  # noqa: B018
                found += 1
            title.entities  # noqa: B018
    return found


def arrow(path: Path) -> int:
    """`lint_batches` alone."""
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    from spacelint.arrow import lint_batches

    answers = lint_batches(pq.ParquetFile(path).iter_batches(50_000), columns=COLUMNS)
    return sum(pc.sum(pc.list_value_length(one.column("findings"))).as_py() for one in answers)


def duckdb(path: Path) -> int:
    """DuckDB reads the file and counts the findings in the answers."""
    import duckdb
    import pyarrow as pa

    from spacelint.arrow import lint_batches, schema

    given = duckdb.connect().sql(f"SELECT title FROM '{path}'").to_arrow_reader(50_000)
    found = pa.RecordBatchReader.from_batches(
        schema(columns=COLUMNS), lint_batches(given, columns=COLUMNS)
    )
    con = duckdb.connect()
    con.register("found", found)
    return con.sql("SELECT sum(len(findings)) FROM found").fetchall()[0][0]


class Spark:
    """The same in Spark, on two cores of this machine."""

    def __init__(self) -> None:
        os.environ["PYSPARK_PYTHON"] = sys.executable
        from pyspark.sql import SparkSession

        from spacelint.arrow import BatchLinter, schema

        builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
        self.session = builder.config("spark.log.level", "ERROR").getOrCreate()
        self.linter = self.session.sparkContext.broadcast(BatchLinter.of(None))
        self.kinds = self.session.createDataFrame(schema(columns=COLUMNS).empty_table()).schema

    def __call__(self, path: Path) -> int:
        from spacelint.arrow import lint_batches

        linter, columns = self.linter, COLUMNS
        found = self.session.read.parquet(str(path)).mapInArrow(
            lambda batches: lint_batches(batches, linter.value, columns=columns), self.kinds
        )
        return found.selectExpr("sum(size(findings))").first()[0]


def processor_time() -> float:
    """Return the seconds of this process and of all that it started."""
    ticks = os.sysconf("SC_CLK_TCK")
    parents, spent = {}, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended
        parents[int(stat.parent.name)] = int(fields[1])
        spent[int(stat.parent.name)] = sum(map(int, fields[11:15])) / ticks
    ours = {os.getpid()}
    while more := {pid for pid, parent in parents.items() if parent in ours} - ours:
        ours |= more
    return sum(spent[pid] for pid in ours if pid in spent)


def costs(work: Callable[[Path], int], sizes: list[int]) -> Iterator[tuple[int, float]]:
    """Yield the findings and the seconds of each size, after one that warms up."""
    work(rows(sizes[0]))
    for size in sizes:
        start = processor_time()
        found = work(rows(size))
        yield found, processor_time() - start


def main() -> int:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--rows", type=int, default=60_000, help="the largest size")
    most = reader.parse_args().rows
    if not sys.executable.startswith(str(ENGINES.parent)) and ENGINES.exists():
        return subprocess.run([ENGINES, __file__, "--rows", str(most)]).returncode
    if not Path("/proc/self/stat").exists():
        print("(not measured: the time of other processes is read from /proc, which Linux has)")
        return 0
    sizes = [size for size in (10_000, 100_000, 1_000_000) if size < most] + [most]
    sizes = sizes if len(sizes) > 2 else [most // 6, most // 2, most]
    table: dict[str, list[float]] = {}
    wanted: list[int] = []
    for name, make in (
        ("plain loop", lambda: plain), ("lint_batches", lambda: arrow),
        ("DuckDB", lambda: duckdb), ("Spark", Spark),
    ):  # fmt: skip
        try:
            found, seconds = zip(*costs(make(), sizes), strict=True)
        except ImportError as error:
            print(f"({name}: {error.name} is not installed; make e2e-engines does)")
            continue
        wanted = wanted or list(found)
        assert list(found) == wanted, f"{name} finds {found} where a plain loop finds {wanted}"
        table[name] = [
            (seconds[i] - seconds[i - 1]) / (sizes[i] - sizes[i - 1]) * 1e6
            for i in range(1, len(sizes))
        ]
    steps = [f"{a:,} to {b:,}" for a, b in pairwise(sizes)]
    print("Microseconds of a processor a row, between two sizes\n")
    print(f"| | {' | '.join(steps)} | times the plain loop | growth |")
    print(f"|---{'|--:' * (len(steps) + 2)}|")
    held = True
    for name, each in table.items():
        ratio, growth = each[-1] / table["plain loop"][-1], each[-1] / each[0]
        held = held and ratio <= MOST and growth <= FLAT
        shown = " | ".join(f"{one:,.1f}" for one in each)
        print(f"| {name} | {shown} | {ratio:.2f} | {growth:.2f} |")
    print(f"\n- {'held' if held else 'MISSED'}: at most {MOST} times the plain loop, and growth of"
          f" at most {FLAT}")  # fmt: skip
    return int(not held)


if __name__ == "__main__":
    sys.exit(main())
