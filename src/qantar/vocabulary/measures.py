"""What can be counted, with its unit and labels, read from a data file."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["Measure", "measure", "measures"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One thing that can be counted.

    Attributes:
        key: ``what`` of a `qantar.vocabulary.quantity.Quantity`.
        unit: ``people``, ``percent``, ``metres``, ...; ``""`` where the passage tells
            it (the currency of money).
        labels: Word by language, for the interface.
    """

    key: str
    unit: str
    labels: dict[str, str]


@cache
def measures() -> dict[str, Measure]:
    """All measures by key, in the order of the data file."""
    text = files("qantar.vocabulary").joinpath("data/measures.toml").read_text("utf-8")
    return {
        key: Measure(key=key, unit=row["unit"], labels=row["labels"])
        for key, row in tomllib.loads(text).items()
    }


def measure(key: str) -> Measure:
    """The measure with this key; one that is not in the list counts as ``other``.

    Claim sheets bring keys of their own, which are kept as they are.
    """
    return measures().get(key) or measures()["other"]
