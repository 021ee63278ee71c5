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

from qantar.errors import InputError
from qantar.publishing.booklet.ebook import make_ebook
from qantar.publishing.booklet.preparing import prepare
from qantar.publishing.booklet.prints import PRINTS
from qantar.publishing.booklet.writing import print_booklet
from qantar.publishing.combinations import combinations
from qantar.publishing.exports.reading_back import file_digest
from qantar.publishing.leaks import Leak, LeakTest
from qantar.publishing.opendata import DATA_FILES, write_data
from qantar.publishing.placing import place, place_bytes
from qantar.publishing.policy import Profile
from qantar.publishing.redaction import RedactedView, apply
from qantar.publishing.site import write_site
from qantar.publishing.site.feed import News
from qantar.publishing.site.kept import Shelf
from qantar.publishing.site.press import MANIFEST
from qantar.vocabulary.record import RecordView

__all__ = [
    "BUILD_PARTS",
    "MORE_PRINTS",
    "PARTS",
    "SUMS",
    "EditionReport",
    "write_edition",
]

SUMS = "SHA256SUMS"
"""The list of all files; its own fingerprint stands for the edition."""


PARTS = ("site", "booklet", "epub", "data")
"""What an edition holds if nothing else is asked for."""

MORE_PRINTS = tuple(name for name in PRINTS if name)
"""Further ways to print the booklet: parts that have to be asked for."""

BUILD_PARTS = ("site", "booklet", "data")
"""What is made from every record."""

_ASIDE = ".qantar-not-yet"
"""Ends the name of the folder that is written before it is looked at."""

Progress = Callable[[str, int, int], None]
Seal = Callable[[bytes], tuple[str, str]]

NO_NEWS = News()


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
    texts: Mapping[str, str] | None = None,
    news: News = NO_NEWS,
    seal: Seal | None = None,
    progress: Progress | None = None,
    shelf: Shelf | None = None,
) -> EditionReport:
    """Write an edition and look at every byte of it.

    Args:
        view: The whole record.
        target: Folder for ``site/``, booklets, e-books and ``data/``.
        profile: What may go out. If it is for publication, a finding refuses it.
        langs: Languages, the main one first.
        parts: Of ``PARTS`` and ``MORE_PRINTS``.
        exact: Further strings that must not occur, to what they are.
        texts: What an editor wrote for the booklet, by language.
        news: What an edition tells beside the record.
        seal: Signs the list of all files: gives public key and signature, hex.
        progress: Called with a step's key, how many are done and how many there are.
        shelf: Pages that stand in ``target``; see ``write_site``.

    Raises:
        InputError: If a picture goes out that nobody has put into words.
    """
    aside, shown = profile.for_publication, apply(view, profile)
    if aside:
        _check_pictures(shown)
    folder = target.with_name(target.name + _ASIDE) if aside else target
    if aside:
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        job = _Job(
            view=shown,
            folder=folder,
            profile=profile,
            langs=langs,
            texts=texts or {},
            news=news,
            progress=progress,
            shelf=shelf,
        )
        made = list(_write(job, parts))
        if aside:
            made += _sum_up(folder, made, seal)
        found = _look(view, shown, folder, made, exact)
        if aside and not found:
            _settle(folder, target, view.facts().built)
    finally:
        if aside:
            shutil.rmtree(folder, ignore_errors=True)
    return _report(target, made, found, refused=aside and bool(found))


def _report(
    target: Path, made: Sequence[str], found: tuple[Leak, ...], *, refused: bool
) -> EditionReport:
    written = () if refused else tuple(target / path for path in made)
    return EditionReport(written=written, findings=found, refused=refused)


def _check_pictures(shown: RedactedView) -> None:
    """A picture without words for it goes out to nobody."""
    if not shown.profile.pictures:
        return
    mute = [
        exhibit.label
        for exhibit in shown.exhibits(texts=False)
        if exhibit.content.media_type.startswith("image/")
        and not exhibit.provenance.title
    ]
    if mute:
        raise InputError(
            f"{', '.join(mute)}: pictures without a text for those who do not see them."
            " Give alt for each in a file, and name it with --pictures."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """What is written, where, and for whom."""

    view: RecordView
    folder: Path
    profile: Profile
    langs: Sequence[str]
    texts: Mapping[str, str]
    news: News
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
            news=job.news,
            look=False,
        )
        yield "site/index.html"
    printed: list[str] = []
    if any(part not in ("site", "data") for part in parts):
        for done, lang in enumerate(job.langs, 1):
            printed += _print(job, lang, parts, first=done == 1)
            if job.progress is not None:
                job.progress("booklet", done, len(job.langs))
        _clear(job.folder, printed)
    yield from printed
    if "data" in parts:
        data = job.folder / "data"
        write_data(
            job.view,
            data,
            profile=job.profile,
            lang=job.langs[0],
            everything=job.profile.for_publication,
        )
        yield "data"


def _files(folder: Path, made: Sequence[str]) -> Iterator[Path]:
    """All files of what was made."""
    for name in made:
        start = folder / name.removesuffix("/index.html")
        yield from (
            (p for p in start.rglob("*") if p.is_file()) if start.is_dir() else (start,)
        )


def _sum_up(folder: Path, made: Sequence[str], seal: Seal | None) -> list[str]:
    """The list of all files with their SHA-256, as ``sha256sum -c`` reads it, sealed."""
    names = sorted(path.relative_to(folder).as_posix() for path in _files(folder, made))
    lines = [f"{file_digest(folder / name)}  {name}\n" for name in names]
    data = "".join(lines).encode()
    (folder / SUMS).write_bytes(data)
    if seal is None:
        return [SUMS]
    for name, told in zip((f"{SUMS}.pub", f"{SUMS}.sig"), seal(data), strict=True):
        (folder / name).write_text(f"{told}\n", encoding="ascii")
    return [SUMS, f"{SUMS}.pub", f"{SUMS}.sig"]


def _print(job: _Job, lang: str, parts: Sequence[str], *, first: bool) -> list[str]:
    """The booklets of one language, on paper and as e-book; their names."""
    text = job.texts.get(lang, "")
    prepared = prepare(job.view, profile=job.profile, lang=lang, text=text)
    stem = "booklet" if first else f"booklet-{lang}"
    made = []
    for kind in PRINTS.values():
        if (kind.name or "booklet") in parts:
            name = f"{stem}-{kind.name}" if kind.name else stem
            pages = job.folder / f"{name}.pdf"
            sheets = job.folder / f"{name}-a4.pdf" if kind.sheets else None
            print_booklet(prepared, pages, sheets, kind=kind)
            made += [path.name for path in (pages, sheets) if path is not None]
    if "epub" in parts:
        book = make_ebook(prepared, edition=job.profile.edition)
        place_bytes(book, job.folder / f"{stem}.epub")
        made.append(f"{stem}.epub")
    return made


def _clear(folder: Path, kept: Sequence[str]) -> None:
    """Remove booklets of a language that is no longer asked for."""
    suffixes = {Path(name).suffix for name in kept}
    for old in folder.glob("booklet*"):
        if old.suffix in suffixes and old.name not in kept:
            old.unlink()


def _look(
    view: RecordView,
    shown: RedactedView,
    folder: Path,
    made: Sequence[str],
    exact: Mapping[str, str] | None,
) -> tuple[Leak, ...]:
    """The leak test over everything that was written, and over what it adds up to."""
    profile = shown.profile
    found = list(
        LeakTest(view, profile, exact=exact).look(folder, _files(folder, made))
    )
    if not profile.combinations:
        together = sorted(set(combinations(view, shown, profile)))
        found += [
            Leak(number=0, file=label, kind="combination", what=what)
            for label, what in together
        ]
    return tuple(replace(one, number=number) for number, one in enumerate(found, 1))


def _settle(folder: Path, target: Path, built: str) -> None:
    """Give every file its place, with the record's time; clear what is no more there.

    Only what an edition wrote is touched: what the site's list names, the files of the
    data, and booklets.
    """
    stamp = datetime.fromisoformat(built.replace("Z", "+00:00")).timestamp()
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
