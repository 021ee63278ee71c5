"""Bundles of released formats are merged for ever (P18). Never made anew, only added to."""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from qantar.errors import InputError
from qantar.ledger import DeviceKey, Ledger, audit
from qantar.ledger.bundle import audit_bundle, merge, pack, recipient, recipient_of_key

VECTORS = Path(__file__).parents[2] / "vectors"
BUNDLES = ("bundle-1.qantar", "bundle-1-age.qantar")


@pytest.fixture
def told(vectors: Callable[[str], Any]) -> Any:
    return vectors("bundles")


@pytest.fixture
def copy(told: Any, tmp_path: Path) -> Iterator[Ledger]:
    key = DeviceKey(bytes.fromhex(told["seed"]))
    with Ledger.join(tmp_path / "copy", case=told["case"], key=key) as made:
        yield made


@pytest.mark.parametrize("name", BUNDLES)
def test_a_golden_bundle_is_merged(copy: Ledger, told: Any, name: str) -> None:
    report = merge(copy, [VECTORS / name])

    assert report.incomplete == {}
    assert copy.root() == told["root"]
    assert [view.id for view in copy.entries()] == told["entries"]
    withheld = [v.id for v in copy.entries() if v.body is None]
    assert withheld == told["withheld"]
    for digest, size in told["exhibits"].items():
        assert copy.exhibit_size(digest) == size
        assert copy.holds_exhibit(digest)
    members = {dev: one.member for dev, one in copy.members().items()}
    assert told["members"].items() <= members.items()
    assert audit(copy.folder, "deep").sound


@pytest.mark.parametrize("name", BUNDLES)
def test_a_golden_bundle_is_sound_by_itself(copy: Ledger, told: Any, name: str) -> None:
    check = audit_bundle(VECTORS / name, copy)

    assert check.sound
    assert check.entries == len(told["entries"])


def test_the_recipient_follows_from_the_key(copy: Ledger, told: Any) -> None:
    assert recipient(copy) == told["recipient"]


def prefixes(
    data: bytes, told: Any, folder: Path, lengths: Iterable[int]
) -> Iterator[int]:
    """How many entries come of a bundle cut at these bytes; none of them is false."""
    key, entries = DeviceKey(bytes.fromhex(told["seed"])), set(told["entries"])
    for length in lengths:
        path, case = folder / f"{length}.qantar", folder / f"{length}"
        path.write_bytes(data[:length])
        with Ledger.join(case, case=told["case"], key=key) as copy:
            try:
                report = merge(copy, [path])
            except InputError:
                yield 0
                continue
            assert report.incomplete
            assert {v.id for v in copy.entries(quarantined=True)} <= entries
            found = {one.code for one in audit(case, "quick").findings}
            assert found <= {"exhibit-missing", "withheld"}
            yield copy.count()
        shutil.rmtree(case)


@pytest.mark.parametrize("name", BUNDLES)
def test_a_bundle_that_is_cut_brings_a_prefix(
    told: Any, tmp_path: Path, name: str
) -> None:
    data = (VECTORS / name).read_bytes()

    came = list(prefixes(data, told, tmp_path, range(0, len(data), 4999)))

    assert came == sorted(came)


@pytest.mark.slow
@pytest.mark.parametrize("encrypted", [True, False])
def test_a_bundle_that_is_cut_at_any_byte_brings_a_prefix(
    ledger: Ledger, tmp_path: Path, encrypted: bool
) -> None:
    # Text that does not shrink, so that the cut goes through entries.
    notes = [ledger.append("note", {"text": os.urandom(2000).hex()}) for _ in range(20)]
    key = DeviceKey.make()
    told = {
        "seed": bytes(key._secret).hex(),
        "entries": [ledger.case_id, *notes],
        "case": ledger.case_id,
    }
    to = [recipient_of_key(key)] if encrypted else []
    path = tmp_path / "b.qantar"
    pack(ledger, path, recipients=to, unencrypted=not encrypted)
    data = path.read_bytes()

    came = list(prefixes(data, told, tmp_path, range(0, len(data), 37)))
    came_at_the_end = list(
        prefixes(data, told, tmp_path, range(len(data) - 300, len(data)))
    )

    assert came == sorted(came)
    assert came_at_the_end == sorted(came_at_the_end)
