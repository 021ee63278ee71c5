"""Preparing: content and pictures of a booklet, the same for paper and e-book."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from qantar.publishing.booklet.content import (
    LIMITS,
    booklet_content,
    note_maker,
    told_days,
)
from qantar.publishing.booklet.cover import cover_svg
from qantar.publishing.booklet.handset import handset
from qantar.publishing.booklet.parts import voice_line
from qantar.publishing.map import MapPlace, draw_map
from qantar.publishing.profile import Profile, apply
from qantar.publishing.site.words import Words
from qantar.vocabulary.record import CaseFacts, RecordView

__all__ = ["Prepared", "prepare"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What a booklet prints.

    Attributes:
        lang: de, en, ru or kk.
        facts: Of the record as it may be seen.
        content: Texts, as the template takes them.
        assets: Files that are shown, by name.
    """

    lang: str
    facts: CaseFacts
    content: dict[str, Any]
    assets: dict[str, bytes]

    @property
    def stamp(self) -> int:
        """Time of the newest entry of the record, seconds since 1970 UTC."""
        built = self.facts.built.replace("Z", "+00:00")
        return int(datetime.fromisoformat(built).timestamp())


def prepare(
    view: RecordView, *, profile: Profile, lang: str, text: str = ""
) -> Prepared:
    """Choose what the booklet prints.

    Args:
        view: The record.
        profile: What may go out.
        lang: de, en, ru or kk.
        text: What an editor wrote, see ``handset``; it stands before the account.

    Raises:
        InputError: If the text refers to a statement that does not go out.
    """
    shown = apply(view, profile)
    content = booklet_content(shown, lang, notice=profile.notice == "unreviewed")
    content["handset"] = handset(text, note_maker(shown, lang)) if text else []
    assets = {"cover.svg": cover_svg(told_days(shown))}
    map_picture = _map(shown)
    if map_picture:
        assets["map.svg"] = map_picture
        content["has_map"] = True
    for picture, name, data in _pictures(shown, lang) if profile.pictures else ():
        content["pictures"].append(picture)
        assets[name] = data
    return Prepared(lang=lang, facts=shown.facts(), content=content, assets=assets)


_MAP_STYLE = (
    "<style>.sea{fill:#e9eef1}.land{fill:#f4f1ea;stroke:#c9c4b8;stroke-width:.8}"
    ".home{fill:#fff;stroke:#1b1a17;stroke-width:1.4}"
    ".reg{fill:none;stroke:#c9c4b8;stroke-width:.8}"
    ".hatched{fill:url(#hatch);stroke:#0b4a6f;stroke-width:.6}"
    ".hl{stroke:#0b4a6f;stroke-width:.8}.c{fill:#b3371e;fill-opacity:.22;"
    "stroke:#b3371e;stroke-width:1}.dot{fill:#b3371e}"
    "text{font-family:'Golos Text';font-size:15px;fill:#1b1a17}"
    ".rl{font-style:italic;fill:#0b4a6f}.n{fill:#4a5359}</style>"
)
"""How the map of the site looks in print."""


def _map(view: RecordView) -> bytes:
    places = [
        MapPlace(
            name=place.name,
            lat=place.lat,
            lon=place.lon,
            grain=place.precision,
            count=len(place.statements),
        )
        for place in view.places()
        if place.lat is not None and place.lon is not None and place.statements
    ]
    days = list(told_days(view))
    before_reform = bool(days) and sum(day < REFORM for day in days) * 2 >= len(days)
    drawn = draw_map(places, title="", with_regions=before_reform)
    if not drawn:
        return b""
    head, _, body = drawn.partition(">")
    head = head.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ')
    return f"{head}>{_MAP_STYLE}{body}".encode()


def _pictures(
    view: RecordView, lang: str
) -> Iterator[tuple[dict[str, str], str, bytes]]:
    words = Words(lang)
    shown = 0
    for exhibit in view.exhibits(texts=False):
        if shown == LIMITS["pictures"]:
            return
        if not exhibit.content.media_type.startswith("image/"):
            continue
        shown += 1
        name = f"picture-{shown}.jpg"
        told = exhibit.provenance
        credit = voice_line(told.author) or told.outlet
        picture = {
            "file": name,
            "alt": told.title or exhibit.label,
            "caption": f"{exhibit.label}. {told.title}",
            "credit": credit or words.voice("[name withheld]"),
        }
        yield picture, name, view.exhibit_bytes(exhibit.digest)


REFORM = date(2022, 6, 8)
"""Kazakhstan's regions changed on this day (decree of 3 May 2022, in force 8 June);
the outlines we have are those before it."""
