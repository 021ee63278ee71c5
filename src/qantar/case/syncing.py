"""Bring the views' list of exhibits, and the texts, up to date with the ledger.

The ledger and the exhibits are the truth. Entries that arrive by merging may belong
before those that were here; then the list is made anew from the first entry, in the
order that all copies agree on.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import msgspec

from qantar import intake
from qantar.case import catalogue
from qantar.case.adding import DESCRIBE
from qantar.case.progress import Listener, follow
from qantar.case.readings import fresh_key
from qantar.case.texts import TextStore
from qantar.case.views import Views
from qantar.ledger import EntryView, Ledger
from qantar.vocabulary.exhibit import ExhibitText, Provenance
from qantar.vocabulary.passage import Unread

__all__ = ["sync_exhibits", "take_in_texts"]

_BATCH = 50
"""Texts kept in one transaction."""

_ABSENT = Unread(
    what="whole exhibit",
    reason="its bytes have not come yet; merge the bundle that holds them",
)


@dataclass(slots=True)
class _Told:
    """What people told about one exhibit: how it came, and each device's last word."""

    first: Provenance
    latest: Provenance
    words: dict[str, Provenance] = field(default_factory=dict)

    @property
    def all(self) -> Provenance:
        """The latest word; but no device lifts the protection another asked for."""
        # It may not have known of it.
        protect = any(word.protect for word in self.words.values())
        return replace(self.latest, protect=protect)


def sync_exhibits(views: Views, ledger: Ledger, texts: TextStore, zone: str) -> None:
    """Let the views list the exhibits that count, in the order all copies agree on."""
    epoch, count = ledger.epoch(), ledger.count()
    mark = f"{epoch} {count}"
    if views.meta("synced") == mark:
        return
    told, newest, standing = _replay(ledger.entries())
    before = views.told()
    with views.transaction():
        if gone := [digest for digest in before if digest not in told]:
            catalogue.drop(views, gone)
        for digest, words in told.items():
            if before.get(digest) != words.all:
                _put(views, ledger, texts, zone, digest, words.all)
        catalogue.order(views, list(told))
        views.set_meta("newest", str(newest))
        views.set_meta("standing", str(standing))
        views.set_meta("synced", mark)


def _replay(entries: Iterator[EntryView]) -> tuple[dict[str, _Told], int, int]:
    """What is told of each exhibit; the newest claimed time; how many entries count."""
    told: dict[str, _Told] = {}
    described: list[EntryView] = []
    newest = standing = 0
    for entry in entries:
        newest, standing = max(newest, entry.t or 0), standing + 1
        if entry.body is None:
            continue
        if entry.kind == "exhibit.add":
            for digest in entry.body.exhibits:
                word = _word(entry) or Provenance(file=digest[:16])
                one = told.setdefault(digest, _Told(word, word))
                one.words[entry.dev] = word
        elif entry.kind == DESCRIBE:
            described.append(entry)
    for entry in described:
        for digest in entry.body.exhibits if entry.body is not None else ():
            told_now = _word(entry)
            if told_now is not None and (one_more := told.get(digest)):
                one_more.latest = one_more.words[entry.dev] = told_now
    return told, newest, standing


def _word(entry: EntryView) -> Provenance | None:
    """What an entry tells; none if this program cannot read it.

    Another program or a later version may say it otherwise, and one odd entry must not
    close the case to everybody.
    """
    try:
        return msgspec.convert(entry.fields.get("provenance"), Provenance)
    except msgspec.ValidationError:
        return None


def _put(
    views: Views,
    ledger: Ledger,
    texts: TextStore,
    zone: str,
    digest: str,
    told: Provenance,
) -> None:
    text = texts.get(digest)
    full = (
        intake.merge(told, intake.infer_provenance(told.file, text)) if text else told
    )
    views.put_exhibit(
        digest=digest,
        size=ledger.exhibit_size(digest) or 0,
        provenance=full,
        told=told,
        fresh=fresh_key(text, full, zone, views.meta("reader", "")) if text else "",
        media_type=text.media_type if text else "",
        unread=text.unread if text else (),
    )


def take_in_texts(
    views: Views, ledger: Ledger, texts: TextStore, zone: str, listener: Listener
) -> list[tuple[str, Unread]]:
    """Read the text of every exhibit that came as bytes; gives what could not be read.

    Exhibits arrive by merging without their texts, and sometimes before their bytes.
    """
    waiting = catalogue.textless(views)
    unread: list[tuple[str, Unread]] = []
    told = views.told() if waiting else {}
    batch: list[tuple[str, ExhibitText]] = []
    for digest, file in follow(waiting, "add", len(waiting), listener):
        text = texts.get(digest)
        if text is None:
            if not ledger.files.has(digest, ledger.exhibit_size(digest) or 0):
                unread.append((file, _ABSENT))
                continue
            with ledger.files.as_file(digest) as path:
                text = intake.read_file(path, name=file)
            unread.extend((file, one) for one in text.unread)
        batch.append((digest, text))
        if len(batch) >= _BATCH:
            _keep(views, ledger, texts, zone, told, batch)
            batch.clear()
    _keep(views, ledger, texts, zone, told, batch)
    return unread


def _keep(
    views: Views,
    ledger: Ledger,
    texts: TextStore,
    zone: str,
    told: dict[str, Provenance],
    batch: list[tuple[str, ExhibitText]],
) -> None:
    texts.put_many(batch)
    with views.transaction():
        for digest, _ in batch:
            _put(views, ledger, texts, zone, digest, told[digest])
