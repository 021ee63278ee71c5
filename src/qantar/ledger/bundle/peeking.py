"""Look at the first record of a bundle: of which case is it?"""

from pathlib import Path

from qantar.errors import InputError, Reject
from qantar.ledger.bundle.records import Hello, Parser
from qantar.ledger.bundle.sealing import AGE, ZSTD, identity_of_key, open_stream
from qantar.ledger.keys import DeviceKey

__all__ = ["case_of", "looks_like_bundle"]


def looks_like_bundle(path: Path) -> bool:
    """Whether a file begins as a bundle does: with age, or with Zstandard.

    Raises:
        InputError: If it cannot be opened.
    """
    try:
        with path.open("rb") as file:
            return file.read(len(AGE)).startswith((AGE, ZSTD))
    except OSError as error:
        raise InputError(f"{path.name} cannot be opened ({error.strerror}).") from error


def case_of(path: Path, key: DeviceKey | None) -> str:
    """Id of the case that a bundle says it is of. Not signed: compare it aloud.

    Args:
        path: One volume.
        key: Of the device it was packed for; not needed if it is not encrypted.

    Raises:
        InputError: If the file is no bundle, or was not packed for this device.
    """
    parser, found = Parser(), list[str]()

    def take(piece: bytes) -> None:
        if not found:
            records = parser.feed(piece)
            found.extend(one.case for one in records if isinstance(one, Hello))

    if not looks_like_bundle(path):
        raise InputError(f"{path.name} is no bundle of Qantar.")
    try:
        why = open_stream(path, take, [] if key is None else [identity_of_key(key)])
    except Reject as error:
        why = str(error)
    if not found:
        raise InputError(f"{path.name} is no bundle: {why or 'it is empty'}.")
    return found[0]
