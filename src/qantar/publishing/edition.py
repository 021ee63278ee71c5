"""Edition: site, booklets, e-books and data in one folder, or nothing at all.

What is meant for readers is written aside, every byte of it is looked at, and only then
does it take its place. A leak leaves what stood there before as it was.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from qantar.publishing.booklet import write_booklet, write_ebook
from qantar.publishing.combinations import combinations
from qantar.publishing.leaks import Leak, LeakTest
from qantar.publishing.opendata import DATA_FILES, write_data
from qantar.publishing.placing import place
from qantar.publishing.policy import Profile
from qantar.publishing.redaction import apply
from qantar.publishing.site import write_site
from qantar.publishing.site.press import MANIFEST
from qantar.vocabulary.record import RecordView

__all__ = ["BUILD_PARTS", "PARTS", "EditionReport", "write_edition"]

PARTS = ("site", "booklet", "epub", "data")
"""What an edition can hold."""

BUILD_PARTS = ("site", "booklet", "data")
"""What is made from every record."""

_ASIDE = ".qantar-not-yet"
"""Ends the name of the folder that is written before it is looked at."""

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionReport:
    """What was written, and what the leak test found.

    ``refused`` says that nothing took its place because of the findings.
    """

    written: tuple[Path, ...]
    findings: tuple[Leak, ...]
    refused: bool = False


def write_edition(
    view: RecordView,
    target: Path,
    *,
    profile: Profile,
    langs: Sequence[str],
    parts: Sequence[str] = PARTS,
    exact: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> EditionReport:
    """Write an edition and look at every byte of it.

    Args:
        view: The whole record.
        target: Folder for ``site/``, booklets, e-books and ``data/``.
        profile: What may go out. If it is for publication, a finding refuses it.
        langs: Languages, the main one first.
        parts: Of ``PARTS``.
        exact: Further strings that must not occur, to what they are.
        progress: Called with a step's key, how many are done and how many there are.
    """
    aside = profile.for_publication
    folder = target.with_name(target.name + _ASIDE) if aside else target
    if aside:
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        made = list(_write(view, folder, profile, langs, parts, progress))
        found = _look(view, folder, made, profile, exact)
        if aside and not found:
            stamp = datetime.fromisoformat(view.facts().built.replace("Z", "+00:00"))
            _settle(folder, target, stamp.timestamp())
    finally:
        if aside:
            shutil.rmtree(folder, ignore_errors=True)
    refused = aside and bool(found)
    written = () if refused else tuple(target / path for path in made)
    return EditionReport(written=written, findings=found, refused=refused)


def _write(
    view: RecordView,
    folder: Path,
    profile: Profile,
    langs: Sequence[str],
    parts: Sequence[str],
    progress: Progress | None,
) -> Iterator[str]:
    """Write the parts; names of what was written, relative to the folder."""
    if "site" in parts:
        site = folder / "site"
        write_site(
            view, site, profile=profile, langs=langs, progress=progress, look=False
        )
        yield "site/index.html"
    printed = []
    for part in ("booklet", "epub"):
        if part in parts:
            for done, lang in enumerate(langs, 1):
                printed += _print(view, folder, profile, lang, part, first=done == 1)
                if progress is not None:
                    progress("booklet", done, len(langs))
            _clear(folder, "booklet*.pdf" if part == "booklet" else "*.epub", printed)
    yield from printed
    if "data" in parts:
        write_data(view, folder / "data", profile=profile, lang=langs[0])
        yield "data"


def _print(
    view: RecordView,
    folder: Path,
    profile: Profile,
    lang: str,
    part: str,
    *,
    first: bool,
) -> list[str]:
    """The booklet of one language, on paper or as e-book."""
    stem = "booklet" if first else f"booklet-{lang}"
    if part == "epub":
        write_ebook(view, folder / f"{stem}.epub", profile=profile, lang=lang)
        return [f"{stem}.epub"]
    pages, sheets = folder / f"{stem}.pdf", folder / f"{stem}-a4.pdf"
    write_booklet(view, pages, sheets, profile=profile, lang=lang)
    return [pages.name, sheets.name]


def _clear(folder: Path, pattern: str, kept: Sequence[str]) -> None:
    """Remove booklets of a language that is no longer asked for."""
    for old in folder.glob(pattern):
        if old.name not in kept and old.name.startswith("booklet"):
            old.unlink()


def _look(
    view: RecordView,
    folder: Path,
    made: Sequence[str],
    profile: Profile,
    exact: Mapping[str, str] | None,
) -> tuple[Leak, ...]:
    """The leak test over everything that was written, and over what it adds up to."""
    files = [
        path
        for name in made
        for start in (folder / name.removesuffix("/index.html"),)
        for path in (start.rglob("*") if start.is_dir() else (start,))
    ]
    found = list(LeakTest(view, profile, exact=exact).look(folder, files))
    if not profile.combinations:
        together = sorted(set(combinations(view, apply(view, profile), profile)))
        found += [
            Leak(number=0, file=label, kind="combination", what=what)
            for label, what in together
        ]
    return tuple(replace(one, number=number) for number, one in enumerate(found, 1))


def _settle(folder: Path, target: Path, stamp: float) -> None:
    """Give every file its place, with the record's time; clear what is no more there.

    Only what an edition wrote is touched: what the site's list names, the files of the
    data, and booklets.
    """
    fresh = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    for name in sorted(_earlier(target, fresh) - fresh):
        old = (target / name).resolve()
        if old.is_relative_to(target.resolve()):
            old.unlink(missing_ok=True)
    for name in sorted(fresh):
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        place(folder / name, target / name)
        os.utime(target / name, (stamp, stamp))


def _earlier(target: Path, fresh: set[str]) -> set[str]:
    """Names that an earlier edition gave to files of the parts that are written anew."""
    out: set[str] = set()
    listed = target / "site" / MANIFEST
    if listed.is_file() and any(name.startswith("site/") for name in fresh):
        out |= {f"site/{name}" for name in listed.read_text("utf-8").splitlines()}
    if any(name.startswith("data/") for name in fresh):
        out |= {f"data/{name}" for name in DATA_FILES}
    suffixes = {Path(name).suffix for name in fresh if "/" not in name}
    return out | {old.name for old in target.glob("booklet*") if old.suffix in suffixes}
