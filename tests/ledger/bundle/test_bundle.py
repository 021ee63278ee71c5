"""Packing and merging: archives join without a server, in any order, twice, cut off."""

import errno
import os
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bundles import HANDOUT, admit_device, bundle_of, send
from qantar.errors import CannotSign, DiskFailed, InputError
from qantar.ledger import Ledger, audit, forget
from qantar.ledger.bundle import audit_bundle, merge, pack, recipient
from qantar.ledger.bundle.records import (
    Chunk,
    chunk_record,
    entry_record,
)


def test_a_merged_copy_holds_the_same(
    ledger: Ledger, copy: Ledger, tmp_path: Path
) -> None:
    receipt = ledger.put_exhibit(HANDOUT, "text/plain", {"file": "handout.txt"})
    ledger.append("note", {"text": "first"})

    report = send(ledger, copy, tmp_path / "b.qantar")

    assert copy.root() == ledger.root()
    assert copy.exhibit_path(receipt.digest).read_bytes() == HANDOUT
    assert (report.new, report.exhibits) == (ledger.count(), [receipt.digest])
    assert report.incomplete == {}
    assert audit(copy.folder, "deep").findings == ()


def test_merging_again_changes_nothing(
    ledger: Ledger, copy: Ledger, tmp_path: Path
) -> None:
    ledger.put_exhibit(HANDOUT, "text/plain", {})
    pack(ledger, tmp_path / "b.qantar", recipients=[recipient(copy)])
    merge(copy, [tmp_path / "b.qantar"])
    root = copy.root()

    report = merge(copy, [tmp_path / "b.qantar"] * 2)

    assert copy.root() == root
    assert (report.new, report.exhibits) == (0, [])
    assert report.known == 2 * copy.count()


def test_two_copies_that_wrote_apart_hold_the_same_after_an_exchange(
    ledger: Ledger, copy: Ledger, tmp_path: Path
) -> None:
    send(ledger, copy, tmp_path / "1.qantar")
    ledger.append("note", {"text": "in the office"})
    copy.append("note", {"text": "in the field"})
    copy.put_exhibit(HANDOUT, "text/plain", {})

    send(ledger, copy, tmp_path / "2.qantar")
    send(copy, ledger, tmp_path / "3.qantar")

    assert ledger.root() == copy.root()
    assert [v.id for v in ledger.entries()] == [v.id for v in copy.entries()]
    assert audit(ledger.folder, "deep").findings == ()


def test_only_what_the_receiver_lacks_is_sent(
    ledger: Ledger, copy: Ledger, tmp_path: Path
) -> None:
    ledger.put_exhibit(HANDOUT, "text/plain", {})
    send(ledger, copy, tmp_path / "1.qantar")
    ledger.append("note", {"text": "news"})

    report = send(ledger, copy, tmp_path / "2.qantar")

    assert (report.new, report.known, report.exhibits) == (1, 0, [])


def test_a_receiver_who_is_ahead_is_sent_nothing_of_that_device(
    ledger: Ledger, copy: Ledger, tmp_path: Path
) -> None:
    send(ledger, copy, tmp_path / "1.qantar")
    with Ledger.join(tmp_path / "third", case=ledger.case_id) as third:
        send(copy, third, tmp_path / "2.qantar")
        ledger.append("note", {"text": "news"})
        send(ledger, copy, tmp_path / "3.qantar")

        (volume,) = pack(
            third,
            tmp_path / "4.qantar",
            recipients=[recipient(copy)],
            since=copy.frontier(),
        )

    assert volume.entries == 0


def test_a_fork_reaches_every_copy(
    ledger: Ledger, copy: Ledger, tmp_path: Path
) -> None:
    key = ledger._key
    with Ledger.join(tmp_path / "stolen", case=ledger.case_id, key=key) as stolen:
        send(ledger, stolen, tmp_path / "1.qantar")
        stolen.append("note", {"text": "rewritten"})
        ledger.append("note", {"text": "true"})
        send(ledger, copy, tmp_path / "2.qantar")
        send(stolen, copy, tmp_path / "3.qantar")
        send(copy, ledger, tmp_path / "4.qantar")
        send(copy, stolen, tmp_path / "5.qantar")

        assert ledger.root() == copy.root() == stolen.root()
        for one in (ledger, copy, stolen):
            assert [f.code for f in audit(one.folder).findings] == ["fork"]


def test_a_restored_backup_does_not_write_over_its_later_self(
    ledger: Ledger, copy: Ledger, tmp_path: Path
) -> None:
    key = ledger._key
    with Ledger.join(tmp_path / "backup", case=ledger.case_id, key=key) as backup:
        send(ledger, backup, tmp_path / "1.qantar")
        frontier = [*backup.frontier()]
        ledger.append("note", {"text": "lost"})
        lost = ledger.frontier()
        ledger.append("note", {"text": "kept elsewhere"})
        pack(ledger, tmp_path / "2.qantar", recipients=[recipient(backup)], since=lost)
        merge(backup, [tmp_path / "2.qantar"])

        with pytest.raises(CannotSign, match="older than what device"):
            backup.append("note", {"text": "would fork"})
        assert backup.frontier() == frontier
        pack(ledger, tmp_path / "3.qantar", recipients=[recipient(backup)])
        merge(backup, [tmp_path / "3.qantar"])
        backup.append("note", {"text": "goes on"})


def test_volumes_may_be_merged_in_any_order(
    ledger: Ledger, copy: Ledger, tmp_path: Path
) -> None:
    data = random.Random(5).randbytes(3_000_000)  # noqa: S311
    receipt = ledger.put_exhibit(data, "application/zip", {})
    volumes = pack(
        ledger,
        tmp_path / "b.qantar",
        recipients=[recipient(copy)],
        volume_bytes=2 * 1024 * 1024,
    )
    first = merge(copy, [volume.path for volume in reversed(volumes)])
    again = merge(copy, [volume.path for volume in volumes])

    assert len(volumes) > 2
    assert first.more
    assert first.skipped
    assert again.exhibits == [receipt.digest]
    assert copy.root() == ledger.root()
    assert all(volume.size <= 2 * 1024 * 1024 for volume in volumes)
    assert sum(volume.exhibits for volume in volumes) == 1
    assert audit(copy.folder, "deep").findings == ()


def test_a_bundle_for_others_is_refused_and_says_what_to_do(
    ledger: Ledger, copy: Ledger, tmp_path: Path
) -> None:
    pack(ledger, tmp_path / "b.qantar", recipients=[recipient(ledger)])

    with pytest.raises(InputError, match="not packed for this device"):
        merge(copy, [tmp_path / "b.qantar"])


def test_a_bundle_shows_nothing_to_its_carrier(
    ledger: Ledger, copy: Ledger, tmp_path: Path
) -> None:
    ledger.append("note", {"text": "the house behind the bakery" * 9})
    pack(ledger, tmp_path / "b.qantar", recipients=[recipient(copy)])

    carried = (tmp_path / "b.qantar").read_bytes()

    for told in (
        b"bakery",
        ledger.device.encode(),
        ledger.case_id.encode(),
        b"qantar b",
    ):
        assert told not in carried


def test_packing_for_nobody_must_be_said(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="readable by everyone"):
        pack(ledger, tmp_path / "b.qantar", recipients=[])

    (volume,) = pack(ledger, tmp_path / "b.qantar", recipients=[], unencrypted=True)
    assert volume.path.read_bytes().startswith(b"\x28\xb5\x2f\xfd")


@pytest.mark.parametrize(
    "text", ["", "age1", "someone@example.org", "AGE-SECRET-KEY-1"]
)
def test_a_recipient_that_is_none_is_refused(
    ledger: Ledger, tmp_path: Path, text: str
) -> None:
    with pytest.raises(InputError, match="not one of age"):
        pack(ledger, tmp_path / "b.qantar", recipients=[text])

    assert not (tmp_path / "b.qantar").exists()


def test_a_file_that_is_there_is_not_overwritten(
    ledger: Ledger, tmp_path: Path
) -> None:
    (tmp_path / "b.qantar").write_bytes(b"precious")

    with pytest.raises(InputError, match="is there already"):
        pack(ledger, tmp_path / "b.qantar", recipients=[], unencrypted=True)

    assert (tmp_path / "b.qantar").read_bytes() == b"precious"


def test_a_body_that_was_withheld_comes_with_a_later_bundle(
    ledger: Ledger, copy: Ledger, tmp_path: Path
) -> None:
    name = ledger.append("note", {"text": "one"})
    entry = ledger.signed(name)
    assert entry is not None
    for view in ledger.entries():
        signed = ledger.signed(view.id)
        assert signed is not None
        copy.admit(signed.head, signed.sig, None if view.id == name else signed.body)

    pack(ledger, tmp_path / "b.qantar", recipients=[recipient(copy)])
    report = merge(copy, [tmp_path / "b.qantar"])

    assert (report.new, report.bodies) == (0, 1)


def test_what_was_forgotten_does_not_travel_and_does_not_come_back(
    ledger: Ledger, copy: Ledger, tmp_path: Path
) -> None:
    receipt = ledger.put_exhibit(HANDOUT, "text/plain", {})
    send(ledger, copy, tmp_path / "1.qantar")
    forget(ledger, [receipt.entry], basis="danger")

    pack(copy, tmp_path / "2.qantar", recipients=[recipient(ledger)])
    report = merge(ledger, [tmp_path / "2.qantar"])

    assert report.skipped == 1
    assert not ledger.holds_exhibit(receipt.digest)
    view = ledger.entry(receipt.entry)
    assert view is not None
    assert view.body is None


def test_an_empty_exhibit_travels_too(
    ledger: Ledger, copy: Ledger, tmp_path: Path
) -> None:
    receipt = ledger.put_exhibit(b"", "text/plain", {})

    assert send(ledger, copy, tmp_path / "b.qantar").exhibits == [receipt.digest]
    assert audit(copy.folder, "deep").findings == ()


def test_a_device_has_the_same_recipient_for_ever(ledger: Ledger, folder: Path) -> None:
    told = recipient(ledger)
    ledger.close()

    with Ledger.open(folder) as again:
        assert recipient(again) == told
    assert told.startswith("age1")
    assert len(told) == 62


def test_without_a_key_nothing_can_be_packed_for_a_copy(
    ledger: Ledger, folder: Path
) -> None:
    ledger.close()
    (folder / "device.key").unlink()

    with Ledger.open(folder) as again, pytest.raises(CannotSign):
        recipient(again)


@pytest.mark.parametrize("seed", range(3))
def test_the_blackout_ends_with_equal_copies(tmp_path: Path, seed: int) -> None:
    """Writers apart; bundles in any order, twice, cut off; in the end all agree."""
    dice = random.Random(seed)  # noqa: S311
    keeper = Ledger.create(tmp_path / "0", title="Square", zone="UTC")
    copies = [keeper]
    for n in range(1, 4):
        copy = Ledger.join(tmp_path / str(n), case=keeper.case_id)
        admit_device(keeper, copy, f"m{n}")
        copies.append(copy)
    for step in range(25):
        sender, receiver = dice.sample(copies, 2)
        if sender.count():
            sender.append("note", {"text": f"{step}"})
            path = tmp_path / f"{step}.qantar"
            pack(
                sender,
                path,
                recipients=[recipient(receiver)],
                since=dice.choice([[], receiver.frontier()]),
            )
            data = path.read_bytes()
            if dice.random() < 0.3:
                path.write_bytes(data[: dice.randrange(1, len(data))])
            try:
                merge(receiver, [path, path])
            except InputError:
                continue
    for _ in range(2):
        for n, sender in enumerate(copies):
            for m, receiver in enumerate(copies):
                if n != m:
                    send(sender, receiver, tmp_path / "end.qantar")
    roots = {copy.root() for copy in copies}
    orders = {tuple(view.id for view in copy.entries()) for copy in copies}
    for copy in copies:
        copy.close()

    assert len(roots) == len(orders) == 1


def codes(check: Any) -> list[tuple[str, str]]:
    return [(found.code, found.weight) for found in check.findings]


def test_a_bundle_can_be_checked_without_merging_it(
    ledger: Ledger, copy: Ledger, tmp_path: Path
) -> None:
    ledger.put_exhibit(HANDOUT, "text/plain", {})
    ledger.put_exhibit(b"", "text/plain", {})
    pack(ledger, tmp_path / "b.qantar", recipients=[recipient(copy)])

    check = audit_bundle(tmp_path / "b.qantar", copy)

    assert check.findings == ()
    assert (check.entries, check.exhibits) == (ledger.count(), 2)
    assert copy.count() == 0


def test_a_bundle_for_others_cannot_be_checked(
    ledger: Ledger, copy: Ledger, tmp_path: Path
) -> None:
    pack(ledger, tmp_path / "b.qantar", recipients=[recipient(copy)])

    for checker in (ledger, None):
        with pytest.raises(InputError, match="not packed for this device"):
            audit_bundle(tmp_path / "b.qantar", checker)
    with pytest.raises(InputError, match="cannot be opened"):
        audit_bundle(tmp_path / "gone.qantar")
    (tmp_path / "letter").write_bytes(b"a letter")
    with pytest.raises(InputError, match="is no bundle"):
        audit_bundle(tmp_path / "letter")


def test_what_does_not_hold_in_a_bundle_is_found(
    ledger: Ledger, copy: Ledger, tmp_path: Path
) -> None:
    receipt = ledger.put_exhibit(HANDOUT, "text/plain", {})
    good = [ledger.signed(view.id) for view in ledger.entries()]
    first, second, *_, last = [entry for entry in good if entry is not None]
    forged = replace(second, sig=first.sig)
    swapped = replace(second, body=first.body)
    no_head = replace(second, head=b"[]")
    digest = receipt.digest
    wrong = Chunk(digest=digest, offset=0, data=HANDOUT[::-1])
    part = Chunk(digest=digest, offset=0, data=HANDOUT[:5])
    late = Chunk(digest="f" * 64, offset=3, data=b"x")
    cut = ("bundle-cut", "damage")

    for records, expected in (
        ([entry_record(first), entry_record(forged)], [("signature", "damage"), cut]),
        ([entry_record(first), entry_record(swapped)], [("body", "damage"), cut]),
        ([entry_record(no_head)], [("head", "damage"), cut]),
        (
            [entry_record(last), chunk_record(wrong)],
            [cut, ("exhibit-changed", "damage")],
        ),
        ([entry_record(last), chunk_record(part)], [cut, ("exhibit-part", "remark")]),
        ([chunk_record(late)], [cut, ("exhibit-part", "remark")]),
    ):
        check = audit_bundle(bundle_of(tmp_path, ledger, *records))
        assert codes(check) == expected


def test_a_disk_that_is_full_leaves_no_half_volume(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFailed, match="Make room"):
        pack(ledger, tmp_path / "b.qantar", recipients=[], unencrypted=True)

    assert not (tmp_path / "b.qantar").exists()


def test_a_volume_that_is_too_small_for_anything_is_refused(
    ledger: Ledger, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match="needs at least"):
        pack(ledger, tmp_path / "b", recipients=[], unencrypted=True, volume_bytes=9)


def test_exhibits_whose_bytes_are_not_here_are_left_out(
    ledger: Ledger, copy: Ledger, tmp_path: Path
) -> None:
    receipt = ledger.put_exhibit(HANDOUT, "text/plain", {})
    ledger.exhibit_path(receipt.digest).unlink()

    (volume,) = pack(ledger, tmp_path / "b.qantar", recipients=[recipient(copy)])

    assert volume.exhibits == 0
