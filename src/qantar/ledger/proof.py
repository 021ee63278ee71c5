"""A proof for outsiders: some entries, and all they need to check them by themselves.

A proof is one JSON file. Beside it lies a page that shows the same to people and checks
it in their browser, and a script of the standard library alone, which shares no code
with Qantar. It shows that these devices signed these words; when, as far as time stamps
tell; and not that nothing else was written.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
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

__all__ = ["Dated", "audit_proof", "proof_page", "prove"]

_FORMAT = "qantar proof 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """When entries were written, as time stamps prove it; see ``stamping``.

    Attributes:
        times: By id: ``after`` and ``before``, each none or what the stamp says.
        heads: Ids of entries whose heads link the ones named with the stamps.
        answers: By id of the entries that hold the stamps: what the service sent.
    """

    times: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    heads: Sequence[str] = ()
    answers: Mapping[str, bytes] = field(default_factory=dict)


def prove(
    ledger: Ledger, names: Sequence[str], target: Path, *, dated: Dated | None = None
) -> int:
    """Write a proof of entries; gives how many it holds.

    With the entries named go the opening of the case, all acts of membership, and the
    ``exhibit.add`` of every exhibit that they are about. Beside it are put a page of the
    same name that shows it, ``verify.py``, and the answers of stamping services.

    Args:
        ledger: The open ledger.
        names: Ids of the entries.
        target: The JSON file.
        dated: When they were written, as far as that is proved.

    Raises:
        InputError: If an entry is not here, or the file is there already.
    """
    if target.suffix in (".html", ".py", ".tsr", ".ots"):
        raise InputError(
            f"{target.name} is the name of what is put beside the proof; right would be"
            f" {target.stem}.json."
        )
    if target.exists():
        raise InputError(f"{target} is there already; name another file.")
    dated = dated or Dated()
    chosen = _chosen(ledger, (*names, *dated.answers))
    whole = {entry.id for entry in chosen}
    links = [ledger.signed(name) for name in dated.heads if name not in whole]
    chosen += [replace(entry, body=None) for entry in links if entry is not None]
    proof = {
        "case": ledger.case_id,
        "entries": [_as_json(entry) for entry in chosen],
        "format": _FORMAT,
        "frontier": [[tip.dev, tip.seq, tip.id] for tip in ledger.frontier()],
        "root": ledger.root(),
        "times": dated.times,
    }
    text = json.dumps(proof, ensure_ascii=False, indent=1, sort_keys=True)
    target.write_text(text + "\n", "utf-8")
    target.with_suffix(".html").write_text(proof_page(proof), "utf-8")
    script = files("qantar.ledger").joinpath("data/verify.py").read_bytes()
    target.with_name("verify.py").write_bytes(script)
    for name, answer in dated.answers.items():
        end = "ots" if answer.startswith(b"\x00OpenTimestamps") else "tsr"
        target.with_name(f"{target.stem}.{name[:12]}.{end}").write_bytes(answer)
    return len(chosen)


def proof_page(proof: Mapping[str, object]) -> str:
    """The page that shows a proof to people, whole in one file."""
    page = files("qantar.ledger").joinpath("data/proof.html").read_text("utf-8")
    # Inside a script element only these could end it or begin a comment.
    data = json.dumps(proof, ensure_ascii=True).replace("<", "\\u003c")
    return page.replace("/*PROOF*/null", data)


def audit_proof(path: Path, exhibits: Iterable[Path] = ()) -> Audit:
    """Check a proof, and whether files are exhibits that it names.

    Raises:
        InputError: If the file is no proof.
    """
    case, entries, times = _read(path)
    notes, heads = Notebook(), _heads(entries)
    named: set[str] = set()
    stamps: dict[str, Sequence[str]] = {}
    for entry in entries:
        _, body = note_flaws(entry, case, heads, notes)
        if body is not None and body.kind == "exhibit.add":
            named |= set(body.exhibits)
        if body is not None and body.kind == "stamp":
            stamps[entry.id] = body.refs
    for name, told in times.items():
        if not _shown(name, told, heads, stamps):
            notes.note("time", f"Entry {name[:8]}…", entry=name)
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


def _shown(
    name: str,
    told: object,
    heads: Mapping[str, Head],
    stamps: Mapping[str, Sequence[str]],
) -> bool:
    """Whether links show that an entry lies between the stamps that are told."""
    if not isinstance(told, dict):
        return False
    for end in ("after", "before"):
        bound = told.get(end)
        if bound is None:
            continue
        stamp = bound.get("stamp") if isinstance(bound, dict) else None
        if not isinstance(stamp, str) or stamp not in stamps:
            return False
        start, goal = ([name], stamp) if end == "after" else (stamps[stamp], name)
        if not _leads(heads, start, goal) or name == stamp:
            return False
    return True


def _leads(heads: Mapping[str, Head], start: Sequence[str], goal: str) -> bool:
    seen, todo = set[str](), list(start)
    while todo:
        name = todo.pop()
        if name == goal:
            return True
        if name in seen or (head := heads.get(name)) is None:
            continue
        seen.add(name)
        todo += [*head.seen, *([head.prev] if head.prev else [])]
    return False


def _read(path: Path) -> tuple[str, list[Signed], Mapping[str, object]]:
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
        times = told.get("times", {})
        return str(told["case"]), entries, dict(times)
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
