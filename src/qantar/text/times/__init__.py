"""Times in German, English, Russian, Kazakh and Ukrainian text.

Start at ``read_times``. Rules and words are data (``qantar/text/data/*/times.toml``);
``docs/times.md`` says how to edit them and what each phenomenon comes to.
"""

from qantar.text.times.conventions import CONVENTIONS, Convention
from qantar.text.times.derivation import rule_names, rules_of
from qantar.text.times.document import document_moment
from qantar.text.times.reader import LANGUAGES, Told, read_story, read_times

__all__ = [
    "CONVENTIONS",
    "LANGUAGES",
    "Convention",
    "Told",
    "document_moment",
    "read_story",
    "read_times",
    "rule_names",
    "rules_of",
]
