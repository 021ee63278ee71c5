"""Writing: a record becomes an A5 booklet to read and A4 sheets to print and staple."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from qantar.publishing.booklet.glyphs import printable
from qantar.publishing.booklet.imposing import impose
from qantar.publishing.booklet.preparing import Prepared, prepare
from qantar.publishing.booklet.prints import PLAIN, Print
from qantar.publishing.booklet.setting import set_pages
from qantar.publishing.placing import place_bytes
from qantar.publishing.profile import Profile
from qantar.text.hyphenation import hyphenated
from qantar.vocabulary.record import RecordView

__all__ = ["print_booklet", "write_booklet"]


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
    print_booklet(prepare(view, profile=profile, lang=lang), pages, sheets)


def print_booklet(
    prepared: Prepared, pages: Path, sheets: Path | None = None, *, kind: Print = PLAIN
) -> None:
    """Print what was prepared.

    Args:
        prepared: Content and pictures.
        pages: One page after the other.
        sheets: Imposed for stapling; none if it is not wanted.
        kind: Paper, size of type and inks.

    Raises:
        SettingFailed: If it could not be set with our fonts alone.
    """
    content = prepared.content
    if prepared.lang == "kk":
        content = _each_text(content, hyphenated)
    content = _each_text(content, printable, verbatim=False)
    pdf = set_pages(content, prepared.assets, stamp=prepared.stamp, kind=kind)
    place_bytes(pdf, pages)
    if sheets is not None:
        place_bytes(impose(pdf), sheets)


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
