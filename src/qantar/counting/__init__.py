"""How many, including those nobody listed. Pure; start at ``read_table`` and ``assess``.

``count_page`` makes an answer fit to be shown, with pictures; ``report_html`` makes one
file of it.

``read_table`` reads who is on which lists, ``assess`` estimates by several families of
models side by side and gives the verdict: estimate, lower bound only, or refused, with
reasons that ``reason_sentence`` says in four languages. Persons must be told apart and
joined across lists before; nothing here links. Randomness comes in as a generator.
"""

from qantar.counting.assessing import assess
from qantar.counting.assessment import (
    Assessment,
    Family,
    LeftOut,
    OtherPrior,
    Reason,
    Standing,
)
from qantar.counting.combining import Combined, Replicate, combine, replicate_of
from qantar.counting.imputing import unlabelled, with_labels_drawn
from qantar.counting.latent import (
    LatentOptions,
    LatentPosterior,
    Sampler,
    latent_posterior,
    stored,
)
from qantar.counting.overlaps import Overlaps, overlaps_of_persons
from qantar.counting.page import count_page, quotable, verdict_words
from qantar.counting.report import report_html
from qantar.counting.tables import CountTable, Stratum, read_table
from qantar.counting.words import (
    number_word,
    page_word,
    reason_sentence,
    times_word,
    word,
)

__all__ = [
    "Assessment",
    "Combined",
    "CountTable",
    "Family",
    "LatentOptions",
    "LatentPosterior",
    "LeftOut",
    "OtherPrior",
    "Overlaps",
    "Reason",
    "Replicate",
    "Sampler",
    "Standing",
    "Stratum",
    "assess",
    "combine",
    "count_page",
    "latent_posterior",
    "number_word",
    "overlaps_of_persons",
    "page_word",
    "quotable",
    "read_table",
    "reason_sentence",
    "replicate_of",
    "report_html",
    "stored",
    "times_word",
    "unlabelled",
    "verdict_words",
    "with_labels_drawn",
    "word",
]
