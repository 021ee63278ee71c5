"""The two quadratic jobs, on DuckDB or Spark: which records are one, which words recur.

What it does: candidates and scores of pairs of records (``pairs``, through Splink), pairs of
texts that share rare runs of words (``shared_shingles``), and a function over many texts
(``map_texts``). What it does not: know what a name or a statement is. Columns, levels and
rules come in as ``Settings``; the same go to either engine.

Start at ``DuckEngine``; ``SparkEngine`` takes the same calls for a corpus beyond one
machine. Both need the extra ``qantar[scale]``; Spark needs pyspark and Java besides.
"""

from qantar.engine.duck import DuckEngine
from qantar.engine.protocol import Engine, Pair, Row
from qantar.engine.settings import Comparison, Level, Settings
from qantar.engine.spark import SparkEngine

__all__ = [
    "Comparison",
    "DuckEngine",
    "Engine",
    "Level",
    "Pair",
    "Row",
    "Settings",
    "SparkEngine",
]
