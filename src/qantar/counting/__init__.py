"""How many, including those nobody listed. Pure; start at ``read_table`` and ``assess``.

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
from qantar.counting.latent import LatentOptions, LatentPosterior, latent_posterior
from qantar.counting.overlaps import Overlaps, overlaps_of_persons
from qantar.counting.tables import CountTable, Stratum, read_table
from qantar.counting.words import reason_sentence, word

__all__ = [
    "Assessment",
    "CountTable",
    "Family",
    "LatentOptions",
    "LatentPosterior",
    "LeftOut",
    "OtherPrior",
    "Overlaps",
    "Reason",
    "Standing",
    "Stratum",
    "assess",
    "latent_posterior",
    "overlaps_of_persons",
    "read_table",
    "reason_sentence",
    "word",
]
