"""The engine on Apache Spark: the same settings and functions, on many machines.

Needs pyspark and Java. On one machine for trying it out: ``SparkEngine()``; on a cluster:
``SparkEngine(master="spark://HOST:7077")``.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Self, TypeVar

from qantar.engine.duck import SHARED, extra_missing
from qantar.engine.protocol import Pair, Row
from qantar.engine.scoring import checked_rows, scored_pairs
from qantar.engine.settings import Settings

__all__ = ["SparkEngine"]

_T = TypeVar("_T")
_R = TypeVar("_R")


class SparkEngine:
    """A Spark session, made when the engine is and stopped when it is closed.

    Args:
        master: Where Spark runs: ``local[2]`` is this machine with two cores.
        memory: Of the driver, such as ``2g``.

    Raises:
        InputError: If pyspark or Splink is not installed.
    """

    def __init__(self, *, master: str = "local[2]", memory: str = "2g") -> None:
        try:
            import splink  # noqa: F401 (an optional extra)
            from pyspark.sql import SparkSession
        except ImportError as error:
            raise extra_missing(error.name or "pyspark") from error
        self._spark = (
            SparkSession.builder.master(master)
            .appName("qantar")
            .config("spark.driver.memory", memory)
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "8")
            .config("spark.sql.execution.arrow.pyspark.enabled", "false")
            .getOrCreate()
        )
        self._spark.sparkContext.setLogLevel("ERROR")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop the session."""
        self._spark.stop()

    def pairs(
        self, rows: Iterable[Row], settings: Settings, *, least: float = 0.5
    ) -> Iterator[Pair]:
        """As ``Engine.pairs``."""
        from splink import SparkAPI

        kept = checked_rows(rows, settings)
        columns = ("id", *settings.columns())
        table = self._spark.createDataFrame(
            [tuple(row[c] for c in columns) for row in kept],
            schema=", ".join(f"{c} {_type(c, kept)}" for c in columns),
        )
        make: Any = SparkAPI
        database = make(spark_session=self._spark, break_lineage_method="persist")
        registered = database.register(table)
        yield from scored_pairs(registered, settings, least=least, size=len(kept))

    def shared_shingles(
        self, sketches: Iterable[tuple[str, Sequence[int]]], *, least: int = 1
    ) -> Iterator[tuple[str, str, int]]:
        """As ``Engine.shared_shingles``."""
        rows = [(text, hash_) for text, sketch in sketches for hash_ in sketch]
        table = self._spark.createDataFrame(rows, schema="id string, hash bigint")
        table.createOrReplaceTempView("sketch")
        for row in self._spark.sql(SHARED, args=[least]).collect():
            yield row[0], row[1], row[2]

    def map_texts(
        self, function: Callable[[_T], _R], texts: Sequence[_T]
    ) -> Iterator[_R]:
        """As ``Engine.map_texts``, on Spark's workers, which must have Qantar."""
        spread = self._spark.sparkContext.parallelize(list(texts))
        yield from spread.map(function).collect()


def _type(column: str, rows: Sequence[Row]) -> str:
    """The column's type in Spark: of its first value that is told."""
    told: Any = next((row[column] for row in rows if row[column] is not None), "")
    return "bigint" if isinstance(told, int) else "string"
