"""Jobs: work that takes long, in a process of its own, so that a desk goes on answering.

What a job does is told in the progress file of the case; what came of it is kept as a
local setting, so that it can still be read when the window was closed meanwhile.
"""

import json
import os
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from qantar.case.build import PROGRESS_FILE, publish
from qantar.case.case import Case
from qantar.case.editions import proposed, signers, with_secret
from qantar.case.incoming import Incoming
from qantar.case.locks import KEYS
from qantar.case.looking import occurrences, samples
from qantar.case.merging import merge_into
from qantar.case.profiles import load_profile
from qantar.case.progress import Listener, ProgressFile, alive, silent
from qantar.errors import QantarError
from qantar.ledger import DATABASE_ERRORS, Vault
from qantar.publishing.preview import preview
from qantar.vocabulary.exhibit import Provenance

__all__ = ["JOBS", "outcome", "run"]


_FORM = 1
"""Raised whenever a job tells something else than before."""

_FAULTS: tuple[type[Exception], ...] = (QantarError, OSError, *DATABASE_ERRORS)
"""What a job reports as its end; anything else is a bug and is seen as such."""


def run(
    folder: Path, kind: str, told: dict[str, Any], vault: Vault | None = None
) -> None:
    """Do one job on a case and keep what came of it.

    Args:
        folder: The case.
        kind: One of ``JOBS``.
        told: What the job needs to know; plain values only.
        vault: Opens it, if it is locked.
    """
    KEYS.hold(folder, vault)
    with Case.open(folder) as case:
        started: dict[str, Any] = {"state": "running", "pid": os.getpid()}
        _keep(case, kind, started)
        try:
            case.exclusive()
            progress = ProgressFile(case.folder / PROGRESS_FILE, silent)
            try:
                found = JOBS[kind](case, told, progress)
            finally:
                progress.finish()
            _keep(case, kind, {"state": "done", **found})
        except _FAULTS as error:
            _keep(case, kind, {"state": "failed", "error": str(error)})


def _keep(case: Case, kind: str, found: dict[str, Any]) -> None:
    case.drafts.set({f"job {kind}": json.dumps({"form": _FORM, **found})})


def outcome(case: Case, kind: str) -> dict[str, Any] | None:
    """What came of the last job of this kind; ``None`` if there was none.

    ``state`` is running, done, failed, or ``gone`` where the process ended in the
    middle: what it had kept stays, and it can be started again.
    """
    told = case.drafts.setting(f"job {kind}")
    if not told:
        return None
    found: dict[str, Any] = json.loads(told)
    if found.get("form") != _FORM:
        return None  # another version wrote it, which told other things
    if found["state"] == "running" and not alive(int(found["pid"])):
        return {"state": "gone"}
    return found


def _rework(case: Case, told: dict[str, Any], progress: Listener) -> dict[str, Any]:
    read = case.read(jobs=1, listener=progress)
    counts = case.link(listener=progress) | case.weigh(listener=progress)
    return {"read": read.exhibits, "counts": counts}


def _add(case: Case, told: dict[str, Any], progress: Listener) -> dict[str, Any]:
    incoming = Incoming(case.folder)
    place = incoming.place(told["token"])
    given = Provenance(
        file="",
        outlet=told.get("outlet", ""),
        published=told.get("published", ""),
        url=told.get("url", ""),
        protect=bool(told.get("protect")),
    )
    report = case.add([place], told=given, listener=progress)
    incoming.drop(told["token"])
    rest = _rework(case, told, progress)
    return {
        "added": report.added,
        "already": [name for name, _ in report.already],
        "unread": [[name, one.reason] for name, one in report.unread],
        "problems": [one.reason for one in report.problems],
        **rest,
    }


def _merge(case: Case, told: dict[str, Any], progress: Listener) -> dict[str, Any]:
    incoming = Incoming(case.folder)
    report = merge_into(case, [incoming.place(told["token"])], listener=progress)
    incoming.drop(told["token"])
    _rework(case, told, progress)
    return {
        "new": report.brought.new,
        "exhibits": report.brought.exhibits,
        "refused": report.refused,
        "apart": {dev: list(why) for dev, why in report.apart.items()},
        "forked": report.forked,
        "absent": report.absent,
        "requests": report.requests,
        "unread": [[name, one.reason] for name, one in report.unread],
    }


def _preview(case: Case, told: dict[str, Any], progress: Listener) -> dict[str, Any]:
    case.refresh(listener=progress)
    profile = with_secret(case, load_profile(told["profile"]))
    progress("preview", 0, 0)
    found = asdict(preview(case.view(), profile))
    return {
        **found,
        "profile": profile.name,
        "name": told["name"],
        "hits": occurrences(case, profile, told["name"]),
        "samples": samples(case, profile),
    }


def _publish(case: Case, told: dict[str, Any], progress: Listener) -> dict[str, Any]:
    case.refresh(listener=progress)
    profile, entry = load_profile(told["profile"]), ""
    if profile.for_publication:
        profile, entry = proposed(case, profile, told.get("edition", ""))
    seen = preview(case.view(), profile)
    done = {"profile": profile.name, "edition": profile.edition}
    if profile.second_person and not signers(case, entry, seen):
        return {**done, "unsigned": True, "findings": [], "written": []}
    target = case.folder.parent / told["folder"]
    target.mkdir(parents=True, exist_ok=True)
    report = publish(
        case, target, tuple(told["langs"]), profile, listener=progress, always=True
    )
    return {
        **done,
        "unsigned": False,
        "findings": [str(one) for one in report.findings],
        "written": [str(path) for path in report.written],
    }


JOBS: dict[str, Callable[[Case, dict[str, Any], Listener], dict[str, Any]]] = {
    "rework": _rework,
    "add": _add,
    "merge": _merge,
    "preview": _preview,
    "publish": _publish,
}
