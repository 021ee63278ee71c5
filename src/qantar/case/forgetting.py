"""Forgetting: the bytes, the text, what was read from it, and what was built of it.

That some device wrote something at that place stays known; see the ledger's own
``forgetting``. Copies that were given away cannot be recalled.
"""

import json
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qantar.case import catalogue
from qantar.case.adding import META_NAMES
from qantar.case.build import PUBLISHED_TO
from qantar.case.case import Case
from qantar.case.ids import resolve
from qantar.errors import InputError
from qantar.ledger import EntryView, adding, forget, honour

__all__ = ["ForgetPlan", "carry_out", "plan_forgetting"]

_LASTING = ("case.open", "member.add", "member.remove", "device.add", "device.retire")


@dataclass(slots=True)
class ForgetPlan:
    """What is to be forgotten, before anything is.

    Attributes:
        exhibits: Digest and file name of exhibits whose bytes and text will go.
        entries: Ids of the entries whose bodies will go.
        requests: Ids of requests of others that are honoured.
        built: Site, booklet and data beside the case, made from it, that will go.
        elsewhere: Folders that something was published to and that stay.
        mentioned: Names of kept ``meta`` files that tell of a file to be forgotten.
    """

    exhibits: list[tuple[str, str]] = field(default_factory=list)
    entries: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    built: list[Path] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    mentioned: list[tuple[str, str]] = field(default_factory=list)


def plan_forgetting(case: Case, ids: Iterable[str]) -> ForgetPlan:
    """Find everything that ids of exhibits, entries or requests would remove.

    With an exhibit go the entries that add or describe it, and those about nothing
    else: what was done with it, notes, decisions.

    Raises:
        InputError: If an id is unknown, of something that cannot be forgotten by
            itself, or of an entry that must stay.
    """
    plan = ForgetPlan()
    entries: dict[str, None] = {}
    digests: dict[str, None] = {}
    for text in ids:
        named = resolve(case.views, case.ledger, text)
        entry = case.ledger.entry(named.id) if named.kind == "entry" else None
        if entry is not None and entry.kind == "forget":
            plan.requests.append(entry.id)
            refs = entry.body.refs if entry.body else ()
            found = [e for ref in refs if (e := case.ledger.entry(ref))]
        elif entry is not None:
            found = [entry]
            entries[entry.id] = None
        elif named.kind == "exhibit":
            found = []
            digests[named.id] = None
        else:
            inside = (
                f" It lies in exhibit {named.exhibit[:8]}." if named.exhibit else ""
            )
            raise InputError(
                f"{text!r} is the id of a {named.kind}, which was made from exhibits."
                f" What can be forgotten is an exhibit or an entry.{inside}"
            )
        _adders(case, found, digests)
    entries |= dict.fromkeys(_about(case, set(digests)))
    plan.entries = list(entries)
    told = case.views.told()
    plan.exhibits = [(d, told[d].file if d in told else "") for d in digests]
    plan.built, plan.elsewhere = _built(case)
    plan.mentioned = _mentioned(case, {name for _, name in plan.exhibits if name})
    return plan


def _adders(case: Case, entries: Sequence[EntryView], digests: dict[str, None]) -> None:
    """Exhibits that only these entries add go with them."""
    names = {entry.id for entry in entries}
    for entry in entries:
        if entry.kind != "exhibit.add" or entry.body is None:
            continue
        for digest in entry.body.exhibits:
            if set(adding(case.ledger, digest)) <= names:
                digests[digest] = None


def _about(case: Case, digests: set[str]) -> list[str]:
    """Entries about these exhibits and no others."""
    return [
        entry.id
        for entry in case.ledger.entries(quarantined=True)
        if entry.body is not None
        and entry.kind not in (*_LASTING, "forget")
        and entry.body.exhibits
        and set(entry.body.exhibits) <= digests
    ]


def _built(case: Case) -> tuple[list[Path], list[str]]:
    """What was made from the case beside it, and folders elsewhere."""
    beside = case.folder.resolve().parent
    told: list[str] = json.loads(case.ledger.local_get(PUBLISHED_TO) or "[]")
    built: list[Path] = []
    if str(beside) in told or (
        case.folder.name == "case" and (beside / "site" / "index.html").is_file()
    ):
        made = [beside / "site", beside / "data", *beside.glob("booklet*.pdf")]
        built = sorted(path for path in made if path.exists())
    elsewhere = [t for t in told if t != str(beside) and Path(t).is_dir()]
    return built, elsewhere


def _mentioned(case: Case, names: set[str]) -> list[tuple[str, str]]:
    """Digest and name of kept ``meta`` files in which a forgotten file has a row."""
    found = []
    for exhibit in case.view().exhibits():
        name = exhibit.provenance.file
        if name in names or name not in META_NAMES:
            continue
        if any(one in exhibit.content.text for one in names):
            found.append((exhibit.digest, name))
    return found


def carry_out(case: Case, plan: ForgetPlan, *, reason: str) -> list[str]:
    """Forget; gives the ids of the requests that were honoured.

    Afterwards no file of the case folder holds the bytes, and bundles of copies that
    still have them cannot bring them back.

    Raises:
        InputError: If there is no reason, or a hold is on.
        CannotSign: If this copy must not write.
    """
    case.exclusive()
    if plan.entries and not plan.requests and not reason.strip():
        raise InputError(
            "Say why with --reason: consent withdrawn, danger, a court. It stays, and"
            " travels with the request."
        )
    done = list(plan.requests)
    for request in plan.requests:
        honour(case.ledger, request)
    rest = [e for e in plan.entries if (v := case.ledger.entry(e)) and v.body]
    if rest and reason.strip():
        done.append(forget(case.ledger, rest, basis=reason))
    _erase(case, [digest for digest, _ in plan.exhibits])
    for path in plan.built:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    return done


def _erase(case: Case, digests: Sequence[str]) -> None:
    gone = [d for d in digests if case.ledger.exhibit_size(d) is None]
    case.texts.forget(gone)
    case.drafts.forget(gone)
    here = case.views.told()
    with case.views.transaction():
        catalogue.drop(case.views, [d for d in gone if d in here])
    case.take_in()
    catalogue.compact(case.views)
