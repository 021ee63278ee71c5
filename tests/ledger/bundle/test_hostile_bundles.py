"""Bundles that are damaged, forged, foreign or too big bring nothing false in."""

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from bundles import HANDOUT, bundle_of, send
from qantar.errors import InputError
from qantar.ledger import Draft, Ledger, audit
from qantar.ledger.bundle import Limits, merge, pack, recipient
from qantar.ledger.bundle.records import (
    MAGIC,
    Chunk,
    chunk_record,
    entry_record,
)


def test_a_bundle_of_another_case_is_refused(ledger: Ledger, tmp_path: Path) -> None:
    with Ledger.create(tmp_path / "other", title="Other", zone="UTC") as other:
        pack(other, tmp_path / "b.qantar", recipients=[recipient(ledger)])

    with pytest.raises(InputError, match="is of another case"):
        merge(ledger, [tmp_path / "b.qantar"])


@pytest.mark.parametrize(
    "data", [b"", b"a letter", b"\x28\xb5\x2f\xfd junk", b"age-enc"]
)
def test_a_file_that_is_no_bundle_is_refused(
    ledger: Ledger, tmp_path: Path, data: bytes
) -> None:
    (tmp_path / "b.qantar").write_bytes(data)

    with pytest.raises(InputError):
        merge(ledger, [tmp_path / "b.qantar"])


def test_a_missing_file_is_named(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone\.qantar cannot be opened"):
        merge(ledger, [tmp_path / "gone.qantar"])


@pytest.mark.parametrize("encrypted", [True, False])
def test_a_bundle_that_is_cut_off_gives_what_came_before(
    ledger: Ledger, copy: Ledger, tmp_path: Path, encrypted: bool
) -> None:
    ledger.append_many(
        Draft(kind="note", fields={"text": f"{n} {n * 7919 % 9973}" * 20})
        for n in range(3000)
    )
    names = {view.id for view in ledger.entries()}
    options: dict[str, Any] = (
        {"recipients": [recipient(copy)]}
        if encrypted
        else {"recipients": [], "unencrypted": True}
    )
    pack(ledger, tmp_path / "b.qantar", **options)
    data = (tmp_path / "b.qantar").read_bytes()
    (tmp_path / "cut.qantar").write_bytes(data[: len(data) * 2 // 3])

    report = merge(copy, [tmp_path / "cut.qantar"])

    assert 0 < report.new < len(names)
    assert {view.id for view in copy.entries()} <= names
    assert "cut" in report.incomplete["cut.qantar"]
    assert audit(copy.folder).sound
    merge(copy, [tmp_path / "b.qantar"])
    assert copy.root() == ledger.root()


@given(length=st.integers(0, 4000), bit=st.integers(0, 7), flip=st.booleans())
def test_no_damage_to_a_bundle_brings_in_anything_false(
    length: int, bit: int, flip: bool
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (
            Ledger.create(folder / "a", title="Square", zone="UTC") as ledger,
            Ledger.join(folder / "b", case=ledger.case_id) as copy,
        ):
            receipt = ledger.put_exhibit(HANDOUT, "text/plain", {})
            ledger.append("note", {"text": "one"})
            pack(ledger, folder / "b.qantar", recipients=[], unencrypted=True)
            data = bytearray((folder / "b.qantar").read_bytes())
            place = length % len(data)
            if flip:
                data[place] ^= 1 << bit
            else:
                del data[place:]
            (folder / "b.qantar").write_bytes(data)

            try:
                report = merge(copy, [folder / "b.qantar"])
            except InputError:
                report = None

            assert {v.id for v in copy.entries()} <= {v.id for v in ledger.entries()}
            assert audit(copy.folder, "deep").sound or not copy.holds_exhibit(
                receipt.digest
            )
            assert report is None or report.incomplete or copy.root() == ledger.root()


def test_strangers_are_kept_apart_and_counted(ledger: Ledger, tmp_path: Path) -> None:
    with Ledger.join(tmp_path / "stranger", case=ledger.case_id) as stranger:
        receipt = stranger.put_exhibit(HANDOUT, "text/plain", {})
        pack(stranger, tmp_path / "b.qantar", recipients=[recipient(ledger)])

    report = merge(ledger, [tmp_path / "b.qantar"])

    assert (report.new, report.quarantined, report.exhibits) == (1, 1, [])
    assert list(ledger.entries("exhibit.add")) == []
    assert not ledger.holds_exhibit(receipt.digest)


def test_more_strangers_than_allowed_are_refused(
    ledger: Ledger, tmp_path: Path
) -> None:
    with Ledger.join(tmp_path / "stranger", case=ledger.case_id) as stranger:
        stranger.append_many([Draft(kind="note")] * 5)
        pack(stranger, tmp_path / "b.qantar", recipients=[recipient(ledger)])

    with pytest.raises(InputError, match="nobody vouches for"):
        merge(ledger, [tmp_path / "b.qantar"], limits=Limits(strangers=4))

    assert ledger.count() == 1


def test_wrong_bytes_of_an_exhibit_do_not_keep_the_right_ones_out(
    ledger: Ledger, copy: Ledger, tmp_path: Path
) -> None:
    receipt = ledger.put_exhibit(HANDOUT, "text/plain", {})
    send(ledger, copy, tmp_path / "1.qantar", exhibits=[])
    liar = Chunk(digest=receipt.digest, offset=0, data=HANDOUT[::-1])

    report = merge(copy, [bundle_of(tmp_path, copy, chunk_record(liar))])

    assert list(report.rejected.values()) == [1]
    assert not copy.holds_exhibit(receipt.digest)
    pack(ledger, tmp_path / "2.qantar", recipients=[recipient(copy)])
    assert merge(copy, [tmp_path / "2.qantar"]).exhibits == [receipt.digest]


def test_an_exhibit_never_grows_beyond_what_was_signed(
    ledger: Ledger, tmp_path: Path
) -> None:
    receipt = ledger.put_exhibit(HANDOUT, "text/plain", {})
    beyond = Chunk(digest=receipt.digest, offset=len(HANDOUT), data=b"more")
    unknown = Chunk(digest="f" * 64, offset=0, data=b"x")

    report = merge(
        ledger,
        [bundle_of(tmp_path, ledger, chunk_record(beyond), chunk_record(unknown))],
    )

    assert report.skipped == 2
    assert ledger.holds_exhibit(receipt.digest)


def test_exhibits_beyond_the_limit_are_refused(
    ledger: Ledger, copy: Ledger, tmp_path: Path
) -> None:
    ledger.put_exhibit(b"x" * 5000, "text/plain", {})
    pack(ledger, tmp_path / "b.qantar", recipients=[recipient(copy)])

    with pytest.raises(InputError, match="more than 4000 bytes"):
        merge(copy, [tmp_path / "b.qantar"], limits=Limits(exhibit_bytes=4000))


def test_a_bomb_is_refused_at_its_first_record(ledger: Ledger, tmp_path: Path) -> None:
    bomb = bundle_of(tmp_path, ledger, bytes(200_000_000))

    report = merge(ledger, [bomb])

    assert bomb.stat().st_size < 50_000
    assert "type 0" in report.incomplete["made.qantar"]


def test_a_bundle_that_does_not_begin_with_what_it_is_is_refused(
    ledger: Ledger, tmp_path: Path
) -> None:
    entry = ledger.signed(ledger.case_id)
    assert entry is not None
    data = zstandard.ZstdCompressor().compress(MAGIC + entry_record(entry))
    (tmp_path / "b.qantar").write_bytes(data)

    with pytest.raises(InputError, match="is no bundle"):
        merge(ledger, [tmp_path / "b.qantar"])


def test_an_entry_that_cannot_be_admitted_is_counted_with_its_reason(
    ledger: Ledger, copy: Ledger, tmp_path: Path
) -> None:
    first = ledger.signed(ledger.case_id)
    assert first is not None
    forged = replace(first, sig=bytes(64))

    report = merge(
        copy,
        [bundle_of(tmp_path, ledger, entry_record(forged), entry_record(first))],
    )

    assert report.new == 1
    ((why, times),) = report.rejected.items()
    assert "signature" in why
    assert times == 1
