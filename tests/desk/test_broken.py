"""A fault of the program is said in words; the page shows nothing of its inside."""

import asyncio
from collections.abc import Iterator

import httpx2
import pytest
from starlette.applications import Starlette

from desk_client import HOST, TOKEN
from qantar.case import Case
from qantar.desk import make_app


@pytest.fixture
def app(case: Case) -> Iterator[Starlette]:
    made = make_app(case, token=TOKEN, hosts=frozenset((HOST,)))
    case.views.db.execute("ALTER TABLE person RENAME TO person_away")
    yield made
    case.views.db.execute("ALTER TABLE person_away RENAME TO person")


def test_a_fault_is_told_what_is_safe_and_what_to_do(app: Starlette) -> None:

    async def run() -> httpx2.Response:
        transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
        base = f"http://{HOST}"
        async with httpx2.AsyncClient(transport=transport, base_url=base) as client:
            await client.get("/", params={"key": TOKEN})
            return await client.get("/people?lang=en")

    answer = asyncio.run(run())

    assert answer.status_code == 500
    assert "What is safe" in answer.text
    assert "Traceback" not in answer.text
    assert "OperationalError" not in answer.text
