"""Case: one folder with ledger, exhibits, texts and views. The only door to them.

The ledger and the exhibits are the truth; texts are kept because offsets refer to
them; the views are a pure function of both and of the readers' versions, and may be
deleted. This module calls; it does not compute.
"""

import fcntl
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Self

from qantar.case.adding import AddReport, add_paths
from qantar.case.asking import Model
from qantar.case.deciding import note_linked, since_linking, sync_decisions
from qantar.case.drafts import Drafts
from qantar.case.learning import LearnReport, learn_names, taught, undo
from qantar.case.linkage import link_case, weigh_case
from qantar.case.locks import KEYS
from qantar.case.pairing import link_judgements, put_pairs
from qantar.case.progress import Listener, silent
from qantar.case.readings import ReadReport, put, read_one, read_stale
from qantar.case.second import SecondReport, ask_about, merged
from qantar.case.spellings import put_spellings
from qantar.case.syncing import sync_exhibits, take_in_texts
from qantar.case.texts import TextStore
from qantar.case.view import CaseView
from qantar.case.views import Views
from qantar.errors import CaseBusy, CaseError, NotACase
from qantar.ledger import Clock, Ledger, system_clock
from qantar.reading import reader_name
from qantar.vocabulary.exhibit import Exhibit, Provenance
from qantar.vocabulary.judgement import Judgement
from qantar.vocabulary.passage import Unread
from qantar.vocabulary.reading import Reading
from qantar.vocabulary.record import CaseFacts

__all__ = ["Case"]

_COUNTED = {
    "exhibits": "exhibit",
    "statements": "statement",
    "people": "person",
    "groups": "grp",
    "places": "place",
    "events": "event",
    "origins": "origin",
    "questions": "question",
    "contradictions": "contradiction",
}


class Case:
    """An open case. Use as a context manager.

    Args:
        folder: The case folder itself, holding ``log.db``.
        ledger: Its ledger, open.

    Raises:
        CaseBusy: If another program writes the whole case anew just now.
    """

    def __init__(self, folder: Path, ledger: Ledger) -> None:
        self.folder = folder
        self.ledger = ledger
        self._open = (folder / "open.lock").open("a")
        try:
            fcntl.flock(self._open, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError as error:
            self._open.close()
            ledger.close()
            raise CaseBusy(
                f"{folder} is being locked or unlocked by another program. Wait until it"
                " is done."
            ) from error
        self.texts = TextStore(folder / "texts.db", ledger.file_secret("texts.db"))
        self.views = Views(folder / "views.db", ledger.file_secret("views.db"))
        self.drafts = Drafts(folder / "desk.db", ledger.file_secret("desk.db"))
        self._lock = (folder / "build.lock").open("a")
        self.sync()

    # -- opening -------------------------------------------------------------------

    @classmethod
    def create(
        cls,
        folder: Path,
        *,
        title: str,
        zone: str = "",
        langs: Iterable[str] = ("de", "en", "ru", "kk"),
        now: Clock = system_clock,
    ) -> Self:
        """Make a case in a folder that holds none; encrypted if it holds a lock.

        Raises:
            CaseExists: If the folder holds a case already.
        """
        vault = KEYS.vault(folder)
        ledger = Ledger.create(folder, title=title, zone=zone, now=now, vault=vault)
        ledger.local_set("langs", json.dumps(list(langs)))
        return cls(folder, ledger)

    @classmethod
    def open(cls, folder: Path, *, now: Clock = system_clock) -> Self:
        """Open a case, given its folder or the record folder that holds ``case/``.

        Raises:
            NotACase: If there is no case.
            CaseLocked: If it is locked and nobody gave its passphrase.
            DamagedCase: If its ledger cannot be read.
        """
        found = cls.find(folder)
        if found is None:
            raise NotACase(
                f"{folder} holds no case. Make one with: qantar new {folder}"
            )
        return cls(found, Ledger.open(found, now=now, vault=KEYS.vault(found)))

    @staticmethod
    def find(folder: Path) -> Path | None:
        """The case folder at or inside ``folder``, or ``None``."""
        for candidate in (folder, folder / "case"):
            if (candidate / "log.db").is_file():
                return candidate
        return None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close all files."""
        self.settle_files()
        self._lock.close()
        self._open.close()

    def settle_files(self) -> None:
        """Close the databases; only the hold on the folder stays until ``close``."""
        self.drafts.close()
        self.views.close()
        self.texts.close()
        self.ledger.close()

    def exclusive(self) -> None:
        """Hold the case for writing until it is closed.

        Raises:
            CaseError: If another process holds it.
        """
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CaseError(
                f"{self.folder} is being built by another process. Wait until it is"
                " done, or stop it; what it has kept stays."
            ) from error

    def alone(self) -> None:
        """Hold the case against everybody, readers too, until it is closed.

        Raises:
            CaseError: If another program has it open.
        """
        self.exclusive()
        try:
            fcntl.flock(self._open, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CaseError(
                f"Another program has {self.folder} open, a desk perhaps. End it first:"
                " what it wrote meanwhile would be lost."
            ) from error

    # -- stages --------------------------------------------------------------------

    def add(
        self,
        paths: Iterable[Path],
        *,
        told: Provenance | None = None,
        listener: Listener = silent,
    ) -> AddReport:
        """Preserve files and folders and read their text. Never alters them."""
        before = self.views.told()
        try:
            return add_paths(
                self.ledger, self.texts, before, paths, told=told, listener=listener
            )
        finally:
            self.sync()

    def read(self, *, jobs: int = 1, listener: Listener = silent) -> ReadReport:
        """Read every exhibit whose text, provenance or reader has changed."""
        unread = self.take_in(listener=listener)
        report = read_stale(
            self.views,
            self.view().exhibit,
            zone=self.zone,
            jobs=jobs,
            listener=listener,
            taught=taught(self.texts),
            answered=partial(merged, self.texts),
        )
        report.unread[:0] = unread
        return report

    def ask(self, model: Model, *, listener: Listener = silent) -> SecondReport:
        """Have a language model on this machine read what the rules have read.

        Raises:
            InputError: If nothing listens at its address.
        """
        known = taught(self.texts)
        listener("second", 0, 0)

        def keep(exhibit: Exhibit, found: Reading) -> None:
            with self.views.transaction():
                put(self.views, exhibit, found, self.zone, reader_name(known))

        read = (
            (exhibit, read_one(exhibit, self.zone, known))
            for exhibit in self.view().exhibits()
        )
        return ask_about(self.texts, read, model, keep)

    def learn(self, *, listener: Listener = silent) -> LearnReport:
        """Learn names from people's decisions; what was read is then out of date.

        Raises:
            InputError: If there are too few decisions about names.
        """
        view = self.view()
        read = ((e, view.reading(e.digest)) for e in view.exhibits())
        return learn_names(self.texts, self.views, read, self.judgements(), listener)

    def unlearn(self) -> str:
        """Take back what was learnt last; gives its version.

        Raises:
            InputError: If nothing was learnt.
        """
        return undo(self.texts)

    def take_in(self, *, listener: Listener = silent) -> list[tuple[str, Unread]]:
        """Follow the ledger, and take in the texts of exhibits that came as bytes.

        Returns:
            File name and reason for everything that could not be read.
        """
        self.sync()
        return take_in_texts(self.views, self.ledger, self.texts, self.zone, listener)

    def link(self, *, listener: Listener = silent) -> dict[str, int]:
        """Join what speaks of the same person, group, place, event."""
        found = link_case(self.views, self.texts, self.judgements(), listener=listener)
        put_pairs(self.views)
        put_spellings(self.views)
        note_linked(self.views)
        return found

    def weigh(self, *, listener: Listener = silent) -> dict[str, int]:
        """Find origins, contradictions, register, connectivity, ownership."""
        return weigh_case(self.views, self.view(), listener=listener)

    def refresh(self, *, listener: Listener = silent) -> bool:
        """Link and weigh again if people decided since; whether that was needed."""
        if not since_linking(self.views):
            return False
        self.link(listener=listener)
        self.weigh(listener=listener)
        return True

    # -- what is known -------------------------------------------------------------

    @property
    def zone(self) -> str:
        """IANA zone or offset of the case, ``""`` if none was told."""
        return str(self.ledger.genesis.get("zone") or "")

    @property
    def langs(self) -> tuple[str, ...]:
        """Languages of what is made from the case."""
        return tuple(json.loads(self.ledger.local_get("langs") or '["en"]'))

    @langs.setter
    def langs(self, langs: Iterable[str]) -> None:
        self.ledger.local_set("langs", json.dumps(list(langs)))

    def view(self) -> CaseView:
        """The read-only view that publishing and the desk read from."""
        return CaseView(
            self.views.db,
            self.texts,
            facts=self.facts,
            read_bytes=self.ledger.files.bytes_of,
        )

    @property
    def title(self) -> str:
        """What the case is called."""
        return str(self.ledger.genesis.get("title") or "")

    def facts(self) -> CaseFacts:
        """Title, zone, languages, counts and the state of the ledger."""
        newest = int(self.views.meta("newest", "0"))
        return CaseFacts(
            title=self.title,
            zone=self.zone,
            langs=self.langs,
            built=datetime.fromtimestamp(newest / 1000, UTC).strftime(
                "%Y-%m-%dT%H:%MZ"
            ),
            root=self.ledger.root(),
            entries=int(self.views.meta("standing", "0")),
            counts={name: self.views.count(table) for name, table in _COUNTED.items()},
        )

    def judgements(self) -> Iterator[Judgement]:
        """People's decisions about links, in an order that all copies agree on."""
        return link_judgements(self.views, self.ledger)

    def sync(self) -> None:
        """Bring the views' exhibits and decisions up to date with the ledger."""
        sync_exhibits(self.views, self.ledger, self.texts, self.zone)
        sync_decisions(self.views, self.ledger, self.text_of)

    def text_of(self, digest: str) -> tuple[str, bool]:
        """An exhibit's text, and whether its voices must not be named."""
        found = self.view().exhibit(digest)
        return found.content.text, found.provenance.protect
