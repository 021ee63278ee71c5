"""The ledger of a case: create, open, append, read."""

import sqlite3
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from qantar.errors import (
    CannotSign,
    CaseBusy,
    CaseExists,
    DamagedCase,
    InputError,
    NotACase,
)
from qantar.ledger import Draft, Ledger, add_device, add_member, forget


def texts(ledger: Ledger) -> list[object]:
    return [view.fields["text"] for view in ledger.entries("note")]


def test_what_was_appended_is_there_after_opening_again(
    ledger: Ledger, folder: Path
) -> None:
    name = ledger.append("note", {"text": "Called back at noon."})
    ledger.close()

    with Ledger.open(folder) as again:
        view = again.entry(name)

    assert view is not None
    assert view.fields == {"text": "Called back at noon."}
    assert view.kind == "note"


def test_the_first_entry_says_what_the_case_is(ledger: Ledger) -> None:
    (genesis,) = ledger.entries()

    assert genesis.id == ledger.case_id
    assert genesis.kind == "case.open"
    assert genesis.fields["title"] == "Square"
    assert genesis.fields["zone"] == "Asia/Almaty"
    assert genesis.fields["keepers"] == [ledger.device]


def test_entries_come_in_the_order_they_were_written(ledger: Ledger) -> None:
    ledger.append_many(Draft(kind="note", fields={"text": str(i)}) for i in range(1200))

    assert texts(ledger) == [str(i) for i in range(1200)]


def test_appending_while_reading_is_allowed(ledger: Ledger) -> None:
    ledger.append_many(Draft(kind="note", fields={"text": str(i)}) for i in range(10))

    for view in ledger.entries("note"):
        if view.seq < 5:
            ledger.append("note", {"text": "again"})

    assert len(texts(ledger)) == 14


def test_many_are_kept_all_or_none(ledger: Ledger) -> None:
    good, bad = Draft(kind="note"), Draft(kind="Not A Kind")

    with pytest.raises(InputError, match=r"exhibit\.add"):
        ledger.append_many([good, bad])

    assert list(ledger.entries("note")) == []


def test_a_kind_that_this_version_does_not_know_is_kept(ledger: Ledger) -> None:
    name = ledger.append("vehicle.seen", {"plate": None})

    view = ledger.entry(name)

    assert view is not None
    assert (view.kind, view.fields) == ("vehicle.seen", {"plate": None})


def test_references_of_an_entry_are_kept(ledger: Ledger) -> None:
    first = ledger.append("note", {"text": "a"})

    second = ledger.entry(
        ledger.append(
            "decide", {}, refs=[first], exhibits=["0" * 64], supersedes=[first]
        )
    )

    assert second is not None
    assert second.body is not None
    assert second.body.refs == second.body.supersedes == (first,)
    assert second.body.exhibits == ("0" * 64,)


def test_an_id_that_is_none_is_refused(ledger: Ledger) -> None:
    with pytest.raises(InputError, match="64 digits"):
        ledger.entry("abc")


def test_a_float_is_refused_with_its_place(ledger: Ledger) -> None:
    with pytest.raises(InputError, match=r"fields\.where\[0\] is a float"):
        ledger.append("note", {"where": [43.25]})


def test_the_claimed_time_is_rounded_by_the_policy(tmp_path: Path) -> None:
    afternoon = datetime(2022, 1, 5, 15, 50, tzinfo=UTC)
    with Ledger.create(
        tmp_path / "c",
        title="",
        zone="UTC",
        policy={"round_to": "day"},
        now=lambda: afternoon,
    ) as ledger:
        (genesis,) = ledger.entries()

    assert genesis.t == 1_641_340_800_000


def test_the_policy_is_read_back_from_the_case(folder: Path) -> None:
    policy = {"round_to": "hour", "pad_to": 0, "link": False, "langs": ["kk", "ru"]}
    Ledger.create(folder, title="", zone="UTC", policy=policy).close()

    with Ledger.open(folder) as ledger:
        assert ledger.genesis["policy"] == policy


def test_bodies_are_filled_up_so_that_their_length_tells_less(ledger: Ledger) -> None:
    for text in ("", "x" * 300):
        signed = ledger.signed(ledger.append("note", {"text": text}))
        assert signed is not None
        assert signed.body is not None
        assert len(signed.body) % 256 == 0


def test_a_second_case_in_the_same_folder_is_refused(
    ledger: Ledger, folder: Path
) -> None:
    with pytest.raises(CaseExists, match="holds a case already"):
        Ledger.create(folder, title="", zone="UTC")


def test_an_empty_folder_is_no_case(tmp_path: Path) -> None:
    with pytest.raises(NotACase, match=r"no log\.db"):
        Ledger.open(tmp_path)


def test_making_a_case_that_was_interrupted_completes_it(folder: Path) -> None:
    folder.mkdir()
    sqlite3.connect(folder / "log.db").close()
    (folder / "log.db").touch()

    with pytest.raises(NotACase, match="never finished"):
        Ledger.open(folder)
    with Ledger.create(folder, title="Square", zone="UTC") as ledger:
        assert len(list(ledger.entries())) == 1


def test_a_database_of_another_program_is_no_case(folder: Path) -> None:
    folder.mkdir()
    base = sqlite3.connect(folder / "log.db")
    base.execute("PRAGMA user_version = 1")
    base.close()

    with pytest.raises(NotACase, match="another program"):
        Ledger.open(folder)


def test_a_file_that_is_no_database_is_a_damaged_case(folder: Path) -> None:
    folder.mkdir()
    (folder / "log.db").write_bytes(b"not a database, long enough to be read" * 100)

    with pytest.raises(DamagedCase, match="merge the newest bundle"):
        Ledger.open(folder)


@pytest.mark.parametrize("name", ["log.db", "device.key", "exhibits"])
def test_a_case_whose_parts_are_links_is_refused(
    ledger: Ledger, folder: Path, name: str, tmp_path: Path
) -> None:
    ledger.put_exhibit(b"x", "text/plain", {})
    ledger.close()
    (folder / name).rename(tmp_path / name)
    (folder / name).symlink_to(tmp_path / name)

    with pytest.raises(NotACase, match="is a link"):
        Ledger.open(folder)


def test_without_its_key_a_case_can_be_read_but_not_written(
    ledger: Ledger, folder: Path
) -> None:
    ledger.append("note", {"text": "kept"})
    ledger.close()
    (folder / "device.key").unlink()

    with Ledger.open(folder) as again:
        assert texts(again) == ["kept"]
        with pytest.raises(CannotSign, match=r"holds no device\.key"):
            again.append("note", {})


def test_key_and_log_are_for_the_owner_only(ledger: Ledger, folder: Path) -> None:
    modes = {path.name: path.stat().st_mode & 0o077 for path in folder.iterdir()}

    assert set(modes.values()) == {0}


def test_the_key_is_in_no_table(ledger: Ledger, folder: Path) -> None:
    ledger.append("note", {"text": "a"})
    ledger.close()
    digits = (folder / "device.key").read_text().split("\n")[1]

    stored = (folder / "log.db").read_bytes()

    assert digits.encode() not in stored
    assert bytes.fromhex(digits) not in stored


def test_two_open_ledgers_write_one_chain(ledger: Ledger, folder: Path) -> None:
    with Ledger.open(folder) as other:
        for i in range(5):
            ledger.append("note", {"text": f"a{i}"})
            other.append("note", {"text": f"b{i}"})

        assert len(ledger.frontier()) == 1
        assert [view.seq for view in ledger.entries()] == list(range(11))


def test_threads_may_share_a_ledger(ledger: Ledger) -> None:
    def write() -> None:
        for _ in range(20):
            ledger.append("note", {"text": "t"})

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [view.seq for view in ledger.entries()] == list(range(81))


def test_a_writer_that_waited_in_vain_is_told_so(ledger: Ledger, folder: Path) -> None:
    base = sqlite3.connect(folder / "log.db", isolation_level=None)
    base.execute("BEGIN IMMEDIATE")
    with (
        Ledger.open(folder, patience=0.05) as other,
        pytest.raises(CaseBusy, match="try again"),
    ):
        other.append("note", {})
    base.close()


def test_the_root_changes_with_every_entry_and_is_the_same_when_read_again(
    ledger: Ledger, folder: Path
) -> None:
    before = ledger.root()
    ledger.append("note", {})

    with Ledger.open(folder) as again:
        assert again.root() == ledger.root() != before


def test_local_settings_are_kept_and_are_no_entries(
    ledger: Ledger, folder: Path
) -> None:
    root = ledger.root()
    ledger.local_set("desk.lang", "kk")
    ledger.local_set("desk.lang", "ru")

    with Ledger.open(folder) as again:
        assert again.local_get("desk.lang") == "ru"
        assert again.local_get("desk.width", "80") == "80"
        assert again.root() == root


def test_an_exception_inside_a_batch_takes_everything_back(ledger: Ledger) -> None:
    def drafts() -> Iterator[Draft]:
        yield Draft(kind="note", fields={"text": "a"})
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ledger.append_many(drafts())

    assert texts(ledger) == []
    ledger.append("note", {"text": "b"})
    assert texts(ledger) == ["b"]


def test_a_newer_case_is_named_as_such(ledger: Ledger, folder: Path) -> None:
    ledger.close()
    base = sqlite3.connect(folder / "log.db")
    base.execute("PRAGMA user_version = 99")
    base.close()

    with pytest.raises(Exception, match="newer Qantar"):
        Ledger.open(folder)


def test_a_policy_that_is_none_is_refused_and_nothing_is_made(folder: Path) -> None:
    for policy in ({"round_to": "week"}, {"pad_to": 99_999}, {"link": "yes"}):
        with pytest.raises(InputError):
            Ledger.create(folder, title="", zone="UTC", policy=policy)

    with pytest.raises(NotACase):
        Ledger.open(folder)


def test_a_clock_without_zone_is_refused(folder: Path) -> None:
    with pytest.raises(InputError, match="without a zone"):
        Ledger.create(
            folder,
            title="",
            zone="UTC",
            now=lambda: datetime(2022, 1, 5),  # noqa: DTZ001
        )


def test_the_number_of_entries_is_the_number_of_the_last(ledger: Ledger) -> None:
    ledger.append_many([Draft(kind="note")] * 3)

    assert ledger.count() == 4
    assert [view.n for view in ledger.entries(after=2)] == [3, 4]


def test_joining_makes_an_empty_copy_with_a_key_of_its_own(
    ledger: Ledger, tmp_path: Path
) -> None:
    with Ledger.join(tmp_path / "copy", case=ledger.case_id) as copy:
        assert copy.case_id == ledger.case_id
        assert copy.device not in ("", ledger.device)
        assert copy.count() == 0


def test_the_epoch_stays_while_entries_are_only_added(ledger: Ledger) -> None:
    before = ledger.epoch()

    ledger.append("note", {})
    ledger.put_exhibit(b"bytes", "text/plain", {})

    assert ledger.epoch() == before


def test_the_epoch_grows_when_what_was_read_before_changes(
    ledger: Ledger, forge: Any
) -> None:
    epochs = [ledger.epoch()]
    entry = forge.sign("B", text="one", case=ledger.case_id)
    ledger.admit(entry.head, entry.sig, None)
    assert ledger.epoch() == epochs[0]

    ledger.admit(entry.head, entry.sig, entry.body)
    epochs.append(ledger.epoch())
    add_member(ledger, "Reed")
    add_device(ledger, "Reed", forge.keys["B"].public)
    epochs.append(ledger.epoch())
    forget(ledger, [entry.id], basis="danger")
    epochs.append(ledger.epoch())

    assert epochs == sorted(set(epochs))
