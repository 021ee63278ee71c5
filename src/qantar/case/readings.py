"""Readings: every exhibit whose text, provenance or reader changed is read again."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field

from qantar import reading
from qantar.case.adding import META_NAMES
from qantar.case.deciding import settle_anew
from qantar.case.progress import Listener, follow
from qantar.case.views import Views
from qantar.text.adaptation import Adaptation
from qantar.text.gazetteer import builtin
from qantar.vocabulary.digest import derive_id
from qantar.vocabulary.exhibit import Exhibit, ExhibitText, Provenance
from qantar.vocabulary.passage import Unread
from qantar.vocabulary.reading import Reading

__all__ = ["ReadReport", "fresh_key", "put", "read_one", "read_stale"]

_BATCH = 20
"""Readings kept in one transaction."""

_INLINE = 4
"""Fewer exhibits than this are not worth starting processes for."""


@dataclass(slots=True)
class ReadReport:
    """What reading found: counts, and what could not be read by file name."""

    exhibits: int = 0
    statements: int = 0
    unread: list[tuple[str, Unread]] = field(default_factory=list)


_FAULTS = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What a fault of the reader raises; a missing file or a full disk is none."""


def fresh_key(
    content: ExhibitText, provenance: Provenance, zone: str, reader: str = ""
) -> str:
    """Changes whenever a reading of this exhibit would have to be made again."""
    name = reader or reading.READER
    return derive_id(name, content.reader, repr(provenance), zone)


def read_stale(
    views: Views,
    exhibits: Callable[[str], Exhibit],
    *,
    zone: str,
    jobs: int,
    listener: Listener,
    taught: Adaptation | None = None,
    answered: Callable[[Exhibit, Reading], Reading] | None = None,
) -> ReadReport:
    """Read all exhibits whose reading is missing or out of date.

    Args:
        views: Where readings go.
        exhibits: Gives an exhibit by digest.
        zone: IANA zone or offset of the case, ``""`` if none.
        jobs: Processes to use.
        listener: Told of the progress.
        taught: What the case has learnt about names.
        answered: Adds what a second reader answered about an exhibit.
    """
    report = ReadReport()
    reader = reading.reader_name(taught)
    if views.meta("reader") != reader:
        _mark_all(views, exhibits, zone, reader)
    stale = views.stale()
    todo = (exhibits(digest) for digest in stale)
    batch: list[tuple[Exhibit, Reading]] = []
    for done in follow(
        _read_all(todo, len(stale), zone, jobs, taught), "read", len(stale), listener
    ):
        exhibit, found = done
        batch.append((exhibit, answered(exhibit, found) if answered else found))
        if len(batch) >= _BATCH:
            _keep(views, batch, zone, report, reader)
            batch.clear()
    _keep(views, batch, zone, report, reader)
    return report


def _mark_all(
    views: Views, exhibits: Callable[[str], Exhibit], zone: str, reader: str
) -> None:
    """A new reader makes every reading stale; say so once."""
    with views.transaction():
        views.set_fresh(
            (digest, fresh_key(found.content, found.provenance, zone, reader))
            for digest in list(views.told())
            for found in (exhibits(digest),)
        )
        views.set_meta("reader", reader)


def _keep(
    views: Views,
    batch: Iterable[tuple[Exhibit, Reading]],
    zone: str,
    report: ReadReport,
    reader: str,
) -> None:
    with views.transaction():
        for exhibit, found in batch:
            put(views, exhibit, found, zone, reader)
            report.exhibits += 1
            report.statements += len(found.statements)
            report.unread.extend((exhibit.provenance.file, u) for u in found.unread)


def put(views: Views, exhibit: Exhibit, found: Reading, zone: str, reader: str) -> None:
    """Keep a reading as the present one; inside a transaction.

    Args:
        views: Where it goes.
        exhibit: What was read.
        found: What was found.
        zone: Of the case.
        reader: Name and version of the reader by rules.
    """
    fresh = fresh_key(exhibit.content, exhibit.provenance, zone, reader)
    views.put_reading(found, exhibit.content.text, fresh=fresh)
    settle_anew(
        views,
        exhibit.digest,
        exhibit.content.text,
        protect=exhibit.provenance.protect,
    )


def _read_all(
    todo: Iterator[Exhibit],
    count: int,
    zone: str,
    jobs: int,
    taught: Adaptation | None,
) -> Iterator[tuple[Exhibit, Reading]]:
    if jobs <= 1 or count < _INLINE:
        for exhibit in todo:
            yield exhibit, read_one(exhibit, zone, taught)
        return
    waiting: deque[tuple[Exhibit, Future[Reading]]] = deque()
    with ProcessPoolExecutor(jobs) as pool:
        for exhibit in todo:
            waiting.append((exhibit, pool.submit(read_one, exhibit, zone, taught)))
            if len(waiting) >= 4 * jobs:
                first, future = waiting.popleft()
                yield first, future.result()
        while waiting:
            first, future = waiting.popleft()
            yield first, future.result()


def read_one(exhibit: Exhibit, zone: str, taught: Adaptation | None = None) -> Reading:
    """Read one exhibit; a fault of the reader costs this exhibit, not the build."""
    if exhibit.provenance.file in META_NAMES or not exhibit.content.text:
        return Reading(exhibit=exhibit.digest, lang="", reader=reading.READER)
    try:
        return reading.read_exhibit(
            exhibit, gazetteer=builtin(), zone=zone, taught=taught
        )
    except (
        ArithmeticError,
        LookupError,
        TypeError,
        ValueError,
        RecursionError,
    ) as error:
        # A bug of ours must not cost the other exhibits; it is shown and counted.
        return Reading(
            exhibit=exhibit.digest,
            lang="",
            reader=reading.READER,
            unread=(
                Unread(
                    what="whole text",
                    reason=f"the reader failed ({type(error).__name__});"
                    " the exhibit is kept, please report this",
                ),
            ),
        )
