"""Samplers as plain arrays, so that a long run can be put away and gone on with."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from qantar.counting.latent.model import LatentModel
from qantar.counting.latent.sampler import Sampler
from qantar.errors import InputError

__all__ = ["restored", "stored"]


def stored(samplers: Sequence[Sampler]) -> dict[str, NDArray[np.generic]]:
    """Everything the samplers need to go on, their generators included."""
    found: dict[str, NDArray[np.generic]] = {}
    for number, sampler in enumerate(samplers):
        for name, values in sampler.snapshot().items():
            found[f"{number}.{name}"] = values
        model = sampler.model
        found[f"{number}.table"] = np.column_stack([model.cells[1:], model.counts])
    return found


def restored(
    model: LatentModel,
    arrays: Mapping[str, NDArray[np.generic]],
    *,
    samplers: Sequence[Sampler],
) -> list[Sampler]:
    """The samplers of an earlier run; ``samplers`` are fresh ones to fill.

    Raises:
        InputError: If the arrays belong to another table or other settings.
    """
    for number, sampler in enumerate(samplers):
        part = {
            name.split(".", 1)[1]: values
            for name, values in arrays.items()
            if name.startswith(f"{number}.")
        }
        table = np.column_stack([model.cells[1:], model.counts])
        if "table" not in part or not np.array_equal(part["table"], table):
            raise InputError(
                "The stored chains are of another table; give the file that was made"
                " from this one, or start anew."
            )
        sampler.resume(part)
    return list(samplers)
