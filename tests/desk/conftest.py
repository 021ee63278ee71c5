"""A small case that the desk shows, and a client that may ask."""

from collections.abc import Iterator

import pytest

from desk_client import TOKEN, Client
from qantar.case import Case

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
def stranger(case: Case) -> Client:
    """A client that has no key."""
    return Client(case)


@pytest.fixture
def client(stranger: Client) -> Client:
    """A client that came with the key and has its cookie."""
    answer = stranger.get("/", params={"key": TOKEN})
    assert answer.status_code == 303
    return stranger
