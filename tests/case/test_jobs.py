"""Jobs: what they do is kept with the case, also when they fail or are killed."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qantar.case import Case, jobs, judging
from qantar.case.deciding import since_linking
from qantar.case.drafts import Draft
from qantar.case.incoming import Incoming
from qantar.case.locking import make_lock
from qantar.case.locks import KEYS, NEW_PASSPHRASE_FILE, PASSPHRASE_FILE
from qantar.case.progress import running
from qantar.case.telling import protect

REPORT = (
    "Am 5. Januar 2022 wurden in Almaty nach Angaben des Innenministeriums 8 Polizisten"
    " getötet.\n"
)


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with Case.create(tmp_path / "case", title="Trial", zone="Asia/Almaty") as made:
        yield made


def waiting(case: Case, name: str = "a.txt", text: str = REPORT) -> str:
    incoming = Incoming(case.folder)
    token = incoming.begin()
    incoming.free_path(token, name).write_text(text, "utf-8")
    return token


def test_files_are_kept_read_linked_and_told(case: Case) -> None:
    jobs.run(case.folder, "add", {"token": waiting(case), "protect": False})
    found = jobs.outcome(case, "add")

    assert found is not None
    assert (found["state"], found["added"]) == ("done", ["a.txt"])
    with Case.open(case.folder) as again:
        assert again.views.count("statement") > 0
        assert list(Incoming(case.folder)._root.iterdir()) == []


def test_a_job_that_cannot_be_done_says_why(case: Case) -> None:
    jobs.run(case.folder, "add", {"token": "0" * 32})
    found = jobs.outcome(case, "add")

    assert found is not None
    assert found["state"] == "failed"
    assert "Choose the files again" in found["error"]


def test_a_job_that_was_killed_is_not_running_for_ever(case: Case) -> None:
    gone = {"form": 1, "state": "running", "pid": 2**22 + 1}
    case.drafts.set({"job add": json.dumps(gone)})

    assert jobs.outcome(case, "add") == {"state": "gone"}


def test_progress_that_a_dead_process_left_is_none(tmp_path: Path) -> None:
    path = tmp_path / "progress.json"
    told = {"stage": "read", "done": 1, "total": 2, "pid": 2**22 + 1}
    path.write_text(json.dumps(told), "utf-8")

    assert running(path) is None


def test_what_another_version_told_is_passed_over(case: Case) -> None:
    case.drafts.set({"job preview": json.dumps({"state": "done", "held": {}})})

    assert jobs.outcome(case, "preview") is None


def test_a_bundle_that_is_none_is_refused(case: Case) -> None:
    token = waiting(case, "x.qantar", "no bundle")
    jobs.run(case.folder, "merge", {"token": token})
    found = jobs.outcome(case, "merge")

    assert found is not None
    assert found["state"] == "failed"


@pytest.fixture
def official(case: Case, tmp_path: Path) -> Case:
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "a.txt").write_text(REPORT, "utf-8")
    told = '{"file": "a.txt", "kind": "official", "outlet": "Ministerium"}\n'
    (reports / "meta.jsonl").write_text(told, "utf-8")
    case.add([reports])
    case.read()
    case.link()
    return case


def previewed(case: Case, profile: str, name: str = "") -> dict[str, Any]:
    jobs.run(case.folder, "preview", {"profile": profile, "name": name})
    found = jobs.outcome(case, "preview")
    assert found is not None
    assert found["state"] == "done", found
    return found


def test_only_what_people_decided_would_go_out(official: Case) -> None:
    before = previewed(official, "public")
    judging.accept(official, [s.id for s in official.view().statements()])
    after = previewed(official, "public")

    assert before["statements"] == 0
    assert after["statements"] == after["of_statements"] > 0


def test_a_protected_source_vanishes_from_the_preview(official: Case) -> None:
    judging.accept(official, [s.id for s in official.view().statements()])
    (digest,) = {s.exhibit for s in official.view().statements()}
    protect(official, digest, on=True)

    assert previewed(official, "public")["statements"] == 0


def test_a_name_is_found_in_another_script(official: Case) -> None:
    judging.accept(official, [s.id for s in official.view().statements()])

    assert previewed(official, "internal", "Алматы")["hits"]
    assert not previewed(official, "internal", "Нигдеево")["hits"]


def test_an_edition_is_written_beside_the_case(official: Case) -> None:
    judging.accept(official, [s.id for s in official.view().statements()])
    told = {"profile": "public", "langs": ["de"], "folder": "edition-public"}
    jobs.run(official.folder, "publish", told)
    found = jobs.outcome(official, "publish")

    assert found is not None
    assert (found["state"], found["findings"]) == ("done", [])
    assert (official.folder.parent / "edition-public" / "site" / "index.html").exists()


def test_the_count_of_what_linking_does_not_know_is_what_stands(official: Case) -> None:
    entries = judging.accept(official, [s.id for s in official.view().statements()])
    one = since_linking(official.views)
    judging.withdraw(official, entries)
    none = since_linking(official.views)
    judging.accept(official, [s.id for s in official.view().statements()])
    official.link()

    assert (one, none, since_linking(official.views)) == (1, 0, 0)


def test_in_a_locked_case_nothing_waits_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "words"
    told.write_text("correct horse battery staple\n", "utf-8")
    monkeypatch.setenv(NEW_PASSPHRASE_FILE, str(told))
    monkeypatch.setenv(PASSPHRASE_FILE, str(told))
    folder = tmp_path / "locked"
    make_lock(folder)
    with Case.create(folder, title="Trial", zone="Asia/Almaty") as case:
        token = waiting(case)
        assert not Incoming(folder).place(token).is_relative_to(folder)
        jobs.run(folder, "add", {"token": token}, KEYS.vault(folder))
        found = jobs.outcome(case, "add")
        (exhibit,) = case.view().exhibits()
        form = {"voice": ["Innenministerium"]}
        about = Draft(about="x", tab="t", exhibit=exhibit.digest, form=form)
        case.drafts.keep(about)
    clear = [p.name for p in folder.rglob("*") if p.is_file() and _in_clear(p)]

    assert found is not None
    assert found["added"] == ["a.txt"]
    assert clear == []


def _in_clear(path: Path) -> bool:
    data = path.read_bytes()
    return any(word.encode() in data for word in ("Polizisten", "Innenministerium"))
