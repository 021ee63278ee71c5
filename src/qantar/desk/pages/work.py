"""Pages of work that takes long: add files, take in and pass on, publish, agreement."""

from starlette.requests import Request
from starlette.responses import Response

from qantar.case import jobs
from qantar.case.agreement import agreement, alpha, coded
from qantar.case.incoming import Incoming
from qantar.case.merging import apart
from qantar.case.sharing import frontier_of
from qantar.desk.desk import Desk
from qantar.publishing.preview import CHANGES
from qantar.text.messages import LANGUAGES

__all__ = ["adding", "coders", "publishing", "syncing", "waiting"]


def adding(desk: Desk, request: Request) -> Response:
    """Choose files; what came of the last time."""
    return desk.answer(
        request, "import", {"job": jobs.outcome(desk.case, "add"), "files": None}
    )


def waiting(desk: Desk, request: Request) -> Response:
    """What was sent and waits to be kept, with what is here already."""
    token = request.path_params["token"]
    found = list(Incoming(desk.case.folder).waiting(token, desk.case.ledger))
    return desk.answer(request, "import", {"job": None, "files": found, "token": token})


def syncing(desk: Desk, request: Request) -> Response:
    """What this copy holds, whose devices count, what the last bundle brought."""
    ledger = desk.case.ledger
    return desk.answer(
        request,
        "sync",
        {
            "told": frontier_of(desk.case),
            "members": [
                {"device": device, "member": one.member, "role": one.role,
                 "cut": bool(one.cuts)}
                for device, one in sorted(ledger.members().items())
            ],
            "apart": apart(ledger),
            "job": jobs.outcome(desk.case, "merge"),
        },
    )  # fmt: skip


def publishing(desk: Desk, request: Request) -> Response:
    """Choose who may see what; look before it goes out; write it."""
    return desk.answer(
        request,
        "publish",
        {
            "preview": jobs.outcome(desk.case, "preview"),
            "job": jobs.outcome(desk.case, "publish"),
            "changes": CHANGES,
            "chosen": [lang for lang in desk.case.langs if lang in LANGUAGES],
        },
    )


def coders(desk: Desk, request: Request) -> Response:
    """How far people agree who decided about the same statements."""
    codes = coded(desk.case)
    value, shared = alpha(codes.values())
    return desk.answer(
        request,
        "agreement",
        {
            "people": [{"who": who, "n": len(told)} for who, told in codes.items()],
            "pairs": [
                {"a": one.a, "b": one.b, "both": one.both, "same": one.same,
                 "kappa": one.kappa,
                 "table": [[*key, n] for key, n in sorted(one.table.items())]}
                for one in agreement(codes)
            ],
            "alpha": value,
            "shared": shared,
        },
    )  # fmt: skip
