"""Pack what another copy lacks into bundles, each of which can be merged by itself."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import zstandard

from qantar.errors import DiskFailed, InputError
from qantar.ledger.bundle.records import (
    CHUNK,
    MAGIC,
    Chunk,
    Hello,
    chunk_record,
    end_record,
    entry_record,
    hello_record,
)
from qantar.ledger.bundle.sealing import seal_stream
from qantar.ledger.disk import new_file, sync_file, sync_folder
from qantar.ledger.entry import Signed
from qantar.ledger.frontier import Tip
from qantar.ledger.log import Ledger
from qantar.ledger.view import causal_order

__all__ = ["VOLUME_BYTES", "Packed", "missing", "pack"]

VOLUME_BYTES = 100_000_000
"""Largest volume, so that it fits through a mail server or an old stick."""

# What may still be in the compressor when the size is looked at.
_MARGIN = 1024 * 1024
_LEVEL = 3  # higher levels gain under two per cent on text entries


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """One volume that was written. Exhibits are counted where they end."""

    path: Path
    entries: int
    exhibits: int
    size: int


def pack(
    ledger: Ledger,
    target: Path,
    *,
    recipients: Sequence[str],
    since: Sequence[Tip] = (),
    exhibits: Collection[str] | None = None,
    volume_bytes: int = VOLUME_BYTES,
    unencrypted: bool = False,
) -> list[Packed]:
    """Write entries and exhibits that the receiver lacks.

    Args:
        ledger: The open ledger.
        target: File of the first volume; the next are ``NAME-2.qantar`` and so on.
        recipients: Recipients of age, ``age1…``; see ``recipient``.
        since: The receiver's frontier; everything if empty.
        exhibits: Digests of the exhibits whose bytes to send; by default those that
            the entries sent add.
        volume_bytes: Largest size of a volume.
        unencrypted: Needed to pack for nobody in particular, as for publication.

    Raises:
        InputError: If there is no recipient, or the target is there already.
        DiskFailed: If the disk is full; volumes that are complete can be used.
    """
    if not recipients and not unencrypted:
        raise InputError(
            "Nobody was named who can open the bundle. Name a recipient, or say that "
            "it is to be readable by everyone."
        )
    if volume_bytes < 2 * _MARGIN:
        raise InputError(f"A volume needs at least {2 * _MARGIN} bytes.")
    work = _Work(ledger, missing(ledger, since), exhibits)
    volumes: list[Packed] = []
    while not volumes or work.more:
        path = target if not volumes else _next_to(target, len(volumes) + 1)
        volumes.append(_volume(work, path, len(volumes) + 1, recipients, volume_bytes))
    return volumes


def missing(ledger: Ledger, since: Sequence[Tip]) -> Iterator[Signed]:
    """Entries that a copy with this frontier lacks, in causal order.

    Of a device whose chain has a fork everything is sent: a frontier does not tell
    from where on the other copy lacks a branch.
    """
    ours, theirs = _by_device(ledger.frontier()), _by_device(since)
    has: dict[str, int] = {}
    for dev, tips in theirs.items():
        own = ours.get(dev, [])
        if len(tips) == len(own) == 1:
            (tip,) = tips
            if tip.seq > own[0].seq or ledger.signed(tip.id) is not None:
                has[dev] = tip.seq
    for n in causal_order(ledger.store):
        row = ledger.store.one(
            "SELECT id, dev, seq, head, sig, bytes FROM entry LEFT JOIN body USING (n)"
            " WHERE n = ?",
            (n,),
        )
        if row is not None and row["seq"] > has.get(row["dev"].hex(), -1):
            yield Signed(
                id=row["id"].hex(), head=row["head"], sig=row["sig"], body=row["bytes"]
            )


def _by_device(tips: Iterable[Tip]) -> dict[str, list[Tip]]:
    found: dict[str, list[Tip]] = {}
    for tip in tips:
        found.setdefault(tip.dev, []).append(tip)
    return found


class _Work:
    """What is still to be packed; goes on from one volume to the next."""

    def __init__(
        self, ledger: Ledger, entries: Iterator[Signed], wanted: Collection[str] | None
    ) -> None:
        self.ledger = ledger
        self.done = Counter[str]()
        self._entries = entries
        self._wanted = wanted
        self._records = self._all()
        self._ahead = next(self._records, None)

    @property
    def more(self) -> bool:
        return self._ahead is not None

    def next(self) -> bytes | None:
        """The next record; none if there is none."""
        if self._ahead is None:
            return None
        record, what = self._ahead
        self.done[what] += 1
        self._ahead = next(self._records, None)
        return record

    def _all(self) -> Iterator[tuple[bytes, str]]:
        digests: dict[str, None] = dict.fromkeys(self._wanted or ())
        for entry in self._entries:
            if self._wanted is None:
                digests |= dict.fromkeys(self._added_by(entry))
            yield entry_record(entry), "entry"
        for digest in digests:
            yield from self._exhibit(digest)

    def _added_by(self, entry: Signed) -> list[str]:
        rows = self.ledger.store.all(
            "SELECT digest FROM exhibit JOIN entry e USING (n)"
            " WHERE e.id = ? AND e.standing = 1",
            (bytes.fromhex(entry.id),),
        )
        return [row["digest"].hex() for row in rows]

    def _exhibit(self, digest: str) -> Iterator[tuple[bytes, str]]:
        size = self.ledger.exhibit_size(digest)
        if size is None or not self.ledger.files.has(digest, size):
            return  # not here either; the check says so
        offset = 0
        with self.ledger.open_exhibit(digest) as file:
            while offset < size or offset == 0:
                data = file.read(CHUNK)
                record = chunk_record(Chunk(digest=digest, offset=offset, data=data))
                offset += len(data)
                yield record, "exhibit" if offset == size else "part"
                if not data:
                    break


def _volume(
    work: _Work, path: Path, part: int, recipients: Sequence[str], limit: int
) -> Packed:
    before = work.done.copy()
    try:
        file = new_file(path, mode=0o600)
    except FileExistsError as why:
        raise InputError(f"{path} is there already; name another file.") from why
    try:
        with file:
            seal_stream(_pieces(work, part, limit), file, recipients)
            sync_file(file)
        sync_folder(path.parent)
    except OSError as why:
        path.unlink()
        raise DiskFailed(
            f"{path} could not be written ({why.strerror}). Volumes before it are "
            "complete. Make room and pack again."
        ) from why
    except BaseException:
        path.unlink()
        raise
    return Packed(
        path=path,
        entries=work.done["entry"] - before["entry"],
        exhibits=work.done["exhibit"] - before["exhibit"],
        size=path.stat().st_size,
    )


def _pieces(work: _Work, part: int, limit: int) -> Iterator[bytes]:
    """The compressed bytes of one volume."""
    squeeze = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True).compressobj()
    hashed, size = hashlib.sha256(), 0
    hello = Hello(
        case=work.ledger.case_id, part=part, frontier=tuple(work.ledger.frontier())
    )
    record: bytes | None = MAGIC + hello_record(hello)
    while record is not None:
        hashed.update(record)
        piece = squeeze.compress(record)
        size += len(piece)
        yield piece
        record = work.next() if size < limit - _MARGIN else None
    end = end_record(more=work.more, sha256=hashed.hexdigest())
    yield squeeze.compress(end) + squeeze.flush()


def _next_to(target: Path, part: int) -> Path:
    return target.with_name(f"{target.stem}-{part}{target.suffix}")
