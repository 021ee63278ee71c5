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
from qantar.publishing.comparing import Changes
from qantar.publishing.exports.reading_back import file_digest
from qantar.publishing.leaks import Leak, LeakTest
from qantar.publishing.opendata import DATA_FILES, write_data
from qantar.publishing.placing import place, place_bytes
from qantar.publishing.policy import Profile
from qantar.publishing.redaction import apply
from qantar.publishing.site import write_site
from qantar.publishing.site.kept import Shelf
from qantar.publishing.site.press import MANIFEST
from qantar.vocabulary.record import RecordView

__all__ = ["BUILD_PARTS", "PARTS", "SUMS", "EditionReport", "write_edition"]

SUMS = "SHA256SUMS"
"""The list of all files; its own fingerprint stands for the edition."""


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
    changes: Changes | None = None,
    progress: Progress | None = None,
    shelf: Shelf | None = None,
) -> EditionReport:
    """Write an edition and look at every byte of it.

    Args:
        view: The whole record.
        target: Folder for ``site/``, booklets, e-books and ``data/``.
        profile: What may go out. If it is for publication, a finding refuses it.
        langs: Languages, the main one first.
        parts: Of ``PARTS``.
        exact: Further strings that must not occur, to what they are.
        changes: Since an older edition, for a page that tells them.
        progress: Called with a step's key, how many are done and how many there are.
        shelf: What is remembered of the pages in ``target``; see ``write_site``.
    """
    aside = profile.for_publication
    folder = target.with_name(target.name + _ASIDE) if aside else target
    if aside:
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        job = _Job(
            view=view,
            folder=folder,
            profile=profile,
            langs=langs,
            changes=changes,
            progress=progress,
            shelf=shelf,
        )
        made = list(_write(job, parts))
        if aside:
            made += _sum_up(folder, made)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """What is written, where, and for whom."""

    view: RecordView
    folder: Path
    profile: Profile
    langs: Sequence[str]
    changes: Changes | None
    progress: Progress | None
    shelf: Shelf | None


def _write(job: _Job, parts: Sequence[str]) -> Iterator[str]:
    """Write the parts; names of what was written, relative to the folder."""
    if "site" in parts:
        write_site(
            job.view,
            job.folder / "site",
            profile=job.profile,
            langs=job.langs,
            progress=job.progress,
            shelf=job.shelf,
            changes=job.changes,
            look=False,
        )
        yield "site/index.html"
    printed = []
    for part in ("booklet", "epub"):
        if part in parts:
            for done, lang in enumerate(job.langs, 1):
                printed += _print(job, lang, part, first=done == 1)
                if job.progress is not None:
                    job.progress("booklet", done, len(job.langs))
            suffix = "*.pdf" if part == "booklet" else "*.epub"
            _clear(job.folder, f"booklet{suffix}", printed)
    yield from printed
    if "data" in parts:
        data = job.folder / "data"
        write_data(job.view, data, profile=job.profile, lang=job.langs[0])
        yield "data"


def _files(folder: Path, made: Sequence[str]) -> Iterator[Path]:
    """All files of what was made."""
    for name in made:
        start = folder / name.removesuffix("/index.html")
        yield from (
            (p for p in start.rglob("*") if p.is_file()) if start.is_dir() else (start,)
        )


def _sum_up(folder: Path, made: Sequence[str]) -> list[str]:
    """The list of all files with their SHA-256, as ``sha256sum -c`` reads it."""
    names = sorted(path.relative_to(folder).as_posix() for path in _files(folder, made))
    lines = [f"{file_digest(folder / name)}  {name}\n" for name in names]
    place_bytes("".join(lines).encode(), folder / SUMS)
    return [SUMS]


def _print(job: _Job, lang: str, part: str, *, first: bool) -> list[str]:
    """The booklet of one language, on paper or as e-book."""
    stem = "booklet" if first else f"booklet-{lang}"
    if part == "epub":
        write_ebook(
            job.view, job.folder / f"{stem}.epub", profile=job.profile, lang=lang
        )
        return [f"{stem}.epub"]
    pages, sheets = job.folder / f"{stem}.pdf", job.folder / f"{stem}-a4.pdf"
    write_booklet(job.view, pages, sheets, profile=job.profile, lang=lang)
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
    found = list(
        LeakTest(view, profile, exact=exact).look(folder, _files(folder, made))
    )
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
