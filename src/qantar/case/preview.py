"""Preview: what a profile would let out, and whom it hides, before anything is written."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from qantar.case.case import Case
from qantar.publishing.profile import Profile, RedactedView, apply
from qantar.text.translit import fold
from qantar.vocabulary.statement import Statement

__all__ = ["Preview", "preview"]

_SAMPLES = 12
_HITS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What would go out.

    Attributes:
        exhibits: How many go out, of ``exhibits_of``.
        statements: How many go out, of ``statements_of``.
        held: Statements that stay here, by reason: their review, or ``exhibit``.
        hidden: Names of persons and voices that would not be told, how many.
        samples: Statements before and after, where a change protects somebody.
        name: What was looked for in everything that would go out.
        hits: Where it occurs in any script: ids of statements, names, exhibits.
    """

    exhibits: int
    exhibits_of: int
    statements: int
    statements_of: int
    held: dict[str, int] = field(default_factory=dict)
    hidden: int = 0
    samples: list[dict[str, str]] = field(default_factory=list)
    name: str = ""
    hits: list[str] = field(default_factory=list)


def preview(case: Case, profile: Profile, name: str = "") -> Preview:
    """Apply a profile and look at what it lets out.

    Args:
        case: The open case.
        profile: Who may see what.
        name: Looked for in everything that would go out, in any script and spelling.
    """
    view, held = case.view(), Counter[str]()
    shown = apply(view, profile)
    out: dict[str, Statement] = {one.id: one for one in shown.statements()}
    samples: list[dict[str, str]] = []
    for before in view.statements():
        after = out.get(before.id)
        if after is None:
            kept = before.review in profile.reviews
            held["exhibit" if kept else str(before.review)] += 1
        elif len(samples) < _SAMPLES and _told(before) != _told(after):
            samples.append(_sample(before, after))
    names = {person.name for person in view.people()}
    names -= {person.name for person in shown.people()}
    return Preview(
        exhibits=sum(1 for _ in shown.exhibits(texts=False)),
        exhibits_of=case.views.count("exhibit"),
        statements=len(out),
        statements_of=case.views.count("statement"),
        held=dict(held),
        hidden=len(names),
        samples=samples,
        name=name,
        hits=list(islice(_hits(shown, out, name), _HITS)) if fold(name) else [],
    )


def _told(one: Statement) -> tuple[str, ...]:
    return (one.quote, *(speaker.name for speaker in one.chain))


def _sample(before: Statement, after: Statement) -> dict[str, str]:
    return {
        "id": before.id,
        "exhibit": before.exhibit,
        "quote": before.quote,
        "voice": before.origin.name,
        "public_quote": after.quote,
        "public_voice": after.origin.name,
    }


def _hits(shown: RedactedView, out: dict[str, Statement], name: str) -> Iterator[str]:
    wanted = fold(name)
    for one in out.values():
        names = [s.name for s in one.chain]
        names += [party.name for party in (*one.agents, *one.targets)]
        told = " ".join([one.quote, *names])
        if wanted in fold(told):
            yield f"statement {one.id[:8]}"
    for person in shown.people():
        if any(wanted in fold(each.text) for each in person.names):
            yield f"person {person.id}"
    for exhibit in shown.exhibits():
        origin = exhibit.provenance
        about = (origin.title, origin.file, origin.author, origin.outlet, origin.url)
        if wanted in fold(" ".join(about)):
            yield f"{exhibit.label}: {origin.file}"
        if wanted in fold(exhibit.content.text):
            yield f"{exhibit.label}"
