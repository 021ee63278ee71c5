"""Setting: Typst turns the booklet's content into pages, byte for byte the same again.

Everything is handed over as JSON and files in a folder that is removed afterwards; only
our own fonts may be used, and the build fails when another one slips in. Typst runs in
a process of its own (``typesetter.py``): it keeps everything it
ever set, and a record has a booklet for each language.
"""

import io
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import Any

import pikepdf

from qantar.errors import QantarError
from qantar.publishing.booklet.prints import PLAIN, Print, inked

__all__ = ["SettingFailed", "page_count", "set_pages"]

_FONTS = re.compile(r"(?:[A-Z]{6}\+)?(Literata|GolosText)")


class SettingFailed(QantarError):
    """The booklet could not be set."""


def set_pages(
    content: Mapping[str, Any],
    assets: Mapping[str, bytes],
    *,
    stamp: int,
    kind: Print = PLAIN,
) -> bytes:
    """The booklet as PDF, its number of pages a multiple of four if it is stapled.

    Args:
        content: What the template prints.
        assets: Files it shows, by name.
        stamp: Time that is written as the document's, seconds since 1970 UTC: the
            record's, never the clock's, so that it can be set again byte for byte.
        kind: Paper, size of type and inks.

    Raises:
        SettingFailed: If Typst refuses, or a font that is not ours was used.
    """
    package = files("qantar.publishing.booklet")
    template = package.joinpath("data/booklet.typ").read_bytes()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "booklet.typ").write_bytes(template)
        (folder / "booklet.json").write_text(
            json.dumps({**content, "print": asdict(kind)}, ensure_ascii=False),
            encoding="utf-8",
        )
        for asset, data in inked(assets, kind.ink).items():
            (folder / asset).write_bytes(data)
        pages = _compile(folder, pad=0, stamp=stamp, kind=kind)
        pad = -page_count(pages) % 4
        if pad and kind.sheets:
            pages = _compile(folder, pad=pad, stamp=stamp, kind=kind)
    _check_fonts(pages)
    return pages


def _compile(folder: Path, *, pad: int, stamp: int, kind: Print) -> bytes:
    out = folder / "booklet.pdf"
    package = files("qantar.publishing.booklet")
    fonts = package.joinpath("fonts")
    done = subprocess.run(  # noqa: S603 (our own script, our own arguments)
        [
            sys.executable, "-I", str(package.joinpath("typesetter.py")),
            str(folder / "booklet.typ"), str(out), str(fonts), str(pad), str(stamp),
            ",".join(kind.standards),
        ],
        stderr=subprocess.PIPE,
        check=False,
    )  # fmt: skip
    if done.returncode:
        told = done.stderr.decode("utf-8", "replace").strip()
        raise SettingFailed(f"Typst could not set the booklet: {told}")
    return out.read_bytes()


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
