"""Checking a case: what is damaged is found, named, and told apart from the rest."""

import sqlite3
from pathlib import Path

import pytest

from qantar.errors import NotACase
from qantar.ledger import (
    Audit,
    DeviceKey,
    Ledger,
    add_device,
    add_member,
    audit,
)

PROVENANCE = {"file": "handout.txt", "obtained": "handed over on paper"}


def tamper(folder: Path, sql: str, *values: object) -> None:
    """Change the tables behind the ledger's back."""
    base = sqlite3.connect(folder / "log.db")
    base.execute("DROP TRIGGER entry_is_never_removed")
    base.execute("DROP TRIGGER entry_is_never_changed")
    base.execute(sql, values)
    base.commit()
    base.close()


def codes(check: Audit) -> set[str]:
    return {found.code for found in check.findings}


def passed(check: Audit) -> dict[str, bool | None]:
    return {prop.name: prop.passed for prop in check.properties}


@pytest.fixture
def case(ledger: Ledger, folder: Path) -> Path:
    """A case with five entries: opening, exhibit, three notes."""
    ledger.put_exhibit(b"Meet at the fountain.", "text/plain", PROVENANCE)
    for text in ("one", "two", "three"):
        ledger.append("note", {"text": text})
    ledger.close()
    return folder


def test_a_good_case_passes_everything(case: Path) -> None:
    check = audit(case, "deep")

    assert check.sound
    assert check.findings == ()
    assert (check.entries, check.exhibits) == (5, 1)
    assert set(passed(check).values()) == {True}


def test_the_six_properties_are_those_of_the_protocol(case: Path) -> None:
    assert list(passed(audit(case, "deep"))) == [
        "authenticity",
        "availability",
        "identity",
        "persistence",
        "renderability",
        "understandability",
    ]


def test_a_quick_check_does_not_claim_what_it_did_not_look_at(case: Path) -> None:
    judged = passed(audit(case, "quick"))

    assert judged["authenticity"] is None
    assert judged["persistence"] is None
    assert judged["availability"] is True


def test_a_changed_body_is_located(case: Path) -> None:
    tamper(
        case,
        "UPDATE body SET bytes = CAST(replace(CAST(bytes AS TEXT), 'two', 'owt') AS BLOB) WHERE n = 4",
    )

    (found,) = audit(case, "quick").findings

    assert (found.number, found.code, found.seq) == (1, "body", 3)
    assert "Entry 3 of device" in found.subject
    assert "merge" in found.todo.lower()


def test_a_changed_body_fails_authenticity(case: Path) -> None:
    tamper(case, "UPDATE body SET bytes = CAST(bytes || ' ' AS BLOB) WHERE n = 4")

    check = audit(case, "quick")

    assert not check.sound
    assert passed(check)["authenticity"] is False


def test_a_changed_signature_is_found_by_the_full_check_only(case: Path) -> None:
    tamper(case, "UPDATE entry SET sig = zeroblob(64) WHERE n = 3")

    assert codes(audit(case, "quick")) == set()
    assert codes(audit(case, "full")) == {"signature"}


def test_a_removed_entry_breaks_the_chain(case: Path) -> None:
    tamper(case, "DELETE FROM body WHERE n = 3")
    tamper_again = sqlite3.connect(case / "log.db")
    tamper_again.execute("DELETE FROM entry WHERE n = 3")
    tamper_again.commit()
    tamper_again.close()

    assert "chain" in codes(audit(case, "quick"))


def test_a_removed_last_entry_shows_in_the_frontier(case: Path) -> None:
    tamper(case, "DELETE FROM body WHERE n = 5")
    base = sqlite3.connect(case / "log.db")
    base.execute("DELETE FROM entry WHERE n = 5")
    base.commit()
    base.close()

    assert {"tips", "database"} <= codes(audit(case, "quick"))


@pytest.mark.parametrize(
    ("column", "value"), [("seq", 9), ("t", 5), ("dev", b"\1" * 32), ("prev", None)]
)
def test_a_column_that_contradicts_the_head_is_found(
    case: Path, column: str, value: object
) -> None:
    base = sqlite3.connect(case / "log.db")
    base.execute("PRAGMA ignore_check_constraints = ON")
    base.execute("DROP TRIGGER entry_is_never_changed")
    base.execute(f"UPDATE entry SET {column} = ? WHERE n = 3", (value,))  # noqa: S608
    base.commit()
    base.close()

    assert "columns" in codes(audit(case, "quick"))


def test_a_changed_name_is_found(case: Path) -> None:
    tamper(case, "UPDATE entry SET id = zeroblob(32) WHERE n = 5")

    assert {"id", "tips"} <= codes(audit(case, "quick"))


def test_a_changed_kind_is_found(case: Path) -> None:
    tamper(case, "UPDATE body SET kind = 'decide' WHERE n = 4")

    (found,) = audit(case, "quick").findings

    assert (found.code, found.detail) == ("columns", "its kind")


def test_a_missing_body_is_a_remark_and_no_damage(case: Path) -> None:
    tamper(case, "DELETE FROM body WHERE n = 4")

    check = audit(case, "full")

    assert check.sound
    assert codes(check) == {"withheld"}


def test_a_missing_exhibit_is_found_without_reading(case: Path) -> None:
    (path,) = (case / "exhibits").glob("??/*")
    path.unlink()

    check = audit(case, "quick")

    assert codes(check) == {"exhibit-missing"}
    assert passed(check)["availability"] is False


def test_a_changed_exhibit_is_found_by_the_deep_check(case: Path) -> None:
    (path,) = (case / "exhibits").glob("??/*")
    path.chmod(0o600)
    path.write_bytes(b"Meet at the mountain.")

    assert codes(audit(case, "full")) == set()
    check = audit(case, "deep")
    assert codes(check) == {"exhibit-changed"}
    assert passed(check)["persistence"] is False


def test_a_cut_exhibit_is_found_by_the_quick_check(case: Path) -> None:
    (path,) = (case / "exhibits").glob("??/*")
    path.chmod(0o600)
    path.write_bytes(b"Meet")

    assert codes(audit(case, "quick")) == {"exhibit-changed"}


def test_a_file_that_no_entry_names_is_a_remark(case: Path) -> None:
    (case / "exhibits" / "00").mkdir()
    (case / "exhibits" / "00" / ("0" * 64)).write_bytes(b"left behind")

    check = audit(case, "quick")

    assert check.sound
    assert codes(check) == {"exhibit-unnamed"}


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM exhibit",
        "UPDATE exhibit SET size = 3",
        "UPDATE exhibit SET media = 'text/html'",
        "UPDATE exhibit SET n = 4",
    ],
)
def test_a_table_of_exhibits_that_contradicts_the_entries_is_found(
    case: Path, sql: str
) -> None:
    tamper(case, sql)

    assert "exhibit-record" in codes(audit(case, "quick"))


def test_exhibits_without_type_or_provenance_fail_those_properties(
    ledger: Ledger, folder: Path
) -> None:
    ledger.put_exhibit(b"?", "application/octet-stream", {})
    ledger.close()

    judged = passed(audit(folder, "deep"))

    assert judged["renderability"] is judged["understandability"] is False
    assert judged["authenticity"] is True


def test_a_key_that_others_can_read_is_a_warning(case: Path) -> None:
    (case / "device.key").chmod(0o644)

    check = audit(case)

    assert check.sound
    assert codes(check) == {"key-readable"}


def test_a_key_that_is_none_is_a_warning(case: Path) -> None:
    (case / "device.key").write_bytes(b"qantar device key 1\nsesame")

    (found,) = audit(case).findings

    assert found.code == "key-unusable"
    assert "sesame" not in found.detail


def test_a_damaged_database_is_a_finding_and_no_crash(case: Path) -> None:
    base = bytearray((case / "log.db").read_bytes())
    base[4096:] = b"\xff" * (len(base) - 4096)
    (case / "log.db").write_bytes(base)

    check = audit(case, "deep")

    assert not check.sound
    assert "database" in codes(check)


def test_a_folder_without_case_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotACase):
        audit(tmp_path)


def test_every_finding_says_what_holds_and_what_to_do(case: Path) -> None:
    tamper(case, "UPDATE entry SET sig = zeroblob(64)")

    for found in audit(case).findings:
        assert found.breaks
        assert found.holds
        assert found.todo


def test_progress_ends_at_the_number_of_entries_and_exhibits(case: Path) -> None:
    told: list[tuple[int, int]] = []

    audit(case, progress=lambda done, total: told.append((done, total)))

    assert told[-1] == (6, 6)


def test_a_verdict_that_was_changed_is_found(ledger: Ledger, folder: Path) -> None:
    ledger.append("note", {})
    ledger.store.run("UPDATE entry SET standing = 0 WHERE seq = 1")

    assert [one.code for one in audit(folder).findings] == ["standing"]


def test_a_device_that_was_slipped_into_the_table_is_found(
    ledger: Ledger, folder: Path
) -> None:
    ledger.store.add(
        "INSERT INTO device VALUES (?, 'nobody', 'keeper', 0)", (bytes(32),)
    )

    assert [one.code for one in audit(folder).findings] == ["standing"]


def test_a_key_that_is_not_the_one_of_this_copy_is_found(
    ledger: Ledger, folder: Path
) -> None:
    ledger.close()
    path = folder / "device.key"
    path.unlink()
    other = DeviceKey.make()
    other.save(path)

    assert [one.code for one in audit(folder).findings] == ["key-unknown"]


def test_a_key_that_a_keeper_added_is_none_to_wonder_at(
    ledger: Ledger, folder: Path
) -> None:
    other = DeviceKey.make()
    add_member(ledger, "south")
    add_device(ledger, "south", other.public)
    ledger.close()
    (folder / "device.key").unlink()
    other.save(folder / "device.key")

    assert audit(folder).findings == ()
