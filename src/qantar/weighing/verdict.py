"""A finding about two claims: verdict, facet, rule, reason, and the contradiction of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from qantar.vocabulary.digest import derive_id
from qantar.vocabulary.finding import Contradiction, Verdict
from qantar.weighing.claims import Claim

__all__ = ["Finding", "contradiction"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a pair that differs turns out to be.

    ``rule`` names the rule, which is also the key of its reason in
    ``data/reasons.toml``; ``values`` fill the reason.
    """

    verdict: Verdict
    rule: str
    facet: str = "number"
    values: tuple[tuple[str, str], ...] = ()


def contradiction(
    finding: Finding, claims: Sequence[Claim], question: str = ""
) -> Contradiction:
    """The finding with the passages it rests on."""
    members = tuple(claim.member for claim in claims)
    ids = sorted(member.statement for member in members)
    return Contradiction(
        id=derive_id("contradiction", finding.rule, finding.facet, question, *ids),
        members=members,
        facet=finding.facet,
        verdict=finding.verdict,
        reason=finding.rule,
        rule=finding.rule,
        question=question,
        reason_values=finding.values,
    )
