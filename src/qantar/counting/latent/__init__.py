"""Latent classes: persons differ in how easily lists find them, in ways nobody names.

Start at ``latent_posterior``. ``LatentModel`` tells the model and its prior,
``Sampler`` runs it.
"""

from qantar.counting.latent.answer import (
    LatentOptions,
    LatentPosterior,
    latent_posterior,
    samplers,
)
from qantar.counting.latent.keeping import restored, stored
from qantar.counting.latent.model import LatentModel
from qantar.counting.latent.predictive import Check
from qantar.counting.latent.priors import Reweighted
from qantar.counting.latent.sampler import Sampler

__all__ = [
    "Check",
    "LatentModel",
    "LatentOptions",
    "LatentPosterior",
    "Reweighted",
    "Sampler",
    "latent_posterior",
    "restored",
    "samplers",
    "stored",
]
