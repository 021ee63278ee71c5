"""It happened, or it did not; and who did it, and where, if it happened once.

A denial has an object: that the event took place, that a number is right, that the
speaker published it, or only knows of it. The first two stand against an assertion.
"""

from qantar.text.populations import scopes_in
from qantar.vocabulary.finding import Verdict
from qantar.weighing.claims import Claim, overlap, same_speaker
from qantar.weighing.times import once
from qantar.weighing.traits import UNSPECIFIC
from qantar.weighing.verdict import Finding

__all__ = ["compare_agents", "compare_denial", "compare_places", "denial_object"]

SHARED_STEMS = 2
NEXT = 120
"""Code points between a claim and the brief denial of it in the next sentence."""
_FORCES = frozenset({"security forces"})


def denial_object(denial: Claim) -> str:
    """What a denial denies: authorship, knowledge, number or event."""
    if "authorship" in denial.traits.cues:
        return "authorship"
    if "ignorance" in denial.traits.cues:
        return "knowledge"
    figure = denial.traits.figure
    return "number" if figure else "event"


def compare_denial(claim: Claim, denial: Claim) -> Finding | None:
    """The verdict on an assertion and a denial; ``None`` if they do not meet."""
    a, d = claim.traits, denial.traits
    if overlap(a, d) is False or (a.fine and d.fine and a.fine != d.fine):
        return None
    if a.person != d.person and (a.person or d.person):
        return None
    if not _one_matter(claim, denial):
        return None
    kind = denial_object(denial)
    if kind == "knowledge" or not _one_measure(claim, denial):
        return None
    facet = "occurrence" if kind == "event" else "number"
    values = (("figure", denial.said),) if kind != "event" else ()
    if kind != "event" and a.figure != d.figure:
        return None
    if kind == "authorship":
        return Finding(
            facet=facet, verdict=Verdict.SCOPE, rule="denies-authorship", values=values
        )
    if d.retracts and not claim.withdrawn:
        return Finding(
            facet=facet,
            verdict=Verdict.UNDECIDED,
            rule="said-to-be-withdrawn",
            values=values,
        )
    if claim.withdrawn and (a.id in d.retracts or kind == "number"):
        return Finding(
            facet=facet,
            verdict=Verdict.RETRACTED,
            rule="withdrawn-and-denied",
            values=values,
        )
    if same_speaker(claim, denial):
        return Finding(
            facet=facet,
            verdict=Verdict.CONTRADICTION,
            rule="voice-against-itself",
            values=values,
        )
    rule = "number-denied" if kind == "number" else "asserted-and-denied"
    return Finding(facet=facet, verdict=Verdict.CONTRADICTION, rule=rule, values=values)


def _one_matter(claim: Claim, denial: Claim) -> bool:
    """Whether the two speak of one thing, where their kind alone does not tell it.

    A brief denial next to a claim of another voice, in one text, means that claim. Of
    one voice in one text, claim and denial mean two things unless their words say else.
    """
    a, d = claim.traits, denial.traits
    if len(set(a.stems) & set(d.stems)) >= SHARED_STEMS:
        return True
    same_text = a.exhibit == d.exhibit and not a.row
    if same_text and same_speaker(claim, denial):
        return False
    if a.event not in UNSPECIFIC and _denies_all(denial):
        return True
    if a.row and a.words and a.words == d.words:
        return True
    if (a.targets & d.targets) or (a.agents & d.agents):
        return a.exhibit != d.exhibit
    apart = max(d.start - a.end, a.start - d.end)
    return same_text and (d.brief or a.brief) and apart <= NEXT


def _denies_all(denial: Claim) -> bool:
    """Whether the denial is of the whole kind: none at all, in few words, in a row.

    "At no time was spray used against people on the trees" denies a manner, and says
    nothing of the eleven who were hurt.
    """
    d = denial.traits
    none = any(q.best == 0 for q in d.quantities)
    return none or d.brief or d.row


def _one_measure(claim: Claim, denial: Claim) -> bool:
    """Whether "none" of one thing is set against a number of the same thing."""
    mine = {q.what for q in claim.traits.quantities}
    theirs = {q.what for q in denial.traits.quantities}
    return not mine or not theirs or bool(mine & theirs)


def compare_agents(a: Claim, b: Claim) -> Finding | None:
    """The verdict on who did it; only groups that exclude each other contradict."""
    mine, theirs = a.traits.agents, b.traits.agents
    if not mine or not theirs or mine & theirs:
        return None
    values = (("a", a.traits.actors), ("b", b.traits.actors))
    x = {scope for name in mine for scope in scopes_in(name)}
    y = {scope for name in theirs for scope in scopes_in(name)}
    if x & y:
        return Finding(
            facet="agent", verdict=Verdict.NOISE, rule="one-side", values=values
        )
    if x and y and (x <= _FORCES or y <= _FORCES):
        return Finding(
            facet="agent",
            verdict=Verdict.CONTRADICTION,
            rule="other-side",
            values=values,
        )
    return Finding(
        facet="agent", verdict=Verdict.UNDECIDED, rule="agents-unclear", values=values
    )


def compare_places(a: Claim, b: Claim) -> Finding | None:
    """The verdict on where it happened to one person; towns only are compared."""
    x, y = a.traits, b.traits
    if not x.place or not y.place or x.place == y.place:
        return None
    values = (("a", x.place_name), ("b", y.place_name))
    if {x.grain, y.grain} & {"country", "region", "unknown"}:
        return Finding(
            facet="place", verdict=Verdict.NOISE, rule="place-wider", values=values
        )
    if once(a) and once(b):
        return Finding(
            facet="place",
            verdict=Verdict.CONTRADICTION,
            rule="once-place",
            values=values,
        )
    return Finding(
        facet="place", verdict=Verdict.UNDECIDED, rule="perhaps-moved", values=values
    )
