"""Quantity: how many people or things, with inclusive bounds and the speaker's label.

Low, best and high after UCDP's Georeferenced Event Dataset (codebook, section 3).
"""

from dataclasses import dataclass

from qantar.errors import QuantityError

__all__ = ["FLOWS", "Quantity"]

FLOWS = ("stock", "flow", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A counted number of people, things or money.

    Attributes:
        what: What is counted, in our word: killed, injured, detained, missing,
            troops, attackers, bodies, money, ... (``data/measures.toml``).
        label: The speaker's own word for it.
        lower: Smallest count meant, inclusive; ``None`` if there is none.
        best: The figure that was said; ``None`` if only words were said.
        upper: Largest count meant, inclusive; ``None`` if open.
        unit: ``people``, an ISO 4217 code, or the thing counted.
        words: The words in the passage.
        as_of: EDTF date of the count's state, ``""`` if not told.
        cumulative: A running total.
        flow: ``stock`` (in custody now), ``flow`` (taken since), or ``unknown``.
        scope: Whom it covers as said: ``security forces``, ``civilians``, a city.
    """

    what: str
    label: str = ""
    lower: float | None = None
    best: float | None = None
    upper: float | None = None
    unit: str = "people"
    words: str = ""
    as_of: str = ""
    cumulative: bool = False
    flow: str = "unknown"
    scope: str = ""

    def __post_init__(self) -> None:
        known = [v for v in (self.lower, self.best, self.upper) if v is not None]
        if any(v < 0 for v in known):
            raise QuantityError(
                f"A count cannot be below zero: lower {self.lower}, best {self.best},"
                f" upper {self.upper}."
            )
        if known != sorted(known):
            raise QuantityError(
                f"Bounds cross: lower {self.lower}, best {self.best}, upper"
                f" {self.upper}. They must rise in this order."
            )
        if self.flow not in FLOWS:
            raise QuantityError(f"flow is {self.flow!r}; one of {', '.join(FLOWS)}.")

    def could_equal(self, other: "Quantity", *, tolerance: float = 0.0) -> bool:
        """Whether one true number could satisfy both bounds.

        Args:
            other: Must count the same thing; this is not checked here.
            tolerance: Relative widening of both intervals, 0.01 for 1 %.
        """
        low_a, high_a = self.bounds(tolerance)
        low_b, high_b = other.bounds(tolerance)
        return low_a <= high_b and low_b <= high_a

    def bounds(self, tolerance: float = 0.0) -> tuple[float, float]:
        """Inclusive interval; open ends are 0 and infinity."""
        low = self.lower if self.lower is not None else self._best_or(0.0)
        high = self.upper
        if high is None:
            high = float("inf") if self.lower is not None else self._best_or(low)
            if self.lower is None and self.best is None:
                high = float("inf")
        return low * (1 - tolerance), high * (1 + tolerance)

    def _best_or(self, default: float) -> float:
        return self.best if self.best is not None else default
