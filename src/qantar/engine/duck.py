"""The engine on DuckDB: one process, on disk where memory does not suffice."""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from qantar.engine.protocol import Pair, Row
from qantar.engine.scoring import checked_rows, scored_pairs
from qantar.engine.settings import Settings
from qantar.errors import InputError

__all__ = ["DuckEngine", "extra_missing"]

_T = TypeVar("_T")
_R = TypeVar("_R")


def extra_missing(what: str) -> InputError:
    """The error for an engine whose libraries are not installed."""
    return InputError(
        f"{what} is not installed. Linking lists of many thousands needs it:"
        " pip install 'qantar[scale]'"
    )


class DuckEngine:
    """DuckDB in this process.

    Args:
        memory: What DuckDB may take before it writes to disk, such as ``2GB``.
        threads: How many threads; ``None``: as many as there are.

    Raises:
        InputError: If DuckDB or Splink is not installed.
    """

    def __init__(self, *, memory: str = "2GB", threads: int | None = None) -> None:
        try:
            import duckdb  # noqa: F401 (an optional extra)
            import splink  # noqa: F401
        except ImportError as error:
            raise extra_missing(error.name or "DuckDB") from error
        self._config: dict[str, Any] = {"memory_limit": memory}
        if threads is not None:
            self._config["threads"] = threads

    def _connect(self) -> Any:
        import duckdb

        return duckdb.connect(":memory:", config=self._config)

    def pairs(
        self, rows: Iterable[Row], settings: Settings, *, least: float = 0.5
    ) -> Iterator[Pair]:
        """As ``Engine.pairs``."""
        import pyarrow as pa
        from splink import DuckDBAPI

        kept = checked_rows(rows, settings)
        columns = ("id", *settings.columns())
        table = pa.table({c: [row[c] for row in kept] for c in columns})
        with self._connect() as connection:
            registered = DuckDBAPI(connection).register(table, table_name="records")
            found = list(
                scored_pairs(registered, settings, least=least, size=len(kept))
            )
            del registered
            # Splink's objects hold each other and DuckDB's relations. Left to a later
            # collection, they would be torn down in a forked process, without the
            # threads that DuckDB waits for.
            gc.collect()
        yield from found

    def shared_shingles(
        self, sketches: Iterable[tuple[str, Sequence[int]]], *, least: int = 1
    ) -> Iterator[tuple[str, str, int]]:
        """As ``Engine.shared_shingles``."""
        import pyarrow as pa

        ids: list[str] = []
        hashes: list[int] = []
        for text, sketch in sketches:
            ids.extend([text] * len(sketch))
            hashes.extend(sketch)
        with self._connect() as connection:
            connection.register(
                "sketch",
                pa.table({"id": ids, "hash": pa.array(hashes, "int64")}),
            )
            yield from connection.execute(SHARED, [least]).fetchall()

    def map_texts(
        self, function: Callable[[_T], _R], texts: Sequence[_T]
    ) -> Iterator[_R]:
        """As ``Engine.map_texts``, in this process."""
        yield from map(function, texts)


SHARED = """
WITH led AS (
  SELECT id, hash, min(id) OVER (PARTITION BY hash) AS first FROM sketch
)
SELECT first, id, count(DISTINCT hash) AS shared FROM led WHERE id <> first
GROUP BY first, id HAVING count(DISTINCT hash) >= ? ORDER BY first, id
"""
"""Each text with the first that has the hash, too: a star and no clique."""
