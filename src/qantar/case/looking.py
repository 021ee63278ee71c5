"""Looking before it goes out: samples of what a profile changes, and names in it."""

from collections.abc import Iterator
from itertools import islice

from qantar.case.case import Case
from qantar.publishing.profile import Profile, RedactedView, apply
from qantar.text.translit import fold
from qantar.vocabulary.statement import Statement

__all__ = ["occurrences", "samples"]

_SAMPLES = 12
_HITS = 20


def samples(case: Case, profile: Profile) -> list[dict[str, str]]:
    """Statements that go out, before and after, where a change protects somebody."""
    view = case.view()
    changed = (
        (before, after)
        for after in apply(view, profile).statements()
        for before in (view.statement(after.id),)
        if _told(before) != _told(after)
    )
    return [_sample(*pair) for pair in islice(changed, _SAMPLES)]


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


def occurrences(case: Case, profile: Profile, name: str) -> list[str]:
    """Where a name occurs in what would go out, in any script and spelling.

    Args:
        case: The open case.
        profile: Who may see what.
        name: Looked for; nothing is found for an empty one.
    """
    if not fold(name):
        return []
    return list(islice(_hits(apply(case.view(), profile), fold(name)), _HITS))


def _hits(shown: RedactedView, wanted: str) -> Iterator[str]:
    for one in shown.statements():
        names = [speaker.name for speaker in one.chain]
        names += [party.name for party in (*one.agents, *one.targets)]
        if wanted in fold(" ".join([one.quote, *names])):
            yield f"statement {one.id[:8]}"
    for person in shown.people():
        if any(wanted in fold(each.text) for each in person.names):
            yield f"person {person.id}"
    for exhibit in shown.exhibits():
        told = exhibit.provenance
        about = (told.title, told.file, told.author, told.outlet, told.url)
        if wanted in fold(" ".join(about)):
            yield f"{exhibit.label}: {told.file}"
        if wanted in fold(exhibit.content.text):
            yield exhibit.label
