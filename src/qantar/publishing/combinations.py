"""Combinations: things that are harmless alone and together give a person away.

Only what goes out is looked at. A photograph says where its taker stood; an exact time
and place say who was there; words that were printed elsewhere lead to the printed name.
"""

from collections.abc import Iterator

from qantar.publishing.policy import GRAINS, Profile
from qantar.publishing.redaction import RedactedView
from qantar.vocabulary.exhibit import Exhibit
from qantar.vocabulary.record import RecordView
from qantar.vocabulary.statement import HowKnown, Statement

__all__ = ["combinations"]


def combinations(
    view: RecordView, shown: RedactedView, profile: Profile
) -> Iterator[tuple[str, str]]:
    """Short name of an exhibit, and which combination it holds.

    Args:
        view: The whole record.
        shown: The record as ``profile`` lets it be seen.
        profile: What may go out.
    """
    origins = _protected_origins(view, shown)
    authors = {e.digest: e.provenance.author for e in view.exhibits(texts=False)}
    labels = {}
    for exhibit in shown.exhibits(texts=False):
        labels[exhibit.digest] = exhibit.label
        if profile.pictures and exhibit.content.media_type.startswith("image/"):
            note = profile.note_on(exhibit.digest)
            same = authors[exhibit.digest] == exhibit.provenance.author
            same = same or bool(note and note.credit)
            why = _picture(view, shown, exhibit, origins, credited=same)
            if why:
                yield exhibit.label, why
        if exhibit.digest in shown.guarded:
            told = exhibit.provenance
            if profile.quotes == "verbatim" and told.outlet and told.published:
                yield exhibit.label, "verbatim words with their outlet and date"
    for statement in shown.statements():
        if _placed(statement):
            yield (
                labels[statement.exhibit],
                "exact time and exact place of a protected witness",
            )


def _protected_origins(view: RecordView, shown: RedactedView) -> set[str]:
    """Acts of saying of protected voices whose statements go out."""
    return {
        view.origin_of(statement.id).id
        for statement in shown.statements()
        if statement.exhibit in shown.guarded
        or any(speaker.protected for speaker in statement.chain)
    }


def _picture(
    view: RecordView,
    shown: RedactedView,
    exhibit: Exhibit,
    origins: set[str],
    *,
    credited: bool,
) -> str:
    """Why a picture gives a protected voice away; ``credited`` if its credit stays."""
    if exhibit.digest in shown.guarded:
        return "picture of a protected voice"
    if not credited:
        return "picture whose credit names a protected voice"
    for statement in shown.statements(exhibit=exhibit.digest):
        if view.origin_of(statement.id).id in origins:
            return "picture with the caption of a protected voice"
    return ""


def _placed(statement: Statement) -> bool:
    """Whether a protected witness says exactly when they were exactly where."""
    protected = any(speaker.protected for speaker in statement.chain)
    near = statement.how_known in (HowKnown.SAW, HowKnown.HEARD)
    exact = statement.when is not None and "T" in statement.when.value
    fine = any(
        where.precision in GRAINS
        and GRAINS.index(where.precision) > GRAINS.index("city")
        for where in statement.where
    )
    return protected and near and exact and fine
