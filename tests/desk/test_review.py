"""Reviewing by forms, without any script: what is sent is what is decided."""

import json
import re

import pytest

from desk_client import HOST, Client
from qantar.case import Case
from qantar.case.judging import withdraw
from qantar.vocabulary.statement import Review, Statement

SCRIPT = "<script>alert(1)</script>"


def first(case: Case) -> Statement:
    return next(case.view().statements())


def again(case: Case, name: str) -> Statement:
    return case.view().statement(name)


@pytest.fixture(autouse=True)
def _undecided(case: Case) -> None:
    rows = case.views.db.execute(
        "SELECT entry FROM act WHERE live AND what != 'withdrawn'"
    ).fetchall()
    if rows:
        withdraw(case, [row[0] for row in rows])


def page_of(case: Case) -> str:
    return f"/review/{first(case).exhibit}"


def test_accepting_leads_to_the_next_statement(client: Client, case: Case) -> None:
    one = first(case)
    answer = client.post(page_of(case), {"do": "accept", "statement": one.id})

    assert answer.status_code == 303
    assert again(case, one.id).review is Review.ACCEPTED
    assert one.id not in answer.headers["location"]


def test_after_the_last_of_an_exhibit_comes_the_next_exhibit(
    client: Client, case: Case
) -> None:
    one = first(case)
    here = [s.id for s in case.view().statements(exhibit=one.exhibit)]
    answer = client.post(page_of(case), {"do": "bulk", "each": here})
    other = next(s for s in case.view().statements() if s.exhibit != one.exhibit)

    assert f"/review/{other.exhibit}?at={other.id}" in answer.headers["location"]


def test_not_said_is_kept_and_marked(client: Client, case: Case) -> None:
    one = first(case)
    client.post(page_of(case), {"do": "reject", "statement": one.id})

    assert again(case, one.id).review is Review.REJECTED


def correction(one: Statement, **changed: str) -> dict[str, str]:
    return {
        "do": "correct",
        "statement": one.id,
        "event_type": one.event_type,
        "when": "2022-01-06",
        "zone": "Asia/Almaty",
        "where": "Almaty",
        "stance": "denies",
        "voice": "Zeugin",
        **changed,
    }


def test_a_correction_changes_exactly_what_was_changed(
    client: Client, case: Case
) -> None:
    one = first(case)
    client.post(page_of(case), correction(one))
    after = again(case, one.id)

    assert after.when is not None
    assert after.when.value == "2022-01-06"
    assert (after.stance, after.origin.name) == ("denies", "Zeugin")
    assert after.quote == one.quote


def test_a_field_without_words_is_a_guess_and_with_words_is_not(
    client: Client, case: Case
) -> None:
    one = first(case)
    client.post(page_of(case), correction(one, **{"words-when": ""}))
    guessed = again(case, one.id)
    client.post(page_of(case), correction(one, **{"words-when": "5. Januar 2022"}))
    said = again(case, one.id)

    assert guessed.when is not None
    assert guessed.when.basis == "context"
    assert said.when is not None
    assert said.when.basis == "stated"


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"when": "yesterday"}, "yesterday"),
        ({"event_type": "<b>"}, "&lt;b&gt;"),
        ({"q-what": "killed", "q-lower": "", "q-best": "many", "q-upper": ""}, "many"),
        ({"words-when": "not in the text"}, "do not stand"),
        ({"start": "5", "end": "3"}, "Mark the words"),
    ],
)
def test_what_cannot_be_is_named_and_nothing_is_lost(
    client: Client, case: Case, changed: dict[str, str], told: str
) -> None:
    one = first(case)
    answer = client.post(page_of(case), correction(one, **changed))
    form = client.get(f"{page_of(case)}?at={one.id}&do=correct&lang=en").text

    assert answer.status_code == 400
    assert told in answer.text
    assert again(case, one.id).review is Review.SUGGESTED
    assert "Zeugin" in form
    case.drafts.drop(one.id)


def test_an_old_window_overwrites_nothing_and_keeps_what_was_typed(
    client: Client, case: Case
) -> None:
    one = first(case)
    shown = client.get(f"{page_of(case)}?at={one.id}&do=correct").text
    found = re.search(r'name="seen" value="(\w+)"', shown)
    assert found is not None
    client.post(page_of(case), {"do": "accept", "statement": one.id})
    answer = client.post(page_of(case), correction(one, seen=found[1], tab="b"))

    assert answer.status_code == 409
    assert again(case, one.id).review is Review.ACCEPTED
    assert case.drafts.about(one.id)[0].form["voice"] == ["Zeugin"]
    case.drafts.drop(one.id)


def test_a_statement_is_split_where_it_was_cut(client: Client, case: Case) -> None:
    one = first(case)
    cut = one.start + one.quote.index(" ", 20)
    client.post(page_of(case), {"do": "split", "statement": one.id, "cut": str(cut)})
    parts = [s for s in case.view().statements() if s.reader == "person"]

    assert [(p.start, p.end) for p in parts] == [(one.start, cut), (cut, one.end)]


def test_new_words_become_a_statement(client: Client, case: Case) -> None:
    one = first(case)
    told = {"do": "add", "start": "0", "end": "20", "event_type": "arrest",
            "voice": "Zeugin"}  # fmt: skip
    answer = client.post(page_of(case), told)
    (made,) = [s for s in case.view().statements() if s.reader == "person"]

    assert made.id in answer.headers["location"]
    assert (made.exhibit, made.start, made.end) == (one.exhibit, 0, 20)


def test_many_are_accepted_at_once_and_taken_back_at_once(
    client: Client, case: Case
) -> None:
    names = [s.id for s in case.view().statements()]
    client.post(page_of(case), {"do": "bulk", "each": names})
    done = {s.review for s in case.view().statements()}
    (entry, *_) = [r[0] for r in case.views.db.execute(
        "SELECT entry FROM act WHERE live AND what = 'accepted'")]  # fmt: skip
    client.post("/undo", {"entry": entry})

    assert done == {Review.ACCEPTED}
    assert {s.review for s in case.view().statements()} == {Review.SUGGESTED}


def test_a_guess_that_was_looked_at_is_remembered_until_it_is_decided(
    client: Client, case: Case
) -> None:
    one = first(case)
    client.post(page_of(case), {"do": "right", "statement": one.id, "field": "where"})
    client.post(page_of(case), {"do": "accept", "statement": one.id})
    (told,) = case.views.db.execute(
        "SELECT d.json FROM decision d JOIN act a USING (entry)"
        " WHERE d.target = ? AND a.live", (one.id,)).fetchone()  # fmt: skip

    assert json.loads(told)["confirmed"] == ["where"]


def test_a_half_done_form_waits_for_the_next_day(client: Client, case: Case) -> None:
    one = first(case)
    told = {**correction(one, voice="Halb getan"), "do": "draft", "tab": "w1"}
    answer = client.post(f"{page_of(case)}/draft", told)
    shown = client.get(f"{page_of(case)}?at={one.id}&do=correct").text

    assert answer.status_code == 204
    assert "Halb getan" in shown
    assert again(case, one.id).review is Review.SUGGESTED
    case.drafts.drop(one.id)


def test_scripts_in_every_field_are_shown_as_text(client: Client, case: Case) -> None:
    one = first(case)
    told = correction(one, where=SCRIPT, voice=SCRIPT, agents=SCRIPT, targets=SCRIPT,
                      reason=SCRIPT)  # fmt: skip
    client.post(page_of(case), told)
    paths = (f"{page_of(case)}?at={one.id}", f"{page_of(case)}?at={one.id}&do=correct",
             "/chronology", "/log", "/review")  # fmt: skip
    shown = [client.get(path).text for path in paths]

    assert again(case, one.id).origin.name == SCRIPT
    assert all("<script>alert" not in text for text in shown)


def test_protecting_a_source_hides_its_voices(client: Client, case: Case) -> None:
    one = first(case)
    path = f"/exhibits/{one.exhibit}/protect"
    client.post(path, {"protect": "on"})
    on = case.view().exhibit(one.exhibit).provenance.protect
    client.post(path, {"protect": "off"})

    assert on
    assert not case.view().exhibit(one.exhibit).provenance.protect


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": f"https://{HOST}"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_another_sites_form_writes_nothing(
    client: Client, case: Case, headers: dict[str, str]
) -> None:
    one = first(case)
    told = {"do": "accept", "statement": one.id}
    answer = client.post(page_of(case), told, headers=headers)

    assert answer.status_code == 403
    assert again(case, one.id).review is Review.SUGGESTED


def test_a_form_without_the_runs_token_writes_nothing(
    client: Client, case: Case
) -> None:
    told = {"do": "accept", "statement": first(case).id, "form": "0" * 64}

    assert client.post(page_of(case), told).status_code == 403
    assert first(case).review is Review.SUGGESTED


def test_without_the_cookie_no_form_is_taken(stranger: Client, case: Case) -> None:
    told = {"do": "accept", "statement": first(case).id}

    assert stranger.post(page_of(case), told).status_code == 403
    assert first(case).review is Review.SUGGESTED


def test_a_form_that_is_too_large_is_refused(client: Client, case: Case) -> None:
    told = {"do": "accept", "statement": first(case).id, "reason": "x" * (1 << 20)}

    assert client.post(page_of(case), told).status_code == 413


@pytest.mark.parametrize("lang", ["de", "en", "ru", "kk"])
@pytest.mark.parametrize("way", ["", "correct", "split", "add"])
def test_the_page_speaks_every_language(
    client: Client, case: Case, lang: str, way: str
) -> None:
    answer = client.get(f"{page_of(case)}?do={way}&lang={lang}")

    assert answer.status_code == 200
    assert f'<html lang="{lang}">' in answer.text


def test_every_part_has_a_json_twin(client: Client, case: Case) -> None:
    data = json.loads(client.get(f"{page_of(case)}.json").text)

    assert data["card"]["id"] in [card["id"] for card in data["cards"]]
