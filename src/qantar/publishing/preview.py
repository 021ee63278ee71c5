"""Preview: what the public would see, every change counted, before it is written.

A second person signs the digest of exactly this.
"""

from collections import Counter
from dataclasses import asdict, dataclass, replace

import msgspec

from qantar.publishing.combinations import combinations
from qantar.publishing.hiding import GAP, PLACE_GAP, TIME_GAP
from qantar.publishing.policy import Profile
from qantar.publishing.pseudonyms import CONTACT
from qantar.publishing.redaction import RedactedView, apply
from qantar.text.messages import N_
from qantar.vocabulary.digest import sha256_hex
from qantar.vocabulary.record import RecordView

__all__ = ["CHANGES", "Preview", "preview"]

CHANGES = {
    "exhibit: of a kind that is not let out": N_(
        "exhibits of a kind that is not let out"
    ),
    "exhibit: its voice is protected": N_("exhibits whose voice is protected"),
    "statement: its exhibit stays in": N_("statements of exhibits that stay in"),
    "statement: suggested": N_("statements that nobody has reviewed"),
    "statement: accepted": N_("statements that were accepted"),
    "statement: corrected": N_("statements that were corrected"),
    "statement: rejected": N_("statements that were rejected"),
    "statement: of a kind that is not let out": N_(
        "statements of a kind that is not let out"
    ),
    "statement: its voice is protected": N_("statements of protected voices"),
    "quotations": N_("quotations replaced by a sentence of our own"),
    "names": N_("names replaced in texts"),
    "contacts": N_("telephone numbers and addresses taken from texts"),
    "places in texts": N_("places taken from texts because they are too exact"),
    "times in texts": N_("times taken from texts because they are too exact"),
    "stretches": N_("stretches of text left out"),
    "people": N_("persons under a pseudonym"),
    "places": N_("places told less exactly, or not at all"),
    "times": N_("times told less exactly, or not at all"),
    "pictures": N_("pictures that stay in"),
    "register": N_("entries of the register that stay in"),
}
"""What can change, in the order in which it is told; the words are those of ``site``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What goes out and what does not.

    Attributes:
        exhibits: How many go out.
        of_exhibits: How many there are.
        statements: How many go out.
        of_statements: How many there are.
        changes: A key of ``CHANGES`` to how often; those that happen only.
        combinations: Exhibit and what in it gives somebody away together.
        digest: SHA-256, hex, over all of it and over what is seen: who signs this
            signs that.
    """

    exhibits: int
    of_exhibits: int
    statements: int
    of_statements: int
    changes: dict[str, int]
    combinations: tuple[tuple[str, str], ...]
    digest: str = ""


def preview(view: RecordView, profile: Profile) -> Preview:
    """What ``profile`` lets out of ``view``."""
    shown = apply(view, profile)
    counts = shown.counts()
    changes = Counter(counts.reasons)
    changes["quotations"] = counts.unquoted
    for words, times in counts.cuts.items():
        changes[_CUT_KINDS.get(words.strip(), "names")] += times
    changes += _told_less(view, shown, profile)
    told = Preview(
        exhibits=counts.exhibits,
        of_exhibits=counts.all_exhibits,
        statements=counts.statements,
        of_statements=counts.all_statements,
        changes={key: changes[key] for key in CHANGES if changes[key]},
        combinations=tuple(sorted(set(combinations(view, shown, profile)))),
    )
    return replace(told, digest=_digest(told, shown, profile))


_CUT_KINDS = {
    CONTACT: "contacts",
    PLACE_GAP: "places in texts",
    TIME_GAP: "times in texts",
    GAP.strip(): "stretches",
    "": "stretches",
}


def _told_less(view: RecordView, shown: RedactedView, profile: Profile) -> Counter[str]:
    """Persons, places, times, pictures and entries that are told less, or not."""
    out: Counter[str] = Counter()
    out["people"] = sum(1 for person in shown.people() if person.id[:2] == "v:")
    exact = {place.id for place in view.places()}
    out["places"] = len(exact - {place.id for place in shown.places()})
    for statement in shown.statements():
        whole = view.statement(statement.id).when
        told = statement.when.value if statement.when else ""
        out["times"] += int(whole is not None and whole.value != told)
    images = [
        exhibit.digest
        for exhibit in view.exhibits(texts=False)
        if exhibit.content.media_type.startswith("image/")
    ]
    seen = {exhibit.digest for exhibit in shown.exhibits(texts=False)}
    out["pictures"] = sum(not (profile.pictures and one in seen) for one in images)
    entries = sum(1 for _ in view.register())
    out["register"] = entries - sum(1 for _ in shown.register())
    return out


def _digest(told: Preview, shown: RedactedView, profile: Profile) -> str:
    """Over the counts, the profile but for its secret, and every statement as seen."""
    parts = [msgspec.json.encode(asdict(told), order="sorted"), profile.canonical()]
    parts += [msgspec.json.encode(one) for one in shown.statements()]
    return sha256_hex(b"\n".join(parts))
