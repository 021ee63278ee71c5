"""A client of the desk for tests."""

import asyncio
from typing import Any

import httpx2

from qantar.case import Case
from qantar.desk import make_app
from qantar.desk.guard import form_token

__all__ = ["HOST", "TOKEN", "Client"]

TOKEN = "t" * 32
HOST = "127.0.0.1:8000"


class Client:
    """Asks the desk in this very thread, to which the case's files belong."""

    def __init__(self, case: Case) -> None:
        app = make_app(case, token=TOKEN, hosts=frozenset((HOST,)))
        self._client = httpx2.AsyncClient(
            transport=httpx2.ASGITransport(app=app), base_url=f"http://{HOST}"
        )

    def ask(self, method: str, path: str, **options: Any) -> httpx2.Response:
        """One request; redirects are not followed."""
        return asyncio.run(self._client.request(method, path, **options))

    def post(self, path: str, told: dict[str, Any], **options: Any) -> httpx2.Response:
        """One form, sent as a page of the desk would send it."""
        headers = {"origin": f"http://{HOST}", **options.pop("headers", {})}
        data = {"form": form_token(TOKEN), **told}
        return self.ask("POST", path, data=data, headers=headers, **options)

    def get(self, path: str, **options: Any) -> httpx2.Response:
        """One GET."""
        return self.ask("GET", path, **options)
