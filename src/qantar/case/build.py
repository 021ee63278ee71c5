"""The main job: a folder of reports becomes a record.

Running it again adds and reads only what is new; links, verdicts and pages are made
again, as one new report can change any of them. Stopping it at any point leaves a
sound case, and the next run goes on from there.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qantar import __version__
from qantar.case.adding import AddReport
from qantar.case.case import Case
from qantar.case.catalogue import state
from qantar.case.editions import (
    check_worked,
    proposed,
    sealer,
    signers,
    with_secret,
)
from qantar.case.locking import make_lock
from qantar.case.profiles import load_profile
from qantar.case.progress import Listener, ProgressFile, silent
from qantar.case.readings import ReadReport
from qantar.case.shelves import put_shelf, shelf
from qantar.errors import InputError
from qantar.publishing.edition import (
    BUILD_PARTS,
    NO_NEWS,
    EditionReport,
    write_edition,
)
from qantar.publishing.preview import preview
from qantar.publishing.profile import Profile
from qantar.publishing.site import News
from qantar.vocabulary.digest import derive_id

__all__ = [
    "PROGRESS_FILE",
    "PUBLISHED_TO",
    "BuildOptions",
    "BuildReport",
    "build_record",
    "publish",
    "traces",
]

PROGRESS_FILE = "progress.json"

PUBLISHED_TO = "published to"
"""Local setting: folders that something was written to, so that forgetting finds it."""


_SHORT_PATH = 2
"""Parts of a path that says nothing, such as ``/root``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """What the user decides about a build.

    Attributes:
        title: Title of the record; the folder's name if empty.
        zone: IANA zone of the events; ``""`` if not told.
        langs: Languages of site and booklet, the main one first.
        profile: Name of a built-in profile, or a path.
        jobs: Processes for reading.
        locked: Whether a new case is to be encrypted; asks for a passphrase.
    """

    title: str = ""
    zone: str = ""
    langs: tuple[str, ...] = ("de", "en", "ru", "kk")
    profile: str = "internal"
    jobs: int = 2
    locked: bool = False


@dataclass(slots=True)
class BuildReport:
    """What a build did."""

    added: AddReport
    read: ReadReport
    counts: dict[str, int] = field(default_factory=dict)
    findings: list[str] = field(default_factory=list)
    written: list[Path] = field(default_factory=list)


def build_record(
    folder: Path, target: Path, options: BuildOptions, *, listener: Listener = silent
) -> BuildReport:
    """Make or complete the record of a folder.

    Args:
        folder: The reports. Nothing in it is changed.
        target: Gets ``case/``, ``site/``, ``booklet.pdf``, ``booklet-a4.pdf``,
            ``data/``.
        options: Title, zone, languages, profile, processes.
        listener: Told of the progress.

    Raises:
        InputError: If the folder is missing, empty, or a case itself, or the target
            lies inside it.
    """
    _check_folders(folder, target)
    profile = load_profile(options.profile)
    with _case(folder, target, options) as case:
        case.exclusive()
        case.langs = options.langs
        progress = ProgressFile(case.folder / PROGRESS_FILE, listener)
        try:
            return _stages(case, folder, target, options, profile, progress)
        finally:
            progress.finish()


def _check_folders(folder: Path, target: Path) -> None:
    if not folder.exists():
        raise InputError(f"{folder} does not exist. Name a folder of reports.")
    if Case.find(folder) is not None:
        raise InputError(
            f"{folder} is a case already, not a folder of reports. To read more into"
            f" it: qantar add {folder} FILES; to look at it: qantar desk {folder}"
        )
    if target.resolve().is_relative_to(folder.resolve()):
        raise InputError(
            f"{target} lies inside {folder}: the record would read itself. Name a"
            " folder beside it with --out."
        )


def _case(folder: Path, target: Path, options: BuildOptions) -> Case:
    if Case.find(target) is not None:
        return Case.open(target)
    title = options.title or folder.resolve().name
    if options.locked:
        make_lock(target / "case")
    return Case.create(
        target / "case", title=title, zone=options.zone, langs=options.langs
    )


def _stages(
    case: Case,
    folder: Path,
    target: Path,
    options: BuildOptions,
    profile: Profile,
    listener: Listener,
) -> BuildReport:
    report = BuildReport(added=case.add([folder], listener=listener), read=ReadReport())
    report.read = case.read(jobs=options.jobs, listener=listener)
    _once(case, "linked", lambda: case.link(listener=listener))
    _once(case, "weighed", lambda: case.weigh(listener=listener))
    report.counts = case.facts().counts
    edition = publish(case, target, options.langs, profile, listener=listener)
    report.findings = [str(finding) for finding in edition.findings]
    report.written = list(edition.written)
    return report


def _key(case: Case, *more: str) -> str:
    return derive_id(
        __version__,
        case.views.meta("reader", ""),
        case.ledger.root(),
        state(case.views),
        *more,
    )


def _once(case: Case, name: str, work: Callable[[], object]) -> None:
    """Do a stage unless it was done for exactly this state."""
    key = _key(case)
    if case.views.meta(name) != key:
        work()
        case.views.set_meta(name, key)


def _note_target(case: Case, target: Path) -> None:
    told = json.loads(case.ledger.local_get(PUBLISHED_TO) or "[]")
    folders = dict.fromkeys([*told, str(target.resolve())])
    case.ledger.local_set(PUBLISHED_TO, json.dumps(list(folders)))


def traces(case: Case) -> dict[str, str]:
    """Strings of this case and machine that no reader has any business with."""
    found = dict.fromkeys(case.ledger.members(), "key of a device")
    found[case.ledger.case_id] = "id of the case"
    for path in (case.folder.resolve(), Path.home()):
        if len(path.parts) > _SHORT_PATH:
            found[str(path)] = "path of this machine"
    return found


def _ready(case: Case, profile: Profile) -> Profile:
    """The profile with the secret of its edition, if nobody has to sign it any more.

    Raises:
        InputError: If a second person has to sign what would be seen now.
    """
    if not profile.for_publication:
        return with_secret(case, profile)
    check_worked(case)
    ready, entry = proposed(case, profile)
    if ready.second_person and not signers(case, entry, preview(case.view(), ready)):
        raise InputError(
            f"A second person has to sign the edition {ready.edition!r} as it would be"
            f" seen now. On their copy: qantar publish CASE --sign {ready.edition}"
        )
    return ready


def publish(
    case: Case,
    target: Path,
    langs: tuple[str, ...],
    profile: Profile,
    *,
    listener: Listener = silent,
    always: bool = False,
    parts: Sequence[str] = BUILD_PARTS,
    news: News = NO_NEWS,
    seal: bool = False,
    texts: Mapping[str, str] | None = None,
) -> EditionReport:
    """Write site, booklet and open data, unless they stand there already.

    Args:
        case: The case.
        target: Folder for ``site/``, the booklets and ``data/``.
        langs: Languages, the main one first.
        profile: What may go out.
        listener: Told of the progress.
        always: Write even if nothing changed since the last time.
        parts: What is written.
        news: What an edition tells beside the record.
        seal: Whether its list of files is signed with this copy's key for editions.
        texts: What an editor wrote for the booklet, by language.

    Returns:
        Findings of the leak test, and the paths written.

    Raises:
        InputError: If a second person has to sign first, or a picture lacks its words.
    """
    case.refresh(listener=listener)
    wanted = [target / "site" / "index.html", target / "booklet.pdf"]
    key = _key(case, profile.canonical().hex(), *langs)
    stands = case.views.meta("published") == key
    if stands and not always and all(path.exists() for path in wanted):
        return EditionReport(written=(), findings=())
    _note_target(case, target)
    folder = target.resolve() / "site"
    kept = {} if profile.for_publication else shelf(case.views, folder)
    report = write_edition(
        case.view(),
        target,
        profile=_ready(case, profile),
        langs=langs,
        parts=parts,
        exact=traces(case) if profile.for_publication else {},
        texts=texts,
        news=news,
        seal=sealer(case) if seal else None,
        progress=listener,
        shelf=kept,
    )
    put_shelf(case.views, folder, kept)
    if not report.findings and not always:
        case.views.set_meta("published", key)
    return report
