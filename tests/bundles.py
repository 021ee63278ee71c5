"""Packing, merging and making bundles, for the tests of bundles."""

from pathlib import Path
from typing import Any

import zstandard

from qantar.ledger import Ledger
from qantar.ledger.bundle import merge, pack, recipient
from qantar.ledger.bundle.records import (
    MAGIC,
    Hello,
    hello_record,
)

HANDOUT = "Собрание в 16:00 у фонтана.".encode()


def send(sender: Ledger, receiver: Ledger, path: Path, **options: Any) -> Any:
    """Pack what the receiver lacks, for the receiver, and merge it there."""
    if path.exists():
        path.unlink()
    volumes = pack(
        sender,
        path,
        recipients=[recipient(receiver)],
        since=receiver.frontier(),
        **options,
    )
    return merge(receiver, [volume.path for volume in volumes])


def admit_device(keeper: Ledger, device: Ledger, name: str) -> None:
    keeper.append("member.add", {"member": name, "role": "member"})
    keeper.append("device.add", {"member": name, "dev": device.device})


def bundle_of(folder: Path, ledger: Ledger, *records: bytes) -> Path:
    """A bundle with a good beginning and whatever then."""
    hello = hello_record(Hello(case=ledger.case_id, part=1, frontier=()))
    data = MAGIC + hello + b"".join(records)
    (folder / "made.qantar").write_bytes(zstandard.ZstdCompressor().compress(data))
    return folder / "made.qantar"
