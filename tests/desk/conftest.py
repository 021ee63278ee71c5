"""A small case that the desk shows, and a client that may ask."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from qantar.case import Case
from qantar.desk import make_app

TOKEN = "t" * 32
HOST = "127.0.0.1:8000"

HOSTILE = (
    "<script>alert(1)</script> & Bericht\n\nAm 5. Januar 2022 wurden in Almaty nach"
    " Angaben des Innenministeriums 8 Polizisten getötet.\n"
)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    folder = tmp_path_factory.mktemp("desk")
    reports = folder / "reports"
    reports.mkdir()
    (reports / "<img src=x onerror=alert(1)>.txt").write_text(HOSTILE, "utf-8")
    (reports / "отчёт.txt").write_text(
        "По данным МВД, 5 января 2022 года в Алматы погибли 18 сотрудников полиции.\n",
        encoding="utf-8",
    )
    with Case.create(folder / "case", title="Trial <b>", zone="Asia/Almaty") as made:
        made.add([reports])
        made.read()
        made.link()
        made.weigh()
        yield made


@pytest.fixture
def stranger(case: Case) -> TestClient:
    """A client that has no key."""
    app = make_app(case, token=TOKEN, hosts=frozenset((HOST,)))
    return TestClient(app, base_url=f"http://{HOST}", follow_redirects=False)


@pytest.fixture
def client(stranger: TestClient) -> TestClient:
    """A client that came with the key and has its cookie."""
    answer = stranger.get("/", params={"key": TOKEN})
    assert answer.status_code == 303
    return stranger
