"""Forgetting: the bytes are gone from every file, and cannot come back."""

from pathlib import Path
from typing import Any

import pytest

from qantar.errors import InputError
from qantar.ledger import Ledger, audit, forget, honour, requests

WORDS = "the house behind the bakery"


def anywhere(folder: Path, words: str) -> list[str]:
    """Files of the folder that hold the words."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if words.encode() in path.read_bytes()]


def test_what_was_forgotten_is_in_no_file(ledger: Ledger, folder: Path) -> None:
    name = ledger.append("note", {"text": WORDS})
    assert anywhere(folder, WORDS)

    forget(ledger, [name], basis="consent withdrawn")

    assert anywhere(folder, WORDS) == []
    view = ledger.entry(name)
    assert view is not None
    assert view.body is None


def test_the_chain_still_holds_and_the_root_of_the_past_stays(ledger: Ledger) -> None:
    name = ledger.append("note", {"text": WORDS})
    ledger.append("note", {"text": "later"})
    heads = [view.id for view in ledger.entries()]

    forget(ledger, [name], basis="danger")

    assert [view.id for view in ledger.entries()][:3] == heads
    found = audit(ledger.folder, "deep")
    assert found.sound
    assert [(one.code, one.detail) for one in found.findings] == [
        ("withheld", "forgotten")
    ]


def test_a_stale_copy_cannot_bring_it_back(ledger: Ledger) -> None:
    name = ledger.append("note", {"text": WORDS})
    entry = ledger.signed(name)
    assert entry is not None
    forget(ledger, [name], basis="danger")

    ledger.admit(entry.head, entry.sig, entry.body)

    assert anywhere(ledger.folder, WORDS) == []


def test_a_forgotten_exhibit_goes_with_its_bytes(ledger: Ledger, folder: Path) -> None:
    receipt = ledger.put_exhibit(WORDS.encode(), "text/plain", {"file": WORDS})

    forget(ledger, [receipt.entry], basis="danger")

    assert anywhere(folder, WORDS) == []
    assert audit(folder, "deep").sound
    with pytest.raises(KeyError):
        ledger.exhibit_path(receipt.digest)


def test_an_exhibit_that_another_entry_added_too_stays(
    ledger: Ledger, tmp_path: Path
) -> None:
    receipt = ledger.put_exhibit(b"leaflet", "text/plain", {})
    again = ledger.append(
        "exhibit.add",
        {"media_type": "text/plain", "provenance": {"file": "b"}, "size": 7},
        exhibits=[receipt.digest],
    )

    forget(ledger, [receipt.entry], basis="wrong person named in its provenance")

    assert ledger.exhibit_path(receipt.digest).read_bytes() == b"leaflet"
    assert ledger.put_exhibit(b"leaflet", "text/plain", {}).entry == again
    assert audit(ledger.folder, "deep").sound


def test_a_forgotten_exhibit_may_be_added_anew(ledger: Ledger) -> None:
    receipt = ledger.put_exhibit(b"leaflet", "text/plain", {})
    forget(ledger, [receipt.entry], basis="by mistake")

    again = ledger.put_exhibit(b"leaflet", "text/plain", {})

    assert again.new
    assert audit(ledger.folder, "deep").sound


def test_who_belongs_to_the_case_cannot_be_forgotten(ledger: Ledger) -> None:
    with pytest.raises(InputError, match=r"is a case\.open: it has to stay"):
        forget(ledger, [ledger.case_id], basis="")


@pytest.mark.parametrize("targets", [[], ["0" * 64]])
def test_a_request_that_names_nothing_is_refused(
    ledger: Ledger, targets: list[str]
) -> None:
    with pytest.raises(InputError):
        forget(ledger, targets, basis="")

    assert list(ledger.entries("forget")) == []


def test_while_a_hold_is_on_nothing_is_forgotten(ledger: Ledger) -> None:
    name = ledger.append("note", {"text": WORDS})
    ledger.local_set("hold", "court order of 5 January")

    with pytest.raises(InputError, match="A hold is on"):
        forget(ledger, [name], basis="")

    view = ledger.entry(name)
    assert view is not None
    assert view.fields == {"text": WORDS}


def test_the_request_of_another_is_honoured_only_when_asked_to(
    ledger: Ledger, tmp_path: Path
) -> None:
    name = ledger.append("note", {"text": WORDS})
    with Ledger.join(tmp_path / "copy", case=ledger.case_id) as copy:
        for view in ledger.entries():
            entry = ledger.signed(view.id)
            assert entry is not None
            copy.admit(entry.head, entry.sig, entry.body)
        request = ledger.signed(forget(ledger, [name], basis="danger"))
        assert request is not None
        copy.admit(request.head, request.sig, request.body)

        assert [view.id for view in requests(copy)] == [request.id]
        assert anywhere(copy.folder, WORDS)
        honour(copy, request.id)

        assert list(requests(copy)) == []
        assert anywhere(copy.folder, WORDS) == []
        assert copy.root() == ledger.root()


def test_the_request_of_a_stranger_is_not_honoured(ledger: Ledger, forge: Any) -> None:
    request = forge.sign("B", kind="forget", case=ledger.case_id)
    ledger.admit(request.head, request.sig, request.body)

    with pytest.raises(InputError, match="does not count"):
        honour(ledger, request.id)


def test_an_entry_of_another_kind_is_no_request(ledger: Ledger) -> None:
    name = ledger.append("note", {})

    with pytest.raises(InputError, match="no request"):
        honour(ledger, name)


def test_erasing_that_was_interrupted_is_completed_on_opening(
    ledger: Ledger, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = ledger.put_exhibit(WORDS.encode(), "text/plain", {})

    def stop(self: Path, missing_ok: bool = False) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", stop)
        with pytest.raises(KeyboardInterrupt):
            forget(ledger, [receipt.entry], basis="danger")
    ledger.close()
    assert anywhere(folder, WORDS)

    Ledger.open(folder).close()

    assert anywhere(folder, WORDS) == []
