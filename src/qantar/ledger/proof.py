"""A proof for outsiders: some entries, and all they need to check them by themselves.

A proof is one JSON file. Beside it lies a script of the standard library alone, which
shares no code with Qantar. It shows that these devices signed these words; not when,
beyond what they claim, and not that nothing else was written.
"""

import json
from collections.abc import Iterable, Sequence
from importlib.resources import files
from pathlib import Path

from qantar.errors import InputError, Reject
from qantar.ledger.entry import Head, Signed, check_head
from qantar.ledger.finding import Audit, Notebook
from qantar.ledger.flaws import note_flaws
from qantar.ledger.log import Ledger
from qantar.ledger.membership import MEMBERSHIP_KINDS
from qantar.ledger.preserving import digest_of
from qantar.ledger.properties import six_properties

__all__ = ["audit_proof", "prove"]

_FORMAT = "qantar proof 1"


def prove(ledger: Ledger, names: Sequence[str], target: Path) -> int:
    """Write a proof of entries, and ``verify.py`` beside it; gives how many it holds.

    With the entries named go the opening of the case, all acts of membership, and the
    ``exhibit.add`` of every exhibit that they are about.

    Raises:
        InputError: If an entry is not here, or the file is there already.
    """
    if target.exists():
        raise InputError(f"{target} is there already; name another file.")
    chosen = _chosen(ledger, names)
    proof = {
        "case": ledger.case_id,
        "entries": [_as_json(entry) for entry in chosen],
        "format": _FORMAT,
        "frontier": [[tip.dev, tip.seq, tip.id] for tip in ledger.frontier()],
        "root": ledger.root(),
    }
    text = json.dumps(proof, ensure_ascii=False, indent=1, sort_keys=True)
    target.write_text(text + "\n", "utf-8")
    script = files("qantar.ledger").joinpath("data/verify.py").read_bytes()
    target.with_name("verify.py").write_bytes(script)
    return len(chosen)


def audit_proof(path: Path, exhibits: Iterable[Path] = ()) -> Audit:
    """Check a proof, and whether files are exhibits that it names.

    Raises:
        InputError: If the file is no proof.
    """
    case, entries = _read(path)
    notes, heads = Notebook(), _heads(entries)
    named: set[str] = set()
    for entry in entries:
        _, body = note_flaws(entry, case, heads, notes)
        if body is not None and body.kind == "exhibit.add":
            named |= set(body.exhibits)
    if case not in heads:
        notes.note("genesis", "The case")
    for file in exhibits:
        if (digest := digest_of(file)) not in named:
            notes.note("exhibit-unnamed", file.name, exhibit=digest)
    return Audit(
        level="full",
        root="",
        entries=len(entries),
        exhibits=len(named),
        findings=tuple(notes.findings),
        properties=six_properties("full", notes.codes(), exhibits=len(named)),
    )


def _chosen(ledger: Ledger, names: Sequence[str]) -> list[Signed]:
    wanted = {ledger.case_id, *names}
    digests: set[str] = set()
    for name in names:
        view = ledger.entry(name)
        if view is None:
            raise InputError(f"There is no entry {name[:12]}… here to be proved.")
        digests |= set(() if view.body is None else view.body.exhibits)
    chosen = []
    for view in ledger.entries(quarantined=True):
        adds = view.kind == "exhibit.add" and view.body is not None
        about = adds and digests & set(view.body.exhibits if view.body else ())
        if view.id in wanted or view.kind in MEMBERSHIP_KINDS or about:
            entry = ledger.signed(view.id)
            if entry is not None:
                chosen.append(entry)
    return chosen


def _as_json(entry: Signed) -> dict[str, str | None]:
    return {
        "body": None if entry.body is None else entry.body.decode(),
        "head": entry.head.decode(),
        "id": entry.id,
        "sig": entry.sig.hex(),
    }


def _read(path: Path) -> tuple[str, list[Signed]]:
    try:
        told = json.loads(path.read_text("utf-8"))
        if told["format"] != _FORMAT:
            raise InputError(f"{path.name} is a proof of another format.")
        entries = [
            Signed(
                id=str(item["id"]),
                head=item["head"].encode(),
                sig=bytes.fromhex(item["sig"]),
                body=None if item["body"] is None else item["body"].encode(),
            )
            for item in told["entries"]
        ]
        return str(told["case"]), entries
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as why:
        if isinstance(why, InputError):
            raise
        raise InputError(
            f"{path.name} is no proof: right would be a file that `qantar prove` wrote."
        ) from why


def _heads(entries: Iterable[Signed]) -> dict[str, Head]:
    heads = {}
    for entry in entries:
        try:
            heads[entry.id] = check_head(entry.head)
        except Reject:
            continue  # noted by the caller, who misses it here
    return heads
