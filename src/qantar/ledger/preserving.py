"""Keep exhibits and say so: first the bytes, then the entry."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BufferedReader, BytesIO
from pathlib import Path

from qantar.errors import InputError
from qantar.ledger import canonical
from qantar.ledger.entry import Draft
from qantar.ledger.exhibits import ExhibitFiles
from qantar.ledger.store import Store
from qantar.ledger.writing import Writer

__all__ = ["ExhibitReceipt", "acknowledge", "digest_of", "keep"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExhibitReceipt:
    """What became of bytes that were handed in.

    Attributes:
        digest: SHA-256 of the bytes, hex.
        size: In bytes.
        new: False if the same bytes were here already; then nothing was written.
        entry: Id of the ``exhibit.add`` that says so, the first one if there are many.
    """

    digest: str
    size: int
    new: bool
    entry: str


def keep(
    files: ExhibitFiles,
    incoming: Path | bytes,
    media_type: str,
    provenance: Mapping[str, object],
) -> Draft:
    """Put a file or bytes among the exhibits, durably; gives what to say of them.

    Raises:
        InputError: If the file cannot be read, or the provenance not be kept.
        DiskFailed: If the disk is full or failing.
    """
    canonical.encode(provenance)  # before anything is written
    if isinstance(incoming, bytes):
        stored = files.put(BytesIO(incoming))
    else:
        with _opened(incoming) as file:
            stored = files.put(file)
    fields = {
        "media_type": media_type,
        "provenance": dict(provenance),
        "size": stored.size,
    }
    return Draft(kind="exhibit.add", fields=fields, exhibits=[stored.digest])


def digest_of(path: Path) -> str:
    """SHA-256 of a file, hex; reads it and keeps nothing.

    Raises:
        InputError: If it cannot be read.
    """
    with _opened(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _opened(path: Path) -> BufferedReader:
    try:
        return path.open("rb")
    except OSError as why:
        raise InputError(
            f"{path.name} cannot be opened ({why.strerror}). Nothing was added."
        ) from why


def acknowledge(
    store: Store, case: str, writer: Writer, drafts: Iterable[Draft]
) -> list[ExhibitReceipt]:
    """Write the entries of exhibits that have none yet. The caller holds a transaction."""
    receipts = []
    for draft in drafts:
        digest, size = draft.exhibits[0], draft.fields["size"]
        entry = _entry_of(store, digest)
        receipts.append(
            ExhibitReceipt(
                digest=digest,
                size=size if isinstance(size, int) else 0,
                new=entry is None,
                entry=entry or writer.write(store, case, draft),
            )
        )
    return receipts


def _entry_of(store: Store, digest: str) -> str | None:
    row = store.one(
        "SELECT e.id FROM exhibit x JOIN entry e USING (n)"
        " WHERE x.digest = ? AND e.standing = 1",
        (bytes.fromhex(digest),),
    )
    return None if row is None else row["id"].hex()
