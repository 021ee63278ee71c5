"""Language primitives that keep offsets and know no case.

``read_times`` reads the times of any text in German, English, Russian, Kazakh and
Ukrainian; it needs nothing else of this package.
"""

from qantar.text.times import read_times

__all__ = ["read_times"]
