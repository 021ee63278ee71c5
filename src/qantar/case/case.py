"""Case: one folder with ledger, exhibits, texts and views. The only door to them.

The ledger and the exhibits are the truth; texts are kept because offsets refer to
them; the views are a pure function of both and of the readers' versions, and may be
deleted. This module calls; it does not compute.
"""

import fcntl
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

import msgspec

from qantar.case.adding import AddReport, add_paths
from qantar.case.linkage import link_case, weigh_case
from qantar.case.progress import Listener, silent
from qantar.case.readings import ReadReport, read_stale
from qantar.case.texts import TextStore
from qantar.case.view import CaseView
from qantar.case.views import Views
from qantar.errors import CaseError, NotACase
from qantar.ledger import Ledger
from qantar.ledger.check import Audit, audit
from qantar.vocabulary.exhibit import Provenance
from qantar.vocabulary.judgement import Judgement
from qantar.vocabulary.record import CaseFacts

__all__ = ["Case"]


def _now() -> datetime:
    return datetime.now(UTC)


class Case:
    """An open case. Use as a context manager.

    Args:
        folder: The case folder itself, holding ``log.db``.
        ledger: Its ledger, open.
    """

    def __init__(self, folder: Path, ledger: Ledger) -> None:
        self.folder = folder
        self.ledger = ledger
        self.texts = TextStore(folder / "texts.db")
        self.views = Views(folder / "views.db")
        self._lock = (folder / "build.lock").open("a")
        self._sync_exhibits()

    # -- opening -------------------------------------------------------------------

    @classmethod
    def create(
        cls,
        folder: Path,
        *,
        title: str,
        zone: str = "",
        langs: Iterable[str] = ("de", "en", "ru", "kk"),
        now: Callable[[], datetime] = _now,
    ) -> Self:
        """Make a case in a folder that holds none.

        Raises:
            CaseExists: If the folder holds a case already.
        """
        policy = {"langs": list(langs)}
        return cls(
            folder,
            Ledger.create(folder, title=title, zone=zone, policy=policy, now=now),
        )

    @classmethod
    def open(cls, folder: Path, *, now: Callable[[], datetime] = _now) -> Self:
        """Open a case, given its folder or the record folder that holds ``case/``.

        Raises:
            NotACase: If there is no case.
            DamagedCase: If its ledger cannot be read.
        """
        found = cls.find(folder)
        if found is None:
            raise NotACase(
                f"{folder} holds no case. Make one with: qantar new {folder}"
            )
        return cls(found, Ledger.open(found, now=now))

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
        self.views.close()
        self.texts.close()
        self.ledger.close()
        self._lock.close()

    def exclusive(self) -> None:
        """Hold the case for a build until it is closed.

        Raises:
            CaseError: If another process is building it.
        """
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CaseError(
                f"{self.folder} is being built by another process. Wait until it is"
                " done, or stop it; what it has kept stays."
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
        report = add_paths(self, paths, told=told, listener=listener)
        self._sync_exhibits()
        return report

    def read(self, *, jobs: int = 1, listener: Listener = silent) -> ReadReport:
        """Read every exhibit whose text, provenance or reader has changed."""
        return read_stale(self, jobs=jobs, listener=listener)

    def link(self, *, listener: Listener = silent) -> dict[str, int]:
        """Join what speaks of the same person, group, place, event."""
        return link_case(self, listener=listener)

    def weigh(self, *, listener: Listener = silent) -> dict[str, int]:
        """Find origins, contradictions, register, connectivity, ownership."""
        return weigh_case(self, listener=listener)

    def verify(self, *, level: str = "full") -> Audit:
        """Check the ledger and, at level ``deep``, every exhibit's bytes."""
        return audit(self.folder, level=level)

    # -- what is known -------------------------------------------------------------

    def view(self) -> CaseView:
        """The read-only view that publishing and the desk read from."""
        return CaseView(
            self.views.db,
            self.texts,
            facts=self.facts,
            read_bytes=lambda digest: self.ledger.exhibit_path(digest).read_bytes(),
        )

    def facts(self) -> CaseFacts:
        """Title, zone, languages, counts and the state of the ledger."""
        opened = self.ledger.genesis
        count = self.views.count
        return CaseFacts(
            title=opened["title"],
            zone=opened["zone"],
            langs=tuple(opened["policy"].get("langs", ())),
            built=self.ledger.newest_time(),
            root=self.ledger.root(),
            entries=self.ledger.count(),
            counts={
                name: count(table)
                for name, table in (
                    ("exhibits", "exhibit"),
                    ("statements", "statement"),
                    ("people", "person"),
                    ("groups", "grp"),
                    ("places", "place"),
                    ("events", "event"),
                    ("origins", "origin"),
                    ("questions", "question"),
                    ("contradictions", "contradiction"),
                )
            },
        )

    def judgements(self) -> Iterator[Judgement]:
        """People's decisions about links, in the order they came."""
        for entry in self.ledger.entries(kind="decide"):
            if entry.body and "judgement" in entry.body:
                yield msgspec.convert(
                    {**entry.body["judgement"], "id": entry.id, "by": entry.dev},
                    Judgement,
                )

    def _sync_exhibits(self) -> None:
        """Bring the views' list of exhibits up to date with the ledger."""
        seen = int(self.views.meta("entries", "0"))
        total = self.ledger.count()
        if seen == total:
            return
        with self.views.transaction():
            number = self.views.count("exhibit")
            for entry in self.ledger.entries(after=seen):
                if entry.kind not in ("exhibit.add", "exhibit.describe"):
                    continue
                if entry.body is None:
                    continue
                digest = entry.body["exhibits"][0]
                if not self.views.has_exhibit(digest):
                    number += 1
                self.views.put_exhibit(
                    digest=digest,
                    n=number,
                    size=entry.body["size"],
                    provenance=msgspec.convert(entry.body["provenance"], Provenance),
                )
            self.views.set_meta("entries", str(total))
