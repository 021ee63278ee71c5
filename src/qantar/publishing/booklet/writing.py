"""Writing: a record becomes an A5 booklet to read and A4 sheets to print and staple."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from qantar.publishing.booklet.content import LIMITS, booklet_content, told_days
from qantar.publishing.booklet.cover import cover_svg
from qantar.publishing.booklet.glyphs import printable
from qantar.publishing.booklet.imposing import impose
from qantar.publishing.booklet.parts import voice_line
from qantar.publishing.booklet.setting import set_pages
from qantar.publishing.map import MapPlace, draw_map
from qantar.publishing.pictures import plain_picture
from qantar.publishing.placing import place_bytes
from qantar.publishing.profile import Profile, apply
from qantar.publishing.site.words import Words
from qantar.text.hyphenation import hyphenated
from qantar.vocabulary.record import RecordView

__all__ = ["write_booklet"]


def write_booklet(
    view: RecordView, pages: Path, sheets: Path, *, profile: Profile, lang: str
) -> None:
    """Write the booklet.

    Args:
        view: The record.
        pages: A5, for screens; a multiple of four pages.
        sheets: A4 landscape, imposed for saddle stitching.
        profile: What may go out.
        lang: de, en, ru or kk.

    Raises:
        SettingFailed: If it could not be set with our fonts alone.
    """
    shown = apply(view, profile)
    content = booklet_content(shown, lang, notice=profile.notice == "unreviewed")
    assets = {"cover.svg": cover_svg(told_days(shown))}
    map_picture = _map(shown, lang)
    if map_picture:
        assets["map.svg"] = map_picture
        content["has_map"] = True
    for picture, name, data in _pictures(shown, lang):
        content["pictures"].append(picture)
        assets[name] = data
    if lang == "kk":
        content = _each_text(content, hyphenated)
    content = _each_text(content, printable, verbatim=False)
    pdf = set_pages(content, assets, stamp=_stamp(shown.facts().built))
    place_bytes(pdf, pages)
    place_bytes(impose(pdf), sheets)


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


def _map(view: RecordView, lang: str) -> bytes:
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
        yield picture, name, plain_picture(view.exhibit_bytes(exhibit.digest))


def _stamp(built: str) -> int:
    """RFC 3339 time with minutes as seconds since 1970."""
    return int(datetime.fromisoformat(built.replace("Z", "+00:00")).timestamp())


REFORM = date(2022, 6, 8)
"""Kazakhstan's regions changed on this day (decree of 3 May 2022, in force 8 June);
the outlines we have are those before it."""

_VERBATIM = frozenset(("digest", "imprint", "file", "mark", "lang", "marks", "ref"))


def _each_text(
    value: Any, change: Callable[[str], str], *, verbatim: bool = True
) -> Any:
    """The content with every text changed; keys, and codes if asked, stay."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list | tuple):
        return [_each_text(item, change, verbatim=verbatim) for item in value]
    if isinstance(value, dict):
        return {
            key: item
            if verbatim and key in _VERBATIM
            else _each_text(item, change, verbatim=verbatim)
            for key, item in value.items()
        }
    return value
