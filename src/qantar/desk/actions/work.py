"""Work that takes long: started in a process of its own, told by the progress line."""

import multiprocessing
import shutil
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from qantar.case import jobs
from qantar.case.incoming import Incoming
from qantar.case.locks import KEYS
from qantar.case.profiles import load_profile
from qantar.case.sharing import pack_for
from qantar.desk.desk import Desk, go
from qantar.desk.forms import Form
from qantar.errors import CaseBusy, InputError
from qantar.text.messages import LANGUAGES

__all__ = ["again", "drop", "keep", "merge", "pack", "publish", "receive"]

_FOLDER = "edition"


def start(desk: Desk, kind: str, told: dict[str, Any]) -> None:
    """Start a job, unless one is running.

    Raises:
        CaseBusy: If another job of this desk is still at work.
    """
    if multiprocessing.active_children():  # which also buries those that are done
        raise CaseBusy(
            "Something else is being done just now; the line above tells how far it is."
            " Nothing of this was begun. Try again when it is done."
        )
    context = multiprocessing.get_context("spawn")
    process = context.Process(
        target=jobs.run,
        args=(desk.case.folder, kind, told, KEYS.vault(desk.case.folder)),
        daemon=True,
    )
    process.start()


def again(desk: Desk, request: Request, form: Form) -> Response:
    """Link and weigh again, knowing what people decided."""
    start(desk, "rework", {})
    return go("/")


def receive(desk: Desk, request: Request, form: Form) -> Response:
    """Files came: they wait until somebody says whose they are and that they be kept."""
    files = [file for file in form.files if file.filename]
    if not files:
        raise InputError("No file was chosen. Choose at least one.")
    incoming = Incoming(desk.case.folder)
    token = incoming.begin()
    for file in files:
        path = incoming.free_path(token, file.filename or "")
        with path.open("xb") as kept:
            shutil.copyfileobj(file.file, kept)
    return go(f"/import/{token}")


def keep(desk: Desk, request: Request, form: Form) -> Response:
    """Keep what waits as exhibits and read it."""
    token = request.path_params["token"]
    Incoming(desk.case.folder).place(token)
    told = {name: form.get(name)[:400] for name in ("outlet", "published", "url")}
    start(desk, "add", {"token": token, "protect": form.get("protect") == "on", **told})
    return go("/import")


def drop(desk: Desk, request: Request, form: Form) -> Response:
    """Throw away what waits; nothing of it was kept."""
    Incoming(desk.case.folder).drop(request.path_params["token"])
    return go("/import")


def merge(desk: Desk, request: Request, form: Form) -> Response:
    """Take in a bundle that somebody brought."""
    files = [file for file in form.files if file.filename]
    if not files:
        raise InputError("No bundle was chosen. Choose the file that was brought.")
    incoming = Incoming(desk.case.folder)
    token = incoming.begin()
    for file in files:
        with incoming.free_path(token, file.filename or "").open("xb") as kept:
            shutil.copyfileobj(file.file, kept)
    start(desk, "merge", {"token": token})
    return go("/sync")


def pack(desk: Desk, request: Request, form: Form) -> Response:
    """Pack a bundle for somebody, as a download."""
    recipients = [one.strip() for one in form.get("to").split() if one.strip()]
    if not all(one.startswith("age1") and one.isalnum() for one in recipients):
        raise InputError(
            "Give the other side's address for bundles; it begins with age1 and stands"
            " on their page of this name."
        )
    incoming = Incoming(desk.case.folder)
    token = incoming.begin()
    target = incoming.place(token) / "bundle.qantar"
    try:
        volumes = pack_for(desk.case, target, recipients)
        if len(volumes) > 1:
            raise InputError(
                "The bundle is too large for one file. Pack it on the command line:"
                " qantar pack CASE FILE --to RECIPIENT"
            )
        data = volumes[0].path.read_bytes()
    finally:
        incoming.drop(token)
    return Response(
        data,
        media_type="application/octet-stream",
        headers={"content-disposition": 'attachment; filename="bundle.qantar"'},
    )


def publish(desk: Desk, request: Request, form: Form) -> Response:
    """Look at what would go out, or write it."""
    profile = load_profile(_profile(form))
    told: dict[str, Any] = {"profile": profile.name, "name": form.get("name")[:200]}
    if form.get("do") == "preview":
        start(desk, "preview", told)
        return go("/publish")
    langs = [lang for lang in form.all("lang") if lang in LANGUAGES]
    if not langs:
        raise InputError("Choose at least one language.")
    told |= {"langs": langs, "folder": f"{_FOLDER}-{profile.name}"}
    start(desk, "publish", told)
    return go("/publish")


def _profile(form: Form) -> str:
    name = form.get("profile")
    if name not in ("internal", "public"):
        raise InputError(f"{name[:20]!r} is no profile; there are internal and public.")
    return name
