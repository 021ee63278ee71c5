"""Setting: Typst turns the booklet's content into pages, byte for byte the same again.

Everything is handed over as JSON and files in a folder that is removed afterwards; only
our own fonts may be used, and the build fails when another one slips in.
"""

import io
import json
import re
import tempfile
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import pikepdf
import typst

from qantar.errors import QantarError

__all__ = ["SettingFailed", "page_count", "set_pages"]

_FONTS = re.compile(r"(?:[A-Z]{6}\+)?(Literata|GolosText)")


class SettingFailed(QantarError):
    """The booklet could not be set."""


def set_pages(
    content: Mapping[str, Any], assets: Mapping[str, bytes], *, stamp: int
) -> bytes:
    """The booklet as PDF, A5, its number of pages a multiple of four.

    Args:
        content: What the template prints.
        assets: Files it shows, by name.
        stamp: Time that is written as the document's, seconds since 1970 UTC: the
            record's, never the clock's, so that it can be set again byte for byte.

    Raises:
        SettingFailed: If Typst refuses, or a font that is not ours was used.
    """
    package = files("qantar.publishing.booklet")
    template = package.joinpath("data/booklet.typ").read_bytes()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "booklet.typ").write_bytes(template)
        (folder / "booklet.json").write_text(
            json.dumps(content, ensure_ascii=False), encoding="utf-8"
        )
        for asset, data in assets.items():
            (folder / asset).write_bytes(data)
        first = _compile(folder, pad=0, stamp=stamp)
        pad = -page_count(first) % 4
        pages = _compile(folder, pad=pad, stamp=stamp) if pad else first
    _check_fonts(pages)
    return pages


def _compile(folder: Path, *, pad: int, stamp: int) -> bytes:
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(files("qantar.publishing.booklet").joinpath("fonts"))],
    )
    try:
        pdf: bytes = typst.compile(
            str(folder / "booklet.typ"),
            root=str(folder),
            font_paths=fonts,
            sys_inputs={"pad": str(pad)},
            pdf_standards=["ua-1", "a-2a"],
            timestamp=stamp,
            format="pdf",
        )
    except RuntimeError as error:
        raise SettingFailed(f"Typst could not set the booklet: {error}") from error
    return pdf


def page_count(pdf: bytes) -> int:
    """Pages of a PDF."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def _check_fonts(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        strange = sorted(
            name
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary)
            and item.get("/Type") == pikepdf.Name("/FontDescriptor")
            and not _FONTS.match(name := str(item["/FontName"]).lstrip("/"))
        )
    if strange:
        raise SettingFailed(
            f"The booklet used fonts that are not ours: {', '.join(strange)}."
            " A letter is missing from Literata or Golos Text."
        )
