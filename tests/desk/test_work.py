"""Adding, taking in, passing on, publishing, settings: by forms."""

import json
import re
import time

import httpx2
import pytest

from desk_client import HOST, TOKEN, Client
from qantar.case import Case
from qantar.case.incoming import Incoming
from qantar.desk.guard import form_token


def upload(client: Client, path: str, name: str, data: bytes) -> httpx2.Response:
    return client.ask(
        "POST",
        path,
        data={"form": form_token(TOKEN)},
        files={"files": (name, data, "text/plain")},
        headers={"origin": f"http://{HOST}"},
    )


def test_what_was_sent_waits_under_a_safe_name(client: Client, case: Case) -> None:
    answer = upload(client, "/import", "../../../evil<b>.txt", b"Am 5. Januar.")
    place = answer.headers["location"]
    shown = client.get(place).text
    token = place.rsplit("/", 1)[-1]
    client.post(f"{place}/drop", {})

    assert answer.status_code == 303
    assert "evil_b_.txt" in shown
    assert not (case.folder.parent / "evil_b_.txt").exists()
    assert not (case.folder / "waiting" / token).exists()


def test_what_is_here_already_is_said(client: Client, case: Case) -> None:
    exhibit = next(case.view().exhibits())
    data = case.view().exhibit_bytes(exhibit.digest)
    place = upload(client, "/import", "again.txt", data).headers["location"]
    shown = client.get(f"{place}?lang=en").text
    client.post(f"{place}/drop", {})

    assert "already here" in shown


@pytest.mark.parametrize("token", ["..%2f..%2f", "0" * 32, "nothing"])
def test_a_token_that_was_never_given_is_refused(client: Client, token: str) -> None:
    assert client.get(f"/import/{token}").status_code in (400, 404)
    assert client.post(f"/import/{token}", {}).status_code in (400, 404, 405)


def test_no_file_is_said(client: Client) -> None:
    answer = client.post("/import", {})

    assert answer.status_code == 400
    assert "No file was chosen" in answer.text


def test_settings_are_kept(client: Client, case: Case) -> None:
    client.post("/settings", {"lang": "de"})
    off = client.get("/review").text
    client.post("/settings", {"lang": "de", "keys": "on"})

    assert 'data-keys="off"' in off
    assert 'data-keys="on"' in client.get("/review").text


def test_a_member_gets_a_name_that_only_this_copy_knows(
    client: Client, case: Case
) -> None:
    member = case.ledger.device
    client.post("/names", {"member": member, "name": "Айгүл <b>"})
    shown = client.get("/sync").text
    client.post("/names", {"member": member, "name": ""})

    assert "Айгүл &lt;b&gt;" in shown
    assert client.post("/names", {"member": "x", "name": "y"}).status_code == 404


def test_a_bundle_is_packed_for_an_address_only(client: Client) -> None:
    answer = client.post("/sync/pack", {"to": "/etc/passwd"})

    assert answer.status_code == 400
    assert "age1" in answer.text


def test_a_bundle_is_a_download(client: Client, case: Case) -> None:
    own = json.loads(client.get("/sync.json").text)["told"]["recipient"]
    answer = client.post("/sync/pack", {"to": own})

    assert answer.headers["content-disposition"].startswith("attachment")
    assert len(answer.content) > 100


def test_a_profile_that_is_none_is_refused(client: Client) -> None:
    told = {"do": "publish", "profile": "../x", "lang": "de"}

    assert client.post("/publish", told).status_code == 400


def test_a_preview_is_counted_in_a_process_of_its_own(
    client: Client, case: Case
) -> None:
    client.post("/publish", {"do": "preview", "profile": "public", "name": "Almaty"})
    found = None
    for _ in range(100):
        found = json.loads(client.get("/publish.json").text)["preview"]
        if found and found["state"] == "done":
            break
        time.sleep(0.2)

    assert found is not None
    assert found["of_statements"] == case.views.count("statement")
    assert "Almaty" in client.get("/publish").text


@pytest.mark.parametrize("lang", ["de", "en", "ru", "kk"])
@pytest.mark.parametrize(
    "path", ["/import", "/sync", "/publish", "/agreement", "/pairs"]
)
def test_these_pages_speak_every_language(client: Client, path: str, lang: str) -> None:
    shown = client.get(path, params={"lang": lang}).text

    assert f'<html lang="{lang}">' in shown
    assert re.search(r"%\(\w+\)s", shown) is None


def test_nothing_waits_after_all_was_thrown_away(case: Case) -> None:
    root = Incoming(case.folder)._root

    assert not root.is_dir() or list(root.iterdir()) == []
