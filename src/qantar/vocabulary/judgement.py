"""Judgement: a person's decision about words or links; who, when, why."""

from dataclasses import dataclass

__all__ = ["JUDGEMENT_KINDS", "Judgement"]

JUDGEMENT_KINDS = ("same", "different", "unsure", "corrected", "withheld", "noted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One decision, as the ledger keeps it.

    ``left`` and ``right`` are canonical ids or mention ids (for same, different,
    unsure) or a statement id and ``""``; ``by`` is the device's id; ``withdrawn``
    decisions stay visible and no longer count.
    """

    id: str
    kind: str
    left: str
    right: str = ""
    reason: str = ""
    by: str = ""
    at: str = ""
    withdrawn: bool = False
