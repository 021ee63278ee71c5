"""Judgement: a person's decision about words or links; who, when, why."""

from dataclasses import dataclass
from enum import StrEnum

from qantar.vocabulary.statement import Statement

__all__ = ["JUDGEMENT_KINDS", "Anchor", "Decision", "DecisionKind", "Judgement"]

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


class DecisionKind(StrEnum):
    """What a person says about a statement, or about a stretch of text."""

    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    SPLIT = "split"
    ADDED = "added"
    LOOKED = "looked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Where the words stand that a decision is about.

    Offsets and words (W3C Web Annotation, TextPositionSelector and TextQuoteSelector)
    find the passage again when a later reader cuts the text otherwise.

    Attributes:
        exhibit: SHA-256 of the bytes, hex.
        start: First code point when it was decided.
        end: One past the last.
        quote: The words, verbatim.
        statement: Id that the statement had then; ``""`` if it is about no statement.
        made: A person had found that statement; the decision falls with it.
    """

    exhibit: str
    start: int
    end: int
    quote: str
    statement: str = ""
    made: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What one person decided about one statement.

    Attributes:
        id: Of the entry, with the place in it where one entry decides many.
        entry: Id of the ledger's entry.
        kind: Accepted, corrected, rejected (not said), split, added, or looked
            (nothing more to be found in this stretch).
        anchor: What it is about.
        words: What is said there in the person's judgement: one statement where it is
            accepted, corrected or added, several where it is split, none otherwise.
        confirmed: Fields that are guesses and were looked at one by one.
        reason: In the person's words, may be empty.
        settles: Ids of other people's decisions that this one, a keeper's, overrules.
        by: Who decided: the member.
        device: With which device.
        at: When, as that device claims, RFC 3339 UTC; ``""`` if it does not say.
    """

    id: str
    entry: str
    kind: DecisionKind
    anchor: Anchor
    words: tuple[Statement, ...] = ()
    confirmed: tuple[str, ...] = ()
    settles: tuple[str, ...] = ()
    reason: str = ""
    by: str = ""
    device: str = ""
    at: str = ""
