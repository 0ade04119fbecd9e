"""The code of docs/columns.md, run as it stands, each engine where it is installed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pa = pytest.importorskip("pyarrow", reason="the extra spacelint[arrow] is not installed")
import pyarrow.parquet as pq  # noqa: E402

from spacelint.arrow.columns import COLUMNS, NAMES  # noqa: E402

PAGE = (ROOT / "docs" / "columns.md").read_text("utf-8")
CODE = dict(re.findall(r'```python title="(\w+\.py)"\n(.*?)```', PAGE, re.DOTALL))
TITLES = ["Town hall #AT&T", "Live @8pm", None, "A quiet talk", "Meet us at great#tag"]
CODES = [("SL102", 60), ("SL103", 60), ("SL208", 60)]
OUTPUT = {
    "first.py": "['Town hall #ATT', None, None]\n[None, None, 'the title is null']",
    "relation.py": str(CODES),
    "function.py": "[('Town hall #ATT',), ('Live at 8pm',), (None,)]",
    "frame.py": str(CODES),
    "rays.py": "300",
    "tasks.py": "180",
}
ENGINE = {
    "first.py": "pyarrow",
    "relation.py": "duckdb",
    "function.py": "duckdb",
    "frame.py": "polars",
    "rays.py": "ray",
    "tasks.py": "dask",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with 300 titles and a configuration."""
    table = pa.table({"id": range(300), "title": TITLES * 60})
    pq.write_table(table, tmp_path / "titles.parquet", row_group_size=100)
    (tmp_path / "spacelint.toml").write_text(
        "[campaigns.winter]\nhashtag = 'AcmeWinter'\n", "utf-8"
    )
    return tmp_path


def run(path: Path) -> str:
    """Return what a script prints; skip where it lacks an engine that is not installed."""
    done = subprocess.run(
        [sys.executable, str(path)],
        capture_output=True, text=True, cwd=path.parent, timeout=900,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYSPARK_PYTHON": sys.executable},
    )  # fmt: skip
    if "timed out during startup" in done.stderr:
        pytest.skip("Ray gives its own processes 30 seconds to start, which was too short here")
    assert done.returncode == 0, done.stderr[-3_000:]
    return done.stdout.strip()


def needs(engine: str) -> None:
    """Skip the test where ``engine`` is not installed."""
    pytest.importorskip(engine, reason=f"{engine} is not installed: make e2e-engines")


def test_every_block_of_code_of_the_page_is_run():
    assert CODE.keys() == {*OUTPUT, "spark.py"}


def test_the_page_names_the_columns_of_an_answer_and_what_is_in_them():
    told = re.findall(r"^\| `(\w+)` \| (.*) \|$", PAGE, re.MULTILINE)
    assert [name for name, _ in told] == list(NAMES)
    for (_, words), column in zip(told, COLUMNS, strict=True):
        assert re.findall(r"`(\w+)`", words.replace("`suggest`", "")) == [
            part.name for part in column.parts
        ]


@pytest.mark.parametrize("name", OUTPUT)
def test_the_code_of_the_page_says_what_it_should(folder, name):
    needs(ENGINE[name])
    (folder / "run.py").write_text(CODE[name], "utf-8")
    assert run(folder / "run.py").splitlines()[-len(OUTPUT[name].splitlines()) :] == (
        OUTPUT[name].splitlines()
    )


MORE = '''
import json, os, threading, time

spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", 10)
made = spark.createDataFrame(pa.table({"pid": [1], "book": [1], "rows": [1]})).schema

def look(batches):
    for batch in batches:
        book = id(linter.value.context.book)
        yield pa.record_batch({"pid": [os.getpid()], "book": [book], "rows": [batch.num_rows]})

seen = [tuple(row) for row in titles.mapInArrow(look, made).collect()]
print(json.dumps({"rows": sum(row[2] for row in seen), "batches": len(seen),
                  "processes": len({row[0] for row in seen}),
                  "books": len({row[:2] for row in seen})}))

class Own(spacelint.Linter):
    __slots__ = ("lock",)

own = Own()
own.lock = threading.Lock()
try:
    titles.mapInArrow(lambda batches: lint_batches(batches, own), answer).collect()
except Exception as error:
    told = str(error)
    print("can't be sent to another process" in told, "BatchLinter.from_config" in told)

def slow(batches):
    for batch in batches:
        time.sleep(0.3)
        yield from lint_batches([batch], linter.value)

def cancel():
    while not spark.sparkContext.statusTracker().getActiveJobsIds():
        time.sleep(0.1)
    time.sleep(1)
    spark.sparkContext.cancelAllJobs()

threading.Thread(target=cancel).start()
try:
    titles.mapInArrow(slow, answer).collect()
except Exception as error:
    print("cancelled" in str(error).lower())
print(titles.mapInArrow(lambda batches: lint_batches(batches, linter.value), answer).count())
'''  # fmt: skip


def test_spark_runs_the_code_of_the_page_and_is_sent_the_brand_book_once(folder):
    needs("pyspark")
    code = CODE["spark.py"].replace(
        "from pyspark", "import pyarrow as pa, spacelint\nfrom pyspark", 1
    )
    (folder / "run.py").write_text(code + MORE, "utf-8")
    codes, once, own, cancelled, count = run(folder / "run.py").splitlines()[-5:]
    assert codes == str(CODES)
    facts = json.loads(once)
    assert facts["rows"] == 300
    assert facts["batches"] >= 30
    assert facts["books"] == facts["processes"]
    assert (own, cancelled, count) == ("True True", "True", "300")


GIVEN = {
    "pandas": "import pandas as engine\ngiven = engine.DataFrame({'title': titles})",
    "polars": "import polars as engine\ngiven = engine.DataFrame({'title': titles})",
    "duckdb": "import duckdb as engine\n"
              "given = engine.sql('SELECT unnest($titles) AS title', params={'titles': titles})",
}  # fmt: skip


@pytest.mark.parametrize("engine", GIVEN)
def test_a_frame_and_a_relation_are_taken_as_they_are(folder, engine):
    needs(engine)
    (folder / "run.py").write_text(
        f"titles = ['Town hall #AT&T', None]\n{GIVEN[engine]}\n"
        "from spacelint.arrow import lint_batches\n"
        "print([row for answer in lint_batches(given) for row in answer['better'].to_pylist()])\n",
        "utf-8",
    )
    assert run(folder / "run.py") == "['Town hall #ATT', None]"


CANCELLED = '''
import threading
import duckdb
import pyarrow as pa
from spacelint.arrow import lint_batches

def better_title(titles):
    answers = lint_batches(pa.table({"title": titles}), columns=["better"])
    return pa.chunked_array([answer.column("better") for answer in answers], pa.string())

con = duckdb.connect()
con.create_function(
    "better_title", better_title, ["VARCHAR"], "VARCHAR", type="arrow", null_handling="special"
)
timer = threading.Timer(1, con.interrupt)
timer.start()
try:
    query = "SELECT count(better_title('Town hall #AT&T ' || i)) FROM range(5000000) AS t(i)"
    con.sql(query).fetchall()
except duckdb.InterruptException as error:
    print("interrupted")
print(con.sql("SELECT better_title('Town hall #AT&T')").fetchall())
'''  # fmt: skip


def test_a_query_of_duckdb_can_be_cancelled_and_the_next_one_runs(folder):
    needs("duckdb")
    (folder / "run.py").write_text(CANCELLED, "utf-8")
    assert run(folder / "run.py").splitlines() == ["interrupted", "[('Town hall #ATT',)]"]


@pytest.mark.parametrize("engine", ["duckdb", "spark"])
def test_the_example_finds_the_same_with_both_engines(tmp_path, engine):
    needs("duckdb" if engine == "duckdb" else "pyspark")
    done = subprocess.run(
        [sys.executable, str(ROOT / "examples" / "audit.py"), "--rows", "3000",
         "--engine", engine, "--folder", str(tmp_path)],
        capture_output=True, text=True, timeout=900, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3_000:]
    told = done.stdout
    assert "616  SL103  cut-short-hashtag" in told
    assert "Hashtags that X cuts\n         216  #Launch-Day" in told
    assert "Campaign hashtags that are misspelt\n         206  #AcmeWiner" in told
