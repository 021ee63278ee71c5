"""First run: nothing is made before somebody says so; then the desk opens."""

import asyncio
from pathlib import Path
from typing import Any

import httpx2
import pytest

from desk_client import HOST, TOKEN
from qantar.case import Case
from qantar.desk import FirstRun
from qantar.desk.guard import form_token


def ask(app: FirstRun, *requests: tuple[str, str, dict[str, Any]]) -> httpx2.Response:
    """Requests of one browser that came with the key; the last answer."""

    async def run() -> httpx2.Response:
        transport = httpx2.ASGITransport(app=app)
        base = f"http://{HOST}"
        async with httpx2.AsyncClient(transport=transport, base_url=base) as client:
            answer = await client.get("/", params={"key": TOKEN})
            for method, path, data in requests:
                headers = {"origin": base} if method == "POST" else {}
                told = data or None
                answer = await client.request(method, path, data=told, headers=headers)
            return answer

    return asyncio.run(run())


@pytest.fixture
def app(tmp_path: Path) -> FirstRun:
    return FirstRun(tmp_path / "new", token=TOKEN, hosts=frozenset((HOST,)))


MADE = {"form": form_token(TOKEN), "title": "January", "zone": "Asia/Almaty",
        "lang": "kk", "langs": ["kk", "ru"]}  # fmt: skip


@pytest.mark.parametrize("lang", ["de", "en", "ru", "kk"])
def test_it_asks_in_every_language_and_makes_nothing(
    app: FirstRun, tmp_path: Path, lang: str
) -> None:
    answer = ask(app, ("GET", f"/?lang={lang}", {}))

    assert f'<html lang="{lang}">' in answer.text
    assert not (tmp_path / "new").exists()


def test_three_answers_make_a_case_and_its_desk(app: FirstRun, tmp_path: Path) -> None:
    answer = ask(app, ("POST", "/", MADE), ("GET", "/import", {}))
    app.close()

    assert answer.status_code == 200
    assert "January" in answer.text
    with Case.open(tmp_path / "new") as case:
        assert (case.title, case.zone, case.langs) == (
            "January", "Asia/Almaty", ("kk", "ru"),
        )  # fmt: skip


@pytest.mark.parametrize("changed", [{"zone": "Mars/Base"}, {"form": "0" * 64}])
def test_what_cannot_be_makes_nothing(
    app: FirstRun, tmp_path: Path, changed: dict[str, str]
) -> None:
    answer = ask(app, ("POST", "/", MADE | changed))

    assert answer.status_code == 400
    assert not (tmp_path / "new").exists()


def test_without_the_key_nothing_is_asked(app: FirstRun) -> None:
    async def run() -> httpx2.Response:
        transport = httpx2.ASGITransport(app=app)
        async with httpx2.AsyncClient(
            transport=transport, base_url=f"http://{HOST}"
        ) as client:
            return await client.get("/")

    assert asyncio.run(run()).status_code == 403
