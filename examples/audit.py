"""Audit a Parquet file of titles with DuckDB or Spark: ``python examples/audit.py --engine spark``.

Prints how often each rule speaks, which hashtags X cuts short, and which of the campaign's hashtags
are misspelt. The file is made of generated titles where it is not there.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from spacelint.arrow import BatchLinter, lint_batches, schema

CONFIG = """
[brand]
names = ["Acme"]
handle = "acme"
[campaigns.winter]
hashtag = "AcmeWinter"
required = false
"""
COLUMNS = ("title", "problem", "findings", "entities")
TOPICS = (
    "remote work|the new cup|AT&T and 5G|music after midnight|la vida en la ciudad|東京の夜"
    "|open data|the budget|women in science|хорошие новости|climate and us|your questions"
    "|the final|running at 40"
).split("|")
FORMS = (
    "Town hall on {topic}", "{topic}: an open talk", "Let us talk about {topic}",
    "{topic} with @{guest}", "Live: {topic}", "AMA | {topic}", "What is next for {topic}?",
)  # fmt: skip
GUESTS = ("jack", "acme", "nasa", "ana_sur", "8pm")
TAILS = ("", "", "", " #AcmeWinter", " #AcmeWinter", " #AcmeWintr", " #AcmeWiner", " #acmewinter",
         " #AT&T", " #Q&A", " #OpenData", " #Launch-Day", " #2026", "#NoSpace")  # fmt: skip


def titles(rows: int, seed: int = 19) -> Iterator[str | None]:
    """Yield generated titles, most of them different, and a null now and then."""
    choice = random.Random(seed)
    for number in range(rows):
        if number % 1_000 == 999:
            yield None
            continue
        form, topic, guest = choice.choice(FORMS), choice.choice(TOPICS), choice.choice(GUESTS)
        part = f", part {number}" if number % 3 else ""
        yield form.format(topic=topic, guest=guest) + part + choice.choice(TAILS)


def write(path: Path, rows: int, piece: int = 100_000) -> None:
    """Write a Parquet file with so many titles."""
    given = titles(rows)
    kinds = pa.schema({"id": pa.int64(), "title": pa.string()})
    with pq.ParquetWriter(path, kinds) as writer:
        for first in range(0, rows, piece):
            count = min(piece, rows - first)
            ids = pa.array(range(first, first + count), pa.int64())
            texts = pa.array([next(given) for _ in range(count)], pa.string())
            writer.write_table(pa.table([ids, texts], schema=kinds))


PER_RULE = (
    "SELECT code, name, count(*) AS times FROM findings GROUP BY ALL ORDER BY times DESC, code"
)
CUT = """SELECT substring(title, start + 1, "end" - start) AS tag, count(*) AS times
  FROM findings WHERE name = 'cut-short-hashtag' GROUP BY ALL ORDER BY times DESC, tag LIMIT 10"""
MISSPELT = """SELECT substring(title, start + 1, "end" - start) AS tag, count(*) AS times
  FROM findings WHERE name = 'misspelt-campaign-hashtag' GROUP BY ALL ORDER BY times DESC, tag
  LIMIT 10"""


def with_duckdb(path: Path, linter: BatchLinter) -> Iterator[list[tuple[object, ...]]]:
    """Yield the answers to the three questions."""
    import duckdb

    source, answers = duckdb.connect(), duckdb.connect()
    query = "SELECT title FROM read_parquet(?)"
    given = source.sql(query, params=[str(path)]).to_arrow_reader(50_000)
    found = pa.RecordBatchReader.from_batches(
        schema(columns=COLUMNS), lint_batches(given, linter, columns=COLUMNS)
    )
    answers.register("found", found)
    answers.execute(
        'CREATE TABLE findings AS SELECT title, code, name, start, "end"'
        " FROM (SELECT title, unnest(findings, max_depth := 2) FROM found)"
    )
    for question in (PER_RULE, CUT, MISSPELT):
        yield answers.execute(question).fetchall()


def with_spark(path: Path, linter: BatchLinter) -> Iterator[list[tuple[object, ...]]]:
    """Yield the same from Spark on two cores of this machine."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    from pyspark.sql import SparkSession

    spark = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.ansi.doubleQuotedIdentifiers", "true")
        .getOrCreate()
    )
    sent = spark.sparkContext.broadcast(linter)
    kinds = spark.createDataFrame(schema(columns=COLUMNS).empty_table()).schema
    found = (
        spark.read.parquet(str(path))
        .select("title")
        .mapInArrow(lambda batches: lint_batches(batches, sent.value, columns=COLUMNS), kinds)
    )
    found.selectExpr("title", "inline(findings)").cache().createOrReplaceTempView("findings")
    for question in (PER_RULE, CUT, MISSPELT):
        yield [tuple(row) for row in spark.sql(question).collect()]
    spark.stop()


def main() -> None:
    """Make the file where it is not there, and print the three answers."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--rows", type=int, default=5_000_000)
    reader.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb")
    reader.add_argument("--folder", type=Path, default=Path("build/audit"))
    given = reader.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    path = given.folder / f"titles-{given.rows}.parquet"
    if not path.exists():
        write(path, given.rows)
    config = given.folder / "audit.toml"
    config.write_text(CONFIG, "utf-8")
    start = time.perf_counter()
    engine = with_duckdb if given.engine == "duckdb" else with_spark
    rules, cut, misspelt = engine(path, BatchLinter.from_config(str(config)))
    took = time.perf_counter() - start
    print(f"{given.rows:,} titles with {given.engine} in {took:,.0f} s")
    for heading, rows in (
        ("Findings per rule", rules), ("Hashtags that X cuts", cut),
        ("Campaign hashtags that are misspelt", misspelt),
    ):  # fmt: skip
        print(f"\n{heading}")
        for *names, times in rows:
            print(f"{times:>12,}  {'  '.join(map(str, names))}")


if __name__ == "__main__":
    main()
