"""The values of an answer: what families say, what was checked, what may be said."""

from dataclasses import dataclass
from enum import StrEnum

from qantar.counting.latent import LatentPosterior
from qantar.counting.overlaps import Overlaps

__all__ = ["Assessment", "Family", "LeftOut", "OtherPrior", "Reason", "Standing"]


class Standing(StrEnum):
    """What may be said."""

    ESTIMATE = "estimate"
    LOWER_BOUND = "lower-bound"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A reason by its key in ``data/words.toml``, with what fills its gaps."""

    key: str
    values: tuple[tuple[str, str], ...] = ()

    @staticmethod
    def of(key: str, **values: str) -> "Reason":
        """A reason from the words that fill its gaps."""
        return Reason(key=key, values=tuple(values.items()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """What one family of models says.

    ``usable``: whether the verdict may rest on it. ``upper`` may be infinite.
    """

    name: str
    total: float
    lower: float
    upper: float
    usable: bool
    detail: str = ""
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """The log-linear total as if one list had not been there; ``None``: no estimate."""

    listed: str
    total: float | None
    model: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPrior:
    """What a Bayesian family would say under another prior.

    ``effective`` is the share of draws that keep weight; 1 where nothing was weighed.
    """

    family: str
    prior: str
    lower: float
    median: float
    upper: float
    effective: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """Estimates side by side under one verdict.

    Attributes:
        overlaps: What was counted, without lists that name nobody.
        standing: What may be said.
        reasons: Why, most important first.
        lower: Lower end of the estimate; or the bound, the lowest lower end of all
            families; ``None`` if refused.
        upper: Upper end of the estimate; ``None`` unless there is one.
        families: Side by side; none of them is an answer without the verdict.
        left_out: Leave-one-list-out, with four lists or more.
        dial: Log-linear total if the unlisted were this many times as many: what the
            interaction of all lists, which no data can show, would do to it.
        priors: The prior grid of the Bayesian families.
        latent: The latent-class posterior with its diagnostics and checks.
    """

    overlaps: Overlaps
    standing: Standing
    reasons: tuple[Reason, ...]
    lower: float | None
    upper: float | None
    families: tuple[Family, ...]
    left_out: tuple[LeftOut, ...] = ()
    dial: tuple[tuple[float, float], ...] = ()
    priors: tuple[OtherPrior, ...] = ()
    latent: LatentPosterior | None = None
