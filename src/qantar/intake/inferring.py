"""Provenance as files tell it themselves: claims, marked as inferred."""

import re
from dataclasses import fields, replace

from qantar.vocabulary.exhibit import DOCUMENT_KINDS, ExhibitText, Provenance

__all__ = ["infer_provenance", "merge"]

# The date in a file name, as people who sort files write it.
_DATE_IN_NAME = re.compile(
    r"(?<!\d)20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)"
)
# In the order of trust: what the publisher wrote, when a chat ends, when a mail was sent,
# what a camera wrote. When an office program created a file says nothing about when it
# was published (a template's date, a converter's), so that stays a claim.
_TIMES = ("published", "last_message", "sent", "exif_time")
_TOLD = ("title", "outlet", "author", "url", "lang", "zone")
_NEVER_INFERRED = {"file", "protect", "inferred"}


def infer_provenance(name: str, content: ExhibitText) -> Provenance:
    """What a file tells of itself; every field that was found is named in ``inferred``.

    ``published`` of a chat is the time of its last message, since nothing in it can be
    later. A date in the name counts only if nothing else tells one. A photograph's time
    is when it says it was taken.

    Args:
        name: As ``walk`` gives it.
        content: As ``read_file`` gives it.
    """
    claims = content.claims
    dated = _DATE_IN_NAME.search(name.rpartition("/")[2])
    found = {field: claims.get(field, "") for field in _TOLD}
    found["published"] = next(
        (claims[key] for key in _TIMES if claims.get(key)),
        dated.group() if dated else "",
    )
    found["kind"] = _kind(content)
    return Provenance(
        file=name,
        title=found["title"],
        published=found["published"],
        outlet=found["outlet"],
        author=found["author"],
        url=found["url"],
        lang=found["lang"],
        zone=found["zone"],
        kind=found["kind"],
        inferred=tuple(sorted(key for key, value in found.items() if value)),
    )


def merge(told: Provenance | None, inferred: Provenance) -> Provenance:
    """What people told, filled up with what the file tells; people are never overruled."""
    if told is None:
        return inferred
    filled = {
        field.name: value
        for field in fields(Provenance)
        if field.name not in _NEVER_INFERRED
        and not getattr(told, field.name)
        and (value := getattr(inferred, field.name))
    }
    return replace(told, **filled, inferred=tuple(sorted(filled)))


def _kind(content: ExhibitText) -> str:
    claimed = content.claims.get("kind", "")
    if claimed in DOCUMENT_KINDS:
        return claimed
    sheet = {"claims": "sheet", "names": "list"}
    return sheet.get(content.claims.get("sheet_kind", ""), "")
