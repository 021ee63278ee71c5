"""The desk: who may ask, what every page shows, and that nothing runs in it."""

import json

import pytest

from desk_client import Client
from qantar.case import Case
from qantar.desk.guard import COOKIE, CSP
from qantar.desk.pages.exhibit import pieces
from qantar.desk.routes import PAGES
from qantar.vocabulary.statement import Speaker, Statement

PLAIN = [path for path in PAGES if "{" not in path]


def test_without_the_key_nothing_is_shown(stranger: Client) -> None:
    answer = stranger.get("/")

    assert answer.status_code == 403
    assert "Trial" not in answer.text


def test_a_wrong_key_is_refused(stranger: Client) -> None:
    assert stranger.get("/", params={"key": "x" * 32}).status_code == 403


def test_the_key_becomes_a_cookie_that_no_script_reads(stranger: Client) -> None:
    answer = stranger.get("/", params={"key": "t" * 32})
    cookie = answer.headers["set-cookie"].lower()

    assert cookie.startswith(COOKIE)
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "key=" not in answer.headers["location"]


def test_the_key_leads_to_a_page_of_the_desk_only(stranger: Client) -> None:
    answer = stranger.get("//evil.example/", params={"key": "t" * 32})

    assert not answer.headers["location"].startswith("//")


def test_another_name_for_this_machine_is_refused(client: Client) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


def test_another_site_may_not_ask(client: Client) -> None:
    answer = client.get("/", headers={"sec-fetch-site": "cross-site"})

    assert answer.status_code == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_the_desk_knows_only_reading_and_forms(client: Client, method: str) -> None:
    assert client.ask(method, "/").status_code == 405


@pytest.mark.parametrize("path", PLAIN)
def test_every_page_has_the_strict_policy_and_no_inline_script(
    client: Client, path: str
) -> None:
    answer = client.get(path)

    assert answer.status_code == 200
    assert answer.headers["content-security-policy"] == CSP
    assert "<script>" not in answer.text
    assert " style=" not in answer.text
    assert "onerror=" not in answer.text.replace("onerror=alert(1)&gt;", "")


@pytest.mark.parametrize("path", PLAIN)
def test_every_page_has_a_json_twin(client: Client, path: str) -> None:
    twin = "/index.json" if path == "/" else f"{path}.json"

    assert isinstance(json.loads(client.get(twin).text), dict)


@pytest.mark.parametrize("lang", ["de", "en", "ru", "kk"])
def test_every_page_speaks_every_language(client: Client, lang: str) -> None:
    for path in PLAIN:
        answer = client.get(path, params={"lang": lang})
        assert f'<html lang="{lang}">' in answer.text


def test_a_language_once_chosen_stays(client: Client) -> None:
    client.get("/", params={"lang": "kk"})

    assert '<html lang="kk">' in client.get("/people").text


def test_an_exhibit_is_shown_as_text_with_its_statements(
    client: Client, case: Case
) -> None:
    for exhibit in case.view().exhibits():
        shown = client.get(f"/exhibits/{exhibit.digest}").text
        assert "<script>alert" not in shown
        for statement in case.view().statements(exhibit=exhibit.digest):
            assert f'id="s-{statement.id}"' in shown


def test_an_original_is_only_ever_a_download(client: Client, case: Case) -> None:
    exhibit = next(case.view().exhibits())
    answer = client.get(f"/exhibits/{exhibit.digest}/original")

    assert answer.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.content == case.view().exhibit_bytes(exhibit.digest)


def test_search_finds_cyrillic_words(client: Client) -> None:
    assert "отчёт.txt" in client.get("/search", params={"q": "полиции"}).text


def test_a_hostile_query_is_shown_as_text(client: Client) -> None:
    shown = client.get("/search", params={"q": '"><script>alert(1)</script>'}).text

    assert "<script>alert(1)" not in shown


@pytest.mark.parametrize(
    "path", ["/nothing", "/exhibits/0000", "/people/p:nobody", "/exhibits/../log"]
)
def test_what_is_not_here_is_said(client: Client, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code in (404, 200)
    if answer.status_code == 404:
        assert "<main" in answer.text


def test_page_numbers_out_of_range_are_empty_pages(client: Client) -> None:
    for page in ("0", "-1", "999999", "abc", "9" * 30):
        assert client.get("/chronology", params={"page": page}).status_code == 200


def statement(start: int, end: int) -> Statement:
    return Statement(
        id=f"s{start}-{end}",
        exhibit="0" * 64,
        start=start,
        end=end,
        quote="",
        lang="de",
        chain=(Speaker(name="x"),),
        event_type="other",
    )


def test_pieces_put_together_are_the_text() -> None:
    text = "abcdefghij"
    found = pieces(text, [statement(2, 6), statement(4, 9)], 0)

    assert "".join(piece["text"] for piece in found) == text
    assert [piece["numbers"] for piece in found] == [[], [1], [1, 2], [2], []]
