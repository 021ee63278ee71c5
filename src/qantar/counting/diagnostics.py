"""Whether chains agree, and how many independent draws they are worth.

Vehtari, Gelman, Simpson, Carpenter, Bürkner 2021, "Rank-normalization, folding, and
localization: an improved R-hat" (Bayesian Analysis 16: 667-718).
"""

import math

import numpy as np
from numpy.typing import NDArray

from qantar.counting.special import normal_scores

__all__ = ["bulk_ess", "quantile_error", "split_r_hat", "tail_ess"]

_Array = NDArray[np.float64]


def _halves(draws: _Array) -> _Array:
    """Each chain cut in two, shape (draws / 2, 2 * chains)."""
    half = len(draws) // 2
    return np.concatenate([draws[:half], draws[len(draws) - half :]], axis=1)


def _potential(halves: _Array) -> float:
    within = float(halves.var(axis=0, ddof=1).mean())
    between = float(halves.mean(axis=0).var(ddof=1))
    if within <= 0:
        return 1.0 if between <= 0 else math.inf
    return math.sqrt((len(halves) - 1) / len(halves) + between / within)


def split_r_hat(draws: _Array) -> float:
    """Rank-normalised split R-hat, the larger of the plain and the folded one.

    Args:
        draws: Shape (draws, chains), at least four draws a chain.
    """
    halves = _halves(draws)
    folded = np.abs(halves - np.median(halves))
    return max(_potential(normal_scores(halves)), _potential(normal_scores(folded)))


def _effective(halves: _Array) -> float:
    """Effective draws by Geyer's initial monotone sequence (section 3.2)."""
    length = len(halves)
    centred = halves - halves.mean(axis=0)
    spectrum = np.fft.rfft(centred, 2 * length, axis=0)
    products = np.fft.irfft(spectrum * spectrum.conj(), axis=0)[:length]
    lagged = products.mean(axis=1) / length
    within = lagged[0] * length / (length - 1)
    pooled = within * (length - 1) / length
    pooled += float(halves.mean(axis=0).var(ddof=1))
    if pooled <= 0:
        return float(halves.size)
    correlation = 1 - (within - lagged * length / (length - 1)) / pooled
    pairs = correlation[: length // 2 * 2].reshape(-1, 2).sum(axis=1)
    stop = int(np.argmax(pairs <= 0)) if (pairs <= 0).any() else len(pairs)
    total = 2 * float(np.minimum.accumulate(pairs[: max(stop, 1)]).sum()) - 1
    return float(halves.size / max(total, 1 / math.log10(max(halves.size, 10))))


def bulk_ess(draws: _Array) -> float:
    """Effective draws for the middle of the distribution; shape (draws, chains)."""
    return _effective(normal_scores(_halves(draws)))


def tail_ess(draws: _Array) -> float:
    """The smaller number of effective draws for the 5% and the 95% quantile."""
    halves = _halves(draws)
    return min(
        _effective((halves <= np.quantile(halves, share)).astype(float))
        for share in (0.05, 0.95)
    )


def quantile_error(draws: _Array, share: float) -> float:
    """Monte Carlo standard error of a quantile (section 4.4).

    Half the width of the interval that an error of one standard deviation in the
    probability moves the quantile by.
    """
    halves = _halves(draws)
    below = (halves <= np.quantile(halves, share)).astype(float)
    away = math.sqrt(share * (1 - share) / _effective(below))
    low, high = np.quantile(halves, np.clip([share - away, share + away], 0, 1))
    return float(high - low) / 2
