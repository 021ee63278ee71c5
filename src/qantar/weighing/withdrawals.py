"""Which origins were taken back, and by which statement."""

from collections.abc import Mapping, Sequence

from qantar.vocabulary.finding import Origin
from qantar.vocabulary.statement import Status
from qantar.weighing.traits import Traits

__all__ = ["withdrawn_origins"]


def withdrawn_origins(
    traits: Mapping[str, Traits], origins: Sequence[Origin]
) -> dict[str, str]:
    """Withdrawn origin -> the statement that takes it back earliest, ``""`` if none.

    A withdrawal counts if it comes from the origin's own voice, from one that carried it,
    or from another office where an office had said it: not from an outlet that tells of it.
    """
    home = {s: o.id for o in origins for s in o.statements}
    members = {o.id: [traits[s] for s in o.statements if s in traits] for o in origins}
    found: dict[str, str] = {
        o.id: ""
        for o in origins
        if any(t.status is not Status.STANDING for t in members[o.id])
    }
    late = 10**7
    for t in sorted(
        traits.values(), key=lambda t: (t.day if t.day is not None else late, t.id)
    ):
        for gone in t.retracts:
            origin = home.get(gone)
            if (
                origin is not None
                and not found.get(origin)
                and _may_withdraw(t, members[origin])
            ):
                found[origin] = t.id
    return found


def _may_withdraw(withdrawal: Traits, said: Sequence[Traits]) -> bool:
    voice = withdrawal.voice
    if voice.official and any(t.voice.official for t in said):
        return True
    return any(voice.key and voice.key == v.key for t in said for v in t.voices)
