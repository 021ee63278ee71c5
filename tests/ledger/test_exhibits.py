"""Exhibits: kept as they came, named by their hash, read back before acknowledged."""

import hashlib
from pathlib import Path

import pytest

from qantar.errors import DamagedCase, InputError
from qantar.ledger import Ledger

HANDOUT = "Собрание в 16:00 у фонтана.\r\n".encode()


def test_a_file_is_kept_byte_for_byte(ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "handout.txt"
    path.write_bytes(HANDOUT)

    receipt = ledger.put_exhibit(path, "text/plain", {"file": "handout.txt"})

    assert receipt.digest == hashlib.sha256(HANDOUT).hexdigest()
    assert (receipt.size, receipt.new) == (len(HANDOUT), True)
    assert ledger.exhibit_path(receipt.digest).read_bytes() == HANDOUT
    assert path.read_bytes() == HANDOUT


def test_the_entry_says_what_was_taken_in(ledger: Ledger) -> None:
    receipt = ledger.put_exhibit(HANDOUT, "text/plain", {"outlet": "leaflet"})

    view = ledger.entry(receipt.entry)

    assert view is not None
    assert view.body is not None
    assert view.kind == "exhibit.add"
    assert view.body.exhibits == (receipt.digest,)
    assert view.fields == {
        "media_type": "text/plain",
        "provenance": {"outlet": "leaflet"},
        "size": len(HANDOUT),
    }


def test_the_same_bytes_are_here_already(ledger: Ledger) -> None:
    first = ledger.put_exhibit(HANDOUT, "text/plain", {"file": "a"})

    second = ledger.put_exhibit(HANDOUT, "text/plain", {"file": "b"})

    assert (second.new, second.entry) == (False, first.entry)
    assert len(list(ledger.entries("exhibit.add"))) == 1


def test_the_same_bytes_twice_in_one_batch_make_one_entry(ledger: Ledger) -> None:
    items: list[tuple[bytes, str, dict[str, object]]] = [
        (HANDOUT, "text/plain", {"n": n}) for n in range(3)
    ]

    receipts = list(ledger.put_exhibits(items))

    assert [receipt.new for receipt in receipts] == [True, False, False]
    assert len({receipt.entry for receipt in receipts}) == 1


def test_an_empty_file_is_an_exhibit_too(ledger: Ledger) -> None:
    receipt = ledger.put_exhibit(b"", "text/plain", {})

    assert ledger.exhibit_path(receipt.digest).read_bytes() == b""


def test_bytes_that_were_lost_are_restored_by_adding_them_again(ledger: Ledger) -> None:
    receipt = ledger.put_exhibit(HANDOUT, "text/plain", {})
    ledger.exhibit_path(receipt.digest).unlink()

    again = ledger.put_exhibit(HANDOUT, "text/plain", {})

    assert not again.new
    assert ledger.holds_exhibit(receipt.digest)


def test_bytes_that_were_changed_are_restored_by_adding_them_again(
    ledger: Ledger,
) -> None:
    receipt = ledger.put_exhibit(HANDOUT, "text/plain", {})
    path = ledger.exhibit_path(receipt.digest)
    path.chmod(0o600)
    path.write_bytes(HANDOUT[::-1])
    assert not ledger.holds_exhibit(receipt.digest)

    ledger.put_exhibit(HANDOUT, "text/plain", {})

    assert ledger.holds_exhibit(receipt.digest)


def test_nothing_is_left_lying_about(ledger: Ledger, folder: Path) -> None:
    for _ in range(2):
        ledger.put_exhibit(HANDOUT, "text/plain", {})

    files = [path for path in (folder / "exhibits").rglob("*") if path.is_file()]

    assert len(files) == 1


def test_an_exhibit_can_be_opened_for_reading(ledger: Ledger) -> None:
    receipt = ledger.put_exhibit(HANDOUT, "text/plain", {})

    with ledger.open_exhibit(receipt.digest) as file:
        assert file.read() == HANDOUT


def test_an_exhibit_is_not_writable(ledger: Ledger) -> None:
    receipt = ledger.put_exhibit(HANDOUT, "text/plain", {})

    assert ledger.exhibit_path(receipt.digest).stat().st_mode & 0o222 == 0


def test_an_unknown_digest_is_no_exhibit(ledger: Ledger) -> None:
    with pytest.raises(KeyError):
        ledger.exhibit_path("0" * 64)
    with pytest.raises(DamagedCase, match="not in this case"):
        ledger.open_exhibit("0" * 64)


def test_a_file_that_is_missing_is_named(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone\.txt cannot be opened"):
        ledger.put_exhibit(tmp_path / "gone.txt", "text/plain", {})


def test_provenance_that_cannot_be_kept_is_refused_before_anything_is_written(
    ledger: Ledger, folder: Path
) -> None:
    with pytest.raises(InputError, match="float"):
        ledger.put_exhibit(HANDOUT, "text/plain", {"lat": 43.2})

    assert not (folder / "exhibits").exists()


def test_what_came_before_a_file_that_fails_is_acknowledged(
    ledger: Ledger, tmp_path: Path
) -> None:
    items: list[tuple[Path | bytes, str, dict[str, object]]] = [
        (HANDOUT, "text/plain", {"file": "a"}),
        (tmp_path / "gone.txt", "text/plain", {}),
    ]

    with pytest.raises(InputError):
        list(ledger.put_exhibits(items))

    assert len(list(ledger.entries("exhibit.add"))) == 1


def test_three_hundred_exhibits_take_two_commits_and_are_all_there(
    ledger: Ledger,
) -> None:
    items: list[tuple[bytes, str, dict[str, object]]] = [
        (str(n).encode(), "text/plain", {}) for n in range(300)
    ]

    receipts = list(ledger.put_exhibits(items))

    assert len({receipt.digest for receipt in receipts}) == 300
    assert all(ledger.holds_exhibit(receipt.digest) for receipt in receipts)
