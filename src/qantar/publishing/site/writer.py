"""Writer: the whole site, page after page, from a view and a profile."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from qantar.errors import InputError
from qantar.publishing.leaks import Leak, find_leaks
from qantar.publishing.profile import Profile, RedactedView, apply
from qantar.publishing.site import entities, lists
from qantar.publishing.site.edition_pages import (
    EDITION_PAGES,
    write_changes,
    write_check,
)
from qantar.publishing.site.feed import FEED, SITEMAP, News, feed, sitemap
from qantar.publishing.site.front import Front, Tally, tally_of
from qantar.publishing.site.kept import Shelf
from qantar.publishing.site.lines import line_key
from qantar.publishing.site.matrix import Matrix
from qantar.publishing.site.passages import Passages
from qantar.publishing.site.plan import Plan, make_plan
from qantar.publishing.site.press import Press
from qantar.publishing.site.search_index import write_search
from qantar.publishing.site.sheet import Sheet
from qantar.vocabulary.record import RecordView

__all__ = ["ROOT_PAGES", "SiteReport", "write_site"]

ROOT_PAGES = ("index.html", "LESEN-READ-ChITAT-OQU.html")
"""Two names for one page: the second is found by people who open a stick."""


_NO_NEWS = News()

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteReport:
    """What stands there: number of files, their bytes, and what the leak test found.

    ``kept`` of the files were left as they were.
    """

    files: int
    bytes: int
    kept: int
    findings: tuple[Leak, ...]


def write_site(
    view: RecordView,
    out: Path,
    *,
    profile: Profile,
    langs: Sequence[str],
    progress: Progress | None = None,
    shelf: Shelf | None = None,
    news: News = _NO_NEWS,
    look: bool = True,
) -> SiteReport:
    """Writes the site of ``view`` as ``profile`` lets it be seen.

    The same record gives the same bytes. What an earlier edition wrote into ``out`` and
    this one does not is removed; other files are left alone.

    Args:
        view: The whole record; it is redacted here.
        out: Folder of the site.
        profile: What may go out.
        langs: Of the interface, the first is the main one.
        progress: Called with a step's key, how many are done and how many there are.
        shelf: What is remembered of the pages in ``out``, brought up to date here; a
            page whose parts did not change is left as it is. Without it all are made.
        news: What an edition tells beside the record.
        look: Whether the leak test is done here; off if the caller does it for all.

    Returns:
        Counts, and what the leak test found.

    Raises:
        InputError: If no language is given.
    """
    if not langs:
        raise InputError("No language is given for the site; name one of de en kk ru.")
    shown = apply(view, profile)
    plan = make_plan(shown)
    more = _extra(profile, news)
    press = Press(out, shown.facts(), profile, langs, shelf, extra=more)
    matrix = Matrix(shown, press, plan)
    for statement in shown.statements():
        plan.keys[statement.id] = line_key(statement, plan)
    tally = tally_of(shown)
    _write_assets(press)
    _write_exhibits(shown, press, plan, progress)
    front = Front(shown, press, plan, matrix, tally)
    sheets = [Sheet(shown, press, plan, lang) for lang in langs]
    _write_lists(sheets, tally)
    for number, sheet in enumerate(sheets, 1):
        _write_language(matrix, front, sheet)
        _write_edition(sheet, news)
        if progress is not None:
            progress("languages", number, len(langs))
    write_search(shown, press, plan, _static("search.js").decode())
    for name in ROOT_PAGES:
        press.render(langs[0], "root.html", name, {})
    _write_feed(press, news)
    press.sweep()
    leaks = find_leaks(out, view, profile) if look else ()
    return _report(press, leaks)


def _write_feed(press: Press, news: News) -> None:
    if not press.profile.for_publication:
        return
    press.write(FEED, feed(press.facts, press.profile, press.langs[0], news))
    if news.url:
        updated = press.facts.built
        press.write(SITEMAP, sitemap(press.names, news.url, updated))


def _report(press: Press, leaks: tuple[Leak, ...]) -> SiteReport:
    return SiteReport(
        files=press.files, bytes=press.bytes, kept=press.kept, findings=leaks
    )


def _extra(profile: Profile, news: News) -> list[tuple[str, str]]:
    """Pages that only an edition for readers has."""
    wanted = {"check": profile.for_publication, "changes": news.changes is not None}
    return [page for name, page in EDITION_PAGES.items() if wanted[name]]


def _write_lists(sheets: Sequence[Sheet], tally: Tally) -> None:
    lists.chronology(sheets)
    entities.people(sheets)
    entities.places(sheets, first_date=tally.first)


def _write_exhibits(
    shown: RedactedView, press: Press, plan: Plan, progress: Progress | None
) -> None:
    total = len(plan.exhibits)
    passages = Passages(shown, press, plan)
    for number, exhibit in enumerate(shown.exhibits(), 1):
        passages.write(exhibit, protected=exhibit.digest in shown.guarded)
        if progress is not None:
            progress("exhibits", number, total)


def _write_edition(sheet: Sheet, news: News) -> None:
    """Pages that only an edition for readers has."""
    if sheet.press.profile.for_publication:
        write_check(sheet)
    if news.changes is not None:
        write_changes(sheet, news.changes)


def _write_language(matrix: Matrix, front: Front, sheet: Sheet) -> None:
    lists.exhibits(sheet)
    lists.register(sheet)
    lists.ownership(sheet)
    lists.az(sheet)
    matrix.write(sheet.lang)
    front.write(sheet.lang, sheet)


def _static(name: str) -> bytes:
    return files("qantar.publishing.site").joinpath("static", name).read_bytes()


def _write_assets(press: Press) -> None:
    """Style sheet, fonts, and the licences of fonts and maps."""
    press.write("a/site.css", _static("site.css"))
    if press.profile.for_publication:
        press.write("a/check.js", _static("check.js"))
    fonts = files("qantar.publishing").joinpath("fonts")
    found = sorted(fonts.iterdir(), key=lambda entry: entry.name)
    for entry in found:
        if entry.name.endswith(".woff2"):
            press.write(f"a/f/{entry.name}", entry.read_bytes())
    data = files("qantar.publishing").joinpath("data")
    for folder in (fonts, data):
        texts = folder.joinpath("licences").iterdir()
        for entry in sorted(texts, key=lambda text: text.name):
            press.write(f"a/licences/{entry.name}", entry.read_bytes())
