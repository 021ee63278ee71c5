"""Stamping: ask others to say that what is here was here, without a network."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from qantar.case.case import Case
from qantar.errors import InputError
from qantar.ledger.stamping import (
    Stamp,
    add_trust,
    ask,
    judge_all,
    keep_answer,
    trust_of,
)
from qantar.ledger.stamping.asking import ANSWER_MAX

__all__ = ["Asked", "ask_for_stamps", "stamps_of", "take_answers", "trust"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Files that ask for a stamp.

    Attributes:
        root: What is to be stamped, hex.
        request: For an authority (RFC 3161), ``.tsq``.
        message: For OpenTimestamps: the file whose SHA-256 is the root.
    """

    root: str
    request: Path
    message: Path


def ask_for_stamps(case: Case, folder: Path) -> Asked:
    """Write requests over everything that the case holds now.

    Args:
        case: The case.
        folder: Made if missing. What is asked for again is written again.

    Raises:
        InputError: If the folder cannot be written to.
    """
    case.exclusive()
    asked = ask(case.ledger)
    request = folder / f"{asked.root[:16]}.tsq"
    message = folder / f"{asked.root[:16]}.root"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        request.write_bytes(asked.request)
        message.write_bytes(asked.message)
    except OSError as why:
        raise InputError(
            f"Nothing can be written to {folder} ({why.strerror})."
        ) from why
    return Asked(root=asked.root, request=request, message=message)


def take_answers(case: Case, files: Iterable[Path]) -> list[Stamp]:
    """Keep what stamping services sent back; gives the stamps of these files.

    Raises:
        InputError: If a file is no answer, or to nothing that was asked for here.
        CannotSign: If this copy must not write.
    """
    case.exclusive()
    names = [keep_answer(case.ledger, _bytes(path)) for path in files]
    case.take_in()
    found = {stamp.entry: stamp for stamp in stamps_of(case)}
    return [found[name] for name in dict.fromkeys(names)]


def stamps_of(case: Case) -> list[Stamp]:
    """All stamps of a case, and what each proves in this copy."""
    return list(judge_all(case.ledger, trust_of(case.ledger)))


def trust(case: Case, files: Iterable[Path]) -> list[str]:
    """Take the word of authorities or blocks in this copy; what that is, in words.

    Raises:
        InputError: If a file holds neither a certificate nor a block's header.
    """
    return [name for path in files for name in add_trust(case.ledger, _bytes(path))]


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(ANSWER_MAX + 1)
    except OSError as why:
        raise InputError(f"{path.name} cannot be read ({why.strerror}).") from why
