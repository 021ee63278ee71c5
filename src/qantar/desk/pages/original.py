"""Original: the preserved bytes, as a download that no browser will run."""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from qantar.desk.desk import Desk

__all__ = ["show"]


def show(desk: Desk, request: Request) -> Response:
    """Always an attachment, never shown inside the desk."""
    digest = request.path_params["digest"]
    exhibit = desk.view.exhibit(digest)
    name = exhibit.provenance.file.rsplit("/", 1)[-1]
    return Response(
        desk.view.exhibit_bytes(digest),
        media_type="application/octet-stream",
        headers={
            "content-disposition": f"attachment; filename*=UTF-8''{quote(name)}",
            "content-security-policy": "sandbox; default-src 'none'",
        },
    )
