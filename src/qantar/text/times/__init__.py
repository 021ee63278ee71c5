"""Times in German, English, Russian, Kazakh and Ukrainian text.

Start at ``read_times``. Rules and words are data (``qantar/text/data/*/times.toml``);
``docs/times.md`` says how to edit them and what each phenomenon comes to.
"""

from qantar.text.times.reader import LANGUAGES, read_times
from qantar.text.times.rows import time_rows

__all__ = ["LANGUAGES", "read_times", "time_rows"]
